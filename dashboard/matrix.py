"""The grid of coverage as plain values: the order of its rows, its signs, its sums; opens no file."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import french
from .coverage import coverage_grid
from .data import Dataset
from .selection import Selection
from .vocabulary import Filiere, State, Tri

SIGNS = {State.absent: "–", State.a_confirmer: "?", State.hors_filtre: "×"}
KEY = {State.present: "1"} | SIGNS  # what the legend of the grid lists
GAPS = [State.absent.value, State.a_confirmer.value]
SUMS = {"total": "Total", State.absent: "Lacunes sûres", State.a_confirmer: "À confirmer"}


@dataclass(frozen=True)
class Cell:
    """A crossing: its count or the sign of why there is none, its state, and both in words."""

    sign: str
    state: str
    words: str


@dataclass(frozen=True)
class Row:
    """A territory: its name, its cells in the order of the filières, its sums in that of `SUMS`."""

    name: str
    cells: tuple[Cell, ...]
    sums: tuple[int, ...]


def shown_filieres(selection: Selection) -> list[Filiere]:
    """List the columns of the grid of a selection."""
    return [f for f in Filiere if f in (selection.filieres or Filiere)]


def crossing(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Set the grid out: counts and states, each (territories, filières)."""
    width = table["filiere"].nunique() or 1
    return tuple(table[name].to_numpy().reshape(-1, width) for name in ("effectif", "etat"))


def summed(table: pd.DataFrame) -> pd.DataFrame:
    """Sum the grid up by territory: index code; `nom`, `total`, and how many cells of each state."""
    counts, states = crossing(table)
    first = table[["code", "nom"]].drop_duplicates("code").set_index("code")
    by_state = {state.value: (states == state.value).sum(axis=1) for state in State}
    return first.assign(total=counts.sum(axis=1), **by_state)


def order(sums: pd.DataFrame, selection: Selection) -> list[str]:
    """Order the territories as the reader chose; those that tie, by name without accents."""
    keys = {Tri.total: -sums["total"], Tri.lacunes: -sums[GAPS].sum(axis=1)}
    first = keys.get(selection.tri, sums["total"] * 0).to_dict()
    names = sums["nom"].map(french.plain).to_dict()
    return sorted(names, key=lambda code: (first[code], names[code]))


def cell(row: dict) -> Cell:
    """Say one crossing of the grid."""
    filiere, state = Filiere(row["filiere"]), State(row["etat"])
    if state is State.present:
        said = french.number(row["effectif"])
        return Cell(said, state.value, f"{said} campus, {filiere.short}")
    return Cell(SIGNS[state], state.value, f"{filiere.short}, {state.label}")


def matrix(dataset: Dataset, selection: Selection) -> list[Row]:
    """List the rows of the grid of a selection, in the reader's order."""
    table = coverage_grid(dataset, selection)
    sums = summed(table)
    cells: dict[str, list[Cell]] = {}
    for row in table.to_dict("records"):
        cells.setdefault(row["code"], []).append(cell(row))
    return [
        Row(
            sums.at[code, "nom"],
            tuple(cells[code]),
            tuple(int(sums.at[code, name]) for name in SUMS),
        )
        for code in order(sums, selection)
    ]
