"""The map of a printed page: outlines, hatching, marks, numbers and names, in points."""

from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

import numpy as np
import shapely

from . import theme
from .choropleth import shade
from .data import Dataset
from .folio import HAIR_PT, Block, Shape, Words
from .formats import Format
from .geography import Composition
from .inks import Inks
from .legend import letters
from .lettering import inset_labels, spots
from .marks import add_grey_rounds, add_rounds, add_stake, disc, mark, reach
from .numbering import DIGIT, numbers
from .plate import Dot, Plate, plate
from .selection import Selection
from .sheet import sheet
from .spots import corner_px
from .typesetting import width
from .vocabulary import Level

SMALLEST_PT = 6.1  # type on paper
DETAIL_PX = 0.25  # tolerance of the outlines, in pixels of the composition: 0.06 mm on an A4 page
HATCH_PT = 2.6  # from one line of a hatching to the next


@lru_cache(maxsize=48)
def outlines(dataset: Dataset, composition: Composition, level: Level) -> dict:
    """Return the territories of each frame, by its key: polygons by code, in pixels."""
    found = {}
    for key, panel in sheet(dataset, composition).items():
        left, top = corner_px(panel, composition)
        shown = panel.outlines[level].geometry
        rough = shapely.coverage_simplify(shown.to_numpy(), DETAIL_PX * panel.km_per_px)
        west, _, _, north = panel.bounds
        found[key] = dict(
            zip(
                shown.index,
                shapely.transform(
                    rough,
                    lambda at, o=(west, north), p=(left, top), km=panel.km_per_px: (
                        (at - o) * [1, -1] / km + p
                    ),
                ),
                strict=True,
            )
        )
    return found


def rings(shape) -> tuple[list[tuple[float, float]], ...]:
    """List the rings of polygons."""
    return tuple(
        np.round(np.asarray(ring.coords)[:-1], 2).tolist()
        for part in shapely.get_parts(shape)
        for ring in (part.exterior, *part.interiors)
    )


@lru_cache(maxsize=16)
def scaled(dataset: Dataset, composition: Composition, level: Level, scale: float) -> dict:
    """Return the rings and the hatching of each territory of each frame, in points."""
    return {
        key: {
            code: (rings(shape := shapely.transform(raw, lambda at: at * scale)), hatching(shape))
            for code, raw in shapes.items()
        }
        for key, shapes in outlines(dataset, composition, level).items()
    }


def hatching(shape) -> tuple[list[tuple[float, float]], ...]:
    """Cut slanted lines to a shape: a pattern that is only lines prints as such."""
    left, top, right, bottom = shape.bounds
    step = HATCH_PT * 2**0.5
    lines = [
        [(at, bottom), (at + bottom - top, top)]
        for at in np.arange(left - (bottom - top), right, step)
    ]
    if not lines:
        return ()
    cut = shapely.intersection(shapely.multilinestrings(lines), shape)
    return tuple(
        np.round(part.coords, 2).tolist()
        for part in shapely.get_parts(cut)
        if part.geom_type == "LineString" and part.length > 0.5
    )


def draw(
    dataset: Dataset,
    selection: Selection,
    form: Format,
    composition: Composition,
    scale: float,
    inks: Inks,
    numbered: dict[str, int],
) -> Block:
    """Draw the map of a view; its upper left corner is the origin.

    Parameters
    ----------
    scale : points in a pixel of the composition.
    numbered : the number of each campus of the list, empty without a list.
    """
    drawn = plate(dataset, selection, composition, inks.night)
    least = 0.0 if form.screen else HAIR_PT
    block = Block(composition.width_px / composition.ratio * scale)
    add_grounds(block, dataset, selection, drawn, scale, inks, least)
    radius = composition.mark_px / 2 * scale
    paper = theme.PAPER
    for spot in drawn.people:
        colour = inks.named("accent") if spot.gained else inks.blank()
        block.shapes.append(disc(spot.x * scale, spot.y * scale, spot.r * scale, colour))
    link = theme.colours(inks.night)["note"]
    for dot in (*drawn.dots, *drawn.context):
        if dot.true:
            line = [(x * scale, y * scale) for x, y in ((dot.x, dot.y), dot.true)]
            block.shapes.append(Shape((line,), "", link, max(0.7 * scale, least), closed=False))
    add_grey_rounds(block, drawn.context_rounds, scale, inks, least)
    for dot in drawn.context:
        at = dot.x * scale, dot.y * scale
        grey = inks.named("contexte")
        block.shapes.append(
            mark(
                dot.filiere,
                *at,
                radius * theme.CONTEXT_SHARE,
                grey,
                inks.named("papier"),
                max(0.5 * scale, least),
            )
        )
    add_rounds(block, drawn.rounds, scale, inks, 0.0 if form.screen else SMALLEST_PT)
    for dot in drawn.dots:
        colour = inks.mark(theme.MARKS[dot.filiere].colour)
        look = (
            (paper, colour, max(1.6 * scale, 0.6))
            if dot.hollow
            else (colour, paper, max(scale, 0.4))
        )
        block.shapes.append(mark(dot.filiere, dot.x * scale, dot.y * scale, radius, *look))
    for x, y, _ in drawn.stakes:
        add_stake(
            block, x * scale, y * scale, 6 * scale, inks.named("accent"), max(1.6 * scale, 0.6)
        )
    for ring in drawn.opened:
        line = max(1.6 * scale, 0.6)
        at = ring.x * scale, ring.y * scale, ring.r * scale
        block.shapes.append(disc(*at, "", inks.named("encre"), line))
    named = lettered(dataset, selection, composition) if inks.grey else []
    add_names(block, drawn, scale, inks, 0.0 if form.screen else SMALLEST_PT, named)
    add_numbers(block, drawn, composition, scale, inks, numbered)
    return block


def add_grounds(
    block, dataset, selection, drawn: Plate, scale: float, inks: Inks, least: float
) -> None:
    """Fill the territories, hatch those that are not known."""
    shapes = scaled(dataset, drawn.composition, selection.level, round(scale, 4))
    border = inks.named("bordure")
    for ground in drawn.grounds:
        for area, (outline, hatched) in zip(ground.areas, shapes[ground.key].values(), strict=True):
            fill = inks.named("inconnu") if area.hatched else area.fill
            block.shapes.append(Shape(outline, fill, border, max(theme.BORDER_PX * scale, least)))
            if area.hatched and hatched:
                colour = inks.named("inconnu-hachure")
                block.shapes.append(
                    Shape(hatched, "", colour, max(0.6 * scale, least), closed=False)
                )


def lettered(dataset: Dataset, selection: Selection, composition: Composition) -> list[str]:
    """Return the letter of the class of each label, in their order; none where the tint says it."""
    letter = letters(dataset, selection)
    if not letter:
        return []
    keys = shade(dataset, selection).keys
    inside = shade(dataset, selection.but(level=Level.region)).keys
    codes = [keys[code] for code, *_ in spots(dataset, composition, selection.level)]
    insets = inset_labels(dataset, selection, composition)
    return [letter.get(key, "") for key in (*codes, *(inside.get(inset, "") for inset in insets))]


def add_names(
    block: Block, drawn: Plate, scale: float, inks: Inks, least: float, named: list[str]
) -> None:
    """Write the names and figures of the territories, and the letters that stand for hues."""
    for text, letter in zip_longest(drawn.texts, named, fillvalue=""):
        size = max(text.size * scale, least)
        for line in text.lines:
            weight = 700 if line.bold else 400
            line = (
                replace(line, text=f"{line.text}\u00a0{letter}") if line.bold and letter else line
            )
            across = width(line.text, size, weight) if text.anchor == "middle" else 0.0
            block.words.append(
                Words(
                    line.x * scale - across / 2,
                    line.y * scale,
                    line.text,
                    size,
                    weight,
                    inks.named("encre"),
                )
            )


def add_numbers(
    block: Block, drawn: Plate, composition: Composition, scale: float, inks: Inks, numbered: dict
) -> None:
    """Number the marks as the list does; those enlarged beside the map are numbered there."""
    twice = {dot.campus for dot in drawn.dots if dot.repeated}

    def there(dot: Dot) -> bool:
        return dot.campus in numbered and (dot.repeated or dot.campus not in twice)

    named = [dot for dot in drawn.dots if there(dot)]
    every = [(dot.x * scale, dot.y * scale) for dot in (*drawn.dots, *drawn.context)]
    radius = composition.mark_px / 2 * scale
    sizes = [1.0] * len(drawn.dots) + [theme.CONTEXT_SHARE] * len(drawn.context)
    radii = [
        radius * share * reach(dot.filiere) + 0.3
        for dot, share in zip((*drawn.dots, *drawn.context), sizes, strict=True)
    ]
    wanted = [(dot.x * scale, dot.y * scale, str(numbered[dot.campus])) for dot in named]
    across = composition.width_px * scale
    placed = numbers(
        wanted,
        np.array(every).reshape(-1, 2),
        np.array(radii),
        np.array([words.box for words in block.words]),
        (0, 0, across, across / composition.ratio),
        max(10.4 * scale, SMALLEST_PT),
    )
    size = max(10.4 * scale, SMALLEST_PT)
    colour = inks.named("encre")
    for (x, y, _), number in zip(wanted, placed, strict=True):
        if number.led:
            gap = np.hypot(number.x - x, number.y - y)
            away = max(abs(number.x - x), 1e-6), max(abs(number.y - y), 1e-6)
            inside = min(number.half[0] / away[0], number.half[1] / away[1], 1)
            begin, end = radius / gap, 1 - inside - 0.3 / gap
            line = [(x + at * (number.x - x), y + at * (number.y - y)) for at in (begin, end)]
            if end > begin:
                block.shapes.append(Shape((line,), "", colour, HAIR_PT, closed=False))
        block.words.append(
            Words(
                number.x - number.half[0],
                number.y + DIGIT * size / 2,
                number.text,
                size,
                600,
                colour,
                "numero",
            )
        )
