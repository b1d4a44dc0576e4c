"""Elements of a page, and how they are written as HTML text.

The parts of the page are plain trees, built and written in a few milliseconds; only the interactive
map is made of Dash components. Texts and attributes are escaped, but for text that says it is HTML
already (`Markup`, as the drawing of the map is), and what a reader meets is typeset as French is and
its abbreviations explained, code left out; `href` is written as it is given, so callers pass safe ones.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from .french import typeset
from .vocabulary import ABBREVIATIONS

VOID = {"br", "hr", "img", "input", "meta", "link", "wbr"}
CODES = {"code", "textarea", "style", "script"}  # hold what is copied or run, not read
BARE = {"abbr", "option"}  # hold no other element
SHORT = re.compile(rf"(?<![\w/-])(?:{'|'.join(ABBREVIATIONS)})(?![\w-])")
LINK = re.compile(r"<a\b.*?</a>", re.S)
SAID = {"alt", "aria-label", "placeholder", "title"}  # attributes that a reader meets
NAMES = {"className": "class", "htmlFor": "for"}


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


@dataclass(frozen=True, slots=True)
class Element:
    """An element of HTML: its name, what it holds (None, a text, a number, an element, a list), its attributes."""

    name: str
    children: object
    attributes: dict

    def __html__(self) -> str:
        return to_html(self)


class Elements:
    """Make elements by their name: `html.A("Méthode", href="methode")`."""

    def __getattr__(self, name: str):
        def make(children=None, **attributes) -> Element:
            return Element(name.lower(), children, attributes)

        setattr(self, name, make)
        return make


html = Elements()


def to_html(tree) -> str:
    """Return the HTML of an element, a text, a number, or a list of them."""
    written: list[str] = []
    write(tree, written.append)
    return lettered("".join(written))


def write(tree, add) -> None:
    """Write a tree piece by piece."""
    if isinstance(tree, Element):
        add(f"<{tree.name}{attributes(tree.attributes)}>")
        if tree.name not in VOID:
            if tree.name in CODES and isinstance(tree.children, str):
                add(escape(tree.children, quote=False))
            elif tree.name in BARE and isinstance(tree.children, str):
                add(escape(typeset(tree.children), quote=False))
            else:
                write(tree.children, add)
            add(f"</{tree.name}>")
    elif isinstance(tree, list | tuple):
        for child in tree:
            write(child, add)
    elif hasattr(tree, "__html__"):
        add(tree.__html__())
    elif tree is not None:
        add(in_french(str(tree)))


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


def attributes(given: dict) -> str:
    """Write the attributes of an element, those without value left out, in one order."""
    written = []
    for name in sorted(given):
        value = given[name]
        if value is None or value is False:
            continue
        if name == "style":
            value = ";".join(f"{key}:{text}" for key, text in value.items())
        if name in SAID:
            value = typeset(str(value))
        name = NAMES.get(name) or (name if name.startswith(("data-", "aria-")) else name.lower())
        written.append(f" {name}" if value is True else f' {name}="{escape(str(value))}"')
    return "".join(written)
