"""A view as a page: PDF, PNG or SVG, set with Typst from a folio; bytes out, nothing else opened.

Values reach Typst as JSON, as data: none is ever read as markup. Only the fonts of the project are
known to it, and a page holds no date but that of the data: the same request gives the same bytes.
"""

import json
import re
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from html import escape

from .coverage import last_published
from .data import Dataset
from .folio import Block, Folio, Shape, Words
from .formats import Printout
from .french import plain
from .imposition import impose
from .inks import Inks
from .job import Job
from .pressroom import Press, Stopped, pressroom
from .selection import Selection
from .summary import SITE
from .typesetting import FAMILY, STYLES, settable

AUTHOR = "Afdet"
LONGEST_NAME = 80
HEADER = 33  # bytes of a PNG before its second chunk
TYPES = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}


def printed(dataset: Dataset, selection: Selection, printout: Printout, url: str = "") -> bytes:
    """Print a view.

    Parameters
    ----------
    url : public address of the live view, written on the page and in its QR code.

    Raises
    ------
    TooBusy
        When the press fails, or takes too long.
    BrokenPress
        When the template or a font is broken.
    """
    job, when = Job(dataset, selection, printout, url), state(dataset)
    folio = impose(job)
    page = written(sheet_of(folio, job.inks, when))
    content = pressroom().set(page, printout.kind, job.form.dpi, int(when.timestamp()))
    match printout.kind:
        case "png":
            return with_resolution(content, job.form.dpi)
        case "svg":
            return with_words(content, folio, job.form.screen)
        case _:
            return with_bleed(content, folio.bleed / 2) if folio.bleed else content


def proof() -> Callable[[], None]:
    """Start to print a page that uses all the template and every font: what is broken shows at start.

    Returns
    -------
    Waits for the page, and raises `BrokenPress` if there is none. Nothing is left of it afterwards.
    """
    words = [Words(1, 10, "Épreuve", 6, weight) for weight in STYLES]
    area = Shape(([(0, 0), (9, 0), (9, 9)],), "#000000", "#999999", 0.3)
    made = Folio(90, 60, 0, "#ffffff", "Épreuve", "Épreuve", "")
    made.map, made.rest = (
        Block(9, [area], words),
        Block(9, [area], [replace(words[0], role="titre")]),
    )
    press = Press()
    page = written(sheet_of(made, Inks(), datetime(1970, 1, 1, tzinfo=UTC)))
    with suppress(Stopped):  # `prove` says so
        press.send(page, "pdf", 72, 0)
    return press.prove


def written(page: dict) -> bytes:
    """Write a sheet as the press reads it."""
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode()


def sheet_of(folio: Folio, inks: Inks, when: datetime) -> dict:
    """Write a folio as the template reads it."""
    heads = [words for words in folio.rest.words if words.role == "titre"]
    others = [words for words in folio.rest.words if words.role != "titre"]
    return {
        "title": settable(folio.title),
        "author": AUTHOR,
        "alternative": settable(folio.alternative),
        "keywords": [SITE],
        "date": [when.year, when.month, when.day],
        "font": FAMILY,
        "width": folio.width,
        "height": folio.height,
        "bleed": folio.bleed,
        "paper": inks.of(folio.paper),
        "under": [shape(each, inks) for each in folio.under],
        "heading": [line(each, inks) for each in heads],
        "map": {
            "shapes": [shape(each, inks) for each in folio.map.shapes],
            "words": [line(each, inks) for each in folio.map.words],
        },
        "shapes": [shape(each, inks) for each in folio.rest.shapes],
        "words": [line(each, inks) for each in others],
    }


def shape(made: Shape, inks: Inks) -> dict:
    """Write a shape as the template reads it."""
    return {
        "f": inks.of(made.fill) if made.fill else None,
        "s": inks.of(made.stroke) if made.stroke else None,
        "w": round(made.line, 3),
        "c": made.closed,
        "r": [[[round(x, 2), round(y, 2)] for x, y in ring] for ring in made.rings],
    }


def line(made: Words, inks: Inks) -> dict:
    """Write a line of text as the template reads it."""
    return {
        "x": round(made.x, 2),
        "y": round(made.y, 2),
        "t": settable(made.text),
        "z": round(made.size, 3),
        "w": made.weight,
        "c": inks.of(made.colour),
    }


@lru_cache(maxsize=8)
def state(dataset: Dataset) -> datetime:
    """Return the day of the last national count, which dates every page: never the clock."""
    last = last_published(dataset)
    year, month, day, *_ = (*map(int, (last[0] if last else "1970").split("-")), 1, 1)
    return datetime(year, month, day, 12, tzinfo=UTC)


def file_name(dataset: Dataset, selection: Selection, printout: Printout) -> str:
    """Name the file of a view: « cmq-2017-06-tourisme-bretagne-demi-page-gris.pdf ».

    A view that is long to name is cut, and a digest then tells it from others; how it is printed is not.
    """
    regions = dataset.regions["region"]
    parts = ["cmq", f"{state(dataset):%Y-%m}"]
    params = selection.pictured.to_params()
    for name, value in params.items():
        match name:
            case "region":
                parts += [regions.get(code, code) for code in value.split(",")]
            case "filiere" | "preuve" | "niveau" | "indicateur" | "vue" | "campus":
                parts += value.split(",")
            case _:
                parts.append(f"{name}-{value}")
    view, how = slug(*parts), slug(*manner(printout))
    if len(view) + len(how) >= LONGEST_NAME:  # with the hyphen between them
        digest = sha256(json.dumps(params).encode()).hexdigest()[:6]
        room = LONGEST_NAME - len(how) - len(digest) - 2
        view = f"{view[:room].rpartition('-')[0]}-{digest}"
    return f"{'-'.join(filter(None, (view, how)))}.{printout.kind}"


def manner(printout: Printout) -> list[str]:
    """Name what a printout has that is not usual for its kind of file."""
    usual = Printout.from_params(printout.kind, {})
    named = {
        printout.format.name: (printout.name, printout.width) != (usual.name, usual.width),
        printout.theme: printout.theme is not usual.theme,
        "cmjn": printout.process and printout.kind == "pdf",
        "sans-titre": not printout.titled,
        "sans-legende": not printout.keyed,
    }
    return [word for word, said in named.items() if said]


def slug(*parts: str) -> str:
    """Join words as a part of a name of file: letters without accents, digits, hyphens."""
    return re.sub("[^a-z0-9]+", "-", plain(" ".join(parts))).strip("-")


def with_resolution(png: bytes, dpi: int) -> bytes:
    """Write the resolution of a picture in it (PNG specification, « pHYs »), after its first chunk."""
    per_metre = round(dpi / 0.0254)
    chunk = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    written = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:HEADER] + written + png[HEADER:]


def with_words(svg: bytes, folio: Folio, screen: bool) -> bytes:
    """Say in a drawing what it is, in French, as that of the page does; its size on a screen is in pixels."""
    words = settable(folio.title), settable(folio.alternative)
    title, description = (escape(each, quote=False) for each in words)
    root, rest = svg.decode().split(">", 1)
    if screen:
        root = re.sub(r'(?<=\d)pt"', 'px"', root)
    named = 'role="img" lang="fr" aria-labelledby="titre" aria-describedby="description"'
    said = f'<title id="titre">{title}</title><desc id="description">{description}</desc>'
    return f"{root} {named}>{said}{rest}".encode()


def with_bleed(pdf: bytes, bleed: float) -> bytes:
    """Write in a page how far its ground runs beyond its trim, in points: Typst gives its trim only.

    The page is written anew at the end of the file, which its table then names (ISO 32000-1, 7.5.6).
    """
    page = re.search(rb"(\d+) 0 obj\n(<</Type/Page/[^\n]*)/TrimBox\[([^]]*)\]", pdf)
    end = pdf.index(b"\nendobj", page.end())
    trim = [float(side) for side in page[3].split()]
    ways = (-bleed, -bleed, bleed, bleed)
    box = " ".join(f"{side + way:.3f}" for side, way in zip(trim, ways, strict=True)).encode()
    update = b"%s 0 obj\n%s/BleedBox[%s]%s" % (page[1], page[2], box, pdf[page.end(2) : end])
    update = b"\n%s\nendobj\n" % update
    trailer, table = re.search(
        rb"trailer\n<<(.*)>>\nstartxref\n(\d+)\n%%EOF\s*$", pdf, re.S
    ).groups()
    entry = b"xref\n%s 1\n%010d 00000 n\r\n" % (page[1], len(pdf) + 1)
    last = b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
    return pdf + update + entry + last % (trailer, table, len(pdf) + len(update))
