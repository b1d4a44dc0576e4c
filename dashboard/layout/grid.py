"""The grid of regions and filières: what is there, what is not, what is not known."""

from dash import html

from .. import french
from ..coverage import coverage_grid
from ..data import Dataset
from ..selection import Selection
from ..vocabulary import Filiere, Level, Vue
from .parts import hidden, link, mark

SIGNS = {"absent": "–", "a-confirmer": "?"}
WORDS = {
    "absent": "aucun campus, la liste du territoire est complète",
    "a-confirmer": "aucun campus connu, liste incomplète ou non publiée : à confirmer",
}


def grid(dataset: Dataset, selection: Selection) -> list:
    """Write the counts of each territory and filière, totals included, each a link to its map."""
    table = coverage_grid(dataset, selection)
    filieres = [f for f in Filiere if f in (selection.filieres or Filiere)]
    by_region = selection.level is Level.region
    on_map = selection.but(vue=Vue.carte, campus=None)
    heads = [
        html.Th(
            link(
                on_map.but(filieres=frozenset({f})),
                [mark(f), html.Span(column_name(f), className="nom")],
            ),
            scope="col",
        )
        for f in filieres
    ]
    rows = []
    for code, cells in table.groupby("code", sort=False):
        name = cells["nom"].iloc[0]
        view = on_map.but(regions=frozenset({code})) if by_region else on_map
        rows.append(
            html.Tr(
                [
                    html.Th(link(view, name) if by_region else name, scope="row"),
                    *(cell(row, view) for _, row in cells.iterrows()),
                    html.Td(french.number(cells["effectif"].sum()), className="total"),
                ]
            )
        )
    sums = table.groupby("filiere")["effectif"].sum()
    total = html.Tr(
        [
            html.Th("Ensemble", scope="row"),
            *(html.Td(french.number(sums.get(f.value, 0)), className="total") for f in filieres),
            html.Td(french.number(table["effectif"].sum()), className="total"),
        ]
    )
    return [
        html.H2("Couverture des territoires, filière par filière"),
        html.Ul(
            [
                html.Li([html.B(sign), " ", WORDS[state].replace(" :", "\u202f:")])
                for state, sign in SIGNS.items()
            ],
            className="cle-grille",
        ),
        html.Div(
            html.Table(
                [
                    html.Caption(
                        f"Campus connus par {selection.level.label} et par filière",
                        className="hors-ecran",
                    ),
                    html.Thead(
                        html.Tr(
                            [
                                html.Th(selection.level.label.capitalize(), scope="col"),
                                *heads,
                                html.Th("Total", scope="col"),
                            ]
                        )
                    ),
                    html.Tbody([*rows, total]),
                ],
                className="grille",
            ),
            className="defile",
            tabIndex=0,
            role="region",
            **{"aria-label": "Grille de couverture"},
        ),
    ]


def column_name(filiere: Filiere) -> str:
    """Shorten a filière for the head of a narrow column."""
    return filiere.short.split(",")[0].replace("biotech", "bio\u00adtech")


def cell(row, view: Selection):
    """Write one crossing: its count and the way to its map, or why there is none."""
    if row["effectif"]:
        here = view.but(filieres=frozenset({Filiere(row["filiere"])}))
        said = link(
            here,
            [french.number(row["effectif"]), hidden(f" campus, {Filiere(row['filiere']).short}")],
        )
        return html.Td(said, className="present")
    state = row["etat"]
    return html.Td(
        [html.Span(SIGNS[state], **{"aria-hidden": "true"}), hidden(WORDS[state])], className=state
    )
