"""Answers kept whole: made once, compressed as asked, the same bytes and a 304 for who has them."""

import gzip
import threading
import tracemalloc
from contextlib import suppress
from types import SimpleNamespace

import brotli
import pytest
from werkzeug.test import Client

from dashboard import answers
from dashboard.answer import coding
from dashboard.answers import CROWDED, Answers
from dashboard.gate import Gate


class Counting:
    """An application that counts how often it is run, and answers with its path and query."""

    def __init__(self):
        self.runs = 0
        self.status = "200 OK"
        self.headers = [("Content-Type", "text/plain"), ("Cache-Control", "public, max-age=300")]

    def __call__(self, environ, start_response):
        self.runs += 1
        assert "HTTP_ACCEPT_ENCODING" not in environ and environ["REQUEST_METHOD"] == "GET"
        start_response(self.status, self.headers)
        return [f"{environ['PATH_INFO']}?{environ['QUERY_STRING']} ".encode() * 200]


@pytest.fixture
def inside():
    return Counting()


@pytest.fixture
def client(inside):
    return Client(Answers(inside, "v1", lambda path, _: path.startswith("/pure")))


BODY = b"/pure?a=1 " * 200
ONE = answers.ANSWER_BYTES + 100  # what an answer of it takes, its key included


def test_an_answer_is_made_once_and_compressed_as_asked(client, inside):
    forms = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes, "": bytes}
    tags = set()
    for accepted, read in forms.items():
        for _ in range(2):
            answer = client.get("/pure?a=1", headers={"Accept-Encoding": accepted})
            assert read(answer.data) == BODY
            assert answer.headers["Content-Length"] == str(len(answer.data))
            assert answer.headers["Vary"] == "Accept-Encoding"
            assert answer.headers.get("Content-Encoding", "identity") == (accepted or "identity")
            assert answer.headers["Cache-Control"] == "public, max-age=300"
        tags.add(answer.headers["ETag"])
    assert inside.runs == 1
    assert len(tags) == 3 and all(tag.startswith('"v1-') for tag in tags)


def test_what_its_own_format_compresses_is_the_same_for_all_and_says_so(client, inside):
    inside.headers = [("Content-Type", "image/png"), ("Cache-Control", "public"), ("Vary", "A")]
    told = [
        client.get("/pure?a=1", headers={"Accept-Encoding": accepted}) for accepted in ("br", "")
    ]
    assert {answer.data for answer in told} == {BODY}
    assert told[0].headers == told[1].headers and "Vary" not in told[0].headers


HEAD = b"GET /pure?a=1 HTTP/1.1\r\nUser-Agent: %s\r\nHost: localhost\r\n\r\n"


def ask(server, head, **environ):
    """Ask for `/pure?a=1` as gunicorn would, for a visitor who sent this head."""
    visitor = SimpleNamespace(head=head)
    Client(server).get("/pure?a=1", environ_overrides={"gunicorn.socket": visitor, **environ})


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (HEAD % b"un", True),
        (HEAD % b"un autre", True),
        (HEAD.replace(b"GET", b"HEAD"), True),
        (HEAD.replace(b"a=1", b"a=2"), False),
        (HEAD.replace(b"GET", b"POST"), False),
        (HEAD.replace(b"localhost", b"autre"), False),
        (HEAD.replace(b"\r\n\r\n", b"\r\nHost: autre\r\n\r\n"), False),
        (HEAD.replace(b"\r\n\r\n", b"\r\nX-Forwarded-Proto: https\r\n\r\n"), False),
        (b"", False),
    ],
)
def test_who_asks_for_what_is_kept_is_told_apart_by_the_head_alone(inside, head, known):
    server = Answers(inside, "v1", lambda path, _: path.startswith("/pure"))
    assert not server.ready(head)
    for _ in range(2):
        ask(server, HEAD % b"premier")
    assert server.ready(head) == known
    assert inside.runs == 1


def test_what_gives_way_waits_until_nobody_is_inside_nor_asks(inside, monkeypatch):
    server, gate, slept = Answers(inside, "v1", lambda path, _: True), Gate(), []
    now = 100.0

    def later(seconds):
        nonlocal now
        slept.append(gate.inside)
        now += 1.5 * seconds
        if len(slept) == 3:
            turn.__exit__(None, None, None)

    monkeypatch.setattr(answers, "monotonic", lambda: now)
    monkeypatch.setattr(answers, "sleep", later)
    server.calm(gate)
    assert not slept
    turn = gate.turn()
    turn.__enter__()
    ask(server, HEAD % b"un")
    server.calm(gate)
    assert slept == [1, 1, 1]
    ask(server, HEAD % b"un")
    server.calm(gate)
    assert slept == [1, 1, 1, 0]


def test_what_gives_way_ends_with_the_process(inside):
    server, gate = Answers(inside, "v1", lambda path, _: True), Gate()

    def wait():
        with suppress(SystemExit):
            server.calm(gate)

    with gate.turn():
        waiting = threading.Thread(target=wait)
        waiting.start()
        server.cease()
        waiting.join(30)
        assert not waiting.is_alive()
    with pytest.raises(SystemExit):
        server.calm(gate)


def test_an_answer_that_is_forgotten_is_ready_no_more(inside, monkeypatch):
    server = Answers(inside, "v1", lambda path, _: True)
    for _ in range(2):
        ask(server, HEAD % b"un")
    assert server.ready(HEAD % b"un")
    monkeypatch.setattr(answers, "MOST_BYTES", 1)
    Client(server).get("/autre")
    assert not server.ready(HEAD % b"un")


def test_ways_of_asking_do_not_fill_the_memory(inside, monkeypatch):
    monkeypatch.setattr(answers, "MOST_HEADS", 20_000)
    server = Answers(inside, "v1", lambda path, _: True)
    for n in range(50):
        ask(server, HEAD.replace(b"localhost", b"%03d" % n * (n + 1)))
        held = sum(len(head[0]) + sum(map(len, head[1])) for head in server.heads)
        assert held <= server.heads_size <= answers.MOST_HEADS
    assert 0 < len(server.heads) < 20


def test_names_of_a_site_do_not_fill_the_memory_and_all_that_is_held_is_counted(
    inside, monkeypatch
):
    monkeypatch.setattr(answers, "MOST_BYTES", 1_000_000)
    server = Answers(inside, "v1", lambda path, _: True)

    def held():
        return sum(
            sum(map(len, key)) + sum({id(b): len(b) for b, _ in answer.forms.values()}.values())
            for key, answer in server.kept.items()
        )

    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/pure", "QUERY_STRING": ""}
    tracemalloc.start()
    for n in range(300):
        environ |= {"HTTP_HOST": f"h{n}." + "a" * 4000, "HTTP_ACCEPT_ENCODING": "gzip"}
        server(dict(environ), lambda *_: None)
        assert held() <= server.size <= answers.MOST_BYTES
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert inside.runs == 300 and len(server.kept) < 150
    assert taken < 1.1 * server.size
    monkeypatch.setattr(answers, "MOST_BYTES", 0)
    Client(server).get("/pure")
    assert server.size == 0 and not server.kept


def test_a_new_form_of_an_answer_is_counted(client, inside):
    client.get("/pure?a=1", headers={"Accept-Encoding": "br"})
    before = client.application.size
    gzipped = client.get("/pure?a=1", headers={"Accept-Encoding": "gzip"}).data
    assert client.application.size == before + len(gzipped)
    client.get("/pure?a=1", headers={"Accept-Encoding": "gzip"})
    assert client.application.size == before + len(gzipped)


def test_a_site_that_knows_its_address_has_one_answer_under_any_name(inside):
    client = Client(Answers(inside, "v1", lambda *_: True, placed=True))
    for n in range(3):
        assert client.get("/pure?a=1", headers={"Host": f"h{n}"}).data == BODY
    client.get("/pure?a=1", base_url="https://localhost")
    assert inside.runs == 1 == len(client.application.kept)


def test_who_has_an_answer_gets_304_and_who_has_another_form_of_it_does_not(client, inside):
    """A cache that holds one coding must not take it for the other (RFC 9110, section 13.1.2)."""
    for accepted in ("br", "gzip", "identity"):
        tag = client.get("/pure", headers={"Accept-Encoding": accepted}).headers["ETag"]
        for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            answer = client.get(
                "/pure", headers={"If-None-Match": known, "Accept-Encoding": accepted}
            )
            assert (answer.status_code, answer.data) == (304, b"")
            assert "Content-Length" not in answer.headers and "ETag" in answer.headers
        for other in {"br", "gzip", "identity"} - {accepted}:
            answer = client.get("/pure", headers={"If-None-Match": tag, "Accept-Encoding": other})
            assert answer.status_code == 200
    other = client.get("/pure", headers={"If-None-Match": '"v0-0123-br"'})
    assert other.status_code == 200
    assert inside.runs == 1


def test_head_has_the_headers_of_get_and_no_body(client):
    whole, head = client.get("/pure"), client.head("/pure")
    assert head.data == b""
    assert dict(head.headers) == dict(whole.headers)


def test_another_query_host_or_scheme_is_another_answer(client, inside):
    client.get("/pure?a=1")
    client.get("/pure?a=2")
    client.get("/pure?a=1", headers={"Host": "other.example"})
    client.get("/pure?a=1", base_url="https://localhost")
    assert inside.runs == 4
    client.get("/pure?a=1", headers={"Accept-Encoding": "br"})
    assert inside.runs == 4


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("400 BAD REQUEST", [("Cache-Control", "no-store")]),
        ("301 MOVED", [("Cache-Control", "public, max-age=86400"), ("Location", "/b")]),
        ("200 OK", [("Cache-Control", "no-store")]),
        ("200 OK", []),
        ("500 ERROR", [("Cache-Control", "public")]),
    ],
)
def test_what_is_not_a_cacheable_answer_is_not_kept(client, inside, status, headers):
    inside.status, inside.headers = status, headers
    for _ in range(2):
        answer = client.get("/pure?a=1")
        assert answer.status == status and answer.data == BODY
        assert "ETag" not in answer.headers
    assert client.head("/pure?a=1").data == b""
    assert inside.runs == 3


def test_other_paths_and_methods_go_straight_to_the_application():
    seen = []

    def application(environ, start_response):
        seen.append((environ["REQUEST_METHOD"], environ.get("HTTP_ACCEPT_ENCODING")))
        start_response("200 OK", [("Cache-Control", "public")])
        return [b"x"]

    client = Client(Answers(application, "v1", lambda path, _: path == "/pure"))
    client.get("/other", headers={"Accept-Encoding": "br"})
    client.post("/pure", headers={"Accept-Encoding": "br"})
    client.get("/other", headers={"Accept-Encoding": "br"})
    assert seen == [("GET", "br"), ("POST", "br"), ("GET", "br")]


def test_the_oldest_answers_are_forgotten_beyond_the_bound(client, inside, monkeypatch):
    monkeypatch.setattr(answers, "MOST_BYTES", 10 * ONE)
    for n in range(30):
        client.get(f"/pure?a={n % 10}")
    assert inside.runs == 10
    for n in range(10, 40):
        client.get(f"/pure?a={n}")
    assert inside.runs == 40
    assert client.application.size <= answers.MOST_BYTES
    kept = [key[-1] for key in client.application.kept]
    assert kept == [f"a={n}" for n in range(40 - len(kept), 40)] and 5 < len(kept) <= 10


def test_what_another_process_has_made_or_this_one_forgotten_is_taken_from_the_shelf(
    client, inside
):
    made = client.get("/pure?a=1", headers={"Accept-Encoding": "br"})
    other = Client(Answers(inside, "v1", lambda *_: True))
    other.application.shelf = client.application.shelf
    taken = other.get("/pure?a=1", headers={"Accept-Encoding": "br"})
    assert (taken.data, list(taken.headers)) == (made.data, list(made.headers))
    assert inside.runs == 1
    other.get("/pure?a=1", headers={"Host": "elsewhere"})
    assert inside.runs == 2


def test_the_same_view_asked_for_by_many_at_once_is_made_once():
    entered, finish, runs = threading.Event(), threading.Event(), []

    def application(environ, start_response):
        runs.append(environ["PATH_INFO"])
        entered.set()
        finish.wait(30)
        start_response("200 OK", [("Cache-Control", "public")])
        return [b"x"]

    gate = Gate(at_once=1, waiting=0)
    client = Client(Answers(application, "v1", lambda *_: True, gate=lambda *_: gate))
    answers_found = []
    threads = [
        threading.Thread(target=lambda: answers_found.append(client.get("/a").data))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    entered.wait(30)
    finish.set()
    for thread in threads:
        thread.join()
    assert answers_found == [b"x"] * 8 and runs == ["/a"]


def test_when_there_is_no_room_what_is_kept_is_served_and_the_rest_told_to_come_back():
    asked = []

    def application(environ, start_response):
        asked.append(environ["PATH_INFO"])
        if CROWDED in environ:
            start_response("503 SERVICE UNAVAILABLE", [("Retry-After", "5")])
            return [b"plein"]
        start_response("200 OK", [("Cache-Control", "public")])
        return [b"x"]

    full = Gate(at_once=1, waiting=0)
    client = Client(
        Answers(
            application,
            "v1",
            lambda path, _: path.startswith("/pure"),
            gate=lambda path, query: None if path == "/sante" else full,
        )
    )
    client.get("/pure/a")
    with full.turn():
        assert client.get("/pure/a").data == b"x"
        assert client.get("/sante").data == b"x"
        for method in ("GET", "POST"):
            for path in ("/pure/b", "/autre"):
                answer = client.open(path, method=method)
                assert (answer.status_code, answer.data) == (503, b"plein")
                assert answer.headers["Retry-After"] == "5"
        assert client.head("/pure/b").data == b""
    each = ["/pure/b", "/autre"]  # for each method, its refusal is written once
    assert asked == ["/pure/a", "/sante", *each, *each, "/pure/b"]
    assert client.get("/pure/b").data == client.post("/autre").data == b"x"


def test_what_is_asked_for_again_is_forgotten_last(client, inside, monkeypatch):
    monkeypatch.setattr(answers, "MOST_BYTES", 10 * ONE)
    client.get("/pure?a=0")
    for n in range(10, 40):
        client.get(f"/pure?a={n}")
        client.get("/pure?a=0")
    assert inside.runs == 31


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", "identity"),
        ("identity", "identity"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("br;q=0.1, identity;q=1", "identity"),
        ("GZIP", "gzip"),
        ("*", "identity"),
        ("zstd, deflate", "identity"),
        (";;;=,q", "identity"),
    ],
)
def test_the_coding_is_the_one_that_the_visitor_prefers(accepted, chosen):
    assert coding(accepted) == chosen
