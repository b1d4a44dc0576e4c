"""The grid of coverage as plain values: the order of its rows, its signs, its sums; opens no file."""

from dataclasses import dataclass
from functools import lru_cache

from . import french
from .coverage import crossings, territories
from .data import Dataset
from .selection import Selection
from .vocabulary import Filiere, State, Tri

SIGNS = {State.absent: "–", State.a_confirmer: "?", State.hors_filtre: "×"}
KEY = {State.present: "1"} | SIGNS  # what the legend of a grid may list
SUMS = {"total": "Total", State.absent: "Lacunes sûres", State.a_confirmer: "À confirmer"}
STATES = list(State)


@dataclass(frozen=True)
class Cell:
    """A crossing: its count or the sign of why there is none, its state, and both in words."""

    sign: str
    state: str
    words: str


@dataclass(frozen=True)
class Row:
    """A territory: its code and name, its cells in the order of the filières, its sums in that of `SUMS`."""

    code: str
    name: str
    cells: tuple[Cell, ...]
    sums: tuple[int, ...]


@lru_cache(maxsize=1024)
def cell(filiere: Filiere, state: State, count: int) -> Cell:
    """Say one crossing of the grid."""
    if state is State.present:
        said = french.number(count)
        return Cell(said, state.value, f"{said} campus, {filiere.short}")
    return Cell(SIGNS[state], state.value, f"{filiere.short}, {state.label}")


def matrix(dataset: Dataset, selection: Selection) -> list[Row]:
    """List the rows of the grid of a selection in the reader's order; those that tie, by name without accents."""
    lines, filieres, counts, ranks = crossings(dataset, selection)
    names = territories(dataset, selection.level)["nom"].iloc[lines]
    rows = []
    for (code, name), here, states in zip(
        names.items(), counts.tolist(), ranks.tolist(), strict=True
    ):
        found = [STATES[rank] for rank in states]
        cells = tuple(map(cell, filieres, found, here))
        gaps = (found.count(State.absent), found.count(State.a_confirmer))
        rows.append(Row(code, name, cells, (sum(here), *gaps)))
    first = {Tri.total: lambda row: -row.sums[0], Tri.lacunes: lambda row: -sum(row.sums[1:])}
    by = first.get(selection.tri, lambda row: 0)
    return sorted(rows, key=lambda row: (by(row), french.plain(row.name)))


def signs(rows: list[Row]) -> dict[State, str]:
    """Return what the legend of a grid lists: the states that its rows have, with their signs."""
    held = {cell.state for row in rows for cell in row.cells}
    return {state: sign for state, sign in KEY.items() if state.value in held}


def totals(dataset: Dataset, selection: Selection) -> dict[str, list[int]]:
    """Sum the columns of the grid: campuses, certain absences, absences to be confirmed, by their words."""
    _, _, counts, ranks = crossings(dataset, selection)
    gaps = {
        words: (ranks == STATES.index(state)).sum(axis=0).tolist()
        for state, words in SUMS.items()
        if state in STATES
    }
    return {"Ensemble": counts.sum(axis=0).tolist()} | gaps
