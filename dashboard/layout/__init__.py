"""The page as a tree of components, for the browser's script and, written as HTML, without it."""

from dash import dcc
from markupsafe import Markup

from .. import ids
from ..data import Dataset
from ..drawing import first_map
from ..figures import SOFT, territory_words
from ..french import plain
from ..markup import html, to_html
from ..selection import Selection
from ..sheet import crowded
from ..summary import subtitle
from ..vocabulary import Vue
from .analysis import analysis, menu, questions, widen
from .filters import filters
from .grid import grid
from .head import head
from .landmarks import foot, skips
from .legend import legend
from .listing import listing
from .panel import panel
from .parcours import guide

__all__ = [
    "around",
    "beneath",
    "body",
    "in_html",
    "island",
    "listing",
    "main_class",
    "questions",
    "rows",
]

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


KEYS = (
    "Flèches\u202f: campus voisin. Touches de page\u202f: ordre de la liste. Entrée\u202f: ouvrir. "
    "+ et −\u202f: zoom."
)
ISLAND = Markup(
    '<div id="react-entry-point" aria-hidden="true"></div>'
)  # where Dash puts the interactive map


def island() -> list:
    """Build what Dash holds: what the script asks of the server, the interactive map."""
    return [
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
    }


def beneath(dataset: Dataset, selection: Selection) -> dict[str, list]:
    """Answer the questions that the view raises, beside the map or under the grid."""
    answered = analysis(dataset, selection)
    on_map = selection.vue is Vue.carte
    return {ids.ANALYSIS: answered if on_map else [], ids.QUESTIONS: [] if on_map else answered}


def rows(
    dataset: Dataset, selection: Selection, words: str = "", sort: dict | None = None
) -> dict[str, list]:
    """Show the opened campus, and the view in rows: the grid of coverage or the list."""
    table = (
        [
            menu(selection),
            widen(dataset, selection),
            *grid(dataset, selection),
        ]
        if selection.vue is Vue.couverture
        else listing(dataset, selection, words, sort)
    )
    return {ids.PANEL: panel(dataset, selection), ids.LIST: table}


def in_html(parts: dict[str, list]) -> dict[str, str]:
    """Write trees as the HTML that the page's script puts in their places."""
    return {place: to_html(tree) for place, tree in parts.items()}


def main_class(selection: Selection) -> str:
    """Name the view, whether a campus is open and questions are raised, for the style sheet and the script."""
    asked = questions(selection)
    on = {
        "rangs": selection.vue is not Vue.carte,
        "avec-panneau": selection.campus,
        "avec-questions": asked,
        "avec-besoin": asked == ["besoin"] and not selection.campus,
    }
    return " ".join([f"vue-{selection.vue}", *(name for name in on if on[name])])


def body(dataset: Dataset, selection: Selection):
    """Set the page of a selection, whole, in reading order; the script then changes its parts."""
    parts = around(dataset, selection) | rows(dataset, selection) | beneath(dataset, selection)
    return html.Div(
        [
            *skips(
                (ids.MAIN, "Aller au contenu"),
                (ids.MAP, "Aller à la carte"),
                (ids.LIST, "Aller au tableau"),
                absent="" if selection.vue is Vue.carte else ids.MAP,
            ),
            html.Header(
                [
                    html.H1(html.A(TITLE, href="./")),
                    html.P(
                        [
                            f"{subtitle(dataset)} ",
                            html.A("Par où commencer\u202f?", href=f"#{ids.GUIDE}"),
                        ]
                    ),
                ]
            ),
            html.Main(
                [
                    html.Div(parts.get(ids.HEAD), id=ids.HEAD),
                    html.Div(
                        [
                            html.H2("Carte", className="hors-ecran"),
                            map_figure(dataset, selection),
                            html.Div(parts.get(ids.LEGEND), id=ids.LEGEND),
                            figures_of_map(dataset, selection),
                            html.Div(parts.get(ids.ANALYSIS), id=ids.ANALYSIS),
                        ],
                        className="zone-carte",
                    ),
                    html.Aside(
                        parts.get(ids.PANEL), id=ids.PANEL, **{"aria-label": "Fiche du campus"}
                    ),
                    html.Section(
                        parts.get(ids.FILTERS), id=ids.FILTERS, **{"aria-label": "Filtres"}
                    ),
                    guide(dataset),
                    html.Section(
                        [
                            html.Div(
                                [html.H2("Liste des campus"), search()],
                                className="rang titre-liste",
                            ),
                            html.Div(parts.get(ids.LIST), id=ids.LIST),
                            html.Div(parts.get(ids.QUESTIONS), id=ids.QUESTIONS),
                        ],
                        className="zone-liste",
                        **{"aria-label": "Tableau des campus"},
                    ),
                ],
                id=ids.MAIN,
                className=main_class(selection),
            ),
            foot(dataset),
            html.P(id=ids.ANNOUNCEMENT, className="hors-ecran", role="status"),
            html.P(
                [
                    "La vue n’a pas pu être chargée\u202f: la connexion est coupée, ou le serveur trop occupé. ",
                    html.A("Réessayer", href="", className="bouton"),
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
    drawn += [
        html.Div(className="reperes", role="application", **{"aria-label": "Carte des campus"}),
        html.P(KEYS, id="aide-carte", className="note aide-clavier"),
    ]
    return html.Figure(
        [
            html.Div(drawn, className="planche", id=ids.MAP),
            html.Figcaption(
                [
                    "Chaque marque ouvre la fiche d’un campus (creuse\u202f: à vérifier), "
                    f"{'un rond ou ' if crowded(dataset) else ''}une région ne garde que les "
                    "siens\u202f; ou ",
                    html.A("choisissez une filière", href=f"#{ids.FILTERS}"),
                    ".",
                ],
                className="note geste",
            ),
            html.Div(
                buttons,
                className="rang boutons boutons-carte",
                role="group",
                **{"aria-label": "Vue de la carte"},
            ),
            html.P(html.A("Les mêmes campus, en tableau", href=f"#{ids.LIST}"), className="note"),
        ],
        className="carte",
    )


def figures_of_map(dataset: Dataset, selection: Selection):
    """Say the shade of every territory: the map's equivalent in words, which the script keeps to the view."""
    said = territory_words(dataset, selection).values()
    rows = sorted((words.replace(SOFT, " ").replace("<br>", ", ") for words in said), key=plain)
    return html.Details(
        [
            html.Summary("Chiffres de la carte, territoire par territoire"),
            html.Ul([html.Li(Markup(row)) for row in rows], id=ids.FIGURES),
        ],
        className="note",
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
