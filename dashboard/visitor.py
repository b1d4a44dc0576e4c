"""A visitor's end of a connection, on which no thread of gunicorn ever waits, to be asked or to be read.

The main loop waits for a whole request, and sends what the network did not take at once of an answer.
"""

import re
from contextlib import suppress
from socket import MSG_DONTWAIT, MSG_PEEK, SO_RCVLOWAT, SOL_SOCKET, socket

from gunicorn.http.errors import LimitRequestHeaders

MOST_HEAD = MOST_BODY = 65536  # bytes of a request that are waited for
HEAD_END = re.compile(rb"\n\r?\n")  # without CR it is refused, not waited for
LENGTH = re.compile(rb"\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r?\n", re.IGNORECASE)
EXPECT = re.compile(
    rb"\nexpect[ \t]*:", re.IGNORECASE
)  # the body is held back: refused, not waited for


class Visitor(socket):
    """The socket of a visitor, taken over from the one that was accepted."""

    def __init__(self, accepted: socket):
        super().__init__(accepted.family, accepted.type, accepted.proto, accepted.detach())
        self.wanted = 1  # bytes to be woken by
        self.asked = 0  # bytes of the request under way, not read yet
        self.head = b""  # its first line and its fields
        self.closed = False  # nothing more will come
        self.left: list[bytes | memoryview] = []  # of the answer, not sent yet

    def whole(self) -> bool:
        """Say whether a whole request has come, or never will; else ask to be woken by what lacks."""
        try:
            come = super().recv(MOST_HEAD + MOST_BODY, MSG_PEEK | MSG_DONTWAIT)
        except OSError:
            come = b""
        head = HEAD_END.search(come)
        self.head = come[: head.end()] if head else b""
        if head:
            told = not EXPECT.search(self.head) and LENGTH.search(self.head)
            length = int(told[1]) if told else 0
            needed, allowed = head.end() + length, length <= MOST_BODY
        else:
            needed, allowed = len(come) + 1, len(come) < MOST_HEAD
        self.closed = len(come) < self.wanted
        waits = allowed and len(come) < needed and not self.closed
        if self.wanted != (wanted := needed if waits else 1):
            self.setsockopt(SOL_SOCKET, SO_RCVLOWAT, wanted)
            self.wanted = wanted
        self.asked = min(len(come), needed)
        return not waits

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Read what has come of one request; the next one has to be whole in its turn."""
        if not self.asked and not self.closed:
            raise LimitRequestHeaders("")
        content = super().recv(size if self.closed else min(size, self.asked), MSG_DONTWAIT)
        self.asked -= len(content)
        return content

    def sendall(self, content: bytes, flags: int = 0) -> None:
        """Put a part of an answer with what is left to send: the whole of it goes at once."""
        self.left.append(content)

    def flush(self) -> bool:
        """Send as much of what is left as the network takes at once; say whether that was all."""
        with suppress(BlockingIOError):
            while self.left:
                sent = self.sendmsg(self.left, (), MSG_DONTWAIT)
                while self.left and sent >= len(self.left[0]):
                    sent -= len(self.left.pop(0))
                if self.left:
                    self.left[0] = memoryview(self.left[0])[sent:]
        return not self.left
