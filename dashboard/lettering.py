"""The names and figures written on the map, and where: plain text, the same on screen and on paper."""

from dataclasses import dataclass
from functools import lru_cache

from . import captions, french
from .choropleth import values
from .coverage import territory_rows
from .data import Dataset
from .geography import Composition
from .selection import Selection
from .sheet import labels, sheet
from .vocabulary import DROM, Level


@dataclass(frozen=True)
class Label:
    """A name in lines and the figure under it; either may be missing.

    `x`, `y` are the middle of a label of the mainland, in kilometres of its projection, and for an
    inset the middle of the lower edge, or the upper left corner, of its box (shares of the sheet).
    """

    x: float
    y: float
    name: tuple[str, ...]
    figure: str = ""


@lru_cache(maxsize=256)
def mainland_labels(
    dataset: Dataset, selection: Selection, composition: Composition
) -> tuple[Label, ...]:
    """Print the figure of each territory of the mainland, under its name where it fits."""
    rows = territory_rows(dataset, selection)
    numbers = values(dataset, selection)
    return tuple(
        Label(
            float(round(x, 1)),
            float(round(y, 1)),
            name,
            captions.figure(rows[code], numbers[code], selection, composition.named)
            if selection.concerns(rows[code]["code_region"])
            else "",
        )
        for code, x, y, name in labels(dataset, composition, selection.level)
    )


@lru_cache(maxsize=256)
def inset_labels(
    dataset: Dataset, selection: Selection, composition: Composition
) -> dict[str, Label]:
    """Name each inset by the key of its frame: a DROM with its figure, a region with how much it grew."""
    region_view = selection.but(level=Level.region)
    rows = territory_rows(dataset, region_view)
    numbers = values(dataset, region_view)
    mainland, *insets = sheet(dataset, composition).values()
    found = {}
    for panel in insets:
        (code,) = panel.frame.regions
        left, bottom, right, top = panel.box
        name = rows[code]["nom"]
        if code not in DROM:
            zoom = french.number(mainland.km_per_px / panel.km_per_px, 1)
            found[panel.frame.key] = Label(left, top, (f"{name} ×{zoom}",))
            continue
        figure = captions.figure(rows[code], numbers[code], region_view, composition.named)
        said = figure if selection.concerns(code) else ""
        found[panel.frame.key] = Label((left + right) / 2, bottom, (name,), said)
    return found
