"""Write a tree of components as HTML text, for readers without script and for the first paint.

Only elements of HTML are written; what needs the browser's script (graph, store, address) is left
out. Texts and attributes are escaped, but for text that says it is HTML already (`Markup`, as the
drawing of the map is); `href` is written as it is given, so callers pass safe ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

VOID = {"br", "hr", "img", "input", "meta", "link", "wbr"}
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


def to_html(tree) -> str:
    """Return the HTML of a component, a text, a number, or a list of them."""
    parts: list[str] = []
    write(tree, parts)
    return "".join(parts)


def write(tree, parts: list[str]) -> None:
    """Add the HTML of a tree, piece by piece."""
    if tree is None:
        return
    if isinstance(tree, list | tuple):
        for child in tree:
            write(child, parts)
        return
    if hasattr(tree, "__html__"):
        parts.append(tree.__html__())
        return
    if not hasattr(tree, "to_plotly_json"):
        parts.append(escape(str(tree), quote=False))
        return
    component = tree.to_plotly_json()
    if component["namespace"] != "dash_html_components":
        return
    tag = component["type"].lower()
    props = dict(component["props"])
    children = props.pop("children", None)
    parts.append(f"<{tag}{''.join(attributes(props))}>")
    if tag not in VOID:
        write(children, parts)
        parts.append(f"</{tag}>")


def attributes(props: dict) -> Iterator[str]:
    """Yield the attributes of an element, those without value left out, in one order."""
    for name, value in sorted(props.items()):
        name = NAMES.get(name, name.lower() if not name.startswith(("data-", "aria-")) else name)
        if name == "style":
            value = ";".join(f"{key}:{text}" for key, text in value.items())
        if value is True:
            yield f" {name}"
        elif value is not None and value is not False:
            yield f' {name}="{escape(str(value))}"'
