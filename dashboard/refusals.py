"""What is refused before the application sees it, in French: what is not HTTP, or would have to be waited for."""

import re
from http import HTTPStatus

from gunicorn.http import errors
from gunicorn.http.body import ChunkedReader
from gunicorn.http.message import Request

from .headers import HEADERS
from .visitor import MOST_BODY

# What Host may hold: a name or an address, and a port (RFC 3986, section 3.2), as links can be written with.
NAME = re.compile(r"([\w.~-]+|\[[\da-f:.]+\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)
# A target that is a whole address: its name counts, whatever Host says (RFC 9112, section 3.2.2).
ABSOLUTE = re.compile(r"[a-z][a-z\d+.-]*://([^/?#]*)", re.ASCII | re.IGNORECASE)


class NoLength(errors.ParseException):
    """A body that does not say its length."""


class TooLong(errors.ParseException):
    """A body longer than `MOST_BODY`."""


class TooSlow(errors.ParseException):
    """A request begun a while ago, and not whole yet."""


REFUSALS = {
    TooSlow: 408,
    NoLength: 411,
    TooLong: 413,
    errors.LimitRequestLine: 414,
    errors.LimitRequestHeaders: 431,
    errors.UnsupportedTransferCoding: 501,
    errors.InvalidHTTPVersion: 505,
    errors.ExpectationFailed: 417,
    errors.ForbiddenProxyRequest: 403,
    errors.ParseException: 400,
}
SAID = {
    400: "La demande n’a pas pu être lue.",
    408: "La demande n’est pas arrivée à temps.",
    411: "La longueur du corps de la demande n’est pas dite.",
    413: f"La demande est trop longue\u202f: {MOST_BODY // 1024}\u00a0Kio au plus.",
    414: "L’adresse est trop longue.",
    417: "L’en-tête Expect n’est pas accepté\u202f: le corps suit la demande sans attendre.",
    431: "Les en-têtes de la demande sont trop longs.",
    500: "Une erreur est survenue de notre côté.",
    505: "Seuls HTTP/1.0 et HTTP/1.1 sont compris.",
}


def check(req: Request) -> None:
    """Refuse a name that is none (RFC 9112, section 3.2), and a body that did not come with its request.

    What gunicorn reads otherwise than HTTP is set right.

    Raises
    ------
    errors.ParseException
    """
    req.version = min(req.version, (1, 1))  # said in the answer (RFC 9110, section 2.5)
    for name, value in req.headers:
        if name == "CONNECTION" and "close" in re.split(r"[\s,]+", value.lower()):
            req.force_close()
    fields = dict(req.headers)
    if req.version > (1, 0) and not NAME.fullmatch(fields.get("HOST", "?")):
        raise errors.InvalidHeader("HOST")
    if target := ABSOLUTE.match(req.uri):
        if not NAME.fullmatch(target[1]):
            raise errors.InvalidRequestLine(req.uri)
        req.headers = [field for field in req.headers if field[0] != "HOST"]
        req.headers.append(("HOST", target[1]))
    if isinstance(req.body.reader, ChunkedReader):
        raise NoLength
    if req.body.reader.length > MOST_BODY:
        raise TooLong
    if "EXPECT" in fields:
        raise errors.ExpectationFailed("")


def status_of(exc: Exception) -> int:
    """Return the status that says what is wrong: 500 for what is no fault of the visitor."""
    return next((code for kind, code in REFUSALS.items() if isinstance(exc, kind)), 500)


def refusal(status: int) -> tuple[bytes, bytes]:
    """Write the answer of a refusal, with the headers of every answer: its head, its body."""
    body = f"Erreur {status}. {SAID.get(status, SAID[400])}\n".encode()
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": len(body),
        "Cache-Control": "no-store",
        "Connection": "close",
        **HEADERS,
    }
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode(), body
