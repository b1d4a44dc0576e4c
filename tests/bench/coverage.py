"""Measure coverage against brute force, and how it grows: `python tests/bench/coverage.py`.

Prints Markdown tables. The first sets each computation, on the published data, against the same
done by the distances of every place to every site, in the same run. The others repeat ours on more
sites and more places, made by resampling the published ones with a shift of up to some kilometres, and
divide the growth of the time by that of n log n. Nothing is asserted: machines differ, ratios less.
"""

import gc
import statistics
import sys
import time
from dataclasses import replace
from math import log
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script, from any folder

from dashboard import distance, scenario, sphere
from dashboard.coverage import select
from dashboard.data import Dataset, load_dataset
from dashboard.selection import Selection
from dashboard.vocabulary import DROM

RUNS = 5
SHIFT_KM = 10  # about so far is a resampled point from its original
EVERYTHING = Selection()
VIEW = Selection.from_query("filiere=tourisme&indicateur=population")
SITES, PLACES = (72, 720, 7_200), (15_000, 150_000)
BOUNDS = {"couverture d’une sélection": 100, "classement des villes": 500}


def resampled(dataset: Dataset, sites: int, places: int, seed: int = 0) -> Dataset:
    """Draw so many campuses and places from the published ones, each a little beside its original."""
    random = np.random.default_rng(seed)

    def drawn(table: pd.DataFrame, size: int) -> pd.DataFrame:
        rows = table.iloc[random.integers(0, len(table), size)].copy()
        north = random.normal(0, SHIFT_KM / 111, size)
        east = random.normal(0, SHIFT_KM / 111, size)
        rows["latitude"] += north
        rows["longitude"] += east / np.cos(np.radians(rows["latitude"]))
        return rows.set_axis([str(n) for n in range(size)])

    campuses = drawn(pd.DataFrame(dataset.campuses.drop(columns="geometry")), sites)
    points = gpd.points_from_xy(campuses["longitude"], campuses["latitude"])
    return replace(
        dataset,
        campuses=gpd.GeoDataFrame(campuses, geometry=points, crs=4326),
        places=drawn(dataset.places, places).rename_axis("id"),
    )


def cover(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Say the shares and the medians of a selection."""
    return distance.distance_table(dataset, selection)


def rank(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Rank the candidate towns."""
    return scenario.next_towns(dataset, selection)


def forget() -> None:
    """Empty the caches of what depends on the selection."""
    for cached in (distance.reach_km, distance.parts, distance.distance_table, scenario.next_towns):
        cached.cache_clear()


def milliseconds(compute, *arguments, before=forget) -> float:
    """Return the median time of a few runs, each from empty caches."""
    times = []
    for _ in range(RUNS):
        before()
        gc.collect()
        began = time.perf_counter()
        compute(*arguments)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def apart_km(one: pd.DataFrame, other: pd.DataFrame) -> np.ndarray:
    """Return the great-circle distance of every pair, by the haversine: (len(one), len(other))."""
    south, west = (np.radians(one[axis].to_numpy())[:, None] for axis in ("latitude", "longitude"))
    north, east = (np.radians(other[axis].to_numpy())[None] for axis in ("latitude", "longitude"))
    half = np.sin((north - south) / 2) ** 2 + (
        np.cos(south) * np.cos(north) * np.sin((east - west) / 2) ** 2
    )
    far = (
        one["code_region"].isin(DROM).to_numpy()[:, None]
        != (other["code_region"].isin(DROM).to_numpy()[None])
    )
    return np.where(far, np.inf, 2 * sphere.EARTH_RADIUS_KM * np.arcsin(np.sqrt(half)))


def cover_by_force(dataset: Dataset, selection: Selection) -> list[float]:
    """Compute the share of each region from the distance of every place to every campus."""
    nearest = apart_km(dataset.places, select(dataset, selection)).min(axis=1)
    people = dataset.places["population"]
    codes = dataset.places["code_region"]
    return [
        people[(codes == code) & (nearest <= selection.rayon_km)].sum()
        / people[codes == code].sum()
        for code in dataset.regions.index
    ]


def rank_by_force(dataset: Dataset, selection: Selection) -> np.ndarray:
    """Count the people gained around every candidate town from the distance of every place."""
    places = dataset.places
    far = apart_km(places, select(dataset, selection)).min(axis=1) > selection.rayon_km
    towns = places.iloc[scenario.candidates(dataset, selection)]
    people = np.where(far, places["population"], 0)
    gains = [
        people[apart_km(places, towns.iloc[[n]])[:, 0] <= selection.rayon_km].sum()
        for n in range(len(towns))
    ]
    return np.sort(gains)[::-1][:10]


def against_force(dataset: Dataset) -> None:
    """Print ours, brute force, their ratio and the bound that the project sets itself."""
    print(
        "| calcul (ms, médiane) | ici | force brute | rapport | borne |\n|---|---:|---:|---:|---:|"
    )
    cover(dataset, VIEW)  # the index of the places is built once a process
    rank(dataset, VIEW)
    for name, ours, force in (
        ("couverture d’une sélection", cover, cover_by_force),
        ("classement des villes", rank, rank_by_force),
    ):
        here = milliseconds(ours, dataset, VIEW)
        there = milliseconds(force, dataset, VIEW)
        print(f"| {name} | {here:.1f} | {there:.1f} | {here / there:.3f} | {BOUNDS[name]} |")
    assert np.allclose(  # a fast wrong answer is not worth a table
        cover(dataset, VIEW)["part_50"].drop(distance.FRANCE), cover_by_force(dataset, VIEW)
    )
    assert (rank(dataset, VIEW)["gain"].to_numpy() == rank_by_force(dataset, VIEW)).all()


def growth(dataset: Dataset) -> None:
    """Print the time of both computations at each size, as sites and then places grow.

    A growth of 1 is that of n log n in what grows; a smaller one is better.
    """
    sizes = [(sites, PLACES[0]) for sites in SITES], [(sites, n) for sites in SITES for n in PLACES]
    for grows, pairs in enumerate(sizes):
        print(
            "\n| campus | lieux | couverture (ms) | croissance ÷ n log n | classement (ms) "
            "| croissance ÷ n log n |\n|---:|---:|---:|---:|---:|---:|"
        )
        base: dict[int, tuple[list[float], int]] = {}
        for pair in pairs:
            larger = resampled(dataset, *pair)
            distance.ground(larger)
            distance.seats(larger)
            distance.positions(larger, EVERYTHING.level)
            times = [milliseconds(compute, larger, EVERYTHING) for compute in (cover, rank)]
            n, kept = pair[grows], pair[1 - grows]
            first, smallest = base.setdefault(kept, (times, n))
            law = n * log(n) / (smallest * log(smallest))
            cells = [f"{t:.1f} | {t / t0 / law:.2f}" for t, t0 in zip(times, first, strict=True)]
            print(f"| {pair[0]:,} | {pair[1]:,} | {' | '.join(cells)} |".replace(",", "\u202f"))


if __name__ == "__main__":
    published = load_dataset()
    against_force(published)
    growth(published)
