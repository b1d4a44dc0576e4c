"""Small still maps on one scale: the picture, the key that two of them share."""

from urllib.parse import quote

from markupsafe import Markup

from .. import theme
from ..data import Dataset
from ..drawing import SMALL_PX, small_map
from ..legend import spots
from ..markup import html
from ..selection import Selection

SVG = Markup("data:image/svg+xml,")
SAFE = "!$&'()*+,-./:;=?@_~"  # of what a data address may hold; the rest is escaped


def picture(dataset: Dataset, selection: Selection, beside: Selection) -> dict:
    """Draw a selection as a small map, on the scale of another: its `address`, `width` and `height` in pixels."""
    drawn = quote(small_map(dataset, selection, beside), safe=SAFE)
    width, height = SMALL_PX
    return {"address": SVG + drawn, "width": width, "height": height}


def dots(selection: Selection) -> list:
    """Say what the dots of people are, and what a scenario adds to them."""
    return [html.Li([dot(kind), words]) for kind, words in spots(selection).items()]


def dot(kind: str):
    """Draw the dot of people, far or gained, or the sign of a town on trial."""
    if kind == "essai":
        line = {"fill": "none", "stroke": "var(--accent)", "stroke-width": 2}
        drawn = [html.Path(d="M0-6v12M-6 0h12", **line), html.Circle(r=6, **line)]
    else:
        colour = f"var(--{'accent' if kind == 'gagne' else 'hors-portee'})"
        drawn = html.Circle(r=6, fill=colour, **{"fill-opacity": theme.BLANK_OPACITY})
    return html.Svg(drawn, className="case", viewBox="-13 -8 26 16", **{"aria-hidden": "true"})
