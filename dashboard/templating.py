"""The templates of what is written without Dash: SVG, frames, pages; escaped, and valid as XML.

What a reader meets is typeset as French is and its abbreviations explained, code left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from jinja2.ext import Extension
from jinja2.runtime import Macro
from markupsafe import Markup

from . import theme
from .cells import is_url
from .french import at, breakable, number, signs, typeset
from .vocabulary import ABBREVIATIONS

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Where a template of prose is broken in lines: beside a tag, where nothing is meant by it, or between words.
BESIDE_TAG = re.compile(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<|{%)|(?<=%})\s*\n\s*|(?<=}})\s*\n\s*(?={{)")
BETWEEN_WORDS = re.compile(r"\s*\n\s*")
KEPT = "(?:code|abbr|textarea)"
TAG = re.compile(rf"(<{KEPT}.*?</{KEPT}>|<[^>]*>)", re.S)  # or what stays as it is
SHORT = re.compile(rf"(?<![\w/-])(?:{'|'.join(ABBREVIATIONS)})(?![\w-])")
LINK = re.compile(r"<a\b.*?</a>", re.S)
WORD = re.compile(r"[^\s-]+")
LONGEST_WORD = 14  # characters: a longer one is broken on a narrow screen


@dataclass(frozen=True)
class Document:
    """A page of text: title, description, body in HTML already escaped.

    `scripted`: its buttons need the script that copies and shares.
    """

    title: str
    description: str
    content: str
    indexed: bool = True
    scripted: bool = False


@lru_cache(maxsize=16384)
def in_french(text: str) -> str:
    """Return the HTML of a text: typeset, escaped, what its abbreviations stand for beside them."""
    return SHORT.sub(
        lambda found: f'<abbr title="{escape(ABBREVIATIONS[found[0]])}">{found[0]}</abbr>',
        escape(typeset(text), quote=False),
    )


def lettered(written: str) -> str:
    """Keep the letters of abbreviations in the names of links: Firefox takes the title of an `abbr` for name there."""
    if "<abbr" not in written:
        return written
    return LINK.sub(
        lambda link: link[0].replace("<abbr ", "<span ").replace("</abbr>", "</span>"), written
    )


def readable(value):
    """Replace the characters that XML forbids in what a template writes, and set the signs of names."""
    if type(value) is not str:
        return value
    return signs(value if value.isprintable() else NOT_XML.sub("\ufffd", value))


def columns(rows: Sequence[Sequence], heads: Sequence[str]) -> list[tuple[str, str]]:
    """Return the head of each column of a table, and as CSS the width of the longest word of its texts.

    Up to a limit, and all together never wider than a window, whatever the size of the type.
    """
    letters = []
    for column in zip(heads, *rows, strict=True):
        words = WORD.findall(" ".join(text for text in column if type(text) is str))
        letters.append(3 + min(LONGEST_WORD, max(map(len, words))))
    shares = [f"min({each}ch, {90 * each // sum(letters)}vw)" for each in letters]
    return list(zip(heads, shares, strict=True))


@lru_cache(maxsize=8192)  # 0.7 kB each
def once(macro: Macro, *given) -> Markup:
    """Write a macro, imported from another template, once for what it is given: many views share such parts."""
    return macro(*given)


@lru_cache(maxsize=1)
def templates() -> Environment:
    """Return the templates, which escape all that they are given."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=readable,
        auto_reload=False,
    )
    made.globals["theme"] = theme
    made.globals["once"] = once
    made.filters["nombre"] = number
    made.filters["lieu"] = at
    made.filters["lien"] = lambda view: view.to_search() or "./"
    made.filters["teinte"] = lambda colour: f"var(--{theme.name(colour)})"
    made.filters["typeset"] = typeset
    made.filters["cesure"] = breakable
    made.filters["code"] = lambda text: Markup(escape(text, quote=False))
    made.filters["colonnes"] = columns
    made.tests["url"] = lambda given: isinstance(given, str) and is_url(given)
    made.filters["francais"] = lambda text: Markup(in_french(readable(text)))
    return made


class Prose(Extension):
    """Templates of prose, whose lines are broken as an author likes."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return BETWEEN_WORDS.sub(" ", BESIDE_TAG.sub("", source.strip()))


@lru_cache(maxsize=1)
def proses() -> Environment:
    """Return the templates of prose: the same, without the line breaks of their author."""
    return templates().overlay(extensions=[Prose])


def written(name: str, **values) -> Markup:
    """Write a template as it is: a drawing, a frame, a style sheet."""
    return Markup(templates().get_template(name).render(values))


def fragment(name: str, *words: dict, **values) -> Markup:
    """Write a part of a page from its template, which sets its own words as French is printed."""
    return Markup(lettered(proses().get_template(name).render(*words, **values)))


def prose(name: str, **values) -> Markup:
    """Write a page of text from its template, typed with plain spaces and set here as French is printed."""
    parts = TAG.split(proses().get_template(name).render(values))
    parts[::2] = [in_french(unescape(text)) for text in parts[::2]]
    return Markup(lettered("".join(parts)))


def source(name: str) -> str:
    """Return the text of a template that something else fills."""
    return templates().loader.get_source(templates(), name)[0]
