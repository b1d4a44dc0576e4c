"""Which questions of coverage stand beside which view: distance, next campus, need, comparison."""

from markupsafe import Markup

from ..data import Dataset
from ..selection import Selection
from ..templating import fragment
from ..vocabulary import Indicator, Vue
from .comparison import comparison
from .need import needs
from .reach import reach
from .trial import trial

QUESTIONS = {
    "distance": ("Distance", reach),
    "prochain": ("Prochain campus", trial),
    "besoin": ("Besoin", needs),
    "comparer": ("Comparaison", comparison),
}


def analysis(dataset: Dataset, selection: Selection) -> Markup:
    """Write the questions that the view raises: all of them under the grid, some beside the map."""
    asked = questions(selection)
    answers = [(key, QUESTIONS[key][1](dataset, selection)) for key in asked]
    return fragment("questions.html", answers=answers)


def menu(selection: Selection) -> Markup:
    """Lead to each question of the grid."""
    titles = [(key, QUESTIONS[key][0]) for key in questions(selection)]
    return fragment("questions.html", titles=titles)


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
