"""HTTP as RFC 9110 says, on every address that the server has: headers, methods, conditions, parts."""

import json
import re
from urllib.parse import quote

import pytest
from toy import toy_dataset
from werkzeug.test import Client

from dashboard.app import create_app
from dashboard.headers import HEADERS, PREFLIGHT, SHARED, shared

EXAMPLES = {"campus": "a", "filename": "page.js", "package_name": "dash", "path": "nulle-part"}
SUITE = "deps/react@18.3.1.min.js"
REFUSED = {
    "introuvable": "/nulle-part",
    "mal formée": "/?vague=9",
    "cadre mal formé": "/embed?vague=9",
    "oembed mal formé": "/oembed",
    "redirigée": "/embed?vague=2,1",
}


@pytest.fixture(scope="module")
def server():
    return create_app(toy_dataset()).server


@pytest.fixture
def client(server):
    return server.test_client()


def addresses(server) -> dict[str, str]:
    """Give an address for every rule of the server, and those that it refuses or redirects."""
    found = {}
    for rule in server.url_map.iter_rules():
        values = {name: EXAMPLES.get(name, SUITE) for name in rule.arguments}
        address = re.sub(r"<(?:\w+:)?(\w+)>", lambda part, v=values: v[part[1]], rule.rule)
        found[rule.rule] = (
            f"{address}?url={quote('http://localhost/')}" if rule.rule == "/oembed" else address
        )
    return found | REFUSED


def protected(answer, path: str) -> None:
    """Check the headers that every answer has."""
    expected = HEADERS | (SHARED if shared(path) else {})
    for name, value in expected.items():
        if name != "Content-Security-Policy":
            assert answer.headers.getlist(name) == [value], name
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "'unsafe-inline'" not in rules.get("script-src", "")
    assert "'unsafe-eval'" not in policy
    page = path == "/embed" and answer.status_code != 301
    framed = page and (answer.status_code == 405 or "Allow" not in answer.headers)
    assert rules["frame-ancestors"] == ("*" if framed else "'self'")
    assert not re.search(r"\d", answer.headers.get("Server", ""))
    assert "Set-Cookie" not in answer.headers and "X-Powered-By" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE", "TRACE", "BREW"])
def test_every_answer_of_every_route_protects_its_reader(server, client, method):
    for rule, address in addresses(server).items():
        with client.open(address, method=method) as answer:
            assert answer.status_code < 500 or answer.status_code == 501, rule
            protected(answer, address.partition("?")[0])


def test_no_page_tells_the_version_of_what_serves_it(client):
    for address in ("/", "/methode", "/nulle-part", "/_dash-layout", "/_dash-dependencies"):
        with client.get(address) as answer:
            assert not re.search(r'"(python|dash|plotly)_version[^"]*":', answer.text), address


def test_head_is_get_without_its_body_everywhere(server, client):
    for rule, address in addresses(server).items():
        if (
            "GET"
            in next((r.methods for r in server.url_map.iter_rules() if r.rule == rule), {"GET"})
            and rule != "/metriques"
        ):
            with client.get(address) as whole, client.head(address) as head:
                assert (head.status, head.data) == (whole.status, b""), rule
                assert dict(head.headers) == dict(whole.headers), rule


def test_a_method_that_an_address_does_not_take_is_405_with_those_it_takes(server, client):
    for rule in server.url_map.iter_rules():
        address = addresses(server)[rule.rule]
        for method in {"POST", "PUT", "DELETE", "PATCH", "TRACE"} - rule.methods:
            with client.open(address, method=method) as answer:
                if rule.rule in ("/_dash-update-component",):
                    continue  # Dash's own page takes any address
                assert answer.status_code == 405, (rule.rule, method)
                assert set(answer.headers["Allow"].split(", ")) == rule.methods
                assert "n’accepte pas cette méthode" in answer.text


def test_a_method_that_does_not_exist_is_501(client):
    for address in ("/", "/embed", "/sante", "/donnees/campus.csv"):
        answer = client.open(address, method="BREW")
        assert answer.status_code == 501
        assert "Cette méthode n’existe pas." in answer.text


def test_options_tells_the_methods_and_lets_other_sites_ask_for_what_is_shared(server, client):
    for rule in server.url_map.iter_rules():
        with client.options(
            addresses(server)[rule.rule],
            headers={"Origin": "https://journal.example", "Access-Control-Request-Method": "GET"},
        ) as answer:
            assert answer.status_code == 200
            assert set(answer.headers["Allow"].split(", ")) >= rule.methods, rule.rule
            for name, value in PREFLIGHT.items():
                assert answer.headers.get(name) == (value if shared(rule.rule) else None), rule.rule


KEPT = "/donnees/campus.csv"


def conditional(client, **headers):
    return client.get(
        KEPT, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def test_a_tag_that_is_known_is_answered_304_with_its_headers_and_no_body(client):
    tag = conditional(client).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"autre", {tag}', "*"):
        answer = conditional(client, If_None_Match=known)
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert answer.headers["Cache-Control"] and answer.headers["Vary"]
        assert "Content-Type" not in answer.headers and "Content-Length" not in answer.headers
    for unknown in (
        '"autre"',
        "",
        "n’importe quoi".encode().decode("latin-1"),
        tag.strip('"')[:-3],
    ):
        assert conditional(client, If_None_Match=unknown).status_code == 200


def test_a_tag_that_is_wanted_and_is_not_this_one_is_412_and_is_not_kept(client):
    tag = conditional(client).headers["ETag"]
    for wanted in (tag, f'"autre", {tag}', "*"):
        assert conditional(client, If_Match=wanted).status_code == 200
    for wanted in ('"autre"', f"W/{tag}"):
        answer = conditional(client, If_Match=wanted, Range="bytes=0-1", If_None_Match=tag)
        assert (answer.status_code, answer.data) == (412, b"")
        assert answer.headers["Cache-Control"] == "no-store"
        protected(answer, KEPT)


def test_a_date_is_no_condition_since_none_is_sent(client):
    answer = conditional(client, If_Modified_Since="Wed, 21 Oct 2037 07:28:00 GMT")
    assert answer.status_code == 200 and "Last-Modified" not in answer.headers


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, None),
        ("bytes=-5", -5, None),
        ("bytes=0-999999", 0, None),
    ],
)
def test_a_part_of_an_answer_is_206(client, wanted, first, last):
    whole = conditional(client).data
    answer = conditional(client, Range=wanted)
    begin = first if first >= 0 else len(whole) + first
    end = len(whole) - 1 if last is None else last
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {begin}-{end}/{len(whole)}"
    assert answer.headers["Content-Length"] == str(end - begin + 1)
    assert answer.data == whole[begin : end + 1]
    protected(answer, KEPT)


def test_a_part_beyond_the_end_is_416_with_the_length(client):
    length = len(conditional(client).data)
    answer = conditional(client, Range=f"bytes={length}-")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{length}"
    assert answer.headers["Cache-Control"] == "no-store"
    protected(answer, KEPT)


@pytest.mark.parametrize(
    "wanted",
    ["bytes=0-1,4-5", "lignes=0-1", "bytes=", "bytes=b-a", "0-1", "bytes=-999999999"],
)
def test_another_way_to_ask_for_parts_is_answered_with_the_whole(client, wanted):
    answer = conditional(client, Range=wanted)
    assert (answer.status_code, answer.data) == (200, conditional(client).data)


def test_what_dash_asks_for_before_the_map_can_be_kept(client):
    for address in ("/_dash-layout", "/_dash-dependencies"):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "public, no-cache"  # of the version of the page
        known = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert known.status_code == 304


def test_a_part_is_given_only_of_the_version_that_is_known(client):
    tag = conditional(client).headers["ETag"]
    alike = conditional(client, Range="bytes=0-9", If_Range=f"W/{tag}")
    assert alike.status_code == 200
    assert conditional(client, Range="bytes=0-1", If_Range=tag).status_code == 206
    assert conditional(client, Range="bytes=0-1", If_Range='"autre"').status_code == 200
    assert conditional(client, Range="bytes=0-1", If_None_Match=tag).status_code == 304
    assert client.head(KEPT, headers={"Range": "bytes=0-1"}).status_code == 200


def test_made_up_versions_of_a_file_do_not_fill_the_memory(client):
    def kept():
        with client.get("/metriques") as measures:
            return float(re.search(r"^answers_kept(?:\{[^}]*\})? (\S+)", measures.text, re.M)[1])

    before = kept()
    for number in range(50):
        client.get(f"/assets/page.js?v={number}").close()
    assert kept() == before
    address = re.search(r"/assets/page\.js\?v=[0-9a-f]*", client.get("/").text)[0]
    before = kept()
    client.get(address).close()
    assert kept() == before + 1


@pytest.fixture(scope="module")
def mounted():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_URL", "https://example.org/cmq/")
        return create_app(toy_dataset()).server.test_client()


def test_a_site_that_knows_its_address_says_the_same_under_any_name(mounted):
    """Its answers are then kept once for all names."""
    server = mounted.application
    answers = server.config["READY"].__self__
    inside = Client(answers.application)
    compared = 0
    for address in addresses(server).values():
        path, _, query = address.replace("localhost", "example.org/cmq").partition("?")
        if answers.pure(path, query):
            said = [
                inside.get(path, base_url=base, query_string=query)
                for base in (
                    "http://localhost/cmq",
                    "https://b/cmq",
                    "http://a.example:8050/cmq",
                )
            ]
            assert len({(one.status, one.data, str(one.headers)) for one in said}) == 1, address
            compared += said[0].status_code == 200
    assert compared > 10
    assert not answers.of_place


def test_under_a_prefix_as_anywhere_the_journal_has_the_route_and_the_source(
    mounted, client, monkeypatch
):
    lines = []
    oembed = f"oembed?url={quote('https://example.org/cmq/')}"
    for asked, prefix in ((mounted, "/cmq/"), (client, "/")):
        monkeypatch.setattr(asked.application.wsgi_app, "write", lines.append)
        for path in ("embed?vague=3", oembed, "metriques"):
            asked.get(f"{prefix}{path}").close()
    noted = [json.loads(line) for line in lines]
    assert [(line["route"], line["path"]) for line in noted] == [
        ("/embed", "/embed"),
        ("/oembed", "/oembed"),
    ] * 2
    assert {line["source"] for line in noted} <= {"made", "kept"}


def at(client, path: str, method: str = "GET"):
    """Ask for a path that `open` would take for another."""
    return client.open("/", method=method, environ_overrides={"PATH_INFO": path})


@pytest.mark.parametrize("path", ["/cmq", "//cmq", "/cmq/", ""])
def test_under_a_prefix_its_bare_path_answers_as_the_route_to_what_is_no_reading(mounted, path):
    answers = {
        method: at(mounted, path, method) for method in ("OPTIONS", "POST", "DELETE", "BREW")
    }
    assert [answer.status_code for answer in answers.values()] == [200, 405, 405, 501]
    for method in ("OPTIONS", "POST", "DELETE"):
        assert set(answers[method].headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_under_a_prefix_the_redirect_is_protected_too(mounted):
    for bare in ("/cmq", "//cmq", "//cmq/", "/cmq//"):
        answer = at(mounted, bare)
        assert (answer.status_code, answer.headers["Location"]) == (301, "/cmq/")
        protected(answer, "/cmq")
    assert at(mounted, "//cmq/embed").headers["Location"] == "/cmq/embed"
    assert mounted.get("/cmq?vague=1&utm_source=a").headers["Location"] == "/cmq/?vague=1"
    assert mounted.get("/cmqx").status_code == mounted.get("/cmq/cmq").status_code == 404
    answer = mounted.get("/cmq/embed?vague=1,2&utm_source=a")
    assert answer.headers["Location"] == "/cmq/embed?vague=1,2"
    protected(answer, "/embed")
    for path in ("/cmq/embed?vague=2,1", "/embed?vague=2,1"):
        answer = mounted.get(path)
        assert answer.status_code == 301
        assert answer.headers["Location"].endswith("/embed?vague=1,2")
        protected(answer, "/embed")


@pytest.mark.parametrize("stripped", [False, True])
@pytest.mark.parametrize(
    ("asked", "one"),
    [
        ("/embed?vague=2,1", "/embed?vague=1,2"),
        ("/?vague=1,2,3,4", "/"),
        ("/methode/", "/methode"),
        ("/?utm_source=a", "/"),
    ],
)
def test_a_redirect_keeps_the_prefix_that_the_proxy_in_front_may_take_off(
    mounted, stripped, asked, one
):
    answer = mounted.get(asked if stripped else f"/cmq{asked}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/cmq{one}")
