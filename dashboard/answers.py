"""Whole answers kept in memory: what depends only on its address is made and compressed once.

A WSGI application around another. An answer that the one inside declares cacheable (`Cache-Control:
public`, status 200) is kept, with its compressed forms, and served from then on without running a line
of it: to a visitor, with a strong ETag for each form, or as 304 to one who has it already.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from threading import Lock

import brotli
from werkzeug.http import parse_accept_header, parse_etags

CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
    "identity": bytes,
}
LEFT_OUT = {"content-length", "content-encoding", "etag", "vary"}
DENSE = {"application/pdf", "image/png"}
MOST_BYTES = 32 * 1024 * 1024


@lru_cache(maxsize=256)
def coding(accepted: str) -> str:
    """Choose how to compress from an Accept-Encoding header."""
    weights = {name.lower(): quality for name, quality in parse_accept_header(accepted)}
    wanted = [name for name in CODINGS if weights.get(name, 0) > 0 and name != "identity"]
    return max(wanted, key=lambda name: weights[name]) if wanted else "identity"


@dataclass
class Answer:
    """An answer of status 200, and the forms in which it was asked for so far."""

    headers: list[tuple[str, str]]
    body: bytes
    tag: str
    forms: dict[str, tuple[bytes, list[tuple[str, str]]]] = field(default_factory=dict)

    @property
    def dense(self) -> bool:
        """Whether the answer is compressed by its own format."""
        return any(n.lower() == "content-type" and v in DENSE for n, v in self.headers)

    def form(self, name: str) -> tuple[bytes, list[tuple[str, str]]]:
        """Return the body compressed as asked, and the headers that go with it."""
        if name not in self.forms:
            body = CODINGS[name](self.body)
            headers = [
                *self.headers,
                ("Vary", "Accept-Encoding"),
                ("ETag", f'"{self.tag}-{name}"'),
                ("Content-Length", str(len(body))),
            ]
            if name != "identity":
                headers.append(("Content-Encoding", name))
            self.forms[name] = body, headers
        return self.forms[name]


class Answers:
    """Serve the pure answers of an application from memory; the oldest are forgotten first.

    Parameters
    ----------
    application : the WSGI application inside.
    version : of the data: it begins every ETag.
    pure : says of a path whether its answers depend on nothing but the address.
    """

    def __init__(self, application: Callable, version: str, pure: Callable[[str], bool]):
        self.application, self.version, self.pure = application, version, pure
        self.kept: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self.size = 0
        self.lock = Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        method = environ.get("REQUEST_METHOD")
        if method not in ("GET", "HEAD") or not self.pure(environ.get("PATH_INFO", "")):
            return self.application(environ, start_response)
        key = tuple(
            environ.get(name, "")
            for name in ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "wsgi.url_scheme", "SCRIPT_NAME")
        )
        answer = self.kept.get(key)
        if answer is None:
            status, headers, body = run(self.application, environ)
            if not (status.startswith("200") and cacheable(headers)):
                start_response(status, headers)
                return [] if method == "HEAD" else [body]
            answer = self.keep(key, headers, body)
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        body, headers = answer.form("identity" if answer.dense else coding(accepted))
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and matches(known, answer.tag):
            start_response(
                "304 Not Modified", [h for h in headers if not h[0].startswith("Content-")]
            )
            return []
        start_response("200 OK", headers)
        return [] if method == "HEAD" else [body]

    def keep(self, key: tuple[str, ...], headers: list[tuple[str, str]], body: bytes) -> Answer:
        """Keep an answer, and forget the oldest ones beyond the bound."""
        tag = f"{self.version}-{sha256(body).hexdigest()[:16]}"
        kept = [(name, value) for name, value in headers if name.lower() not in LEFT_OUT]
        answer = Answer(kept, body, tag)
        with self.lock:
            if key in self.kept:  # another thread was quicker
                return self.kept[key]
            self.kept[key] = answer
            self.size += 2 * len(body)  # its compressed forms included
            while self.size > MOST_BYTES:
                _, oldest = self.kept.popitem(last=False)
                self.size -= 2 * len(oldest.body)
        return answer


def run(application: Callable, environ: dict) -> tuple[str, list[tuple[str, str]], bytes]:
    """Ask the application for its whole answer, uncompressed and unconditional."""
    asked = {
        name: value
        for name, value in environ.items()
        if name
        not in (
            "HTTP_ACCEPT_ENCODING",
            "HTTP_IF_NONE_MATCH",
            "HTTP_IF_MODIFIED_SINCE",
            "HTTP_RANGE",
        )
    } | {"REQUEST_METHOD": "GET"}
    found: list = []

    def start(status: str, headers: list[tuple[str, str]], exc_info=None) -> None:
        found[:] = status, headers

    parts = application(asked, start)
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    return found[0], found[1], body


def cacheable(headers: list[tuple[str, str]]) -> bool:
    """Whether an application lets any cache keep its answer."""
    return any(name.lower() == "cache-control" and "public" in value for name, value in headers)


def matches(known: str, tag: str) -> bool:
    """Whether a visitor has an answer already, in any of its forms (RFC 9110, weak comparison)."""
    tags = parse_etags(known)
    return tags.star_tag or any(tags.contains_weak(f"{tag}-{name}") for name in CODINGS)
