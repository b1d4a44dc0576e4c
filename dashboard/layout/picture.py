"""Small still maps on one scale: the picture, its words, the key that two of them share."""

from collections.abc import Sequence
from urllib.parse import quote

from .. import theme
from ..choropleth import Shading
from ..data import Dataset
from ..drawing import SMALL_PX, small_map
from ..legend import of_both, spots
from ..markup import html
from ..selection import Selection
from ..vocabulary import Filiere
from .parts import mark, swatch


def picture(dataset: Dataset, selection: Selection, beside: Selection, title: str, alt: str):
    """Show a selection as a small map under its title, on the scale of another."""
    drawn = small_map(dataset, selection, beside)
    return html.Figure(
        [
            html.Figcaption(title),
            html.Img(
                src=f"data:image/svg+xml,{quote(drawn, safe=SAFE)}",
                alt=alt,
                width=SMALL_PX[0],
                height=SMALL_PX[1],
            ),
        ]
    )


SAFE = "!$&'()*+,-./:;=?@_~"  # of what a data address may hold; the rest is escaped


NOTE = "Marque creuse\u202f: à vérifier. Échelles différentes pour les cartons."


def key(shadings: Sequence[Shading], selection: Selection) -> list:
    """List once the classes that the maps share, and what dots a selection adds to them."""
    classes = {name: each for shading in shadings for name, each in shading.classes.items()}
    ordered = sorted(classes, key=lambda name: [*shadings[0].classes, *classes].index(name))
    items = [
        html.Li(
            [
                swatch(classes[name].fill, classes[name].hatched),
                classes[name].label,
            ]
        )
        for name in ordered
    ]
    return [
        html.Ul([*items, *dots(selection)], className="rang classes"),
        html.P(NOTE, className="note"),
    ]


def marks(dataset: Dataset, one: Selection, other: Selection):
    """List the filières whose marks stand on either of two maps."""
    items = []
    for slug, label in of_both(dataset, one, other).items():
        drawn = mark(slug or Filiere.mobilite)
        if not slug:
            drawn.attributes["style"] = {"--couleur": "var(--contexte)"}
        items.append(html.Li([drawn, label]))
    return html.Ul(items, className="rang classes")


def dots(selection: Selection) -> list:
    """Say what the dots of people are, and what a scenario adds to them."""
    return [html.Li([dot(kind), words]) for kind, words in spots(selection).items()]


def dot(kind: str):
    """Draw the dot of people, far or gained, or the sign of a town on trial."""
    if kind == "essai":
        line = {"fill": "none", "stroke": "var(--accent)", "stroke-width": 2}
        drawn = [html.Path(d="M0-6v12M-6 0h12", **line), html.Circle(r=6, **line)]
    else:
        colour = f"var(--{'accent' if kind == 'gagne' else 'hors-portee'})"
        drawn = html.Circle(r=6, fill=colour, **{"fill-opacity": theme.BLANK_OPACITY})
    return html.Svg(drawn, className="case", viewBox="-13 -8 26 16", **{"aria-hidden": "true"})
