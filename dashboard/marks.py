"""The marks of a printed map as shapes: of campuses, of rounds, of towns on trial; in points."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np

from . import theme
from .folio import Block, Shape, Words
from .inks import Inks
from .numbering import DIGIT
from .rounds import Round
from .typesetting import width


def mark(
    slug: str, x: float, y: float, radius: float, fill: str, stroke: str, line: float
) -> Shape:
    """Draw the mark of a filière around a place."""
    shown = theme.MARKS[slug]
    reach = radius * shown.scale
    corners = [(round(x + reach * a, 2), round(y - reach * b, 2)) for a, b in shown.points]
    return Shape((corners,), fill, stroke, line)


@cache
def reach(slug: str) -> float:
    """Return how far the mark of a filière reaches from its middle, in radii."""
    shown = theme.MARKS[slug]
    return shown.scale * max(np.hypot(*corner) for corner in shown.points)


def disc(x: float, y: float, radius: float, fill: str = "", stroke: str = "", line=0.0) -> Shape:
    """Draw a disc as a polygon of 24 sides."""
    corners = [
        (round(x + radius * np.cos(a), 2), round(y + radius * np.sin(a), 2))
        for a in np.linspace(0, 2 * np.pi, 24, endpoint=False).tolist()
    ]
    return Shape((corners,), fill, stroke, line)


def crowd(x: float, y: float, radius: float, fill: str, gained: bool) -> Shape:
    """Draw people beyond the radius as a disc, those gained as a square of its area."""
    if not gained:
        return disc(x, y, radius, fill)
    half = radius * theme.SQUARED
    corners = [
        (round(x + half * a, 2), round(y + half * b, 2))
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    return Shape((corners,), fill)


def haloed(shape: Shape, hollow: bool, inks: Inks) -> list[Shape]:
    """Put white around a hollow mark on a dark page, where its line alone would hardly be seen."""
    if not (hollow and inks.night):
        return [shape]
    line = shape.line * theme.HOLLOW_HALO_PX / theme.HOLLOW_LINE_PX
    return [replace(shape, stroke=theme.PAPER, line=line), shape]


def add_stake(
    block: Block, x: float, y: float, reach: float, colour: str, paper: str, line: float
) -> None:
    """Draw the mark of a town on trial: a cross on a disc of paper, which parts it from the people gained."""
    cross = ([(x - reach, y), (x + reach, y)], [(x, y - reach), (x, y + reach)])
    block.shapes.append(disc(x, y, reach, paper, colour, line))
    block.shapes.append(Shape(cross, "", colour, line, closed=False))


def add_grey_rounds(
    block: Block, rounds: Iterable[Round], scale: float, inks: Inks, least: float
) -> None:
    """Draw the rounds of the other filières."""
    line = max(0.5 * scale, least)
    for each in rounds:
        at, radius = (each.x * scale, each.y * scale), each.r * theme.CONTEXT_SHARE * scale
        block.shapes.append(disc(*at, radius, inks.named("contexte"), inks.named("papier"), line))


def add_rounds(
    block: Block, rounds: Iterable[Round], scale: float, inks: Inks, least: float
) -> None:
    """Draw the rounds of a crowd: the shape of a filière, or a disc for several, and their number."""
    size = max(theme.NUMBER_PX * scale, least)
    for each in rounds:
        x, y, radius = each.x * scale, each.y * scale, each.r * scale
        colour = inks.mark(each.colour) if each.filiere else each.colour
        under = theme.PAPER if each.hollow else colour
        look = (colour, max(1.6 * scale, 0.6)) if each.hollow else (theme.PAPER, max(scale, 0.4))
        if each.filiere:
            block.shapes += haloed(
                mark(each.filiere, x, y, radius, under, *look), each.hollow, inks
            )
            block.shapes.append(disc(x, y, radius * theme.DISC, under))
        else:
            block.shapes += haloed(disc(x, y, radius, under, *look), each.hollow, inks)
        ink = theme.INK if each.hollow else theme.over(colour)
        across = width(each.number, size, 600)
        at = x - across / 2, y + DIGIT * size / 2
        block.words.append(Words(*at, each.number, size, 600, ink, "effectif"))
