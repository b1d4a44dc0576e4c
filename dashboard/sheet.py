"""The composed sheet of a dataset, computed once: frames, marks and the places of its labels."""

from functools import lru_cache

import numpy as np
import pandas as pd

from .data import Dataset
from .geography import CROWD, MAINLAND, ROUND_PX, Composition, Ground, Panel, compose, grounds
from .labelling import GAP_PX, box_km, lines, place
from .vocabulary import Level

# The widest figures, where names fit and where they do not: of an académie, no count is published.
WIDEST_FIGURES = {Level.region: ("11 sur 13", "11/13"), Level.academie: ("100 % ?", "99 %")}
CROWD_FIGURE = "1234"
FIGURE_INSIDE = 0.7  # of a named figure, in an académie: many are small
LARGEST = 2.2  # radius of the largest round of a crowd, in diameters of a mark


@lru_cache(maxsize=24)
def sheet(dataset: Dataset, composition: Composition) -> dict[str, Panel]:
    """Compose the sheet of a dataset: panels by key of frame, the mainland first."""
    return compose(projected(dataset), composition, crowded(dataset))


@lru_cache(maxsize=4)
def projected(dataset: Dataset) -> list[Ground]:
    """Project the territories and the campuses once for all compositions."""
    return grounds(dataset.campuses, dataset.regions, dataset.academies)


def crowded(dataset: Dataset) -> bool:
    """Whether a dataset has too many campuses for a mark each, whatever is shown of it."""
    return len(dataset.campuses) >= CROWD


@lru_cache(maxsize=24)
def fullest(dataset: Dataset, composition: Composition) -> int:
    """Return how many campuses the fullest cell of a crowd gathers."""
    panels = sheet(dataset, composition).values()
    return max(
        int(panel.points.groupby(["x", "y"]).size().max()) for panel in panels if len(panel.points)
    )


def radius_px(dataset: Dataset, composition: Composition, count: np.ndarray) -> np.ndarray:
    """Return the radii of rounds: their area is proportional to their count, from `ROUND_PX` on."""
    most = LARGEST * composition.mark_px
    return np.maximum(most * (count / fullest(dataset, composition)) ** 0.5, ROUND_PX).round(1)


def proportional_from(dataset: Dataset, composition: Composition) -> int:
    """Return the count from which the area of a round says it; a smaller round holds its number, no less."""
    least = (ROUND_PX / (LARGEST * composition.mark_px)) ** 2
    return int(np.ceil(least * fullest(dataset, composition)))


@lru_cache(maxsize=48)
def labels(
    dataset: Dataset, composition: Composition, level: Level
) -> list[tuple[str, float, float, tuple[str, ...]]]:
    """Place the labels of the mainland's territories.

    Returns
    -------
    Code; x, y in kilometres of the mainland's projection; the name in one or two lines, none where only
    the figure fits.
    """
    panel = sheet(dataset, composition).get(MAINLAND.key)
    if panel is None:
        return []
    outlines = panel.outlines[level].geometry
    named = dict.fromkeys(outlines.index, ())
    if composition.named:
        names = dataset.regions["region"] if level is Level.region else outlines.index.to_series()
        named = {code: tuple(lines(names[code])) for code in outlines.index}

    figure = WIDEST_FIGURES[level][0 if composition.named else 1]
    drawn, reach_px = panel.points[["x", "y"]], composition.mark_px
    if crowded(dataset):  # a figure may cover the edge of a round, not its number
        figure = CROWD_FIGURE
        marks = drawn.groupby(["x", "y"]).size().reset_index(name="count")
        reach_px = 1.3 * radius_px(dataset, composition, marks["count"].to_numpy()[:, None])
    else:
        true = panel.points[["true_x", "true_y"]].set_axis(["x", "y"], axis=1)
        long = np.hypot(*(drawn - true).to_numpy().T) > reach_px * panel.km_per_px
        marks = pd.concat([drawn, true[long], (true[long] + drawn[long]) / 2])  # hair-lines too

    boxes = {
        code: [box_km([*text, figure], panel.km_per_px) for text in dict.fromkeys([name, ()])]
        for code, name in named.items()
    }
    inside = FIGURE_INSIDE if level is Level.academie else 0.0
    km = panel.km_per_px
    found = place(outlines, boxes, marks, reach_px * km, GAP_PX * km, inside)
    named |= dict.fromkeys(found.index[found["box"] > 0], ())
    # The académies of Paris are too small for three figures; a figure over a round would pass for its own.
    if level is Level.academie or crowded(dataset):
        found = found[found["fits"].astype(bool)]
    return [(code, x, y, named[code]) for code, x, y in found[["x", "y"]].itertuples(name=None)]
