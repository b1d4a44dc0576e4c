"""oEmbed (https://oembed.com, version 1.0): a link to a view becomes the code of its frame; sends nothing."""

import json
from dataclasses import replace
from urllib.parse import SplitResult, urlsplit
from xml.sax.saxutils import escape

from .canonical import without
from .data import Dataset
from .display import NARROWEST_PX, Display
from .framing import code
from .french import quoted
from .query import InvalidSelection, shown
from .selection import Selection
from .sharing import view_card
from .summary import SITE
from .templating import readable

FORMATS = {"json": "application/json", "xml": "text/xml"}
PORTS = {"http": 80, "https": 443}  # those that an address need not say
KEPT_S = 86_400  # how long a consumer may keep an answer


class OembedError(Exception):
    """A request without an answer: its HTTP status and a message in French."""

    def __init__(self, status: int, message: str):
        self.status = status
        super().__init__(message)


def read_bound(params: dict[str, str], name: str) -> int | None:
    """Read `maxwidth` or `maxheight`, a whole number of pixels."""
    text = params.get(name)
    if text is None:
        return None
    if text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 9:
        return int(text)
    raise OembedError(
        400, f"{name}\u202f: un nombre entier de pixels est attendu, et non {quoted(shown(text))}."
    )


def width_of(display: Display, widest: int | None) -> int:
    """Return the width of a frame within `maxwidth`; one that none of its widths keeps to is refused."""
    if widest is not None and widest < NARROWEST_PX:
        raise OembedError(
            400,
            f"maxwidth\u202f: {NARROWEST_PX}\u00a0pixels au moins sont attendus, et non "
            f"{quoted(str(widest))}\u202f: aucune vue ne tient dans un cadre plus étroit.",
        )
    return min(display.width_px, widest or display.width_px)


def answer(dataset: Dataset, params: dict[str, str], root: str) -> dict:
    """Answer a request about a link.

    Parameters
    ----------
    params : `url`, and if need be `maxwidth`, `maxheight`, `format`.
    root : the site's public address, with its last slash.

    Raises
    ------
    OembedError
        400 for a malformed request, 404 for a link that is not one of ours, 501 for another format.
    """
    wanted = params.get("format", "json")
    if wanted not in FORMATS:
        raise OembedError(
            501,
            f"format\u202f: {quoted(shown(wanted))} n’est pas proposé. Formats\u202f: {', '.join(FORMATS)}.",
        )
    if not params.get("url"):
        raise OembedError(400, "url\u202f: l’adresse d’une vue est attendue.")
    selection, display = view_of(dataset, params["url"], root)
    widest, tallest = read_bound(params, "maxwidth"), read_bound(params, "maxheight")
    fitted = replace(display, width_px=width_of(display, widest))
    written = code(dataset, selection, fitted, root, tallest)
    card = view_card(dataset, selection, root)
    return {
        "version": "1.0",
        "type": "rich",
        "title": card.title,
        "provider_name": SITE,
        "provider_url": root,
        "cache_age": KEPT_S,
        "html": written.frame,
        "width": written.width,
        "height": written.height,
    }


def view_of(dataset: Dataset, url: str, root: str) -> tuple[Selection, Display]:
    """Read the view that a link leads to."""
    ours = urlsplit(root)
    try:
        given = urlsplit(url if url.isprintable() else "")
        same = given.scheme in PORTS and door(given) == door(ours)
    except ValueError:  # such as « http://[ », or « http://a:b »
        given, same = urlsplit(""), False
    path = f"{given.path}/" if f"{given.path}/" == ours.path else given.path
    place = path.removeprefix(ours.path) if path.startswith(ours.path) else None
    if not same or place not in ("", "embed"):
        raise OembedError(
            404, f"url\u202f: {quoted(shown(url))} n’est pas l’adresse d’une vue de {root}."
        )
    options = Display.NAMES[:3] if place == "embed" else ()
    try:
        selection, params = dataset.read(without(given.query), options)
        return selection, Display.from_params(params)
    except InvalidSelection as error:
        raise OembedError(400, f"url\u202f: {error}") from error


def door(address: SplitResult) -> tuple[str | None, str | None, int | None]:
    """Read which server an address names, however it is written (RFC 3986, section 6.2.3), and as whom.

    The scheme is left out: a proxy in front may speak another one.
    """
    port = None if address.port == PORTS[address.scheme] else address.port
    return address.username, address.hostname, port


def written(content: dict, wanted: str) -> str:
    """Write an answer as JSON or as XML."""
    if wanted == "xml":
        fields = "".join(
            f"<{name}>{escape(readable(str(value)))}</{name}>" for name, value in content.items()
        )
        return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{fields}</oembed>'
    return json.dumps(content, ensure_ascii=False)
