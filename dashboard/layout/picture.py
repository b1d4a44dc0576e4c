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
from .parts import mark


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
                html.Span(
                    className=f"case {'hachure' if classes[name].hatched else ''}",
                    style={"--teinte": classes[name].fill},
                    **{"aria-hidden": "true"},
                ),
                classes[name].label,
            ]
        )
        for name in ordered
    ]
    return [
        html.Ul([*items, *dots(selection)], className="classes"),
        html.P(NOTE, className="note"),
    ]


def marks(dataset: Dataset, one: Selection, other: Selection):
    """List the filières whose marks stand on either of two maps."""
    items = []
    for slug, label in of_both(dataset, one, other).items():
        drawn = mark(slug or Filiere.mobilite)
        if not slug:
            drawn.attributes["style"] = {"--couleur": theme.CONTEXT}
        items.append(html.Li([drawn, label]))
    return html.Ul(items, className="classes")


def dots(selection: Selection) -> list:
    """Say what the dots of people are, and what a scenario adds to them."""
    return [
        html.Li([html.Span(className=f"rond {kind}", **{"aria-hidden": "true"}), words])
        for kind, words in spots(selection).items()
    ]
