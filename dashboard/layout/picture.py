"""Small still maps on one scale: the picture, its words, the key that two of them share."""

from collections.abc import Sequence
from urllib.parse import quote

from dash import html

from ..choropleth import Shading
from ..data import Dataset
from ..minimap import HEIGHT, WIDTH, small_map
from ..selection import Selection


def picture(dataset: Dataset, selection: Selection, beside: Selection, title: str, alt: str):
    """Show a selection as a small map under its title, on the scale of another."""
    drawn = small_map(dataset, selection, beside)
    return html.Figure(
        [
            html.Figcaption(title),
            html.Img(
                src=f"data:image/svg+xml,{quote(drawn, safe=SAFE)}",
                alt=alt,
                width=WIDTH,
                height=HEIGHT,
            ),
        ]
    )


SAFE = " !$&'()*+,-./:;=?@_~"  # of what a data address may hold; the rest is escaped


def key(shadings: Sequence[Shading], people: bool = False):
    """List once the classes that the maps share, and the dots when they show people."""
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
    return html.Ul([*items, *(dots(trial=True) if people else [])], className="classes")


def dots(trial: bool) -> list:
    """Say what the dots of people are, and what a scenario adds to them."""
    return [
        html.Li([html.Span(className=f"rond {kind}", **{"aria-hidden": "true"}), words])
        for kind, words in (DOTS if trial else DOTS[:1])
    ]


DOTS = (
    ("loin", "habitants hors de portée, selon leur nombre"),
    ("gagne", "habitants gagnés"),
    ("essai", "campus à l’essai"),
)
