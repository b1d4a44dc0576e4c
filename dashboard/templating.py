"""The templates of what is written without Dash: SVG, frames, pages; escaped, and valid as XML."""

import re
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from .french import number, signs
from .markup import in_french

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    made.filters["francais"] = lambda text: Markup(in_french(readable(text)))
    return made
