"""Who has a campus: counts, rates and gaps as plain tables; opens no file."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd

from .data import Dataset
from .selection import Selection
from .vocabulary import FRANCE, RATE_PER, Filiere, Level, Preuve, State, Vague

FILIERES = pd.Index(list(Filiere))
RANK = {filiere: n for n, filiere in enumerate(Filiere)}


def shown_filieres(selection: Selection) -> list[Filiere]:
    """List the filières that a selection shows: the chosen ones, or all."""
    return [f for f in Filiere if f in (selection.filieres or Filiere)]


@dataclass(frozen=True, eq=False)
class Columns:
    """What filters look at, one value a campus, in the order of the file: arrays, quick to compare."""

    filiere: np.ndarray  # position in the vocabulary
    vague: np.ndarray
    region: np.ndarray  # code
    sourced: np.ndarray


@lru_cache(maxsize=8)
def columns(dataset: Dataset) -> Columns:
    """Read the columns that filters look at, once."""
    campuses = dataset.campuses
    return Columns(
        FILIERES.get_indexer(campuses["filiere"]),
        campuses["vague"].to_numpy(int),
        campuses["code_region"].to_numpy(object),
        (campuses["preuve"] == Preuve.source).to_numpy(bool),
    )


@lru_cache(maxsize=1024)
def picked(dataset: Dataset, selection: Selection) -> np.ndarray:
    """Say for each campus of a dataset whether it answers the selection's filters (boolean)."""
    known = columns(dataset)
    kept = np.ones(len(known.vague), dtype=bool)
    if selection.filieres:
        kept &= np.isin(known.filiere, [RANK[filiere] for filiere in selection.filieres])
    if selection.vagues:
        kept &= np.isin(known.vague, [int(vague) for vague in selection.vagues])
    if selection.regions:
        kept &= np.array([code in selection.regions for code in known.region], dtype=bool)
    if selection.sourced_only:
        kept &= known.sourced
    kept.flags.writeable = False
    return kept


def select(dataset: Dataset, selection: Selection) -> gpd.GeoDataFrame:
    """Keep the campuses that answer the selection's filters, in the order of the file."""
    return dataset.campuses[picked(dataset, selection)]


@lru_cache(maxsize=64)
def last_published(dataset: Dataset, perimetre: str = FRANCE) -> tuple[str, int] | None:
    """Return the last published number of campuses of the country or of a region: its ISO date, the number.

    Of two of one date, the last in the file, which is also the one that the data are checked against.
    """
    said = dataset.effectifs[dataset.effectifs["perimetre"] == perimetre]
    said = said.sort_values("date", kind="stable")
    return None if said.empty else (str(said["date"].iloc[-1]), int(said["effectif"].iloc[-1]))


def national_count(dataset: Dataset) -> int | None:
    """Return the last published number of campuses of the country."""
    last = last_published(dataset)
    return last and last[1]


def whole(dataset: Dataset) -> bool:
    """Whether as many campuses are known as were last published for the country."""
    published = national_count(dataset)
    return published is not None and len(dataset.campuses) >= published


@lru_cache(maxsize=8)
def territories(dataset: Dataset, level: Level) -> pd.DataFrame:
    """Describe the territories of a level, whatever the selection.

    Returns
    -------
    Index `code` (INSEE code of a region, name of an académie); `nom`, `code_region`,
    `effectif_connu` (campuses of the file, whatever the selection), `effectif_publie` (last
    published count, <NA> where unknown), `complet` (as many are known as were published, for the
    region or, where its own count is not known, for the country), `population`, `population_15_24` (persons,
    1 January 2017, NaN where unknown: only académies that are a whole region have theirs).
    """
    regions = dataset.regions
    last = [last_published(dataset, name) for name in regions["region"]]
    published = pd.Series([each and each[1] for each in last], index=regions.index, dtype="Int64")
    known = dataset.campuses.groupby("code_region").size().reindex(regions.index, fill_value=0)
    by_region = pd.DataFrame(
        {
            "nom": regions["region"],
            "code_region": regions.index,
            "effectif_connu": known,
            "effectif_publie": published,
            "complet": (known >= published).fillna(whole(dataset)).astype(bool),
            "population": regions["population_2017"].astype(float),
            "population_15_24": regions["population_15_24_2017"].astype(float),
        },
        index=regions.index.rename("code"),
    )
    if level is Level.region:
        return by_region
    academies = dataset.academies
    table = by_region.reindex(academies["code_region"]).set_axis(academies.index.rename("code"))
    shared = academies["code_region"].duplicated(keep=False).to_numpy()
    table["nom"] = academies.index.astype(str)
    table["effectif_connu"] = (
        dataset.campuses.groupby("academie").size().reindex(academies.index, fill_value=0)
    )
    table.loc[shared, ["population", "population_15_24"]] = np.nan
    table.loc[shared, "effectif_publie"] = pd.NA
    return table


@lru_cache(maxsize=8)
def position_of_campuses(dataset: Dataset, level: Level) -> np.ndarray:
    """Return the position, among `territories`, of the territory of each campus."""
    index = territories(dataset, level).index
    column = "code_region" if level is Level.region else "academie"
    return index.get_indexer(dataset.campuses[column])


@lru_cache(maxsize=64)
def count_by_territory(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Count the campuses of a selection in each territory of its level, zero included.

    Returns
    -------
    The columns of `territories`, and `effectif` (campuses), `taux` (campuses per 100,000 inhabitants
    aged 15 to 24, NaN where their number is unknown), `diversite` (filières present), `dominante`
    (tuple of the most represented filières: several when they tie, none without campus).
    """
    table = territories(dataset, selection.level).copy()
    for name, counts in tally(dataset, selection).items():
        table[name] = counts
    return table


@lru_cache(maxsize=64)
def territory_rows(dataset: Dataset, selection: Selection) -> dict[str, dict]:
    """Return the rows of `count_by_territory` as plain records, by the code of the territory."""
    counts = tally(dataset, selection)
    known = territory_records(dataset, selection.level)
    return {
        code: row | dict(zip(counts, numbers, strict=True))
        for (code, row), *numbers in zip(known.items(), *counts.values(), strict=True)
    }


@lru_cache(maxsize=8)
def territory_records(dataset: Dataset, level: Level) -> dict[str, dict]:
    """Return the rows of `territories` as plain records, by code."""
    return territories(dataset, level).to_dict("index")


@lru_cache(maxsize=64)
def tally(dataset: Dataset, selection: Selection) -> dict[str, list]:
    """Count the campuses of a selection: the columns that `count_by_territory` adds, by name."""
    grid = crossed(dataset, selection)
    young = territories(dataset, selection.level)["population_15_24"].to_numpy()
    totals, highest = grid.sum(axis=1), grid.max(axis=1, initial=0)
    return {
        "effectif": totals.tolist(),
        "taux": (totals / np.where(young > 0, young, np.nan) * RATE_PER).tolist(),
        "diversite": (grid > 0).sum(axis=1).tolist(),
        "dominante": [
            tuple(f for f, count in zip(Filiere, row, strict=True) if count == most > 0)
            for row, most in zip(grid.tolist(), highest.tolist(), strict=True)
        ],
    }


@lru_cache(maxsize=64)
def coverage_grid(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Cross the territories of a selection's level with its filières, empty crossings included.

    Returns
    -------
    One row a crossing: `code`, `nom`, `filiere`, `effectif`, and `etat` (`State`): `present`;
    `absent` (no campus known and the territory's list is complete); `a-confirmer` (none known, list
    incomplete or not published); `hors-filtre` (one is known, that a filter leaves out).
    """
    table = territories(dataset, selection.level)
    lines, filieres, shown, states = crossings(dataset, selection)
    return pd.DataFrame(
        {
            "code": np.repeat(table.index.to_numpy(object)[lines], len(filieres)),
            "nom": np.repeat(table["nom"].to_numpy(object)[lines], len(filieres)),
            "filiere": np.tile(np.array([f.value for f in filieres], object), len(lines)),
            "effectif": shown.ravel(),
            "etat": np.array([state.value for state in State], object)[states.ravel()],
        }
    )


@lru_cache(maxsize=64)
def crossings(
    dataset: Dataset, selection: Selection
) -> tuple[np.ndarray, list[Filiere], np.ndarray, np.ndarray]:
    """Cross the territories of a selection's level with its filières, as arrays.

    Returns
    -------
    The rows of `territories`, the filières, and for each row and filière the campuses and the rank of the
    `State`: both (rows, filières).
    """
    table = territories(dataset, selection.level)
    lines = np.flatnonzero(table["code_region"].map(selection.concerns))
    filieres = shown_filieres(selection)
    cells = np.ix_(lines, [RANK[f] for f in filieres])
    shown = crossed(dataset, selection)[cells]
    known = crossed(dataset, Selection(level=selection.level))[cells]
    complete = table["complet"].to_numpy(bool)[lines, None]
    present, left_out, absent, to_confirm = range(len(State))  # as they outweigh one another
    missing = np.where(complete, absent, to_confirm)
    states = np.where(shown > 0, present, np.where(known > 0, left_out, missing))
    return lines, filieres, shown, states


def crossed(dataset: Dataset, selection: Selection) -> np.ndarray:
    """Count the campuses of a selection by territory of its level and filière: (territories, filières)."""
    kept = picked(dataset, selection)
    counts = np.zeros((len(territories(dataset, selection.level)), len(FILIERES)), dtype=int)
    at = position_of_campuses(dataset, selection.level)[kept]
    np.add.at(counts, (at, columns(dataset).filiere[kept]), 1)
    return counts


@lru_cache(maxsize=64)
def presence(dataset: Dataset, selection: Selection) -> pd.Series:
    """Say for each territory of a selection whether it has a campus of its filières (`State`)."""
    lines, _, _, states = crossings(dataset, selection)
    best = [list(State)[rank] for rank in states.min(axis=1, initial=len(State) - 1)]
    return pd.Series(best, index=territories(dataset, selection.level).index[lines], dtype=object)


def facets(dataset: Dataset, selection: Selection) -> dict[str, dict]:
    """Count what each filter would show, all the other filters kept.

    Returns
    -------
    `filieres`: {Filiere: campuses}, `vagues`: {Vague: campuses}, `regions`: {code: campuses}.
    """
    every = {"filieres": list(Filiere), "vagues": list(Vague), "regions": dataset.regions.index}
    known = columns(dataset)
    values = {"filieres": known.filiere, "vagues": known.vague, "regions": known.region}
    counts = {}
    for field, column in values.items():
        kept = picked(dataset, selection.but(**{field: frozenset()}))
        found = Counter(column[kept].tolist())
        codes = range(len(Filiere)) if field == "filieres" else every[field]
        counts[field] = {
            value: found[code] for value, code in zip(every[field], codes, strict=True)
        }
    return counts
