"""The journal: one line of JSON an answer, which says nothing of who asked."""

import json
import os
import re

import pytest
from werkzeug.test import Client

from dashboard.answers import ROUTE, SOURCE
from dashboard.gate import Gate
from dashboard.journal import Journal, to_output
from dashboard.measures import Measures


@pytest.fixture
def measures():
    return Measures("v1", {"state": ("État.", lambda: 7)})


def application(environ, start_response):
    environ[ROUTE], environ[SOURCE] = "/campus/<campus>", "made"
    status = "503 SERVICE UNAVAILABLE" if environ["PATH_INFO"] == "/plein" else "200 OK"
    start_response(status, [("Content-Type", "text/plain")])
    return iter([b"abc", b"def"])


@pytest.fixture
def lines():
    return []


@pytest.fixture
def client(measures, lines):
    return Client(Journal(application, measures, lines.append))


def test_a_line_says_what_was_answered_and_nothing_of_who_asked(client, lines):
    told = {"User-Agent": "Navigateur/1", "Referer": "https://a.example/", "Cookie": "a=b"}
    answer = client.get("/campus/a?filiere=secret", headers=told, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})  # fmt: skip
    assert answer.data == b"abcdef"
    (line,) = lines
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    said = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", said.pop("time"))
    assert re.fullmatch(r"[0-9a-f]{16}", said.pop("id"))
    assert 0 <= said.pop("ms") < 10_000
    assert said == {
        "method": "GET",
        "route": "/campus/<campus>",
        "path": "/campus/a",
        "status": 200,
        "bytes": 6,
        "source": "made",
    }
    assert b"secret" not in line and b"192.0.2.1" not in line


def test_the_number_of_a_request_is_that_of_the_proxy_in_front_when_it_is_one(client, lines):
    answer = client.get("/", headers={"X-Request-Id": "abc-1.2_3"})
    assert answer.headers["X-Request-Id"] == json.loads(lines[0])["id"] == "abc-1.2_3"
    for wrong in ("a b", "<script>", "a" * 65, ""):
        answer = client.get("/", headers={"X-Request-Id": wrong})
        assert "X-Request-Id" not in answer.headers
        assert re.fullmatch("[0-9a-f]{16}", json.loads(lines[-1])["id"])


def test_an_error_of_ours_bears_its_number(client, lines):
    answer = client.get("/plein")
    assert answer.headers["X-Request-Id"] == json.loads(lines[0])["id"]


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/campus/inconnu", "/campus/<campus>"),
        ("HEAD", "/campus/inconnu", "/campus/<campus>"),
        ("POST", "/campus/inconnu", ""),
        ("POST", "/_dash-update-component", "/_dash-update-component"),
    ],
)
def test_who_is_refused_for_want_of_room_is_noted_with_the_route(
    toy_app, monkeypatch, lines, method, path, route
):
    journal, answers = toy_app.server.wsgi_app, toy_app.server.config["READY"].__self__
    monkeypatch.setattr(journal, "write", lines.append)
    monkeypatch.setattr(answers, "gate", lambda *_: Gate(at_once=0, waiting=0))
    for _ in range(2):
        assert Client(journal).open(path, method=method).status_code == 503
    noted = [json.loads(line) for line in lines]
    assert [(line["source"], line["route"]) for line in noted] == [("refused", route)] * 2


def test_a_long_path_is_cut_and_a_strange_one_stays_on_its_line(client, lines):
    client.get("/" + "a" * 5000)
    client.get("/%0a%22%00")
    assert len(json.loads(lines[0])["path"]) == 200
    assert json.loads(lines[1])["path"] == '/\n"\x00' and lines[1].count(b"\n") == 1


def test_who_measures_is_neither_noted_nor_counted(client, lines, measures):
    client.get("/metriques")
    assert lines == [] and b"http_requests_total{" not in measures.written()


def test_a_full_disk_does_not_stop_the_answers(measures):
    def full(line):
        raise OSError(28, "No space left on device")

    assert Client(Journal(application, measures, full)).get("/").data == b"abcdef"


def test_a_journal_that_nobody_reads_does_not_stop_the_answers(measures):
    given, taken = os.pipe()
    client = Client(Journal(application, measures, lambda line: to_output(line, taken)))
    for _ in range(1000):  # several times what the system keeps for its reader
        assert client.get("/a").data == b"abcdef"
    os.close(taken)
    with os.fdopen(given, "rb") as written:
        lines = written.read().splitlines()
    assert len(lines) > 100 and all(json.loads(line)["path"] == "/a" for line in lines)


def test_the_answers_are_counted_by_route_method_and_status(client, measures):
    for _ in range(3):
        client.get("/a")
    client.post("/a")
    client.open("/a", method="BREW")
    client.get("/plein")
    said = measures.written().decode()
    for line in (
        'http_requests_total{method="GET",route="/campus/<campus>",status="200"} 3.0',
        'http_requests_total{method="POST",route="/campus/<campus>",status="200"} 1.0',
        'http_requests_total{method="?",route="/campus/<campus>",status="200"} 1.0',
        'http_requests_total{method="GET",route="/campus/<campus>",status="503"} 1.0',
        'http_request_duration_seconds_count{route="/campus/<campus>"} 6.0',
        'answers_total{source="made"} 6.0',
    ):
        assert line in said.splitlines()
