"""The example of nginx in front, as it is but for its ports and folders, before the real server.

nginx missing is a failure, not a skip: `tests/run` installs it.
"""

import gzip
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import wait_for
from folder import write_folder
from test_serving import Running

CONFIGURATION = (Path(__file__).parent / "nginx.conf").read_text("utf-8")
MAIN = """
{user}daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log {folder}/debian.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/cmq.conf;
}}
"""
OURS = ("Content-Type", "Content-Security-Policy", "Cache-Control", "ETag", "Referrer-Policy",
        "Cross-Origin-Resource-Policy", "Cross-Origin-Embedder-Policy", "Permissions-Policy",
        "X-Content-Type-Options", "Access-Control-Allow-Origin", "Content-Encoding")  # fmt: skip


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Front:
    """Nginx before a server."""

    def __init__(self, folder: Path, behind: int, replaced: dict[str, str] | None = None):
        binary = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if binary is None:
            pytest.fail("nginx manque : apt-get install nginx")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        folder.mkdir()
        text = CONFIGURATION
        for old, new in {
            "127.0.0.1:8050": f"127.0.0.1:{behind}",
            "listen 80;": f"listen 127.0.0.1:{self.port};",
            "/var/lib/nginx/cmq": f"{folder}/cache",
            "/var/log/nginx": str(folder),
            **(replaced or {}),
        }.items():
            assert old in text, old
            text = text.replace(old, new)
        (folder / "cmq.conf").write_text(text, "utf-8")
        user = "user root;\n" if os.getuid() == 0 else ""
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), "utf-8")
        self.process = subprocess.Popen(
            [binary, "-p", folder, "-c", folder / "nginx.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        wait_for(self.process, f"http://127.0.0.1:{self.port}/metriques")

    def ask(self, path: str, method: str = "GET", port: int | None = None, **headers: str):
        """Ask for an address, at nginx or at the server itself: status, headers, body."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{port or self.port}{path}",
            method=method,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        try:
            answer = urllib.request.build_opener(NoRedirect).open(request, timeout=15)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers, answer.read()

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=15)


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    folder = tmp_path_factory.mktemp("derriere")
    running = Running("procfile", write_folder(folder / "data"), folder / "log")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def front(behind, tmp_path_factory):
    nginx = Front(tmp_path_factory.mktemp("devant") / "nginx", behind.port)
    yield nginx
    nginx.stop()


@pytest.mark.parametrize("path", ["/embed", "/", "/methode", "/donnees/campus.csv", "/carte.svg"])
def test_the_second_visitor_gets_the_copy_that_the_first_had_made(front, path):
    kinds = [front.ask(f"{path}", Accept_Encoding="gzip")[1]["X-Cache"] for _ in range(3)]
    assert kinds == ["MISS", "HIT", "HIT"]
    whole = front.ask(path)
    assert whole[1]["X-Cache"] == "MISS" and "Content-Encoding" not in whole[1]
    assert gzip.decompress(front.ask(path, Accept_Encoding="gzip, deflate")[2]) == whole[2]


@pytest.mark.parametrize("path", ["/embed", "/", "/carte.svg", "/nulle-part", "/embed?vague=9"])
@pytest.mark.parametrize("coding", ["br", "gzip", "br;q=0, gzip", "identity"])
def test_the_headers_and_the_body_are_those_of_the_server(front, behind, path, coding):
    here = f"127.0.0.1:{front.port}"  # a page names the address where it is asked for
    direct = front.ask(path, port=behind.port, Accept_Encoding=coding, Host=here)
    for _ in range(2):
        through = front.ask(path, Accept_Encoding=coding)
        assert through[0] == direct[0]
        assert through[2] == direct[2]
        assert {name: through[1][name] for name in OURS} == {name: direct[1][name] for name in OURS}
        assert through[1]["Server"] == "nginx"


def test_who_has_a_copy_is_told_that_it_is_still_good(front):
    tag = front.ask("/embed", Accept_Encoding="br")[1]["ETag"]
    status, headers, body = front.ask("/embed", Accept_Encoding="br", If_None_Match=tag)
    assert (status, body, headers["ETag"]) == (304, b"", tag)
    assert front.ask("/embed", Accept_Encoding="br", If_None_Match='"autre"')[0] == 200


def test_head_is_get_without_its_body(front):
    whole, head = front.ask("/embed"), front.ask("/embed", method="HEAD")
    assert (head[0], head[2]) == (200, b"")
    assert head[1]["Content-Length"] == str(len(whole[2]))


def test_an_address_said_otherwise_is_sent_to_the_one_that_is_kept(front):
    for kind in ("MISS", "HIT"):
        status, headers, _ = front.ask("/embed?vague=2,1")
        assert (status, headers["X-Cache"]) == (301, kind)
        assert headers["Location"].endswith("/embed?vague=1,2")


def test_health_and_errors_are_never_kept(front):
    for path in ("/sante", "/embed?vague=9", "/nulle-part"):
        assert {front.ask(path)[1]["X-Cache"] for _ in range(3)} == {"MISS"}


@pytest.mark.parametrize(
    ("path", "method", "headers", "status"),
    [
        ("/", "TRACE", {}, 405),
        ("/", "GET", {"A": "b" * 40_000}, 400),
        ("/%00", "GET", {}, 400),
        ("/" + "a" * 40_000, "GET", {}, 414),
    ],
)
def test_what_nginx_refuses_itself_is_french_and_protected(front, path, method, headers, status):
    found, answer, body = front.ask(path, method, **headers)
    assert found == status
    assert "Cette demande est refusée" in body.decode()
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_copies_are_in_a_folder_that_nginx_makes():
    """It makes the last one only."""
    (folder,) = re.findall(r"proxy_cache_path (\S+)", CONFIGURATION)
    shipped = subprocess.run(
        ["dpkg", "-L", "nginx-common"], capture_output=True, text=True, check=True
    )
    assert str(Path(folder).parent) in shipped.stdout.splitlines()


def test_a_visitor_of_another_age_who_names_no_host_is_answered(front):
    with socket.create_connection(("127.0.0.1", front.port), timeout=15) as visitor:
        visitor.sendall(b"GET /embed HTTP/1.0\r\n\r\n")
        assert visitor.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_two_addresses_never_share_a_copy(front):
    """The name of a coding may end an address."""
    asked = ("/nulle-part?a=br", "/nulle-part?a=")
    keys = [CONFIGURATION.split("proxy_cache_key ")[1].split(";")[0].strip('"')] * 2
    for n, (coding, address) in enumerate(zip(("", "br"), asked, strict=True)):
        for name, value in {"$cmq_best": coding, "$request_uri": address}.items():
            assert name in keys[n]
            keys[n] = keys[n].replace(name, value)
    assert keys[0] != keys[1]


SLOW = {
    "rate=60r/s": "rate=1r/m",
    "rate=3r/s": "rate=1r/m",
}  # so that a slow machine counts the same
PREFIXED = {
    "    location / {": "    location = /cmq { proxy_pass http://cmq; }\n    location /cmq/ {"
}
CLICKS = ("/_dash-update-component", "/vue/autre/small", "/questions/autre?vague=1")
PRINTS = ("/carte.pdf?format=x", "/carte.png?format=x", "/carte.svg?theme=gris&format=x")


def check_limits(nginx: Front, prefix: str = "") -> None:
    """Ask too often for what costs, and for the rest."""
    for paths, most in ((CLICKS, 121), (PRINTS, 31)):
        answers = [
            nginx.ask(prefix + paths[n % 3], method="POST" if "_dash" in paths[n % 3] else "GET")
            for n in range(most + 3)
        ]
        statuses = [status for status, *_ in answers]
        assert set(statuses[:most]) <= {400, 404} and statuses[most:] == [429] * 3
        refused(*answers[-1], "1", "Trop de demandes")
    for path in ("/embed", "/carte.svg", "/methode"):
        assert nginx.ask(prefix + path)[0] == 200


def test_too_many_clicks_or_prints_of_one_visitor_are_429(behind, tmp_path):
    nginx = Front(tmp_path / "nginx", behind.port, SLOW)
    try:
        check_limits(nginx)
    finally:
        nginx.stop()


def test_a_reader_who_clicks_without_pause_is_not_refused_nor_a_newsroom():
    """One asks for fifteen things a second; of thirty readers, each clicks twice in three seconds."""
    (rate,) = re.findall(r"zone=cmq_clics\S* rate=(\d+)r/s", CONFIGURATION)
    assert int(rate) >= max(5 * 3, 30 * 2 / 3 * 3)


def refused(status: int, headers, body: bytes, after: str, words: str) -> None:
    """Check what nginx says itself."""
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Retry-After"] == after
    assert body.decode().startswith(f"Erreur {status}. {words}")


def test_an_expired_copy_is_served_when_the_server_is_down(tmp_path):
    running = Running("python", write_folder(tmp_path / "data"), tmp_path / "log")
    nginx = Front(
        tmp_path / "nginx",
        running.port,
        {"proxy_ignore_headers Vary;": "proxy_ignore_headers Vary Cache-Control; proxy_cache_valid 200 1s;"},
    )  # fmt: skip
    try:
        alive = nginx.ask("/embed")
        running.stop()
        running.until(lambda: nginx.ask("/embed")[1]["X-Cache"] == "STALE")
        status, _, body = nginx.ask("/embed")
        assert (status, body) == (200, alive[2])
        refused(*nginx.ask("/embed?vague=1"), "5", "Le site ne répond pas")
    finally:
        nginx.stop()


def test_under_a_prefix_the_same_example_serves(tmp_path):
    running = Running(
        "python", write_folder(tmp_path / "data"), tmp_path / "log",
        DASHBOARD_URL="https://example.org/cmq/",
    )  # fmt: skip
    nginx = Front(tmp_path / "nginx", running.port, PREFIXED | SLOW)
    try:
        assert [nginx.ask("/cmq/embed")[1]["X-Cache"] for _ in range(2)] == ["MISS", "HIT"]
        status, headers, _ = nginx.ask("/cmq?vague=1")
        assert (status, headers["Location"]) == (301, "/cmq/?vague=1")
        assert b'href="https://example.org/cmq/"' in nginx.ask("/cmq/embed")[2]
        assert nginx.ask("/cmq/metriques")[0] == 200
        for path in ("/cmq/metriques", "/cmq/metriques/", "/cmq//metriques", "/metriques"):
            assert elsewhere(nginx, path) == 403, path
        check_limits(nginx, "/cmq")
    finally:
        nginx.stop()
        running.stop()


def elsewhere(nginx: Front, path: str) -> int:
    """Ask from another address of this machine, which is not the one that is let in; give the status."""
    visitor = http.client.HTTPConnection(
        "127.0.0.1", nginx.port, timeout=15, source_address=("127.0.0.2", 0)
    )
    visitor.request("GET", path)
    status = visitor.getresponse().status
    visitor.close()
    return status


def test_nginx_notes_each_answer_and_nothing_of_who_asked(behind, tmp_path):
    nginx = Front(tmp_path / "nginx", behind.port, {"burst=120": "burst=1"})
    for path in ("/embed?filiere=energie", "/carte.svg?rayon=7", *["/vue/a/b"] * 9):
        nginx.ask(path, User_Agent="Navigateur/7", Referer="https://journal.example/une")
    nginx.stop()
    noted = sorted((tmp_path / "nginx").glob("*.log"))
    notes = [json.loads(line) for log in noted for line in log.read_text("utf-8").splitlines()]
    notes = [note for note in notes if note["path"] != "/metriques"]  # asked by `Front`
    assert [(note["path"], note["status"]) for note in notes[:2]] == [
        ("/embed", 200),
        ("/carte.svg", 400),
    ]
    assert {note["status"] for note in notes[2:]} == {404, 429} and len(notes) == 11
    assert set(notes[0]) == {"time", "method", "path", "status", "bytes", "cache", "id"}
