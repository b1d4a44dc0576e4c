"""Whole answers kept in memory: what depends only on its address is made and compressed once.

A WSGI application around another. An answer that the one inside declares cacheable (`Cache-Control:
public`, status 200) is kept, with its compressed forms, and served from then on without running a line
of it: to a visitor, with a strong ETag for each form, or as 304 to one who has it already. What another
process has made is taken from the shelf. The others wait for their turn at the gate; beyond it, they are
refused in a word.
"""

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext, suppress
from itertools import chain
from threading import Lock
from time import monotonic, sleep
from types import MappingProxyType

from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.http import parse_etags, parse_range_header
from werkzeug.wrappers import Response

from .answer import Answer, coding
from .gate import Crowded, Gate
from .shelf import Shelf
from .visitor import Visitor

OF_THE_BODY = {"Content-Length", "Content-Type", "Content-Encoding", "Content-Disposition"}
MOST_BYTES = 16 * 1024 * 1024  # compressed: hundreds of views
ANSWER_BYTES = 4096  # what an answer takes beside its bodies and its key: headers, forms, tables
MOST_REFUSALS = 64  # a visitor cannot fill the memory with made-up paths
# Between this application and the one inside, in the WSGI environment.
CROWDED = "dashboard.crowded"  # there is no room: say so
ROUTE = "dashboard.route"  # the pattern that the address followed
SOURCE = "dashboard.source"  # "kept", "made" or "refused"
CONDITIONS = {  # what a visitor asks of an answer, not of its making
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
}
Unkept = tuple[str, list[tuple[str, str]], bytes]  # status, headers, body
LINE = re.compile(rb"(?:GET|HEAD) (\S+) ")
FIELDS = re.compile(rb"\n(host|x-forwarded-proto):([^\n]*)", re.IGNORECASE)
MOST_HEADS = 4 * 1024 * 1024  # bytes of the ways of asking that are remembered: thousands of them
HEAD_BYTES = 1024  # what one takes beside its text
CALM_S = 0.05  # without a request: at more than some tens a second, what is not urgent waits


class Answers:
    """Serve the pure answers of an application from memory; the least asked for are forgotten first.

    Parameters
    ----------
    application : the WSGI application inside.
    version : of the data: it begins every ETag.
    pure : says of a path and a query whether the answer depends on nothing but the address.
    gate : the gate that a path has to pass, if any.
    compressed : by Brotli, what has been so with more time than there is here, by the SHA-256 of its body.
    placed : whether the application knows its own address: what it says is then the same under any name.
    """

    def __init__(
        self,
        application: Callable,
        version: str,
        pure: Callable[[str, str], bool],
        gate: Callable[[str, str], Gate | None] = lambda path, query: None,
        compressed: Mapping[str, bytes] = MappingProxyType({}),
        *,
        placed: bool = False,
    ):
        self.application, self.version = application, version
        self.pure, self.gate, self.compressed = pure, gate, compressed
        self.kept: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self.shelf = Shelf()  # of the processes that serve this very application
        self.refusals: dict[tuple[str, str], tuple[Unkept, str]] = {}  # and its route
        self.heads: dict[tuple, tuple[str, ...]] = {}  # which answer who asks so gets
        self.of_place = () if placed else ("HTTP_HOST", "wsgi.url_scheme")
        self.size = self.heads_size = 0
        self.last, self.ceased = 0.0, False  # when anything was asked for; whether the process ends
        self.lock = Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        method = environ.get("REQUEST_METHOD")
        self.last = monotonic()
        try:
            if method not in ("GET", "HEAD") or not self.pure(path, query):
                return self.passed_on(environ, start_response)
            key = tuple(
                environ.get(name, "") for name in ("PATH_INFO", *self.of_place, "SCRIPT_NAME")
            )
            key += (query,)
            answer = self.known(key, environ) or self.made(key, environ)
        except Crowded:
            answer = self.refused(path, environ)
        if not isinstance(answer, Answer):
            status, headers, body = answer
            start_response(status, headers)
            return [] if method == "HEAD" else [body]
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        body, headers = answer.form("identity" if answer.dense else coding(accepted))
        if answer.size != answer.counted:  # a new form
            self.count(key, answer)
        wanted = environ.get("HTTP_IF_MATCH")
        if wanted and not parse_etags(wanted).contains(dict(headers)["ETag"].strip('"')):
            start_response("412 Precondition Failed", unkept(headers))
            return []
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and parse_etags(known).contains_weak(dict(headers)["ETag"].strip('"')):
            start_response("304 Not Modified", [h for h in headers if h[0] not in OF_THE_BODY])
            return []
        if "HTTP_RANGE" in environ and method == "GET":
            return part(body, headers, environ)(environ, start_response)
        start_response("200 OK", headers)
        return [] if method == "HEAD" else [body]

    def passed_on(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Have what is never kept answered in its turn."""
        gate = self.gate(environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))
        with gate.turn() if gate else nullcontext():
            return self.application(environ, start_response)

    def known(self, key: tuple[str, ...], environ: dict) -> Answer | None:
        """Return an answer that is kept, and note that it was asked for."""
        if answer := self.kept.get(key):
            with suppress(KeyError):  # forgotten meanwhile
                self.kept.move_to_end(key)
        elif written := self.shelf.get(in_bytes(key)):
            answer = self.keep(key, Answer.read(written))
        if answer:
            environ[SOURCE], environ[ROUTE] = "kept", answer.route
            self.remember(environ.get("gunicorn.socket"), key)
        return answer

    def calm(self, views: Gate) -> None:
        """Wait until nobody is at a gate, nor has asked for anything lately; once told to cease, end the thread."""
        while not self.ceased and (views.inside or monotonic() - self.last < CALM_S):
            sleep(CALM_S)
        if self.ceased:
            raise SystemExit

    def cease(self) -> None:
        """Have what is not urgent end at its next step: the process ends too."""
        self.ceased = True

    def remember(self, visitor: Visitor | None, key: tuple[str, ...]) -> None:
        """Remember which answer a visitor asked for, so that the next one need not wait for a thread."""
        head = visitor and signature(visitor.head)
        if not head or self.heads.get(head) == key:
            return
        with self.lock:
            if head not in self.heads:
                said = (head[0], *chain(*head[1:]), *key)
                self.heads_size += HEAD_BYTES + sum(map(len, said))
            if self.heads_size > MOST_HEADS:
                self.heads.clear()
                self.heads_size = 0
                return
            self.heads[head] = key

    def ready(self, head: bytes) -> bool:
        """Whether a request is known, by its head, to be answered from memory, in no time."""
        return self.heads.get(signature(head)) in self.kept

    def made(self, key: tuple[str, ...], environ: dict) -> Answer | Unkept:
        """Have an answer made, by one thread for all who ask for it; keep it if it can be.

        Raises
        ------
        Crowded
        """
        gate = self.gate(environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))
        with gate.alone(key) if gate else nullcontext():
            if answer := self.known(key, environ):  # another thread was quicker
                return answer
            with gate.turn() if gate else nullcontext():
                status, headers, body = run(self.application, environ)
            environ[SOURCE] = "made"
            if status.startswith("200") and cacheable(headers):
                answer = Answer.of(
                    headers, body, self.version, environ.get(ROUTE, ""), self.compressed
                )
                self.shelf.put(in_bytes(key), answer.written())
                return self.keep(key, answer)
            return status, headers, body

    def refused(self, path: str, environ: dict) -> Unkept:
        """Return the answer that says that there is no room, written once for each path and method."""
        environ[SOURCE] = "refused"
        asked = environ["REQUEST_METHOD"], path
        refusal = self.refusals.get(asked)
        if not refusal:
            told = environ | {CROWDED: True}
            refusal = run(self.application, told), told[ROUTE]
            if len(self.refusals) < MOST_REFUSALS:
                self.refusals[asked] = refusal
        answer, environ[ROUTE] = refusal
        return answer

    def keep(self, key: tuple[str, ...], answer: Answer) -> Answer:
        """Keep an answer, and forget the oldest ones beyond the bound."""
        with self.lock:
            if key in self.kept:  # another thread was quicker
                return self.kept[key]
            self.kept[key] = answer
            self.size += weight(key)
        self.count(key, answer)
        return answer

    def count(self, key: tuple[str, ...], answer: Answer) -> None:
        """Count what an answer takes now, if it still is kept, and forget the oldest ones beyond the bound."""
        with self.lock:
            if self.kept.get(key) is not answer:
                return
            size = answer.size
            self.size += size - answer.counted
            answer.counted = size
            while self.size > MOST_BYTES:
                oldest, forgotten = self.kept.popitem(last=False)
                self.size -= weight(oldest) + forgotten.counted


def weight(key: tuple[str, ...]) -> int:
    """Count the bytes that an answer takes beside its bodies."""
    return ANSWER_BYTES + sum(map(len, key))


def signature(head: bytes) -> tuple | None:
    """Read, in the head of a request, all that the key of its answer depends on."""
    line = LINE.match(head)
    return line and (line[1], *sorted(FIELDS.findall(head)))


def in_bytes(key: tuple[str, ...]) -> bytes:
    """Write a key as the shelf takes it."""
    return json.dumps(key).encode()


def part(body: bytes, headers: list[tuple[str, str]], environ: dict) -> Response:
    """Answer a request for a part of an answer (RFC 9110, section 14).

    Several parts at once, or an unknown unit, are answered with the whole, as the RFC allows; so are a
    last part longer than the whole, and a part of what is only alike (a weak `If-Range`).
    """
    response = Response(body, headers=headers)
    wanted = parse_range_header(environ["HTTP_RANGE"])
    weak = environ.get("HTTP_IF_RANGE", "").startswith("W/")
    if weak or wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return response
    if wanted.ranges[0][0] < -len(body):
        return response
    try:
        return response.make_conditional(environ, accept_ranges=True, complete_length=len(body))
    except RequestedRangeNotSatisfiable:
        length = ("Content-Range", f"bytes */{len(body)}")
        return Response(status=416, headers=[*unkept(headers), length])


def unkept(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers of an answer for a refusal of it, which no cache may keep in its place."""
    kept = [h for h in headers if h[0] not in OF_THE_BODY | {"Cache-Control"}]
    return [*kept, ("Cache-Control", "no-store")]


def run(application: Callable, environ: dict) -> Unkept:
    """Ask the application for its whole answer, uncompressed and unconditional."""
    asked = {name: value for name, value in environ.items() if name not in CONDITIONS}
    if asked["REQUEST_METHOD"] == "HEAD":
        asked["REQUEST_METHOD"] = "GET"
    found: list = []

    def start(status: str, headers: list[tuple[str, str]], exc_info=None) -> None:
        found[:] = status, headers

    parts = application(asked, start)
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    environ[ROUTE] = asked.get(ROUTE, "")
    return found[0], found[1], body


def cacheable(headers: list[tuple[str, str]]) -> bool:
    """Whether an application lets any cache keep its answer."""
    return any(name.lower() == "cache-control" and "public" in value for name, value in headers)
