"""The people beyond the radius and the towns of a scenario, in pixels of a composition."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .blanks import blanks, trials
from .data import Dataset
from .geography import Composition, Panel
from .selection import Selection
from .sheet import sheet
from .vocabulary import Indicator


@dataclass(frozen=True)
class Spot:
    """People beyond the radius as drawn, in pixels; whether the scenario brings them within."""

    x: float
    y: float
    r: float
    gained: bool


def on_plate(panel: Panel, x, y) -> tuple:
    """Return where points of a frame, in kilometres, stand in pixels, to a tenth: x and y.

    Parameters
    ----------
    x, y : floats for one point; arrays for several, which are then returned as lists.
    """
    return tuple(np.round(axis, 1).tolist() for axis in panel.px(x, y))


def people(dataset: Dataset, selection: Selection, composition: Composition) -> tuple[Spot, ...]:
    """Place the people beyond the radius, when it shades the map; those gained come last."""
    if selection.indicator is not Indicator.population:
        return ()
    panels = sheet(dataset, composition)
    found: list[Spot] = []
    for key, rows in blanks(dataset, selection, composition).items():
        x, y = on_plate(panels[key], rows["x"].to_numpy(), rows["y"].to_numpy())
        radii = [round(size / 2, 1) for size in rows["size_px"].tolist()]
        found += map(Spot, x, y, radii, rows["gained"].tolist())
    return tuple(sorted(found, key=lambda spot: spot.gained))


def stakes(
    dataset: Dataset, selection: Selection, composition: Composition
) -> tuple[tuple[float, float, str], ...]:
    """Place the towns of the scenario in every frame that shows them, each with its name."""
    panels = sheet(dataset, composition)
    found = trials(dataset, selection) if selection.essai else {}
    return tuple(
        (*on_plate(panels[key], row.x, row.y), row.nom)
        for key, rows in found.items()
        if key in panels
        for row in rows.itertuples()
    )


def joined(spots: Iterable[Spot]) -> dict[tuple[float, bool], str]:
    """Join the dots of one diameter in a path that a round line end draws, by diameter and `gained`.

    To the pixel, from west to east, each placed from the one before: a fifth less to send.
    """
    points: dict[tuple[float, bool], list[tuple[int, int]]] = {}
    for spot in spots:
        points.setdefault((round(2 * spot.r, 1), spot.gained), []).append(
            (round(spot.x), round(spot.y))
        )
    paths = {}
    for kind, places in points.items():
        places.sort()
        steps = zip(places, [(0, 0), *places], strict=False)
        paths[kind] = "".join(f"m{x - x0} {y - y0}h0" for (x, y), (x0, y0) in steps)
    return paths
