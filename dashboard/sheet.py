"""The composed sheet of a dataset, computed once: frames, marks and the places of its labels."""

from functools import lru_cache

import pandas as pd

from .data import Dataset
from .geography import MAINLAND, Composition, Ground, Panel, compose, grounds
from .labelling import box_km, lines, place
from .vocabulary import Level

WIDEST_FIGURE = "11 sur 13"


@lru_cache(maxsize=24)
def sheet(dataset: Dataset, composition: Composition) -> dict[str, Panel]:
    """Compose the sheet of a dataset: panels by key of frame, the mainland first."""
    return compose(projected(dataset), composition)


@lru_cache(maxsize=4)
def projected(dataset: Dataset) -> list[Ground]:
    """Project the territories and the campuses once for all compositions."""
    return grounds(dataset.campuses, dataset.regions, dataset.academies)


@lru_cache(maxsize=48)
def labels(dataset: Dataset, composition: Composition, level: Level) -> pd.DataFrame:
    """Place the labels of the mainland's territories.

    Returns
    -------
    Index code; `x`, `y` in kilometres of the mainland's projection, `lines` (tuple): the name in one
    or two lines, empty where only the figure fits.
    """
    panel = sheet(dataset, composition).get(MAINLAND.key)
    if panel is None:
        return pd.DataFrame(columns=["x", "y", "lines"])
    outlines = panel.outlines[level].geometry
    named = dict.fromkeys(outlines.index, ())
    if composition.named and level is Level.region:
        named = {code: tuple(lines(dataset.regions["region"][code])) for code in outlines.index}

    def placed() -> pd.DataFrame:
        texts = {
            code: [*name, WIDEST_FIGURE if composition.named else "11/13"]
            for code, name in named.items()
        }
        boxes = {code: box_km(text, panel.km_per_px) for code, text in texts.items()}
        return place(outlines, boxes, panel.points, composition.mark_px * panel.km_per_px)

    found = placed()
    if any(named.values()):
        named |= dict.fromkeys(found.index[~found["fits"].astype(bool)], ())
        found = placed()
    found = found.assign(lines=[named[code] for code in found.index])
    if level is Level.academie:  # those of Paris are too small for three figures
        found = found[found["fits"].astype(bool)]
    return found[["x", "y", "lines"]]
