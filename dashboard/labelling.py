"""Find where the name and the count of a region can be printed on the map; opens no file.

Each region tries a grid of places for its box of text and keeps the one that lies most inside it,
covers the fewest marks and stands nearest to its middle. A name that finds no room leaves its count alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

STEPS, FINE_STEPS = 15, 41
COARSE_KM = 4.0  # outlines are simplified to this to try places quickly
CHARACTER_PX, LINE_PX, GAP_PX = 5.9, 14.0, 4.0
LONGEST_LINE = 14  # characters
ABROAD, OUTSIDE = 0.4, 0.5  # share of a label that may lie on other territories, and off its own


def lines(name: str) -> list[str]:
    """Break a name in two at the space or hyphen that balances it, when it is long."""
    if len(name) <= LONGEST_LINE:
        return [name]
    cuts = [at + 1 for at, letter in enumerate(name) if letter in " -"]
    if not cuts:
        return [name]
    cut = min(cuts, key=lambda at: abs(at - len(name) / 2))
    return [name[:cut].strip(), name[cut:].strip()]


def box_km(texts: list[str], km_per_px: float) -> tuple[float, float]:
    """Return the width and height of lines of text on the ground."""
    width = max(len(text) for text in texts) * CHARACTER_PX
    return width * km_per_px, len(texts) * LINE_PX * km_per_px


@dataclass(frozen=True)
class Spot:
    """Where a label stands: its middle, its size, and whether it hides no mark, no label and no neighbour."""

    x: float
    y: float
    size: tuple[float, float]
    fits: bool


def place(
    outlines: pd.Series,
    boxes: Mapping[str, Sequence[tuple[float, float]]],
    marks: pd.DataFrame,
    mark_km: float | np.ndarray,
    gap_km: float = 0.0,
    figure_inside: float = 0.0,
) -> pd.DataFrame:
    """Choose the middle of the label of each territory, and which of its boxes has room.

    Parameters
    ----------
    outlines : polygons by code, in kilometres.
    boxes : widths and heights that each label may have, in kilometres, by code; the first is the wanted one,
        the last is printed whatever it hides.
    marks : x, y of the marks to keep clear of, in kilometres.
    mark_km : diameter of a mark on the ground, or (n, 1) of each.
    gap_km : kept between two labels side by side.
    figure_inside : share of the last box, at the foot of a label, that must lie in its territory.

    Returns
    -------
    x, y by code; `box`: the rank of its box; `fits`: whether the label hides no mark, no other label, and
    little of other territories.
    """
    shapes = {code: shape.simplify(COARSE_KM) for code, shape in outlines.items()}
    points, small_first = marks[["x", "y"]].to_numpy(), sorted(boxes, key=lambda c: shapes[c].area)

    def chosen(code: str, size: tuple[float, float], others: Iterable[Spot], steps: int) -> Spot:
        found = spot(code, shapes, size, points, mark_km, others, gap_km, steps)
        across, high = boxes[code][-1]
        foot = found.y - size[1] / 2
        figure = shapely.box(found.x - across / 2, foot, found.x + across / 2, foot + high)
        named = size == boxes[code][-1] or share(figure, shapes[code]) >= figure_inside
        return replace(found, fits=found.fits and named)

    def spread() -> dict[str, Spot]:
        found: dict[str, Spot] = {}
        for code in small_first:
            found[code] = chosen(code, boxes[code][ranks[code]], found.values(), STEPS)
        return found

    ranks = dict.fromkeys(small_first, 0)
    found = spread()
    while narrowed := [c for c in found if not found[c].fits and ranks[c] < len(boxes[c]) - 1]:
        ranks |= {code: ranks[code] + 1 for code in narrowed}
        found = spread()
    # What has moved may have left room for a wanted one.
    for code in reversed(small_first):
        if ranks[code]:
            others = [each for name, each in found.items() if name != code]
            wanted = chosen(code, boxes[code][0], others, FINE_STEPS)
            if wanted.fits:
                found[code], ranks[code] = wanted, 0
    rows = {code: (at.x, at.y, ranks[code], at.fits) for code, at in found.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["x", "y", "box", "fits"]).reindex(
        outlines.index
    )


def spot(
    code: str,
    shapes: Mapping[str, shapely.Geometry],
    size: tuple[float, float],
    points: np.ndarray,
    mark_km: float | np.ndarray,
    placed: Iterable[Spot],
    gap_km: float,
    steps: int,
) -> Spot:
    """Choose the middle of one label among `steps` by `steps` places over its territory."""
    shape, (width, height) = shapes[code], size
    taken = np.array(
        [(at.x, at.y, at.size[0] / 2 + gap_km, at.size[1] / 2) for at in placed]
    ).reshape(-1, 4)
    left, bottom, right, top = shape.bounds
    x, y = (
        axis.ravel()
        for axis in np.meshgrid(np.linspace(left, right, steps), np.linspace(bottom, top, steps))
    )
    labels = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    reach = np.array([width, height]) / 2 + mark_km * 0.6
    grid = np.column_stack([x, y])
    hidden = (np.abs(grid[:, None] - points[None]) < reach).all(axis=2).sum(axis=1)
    apart = np.abs(grid[:, None] - taken[None, :, :2]) >= taken[None, :, 2:] + [
        width / 2,
        height / 2,
    ]
    crowded = ~apart.any(axis=2).all(axis=1)
    middle = shape.representative_point()
    far = np.hypot(x - middle.x, y - middle.y) / max(right - left, top - bottom)
    known = 4 * hidden + 30 * crowded + far
    # What lies outside only adds: no place is tried that is worse already than the likeliest one.
    likeliest = int(np.argmin(known))
    bound = known[likeliest] + 8 * (1 - share(labels[likeliest], shape))
    tried = np.flatnonzero(known <= bound)
    best = tried[int(np.argmin(known[tried] + 8 * (1 - share(labels[tried], shape))))]
    abroad = sum(share(labels[best], other) for name, other in shapes.items() if name != code)
    inside = share(labels[best], shape) > 1 - OUTSIDE and abroad < ABROAD
    fits = bool(inside and not hidden[best] and not crowded[best])
    return Spot(float(x[best]), float(y[best]), size, fits)


def share(labels: np.ndarray | shapely.Geometry, shape: shapely.Geometry) -> np.ndarray:
    """Return the share of each label that lies in a shape."""
    return shapely.area(shapely.intersection(labels, shape)) / shapely.area(labels)
