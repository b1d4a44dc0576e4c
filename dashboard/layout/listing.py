"""The campuses of the selection as a table grouped by region: the map's equivalent in words."""

from functools import lru_cache

import pandas as pd

from .. import captions, french
from ..campus import MOST_ROWS, TO_CHECK, proven, records
from ..coverage import picked, territory_rows
from ..data import Dataset
from ..display import address
from ..french import plain
from ..markup import html
from ..selection import Selection
from ..vocabulary import Filiere, Level
from .parts import hidden, link, mark

COLUMNS = {
    "nom": "Campus",
    "filiere": "Filière",
    "commune": "Commune",
    "vague": "Vague",
    "date_labellisation": "Label",
    "preuve": "Preuve",
}


ARROWS = {
    "ascending": html.Span(" ↑", **{"aria-hidden": "true"}),
    "descending": html.Span(" ↓", **{"aria-hidden": "true"}),
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
    for word in plain(words).split():
        text = searched(dataset)[campuses]
        campuses = campuses[text.str.contains(word, regex=False)]
    return campuses


def ordered(dataset: Dataset, campuses: pd.Index, sort: dict | None) -> pd.Index:
    """Sort by a column, as the reader asked; by name at first."""
    column = (sort or {}).get("colonne", "nom")
    keys = ranks(dataset, column if column in COLUMNS else "nom")[campuses]
    falling = (sort or {}).get("sens") == "descending"
    return keys.sort_values(kind="stable", ascending=not falling).index


def listing(
    dataset: Dataset, selection: Selection, words: str = "", sort: dict | None = None
) -> list:
    """Write the table, region by region, with how complete each region's list is."""
    campuses = found(dataset, dataset.campuses.index[picked(dataset, selection)], words or "")
    if campuses.empty:
        return [nothing(selection, bool(words))]
    by_region: dict[str, list[dict]] = {}
    for key in ordered(dataset, campuses, sort)[:MOST_ROWS]:
        campus = records(dataset)[key]
        by_region.setdefault(campus["code_region"], []).append(campus)
    territories = territory_rows(dataset, selection.but(level=Level.region))
    names = sorted(by_region, key=lambda code: plain(territories[code]["nom"]))
    note = (
        html.P(
            [
                f"Les {MOST_ROWS} premiers sur {french.number(len(campuses))}\u202f: affinez les filtres, "
                "ou téléchargez le ",
                html.A(
                    "fichier CSV", href=address("donnees/campus.csv", selection.of_files.to_query())
                ),
                ", qui les contient tous.",
            ],
            className="avis",
        )
        if len(campuses) > MOST_ROWS
        else None
    )
    return [
        note,
        html.Table(
            [
                html.Caption(french.counted(len(campuses), "campus", "campus") + ", par région"),
                html.Thead(
                    html.Tr([part for column in COLUMNS for part in (heading(column, sort), " ")])
                ),
                *(region_rows(territories[code], by_region[code], selection) for code in names),
            ],
            className="liste",
        ),
    ]


def heading(column: str, sort: dict | None):
    """Write the head of a column, a button that sorts by it."""
    sort = sort or {"colonne": "nom", "sens": "ascending"}
    state = {"aria-sort": sort.get("sens")} if sort.get("colonne") == column else {}
    arrow = ARROWS.get(state.get("aria-sort"))
    return html.Th(
        html.Button([COLUMNS[column], arrow], type="button", **{"data-tri": column}),
        scope="col",
        className=f"col-{column}",
        **state,
    )


def region_rows(row: dict, campuses: list[dict], selection: Selection):
    """Write the campuses of a region under its name."""
    known = (
        captions.known_count(row)
        if captions.incomplete(row)
        else f"{french.counted(row['effectif_connu'], 'connu')}, liste complète"
        if row["complet"]
        else f"{french.counted(row['effectif_connu'], 'connu')}, effectif publié inconnu"
    )
    head = html.Tr(
        html.Th(
            [html.Span(row["nom"], className="nom"), " ", html.Span(known, className="note")],
            colSpan=len(COLUMNS),
            scope="row",
        ),
        className="region",
    )
    return html.Tbody([head, *(campus_row(campus, selection) for campus in campuses)])


def campus_row(campus: dict, selection: Selection):
    """Write one campus; its name opens it."""
    date = campus["date_labellisation"]
    opened = {"aria-current": "true"} if campus["id"] == selection.campus else {}
    cells = {
        "nom": [
            mark(campus["filiere"], not proven(campus)),
            link(
                selection.but(campus=campus["id"]), campus["nom"], **{"data-campus": campus["id"]}
            ),
        ],
        "filiere": Filiere(campus["filiere"]).short,
        "commune": [campus["commune"], hidden(f", {campus['region']}")],
        "vague": campus["vague"],
        "date_labellisation": french.date(date) if date else "inconnue",
        "preuve": "sourcé" if proven(campus) else TO_CHECK,
    }
    return html.Tr(
        [
            html.Th(cells["nom"], scope="row", className="col-nom"),
            *(
                part
                for column in COLUMNS
                if column != "nom"
                for part in (" ", html.Td(cells[column], className=f"col-{column}"))
            ),
        ],
        **opened,
    )


def nothing(selection: Selection, searched: bool):
    """Say that no campus answers, and lead back to those that do."""
    said = (
        "Aucun campus ne répond à cette recherche."
        if searched
        else "Aucun campus connu ne répond à ces filtres."
    )
    widen = link(selection.but(**Selection.NO_FILTER), "Effacer tous les filtres")
    return html.P([said, " ", widen if selection.filtered else None, hidden(".")], className="avis")
