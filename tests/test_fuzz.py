"""Anything at all, thousands of times, on every address: never a fault of ours, never an echo, never long.

The addresses are those of the server's map, the bodies those of its callbacks, so that none is forgotten.
"""

import json
import re
import time
from collections import Counter
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from toy import toy_dataset

from dashboard.app import MOST_BODY, create_app
from dashboard.display import Display
from dashboard.formats import FORMATS, Printout
from dashboard.selection import CHOICES, PARAMETERS
from dashboard.vocabulary import Tirage

LONGEST_S = 2.0
UPDATE = "/_dash-update-component"
ATTACK = "<script>alert(1)</script>"
ATTACKS = (
    ATTACK,
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "%00",
    "\x00",
    "\ud800",
    "\u202e",
    "{{7*7}}",
    "${7*7}",
    "1" * 400,
    "9e999",
    "-1",
    "NaN",
    "٣",
    "\r\nSet-Cookie: a=b",
)
THOROUGH = settings(
    max_examples=1000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# What Werkzeug's client cannot send, no browser can: the strings of WSGI are bytes in disguise.
word = st.one_of(st.sampled_from(ATTACKS), st.text(max_size=30))
NAMES = sorted(
    {*PARAMETERS, *Display.NAMES, *Printout.NAMES, "excel", "url", "maxwidth", "callback"}
)
VALUES = sorted(
    {value for choices in CHOICES.values() for value in choices} | {"a", "a4", "3", "860", "0", "1"}
)
PRINTABLE = {
    "0",
    "1",
    "rvb",
    "cmjn",
    *FORMATS,
    *Tirage,
}  # what a page to print takes, numbers aside
PRINTS = ("/carte.pdf", "/carte.png")  # drawn in test_prints: each takes 0.1 s


def raw(text: str) -> str:
    """Write a text as WSGI gives the bytes of an address."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


@pytest.fixture(scope="module")
def app():
    return create_app(toy_dataset())


@pytest.fixture(scope="module")
def fuzzed(app):
    return app.server.test_client()


def sound(answer, began: float, *sent: str) -> int:
    """Check an answer to anything: its status, its time, and that nothing of the request runs in it."""
    assert time.perf_counter() - began < LONGEST_S
    status = answer.status_code
    assert status < 500 or status == 501
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in answer.headers
    if "Content-Encoding" in answer.headers:
        return status  # the same body, asked for in another form
    assert b"Traceback" not in answer.data
    if answer.mimetype in ("text/html", "image/svg+xml", "text/xml"):
        assert ATTACK not in answer.text and "<img src=x" not in answer.text
    assert status in (200, 204, 206, 301, 304, 308, 400, 404, 405, 412, 413, 414, 415, 416, 501)
    return status


paths = st.one_of(
    st.tuples(st.just("/campus/"), word).map("".join),
    st.tuples(st.just("/assets/"), word).map("".join),
    st.tuples(st.just("/_dash-component-suites/"), word, st.just("/"), word).map("".join),
    st.tuples(st.just("/"), word).map("".join),
)
pairs = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(NAMES), word),
        st.one_of(
            st.sampled_from(VALUES),
            st.lists(st.sampled_from(VALUES), max_size=4).map(",".join),
            word,
        ),
    ),
    max_size=4,
)
queries = st.one_of(
    pairs.map(
        lambda some: "&".join(
            f"{quote(n, errors='replace')}={quote(v, safe=',', errors='replace')}" for n, v in some
        )
    ),
    pairs.map(lambda some: "&".join(f"{n}={v}" for n, v in some)),
    st.binary(max_size=60).map(lambda content: content.decode("latin-1")),
)
fields = st.dictionaries(
    st.sampled_from(
        [
            "HTTP_ACCEPT_ENCODING", "HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE",
            "HTTP_IF_RANGE", "HTTP_HOST", "HTTP_ORIGIN", "HTTP_REFERER", "HTTP_COOKIE", "CONTENT_TYPE",
            "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REQUEST_ID", "HTTP_USER_AGENT",
            "HTTP_ACCEPT_LANGUAGE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT",
        ]
    ),
    st.one_of(
        st.sampled_from(["*", '"a", W/"b"', "bytes=0-", "bytes=5-2", "bytes=-0", "br;q=1e9", "gzip;q=-1,*;q=0"]),
        word.map(raw),
    ),
    max_size=4,
)  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT"])
def test_no_address_and_no_header_is_a_fault_of_ours(app, fuzzed, method):
    known = sorted(
        rule.rule for rule in app.server.url_map.iter_rules()
        if "<" not in rule.rule and rule.rule not in PRINTS
    )  # fmt: skip
    seen: Counter = Counter()

    @THOROUGH
    @given(st.one_of(st.sampled_from(known), paths), queries, fields)
    @example("/oembed", f"url={quote('http://localhost/?vague=' + ATTACK)}", {})
    @example("/oembed", f"url=http://localhost/&callback={ATTACK}&format=xml", {})
    @example("/", "", {"HTTP_HOST": f'a"{ATTACK}'})
    @example("/embed", "", {"HTTP_HOST": ATTACK})
    def ask(path, query, sent):
        began = time.perf_counter()
        environ = {"PATH_INFO": raw(path), "QUERY_STRING": raw(query), **sent}
        with fuzzed.open("/", method=method, environ_overrides=environ) as answer:
            seen[sound(answer, began)] += 1

    ask()
    assert seen[400] or method != "GET"
    assert sum(seen.values()) >= 900


def test_a_page_to_print_refuses_anything_that_is_no_format(fuzzed):
    @settings(THOROUGH, max_examples=300)
    @given(
        st.sampled_from([*PRINTS, "/carte.svg"]),
        st.sampled_from(["format", "largeur", "theme", "couleurs", "titre", "legende"]),
        word.filter(lambda value: value not in PRINTABLE and not value.isdecimal()),
    )
    def ask(path, name, value):
        began = time.perf_counter()
        with fuzzed.get(f"{path}?{name}={quote(value, errors='replace')}") as answer:
            assert sound(answer, began) == 400

    ask()


def bodies(app) -> st.SearchStrategy:
    """Write bodies like those of the page, from its own callbacks, with values that it never sends."""
    json_value = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | word,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=6,
    )  # fmt: skip
    value = st.one_of(
        st.sampled_from(
            [{"vue": "", "mots": "a"}, {"vue": "?vague=1"}, {"vue": "?vague=<b>"}, None, "large"]
        ),
        json_value,
    )

    def given_to(part: dict) -> st.SearchStrategy:
        return value.map(
            lambda sent: {"id": part["id"], "property": part["property"], "value": sent}
        )

    def body(item) -> st.SearchStrategy:
        output, wired = item
        names = [name.rsplit(".", 1) for name in output.strip(".").split("...")]
        outputs = [{"id": name, "property": prop} for name, prop in names]
        whole = {
            "output": st.just(output),
            "outputs": st.just(outputs if output.startswith("..") else outputs[0]),
            "inputs": st.tuples(*map(given_to, wired["inputs"])).map(list),
            "state": st.tuples(*map(given_to, wired["state"])).map(list),
            "changedPropIds": st.lists(
                st.sampled_from(
                    [f"{part['id']}.{part['property']}" for part in wired["inputs"]] + [ATTACK]
                ),
                max_size=2,
            ),
        }
        return st.one_of(
            st.fixed_dictionaries(whole),
            st.fixed_dictionaries(
                {name: st.one_of(part, json_value) for name, part in whole.items()}
            ),
            st.fixed_dictionaries(
                {}, optional={**whole, "cancelJob": json_value, "job": json_value}
            ),
        )

    served = [item for item in app.callback_map.items() if "callback" in item[1]]
    return st.sampled_from(sorted(served, key=str)).flatmap(body)


def test_what_runs_in_the_browser_is_not_asked_of_the_server(app, fuzzed):
    inside = [output for output, wired in app.callback_map.items() if "callback" not in wired]
    assert inside
    for output in inside:
        wired = app.callback_map[output]
        body = {"output": output, "outputs": [], "inputs": wired["inputs"], "changedPropIds": []}
        for outputs in ([], {"id": output.split(".")[0], "property": output.split(".")[-1]}):
            with fuzzed.post(UPDATE, json=body | {"outputs": outputs}) as answer:
                assert answer.status_code == 400


def test_no_body_that_a_callback_is_sent_is_a_fault_of_ours(app, fuzzed):
    seen: Counter = Counter()

    @settings(THOROUGH, max_examples=2000)
    @given(bodies(app))
    def ask(body):
        began = time.perf_counter()
        with fuzzed.post(UPDATE, data=json.dumps(body), content_type="application/json") as answer:
            seen[sound(answer, began)] += 1

    ask()
    assert set(seen) <= {200, 204, 400} and seen[200] and seen[400]


DEEP = b"[" * 30_000 + b"]" * 30_000
VALID = {
    "output": "carte.figure",
    "outputs": {"id": "carte", "property": "figure"},
    "inputs": [],
    "changedPropIds": [],
}


@pytest.mark.parametrize(
    ("content", "kind", "status", "message"),
    [
        (b"{}", "text/plain", 400, "La demande n’a pas pu être lue."),
        (b"{}", "", 400, "La demande n’a pas pu être lue."),
        (json.dumps(VALID).encode(), "application/x-www-form-urlencoded", 400, "La demande"),
        (b"a=b", "multipart/form-data; boundary=x", 400, "La demande n’a pas pu être lue."),
        (b"\xff\xfe{}", "application/json", 400, "La demande n’a pas pu être lue."),
        (b'{"output":"\xc3\x28"}', "application/json", 400, "La demande n’a pas pu être lue."),
        (b'{"output":"\\u0000"}', "application/json", 400, "La demande n’a pas pu être lue."),
        (b'{"output":"\\ud800"}', "application/json", 400, "La demande n’a pas pu être lue."),
        (b"\x00" * 100, "application/json", 400, "La demande n’a pas pu être lue."),
        (b'{"output":1e999,"output":NaN}', "application/json", 400, "La demande"),
        (b'{"output":' + b"9" * 5000 + b"}", "application/json", 400, "La demande"),
        (DEEP, "application/json", 400, "La demande n’a pas pu être lue."),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "application/json", 400, "La demande"),
        (b" " * (MOST_BODY + 1), "application/json", 413, "La demande est trop longue."),
        (b'{"output":"' + b"a" * 10_000_000 + b'"}', "application/json", 413, "La demande est trop"),
    ],
    ids=[
        "text", "no-type", "form", "multipart", "utf-16", "utf-8", "nul", "surrogate", "zeros",
        "numbers", "digits", "deep-list", "deep-object", "long", "huge",
    ],
)  # fmt: skip
def test_a_malformed_body_is_refused_in_words(fuzzed, content, kind, status, message):
    began = time.perf_counter()
    with fuzzed.post(UPDATE, data=content, content_type=kind) as answer:
        assert sound(answer, began) == status
        assert message in answer.text


def test_of_a_key_given_twice_the_last_counts_and_is_checked(app, fuzzed):
    output = next(name for name, wired in app.callback_map.items() if "callback" in wired)
    twice = json.dumps(VALID | {"output": output})[:-1] + ',"output":"nulle.part"}'
    with fuzzed.post(UPDATE, data=twice, content_type="application/json") as answer:
        assert answer.status_code == 400


def test_what_is_not_found_makes_no_new_series(fuzzed):
    for n in range(300):
        fuzzed.get(f"/n/{n}").close()
        fuzzed.open("/", method=f"M{n}").close()
        fuzzed.get(f"/campus/{n}").close()
    with fuzzed.get("/metriques") as answer:
        routes = set(re.findall(r'route="(.*?)"', answer.text))
        methods = set(re.findall(r'method="(.*?)"', answer.text))
    assert not [route for route in routes if re.search(r"/\d+", route)]
    assert "/campus/<campus>" in routes and "" in routes
    assert methods <= {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "?"}
