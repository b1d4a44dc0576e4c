"""How many answers are made at once, and how many wait: beyond, it is better to be told so at once.

A process shares one processor among its threads. Whatever is asked of it, the answers that it keeps
and the proof of its health go past the gate and stay fast.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

THREADS = 32  # of a process; those that wait take little
WAITERS = THREADS - 4  # two compute, a view and a print; two are left for what passes no gate
AT_ONCE = 1  # computing; a second would only slow the first
WAITING = 8  # for their turn: at 20 ms each, the last waits 80 ms
WAIT_S = 5.0
RETRY_S = 5  # after which one who was refused may ask again


class Crowded(RuntimeError):
    """Too many answers are being made; those refused may ask again in `RETRY_S`."""


class Gate:
    """Let a few in at once, a few more wait, and refuse the others; what is alike is made once.

    Parameters
    ----------
    at_once, waiting : how many compute, and how many wait for their turn.
    wait_s : for how long.
    room : where those wait who wait for anything; gates may share one.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        wait_s: float = WAIT_S,
        room: BoundedSemaphore | None = None,
    ):
        self.turns = BoundedSemaphore(at_once)
        self.room = room or BoundedSemaphore(WAITERS)
        self.most, self.inside, self.wait_s = at_once + waiting, 0, wait_s
        self.makers: dict[object, Lock] = {}
        self.lock = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Take a turn.

        Raises
        ------
        Crowded
            At once when nobody more may wait, or after `wait_s`.
        """
        with self.lock:
            if self.inside == self.most:
                raise Crowded
            self.inside += 1
        try:
            self.wait_for(self.turns)
            try:
                yield
            finally:
                self.turns.release()
        finally:
            with self.lock:
                self.inside -= 1

    @contextmanager
    def alone(self, key: object) -> Iterator[None]:
        """Make what a key names while nobody else does: who asks for it meanwhile waits for it.

        Raises
        ------
        Crowded
            At once when nobody more may wait, or after `wait_s`.
        """
        with self.lock:
            maker = self.makers.setdefault(key, Lock())
        self.wait_for(maker)
        try:
            yield
        finally:
            with self.lock:
                if self.makers.get(key) is maker:
                    del self.makers[key]
            maker.release()

    def wait_for(self, turn: "BoundedSemaphore | Lock") -> None:
        """Take what one thread holds at a time, at once or from the room where others wait too.

        Raises
        ------
        Crowded
            At once when the room is full, or after `wait_s`.
        """
        if turn.acquire(blocking=False):
            return
        if not self.room.acquire(blocking=False):
            raise Crowded
        try:
            if not turn.acquire(timeout=self.wait_s):
                raise Crowded
        finally:
            self.room.release()
