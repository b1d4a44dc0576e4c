"""The grid of coverage as plain values: the order of its rows, its signs, its sums; opens no file."""

from dataclasses import dataclass

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


def summed(table: pd.DataFrame) -> pd.DataFrame:
    """Sum the grid up by territory: index code; `nom`, `total`, and how many cells of each state."""
    by = table.groupby("code", sort=False)
    sums = by.agg(nom=("nom", "first"), total=("effectif", "sum"))
    return sums.assign(
        **{s.value: (table["etat"] == s).groupby(table["code"]).sum() for s in State}
    )


def order(sums: pd.DataFrame, selection: Selection) -> list[str]:
    """Order the territories as the reader chose; those that tie, by name without accents."""
    keys = {Tri.nom: None, Tri.total: -sums["total"], Tri.lacunes: -sums[GAPS].sum(axis=1)}
    rows = sums.sort_values("nom", key=lambda names: names.map(french.plain))
    first = keys[selection.tri]
    return list(rows.index if first is None else first[rows.index].sort_values(kind="stable").index)


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
