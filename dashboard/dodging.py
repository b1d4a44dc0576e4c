"""Move points apart so that none hides another, in a projected plane; opens no file.

Campuses of one town share a point. They are set on a small ring, then every pair that still touches
is pushed apart a little at a time, as in a Dorling cartogram (Dorling 1996, « Area cartograms: their
use and creation »), always in the same order: the same points give the same picture.
"""

import numpy as np
import shapely

ROUNDS = 200
PUSHES = 60_000  # points times rounds: thousands of points get fewer rounds
FURTHEST = 3.0  # spacings: a crowd of thousands stays where it is rather than cover the country


def dodge(
    places: np.ndarray, spacing: float, bounds=(-np.inf, -np.inf, np.inf, np.inf)
) -> np.ndarray:
    """Return the places moved so that any two lie at least `spacing` apart, as far as they can.

    Parameters
    ----------
    places : (n, 2) coordinates in a projected plane.
    spacing : smallest distance wanted between two points, in the unit of `places`.
    bounds : left, bottom, right, top; no point is moved out of them, but by a hair.

    Returns
    -------
    (n, 2) array in the same order. No point moves further than `FURTHEST` spacings.
    """
    if len(places) < 2:
        return places.astype(float)
    low, high = np.minimum(bounds[:2], places), np.maximum(bounds[2:], places)
    moved = pulled(fan_out(places.astype(float), spacing), low, high)
    for _ in range(min(ROUNDS, 1 + PUSHES // len(places))):
        left, right = touching(moved, spacing * 0.999)
        if not len(left):
            break
        gap = moved[right] - moved[left]
        distance = np.hypot(*gap.T)
        push = (
            gap / np.maximum(distance, 1e-9)[:, None] * ((spacing - distance) / 2 + 1e-6)[:, None]
        )
        shift = np.zeros_like(moved)
        np.add.at(shift, left, -push)
        np.add.at(shift, right, push)
        touched = np.bincount(np.concatenate([left, right]), minlength=len(moved))
        moved += shift / np.maximum(touched, 1)[:, None]
        moved = pulled(places + within(moved - places, FURTHEST * spacing), low, high)
    return moved


def touching(places: np.ndarray, spacing: float) -> np.ndarray:
    """Return the positions of the pairs that lie at most `spacing` apart, in order: (2, pairs)."""
    spots = shapely.points(places)
    pairs = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=spacing)
    pairs = pairs[:, pairs[0] < pairs[1]]
    return pairs[:, np.lexsort(pairs[::-1])]


def fan_out(places: np.ndarray, spacing: float) -> np.ndarray:
    """Set the points that share a place on a ring around it, the first one at the top."""
    _, town, size = np.unique(places, axis=0, return_inverse=True, return_counts=True)
    rank = np.empty(len(places), dtype=int)
    order = np.argsort(town, kind="stable")
    rank[order] = np.arange(len(places)) - np.repeat(np.cumsum(size) - size, size)
    count = size[town]
    angle = np.pi / 2 - 2 * np.pi * rank / count
    radius = np.where(count > 1, spacing / (2 * np.sin(np.pi / np.maximum(count, 2))), 0)
    radius = np.minimum(radius, FURTHEST * spacing)
    return places + radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])


def within(shifts: np.ndarray, furthest: float) -> np.ndarray:
    """Shorten the shifts that are longer than `furthest`."""
    length = np.hypot(*shifts.T)
    return shifts * np.minimum(1, furthest / np.maximum(length, 1e-9))[:, None]


def pulled(places: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Pull places back to bounds, all but a hundredth of the way: in a corner none comes to lie on another."""
    return places + 0.99 * (np.clip(places, low, high) - places)
