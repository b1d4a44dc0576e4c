"""The files where workers count: reserved whole, taken one set each, gone on with."""

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from prometheus_client import multiprocess
from prometheus_client.mmap_dict import MmapedDict, mmap_key

from dashboard import counts
from dashboard.measures import of_all_workers

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv(FOLDER, "")
    counts.reserve(str(tmp_path), 2)
    yield tmp_path / os.environ[FOLDER]
    counts.close()


def names(folder, process):
    return {f.name for f in folder.glob(f"*_{process}.db")}


def test_every_set_has_its_room(folder):
    files = list(folder.iterdir())
    assert len(files) == 2 * len(counts.KINDS)
    assert all(file.stat().st_blocks * 512 >= counts.SIZE for file in files)


def test_each_worker_takes_a_set_of_its_own(folder):
    for process in (11, 12, 13):
        counts.take(process)
    whole = [{f"{kind}_{process}.db" for kind in counts.KINDS} for process in (11, 12)]
    assert [names(folder, 11), names(folder, 12), names(folder, 13)] == [*whole, set()]


def test_the_next_worker_goes_on_from_what_was_counted_and_not_from_the_state(folder):
    for process in (11, 12):
        counts.take(process)
    for kind in counts.KINDS:
        (folder / f"{kind}_11.db").write_bytes(b"used and counted")
    counts.give_back(11)
    assert names(folder, 11) == set()
    counts.take(14)
    assert (folder / "counter_14.db").read_bytes() == b"used and counted"
    assert (folder / f"{counts.GAUGE}_14.db").read_bytes() == bytes(8) + b" counted"


def test_what_changes_hands_while_it_is_read_is_counted(monkeypatch, folder):
    counts.take(11)
    counted = MmapedDict(str(folder / "counter_11.db"))
    counted.write_value(
        mmap_key("answers", "answers_total", ["source"], ["made"], "Réponses."), 7, 0
    )
    counted.close()
    list_files = multiprocess.glob.glob

    def just_before(pattern):
        listed = list_files(pattern)
        counts.give_back(11)
        return listed

    monkeypatch.setattr(multiprocess.glob, "glob", just_before)
    assert b'answers_total{source="made"} 7.0' in of_all_workers()


def test_settings_read_again_reserve_nothing_more(folder):
    counts.take(11)
    before = set(folder.iterdir())
    counts.reserve(None, 2)
    assert set(folder.iterdir()) == before and os.environ[FOLDER] == str(folder)


def test_without_room_nothing_is_kept_and_nothing_is_taken(monkeypatch, tmp_path):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setenv(FOLDER, str(tmp_path / "named"))
    monkeypatch.setattr(Path, "write_bytes", full)
    counts.reserve(str(tmp_path), 2)
    assert FOLDER not in os.environ
    assert list(tmp_path.rglob("*")) == [tmp_path / "named"]
    counts.take(11)
    counts.give_back(11)
    counts.close()


def left_by(folder, process: int, age: str = "abc"):
    """Make what a server that was killed leaves."""
    left = folder / f"cmq-{process}-{age}"
    left.mkdir()
    (left / "counter_free-00.db").write_bytes(b"x")
    return left


def test_what_a_killed_server_left_is_removed_and_nothing_of_one_that_lives(monkeypatch, tmp_path):
    with subprocess.Popen(["true"]) as gone:
        pass
    dead, locked = left_by(tmp_path, gone.pid), left_by(tmp_path, gone.pid, "locked")
    lock = os.open(locked, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)  # by its workers, or in another container
    stay = {
        locked,
        left_by(tmp_path, os.getppid()),
        left_by(tmp_path, 10**30),
        left_by(tmp_path, 10**30, "a b"),
        tmp_path / "cmq-lien",
    }
    (tmp_path / f"cmq-{gone.pid}-file").write_text("x")
    elsewhere = left_by(tmp_path / "..", gone.pid, tmp_path.name)
    (tmp_path / f"cmq-{gone.pid}-link").symlink_to(elsewhere)
    (tmp_path / "cmq-lien").mkdir()
    monkeypatch.setenv(FOLDER, "")
    try:
        counts.reserve(str(tmp_path), 1)
        made = tmp_path / os.environ[FOLDER]
        assert not dead.exists() and made.is_dir()
        assert all(left.is_dir() for left in stay) and list(elsewhere.iterdir())
    finally:
        counts.close()
        os.close(lock)


@pytest.mark.parametrize("end", ["raise SystemExit(1)", "os._exit(0)"])
def test_a_folder_goes_with_the_process_that_made_it_and_with_none_that_it_forked(tmp_path, end):
    """As after a start that failed; a worker ends as its master does."""
    script = (
        "import os, sys\n"
        "from dashboard import counts\n"
        "counts.reserve(sys.argv[1], 1)\n"
        "child = os.fork()\n"
        "if not child: sys.exit()\n"
        "os.waitpid(child, 0)\n"
        "print(len(os.listdir(sys.argv[1])), flush=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script + end, tmp_path],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != FOLDER},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "1\n", done.stderr
    assert len(list(tmp_path.iterdir())) == (0 if "System" in end else 1)
    if "_exit" in end:  # the next one removes it
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(FOLDER, "")
            counts.reserve(str(tmp_path), 1)
            assert [str(made) for made in tmp_path.iterdir()] == [os.environ[FOLDER]]
            counts.close()


def test_closing_removes_the_folder_and_nothing_of_the_one_that_was_named(monkeypatch, tmp_path):
    (tmp_path / "other.db").write_text("kept")
    monkeypatch.setenv(FOLDER, str(tmp_path))
    counts.reserve(None, 2)
    made = Path(os.environ[FOLDER])
    assert made.parent == tmp_path and len(list(made.iterdir())) == 2 * len(counts.KINDS)
    counts.close()
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]
