"""Pages of text, written as HTML without any script: what they have in common, a campus, an error."""

from dataclasses import replace

from ..campus import brief, records
from ..data import Dataset
from ..french import signs
from ..ids import MAIN
from ..summary import SITE
from ..templating import Document, prose
from .landmarks import foot, tabs
from .panel import described


def campus(dataset: Dataset, campus_id: str) -> Document:
    """Write the page of a campus: the same as its panel, with the way back to the map."""
    row = records(dataset)[campus_id]
    titled = signs(f"{row['nom']} — {SITE}"), signs(f"{row['nom']}\u202f: {brief(row)}.")
    values = described(dataset, campus_id, address=str)
    return text_page(dataset, *titled, "campus.html", root="../", **values)


def error(dataset: Dataset, title: str, message: str, retry: bool, root: str) -> Document:
    """Write a page of error: what is wrong, and where to go; `retry`: whether the same may succeed later."""
    page = text_page(dataset, title, message, "erreur.html", root, retry=retry)
    return replace(page, indexed=False)


def text_page(
    dataset: Dataset,
    title: str,
    description: str,
    template: str,
    root: str = "./",
    page: str = "",
    scripted: bool = False,
    **values,
) -> Document:
    """Set a text between the site's heading and its foot.

    Parameters
    ----------
    template : of the text, which extends `page.html`.
    root : leads from the page to the site.
    page : its path, when the menu holds it.
    scripted : whether its buttons need a script.
    values : what the template writes besides.
    """
    content = prose(
        template,
        dataset=dataset,
        title=title,
        description=description,
        root=root,
        page=page,
        main=MAIN,
        tabs=tabs,
        foot=foot,
        **values,
    )
    return Document(title, description, content, indexed=not scripted, scripted=scripted)
