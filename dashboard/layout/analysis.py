"""Which questions of coverage stand beside which view: distance, next campus, need, comparison."""

from ..coverage import picked
from ..data import Dataset
from ..findings import NOBODY
from ..markup import html
from ..selection import Selection
from ..vocabulary import Indicator, Vue
from .comparison import comparison
from .need import needs
from .parts import link
from .reach import reach
from .trial import trial

QUESTIONS = {
    "distance": ("Distance", reach),
    "prochain": ("Prochain campus", trial),
    "besoin": ("Besoin", needs),
    "comparer": ("Comparaison", comparison),
}


def analysis(dataset: Dataset, selection: Selection) -> list:
    """Write the questions that the view raises: all of them under the grid, some beside the map."""
    asked = questions(selection)
    beside = [widen(dataset, selection)] if asked and selection.vue is Vue.carte else []
    return beside + [
        html.Section(
            QUESTIONS[key][1](dataset, selection),
            className=f"question {key}",
            **{"aria-labelledby": key},
        )
        for key in asked
    ]


def questions(selection: Selection) -> list[str]:
    """List the questions of a view, by key."""
    if selection.vue is Vue.couverture:
        asked = list(QUESTIONS)
    elif selection.vue is Vue.carte:
        near = selection.indicator is Indicator.population or bool(selection.essai)
        asked = ["distance", "prochain"] if near else []
        asked += ["besoin"] if selection.indicator is Indicator.taux else []
    else:
        return []
    if selection.contre:  # what was asked for comes first
        asked = ["comparer", *(key for key in asked if key != "comparer")]
    return asked


def menu(selection: Selection):
    """Lead to each question of the page."""
    links = [html.Li(html.A(QUESTIONS[key][0], href=f"#{key}")) for key in questions(selection)]
    return html.Nav(html.Ul(links, className="rang liens"), **{"aria-label": "Questions"})


def widen(dataset: Dataset, selection: Selection):
    """Say that no campus answers the filters, and lead to a wider selection."""
    if picked(dataset, selection).any():
        return None
    ways = {
        "filieres": "toutes les filières",
        "vagues": "toutes les vagues",
        "regions": "toutes les régions",
        "sourced_only": "les campus à vérifier aussi",
    }
    bare = Selection.NO_FILTER
    on = [field for field in ways if getattr(selection, field) != bare[field]]
    links = [link(selection.but(**{field: bare[field]}), ways[field]) for field in on]
    if not links:
        return html.P("Aucun campus dans ces données.", className="avis")
    spaced = [part for each in links for part in (each, " · ")][:-1]
    return html.P([f"{NOBODY}. Élargir à\u202f: ", *spaced], className="avis")
