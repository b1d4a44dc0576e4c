"""The campuses of a crowd, gathered in rounds: who is in each, and how large it is; opens no file.

The cells are those of the whole dataset (`geography.marks`): a filter changes what is counted in a
round, never where it stands nor what a pixel of it is worth. A cell stops at the border of its region.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from . import french
from .campus import reading_order
from .coverage import columns, picked
from .data import Dataset
from .geography import Composition
from .selection import Selection
from .sheet import crowded, proportional_from, radius_px, sheet
from .vocabulary import Filiere, Indicator

NAMED = 3  # campuses that a round names
MOVED = "Les campus d’une même ville sont écartés, un trait mène au lieu exact."


@dataclass(frozen=True)
class Cluster:
    """Campuses gathered in a place of a frame, in kilometres; one alone too.

    `first` are the ids of those that come first in reading order, `filieres` the slugs and numbers of
    their filières, the most frequent first, `unproven` how many are to be checked. `cell` tells
    the cells of a frame apart, whatever is shown in them.
    """

    cell: int
    x: float
    y: float
    region: str
    count: int
    first: tuple[str, ...]
    filieres: tuple[tuple[str, int], ...]
    unproven: int
    radius_px: float

    @property
    def filiere(self) -> str:
        """Return the filière of all of them, empty when there are several."""
        return self.filieres[0][0] if len(self.filieres) == 1 else ""


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of a frame: the place of each, and the cell of each campus of the frame.

    `campuses` are positions in the dataset, in reading order, `cell` the cell of each of them.
    """

    x: list[float]
    y: list[float]
    campuses: np.ndarray
    cell: np.ndarray


@lru_cache(maxsize=24)
def cells(dataset: Dataset, composition: Composition) -> dict[str, Cells]:
    """List the cells of each frame, by its key."""
    known = dataset.campuses.index
    rank = pd.Index(reading_order(dataset)).get_indexer(known)
    found = {}
    for key, panel in sheet(dataset, composition).items():
        at = known.get_indexer(panel.points.index)
        places, cell = np.unique(
            panel.points[["x", "y"]].to_numpy(float).reshape(-1, 2), axis=0, return_inverse=True
        )
        order = np.argsort(rank[at])
        x, y = places.round(1).T.tolist()
        found[key] = Cells(x, y, at[order], cell.ravel()[order])
    return found


@lru_cache(maxsize=256)
def clusters(
    dataset: Dataset, selection: Selection, composition: Composition, others: bool = False
) -> dict[str, tuple[Cluster, ...]]:
    """Gather the campuses of a selection, by key of frame, those of the fullest cells first.

    Parameters
    ----------
    others : gather instead the campuses of the other filières, that the same filters keep.
    """
    kept = picked(dataset, selection)
    if others:
        every = picked(dataset, selection.but(filieres=frozenset()))
        none = selection.indicator is Indicator.population  # they would pass for the people
        kept = every & ~kept & (not none)
    known, ids = columns(dataset), dataset.campuses.index.to_numpy(object)
    slugs = [filiere.value for filiere in Filiere]
    found = {}
    for key, frame in cells(dataset, composition).items():
        here = kept[frame.campuses]
        campuses, cell = frame.campuses[here], frame.cell[here]
        grid = np.zeros((len(frame.x), len(slugs)), dtype=int)
        np.add.at(grid, (cell, known.filiere[campuses]), 1)
        unproven = np.bincount(cell[~known.sourced[campuses]], minlength=len(frame.x))
        radii = radius_px(dataset, composition, grid.sum(axis=1)).tolist()
        order = np.argsort(cell, kind="stable")
        filled, start = np.unique(cell[order], return_index=True)
        gathered = []
        for n, begin in zip(filled.tolist(), start.tolist(), strict=True):
            count = int(grid[n].sum())
            inside = campuses[order[begin : begin + min(count, NAMED)]]
            present = sorted(np.flatnonzero(grid[n]).tolist(), key=lambda f, row=grid[n]: -row[f])
            gathered.append(
                Cluster(
                    n,
                    frame.x[n],
                    frame.y[n],
                    known.region[inside[0]],
                    count,
                    tuple(ids[inside].tolist()),
                    tuple((slugs[f], int(grid[n][f])) for f in present),
                    int(unproven[n]),
                    radii[n],
                )
            )
        found[key] = tuple(sorted(gathered, key=lambda cluster: (-cluster.count, cluster.cell)))
    return found


def holding(dataset: Dataset, composition: Composition, campus: str | None) -> dict[str, int]:
    """Return the cell that holds a campus in each frame that shows it."""
    if campus is None:
        return {}
    at = dataset.campuses.index.get_loc(campus)
    return {
        key: int(frame.cell[frame.campuses == at][0])
        for key, frame in cells(dataset, composition).items()
        if (frame.campuses == at).any()
    }


def in_rounds(dataset: Dataset, selection: Selection, composition: Composition) -> tuple[int, int]:
    """Count the campuses gathered in rounds, and these rounds; an enlarged region is not counted twice."""
    panels = sheet(dataset, composition)
    rounds = [
        cluster.count
        for key, gathered in clusters(dataset, selection, composition).items()
        if not panels[key].frame.enlarges
        for cluster in gathered
        if cluster.count > 1
    ]
    return sum(rounds), len(rounds)


@lru_cache(maxsize=256)
def notice(dataset: Dataset, selection: Selection, composition: Composition) -> str:
    """Say in a key how many campuses are gathered, and what the rounds mean; nothing without a crowd."""
    if not crowded(dataset):
        return ""
    count, rounds = in_rounds(dataset, selection, composition)
    if not rounds:
        return "À cette échelle, aucun campus n’est regroupé avec un autre."
    many = rounds > 1
    since = proportional_from(dataset, composition)
    said = (
        f"À cette échelle, {french.number(count)} campus sont regroupés en "
        f"{french.counted(rounds, 'rond')}, dans leur région\u202f: le nombre est dans "
        f"{'chaque rond' if many else 'le rond'}, la surface lui est proportionnelle"
    )
    if since > 2:
        said += f" à partir de {french.number(since)} campus"
    several = "" if len(selection.filieres) == 1 else " Gris foncé\u202f: plusieurs filières."
    return f"{said}.{several} Un campus seul garde sa marque, un trait mène au lieu exact."
