"""Pages of text, written as HTML without any script: a campus, the method, accessibility."""

from ..campus import proven
from ..data import Dataset
from ..markup import Document, html, to_html
from ..selection import Selection
from ..summary import SITE
from ..vocabulary import Filiere
from . import accessibilite as statement
from . import methode as method
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
    return text_page(f"{row['nom']} — {SITE}", f"{row['nom']}\u202f: {said}.", content, root="../")


def methode(dataset: Dataset) -> Document:
    """Write the page of sources, method and limits."""
    return text_page(f"Méthode et sources — {SITE}", method.DESCRIPTION, method.methode(dataset))


def accessibilite(dataset: Dataset) -> Document:
    """Write the accessibility statement."""
    content = statement.accessibilite(dataset)
    return text_page(f"Accessibilité — {SITE}", "Déclaration d’accessibilité de la carte.", content)


def text_page(
    title: str, description: str, content: list, root: str = "./", scripted: bool = False
) -> Document:
    """Set a text between the site's heading and its footer; `scripted`: its buttons need a script."""
    tree = html.Div(
        [
            html.Header(
                [html.P(html.A("Les campus des métiers et des qualifications", href=root))]
            ),
            html.Main(content, id="contenu"),
            html.Footer(
                html.P(
                    [
                        html.A("La carte", href=root),
                        " · ",
                        html.A("Méthode et sources", href=f"{root}methode"),
                        " · ",
                        html.A("Accessibilité", href=f"{root}accessibilite"),
                    ]
                )
            ),
        ],
        className="page page-texte",
    )
    return Document(title, description, to_html(tree), indexed=not scripted, scripted=scripted)
