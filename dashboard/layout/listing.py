"""The campuses of the selection as a table grouped by region: the map's equivalent in words."""

import pandas as pd

from .. import captions, french
from ..campus import TO_CHECK, proven, records
from ..coverage import select, territory_rows
from ..data import Dataset
from ..french import plain
from ..markup import html
from ..selection import Selection
from ..vocabulary import Filiere, Level
from .parts import hidden, link, mark

MOST_ROWS = 400  # beyond, the page says so and leads to the CSV file
COLUMNS = {
    "nom": "Campus",
    "filiere": "Filière",
    "commune": "Commune",
    "vague": "Vague",
    "date_labellisation": "Label",
    "preuve": "Preuve",
}


def found(campuses: pd.DataFrame, words: str) -> pd.DataFrame:
    """Keep the campuses whose name, town, region, filière or school holds every word."""
    if not words:
        return campuses
    text = campuses["nom"].str.cat(
        [
            campuses[column]
            for column in ("commune", "region", "academie", "filiere", "etablissement_support")
        ],
        sep=" ",
    )
    labels = campuses["filiere"].map(lambda filiere: Filiere(filiere).label)
    folded = text.str.cat(labels, sep=" ").map(plain)
    kept = pd.Series(True, index=campuses.index)
    for word in plain(words).split():
        kept &= folded.str.contains(word, regex=False)
    return campuses[kept]


def ordered(campuses: pd.DataFrame, sort: dict | None) -> pd.DataFrame:
    """Sort by a column, as the reader asked; by name at first."""
    column = (sort or {}).get("colonne", "nom")
    if column not in COLUMNS:
        column = "nom"
    keys = campuses[column]
    if keys.dtype != int:
        keys = keys.map(plain)
    falling = (sort or {}).get("sens") == "descending"
    return campuses.loc[keys.sort_values(kind="stable", ascending=not falling).index]


def listing(
    dataset: Dataset, selection: Selection, words: str = "", sort: dict | None = None
) -> list:
    """Write the table, region by region, with how complete each region's list is."""
    campuses = found(pd.DataFrame(select(dataset.campuses, selection)), words or "")
    if campuses.empty:
        return [nothing(selection, bool(words))]
    by_region: dict[str, list[dict]] = {}
    for key in ordered(campuses, sort).index[:MOST_ROWS]:
        campus = records(dataset)[key]
        by_region.setdefault(campus["code_region"], []).append(campus)
    territories = territory_rows(dataset, selection.but(level=Level.region))
    names = sorted(by_region, key=lambda code: plain(territories[code]["nom"]))
    note = (
        html.P(
            f"Les {MOST_ROWS} premiers sur {french.number(len(campuses))}\u202f: affinez les filtres, ou "
            "téléchargez le fichier CSV, qui les contient tous.",
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
                html.Thead(html.Tr([heading(column, sort) for column in COLUMNS])),
                *(region_rows(territories[code], by_region[code], selection) for code in names),
            ],
            className="liste",
        ),
    ]


def heading(column: str, sort: dict | None):
    """Write the head of a column, a button that sorts by it."""
    sort = sort or {"colonne": "nom", "sens": "ascending"}
    state = {"aria-sort": sort.get("sens")} if sort.get("colonne") == column else {}
    return html.Th(
        html.Button(COLUMNS[column], type="button", **{"data-tri": column}),
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
            [html.Span(row["nom"], className="nom"), " ", html.Span(known, className="connus")],
            colSpan=len(COLUMNS),
            scope="rowgroup",
        ),
        className="region",
    )
    return html.Tbody([head, *(campus_row(campus, selection) for campus in campuses)])


def campus_row(campus: dict, selection: Selection):
    """Write one campus; its name opens it."""
    date = campus["date_labellisation"]
    opened = {"aria-current": "true"} if campus["id"] == selection.campus else {}
    cells = {
        "nom": link(
            selection.but(campus=campus["id"]), campus["nom"], **{"data-campus": campus["id"]}
        ),
        "filiere": [mark(campus["filiere"], not proven(campus)), Filiere(campus["filiere"]).short],
        "commune": campus["commune"],
        "vague": campus["vague"],
        "date_labellisation": french.date(date) if date else "inconnue",
        "preuve": "sourcé" if proven(campus) else TO_CHECK,
    }
    return html.Tr(
        [
            html.Th(cells["nom"], scope="row", className="col-nom"),
            *(
                html.Td(cells[column], className=f"col-{column}")
                for column in COLUMNS
                if column != "nom"
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
