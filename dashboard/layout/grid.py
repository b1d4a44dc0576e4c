"""The grid of territories and filières: what is there, what is not, what is not known."""

import pandas as pd

from .. import french
from ..coverage import coverage_grid, territories
from ..data import Dataset
from ..markup import html
from ..matrix import KEY, SIGNS, SUMS, crossing, order, shown_filieres, summed
from ..selection import Selection
from ..vocabulary import Filiere, State, Tri, Vue
from .definition import definition
from .parts import file_links, hidden, link, mark


def grid(dataset: Dataset, selection: Selection) -> list:
    """Write the counts of each territory and filière, totals included, each a link to its map."""
    table = coverage_grid(dataset, selection)
    filieres = shown_filieres(selection)
    on_map = selection.but(vue=Vue.carte, campus=None, tri=Tri.nom)
    regions = territories(dataset, selection.level)["code_region"]
    sums = summed(table)
    cells: dict[str, list[dict]] = {}
    for row in table.to_dict("records"):
        cells.setdefault(row["code"], []).append(row)
    of = sums.to_dict("index")
    rows = [
        territory_row(cells[code], of[code], on_map.but(regions=frozenset({regions[code]})))
        for code in order(sums, selection)
    ]
    return [
        html.H2("Couverture des territoires, filière par filière", id="grille"),
        legend(),
        sorting(selection),
        html.Div(
            html.Table(
                [
                    html.Caption(
                        f"Campus connus par {selection.level.label} et par filière",
                        className="hors-ecran",
                    ),
                    html.Thead(html.Tr(heads(selection, filieres, on_map))),
                    html.Tbody([*rows, *totals(table, filieres)]),
                ],
                className="grille",
            ),
            className="defile",
            tabIndex=0,
            role="region",
            **{"aria-label": "Grille de couverture"},
        ),
        left_out(selection),
        file_links("couverture.csv", selection.but(essai=frozenset())),
        definition(dataset, "effectif", "lacunes"),
    ]


def legend():
    """Say what each sign of the grid means, and what its pattern is."""
    return html.Ul(
        [
            html.Li([html.Span(sign, className=f"signe {state.value}"), " ", state.label])
            for state, sign in KEY.items()
        ],
        className="rang classes note",
    )


def sorting(selection: Selection):
    """Offer the orders of the rows."""
    links = [
        html.Li(
            link(
                selection.but(tri=tri),
                tri.label,
                **{"data-ordre": tri.value},
                **({"aria-current": "true"} if tri is selection.tri else {}),
            )
        )
        for tri in Tri
    ]
    return html.Div(
        [html.Span("Trier par"), html.Ul(links, className="rang liens")], className="rang note"
    )


def heads(selection: Selection, filieres: list[Filiere], on_map: Selection) -> list:
    """Head the columns: the filières lead to their map, the sums say what they count."""
    order_of = {"total": Tri.total, State.absent: Tri.lacunes, State.a_confirmer: Tri.lacunes}
    return [
        html.Th(selection.level.label.capitalize(), scope="col", **sorted_by(selection, Tri.nom)),
        *(
            html.Th(
                link(
                    on_map.but(filieres=frozenset({f})),
                    [mark(f), html.Span(column_name(f), className="nom")],
                ),
                scope="col",
                className="filiere",
            )
            for f in filieres
        ),
        *(
            html.Th(
                words,
                scope="col",
                **(sorted_by(selection, order_of[key]) if key != State.a_confirmer else {}),
            )
            for key, words in SUMS.items()
        ),
    ]


def sorted_by(selection: Selection, tri: Tri) -> dict[str, str]:
    """Say to assistive technology by which column the rows are sorted."""
    if tri is not selection.tri:
        return {}
    return {"aria-sort": "ascending" if tri is Tri.nom else "descending"}


def territory_row(cells: list[dict], sums: dict, view: Selection):
    """Write a territory: its name, its cells, its sums."""
    said = [sums["nom"], hidden(" sur la carte")]
    return html.Tr(
        [
            html.Th(link(view, said), scope="row"),
            *(cell(row, view) for row in cells),
            *sums_of(sums),
        ]
    )


def sums_of(sums: dict) -> list:
    """Write the sums of a row, each with its word for a phone, where the heads are out of sight."""
    return [
        html.Td(
            [html.Span(f"{words}\u202f: ", className="etiquette"), french.number(sums[key])],
            className="somme",
        )
        for key, words in SUMS.items()
    ]


def totals(table: pd.DataFrame, filieres: list[Filiere]):
    """Yield the sums of the columns: campuses, certain absences, absences to be confirmed."""
    counts, states = crossing(table)
    for words, found in (
        ("Ensemble", counts.sum(axis=0)),
        ("Lacunes sûres", (states == State.absent.value).sum(axis=0)),
        ("À confirmer", (states == State.a_confirmer.value).sum(axis=0)),
    ):
        yield html.Tr(
            [
                html.Th(words, scope="row"),
                *(
                    html.Td([mark(f), french.number(count)])
                    for f, count in zip(filieres, found, strict=True)
                ),
                html.Td(french.number(found.sum()), className="somme"),
                html.Td(className="somme"),
                html.Td(className="somme"),
            ],
            className="sommes",
        )


def column_name(filiere: Filiere) -> str:
    """Shorten a filière for the head of a narrow column."""
    return filiere.short.split(",")[0].replace("biotech", "bio\u00adtech")


def cell(row: dict, view: Selection):
    """Write one crossing: its count, or the sign of why there is none, and the way to its map."""
    filiere, state = Filiere(row["filiere"]), State(row["etat"])
    if state is State.present:
        said = [french.number(row["effectif"]), hidden(f" campus, {filiere.short}")]
    else:
        said = [
            html.Span(SIGNS[state], **{"aria-hidden": "true"}),
            hidden(f"{filiere.short}, {state.label}"),
        ]
    here = view.but(filieres=frozenset({filiere}))
    return html.Td(link(here, [mark(filiere), *said]), className=state.value)


def left_out(selection: Selection):
    """Say which rows and columns the filters leave out, and lead to the whole grid."""
    if not selection.filieres and not selection.regions:
        return None
    whole = selection.but(filieres=frozenset(), regions=frozenset(), campus=None)
    return html.P(
        [
            "Les filières et les territoires hors du filtre ne sont pas dans la grille. ",
            link(whole, "Voir toute la grille"),
        ],
        className="note",
    )
