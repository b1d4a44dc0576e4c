"""The page as a tree of components, for the browser's script and, written as HTML, without it."""

from dash import dcc
from markupsafe import Markup

from .. import ids
from ..data import Dataset
from ..drawing import first_map
from ..markup import html, to_html
from ..selection import Selection
from ..summary import subtitle
from ..vocabulary import Vue
from .analysis import analysis, menu, questions, widen
from .filters import filters
from .grid import grid
from .head import head
from .legend import legend
from .listing import listing
from .panel import panel

__all__ = ["around", "body", "in_html", "island", "listing", "main_class", "rows"]

TITLE = "Les campus des métiers et des qualifications"
CONFIG = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}
ZOOM = (
    ("plus", "+", "Agrandir la carte"),
    ("moins", "−", "Réduire la carte"),
    ("tout", "⤢", "Revoir toute la carte"),
)
PAN = (
    ("ouest", "←", "Aller vers l’ouest"),
    ("nord", "↑", "Aller vers le nord"),
    ("sud", "↓", "Aller vers le sud"),
    ("est", "→", "Aller vers l’est"),
)


HELP = (
    "Carte des campus. Flèches pour passer d’un campus à l’autre, Entrée pour ouvrir sa fiche. Les mêmes "
    "campus sont dans la liste."
)
ISLAND = Markup('<div id="react-entry-point"></div>')  # where Dash puts the interactive map


def island() -> list:
    """Build what Dash holds: the address, what the script asks of the server, the interactive map."""
    return [
        dcc.Location(id=ids.URL, refresh=False),
        dcc.Store(id=ids.COMPOSITION),
        dcc.Store(id=ids.SEARCH),
        dcc.Store(id=ids.ROWS),
        dcc.Graph(
            id=ids.GRAPH,
            config=CONFIG,
            responsive=True,
            clear_on_unhover=True,
            className="graphe",
        ),
    ]


def around(dataset: Dataset, selection: Selection) -> dict[str, list]:
    """Say a selection around the map: trees by the id of their place."""
    return {
        ids.HEAD: head(dataset, selection),
        ids.FILTERS: filters(dataset, selection),
        ids.LEGEND: legend(dataset, selection),
        ids.ANALYSIS: analysis(dataset, selection) if selection.vue is Vue.carte else [],
    }


def rows(
    dataset: Dataset, selection: Selection, words: str = "", sort: dict | None = None
) -> dict[str, list]:
    """Show the opened campus, and the view in rows: the grid of coverage or the list."""
    table = (
        [
            menu(selection),
            widen(dataset, selection),
            *grid(dataset, selection),
            *analysis(dataset, selection),
        ]
        if selection.vue is Vue.couverture
        else listing(dataset, selection, words, sort)
    )
    return {ids.PANEL: panel(dataset, selection), ids.LIST: table}


def in_html(parts: dict[str, list]) -> dict[str, str]:
    """Write trees as the HTML that the page's script puts in their places."""
    return {place: to_html(tree) for place, tree in parts.items()}


def main_class(selection: Selection) -> str:
    """Name the view and what stands beside its map, for the style sheet: a campus, or the need."""
    alone = selection.vue is Vue.carte and questions(selection) == ["besoin"]
    beside = " avec-panneau" if selection.campus else " avec-besoin" if alone else ""
    return f"vue-{selection.vue}{beside}"


def body(dataset: Dataset, selection: Selection):
    """Set the page of a selection, whole, in reading order; the script then changes its parts."""
    parts = around(dataset, selection) | rows(dataset, selection)
    return html.Div(
        [
            html.A("Aller à la carte", href=f"#{ids.MAP}", className="hors-ecran evitement"),
            html.A("Aller à la liste", href=f"#{ids.LIST}", className="hors-ecran evitement"),
            html.Header(
                [
                    html.H1(html.A(TITLE, href="./")),
                    html.P(subtitle(dataset)),
                ]
            ),
            html.Main(
                [
                    html.Div(parts.get(ids.HEAD), id=ids.HEAD),
                    html.Div(parts.get(ids.FILTERS), id=ids.FILTERS),
                    html.Div(
                        [
                            map_figure(dataset, selection),
                            html.Div(parts.get(ids.LEGEND), id=ids.LEGEND),
                            html.Div(parts.get(ids.ANALYSIS), id=ids.ANALYSIS),
                        ],
                        className="zone-carte",
                    ),
                    html.Aside(
                        parts.get(ids.PANEL), id=ids.PANEL, **{"aria-label": "Fiche du campus"}
                    ),
                    html.Section(
                        [
                            html.Div(
                                [html.H2("Liste des campus"), search()],
                                className="rang titre-liste",
                            ),
                            html.Div(parts.get(ids.LIST), id=ids.LIST),
                        ],
                        className="zone-liste",
                        **{"aria-label": "Liste des campus"},
                    ),
                ],
                id=ids.MAIN,
                className=main_class(selection),
            ),
            footer(),
            html.P(id=ids.ANNOUNCEMENT, className="hors-ecran", role="status"),
            html.P(
                [
                    "La vue n’a pas pu être chargée\u202f: la connexion est coupée, ou le serveur trop occupé. ",
                    html.A("Réessayer", href=""),
                ],
                id=ids.FAILURE,
                className="avis panne",
                role="alert",
                hidden=True,
            ),
        ],
        className="page",
    )


def map_figure(dataset: Dataset, selection: Selection):
    """Hold the static map, which the interactive one replaces in its place, and its buttons."""
    buttons = [
        html.Button(sign, type="button", title=said, **{"aria-label": said, "data-carte": action})
        for action, sign, said in (*ZOOM, *PAN)
    ]
    drawn = [first_map(dataset, selection), ISLAND]
    board = html.Div(drawn, className="planche", id=ids.MAP, **{"data-aide": HELP})
    return html.Figure(
        [
            board,
            html.P(id=ids.POINTED, className="hors-ecran", **{"aria-live": "polite"}),
            html.Div(
                buttons,
                className="rang boutons-carte",
                role="group",
                **{"aria-label": "Vue de la carte"},
            ),
        ],
        className="carte",
    )


def search():
    """Search the list as one types."""
    return html.Div(
        [
            html.Label("Chercher un campus, une ville, une filière", htmlFor=ids.WORDS),
            html.Input(id=ids.WORDS, type="search", autoComplete="off"),
        ],
        className="recherche avec-script",
    )


def footer():
    """Close the page with what it is and where its rules stand."""
    return html.Footer(
        [
            html.P(
                [
                    html.A("Méthode et sources", href="methode"),
                    " · ",
                    html.A("Accessibilité", href="accessibilite"),
                    " · Code sous licence MIT, données sous leurs licences.",
                ]
            )
        ]
    )
