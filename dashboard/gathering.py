"""Gather points that are too many to be told apart, in a projected plane; opens no file.

Points are gathered in the cells of a hexagonal grid, whose middles are all equally far from their
neighbours (Carr, Olsen and White 1992, « Hexagon mosaic maps for display of univariate and bivariate
geographical data »). The same points give the same cells, whatever a reader asks to see of them.
"""

import numpy as np

from .dodging import dodge


def gather(places: np.ndarray, kinds: np.ndarray, width: float, spacing: float) -> np.ndarray:
    """Return where each place is gathered: the middle of the places of its kind in its cell.

    Parameters
    ----------
    places : (n, 2) coordinates in a projected plane.
    kinds : (n,) what is never gathered together, such as the code of a region.
    width : from the middle of a cell to the next, in the unit of `places`.
    spacing : smallest distance wanted between two middles; those that are nearer are moved apart.

    Returns
    -------
    (n, 2) array in the same order: equal rows are gathered together.
    """
    if not len(places):
        return places.astype(float)
    _, kind = np.unique(kinds, return_inverse=True)
    keys = np.column_stack([hexagons(places, width), kind])
    _, group, size = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    middle = np.column_stack([np.bincount(group, axis) / size for axis in places.T])
    return dodge(middle, spacing)[group]


def hexagons(places: np.ndarray, width: float) -> np.ndarray:
    """Return the cell of each place: whole coordinates along two axes of the grid (n, 2).

    Each place is rounded to the nearest middle: the coordinate that was rounded the furthest is
    deduced from the two others, as the three add up to zero.
    """
    down = places[:, 1] * 2 / (3**0.5 * width)
    across = places[:, 0] / width - down / 2
    exact = np.column_stack([across, down, -across - down])
    near = np.round(exact)
    worst = abs(near - exact).argmax(axis=1)
    row = np.arange(len(near))
    near[row, worst] -= near.sum(axis=1)
    return near[:, :2].astype(int)
