"""The campuses of the selection as a table grouped by region: the map's equivalent in words."""

from functools import lru_cache

import pandas as pd
from markupsafe import Markup

from .. import captions, french
from ..campus import MOST_ROWS, TO_CHECK, proven, records
from ..coverage import picked, territory_rows
from ..data import Dataset
from ..display import address
from ..findings import none_listed
from ..french import plain
from ..hrefs import change
from ..selection import Selection
from ..templating import fragment
from ..vocabulary import Filiere, Level

COLUMNS = {
    "nom": "Campus",
    "filiere": "Filière",
    "commune": "Commune",
    "vague": "Vague",
    "date_labellisation": "Label",
    "preuve": "Preuve",
}
NOT_FOUND = "Aucun campus ne répond à cette recherche."

WORDS = {
    "ARROWS": {"ascending": " ↑", "descending": " ↓"},
    "COLUMNS": COLUMNS,
    "Filiere": Filiere,
    "MOST_ROWS": MOST_ROWS,
    "TO_CHECK": TO_CHECK,
    "change": change,
    "counted": french.counted,
    "date": french.date,
    "proven": proven,
}


@lru_cache(maxsize=4)
def searched(dataset: Dataset) -> pd.Series:
    """Return what a search looks at in each campus, folded (index id)."""
    campuses = dataset.campuses
    columns = ("commune", "region", "academie", "filiere", "etablissement_support")
    labels = campuses["filiere"].map(lambda filiere: Filiere(filiere).label)
    text = campuses["nom"].str.cat([*(campuses[column] for column in columns), labels], sep=" ")
    return text.map(plain)


@lru_cache(maxsize=8)
def ranks(dataset: Dataset, column: str) -> pd.Series:
    """Return the key by which a column is sorted (index id)."""
    keys = dataset.campuses[column]
    return keys if keys.dtype == int else keys.map(plain)


def found(dataset: Dataset, campuses: pd.Index, words: str) -> pd.Index:
    """Keep the campuses whose name, town, region, filière or school holds every word."""
    for word in set(plain(words).split()):
        text = searched(dataset)[campuses]
        campuses = campuses[text.str.contains(word, regex=False)]
    return campuses


def ordered(dataset: Dataset, campuses: pd.Index, sort: dict | None) -> pd.Index:
    """Sort by a column, as the reader asked; by name at first."""
    column = (sort or {}).get("colonne", "nom")
    keys = ranks(dataset, column)[campuses]
    falling = (sort or {}).get("sens") == "descending"
    return keys.sort_values(kind="stable", ascending=not falling).index


def listing(
    dataset: Dataset, selection: Selection, words: str = "", sort: dict | None = None
) -> Markup:
    """Write the table, region by region, with how complete each region's list is; its links as `hrefs.absolute` takes them."""
    campuses = found(dataset, dataset.campuses.index[picked(dataset, selection)], words or "")
    by_region: dict[str, list[Markup]] = {}
    for key in ordered(dataset, campuses, sort)[:MOST_ROWS]:
        region = records(dataset)[key]["code_region"]
        by_region.setdefault(region, []).append(row(dataset, key, key == selection.campus))
    territories = territory_rows(dataset, selection.but(level=Level.region))
    regions = [
        (territories[code]["nom"], known(territories[code]), rows)
        for code, rows in by_region.items()
    ]
    return fragment(
        "liste.html",
        WORDS,
        selection=selection,
        nobody=NOT_FOUND if words and len(dataset.campuses) else none_listed(dataset),
        order={"colonne": "nom", "sens": "ascending"} | (sort or {}),
        total=len(campuses),
        regions=sorted(regions, key=lambda region: plain(region[0])),
        file=address("donnees/campus.csv", selection.of_files.to_query()),
    )


@lru_cache(maxsize=8192)  # 1 kB each
def row(dataset: Dataset, campus: str, opened: bool) -> Markup:
    """Write the row of a campus, by id, once for all views: its link is said as `hrefs.absolute` takes it."""
    return fragment("ligne.html", WORDS, campus=records(dataset)[campus], opened=opened)


def known(territory: dict) -> str:
    """Say how many campuses of a region are known, of how many."""
    if captions.incomplete(territory):
        return captions.known_count(territory)
    whole = "liste complète" if territory["complet"] else "effectif publié inconnu"
    return f"{french.counted(territory['effectif_connu'], 'connu')}, {whole}"
