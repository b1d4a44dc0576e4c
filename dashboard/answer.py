"""An answer that is kept: its headers, its body compressed, and the forms in which it was asked for."""

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256

import brotli
from werkzeug.http import parse_accept_header

CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
    "identity": bytes,
}
LEFT_OUT = {"content-length", "content-encoding", "etag", "vary", "accept-ranges", "last-modified"}
DENSE = ("application/pdf", "image/png", "font/", "image/x-icon")


@lru_cache(maxsize=256)
def coding(accepted: str) -> str:
    """Choose how to compress from an Accept-Encoding header: as it prefers, else as small as can be."""
    weights = {name.lower(): quality for name, quality in parse_accept_header(accepted)}
    best = max(CODINGS, key=lambda name: weights.get(name, 0))
    return best if weights.get(best, 0) > 0 else "identity"


@dataclass
class Answer:
    """An answer of status 200, compressed, and the forms in which it was asked for so far."""

    headers: list[tuple[str, str]]
    packed: bytes  # by Brotli, unless it is dense already
    tag: str
    route: str = ""
    forms: dict[str, tuple[bytes, list[tuple[str, str]]]] = field(default_factory=dict)
    counted: int = 0  # of `size`, by those who keep it

    @classmethod
    def of(
        cls,
        headers: list[tuple[str, str]],
        body: bytes,
        version: str,
        route: str,
        compressed: Mapping[str, bytes],
    ) -> "Answer":
        """Make an answer of what the application inside said; `compressed`: as `Answers` takes it."""
        kept = [(name, value) for name, value in headers if name.lower() not in LEFT_OUT]
        checksum = sha256(body).hexdigest()
        packed = body if dense(kept) else compressed.get(checksum) or CODINGS["br"](body)
        return cls(kept, packed, f"{version}-{checksum[:16]}", route)

    @classmethod
    def read(cls, written: bytes) -> "Answer":
        """Read an answer as another process wrote it."""
        said, _, packed = written.partition(b"\n")
        headers, tag, route = json.loads(said)
        return cls([(name, value) for name, value in headers], packed, tag, route)

    def written(self) -> bytes:
        """Write the answer for another process."""
        return json.dumps([self.headers, self.tag, self.route]).encode() + b"\n" + self.packed

    @property
    def size(self) -> int:
        """Count the bytes of its bodies: what its form for those who do not take Brotli adds to the first."""
        other = self.forms.get("gzip")
        return len(self.packed) + (0 if other is None or self.dense else len(other[0]))

    @cached_property
    def dense(self) -> bool:
        """Whether the answer is compressed by its own format."""
        return dense(self.headers)

    def form(self, name: str) -> tuple[bytes, list[tuple[str, str]]]:
        """Return the body compressed as asked, and the headers that go with it.

        What is asked for uncompressed is not kept with the rest: it would take five times the room.
        """
        if name not in self.forms:
            body = self.packed
            if name != "br" and not self.dense:
                body = CODINGS[name](unpacked(body))
            headers = [
                *self.headers,
                ("Accept-Ranges", "bytes"),
                ("ETag", f'"{self.tag}-{name}"'),
                ("Content-Length", str(len(body))),
            ]
            if not self.dense:  # it has one form for all
                headers.append(("Vary", "Accept-Encoding"))
            if name != "identity":
                headers.append(("Content-Encoding", name))
            if name == "identity" and not self.dense:
                return body, headers
            self.forms[name] = body, headers
        return self.forms[name]


@lru_cache(maxsize=32)
def unpacked(packed: bytes) -> bytes:
    """Return a body uncompressed; the last ones asked for so are kept."""
    return brotli.decompress(packed)


def dense(headers: list[tuple[str, str]]) -> bool:
    """Whether an answer is compressed by its own format."""
    return any(n.lower() == "content-type" and v.startswith(DENSE) for n, v in headers)
