"""The press is another process: bounded in time and pages, replaced, and gone with its server."""

import json
import os
import select
import signal
import subprocess
import sys

import pytest

from dashboard import pressroom as module
from dashboard.data import ROOT
from dashboard.pressroom import BrokenPress, Press, Pressroom, TooBusy

LATER = "réessayez dans 5\u00a0secondes."
SOON_S = 20


@pytest.fixture
def room():
    """Open a pressroom of the test's own, and leave no press behind."""
    made = Pressroom()
    yield made
    if made.press:
        made.press.close()
        made.press.reaper.join(SOON_S)


def sheet(**changes) -> bytes:
    """Write an empty page as the press reads it."""
    page = {
        "title": "Page",
        "author": "",
        "alternative": "Rien",
        "keywords": [],
        "date": [2017, 6, 1],
        "font": "Source Sans 3",
        "width": 60,
        "height": 40,
        "bleed": 0,
        "paper": [1],
        "under": [],
        "heading": [],
        "map": {"shapes": [], "words": []},
        "shapes": [],
        "words": [],
    }
    return json.dumps(page | changes).encode()


def set_one(room: Pressroom) -> bytes:
    return room.set(sheet(), "png", 72, 0)


def ends(pid: int) -> bool:
    """Wait until a process has ended, whoever its parent is."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], SOON_S)[0])
    finally:
        os.close(watched)


def alone(script: str, *arguments: str) -> subprocess.Popen:
    """Run a script that has the pressroom of this file at hand."""
    head = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
    head += "import os, signal\nfrom dashboard.pressroom import pressroom\n"
    head += "from test_pressroom import set_one\nroom = pressroom()\nset_one(room)\n"
    head += "print(room.press.process.pid, flush=True)\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + script, *arguments], stdout=subprocess.PIPE, text=True
    )


def test_one_press_sets_pages_one_after_the_other_and_is_replaced_after_some(room, monkeypatch):
    monkeypatch.setattr(module, "PAGES", 3)
    pages, presses = set(), []
    for _ in range(6):
        pages.add(set_one(room))
        presses.append(room.press)
    assert len(pages) == 1
    assert presses[0] is presses[1] is not presses[2]
    assert presses[2] is presses[3] is presses[4] is not presses[5]
    presses[0].reaper.join(SOON_S)
    assert presses[0].process.returncode == 0


def test_a_press_that_was_killed_costs_nothing(room):
    first = set_one(room)
    killed = room.press
    killed.process.kill()
    assert set_one(room) == first
    assert room.press is not killed
    killed.reaper.join(SOON_S)
    assert killed.process.returncode == -signal.SIGKILL  # seen by its parent: no zombie


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_printed(room, monkeypatch):
    first = set_one(room)
    monkeypatch.setattr(module, "PAGE_S", 1)
    stopped = room.press
    stopped.process.send_signal(signal.SIGSTOP)
    with pytest.raises(TooBusy) as refused:
        set_one(room)
    assert str(refused.value) == f"Cette page a été abandonnée après 1\u00a0secondes\u202f; {LATER}"
    assert ends(stopped.process.pid)
    monkeypatch.undo()
    assert set_one(room) == first


def test_a_press_gives_up_a_page_by_itself_when_its_server_cannot(tmp_path, monkeypatch):
    """The server may have been killed meanwhile, or stopped."""
    endless = "#for a in range(100000) { for b in range(100000) { } }"
    (tmp_path / "feuille.typ").write_text(endless, encoding="utf-8")
    monkeypatch.setattr(module, "TEMPLATES", tmp_path)
    monkeypatch.setattr(module, "PAGE_S", 1)
    press = Press()
    press.send(sheet(), "pdf", 72, 0)
    press.reaper.join(SOON_S)
    press.close()
    assert press.process.returncode == -signal.SIGALRM


def test_a_press_that_dies_on_every_page_loses_that_page_only(room, monkeypatch):
    monkeypatch.setattr(module, "PROGRAM", "/dev/null")  # it ends at once
    with pytest.raises(TooBusy) as refused:
        set_one(room)
    assert str(refused.value) == f"L’imprimerie s’est arrêtée pendant cette page\u202f; {LATER}"
    monkeypatch.undo()
    assert set_one(room).startswith(b"\x89PNG")


def test_an_idle_press_ends_by_itself_and_another_takes_its_place(room, monkeypatch):
    monkeypatch.setattr(module, "IDLE_S", 1)
    first = set_one(room)
    idle = room.press
    idle.reaper.join(SOON_S)
    assert idle.process.returncode == -signal.SIGALRM
    assert set_one(room) == first


def test_a_fault_of_a_page_is_said_and_the_press_goes_on_to_the_next(room):
    with pytest.raises(BrokenPress) as refused:
        room.set(sheet(width="x"), "pdf", 72, 0)
    assert str(refused.value) == "cannot multiply string with length"
    assert set_one(room).startswith(b"\x89PNG")


def test_the_press_ends_with_its_server_even_killed():
    for last in ("", "os.kill(os.getpid(), signal.SIGKILL)", "os._exit(1)"):
        server = alone(last)
        press = int(server.stdout.readline())
        server.communicate(timeout=SOON_S)
        assert ends(press), last


def test_the_signals_that_stop_a_whole_group_leave_the_press_to_its_server():
    """Ctrl-C, or a service manager: the page in hand is still printed while the server ends."""
    server = alone(
        "for number in (signal.SIGINT, signal.SIGTERM):\n"
        "    room.press.process.send_signal(number)\n"
        "before = room.press\n"
        "print(bool(set_one(room)), room.press is before)"
    )
    said, _ = server.communicate(timeout=SOON_S)
    assert said.splitlines()[1:] == ["True True"]


def test_a_forked_process_has_a_press_of_its_own():
    server = alone(
        "child = os.fork()\n"
        "mine = pressroom()\n"
        "set_one(mine)\n"
        "print(mine.press.process.pid, flush=True)\n"
        "if not child:\n    os._exit(0)\n"
        "os.waitpid(child, 0)\n"
        "set_one(mine)"
    )
    said, _ = server.communicate(timeout=SOON_S)
    assert server.returncode == 0
    first, *others = said.split()
    assert len(others) == 2 and others.count(first) == 1
    assert all(ends(int(pid)) for pid in {first, *others})


def test_the_server_never_loads_typst():
    script = (
        "import sys; from dashboard.app import create_app; app = create_app();"
        "status = app.server.test_client().get('/carte.pdf?vague=1').status_code;"
        "print(status, 'typst' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert said.stdout.splitlines()[-1] == "200 False"
