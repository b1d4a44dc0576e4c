"""Find where the name and the count of a region can be printed on the map; opens no file.

Each region tries a grid of places for its box of text and keeps the one that lies most inside it,
covers the fewest marks and stands nearest to its middle.
"""

import numpy as np
import pandas as pd
import shapely

STEPS = 15
COARSE_KM = 4.0  # outlines are simplified to this to try places quickly
CHARACTER_PX, LINE_PX = 5.9, 14.0
LONGEST_LINE = 14  # characters
FITS = 0.4  # share of a label that may lie outside its territory


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


def place(
    outlines: pd.Series,
    boxes: dict[str, tuple[float, float]],
    marks: pd.DataFrame,
    mark_km: float | np.ndarray,
) -> pd.DataFrame:
    """Choose the middle of the label of each territory.

    Parameters
    ----------
    outlines : polygons by code, in kilometres.
    boxes : width and height of each label, in kilometres, by code.
    marks : x, y of the marks to keep clear of, in kilometres.
    mark_km : diameter of a mark on the ground, or (n, 1) of each.

    Returns
    -------
    x, y by code, and `fits`: whether the label lies in its territory and hides no mark.
    """
    points = marks[["x", "y"]].to_numpy()
    taken = np.empty((0, 4))
    found = {}
    for code in sorted(outlines.index, key=lambda code: outlines[code].area):
        shape = outlines[code].simplify(COARSE_KM)
        width, height = boxes[code]
        left, bottom, right, top = shape.bounds
        x, y = (
            axis.ravel()
            for axis in np.meshgrid(
                np.linspace(left, right, STEPS), np.linspace(bottom, top, STEPS)
            )
        )
        labels = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        reach = np.array([width, height]) / 2 + mark_km * 0.6
        grid = np.column_stack([x, y])
        hidden = (np.abs(grid[:, None] - points[None]) < reach).all(axis=2).sum(axis=1)
        crowded = (
            (
                np.abs(grid[:, None] - taken[None, :, :2])
                < taken[None, :, 2:] + [width / 2, height / 2]
            )
            .all(axis=2)
            .any(axis=1)
        )
        middle = shape.representative_point()
        far = np.hypot(x - middle.x, y - middle.y) / max(right - left, top - bottom)
        known = 4 * hidden + 30 * crowded + far
        # What lies outside only adds: no place is tried that is worse already than the likeliest one.
        likeliest = int(np.argmin(known))
        bound = known[likeliest] + 8 * outside(labels[likeliest], shape)
        tried = np.flatnonzero(known <= bound)
        lost = outside(labels[tried], shape)
        first = int(np.argmin(known[tried] + 8 * lost))
        best = tried[first]
        fits = bool(lost[first] < FITS and not hidden[best] and not crowded[best])
        found[code] = (float(x[best]), float(y[best]), fits)
        taken = np.vstack([taken, [x[best], y[best], width / 2, height / 2]])
    return pd.DataFrame.from_dict(found, orient="index", columns=["x", "y", "fits"]).reindex(
        outlines.index
    )


def outside(labels: np.ndarray | shapely.Geometry, shape: shapely.Geometry) -> np.ndarray:
    """Return the share of each label that lies outside a shape."""
    return 1 - shapely.area(shapely.intersection(labels, shape)) / shapely.area(labels)
