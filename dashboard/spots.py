"""The people beyond the radius, as dots: the « zones blanches »; the towns of a scenario; opens no file.

Places are gathered in square cells of the sheet, each a dot at the centre of its people whose area says
how many they are: a few hundred dots, drawn the same on screen and on paper.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import theme
from .data import Dataset
from .distance import beyond, place_points
from .geography import FRAMES, Composition, Panel, project
from .selection import Selection
from .sheet import sheet
from .vocabulary import Indicator

CELL_PX = 16
PEOPLE_PER_MARK2 = 300_000  # people for the square of a campus's mark
SMALLEST_PX = 1.4
STAKE_PX, AIR_PX = 8, 2  # radius of the largest sign of a town on trial; what it keeps from a mark
TURNS, FURTHEST_PX = 24, 60  # places that a sign tries on each ring; how far it may stand


class Spot(NamedTuple):
    """People beyond the radius as drawn, in pixels; whether the scenario brings them within."""

    x: float
    y: float
    r: float
    gained: bool


Disc = tuple[float, float, float]  # x, y and radius, in pixels


class Stake(NamedTuple):
    """A town of the scenario as drawn, in pixels; where it is, when a mark stands there."""

    x: float
    y: float
    name: str
    true: tuple[float, float] | None


@lru_cache(maxsize=4)
def on_sheet(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Project every place once, in each frame that shows it (index id).

    Returns
    -------
    By key of frame: `x`, `y` in kilometres, `place` (position in the places).
    """
    points = place_points(dataset)
    found = {}
    for frame in FRAMES:
        inside = project(points, frame)
        at = points.index.get_indexer(inside.index)
        xy = {"x": inside.geometry.x, "y": inside.geometry.y, "place": at}
        found[frame.key] = pd.DataFrame(xy, index=inside.index)
    return found


@lru_cache(maxsize=4)
def in_cells(dataset: Dataset, composition: Composition) -> dict[str, dict[str, np.ndarray]]:
    """Put the places of each frame in the cells of a sheet, by key: `x`, `y`, `place` as `on_sheet`, and `cell`."""
    found = {}
    for key, panel in sheet(dataset, composition).items():
        seen = {name: column.to_numpy() for name, column in on_sheet(dataset)[key].items()}
        found[key] = seen | {"cell": cells(seen["x"], seen["y"], CELL_PX * panel.km_per_px)}
    return found


def cells(x: np.ndarray, y: np.ndarray, cell_km: float) -> np.ndarray:
    """Number the square cells that hold some of the points, from 0; return that of each point."""
    across, down = (np.floor(axis / cell_km).astype(np.int64) for axis in (x, y))
    return np.unique(across * (np.ptp(down) + 1 if len(down) else 1) + down, return_inverse=True)[1]


@lru_cache(maxsize=16)  # 0.06 MB each
def blanks(
    dataset: Dataset, selection: Selection, composition: Composition
) -> dict[str, dict[str, np.ndarray]]:
    """Gather the people who live beyond the radius of every campus of a selection.

    Where the reader has chosen regions, those of other regions are left out, but for whom the scenario gains.

    Returns
    -------
    By key of frame, arrays of one value a dot: `x`, `y` (kilometres of the frame), `people`, `size_px`
    (diameter), `gained` (whether the scenario brings those people within the radius); largest dots first.
    """
    before = beyond(dataset, selection.but(essai=frozenset())).to_numpy()
    gained = before & ~beyond(dataset, selection).to_numpy()
    shown = before
    if selection.regions:
        chosen = dataset.places["code_region"].isin(selection.regions).to_numpy()
        shown = gained | (before & chosen)
    people = np.where(shown, dataset.places["population"].to_numpy(float), 0)
    found = {}
    for key, seen in in_cells(dataset, composition).items():
        at, where = seen["place"], (seen["x"], seen["y"], seen["cell"])
        found[key] = gathered(*where, people[at], gained[at], composition.mark_px)
    return found


def gathered(
    x: np.ndarray,
    y: np.ndarray,
    cell: np.ndarray,
    people: np.ndarray,
    gained: np.ndarray,
    mark_px: float,
) -> dict[str, np.ndarray]:
    """Gather the places of each cell, those gained apart, at the centre of their people."""
    apart = 2 * cell + gained
    counted = np.bincount(apart, people)
    inhabited = np.flatnonzero(counted)
    order = inhabited[np.argsort(-counted[inhabited], kind="stable")]
    counted = counted[order]
    sizes = np.maximum(mark_px * np.sqrt(counted / PEOPLE_PER_MARK2), SMALLEST_PX)
    return {
        "x": np.bincount(apart, x * people)[order] / counted,
        "y": np.bincount(apart, y * people)[order] / counted,
        "people": counted,
        "size_px": sizes.round(1),
        "gained": order % 2 == 1,
    }


def trials(dataset: Dataset, selection: Selection) -> dict[str, pd.DataFrame]:
    """Place the towns of the scenario in each frame: `x`, `y` in kilometres, `nom` (index id)."""
    towns = dataset.places.loc[sorted(selection.essai), ["nom"]]
    return {key: xy.join(towns, how="inner") for key, xy in on_sheet(dataset).items()}


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
        x, y = on_plate(panels[key], rows["x"], rows["y"])
        radii = [round(size / 2, 1) for size in rows["size_px"].tolist()]
        found += map(Spot, x, y, radii, rows["gained"].tolist())
    return tuple(sorted(found, key=lambda spot: spot.gained))


def stakes(
    dataset: Dataset, selection: Selection, composition: Composition, taken: list[Disc]
) -> tuple[Stake, ...]:
    """Place the towns of the scenario in every frame that shows them, each with its name.

    Parameters
    ----------
    taken : by the marks and the words that are shown: none is hidden by a sign.
    """
    panels = sheet(dataset, composition)
    found: list[Stake] = []
    for key, rows in trials(dataset, selection).items() if selection.essai else ():
        for row in rows.itertuples() if key in panels else ():
            true = on_plate(panels[key], row.x, row.y)
            signs = [(each.x, each.y, STAKE_PX) for each in found]
            at = clear(true, np.array([*taken, *signs]).reshape(-1, 3))
            found.append(Stake(*at, row.nom, true if at != true else None))
    return tuple(found)


def clear(true: tuple[float, float], taken: np.ndarray) -> tuple[float, float]:
    """Return the place nearest to a town where its sign hides nothing, or the least hidden of all.

    Parameters
    ----------
    taken : (n, 3) x, y and radius of what is shown, in pixels.
    """
    turns = np.linspace(0, 2 * np.pi, TURNS, endpoint=False)
    ring = np.column_stack([np.sin(turns), -np.cos(turns)])
    tried = np.vstack([[(0, 0)], *(far * ring for far in range(STAKE_PX, FURTHEST_PX, 2))]) + true
    gaps = np.hypot(*(tried[:, None] - taken[None, :, :2]).transpose(2, 0, 1)) - taken[:, 2]
    free = gaps.min(axis=1, initial=FURTHEST_PX) - STAKE_PX - AIR_PX
    best = int(np.argmax(np.minimum(free, 0)))
    return tuple(np.round(tried[best], 1).tolist())


def joined(spots: Iterable[Spot]) -> dict[tuple[float, bool], str]:
    """Join the dots of one diameter in a path that a line end draws, by its width and `gained`: round, or square for these.

    To the pixel, from west to east, each placed from the one before: a fifth less to send.
    """
    points: dict[tuple[float, bool], list[tuple[int, int]]] = {}
    for x, y, r, gained in spots:
        across = round(2 * r * (theme.SQUARED if gained else 1), 1)
        points.setdefault((across, gained), []).append((round(x), round(y)))
    paths = {}
    for drawn, places in points.items():
        places.sort()
        steps = zip(places, [(0, 0), *places], strict=False)
        path = "".join([f"m{x - x0} {y - y0}h0" for (x, y), (x0, y0) in steps])
        paths[drawn] = path
    return paths
