"""How far apart points and places lie, counted pair by pair by other formulas than the code's."""

import numpy as np


def closest(points) -> float:
    """Return the smallest distance between two of the points, (n, 2) with n of 2 or more."""
    at = np.asarray(points, float)
    gaps = np.linalg.norm(at[:, None] - at[None], axis=2)
    return gaps[np.triu_indices(len(at), 1)].min()


def haversine(one, other):
    """Return the great-circle distance in km of two places, or of each of several to another.

    Both have a `latitude` and a `longitude` in degrees: numbers, or columns of numbers.
    """
    (south, west), (north, east) = (
        (np.radians(each["latitude"]), np.radians(each["longitude"])) for each in (one, other)
    )
    lifted = np.cos(south) * np.cos(north) * np.sin((east - west) / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(np.sin((north - south) / 2) ** 2 + lifted))
