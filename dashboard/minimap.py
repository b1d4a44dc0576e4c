"""A view as a small still map, alone: two of them stand side by side on one scale; opens no file."""

from functools import lru_cache

from markupsafe import Markup

from . import theme
from .data import Dataset
from .drawing import definitions, map_svg
from .geography import NARROW
from .plate import plate
from .selection import Selection

WIDTH = NARROW.width_px
HEIGHT = round(WIDTH / NARROW.ratio)


@lru_cache(maxsize=64)
def small_map(dataset: Dataset, selection: Selection, beside: Selection) -> Markup:
    """Draw a selection as an SVG document of fixed size, with the classes that it shares with another.

    The same map as everywhere, without title nor key; nothing is asked of another file, nothing runs.
    """
    drawn = map_svg(plate(dataset, selection, NARROW, beside=beside))
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" '
        'font-family="{2}">'
    ).format(WIDTH, HEIGHT, theme.FONT)
    return opening + definitions(dataset, selection.level) + drawn + Markup("</svg>")
