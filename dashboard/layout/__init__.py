"""The page of the map: what its templates say of a selection, and the island that Dash holds."""

from dash import dcc
from markupsafe import Markup

from .. import ids
from ..data import Dataset
from ..drawing import first_map
from ..figures import SOFT, territory_words
from ..french import plain
from ..hrefs import absolute
from ..selection import Selection
from ..sheet import crowded
from ..summary import subtitle
from ..templating import fragment
from ..vocabulary import Vue
from .analysis import analysis, menu, questions
from .filters import filters
from .grid import grid
from .head import head
from .landmarks import foot
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

CONFIG = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}
BUTTONS = (  # what moves the map, in two groups: action, sign, words
    (
        ("plus", "+", "Agrandir la carte"),
        ("moins", "−", "Réduire la carte"),
        ("tout", "⤢", "Revoir toute la carte"),
    ),
    (
        ("ouest", "←", "Aller vers l’ouest"),
        ("nord", "↑", "Aller vers le nord"),
        ("sud", "↓", "Aller vers le sud"),
        ("est", "→", "Aller vers l’est"),
    ),
)


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


def around(dataset: Dataset, selection: Selection) -> dict[str, Markup]:
    """Say a selection around the map: HTML by the id of its place."""
    return {
        ids.HEAD: head(dataset, selection),
        ids.FILTERS: filters(dataset, selection),
        ids.LEGEND: legend(dataset, selection),
    }


def beneath(dataset: Dataset, selection: Selection) -> dict[str, Markup]:
    """Answer the questions that the view raises, beside the map or under the grid."""
    answered = analysis(dataset, selection)
    on_map = selection.vue is Vue.carte
    nothing = Markup("")
    return {
        ids.ANALYSIS: answered if on_map else nothing,
        ids.QUESTIONS: nothing if on_map else answered,
    }


def rows(dataset: Dataset, selection: Selection) -> dict[str, Markup]:
    """Show the opened campus, and the view in rows: the grid of coverage or the list."""
    table = (
        menu(selection) + grid(dataset, selection)
        if selection.vue is Vue.couverture
        else listing(dataset, selection)
    )
    return {ids.PANEL: panel(dataset, selection), ids.LIST: table}


def in_html(parts: dict[str, Markup]) -> dict[str, str]:
    """Give parts as the plain texts that the page's script puts in their places."""
    return {place: str(written) for place, written in parts.items()}


def main_class(selection: Selection) -> str:
    """Name the view, whether a campus is open and questions are raised, for the style sheet and the script."""
    asked = questions(selection)
    on = {
        "rangs": selection.vue is not Vue.carte,
        "avec-panneau": selection.campus,
        "avec-questions": asked,
        "double": selection.contre or selection.essai,
        "avec-besoin": asked == ["besoin"] and not selection.campus,
    }
    return " ".join([f"vue-{selection.vue}", *(name for name in on if on[name])])


def body(dataset: Dataset, selection: Selection) -> Markup:
    """Set the page of a selection, whole, in reading order; the script then changes its parts."""
    parts = around(dataset, selection) | rows(dataset, selection) | beneath(dataset, selection)
    page = fragment(
        "accueil.html",
        ids=ids,
        parts=parts,
        on_map=selection.vue is Vue.carte,
        subtitle=subtitle(dataset),
        map=first_map(dataset, selection),
        crowded=crowded(dataset),
        figures=figures_of_map(dataset, selection),
        guide=guide(dataset),
        foot=foot(dataset),
        BUTTONS=BUTTONS,
        **{"class": main_class(selection)},
    )
    return Markup(absolute(page, selection.to_query()))


def figures_of_map(dataset: Dataset, selection: Selection) -> list[Markup]:
    """Say the shade of every territory, in the order of the alphabet."""
    said = territory_words(dataset, selection).values()
    words = (each.replace(SOFT, " ").replace("<br>", ", ") for each in said)
    return [Markup(each) for each in sorted(words, key=plain)]
