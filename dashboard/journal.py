"""One line of JSON for each answer, and its place in the measures; nothing of who asked.

The line has the path and not the query, no address, no browser, no page of origin.
"""

import json
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from secrets import token_hex
from select import select
from time import perf_counter

from .answers import ROUTE, SOURCE
from .headers import METHODS
from .measures import Measures

IDENTITY = re.compile(r"[\w.-]{1,64}", re.ASCII)
LONGEST_PATH = 200
SILENT = "/metriques"  # who measures must not change the measure


def to_output(line: bytes, output: int = 1) -> None:
    """Write a line on standard output, whole and at once, or not at all when nobody reads what is there."""
    if select([], [output], [], 0)[1]:
        os.write(output, line)


class Journal:
    """Note the answers of an application.

    Parameters
    ----------
    application : the WSGI application inside.
    measures : where to count them.
    write : takes a line, by default to standard output, at once.
    """

    def __init__(
        self,
        application: Callable,
        measures: Measures,
        write: Callable[[bytes], object] = to_output,
    ):
        self.application, self.measures, self.write = application, measures, write

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        began = perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        named = IDENTITY.fullmatch(given)
        identity = given if named else token_hex(8)
        status = ""

        def start(said: str, headers: list[tuple[str, str]], exc_info=None):
            nonlocal status
            status = said[:3]
            if named or status >= "500":  # what a reader can quote; the same answer else
                headers = [*headers, ("X-Request-Id", identity)]
            return start_response(said, headers, exc_info)

        parts = self.application(environ, start)
        if not isinstance(parts, list):
            whole = b"".join(parts)
            getattr(parts, "close", lambda: None)()
            parts = [whole]
        if environ.get("PATH_INFO", "") != SILENT:
            self.note(status, sum(map(len, parts)), perf_counter() - began, environ, identity)
        return parts

    def note(
        self, status: str, size: int, seconds: float, environ: dict, identity: str = ""
    ) -> None:
        """Note an answer: its status, its bytes, its time; what could not be read has no environment."""
        route, source = environ.get(ROUTE, ""), environ.get(SOURCE, "")
        method = environ.get("REQUEST_METHOD", "")
        method = method if method in METHODS else "?"
        self.measures.count(route, method, status, source, seconds)
        line = {
            "time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            "method": method,
            "route": route,
            "path": environ.get("PATH_INFO", "")[:LONGEST_PATH],
            "status": int(status),
            "bytes": size,
            "ms": round(1000 * seconds, 2),
            "source": source,
            "id": identity or token_hex(8),
        }
        with suppress(OSError):  # a full disk, a reader gone: the answer matters more
            self.write(json.dumps(line).encode() + b"\n")
