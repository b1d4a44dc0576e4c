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
    links = [
        html.A(
            vue.label,
            href=f"{root}{kept.but(vue=vue).to_search()}" or "./",
            **{"data-vue": vue.value},
            **({"aria-current": "page"} if selection and vue is selection.vue else {}),
        )
        for vue in Vue
    ]
    links += [
        html.A(words, href=f"{root}{path}", **({"aria-current": "page"} if path == page else {}))
        for path, words in MENU.items()
    ]
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
