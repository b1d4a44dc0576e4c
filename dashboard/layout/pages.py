"""Pages of text, written as HTML without any script: a campus, the method, accessibility, an error."""

from dataclasses import replace

from ..campus import proven
from ..contact import Contact
from ..data import Dataset
from ..french import signs
from ..ids import MAIN
from ..markup import Document, html, to_html
from ..selection import Selection
from ..summary import SITE
from ..vocabulary import Filiere
from . import accessibilite as statement
from . import methode as method
from .landmarks import foot, skips, tabs
from .panel import description
from .parts import mark


def campus(dataset: Dataset, campus_id: str) -> Document:
    """Write the page of a campus: the same as its panel, with the way back to the map."""
    row = dataset.campuses.loc[campus_id]
    opened = Selection(campus=campus_id)
    content = [
        html.H1([mark(row["filiere"], not proven(row)), row["nom"]]),
        html.P(html.A("Voir ce campus sur la carte", href="../" + opened.to_search())),
        *description(dataset, row, Selection(), base="../", heading=html.H2),
    ]
    said = (
        f"{Filiere(row['filiere']).label}, {row['commune']} ({row['region']}), vague {row['vague']}"
    )
    titled = signs(f"{row['nom']} — {SITE}"), signs(f"{row['nom']}\u202f: {said}.")
    return text_page(dataset, *titled, content, root="../")


def methode(dataset: Dataset) -> Document:
    """Write the page of sources, method and limits."""
    content = method.methode(dataset)
    title = f"Méthode et sources — {SITE}"
    return text_page(dataset, title, method.DESCRIPTION, content, page="methode")


def accessibilite(dataset: Dataset, contact: Contact | None) -> Document:
    """Write the accessibility statement; `contact`: who answers for the site, when it is set."""
    content = statement.accessibilite(dataset, contact)
    return text_page(dataset, f"Accessibilité — {SITE}", statement.DESCRIPTION, content)


def error(dataset: Dataset, title: str, message: str, retry: bool, root: str) -> Document:
    """Write a page of error: what is wrong, and where to go; `retry`: whether the same may succeed later."""
    again = html.A("Réessayer", href="", className="bouton") if retry else None
    whole = html.A("Voir la carte entière", href=root, className="bouton")
    content = [html.H1(title), html.P(message), html.P([again, whole], className="rang")]
    return replace(text_page(dataset, title, message, content, root), indexed=False)


def text_page(
    dataset: Dataset,
    title: str,
    description: str,
    content: list,
    root: str = "./",
    page: str = "",
    scripted: bool = False,
) -> Document:
    """Set a text between the site's heading and its foot.

    Parameters
    ----------
    root : leads from the page to the site.
    page : its path, when the menu holds it.
    scripted : whether its buttons need a script.
    """
    tree = html.Div(
        [
            *skips((MAIN, "Aller au contenu")),
            html.Header(
                [
                    html.P(html.A("Les campus des métiers et des qualifications", href=root)),
                    tabs(None, root, page),
                ]
            ),
            html.Main(content, id=MAIN),
            foot(dataset, root),
        ],
        className="page page-texte",
    )
    return Document(title, description, to_html(tree), indexed=not scripted, scripted=scripted)
