"""The press of this process: started when a page is asked for, bounded in time and in memory; its queue is a gate (`app`).

Typst keeps what it has set, and a picture takes up to 200 MB while it is drawn: it works in another
process (`press`), whose memory goes with it and whose death costs a page at most. A server that forks
afterwards loses no thread of it either.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread, Timer
from time import monotonic

from .typesetting import FAMILY, FONTS, STYLES

PROGRAM = Path(__file__).with_name("press.py")
TEMPLATES = Path(__file__).parent / "templates"
BUSY_S = 5  # after which one whose page was given up may ask again
PAGE_S = 10
IDLE_S = 60
PAGES = 12  # of a press: Typst keeps 5 MB a page; another is ready in 60 ms
LATER = f"réessayez dans {BUSY_S}\u00a0secondes."


class TooBusy(RuntimeError):
    """A page cannot be printed now, and may be later; `str()` says why to the reader."""


class BrokenPress(RuntimeError):
    """A font or a template of print is missing or broken."""


class Stopped(RuntimeError):
    """A press ended before its page."""


class Press:
    """A press at work; one page at a time."""

    def __init__(self):
        settings = (TEMPLATES, FONTS, FAMILY, ",".join(map(str, STYLES)), IDLE_S, PAGE_S)
        self.process = subprocess.Popen(
            [sys.executable, "-P", PROGRAM, *map(str, settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.left = PAGES
        self.reaper = Thread(target=self.process.wait, daemon=True)
        self.reaper.start()

    def send(self, page: bytes, kind: str, dpi: int, timestamp: int) -> None:
        """Ask for a sheet as a file of a kind.

        Raises
        ------
        Stopped
        """
        asked = {"kind": kind, "ppi": dpi, "timestamp": timestamp, "bytes": len(page)}
        self.left -= 1
        try:
            self.process.stdin.write(f"{json.dumps(asked)}\n".encode() + page)
            self.process.stdin.flush()
        except OSError as error:
            raise Stopped from error

    def receive(self) -> bytes:
        """Wait for the file.

        Raises
        ------
        Stopped
        BrokenPress
            When the template or a font is broken.
        """
        line = self.process.stdout.readline()
        if not line.endswith(b"\n"):
            raise Stopped
        said = json.loads(line)
        content = self.process.stdout.read(said["bytes"])
        if len(content) < said["bytes"]:
            raise Stopped
        if said["error"]:
            raise BrokenPress(said["error"])
        return content

    @contextmanager
    def bounded(self) -> Iterator[None]:
        """End the press if what is done takes longer than `PAGE_S`; say so with `TooBusy`."""
        late = Timer(PAGE_S, self.process.kill)
        late.daemon = True
        start = monotonic()
        late.start()
        try:
            yield
        except Stopped as error:
            if monotonic() - start >= PAGE_S:
                raise TooBusy(
                    f"Cette page a été abandonnée après {PAGE_S}\u00a0secondes\u202f; {LATER}"
                ) from error
            raise
        finally:
            late.cancel()

    def prove(self) -> None:
        """Wait for the one file that was asked for, and for the end of the press.

        Raises
        ------
        BrokenPress
        """
        try:
            with self.bounded():
                self.receive()
        except (Stopped, TooBusy) as error:
            raise BrokenPress("la presse ne démarre pas") from error
        finally:
            self.close()
            self.reaper.join()

    def close(self) -> None:
        """Let the press end."""
        with suppress(OSError):  # it ended by itself, with a page half sent
            self.process.stdin.close()
        self.process.stdout.close()


class Pressroom:
    """The one press of a process; one page at a time, whatever the threads."""

    def __init__(self):
        self.turn = Lock()
        self.press: Press | None = None

    def set(self, page: bytes, kind: str, dpi: int, timestamp: int) -> bytes:
        """Set a sheet as a file; a press that dies of something else than time is replaced once.

        Raises
        ------
        TooBusy
            When the press takes over `PAGE_S`, or dies twice.
        BrokenPress
            When the template or a font is broken.
        """
        with self.turn:
            for _ in range(2):
                try:
                    return self.attempt(page, kind, dpi, timestamp)
                except Stopped:
                    logging.getLogger(__name__).warning("une presse s’est arrêtée")
        raise TooBusy(f"L’imprimerie s’est arrêtée pendant cette page\u202f; {LATER}")

    def attempt(self, page: bytes, kind: str, dpi: int, timestamp: int) -> bytes:
        """Set a sheet with the press that is there, or a new one."""
        press, self.press = self.press, None
        if press and press.process.poll() is not None:
            press = press.close()
        press = press or Press()
        try:
            with press.bounded():
                press.send(page, kind, dpi, timestamp)
                content = press.receive()
        except BaseException:
            press.process.kill()
            press.close()
            raise
        if not press.left:
            press.close()
            press = Press()
        self.press = press
        return content


@lru_cache(maxsize=1)
def room_of(process: int) -> Pressroom:
    """Return the pressroom of a process: one that was forked must not share its parent's."""
    return Pressroom()


def pressroom() -> Pressroom:
    """Return the pressroom of this process."""
    return room_of(os.getpid())
