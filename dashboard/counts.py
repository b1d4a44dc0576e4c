"""The files where workers count (`measures`), reserved before the first of them starts.

`prometheus_client` gives each process a file of each kind, mapped in its memory, which takes room as it is
written: where there is none left, the system would kill the worker at its first write, and the next one.
Whole sets are therefore reserved once, enough for the workers of before and after a reload. A worker takes
one; the next to take it goes on from what it counted.
"""

import os
from contextlib import suppress
from itertools import product
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

GAUGE = "gauge_livesum"
KINDS = ("counter", "histogram", GAUGE)
SIZE = 1 << 18  # bytes: several times what every route, method and status takes
FREE = "{kind}_free-{by}.db"
MADE: set[str] = set()  # folders of this server


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
        counts = Path(mkdtemp(prefix="cmq-", dir=named or folder))
        MADE.add(str(counts))
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
        rmtree(MADE.pop(), ignore_errors=True)
