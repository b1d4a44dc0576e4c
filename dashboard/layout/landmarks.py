"""What every page has around its content: the links that skip to it, the menu, the foot."""

from functools import lru_cache

from markupsafe import Markup

from ..audit import result
from ..data import Dataset
from ..ids import WORDS
from ..markup import html, to_html
from ..selection import Selection
from ..templating import prose
from ..vocabulary import Vue
from .parts import chosen

MENU = {"methode": "Méthode"}  # what the menu holds besides the views


def skips(*targets: tuple[str, str], absent: str = "") -> list:
    """Lead past what pages repeat, to some places of this one: id, words; `absent`: not in this view."""
    return [
        html.A(words, href=f"#{place}", className="hors-ecran evitement", hidden=place == absent)
        for place, words in targets
    ]


@lru_cache(maxsize=64)
def tabs(selection: Selection | None, root: str = "", page: str = "") -> Markup:
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
    listed = html.Ul([html.Li(link) for link in links], className="rang liens onglets")
    return Markup(to_html(html.Nav(listed, **{"aria-label": "Vues"})))


@lru_cache(maxsize=8)
def foot(dataset: Dataset, root: str = "") -> Markup:
    """Close a page; `root` leads from it to the site."""
    return prose(
        "pied.html",
        root=root,
        search=f"{root}{Selection(vue=Vue.liste).to_search()}#{WORDS}",
        conformity=result(dataset.audit).conformite,
    )
