"""What every page has around its content: the menu, the foot."""

from functools import lru_cache

from markupsafe import Markup

from ..audit import result
from ..data import Dataset
from ..ids import WORDS
from ..selection import Selection
from ..templating import fragment, prose
from ..vocabulary import Vue


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
    links = {vue: f"{root}{kept.but(vue=vue).to_search()}" or "./" for vue in Vue}
    return fragment(
        "onglets.html", shown=selection and selection.vue, links=links, root=root, page=page
    )


@lru_cache(maxsize=8)
def foot(dataset: Dataset, root: str = "") -> Markup:
    """Close a page; `root` leads from it to the site."""
    return prose(
        "pied.html",
        root=root,
        search=f"{root}{Selection(vue=Vue.liste).to_search()}#{WORDS}",
        conformity=result(dataset.audit).conformite,
    )
