"""Small still maps on one scale."""

from urllib.parse import quote

from markupsafe import Markup

from ..data import Dataset
from ..drawing import SMALL_PX, small_map
from ..selection import Selection

SVG = Markup("data:image/svg+xml,")
SAFE = "!$&'()*+,-./:;=?@_~"  # of what a data address may hold; the rest is escaped


def picture(dataset: Dataset, selection: Selection, beside: Selection) -> dict:
    """Draw a selection as a small map, on the scale of another: its `address`, `width` and `height` in pixels."""
    drawn = quote(small_map(dataset, selection, beside), safe=SAFE)
    width, height = SMALL_PX
    return {"address": SVG + drawn, "width": width, "height": height}
