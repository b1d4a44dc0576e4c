"""Where a next campus would bring the most people within reach; opens no file.

Maximal covering: Church and ReVelle, « The maximal covering location problem », Papers of the Regional
Science Association 32, 1974. Towns taken one after the other, each time the one that adds the most
people, bring at least 1 - 1/e (63 %) of what the best choice of as many towns would: Nemhauser, Wolsey
and Fisher, « An analysis of approximations for maximizing submodular set functions », Mathematical
Programming 14, 1978.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from .data import Dataset
from .distance import beyond, filters_of, ground, once_for
from .selection import Selection
from .sphere import BATCH, MARGIN, chord, least_cosines, within

TOWN = 10_000  # inhabitants: from there on, a place may be proposed
GREEDY_BOUND = 1 - 1 / np.e
CELLS = 3  # sides of a cell in a radius


def candidates(dataset: Dataset, selection: Selection) -> np.ndarray:
    """Return the positions of the towns that may be proposed: large enough, in the chosen regions."""
    places = dataset.places
    kept = (places["population"] >= TOWN) & ~places.index.isin(list(selection.essai))
    if selection.regions:
        kept &= places["code_region"].isin(selection.regions)
    return np.flatnonzero(kept)


def scene(selection: Selection) -> Selection:
    """Keep of a selection what decides of a gain: its filters, its scenario, its radius; where towns are sought."""
    return filters_of(selection).but(rayon_km=selection.rayon_km, regions=selection.regions)


@once_for(scene, maxsize=32)
def next_towns(dataset: Dataset, selection: Selection, most: int = 10) -> pd.DataFrame:
    """Rank the towns where one more campus would bring the most people within the radius.

    The campuses of the selection and the towns of its scenario are there already; towns are those of
    `TOWN` inhabitants and more, in the chosen regions when there are.

    Returns
    -------
    Index id of the place, the largest gain first, then the order of the file; `nom`, `code_region`,
    `population`, `rang` (the same for towns that tie), `gain` (people newly within the radius), `points`
    (the same, as a share of the people of all the places). Towns that add nobody are left out.
    """
    towns = candidates(dataset, selection)
    kept, gains = searched(dataset, selection).best(most)
    table = dataset.places.iloc[towns[kept]][["nom", "code_region", "population"]]
    gain = pd.Series(gains.astype(int), index=table.index)
    rank = gain.rank(method="min", ascending=False).astype(int)
    table = table.assign(rang=rank, gain=gain, points=gains / total(dataset))
    return table[table["gain"] > 0]


@once_for(lambda asked: scene(asked).but(essai=frozenset()), maxsize=32)
def greedy(dataset: Dataset, selection: Selection, most: int = 5) -> tuple[str, ...]:
    """Add towns one after the other to the campuses of a selection, each time the best: their ids.

    The towns of the selection's own scenario are left out. What a town gains never grows when another
    is taken: its last count bounds the next one, and few are counted again (Minoux, « Accelerated greedy
    algorithms for maximizing submodular set functions », 1978).
    """
    towns, search = candidates(dataset, selection), searched(dataset, selection)
    plan: tuple[str, ...] = ()
    while len(plan) < most:
        best, gains = search.best(1)
        if not len(best) or not gains[0]:
            break
        search = search.after(best[0])
        plan += (str(dataset.places.index[towns[best[0]]]),)
    return plan


@once_for(scene, maxsize=32)
def steps(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Add the towns of the scenario one after the other, each time the one that adds the most people.

    Returns
    -------
    Index id of the place, in that order; `nom` (and its region, where others have a place of that name),
    `gain` (people newly within the radius), `cumul` (with the towns before), `part` (share of the people of
    France within the radius once it is added, 0 to 1; NaN where no place is known).
    """
    left = sorted(selection.essai)
    places = dataset.places
    people = to_gain(dataset, selection.but(essai=frozenset()))
    on_ground, reach = ground(dataset).xyz, chord(selection.rayon_km)
    towns = on_ground[places.index.get_indexer(left)]
    near = dict(zip(left, within(towns, on_ground, reach), strict=True))
    outside = total(dataset) - people.sum()
    rows = []
    while left:
        key = max(left, key=lambda key: people[near[key]].sum())
        gain = people[near[key]].sum()
        cumul = gain + (rows[-1][2] if rows else 0)
        rows.append((key, int(gain), int(cumul), (outside + cumul) / total(dataset)))
        people = np.where(near[key], 0, people)
        left.remove(key)
    table = pd.DataFrame(rows, columns=["id", "gain", "cumul", "part"]).set_index("id")
    return told_apart(dataset, table.index).to_frame("nom").join(table)


def told_apart(dataset: Dataset, places: pd.Index) -> pd.Series:
    """Name places by their ids, with their region where another region has a place of that name."""
    chosen = dataset.places.loc[places]
    same = dataset.places[dataset.places["nom"].isin(chosen["nom"])]
    alone = chosen["nom"].map(same.groupby("nom")["code_region"].nunique()) == 1
    where = chosen["code_region"].map(dataset.regions["region"])
    return chosen["nom"].where(alone, chosen["nom"] + " (" + where + ")")


def to_gain(dataset: Dataset, selection: Selection) -> np.ndarray:
    """Count the people of each place that is beyond the radius; none elsewhere."""
    far = beyond(dataset, selection).to_numpy()
    return np.where(far, dataset.places["population"].to_numpy(float), 0)


@once_for(scene, maxsize=2)  # 1 MB each
def searched(dataset: Dataset, selection: Selection) -> "Search":
    """Prepare the search of the best of the candidates: the ranking and the plan of a view share it."""
    people, towns = to_gain(dataset, selection), candidates(dataset, selection)
    return Search.of(ground(dataset).xyz, people, towns, chord(selection.rayon_km))


def total(dataset: Dataset) -> float:
    """Count the people of all the places; NaN when there is none."""
    return float(dataset.places["population"].sum()) or np.nan


@dataclass
class Search:
    """The towns with the most people within reach, found without counting around every one of them.

    The people of the cells that touch a town's circle bound what it can gain: towns are counted
    exactly in the order of their bounds, until no bound left exceeds the last of the best. There are as
    many cells as the country has room for, and few towns are counted.
    """

    spots: np.ndarray  # (n, 3), on the unit sphere, from south to north
    weights: np.ndarray  # people of each spot
    centres: np.ndarray  # of the towns, on the unit sphere
    bounds: np.ndarray  # of what each town can gain; exact once it was counted
    reach: float

    @classmethod
    def of(cls, points: np.ndarray, people: np.ndarray, towns: np.ndarray, reach: float):
        """Prepare a search.

        Parameters
        ----------
        points : (n, 3), on the unit sphere; people : (n,); towns : positions in points.
        reach : length of the chord of the radius.
        """
        inhabited = northwards(points, people > 0)
        spots, weights, centres = points[inhabited], people[inhabited], points[towns]
        bounds = np.empty(0)
        if len(inhabited) and len(towns):
            bounds = upper_bounds(spots, weights, centres, reach)
        return cls(spots, weights, centres, bounds, reach)

    def best(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the positions of the best towns, largest gain first, and their gains."""
        order = np.argsort(-self.bounds, kind="stable")
        gains = np.full(len(self.bounds), -1.0)
        for start in range(0, len(order), BATCH):
            last = np.partition(gains, -most)[-most] if most < len(gains) else -1.0
            batch = order[start : start + BATCH]
            if last > self.bounds[batch[0]]:
                break
            gains[batch] = sums(self.spots, self.weights, self.centres[batch], self.reach)
        counted = gains >= 0
        self.bounds[counted] = gains[counted]
        first = np.argsort(-gains, kind="stable")[:most]
        first = first[counted[first]]
        return first, gains[first]

    def after(self, town: int) -> "Search":
        """Put a campus in a town: the people around it are no longer to gain."""
        near = within(self.centres[town], self.spots, self.reach)
        return replace(self, weights=np.where(near, 0, self.weights), bounds=self.bounds.copy())


def upper_bounds(
    spots: np.ndarray, weights: np.ndarray, centres: np.ndarray, reach: float
) -> np.ndarray:
    """Bound the people within reach of each centre by those of the cells that it may touch."""
    side = reach / CELLS
    corners = np.floor(spots / side).astype(np.int64)
    corners -= corners.min(axis=0)
    spans = corners.max(axis=0) + 1
    keys = (corners[:, 2] * spans[0] + corners[:, 0]) * spans[1] + corners[:, 1]
    _, first, cell = np.unique(keys, return_index=True, return_inverse=True)
    middles = (np.floor(spots[first] / side) + 0.5) * side
    return sums(middles, np.bincount(cell, weights), centres, reach + side * np.sqrt(3) / 2)


def northwards(points: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Return the positions of the points that are kept (boolean), from south to north."""
    found = np.flatnonzero(kept)
    return found[np.argsort(points[found, 2], kind="stable")]


def sums(spots: np.ndarray, weights: np.ndarray, centres: np.ndarray, reach: float) -> np.ndarray:
    """Add up the weights of the spots, from south to north, within reach of each centre.

    Two points are as far apart as their heights above the equator, or farther: few spots are compared.
    """
    heights = centres[:, 2, None] + (np.array([-1, 1]) * (reach + MARGIN))
    bands = np.searchsorted(spots[:, 2], heights)
    least = least_cosines(spots, reach)
    found = np.empty(len(centres))
    for n, (centre, (start, end)) in enumerate(zip(centres, bands, strict=True)):
        found[n] = weights[start:end] @ (spots[start:end] @ centre >= least[start:end])
    return found
