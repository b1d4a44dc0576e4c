"""The templates of what is written without Dash: SVG, frames, pages; escaped, and valid as XML."""

import re
from functools import lru_cache
from html import escape, unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from jinja2.ext import Extension
from markupsafe import Markup

from .french import number, signs, typeset
from .markup import in_french, lettered
from .theme import name

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Where a template of prose is broken in lines: beside a tag, where nothing is meant by it, or between words.
BESIDE_TAG = re.compile(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<|{%)|(?<=%})\s*\n\s*|(?<=}})\s*\n\s*(?={{)")
BETWEEN_WORDS = re.compile(r"\s*\n\s*")
KEPT = "(?:code|abbr|textarea)"
TAG = re.compile(rf"(<{KEPT}.*?</{KEPT}>|<[^>]*>)", re.S)  # or what stays as it is


def readable(value):
    """Replace the characters that XML forbids in what a template writes, and set the signs of names."""
    return signs(NOT_XML.sub("\ufffd", value)) if type(value) is str else value


@lru_cache(maxsize=1)
def templates() -> Environment:
    """Return the templates, which escape all that they are given."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=readable,
    )
    made.filters["nombre"] = number
    made.filters["lien"] = lambda view: view.to_search() or "./"
    made.filters["teinte"] = lambda colour: f"var(--{name(colour)})"
    made.filters["typeset"] = typeset
    made.filters["code"] = lambda text: Markup(escape(text, quote=False))
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
