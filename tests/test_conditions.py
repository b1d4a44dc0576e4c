"""Where a server may find itself: the answers are the same bytes as in comfort."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT, wait_for

ADDRESSES = (
    "/",
    "/?filiere=tourisme&indicateur=population",
    "/embed?vague=4",
    "/carte.pdf?filiere=numerique",
    "/carte.png?format=social",
    "/donnees/campus.csv?excel=1",
    "/donnees/datapackage.json",
    "/methode",
)
DRAWN = re.compile(rb'"end_id":"[^"]*"')  # by Dash, anew each time that it starts
HARSH = {
    "HOME": "/nowhere",
    "TMPDIR": "/nowhere",
    "XDG_CACHE_HOME": "/nowhere",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "20170601",
    "PYTHONDONTWRITEBYTECODE": "1",
    # A proxy that nobody answers: whatever asks the network fails.
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
}
# No process may write one byte in a file, as on a disk that is full or read-only, root or not.
FULL = 'ulimit -f 0; exec "$@"'
# For root, the same in truth, in mounts of the process's own: nothing can be written on the disk, or the
# folders for temporary files are on one that is full.
READ_ONLY = 'mount --make-rprivate / && mount -o remount,bind,ro / && exec "$@"'
NO_MEMORY = READ_ONLY.replace("exec", "mount -t tmpfs -o ro none /dev/shm && exec")
CROWDED = """mount --make-rprivate / && for folder in "$TMPDIR" /dev/shm
do mount -t tmpfs -o size=4k none "$folder" && ! head -c 9999 /dev/zero 2> /dev/null > "$folder/full"
done && exec "$@\""""
OWN_MOUNTS = ["unshare", "--mount"]


@contextmanager
def serving(environment: dict, *before: str, folder: Path = ROOT) -> Iterator[tuple[str, int]]:
    """Serve the dashboard of a folder as README says, in an environment, and give its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"PORT": str(port), "DASHBOARD_URL": "https://example.org/"}
    server = subprocess.Popen(
        [*before, sys.executable, "-m", "dashboard"],
        cwd=folder,
        env=environment | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        wait_for(server, f"http://127.0.0.1:{port}/sante")
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.communicate(timeout=30)


def answers(root: str) -> dict[str, bytes]:
    """Ask for every address, straight to the server."""
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    found = {}
    for address in ADDRESSES:
        with ask(f"{root}{address}", timeout=60) as answer:
            found[address] = DRAWN.sub(b"", answer.read())
    return found


@pytest.fixture(scope="module")
def usual() -> dict[str, bytes]:
    with serving(dict(os.environ)) as (root, _):
        return answers(root)


def test_without_a_home_a_language_a_network_or_our_time_zone(usual):
    with serving(os.environ | HARSH) as (root, _):
        assert answers(root) == usual


def test_with_almost_no_environment(usual):
    with serving({"PATH": os.environ["PATH"]}) as (root, _):
        assert answers(root) == usual


def test_with_what_the_container_holds_and_nothing_else(usual, tmp_path):
    steps = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", "")
    for source, target in re.findall(r"^COPY (\S+) (\S+)$", steps, re.M):
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, tmp_path / target)
        else:
            shutil.copy(ROOT / source, tmp_path / target)
    (settings,) = re.findall(r"^ENV (.+)$", steps, re.M)
    (tmp_path / "requirements.txt").unlink()  # of the build alone
    # As fetched with umask 077.
    subprocess.run(["chmod", "-R", "go=", *tmp_path.iterdir()], check=True)
    (opened,) = re.findall(r"^RUN (chmod .+)$", steps, re.M)
    subprocess.run(opened.split(), cwd=tmp_path, check=True)
    for path in tmp_path.rglob("*"):
        assert path.stat().st_mode & 0o004, path
    environment = {"PATH": os.environ["PATH"]} | dict(one.split("=") for one in settings.split())
    # That of the machine, which podman hands on; nobody answers it.
    environment["http_proxy"] = HARSH["http_proxy"]
    *_, sound, served = (json.loads(words) for words in re.findall(r"CMD (\[.+\])$", steps, re.M))
    assert served == [".venv/bin/python", "-m", "dashboard"] and served[0] == sound[0]
    with serving(environment, folder=tmp_path) as (root, _):
        assert answers(root) == usual
        environment["PORT"] = root.rpartition(":")[2]
        assert subprocess.run([sys.executable, *sound[1:]], env=environment).returncode == 0
    assert subprocess.run([sys.executable, *sound[1:]], env=environment).returncode != 0


def test_on_a_disk_that_takes_nothing_more(usual):
    with serving(dict(os.environ), "sh", "-c", FULL, "sh") as (root, _):
        assert answers(root) == usual


@pytest.fixture
def mounts() -> list[str]:
    """Give the command that mounts for one process only, where the system lets us."""
    trial = [*OWN_MOUNTS, "mount", "--make-rprivate", "/"]
    if not shutil.which("unshare") or subprocess.run(trial, capture_output=True).returncode:
        pytest.skip("monter un disque demande d’être root")
    return [*OWN_MOUNTS, "sh", "-c"]


@pytest.mark.parametrize("system", [READ_ONLY, NO_MEMORY])
def test_on_a_read_only_system(usual, mounts, system):
    with serving(dict(os.environ), *mounts, system, "sh") as (root, _):
        assert answers(root) == usual


def test_with_full_folders_for_temporary_files(usual, mounts, tmp_path):
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with serving(environment, *mounts, CROWDED, "sh") as (root, _):
        assert answers(root) == usual


def children(process: int) -> set[int]:
    return set(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


def test_when_the_memory_for_files_fills_up_under_a_running_server(usual, mounts):
    own = 'mount --make-rprivate / && mount -t tmpfs -o size=8m none /dev/shm && exec "$@"'
    fill = "! head -c 9m /dev/zero 2> /dev/null > /dev/shm/full"
    with serving(dict(os.environ), *mounts, own, "sh") as (root, server):
        subprocess.run(["nsenter", "-m", "-t", str(server), "sh", "-c", fill], check=True)
        assert answers(root) == usual
        before = children(server)
        for worker in before:
            os.kill(worker, signal.SIGKILL)
        while before & children(server) or len(children(server)) < len(before):
            time.sleep(0.05)
        assert answers(root) == usual
