"""How far people live from a campus: shares, medians, by territory; opens no file."""

from collections.abc import Callable
from functools import lru_cache, wraps

import geopandas as gpd
import numpy as np
import pandas as pd

from .coverage import picked, territories
from .data import Dataset
from .location import locate
from .selection import Selection
from .sphere import Points, nearest_km
from .vocabulary import FRANCE, RAYONS_KM, Level


@lru_cache(maxsize=8)
def ground(dataset: Dataset) -> Points:
    """Read the populated places of a dataset once."""
    return Points.of(dataset.places)


@lru_cache(maxsize=8)
def seats(dataset: Dataset) -> Points:
    """Read the campuses of a dataset once."""
    return Points.of(dataset.campuses)


def place_points(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return the populated places as points: `code_region`, EPSG:4326 (index id)."""
    places = dataset.places
    at = gpd.points_from_xy(places["longitude"], places["latitude"])
    return gpd.GeoDataFrame(places[["code_region"]], geometry=at, crs=4326)


@lru_cache(maxsize=8)
def territory_of_places(dataset: Dataset, level: Level) -> pd.Series:
    """Return the code of the territory of each place; an académie is sought where its region has several."""
    places = dataset.places
    if level is Level.region:
        return places["code_region"]
    points, found = place_points(dataset), []
    for code, inside in dataset.academies.groupby("code_region"):
        spots = points[points["code_region"] == code]
        alone = pd.Series(inside.index[0], index=spots.index, dtype=object)
        found.append(alone if len(inside) == 1 else locate(spots, inside, tolerance_m=50_000))
    return pd.concat(found).reindex(places.index)


def filters_of(selection: Selection) -> Selection:
    """Keep of a selection what decides of a distance: its filters and its scenario.

    But not its regions: they say whose people are counted, and a campus serves those of the next region too.
    """
    return Selection(
        filieres=selection.filieres,
        vagues=selection.vagues,
        sourced_only=selection.sourced_only,
        essai=selection.essai,
    )


def once_for(part: Callable[[Selection], Selection], maxsize: int) -> Callable:
    """Compute a function of a dataset and a selection once for each part of the selection that decides."""

    def kept(compute: Callable) -> Callable:
        known = lru_cache(maxsize)(compute)

        @wraps(compute)
        def once(dataset: Dataset, selection: Selection, *more):
            return known(dataset, part(selection), *more)

        once.cache_clear = known.cache_clear
        return once

    return kept


@once_for(filters_of, maxsize=16)  # 0.12 MB each: a distance for every place
def reach_km(dataset: Dataset, selection: Selection) -> pd.Series | None:
    """Return how far each place is from the nearest campus of a selection, in any region, in km (index id).

    The towns of a scenario (`essai`) count as campuses. None when there is neither: the distance is
    then unknown, not infinite; infinite where only the place's bassin has none.
    """
    places = dataset.places
    campuses = picked(dataset, selection)
    if not campuses.any() and not selection.essai:
        return None
    if not selection.essai:
        found = nearest_km(ground(dataset), seats(dataset).among(campuses))
        return pd.Series(found, index=places.index)
    before = reach_km(dataset, selection.but(essai=frozenset()))
    trial = Points.of(places.loc[sorted(selection.essai)])
    added = pd.Series(nearest_km(ground(dataset), trial), index=places.index)
    return added if before is None else before.clip(upper=added)


def beyond(dataset: Dataset, selection: Selection) -> pd.Series:
    """Say for each place whether it lies beyond the radius of every campus (boolean, index id)."""
    distances = reach_km(dataset, selection)
    if distances is None:
        return pd.Series(True, index=dataset.places.index)
    return distances > selection.rayon_km


def share_covered(dataset: Dataset, selection: Selection) -> pd.Series:
    """Return the share of people who live within the selection's radius of one of its campuses.

    Great-circle distance from each populated place (data/places.csv) to the nearest campus; the
    people counted are those of the places. From 0 to 1 by territory code; NaN where no place is
    known, and everywhere when the selection holds no campus.
    """
    codes = territories(dataset, selection.level).index
    return pd.Series(parts(dataset, selection)[1:], index=codes)


@once_for(lambda asked: filters_of(asked).but(level=asked.level, rayon_km=asked.rayon_km), 64)
def parts(dataset: Dataset, selection: Selection) -> np.ndarray:
    """Return the shares of `share_covered`, by row of `territories`; that of France comes first."""
    distances, known = reach_km(dataset, selection), inhabitants(dataset, selection.level)
    if distances is None:
        return np.full(len(known), np.nan)
    people = dataset.places["population"].to_numpy(float)
    near = np.where(distances.to_numpy() <= selection.rayon_km, people, 0)
    return summed(dataset, selection.level, near) / np.where(known > 0, known, np.nan)


@lru_cache(maxsize=8)
def inhabitants(dataset: Dataset, level: Level) -> np.ndarray:
    """Count the people of the places of France, then of each territory."""
    return summed(dataset, level, dataset.places["population"].to_numpy(float))


def summed(dataset: Dataset, level: Level, counted: np.ndarray) -> np.ndarray:
    """Add up what is counted of each place: for France, then for each row of `territories`."""
    at = positions(dataset, level)
    by = np.bincount(at[at >= 0], counted[at >= 0], len(territories(dataset, level)))
    return np.concatenate([[counted.sum()], by])


@once_for(lambda asked: filters_of(asked).but(level=asked.level), maxsize=32)
def distance_table(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Say how near the campuses of a selection are, for France and each territory of its level.

    Returns
    -------
    Index code, `FRANCE` first; `nom`, `habitants` (people of the places), `part_25`, `part_50`,
    `part_100` (share of them within so many km of a campus, 0 to 1), `mediane_km` (half of them
    live at most so far: the smallest such distance; infinite when half have no campus in their
    bassin). NaN where no place is known or the selection holds no campus.
    """
    names = territories(dataset, selection.level)["nom"]
    distances, middle = reach_km(dataset, selection), np.nan
    if distances is not None:
        km, at = distances.to_numpy(), positions(dataset, selection.level)
        rising = np.argsort(km)
        placed = km[rising], dataset.places["population"].to_numpy(float)[rising]
        country = medians(*placed, np.zeros(len(km), int), 1)
        middle = np.concatenate([country, medians(*placed, at[rising], len(names))])
    near = {f"part_{r}": parts(dataset, selection.but(rayon_km=r)) for r in RAYONS_KM}
    people = inhabitants(dataset, selection.level)
    return pd.DataFrame(
        {"nom": [FRANCE, *names], "habitants": people} | near | {"mediane_km": middle},
        index=pd.Index([FRANCE, *names.index], name="code"),
    )


def share_of_people(dataset: Dataset, selection: Selection) -> float:
    """Return the share of the people of France, or of the chosen regions, near a campus.

    From 0 to 1; NaN where no place is known or the selection holds no campus.
    """
    if not selection.regions:
        return float(parts(dataset, selection)[0])
    chosen = territories(dataset, Level.region).index.isin(list(selection.regions))
    shares = parts(dataset, selection.but(level=Level.region))[1:][chosen]
    people = np.where(np.isnan(shares), 0, inhabitants(dataset, Level.region)[1:][chosen])
    return float(np.nansum(shares * people) / people.sum()) if people.sum() else float("nan")


@lru_cache(maxsize=8)
def positions(dataset: Dataset, level: Level) -> np.ndarray:
    """Return the row of `territories` where each place lies, -1 where in none."""
    return territories(dataset, level).index.get_indexer(territory_of_places(dataset, level))


def medians(km: np.ndarray, people: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    """Return, by position, the smallest distance within which at least half of the people live.

    NaN for a position without people; places whose position is negative are left out.
    """
    order = np.argsort(km, kind="stable")  # at once when they rise
    order = order[(at[order] >= 0) & (people[order] > 0)]
    order = order[np.argsort(at[order].astype(np.int16), kind="stable")]  # quick: few territories
    groups, within = at[order], np.cumsum(people[order])
    starts = np.searchsorted(groups, np.arange(size))
    ends = np.searchsorted(groups, np.arange(size), side="right")
    before = np.concatenate([[0], within])
    middles = (before[starts] + before[ends]) / 2
    found = np.searchsorted(within, middles)
    return np.where(
        ends > starts, np.append(km[order], np.nan)[np.minimum(found, len(order))], np.nan
    )
