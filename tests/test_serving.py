"""The real server under load: a worker killed, data replaced, a stop; what is not HTTP, slow visitors.

Each of the three ways of starting is tried: `python -m dashboard`, Procfile, gunicorn alone.
"""

import atexit
import gc
import http.client
import json
import os
import re
import selectors
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import weakref
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace
from unittest import mock
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, wait_for
from folder import seal, spoil, write_folder
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser
from gunicorn.http.wsgi import create

from dashboard.app import create_app
from dashboard.data import load_dataset
from dashboard.headers import HEADERS
from dashboard.serving import AFTER_S, ASK_S, LEFT_S, Connection, Pulse, Worker
from dashboard.site import PLOTLY
from dashboard.starting import ready, take_over
from dashboard.visitor import Visitor

PROCFILE = (ROOT / "Procfile").read_text("utf-8").removeprefix("web: ").strip()
WAYS = {
    "python": lambda port: [sys.executable, "-m", "dashboard"],
    "procfile": lambda port: ["sh", "-c", PROCFILE],
    "gunicorn": lambda port: [
        *shlex.split("gunicorn -w 2 -b"),
        f"127.0.0.1:{port}",
        "dashboard.app:create_server()",
    ],
}
PATIENCE_S = 30.0
UPDATE = b"POST /_dash-update-component HTTP/1.1\r\nHost: a\r\n"


def exchange(address: str, content: bytes) -> bytes:
    """Send bytes as they are and read all that is answered, until the server closes."""
    with socket.create_connection(urlsplit(address).netloc.split(":"), timeout=15) as visitor:
        visitor.sendall(content)
        return b"".join(iter(lambda: visitor.recv(65536), b""))


class Running:
    """A server started over a folder of data, and what it says."""

    def __init__(
        self, way: str, folder: Path, log: Path, stdout=None, root: Path = ROOT, **environment: str
    ):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.log = folder, log
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        settings = {"PATH": path, "PORT": str(self.port), "HOST": "127.0.0.1"}
        settings |= {"DASHBOARD_DATA": str(folder), **environment}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                WAYS[way](self.port),
                cwd=root,
                env=os.environ | settings,
                stdout=stdout or output,
                stderr=output,
            )
        self.process.stderr = log.open("rb")
        try:
            wait_for(self.process, f"http://127.0.0.1:{self.port}/sante")
            self.until(lambda: len(self.workers()) == 2)
        except BaseException:
            self.stop()  # nobody else would
            raise

    def workers(self) -> set[int]:
        """List the processes that serve."""
        pid = self.process.pid
        return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))

    def until(self, true) -> None:
        """Wait for a fact."""
        limit = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < limit, self.log.read_text("utf-8")[-3000:]

    def version(self) -> str:
        """Ask which data is served."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sante", timeout=15) as answer:
            return re.search('"version": "(.*?)"', answer.read().decode())[1]

    def said(self, words: str) -> bool:
        return words in self.log.read_text("utf-8").replace("\u202f", " ")

    def send(self, content: bytes) -> bytes:
        return exchange(f"http://127.0.0.1:{self.port}/", content)

    def closed(self) -> bool:
        """Say whether nobody is let in any more."""
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=15).close()
        except (ConnectionRefusedError, ConnectionResetError):  # the door is closed, or closing
            return True
        return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE_S)
        self.process.stderr.close()


class Load:
    """Visitors who ask one view after another, each on a new connection, until told to stop."""

    def __init__(self, port: int, visitors: int = 4):
        self.port, self.done, self.failed = port, [], []
        self.refused, self.going = 0, True
        self.threads = [
            threading.Thread(target=self.visit, args=(f"/embed?vague={n % 4 + 1}",))
            for n in range(visitors)
        ]

    def visit(self, path: str) -> None:
        while self.going:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
            try:
                connection.connect()
            except (
                ConnectionRefusedError,
                ConnectionResetError,
            ):  # the door closed: nobody was let in
                self.refused += 1
                continue
            try:
                connection.request("GET", path, headers={"Connection": "close"})
                answer = connection.getresponse()
                answer.read()
                self.done.append((answer.status, answer.headers["ETag"].split("-")[0].strip('"')))
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(repr(error))
            finally:
                connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self.going = False
        for thread in self.threads:
            thread.join()


@pytest.fixture
def start(tmp_path):
    """Start a server over a small folder; it is stopped at the end."""
    started = []

    def begin(way: str = "python", folder: Path | None = None, **more) -> Running:
        folder = folder or write_folder(tmp_path / "data")
        started.append(Running(way, folder, tmp_path / f"{len(started)}.log", **more))
        return started[-1]

    yield begin
    for running in started:
        running.stop()


def correct(folder: Path, name: str) -> str:
    """Give a campus another name in a folder; return the version of its data."""
    spoil(folder, "campus.csv", 2, "nom", name)
    return load_dataset(folder).version


def enough(load: Load, more: int = 50):
    """Say when a load has gone on for a while."""
    seen = len(load.done)
    return lambda: len(load.done) >= seen + more


@pytest.mark.parametrize("way", WAYS)
def test_a_worker_that_is_killed_loses_its_own_requests_and_is_replaced(start, way):
    running = start(way)
    before = running.workers()
    with Load(running.port) as load:
        running.until(enough(load))
        os.kill(min(before), signal.SIGKILL)
        running.until(lambda: len(running.workers() - {min(before)}) == 2)
        running.until(enough(load))
    assert {status for status, _ in load.done} == {200}
    assert len(load.failed) <= len(load.threads) and not load.refused
    assert max(before) in running.workers()


def test_a_worker_that_has_not_yet_turned_has_a_pulse_too():
    born = time.monotonic()
    pulse = Pulse(SimpleNamespace(uid=os.geteuid(), gid=os.getegid()))
    try:
        assert born - 1 < pulse.last_update() <= time.monotonic()
    finally:
        pulse.close()


def test_a_worker_that_gives_no_sign_of_life_is_replaced_and_no_other(start):
    running = start("gunicorn", GUNICORN_CMD_ARGS="--timeout 4")
    before = running.workers()
    os.kill(min(before), signal.SIGSTOP)
    running.until(lambda: len(running.workers() - {min(before)}) == 2)
    assert max(before) in running.workers()


@pytest.mark.parametrize("way", WAYS)
def test_new_data_take_over_without_a_failed_request_and_broken_ones_do_not(start, way):
    running = start(way)
    old, workers = running.version(), running.workers()
    with Load(running.port) as load:
        running.until(enough(load))
        new = correct(running.folder, "Autre nom")
        running.process.send_signal(signal.SIGHUP)
        running.until(lambda: not running.workers() & workers and len(running.workers()) == 2)
        running.until(enough(load))
        spoil(running.folder, "campus.csv", 2, "vague", "9")
        running.process.send_signal(signal.SIGHUP)
        running.until(lambda: running.said("1 anomalie"))
        running.until(enough(load, 200))
    assert not load.failed and not load.refused
    assert {status for status, _ in load.done} == {200}
    assert {version for _, version in load.done} == {old, new}
    assert running.version() == new != old
    assert running.said(f"Données reprises : {new}")
    assert running.said(
        "Données refusées, les précédentes restent servies.\n"
        "campus.csv, ligne 2, colonne vague : « 9 » — vague inconnue ; valeurs admises : 1, 2, 3, 4\n"
        "1 anomalie\n"
    )


@pytest.mark.parametrize("way", WAYS)
def test_a_server_told_to_reload_while_it_starts_does_so_once_it_is_ready(start, way, monkeypatch):
    waited = wait_for

    def told(process: subprocess.Popen, url: str) -> None:
        """Send the signal once it has a handler of its own, before those of gunicorn, which come all at once."""
        status, seen = Path(f"/proc/{process.pid}/status"), 0
        limit = time.monotonic() + PATIENCE_S
        while seen < 2:
            assert time.monotonic() < limit and process.poll() is None
            caught = int(re.search(r"SigCgt:\t(\w+)", status.read_text())[1], 16)
            hears, stops = (caught >> number - 1 & 1 for number in (signal.SIGHUP, signal.SIGTERM))
            seen = seen + 1 if hears and not stops else 0
            time.sleep(0.02)
        process.send_signal(signal.SIGHUP)
        waited(process, url)

    monkeypatch.setattr(f"{__name__}.wait_for", told)
    running = start(way)
    running.until(lambda: running.said(f"Données reprises : {running.version()}"))


def test_data_are_not_taken_over_by_half_of_another_code(start, tmp_path):
    """What is imported stays; the version, and so what caches keep, would be those of the disk."""
    code = tmp_path / "code"
    for name in ("dashboard", "assets", "data", "geodata"):
        shutil.copytree(ROOT / name, code / name)
    shutil.copy(ROOT / "gunicorn.conf.py", code)
    running = start(root=code)
    old = running.version()
    with (code / "dashboard/vocabulary.py").open("a", encoding="utf-8") as module:
        module.write("# une autre version\n")
    new = correct(running.folder, "Autre nom")
    for times in (1, 2):
        workers = running.workers()
        running.process.send_signal(signal.SIGHUP)
        running.until(lambda before=workers: not running.workers() & before)
        running.until(lambda: len(running.workers()) == 2)
        refusals = running.log.read_text("utf-8").count("Données refusées, les précédentes restent")
        assert (running.version(), refusals) == (old, times)
    assert old != new
    assert running.said("Le code a changé depuis le démarrage : il faut redémarrer.")


def test_a_server_that_is_ready_collects_its_garbage(capfd):
    gc.disable()
    try:
        ready(SimpleNamespace(LISTENERS=["http://127.0.0.1:1"], stop=None))
        assert gc.isenabled()
    finally:
        gc.enable()
    assert capfd.readouterr().out == "Le tableau de bord répond à http://127.0.0.1:1\n"


@pytest.mark.parametrize(
    ("name", "value", "most"),
    [
        ("PORT", "abc", 65535),
        ("PORT", "0", 65535),
        ("PORT", "99999", 65535),
        ("WEB_CONCURRENCY", "0", 64),
        ("WEB_CONCURRENCY", "65", 64),
    ],
)
def test_a_wrong_number_is_refused_by_gunicorn_alone_too(name, value, most):
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "dashboard.app:create_server()"],
        cwd=ROOT,
        env=os.environ | {name: value},
        capture_output=True,
        timeout=PATIENCE_S,
    )
    said = f"{name}\u202f: nombre de 1 à {most} attendu, et non «\u202f{value}\u202f»\n"
    assert (done.returncode, done.stderr.decode()) == (1, said)


def test_procfile_is_heard_at_every_address_and_takes_what_is_empty_for_what_is_not_said(start):
    """Some hosts set WEB_CONCURRENCY to nothing, which stops gunicorn alone."""
    running = start("procfile", HOST="", WEB_CONCURRENCY="")
    assert running.said(f"répond à http://0.0.0.0:{running.port}\n")


@pytest.mark.parametrize("output", ["pipe", "disk", "ascii"])
def test_an_output_that_takes_no_line_stops_neither_a_start_nor_a_reload(tmp_path, output):
    """Its reader is gone, its disk is full, or its language lacks our letters."""
    folder, log = write_folder(tmp_path / "data"), tmp_path / "log"
    reader, pipe = os.pipe()
    os.close(reader)
    said = {"pipe": pipe, "disk": os.open("/dev/full", os.O_WRONLY), "ascii": log.open("ab")}
    with mock.patch.dict(os.environ, {"PYTHONIOENCODING": "ascii"} if output == "ascii" else {}):
        running = Running("gunicorn", folder, log, stdout=said[output])
    try:
        os.close(pipe), os.close(said["disk"]), said["ascii"].close()
        workers = running.workers()
        new = correct(folder, "Autre nom")
        running.process.send_signal(signal.SIGHUP)
        running.until(lambda: not running.workers() & workers and len(running.workers()) == 2)
        assert running.version() == new and running.process.poll() is None
        assert running.said(f"Données reprises : {new}") == (output == "ascii")
    finally:
        running.stop()


def replaced(folder: Path, times: int) -> list[bool]:
    """Take data over so many times; say of each whether it is gone."""
    kept = []

    def built() -> None:
        data = load_dataset(folder)
        kept.append(weakref.ref(data))
        app.callable = create_app(data).server

    app = SimpleNamespace(callable=None, wsgi=built)
    gc.disable()
    for _ in range(times):
        take_over(SimpleNamespace(app=app))
    assert gc.isenabled()
    return [data() is None for data in kept]


def test_nothing_holds_the_data_that_were_replaced(tmp_path):
    folder = write_folder(tmp_path / "data")
    with ProcessPoolExecutor(1, get_context("spawn")) as own:  # its caches are emptied
        assert own.submit(replaced, folder, 3).result() == [True, True, False]


def test_an_upload_in_progress_is_refused_with_its_list_and_taken_once_whole(start):
    running = start()
    old = running.version()
    whole = (running.folder / "campus.csv").read_text("utf-8").replace("Bois,", "Forêt,")
    (running.folder / "campus.csv").write_text(whole[:300], "utf-8")
    running.process.send_signal(signal.SIGHUP)
    running.until(lambda: running.said("champ hash de campus.csv") and running.said("anomalies"))
    assert running.version() == old
    (running.folder / "campus.csv").write_text(whole, "utf-8")
    seal(running.folder)
    running.process.send_signal(signal.SIGHUP)
    running.until(lambda: running.said("Données reprises"))
    running.until(lambda: running.version() == load_dataset(running.folder).version != old)


def test_a_folder_that_is_gone_is_refused_and_the_old_data_stay(start):
    running = start()
    old = running.version()
    running.folder.rename(running.folder.with_name("ailleurs"))
    running.process.send_signal(signal.SIGHUP)
    running.until(lambda: running.said("dossier introuvable ou illisible"))
    assert running.version() == old


@pytest.mark.parametrize("way", WAYS)
def test_a_server_told_to_stop_answers_whom_it_let_in_and_refuses_the_others(start, way):
    running = start(way)
    with Load(running.port, visitors=8) as load:
        running.until(enough(load))
        running.process.terminate()
        running.until(lambda: running.process.poll() is not None)
        running.until(lambda: load.refused > 0)
    assert running.process.returncode == 0
    assert {status for status, _ in load.done} == {200}
    assert not load.failed


@pytest.mark.parametrize("way", WAYS)
def test_a_server_that_takes_over_the_door_hears_those_who_knock(start, way):
    """SIGUSR2 starts it on the same socket; the first one is then told to stop."""
    running = start(way)
    workers = running.workers()
    running.process.send_signal(signal.SIGUSR2)
    running.until(lambda: running.workers() - workers)
    (second,) = running.workers() - workers
    running.until(
        lambda: len(Path(f"/proc/{second}/task/{second}/children").read_text().split()) == 2
    )
    try:
        running.process.terminate()
        running.until(lambda: running.process.poll() is not None)
        answer = running.send(b"GET /sante HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert b" 200 OK" in answer
    finally:
        os.kill(second, signal.SIGTERM)
        running.until(running.closed)


def test_a_door_that_the_system_holds_is_served_and_stays_open(tmp_path):
    """Systemd passes it as the file 3, and says so to that process alone: a restart loses nobody."""
    launch = (
        "import os, sys; os.dup2(int(sys.argv[1]), 3)\n"
        "os.environ |= {'LISTEN_PID': str(os.getpid()), 'LISTEN_FDS': '1'}\n"
        "os.execv(sys.executable, [sys.executable, '-m', 'dashboard'])"
    )
    settings = {"DASHBOARD_DATA": str(write_folder(tmp_path / "data"))}
    log = tmp_path / "log"
    with socket.create_server(("127.0.0.1", 0)) as door, log.open("wb") as output:
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        for _ in range(2):
            with socket.create_connection(door.getsockname(), timeout=PATIENCE_S) as early:
                early.sendall(b"GET /sante HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                server = subprocess.Popen(
                    [sys.executable, "-c", launch, str(door.fileno())],
                    cwd=ROOT, env=os.environ | settings, pass_fds=(door.fileno(),),
                    stdout=output, stderr=output,
                )  # fmt: skip
                try:
                    assert b" 200 OK" in early.recv(65536), log.read_text("utf-8")
                finally:
                    server.terminate()
                    server.wait(timeout=PATIENCE_S)
    assert log.read_text("utf-8").count(f"Le tableau de bord répond à {address}\n") == 2


def test_a_request_begun_before_the_stop_is_answered(start):
    running = start()
    with socket.create_connection(("127.0.0.1", running.port), timeout=15) as visitor:
        visitor.sendall(b"GET /embed HTTP/1.1\r\nHost: a\r\n")
        running.send(b"GET /sante HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        running.process.terminate()
        running.until(running.closed)
        visitor.sendall(b"\r\n")
        answer = http.client.HTTPResponse(visitor)
        answer.begin()
        assert answer.status == 200
        assert answer.headers["Connection"] == "close"
        assert len(answer.read()) == int(answer.headers["Content-Length"])


def test_slow_and_silent_visitors_keep_nobody_waiting(start):
    """More of them than there are threads."""
    running = start()
    slow = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(200)]
    for n, visitor in enumerate(slow):
        if n % 2:
            visitor.sendall(b"GET /sante HTTP/1.1\r\nHost")
    began = time.monotonic()
    assert b" 200 OK" in running.send(
        b"GET /sante HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    )
    for visitor in slow[1::2]:
        visitor.sendall(b": a\r\nConnection: close\r\n\r\n")
    for visitor in slow[1::2]:
        visitor.settimeout(15)
        assert visitor.recv(4096).startswith(b"HTTP/1.1 200 OK")
    assert time.monotonic() - began < PATIENCE_S
    for visitor in slow:
        visitor.close()


def test_slow_bodies_and_halves_of_a_next_request_keep_nobody_waiting(start):
    running = start()
    asked = b"GET /sante HTTP/1.1\r\nHost: a\r\n\r\n"
    half = b"POST /_dash-update-component HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{"
    slow = [socket.create_connection(("127.0.0.1", running.port), timeout=15) for _ in range(80)]
    for n, visitor in enumerate(slow):
        visitor.sendall(half if n % 2 else asked + half)
    began = time.monotonic()
    assert b" 200 OK" in running.send(asked[:-2] + b"Connection: close\r\n\r\n")
    assert time.monotonic() - began < ASK_S / 4
    for n, visitor in enumerate(slow):
        visitor.sendall(b"}" + asked[:-2] + b"Connection: close\r\n\r\n")
        answered = b"".join(iter(lambda visitor=visitor: visitor.recv(65536), b""))
        statuses = re.findall(rb"HTTP/1.1 (\d+)", answered)
        assert statuses == ([] if n % 2 else [b"200"]) + [b"400", b"200"]
        visitor.close()


def test_slow_readers_keep_nobody_waiting_and_get_the_whole_answer(start):
    running = start()
    asked = f"GET /{PLOTLY} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    slow = [socket.socket() for _ in range(40)]
    for visitor in slow:
        visitor.settimeout(15)
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        visitor.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
        visitor.connect(("127.0.0.1", running.port))
        visitor.sendall(asked)
    assert all(visitor.recv(1) for visitor in slow)  # each has its answer, and leaves it there
    assert b" 200 OK" in running.send(
        b"GET /sante HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    )
    for visitor in slow[1:]:
        visitor.close()
    answered = b"".join(iter(lambda: slow[0].recv(65536), b""))
    assert answered.partition(b"\r\n\r\n")[2] == (ROOT / PLOTLY).read_bytes()
    slow[0].close()


def test_visitors_who_do_not_close_after_the_answer_keep_nobody_waiting(start):
    """Gunicorn waits two seconds for each, one after the other: a minute for these."""
    running = start()
    asked = b"GET /sante HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    staying = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(60)]
    began = time.monotonic()
    for visitor in staying:
        visitor.settimeout(PATIENCE_S)
        visitor.sendall(asked)
    for visitor in staying:
        answer = b"".join(iter(lambda visitor=visitor: visitor.recv(4096), b""))
        assert answer.startswith(b"HTTP/1.1 200 OK") and answer.endswith(b"}"), answer
    assert b" 200 OK" in running.send(asked)
    assert time.monotonic() - began < PATIENCE_S
    for visitor in staying:
        visitor.close()


@pytest.mark.parametrize(
    ("alive", "connections", "idle", "at_once", "left"),
    [(True, 3, 1, 0, 2), (True, 1, 1, 0, 0), (True, 3, 3, 4, 4), (False, 3, 1, 0, None)],
)
def test_a_busy_worker_leaves_a_newcomer_to_an_idle_one(
    monkeypatch, alive, connections, idle, at_once, left
):
    """A worker that stops takes in at once all who wait at the door."""

    class Nobody:
        def accept(self):
            raise BlockingIOError

    slept = []
    monkeypatch.setattr("time.sleep", slept.append)
    worker = Worker.__new__(Worker)
    worker.alive, worker.nr_conns, worker.keepalived_conns = alive, connections, [None] * idle
    worker.at_once = at_once
    worker.accept(Nobody())
    assert worker.at_once == 0
    assert slept == ([] if left is None else [pytest.approx(left * LEFT_S)])


@pytest.mark.parametrize("head", [b"kept", b"other"])
def test_only_what_has_to_be_made_takes_a_thread(monkeypatch, head):
    pooled, finished = [], []
    pool = "gunicorn.workers.gthread.ThreadWorker.enqueue_req"
    monkeypatch.setattr(pool, lambda worker, connection: pooled.append(connection))
    worker = Worker.__new__(Worker)
    worker.ready, worker.at_once = lambda head: head == b"kept", 0
    worker.handle = lambda connection: "goes on"
    worker.finish_request = lambda connection, done: finished.append((connection, done.result()))
    connection = SimpleNamespace(sock=SimpleNamespace(head=head))
    worker.enqueue_req(connection)
    assert (pooled, finished) == (
        ([], [(connection, "goes on")]) if head == b"kept" else ([connection], [])
    )
    assert worker.at_once == len(finished)


def test_what_gunicorn_has_read_is_known_by_its_head_from_then_on(toy_app):
    ready = toy_app.server.config["READY"]
    ours, theirs = socket.socketpair()
    head = b"GET /embed?vague=3 HTTP/1.1\r\nHost: un-nom\r\n\r\n"
    with Visitor(ours) as visitor, theirs:
        for known in (False, False, True):
            theirs.sendall(head)
            assert visitor.whole() and visitor.head == head
            assert ready(visitor.head) == known
            request = next(RequestParser(Config(), visitor, ("", 0)))
            _, environ = create(request, visitor, ("", 0), ("127.0.0.1", 80), Config())
            toy_app.server.wsgi_app(environ, lambda *_: None)


@pytest.mark.parametrize(
    ("field", "scheme"),
    [("X-Forwarded-Proto: https", "https"), ("X-Forwarded-Ssl: on", "http"), ("X-A: b", "http")],
)
def test_one_field_says_the_scheme_the_one_that_tells_answers_apart(start, field, scheme):
    running = start()
    ask = f"GET /robots.txt HTTP/1.1\r\nHost: un-nom\r\n{field}\r\nConnection: close\r\n\r\n"
    for _ in range(6):
        assert f"Sitemap: {scheme}://un-nom/sitemap.xml" in running.send(ask.encode()).decode()


def test_who_does_not_end_a_request_in_time_is_told_and_who_asks_nothing_is_not():
    worker, noted = Worker.__new__(Worker), []
    pairs = [socket.socketpair() for _ in range(3)]
    now = time.monotonic()
    worker.nr_conns, worker.poller = 3, selectors.DefaultSelector()
    worker.cfg, worker.reading, worker.lingering = SimpleNamespace(is_ssl=False), {}, {}
    worker.wsgi = SimpleNamespace(wsgi_app=SimpleNamespace(note=lambda *of: noted.append(of[0])))
    worker.pending_conns = deque()
    for (ours, theirs), said, until in zip(
        pairs, (b"GET / HT", b"", b"GET"), (now, now, now + 60), strict=True
    ):
        theirs.sendall(said)
        connection = Connection(worker, Visitor(ours), ("", 0), ("", 0))
        connection.timeout = until
        worker.poller.register(connection.sock, selectors.EVENT_READ)
        if said:
            assert not connection.sock.whole()
        worker.pending_conns.append(connection)
    worker.murder_pending()
    assert noted == ["408"] and worker.nr_conns == 2  # one of them until its visitor closes
    (_, told), (_, silent), (_, waiting) = pairs
    answer = b"".join(iter(lambda: told.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert answer.decode().endswith("Erreur 408. La demande n’est pas arrivée à temps.\n")
    assert silent.recv(1) == b""
    with pytest.raises(BlockingIOError):
        waiting.recv(1, socket.MSG_DONTWAIT)
    for end in (*(theirs for _, theirs in pairs), worker.pending_conns[0].sock, *worker.lingering):
        end.close()
    worker.poller.close()


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n\r\n", 414, "L’adresse est trop longue."),
        (b"GET / HTTP/1.1\r\nA: " + b"a" * 9000 + b"\r\n\r\n", 431, "Les en-têtes"),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 100 + b"\r\n", 431, "Les en-têtes"),
        (b"GET / HTTP/9.9\r\n\r\n", 505, "Seuls HTTP/1.0 et HTTP/1.1"),
        (b"<script>\r\n\r\n", 400, "La demande n’a pas pu être lue."),
        (b"\x00\xff\xfe\r\n\r\n", 400, "La demande n’a pas pu être lue."),
        (b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400, "La demande"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: foo\r\n\r\n", 501, "La demande"),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "La demande n’a pas pu être lue."),
        (b"GET / HTTP/1.1\r\nHost: <script>\r\n\r\n", 400, "La demande"),
        (b"GET / HTTP/1.1\r\nHost: a:99999999\r\n\r\n", 400, "La demande"),
        (b"GET / HTTP/1.1\r\nHost: a%zz\r\n\r\n", 400, "La demande"),
        (b"GET / HTTP/1.1\r\nHost: :80\r\n\r\n", 400, "La demande"),
        (b"GET / HTTP/1.1\nHost: a\n\n", 400, "La demande n’a pas pu être lue."),
        (b"GET / HTTP/1.1\r\nA: " + b"a" * 70000, 431, "Les en-têtes"),
        (UPDATE + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 411, "La longueur"),
        (
            UPDATE + b"Content-Length: 65537\r\n\r\n{",
            413,
            "La demande est trop longue\u202f: 64\u00a0Kio",
        ),
        (UPDATE + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}", 417, "L’en-tête Expect"),
        (UPDATE + b"Content-Length: 2\r\nexpect: 100-continue\r\n\r\n", 417, "L’en-tête Expect"),
    ],
    ids="address field fields version words bytes length coding nobody name port percent empty lines endless chunks body expect held".split(),
)
@pytest.mark.usefixtures("address")
def test_what_is_not_http_is_refused_in_french_with_the_headers_of_every_answer(
    address, content, status, message
):
    port = int(re.search(r":(\d+)/", address)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=15) as visitor:
        visitor.sendall(content)
        answer = http.client.HTTPResponse(visitor)
        answer.begin()
        body = answer.read().decode()
    assert answer.status == status
    assert body.startswith(f"Erreur {status}. {message}") and "script" not in body
    assert HEADERS.items() <= dict(answer.headers).items()


@pytest.mark.parametrize(
    "rest",
    [b"/ HTTP/1.1\r\nHost: <a>", b"/ HTTP/1.1\r\nHost", b"/ HTTP/9.9", b"/" + b"a" * 5000],
    ids="name field version address".split(),
)
def test_a_refusal_of_head_is_that_of_get_without_its_body(address, rest):
    whole, head = (
        exchange(address, b"%s %s\r\n\r\n" % (method, rest)) for method in (b"GET", b"HEAD")
    )
    assert whole.startswith(head) and head.endswith(b"\r\n\r\n")
    assert whole.endswith(b".\n") and b"\r\nContent-Length: " in head


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (b"http://un.nom/robots.txt", b"un.nom"),
        (b"HTTPS://un.nom:8443/robots.txt", b"un.nom:8443"),
        (b"http://[::1]:80/robots.txt", b"[::1]"),
        (b"/robots.txt", b"autre"),
    ],
)
def test_the_name_of_a_whole_address_counts_and_not_that_of_host(address, target, name):
    asked = b"GET %s HTTP/1.1\r\nHost: autre\r\nConnection: close\r\n\r\n" % target
    for _ in range(6):  # made by a process or the other, then kept
        assert b"\nSitemap: http://%s/sitemap.xml" % name in exchange(address, asked)


@pytest.mark.parametrize(
    ("name", "host"),
    [*((name, b"a") for name in (b"", b"a@b", b"<a>", b"a:b", b"a%zz")), (b"a", b"<a>")],
)
def test_a_whole_address_with_a_name_that_is_none_or_such_a_host_is_refused(address, name, host):
    asked = b"GET http://%s/ HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % (name, host)
    assert exchange(address, asked).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("minor", [0, 1, 2, 9])
def test_the_version_of_an_answer_is_one_that_is_spoken_here(address, minor):
    answer = exchange(
        address, b"GET /sante HTTP/1.%d\r\nHost: a\r\nConnection: close\r\n\r\n" % minor
    )
    assert answer.startswith(b"HTTP/1.%d 200 " % min(minor, 1))


@pytest.mark.parametrize(
    "field",
    [
        "Connection: close",
        "Connection: TE, close",
        "Connection: keep-alive ,\tClose,TE",
        "Connection: TE\r\nConnection: close",
    ],
)
def test_who_asks_for_the_end_of_the_connection_has_it(address, field):
    for _ in range(2):  # made, then kept
        answer = exchange(
            address, f"GET /robots.txt HTTP/1.1\r\nHost: a\r\n{field}\r\n\r\n".encode()
        )
        assert answer.startswith(b"HTTP/1.1 200 ") and b"\r\nConnection: close\r\n" in answer


@pytest.mark.parametrize("field", ["Connection: TE", "Connection: closed, not-close", "A: close"])
def test_who_does_not_ask_for_it_is_heard_again(address, field):
    asked = f"GET /sante HTTP/1.1\r\nHost: a\r\n{field}\r\n\r\n".encode()
    ended = asked.replace(field.encode(), b"Connection: close")
    assert exchange(address, asked + ended).count(b"HTTP/1.1 200 ") == 2


def test_a_field_of_a_visitor_is_no_fault_and_no_prefix_of_the_site(start):
    asked = (
        b"GET /embed?vague=2,1 HTTP/1.1\r\nHost: a\r\nSCRIPT_NAME: %s\r\nConnection: close\r\n\r\n"
    )
    running = start()
    for prefix in (b"/embed", b"/a"):
        answer = running.send(asked % prefix)
        assert (
            answer.startswith(b"HTTP/1.1 301 ") and b"\r\nLocation: /embed?vague=1,2\r\n" in answer
        )
    for path in (b"/", b"/embed", b"/partager"):
        answer = running.send(b"GET %s HTTP/1.1\r\nHost: xn--\r\nConnection: close\r\n\r\n" % path)
        assert answer.startswith(b"HTTP/1.1 200 ") and b"http://xn--/" in answer


def test_a_line_of_the_journal_says_what_was_not_read_and_nothing_of_it(start):
    running = start()
    running.send(b"GET /secret HTTP/9.9\r\nA: secret\r\n\r\n")
    running.until(lambda: running.said('"status": 505'))
    (line,) = [
        line for line in running.log.read_text("utf-8").splitlines() if '"status": 505' in line
    ]
    said = json.loads(line)
    assert list(said) == "time method route path status bytes ms source id".split()
    assert (said["method"], said["route"], said["path"], said["source"]) == ("?", "", "", "")
    assert not running.said("secret")


def test_broken_data_are_listed_without_a_trace_whatever_starts_the_server(tmp_path):
    folder = write_folder(tmp_path / "data")
    spoil(folder, "campus.csv", 2, "vague", "9")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for way in WAYS.values():
        done = subprocess.run(
            way(1),
            cwd=ROOT,
            env=os.environ | {"PATH": path, "DASHBOARD_DATA": str(folder), "HOST": "127.0.0.1"},
            capture_output=True,
            timeout=PATIENCE_S,
        )
        assert done.returncode == 1
        said = done.stderr.decode().replace("\u202f", " ")
        assert said.endswith("valeurs admises : 1, 2, 3, 4\n1 anomalie\n")
        assert "Traceback" not in said


def test_a_worker_prepares_once_its_first_visitors_had_their_moment(monkeypatch):
    """The first page is made in a fifth of a second: nothing competes with it."""
    due, prepared = [], threading.Event()

    class Due(threading.Timer):
        def __init__(self, interval, function):
            due.append(interval)
            super().__init__(0, function)

    monkeypatch.setattr("dashboard.serving.Timer", Due)
    monkeypatch.setattr("gunicorn.workers.base.Worker.load_wsgi", lambda worker: None)
    worker = object.__new__(Worker)
    worker.wsgi = SimpleNamespace(config={"PREPARE": prepared.set, "READY": None})
    worker.load_wsgi()
    atexit.unregister(worker.end_beside)
    assert due == [AFTER_S] and AFTER_S > 0.2
    assert prepared.wait(PATIENCE_S)


@pytest.mark.parametrize(("step_s", "ended"), [(0, [True]), (60, ["at once"]), (None, [])])
def test_a_worker_ends_without_taking_libraries_down_under_what_it_prepares(
    monkeypatch, step_s, ended
):
    """GEOS crashes when the process goes on to its end while a thread is in it."""
    begun, told, over = (threading.Event() for _ in range(3))
    seen = []

    def prepare():
        begun.set()
        told.wait(PATIENCE_S)
        if not over.wait(step_s):
            seen.append(True)

    registered = []
    monkeypatch.setattr("dashboard.serving.AFTER_S", 0 if ended else 60)
    monkeypatch.setattr("atexit.register", registered.append)
    monkeypatch.setattr("os._exit", lambda status: seen.append("at once"))
    monkeypatch.setattr("gunicorn.workers.base.Worker.load_wsgi", lambda worker: None)
    worker = object.__new__(Worker)
    config = {"PREPARE": prepare, "READY": None, "CEASE": told.set}
    worker.wsgi = SimpleNamespace(config=config)
    worker.load_wsgi()
    assert not ended or begun.wait(PATIENCE_S)
    (at_exit,) = registered
    at_exit()
    assert seen == ended and told.is_set()
    over.set()
    worker.beside.join(PATIENCE_S)
    assert not worker.beside.is_alive()


def test_what_one_worker_makes_the_others_have(start):
    """And the one that replaces it when it is killed."""
    running = start()
    ask = "GET /{} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    before = running.workers()
    answers = {running.send(ask.format("embed?vague=2").encode()) for _ in range(30)}
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    running.until(lambda: len(running.workers() - before) == 2)
    answers |= {running.send(ask.format("embed?vague=2").encode()) for _ in range(30)}
    assert len({re.sub(rb"(Date|X-Request-Id): .*", b"", answer) for answer in answers}) == 1
    said = running.send(ask.format("metriques").encode()).decode()
    counted = dict(re.findall(r'answers_total\{source="(\w+)"\} (\S+)', said))
    assert counted == {"kept": "59.0", "made": "1.0"}


def test_the_measures_are_those_of_all_workers_those_that_ended_included(start):
    running = start()
    ask = b"GET /carte.svg HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    for _ in range(20):
        running.send(ask)

    def counted() -> str:
        said = running.send(ask.replace(b"/carte.svg", b"/metriques")).decode()
        assert 'reach="server"' in said
        (found,) = re.findall(r'http_requests_total\{.*route="/carte.svg".*\} (\S+)', said)
        return found

    assert counted() == "20.0"
    before = running.workers()
    os.kill(min(before), signal.SIGKILL)
    running.until(lambda: len(running.workers() - {min(before)}) == 2)
    assert counted() == "20.0"
    correct(running.folder, "Autre nom")
    running.process.send_signal(signal.SIGHUP)
    running.until(lambda: not running.workers() & before)
    running.send(ask)
    assert counted() == "21.0"
