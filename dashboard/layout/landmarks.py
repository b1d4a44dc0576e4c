"""What every page has around its content: the links that skip to it, the menu, the foot."""

from functools import lru_cache

from ..audit import result
from ..data import Dataset
from ..ids import WORDS
from ..markup import html
from ..selection import Selection
from ..vocabulary import Vue
from .parts import chosen

MENU = {"methode": "Méthode"}  # what the menu holds besides the views


def skips(*targets: tuple[str, str], absent: str = "") -> list:
    """Lead past what pages repeat, to some places of this one: id, words; `absent`: not in this view."""
    return [
        html.A(words, href=f"#{place}", className="hors-ecran evitement", hidden=place == absent)
        for place, words in targets
    ]


def tabs(selection: Selection | None, root: str = "", page: str = ""):
    """List the views and the method, the same on every page.

    Parameters
    ----------
    selection : that of the map's page, which its views keep; None on a page of text.
    root : leads from the page to the site.
    page : the path of the page, when the menu holds it.
    """
    kept = selection or Selection()
    shown = {"aria-current": "page"}
    links = []
    for vue in Vue:
        current = shown if selection and vue is selection.vue else {}
        href = f"{root}{kept.but(vue=vue).to_search()}" or "./"
        links.append(
            html.A(chosen(vue.label, **current), href=href, **{"data-vue": vue.value}, **current)
        )
    for path, words in MENU.items():
        current = shown if path == page else {}
        links.append(html.A(chosen(words, **current), href=f"{root}{path}", **current))
    return html.Nav(
        html.Ul([html.Li(link) for link in links], className="rang liens onglets"),
        **{"aria-label": "Vues"},
    )


@lru_cache(maxsize=4)
def mention(dataset: Dataset) -> str:
    """Say how far the site conforms, which the law wants on every page."""
    return f"Accessibilité\u202f: {result(dataset.audit).conformite}"


def foot(dataset: Dataset, root: str = ""):
    """Close a page with the way to the rest of the site, and the mention that the law wants."""
    links = {
        root or "./": "La carte",
        f"{root}{Selection(vue=Vue.liste).to_search()}#{WORDS}": "Chercher un campus",
        f"{root}methode": "Méthode et sources",
        f"{root}accessibilite": mention(dataset),
    }
    return html.Footer(
        [
            html.Nav(
                html.Ul(
                    [html.Li(html.A(words, href=href)) for href, words in links.items()],
                    className="rang liens",
                ),
                **{"aria-label": "Site"},
            ),
            html.P("Code sous licence MIT, données sous leurs licences."),
        ]
    )
