"""The files where workers count (`measures`), reserved before the first of them starts.

`prometheus_client` gives each process a file of each kind, mapped in its memory, which takes room as it is
written: where there is none left, the system would kill the worker at its first write, and the next one.
Whole sets are therefore reserved once, enough for the workers of before and after a reload. A worker takes
one; the next to take it goes on from what it counted.

The folder goes with the server that made it. One that was killed leaves its own behind, for the next to
remove: its name says whose it was, and as long as a process of that server lives, it is locked.
"""

import atexit
import fcntl
import os
import re
from contextlib import suppress
from itertools import product
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

GAUGE = "gauge_livesum"
KINDS = ("counter", "histogram", GAUGE)
SIZE = 1 << 18  # bytes: several times what every route, method and status takes
FREE = "{kind}_free-{by}.db"
OURS = re.compile(r"cmq-(\d+)-\w+", re.ASCII)
MADE: dict[str, int] = {}  # folders of this server, and what keeps them locked


def reserve(folder: str | None, sets: int) -> None:
    """Reserve so many sets in a new folder inside the one that the environment names, or else this one.

    Where there is no room, nothing is kept and each process counts for itself.
    """
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR") in MADE:  # gunicorn reads its settings again
        return
    named = os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)
    with suppress(OSError):
        if named:
            Path(named).mkdir(parents=True, exist_ok=True)
        counts = Path(mkdtemp(prefix=f"cmq-{os.getpid()}-", dir=named or folder))
        MADE[str(counts)] = lock = os.open(counts, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        atexit.register(close_in, os.getpid())
        tidy(counts.parent)
        try:
            for kind, n in product(KINDS, range(sets)):
                (counts / FREE.format(kind=kind, by=f"0{n}")).write_bytes(bytes(SIZE))
        except OSError:
            close()
            raise
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts)


def take(process: int) -> None:
    """Have a new worker count in a set that is free."""
    folder = Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR", os.devnull))
    for kind in KINDS:
        for free in folder.glob(FREE.format(kind=kind, by="*")):
            with suppress(FileNotFoundError):  # another worker took it
                free.rename(folder / f"{kind}_{process}.db")
                break


def give_back(process: int) -> None:
    """Free the set of a worker that has ended: what it counted stays counted, its state does not."""
    folder = Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR", os.devnull))
    for kind in KINDS:
        file = folder / f"{kind}_{process}.db"
        with suppress(OSError):
            if kind == GAUGE:
                with file.open("r+b") as state:
                    state.write(bytes(8))  # how much of it is used
            file.rename(folder / FREE.format(kind=kind, by=process))


def close() -> None:
    """Remove what was made, and nothing of what was there."""
    while MADE:
        made, lock = MADE.popitem()
        rmtree(made, ignore_errors=True)
        os.close(lock)


def close_in(process: int) -> None:
    """Remove what was made, at the end of the process that made it and of none that it forked."""
    if os.getpid() == process:
        close()


def tidy(folder: Path) -> None:
    """Remove from a folder what servers of the same user left there when they were killed."""
    for left in folder.glob("cmq-*"):
        named = OURS.fullmatch(left.name)
        with suppress(OSError):  # locked; or gone meanwhile
            if named and left.lstat().st_uid == os.geteuid() and not alive(int(named[1])):
                lock = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    rmtree(left, ignore_errors=True)
                finally:
                    os.close(lock)


def alive(process: int) -> bool:
    """Whether there is such a process; of another container, it may be unseen, but its folder is locked."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # of another user
        return True
    return True
