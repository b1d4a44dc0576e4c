"""Distances on the sphere: great circles, the nearest of many sites, what lies within a radius; opens no file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from .vocabulary import DROM

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
GROUP, BATCH = 256, 64  # spots, and sites or towns, that are compared at once
MARGIN = 1e-6  # radians: an angle is known to a hundredth of it
MAINLAND, ANTILLES = "métropole", "Antilles"


@dataclass(frozen=True, eq=False)
class Points:
    """Places as distances need them: where on the unit sphere, and in which bassin."""

    xyz: np.ndarray  # (n, 3)
    bassins: np.ndarray  # (n,), names

    @classmethod
    def of(cls, places: pd.DataFrame) -> Self:
        """Read the columns `code_region`, `latitude`, `longitude` (degrees)."""
        where = on_sphere(places["latitude"], places["longitude"])
        return cls(where, bassin(places["code_region"]).to_numpy(object))

    def among(self, kept: np.ndarray) -> Self:
        """Keep some of the places (boolean)."""
        return replace(self, xyz=self.xyz[kept], bassins=self.bassins[kept])

    @cached_property
    def by_bassin(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """The places of each bassin from south to north: their positions, where they are."""
        northwards = np.argsort(self.xyz[:, 2], kind="stable")
        inside = {name: northwards[self.bassins[northwards] == name] for name in set(self.bassins)}
        return {name: (at, self.xyz[at]) for name, at in inside.items()}


def bassin(code_region: pd.Series) -> pd.Series:
    """Name the part of the country within which distances make sense.

    The mainland with Corsica is one, each DROM another, but for Guadeloupe and Martinique: between
    them, the distance itself says who is near.
    """
    named = {code: code for code in DROM} | {"01": ANTILLES, "02": ANTILLES}
    return code_region.map(named).fillna(MAINLAND)


def on_sphere(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Place points given in degrees on the unit sphere: (n, 3)."""
    phi, theta = np.radians(np.asarray(latitude, float)), np.radians(np.asarray(longitude, float))
    return np.column_stack(
        [np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)]
    ).reshape(-1, 3)


def chord(distance_km: float) -> float:
    """Return the straight line, in radii of the Earth, under a great-circle distance."""
    return 2 * np.sin(distance_km / (2 * EARTH_RADIUS_KM))


def apart_km(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the great-circle distance in km between points of the sphere, pair by pair, both (n, 3)."""
    chords = np.linalg.norm(one - other, axis=1)
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chords / 2, 1))


def nearest_km(places: Points, sites: Points) -> np.ndarray:
    """Return the great-circle distance in km from each place to the nearest site of its bassin.

    Infinite where the bassin has no site. On a sphere, the nearest site is that of the largest cosine, a
    product of the two directions: to a decimetre in double precision, and for tens of sites quicker than a tree.
    """
    found = np.full(len(places.xyz), np.inf)
    for name in places.by_bassin.keys() & sites.by_bassin.keys():
        (at, near), (_, of) = places.by_bassin[name], sites.by_bassin[name]
        found[at] = EARTH_RADIUS_KM * np.arccos(largest_cosines(near, of))
    return found


def largest_cosines(spots: np.ndarray, sites: np.ndarray) -> np.ndarray:
    """Return the cosine of the angle from each spot to the nearest site, both (n, 3) from south to north.

    Two points are as far apart as their latitudes, or farther: of many sites, a group of spots meets those of
    about its latitude, then only those that may be nearer than what it found.
    """
    latitudes = np.arcsin(sites[:, 2])
    found = []
    for group in batches(spots, GROUP):
        seen = sites
        if len(sites) > GROUP:
            south, north = np.arcsin(group[[0, -1], 2])
            start = min(np.searchsorted(latitudes, south), len(sites) - BATCH)
            first = (sites[start : start + BATCH] @ group.T).max(axis=0)
            farthest = np.arccos(min(first.min(), 1)) + MARGIN
            ends = np.searchsorted(latitudes, [south - farthest, north + farthest])
            seen = sites[slice(*ends)]
        found.append((seen @ group.T).max(axis=0))
    return np.minimum(np.concatenate(found), 1)


def batches(points: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """Cut rows into groups."""
    return (points[start : start + size] for start in range(0, len(points), size))


def within(centres: np.ndarray, spots: np.ndarray, reach: float) -> np.ndarray:
    """Say which spots lie at most a chord away from each centre, both (n, 3), the centres on the sphere."""
    return centres @ spots.T >= least_cosines(spots, reach)


def least_cosines(spots: np.ndarray, reach: float) -> np.ndarray:
    """Return the least product of each spot with a point of the sphere that lies at most a chord away from it."""
    return (1 + (spots**2).sum(axis=1) - reach**2) / 2
