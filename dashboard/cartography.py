"""The map of a printed page: outlines, hatching, marks, numbers and names, in points."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import zip_longest

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from . import theme
from .choropleth import shade
from .data import Dataset
from .folio import HAIR_PT, Block, Shape, Words
from .geography import Composition
from .inks import Inks
from .job import Job
from .legend import letters
from .lettering import inset_labels
from .marks import add_grey_rounds, add_rounds, add_stake, crowd, disc, haloed, mark, reach
from .numbering import DIGIT, numbers
from .plate import Dot, Plate, plate
from .selection import Selection
from .sheet import labels, sheet
from .typesetting import width
from .vocabulary import Level

SMALLEST_PT = 6.1  # type on paper
# What the box of a name or a figure keeps from the number of a mark, on its left and on its right.
BESIDE_PT = (-1.5, 0, 1.5, 0)
BESIDE_MAP_PT = 11  # how far from the map a number may stand: less than any margin or gutter
CLEAR_PT = 0.6  # around words, of the dots of people
DETAIL_PX = 0.25  # tolerance of the outlines, in pixels of the composition: 0.06 mm on an A4 page
HATCH_PT = 2.6  # from one line of a hatching to the next


@lru_cache(maxsize=48)
def outlines(dataset: Dataset, composition: Composition, level: Level) -> dict[str, np.ndarray]:
    """Return the territories of each frame, by its key: polygons in the order of their codes, in pixels."""
    found = {}
    for key, panel in sheet(dataset, composition).items():
        shown = panel.outlines[level].geometry
        rough = shapely.coverage_simplify(shown.to_numpy(), DETAIL_PX * panel.km_per_px)
        found[key] = shapely.transform(
            rough, lambda at, panel=panel: np.column_stack(panel.px(*at.T))
        )
    return found


@dataclass(frozen=True)
class Outline:
    """A territory of a frame, in points: its polygons, their rings, its hatching if it is asked for."""

    shape: BaseGeometry

    @cached_property
    def rings(self) -> tuple[list[tuple[float, float]], ...]:
        """The rings of its polygons."""
        return tuple(
            np.round(np.asarray(ring.coords)[:-1], 2).tolist()
            for part in shapely.get_parts(self.shape)
            for ring in (part.exterior, *part.interiors)
        )

    @cached_property
    def hatching(self) -> tuple[list[tuple[float, float]], ...]:
        """Slanted lines cut to it: a pattern that is only lines prints as such."""
        left, top, right, bottom = self.shape.bounds
        step = HATCH_PT * 2**0.5
        lines = [
            [(at, bottom), (at + bottom - top, top)]
            for at in np.arange(left - (bottom - top), right, step)
        ]
        if not lines:
            return ()
        cut = shapely.intersection(shapely.multilinestrings(lines), self.shape)
        return tuple(
            np.round(part.coords, 2).tolist()
            for part in shapely.get_parts(cut)
            if part.geom_type == "LineString" and part.length > 0.5
        )


@lru_cache(maxsize=16)
def scaled(
    dataset: Dataset, composition: Composition, level: Level, scale: float
) -> dict[str, list[Outline]]:
    """Return the territories of each frame, by its key, in points."""
    return {
        key: [Outline(shapely.transform(raw, lambda at: at * scale)) for raw in shapes]
        for key, shapes in outlines(dataset, composition, level).items()
    }


def draw(job: Job, composition: Composition, scale: float, numbered: dict[str, int]) -> Block:
    """Draw the map of a view; its upper left corner is the origin.

    Parameters
    ----------
    scale : points in a pixel of the composition.
    numbered : the number of each campus of the list, empty without a list.
    """
    inks, paper = job.inks, theme.PAPER
    drawn = plate(*job.view, composition)
    least, least_type = job.least(HAIR_PT), job.least(SMALLEST_PT)
    block = Block(composition.width_px / composition.ratio * scale)
    add_grounds(block, job, drawn, scale, least)
    radius = composition.mark_px / 2 * scale
    thick = max(1.6 * scale, 0.6)
    under = len(block.shapes)
    link = theme.colours(inks.night)["note"]
    for each in drawn.moved:
        line = [(x * scale, y * scale) for x, y in ((each.x, each.y), each.true)]
        block.shapes.append(Shape((line,), "", link, max(0.7 * scale, least), closed=False))
    add_grey_rounds(block, drawn.context_rounds, scale, inks, least)
    grey = inks.named("contexte"), inks.named("papier"), max(0.5 * scale, least)
    for dot in drawn.context:
        at = dot.x * scale, dot.y * scale, radius * theme.CONTEXT_SHARE
        block.shapes.append(mark(dot.filiere, *at, *grey))
    add_rounds(block, drawn.rounds, scale, inks, least_type)
    for dot in drawn.dots:
        colour = inks.mark(theme.MARKS[dot.filiere].colour)
        look = (paper, colour, thick) if dot.hollow else (colour, paper, max(scale, 0.4))
        shape = mark(dot.filiere, dot.x * scale, dot.y * scale, radius, *look)
        block.shapes += haloed(shape, dot.hollow, inks)
    for sign in drawn.stakes:
        at, colours = (sign.x * scale, sign.y * scale), map(inks.named, ("accent", "papier"))
        add_stake(block, *at, 6 * scale, *colours, thick)
    for ring in drawn.opened:
        at = ring.x * scale, ring.y * scale, ring.r * scale
        block.shapes.append(disc(*at, "", inks.named("encre"), thick))
    named = lettered(*job.view, composition) if inks.grey else []
    add_names(block, drawn, scale, inks, least_type, named)
    leads = add_numbers(block, drawn, scale, inks, numbered)
    block.shapes[under:under] = people(drawn, scale, inks, block.words) + leads
    return block


def people(drawn: Plate, scale: float, inks: Inks, words: list[Words]) -> list[Shape]:
    """Draw the people beyond the radius, cut around words: no halo of paper, which would be read twice."""
    if not drawn.people:
        return []
    boxes = np.array([each.box for each in words]).reshape(-1, 4)
    kept = shapely.union_all(shapely.buffer(shapely.box(*boxes.T), CLEAR_PT, join_style="mitre"))
    shapely.prepare(kept)
    found = []
    for spot in drawn.people:
        colour = inks.named("accent") if spot.gained else inks.blank()
        dot = crowd(spot.x * scale, spot.y * scale, spot.r * scale, colour, spot.gained)
        whole = shapely.Polygon(dot.rings[0])
        if kept.intersects(whole):
            left = whole.difference(kept)
            dot = replace(dot, rings=() if left.is_empty else Outline(left).rings)
        if dot.rings:
            found.append(dot)
    return found


def add_grounds(block: Block, job: Job, drawn: Plate, scale: float, least: float) -> None:
    """Fill the territories, hatch those that are not known."""
    shapes = scaled(job.dataset, drawn.composition, job.selection.level, round(scale, 4))
    edge = job.ink("bordure"), max(theme.BORDER_PX * scale, least)
    slants = job.ink("inconnu-hachure"), max(0.6 * scale, least)
    for ground in drawn.grounds:
        for area, outline in zip(ground.areas, shapes[ground.key], strict=True):
            block.shapes.append(Shape(outline.rings, job.ink(area.fill), *edge))
            if area.hatched and outline.hatching:
                block.shapes.append(Shape(outline.hatching, "", *slants, closed=False))


def lettered(dataset: Dataset, selection: Selection, composition: Composition) -> list[str]:
    """Return the letter of the class of each label, in their order; none where the tint says it."""
    letter = letters(dataset, selection)
    if not letter:
        return []
    keys = shade(dataset, selection).keys
    inside = shade(dataset, selection.but(level=Level.region)).keys
    codes = [keys[code] for code, *_ in labels(dataset, composition, selection.level)]
    insets = inset_labels(dataset, selection, composition)
    return [letter.get(key, "") for key in (*codes, *(inside.get(inset, "") for inset in insets))]


def add_names(
    block: Block, drawn: Plate, scale: float, inks: Inks, least: float, named: list[str]
) -> None:
    """Write the names and figures of the territories, and the letters that stand for hues.

    Type that is no smaller than `least` on a small map may leave a name no room: its figure stands alone.
    """
    for text, letter in zip_longest(drawn.texts, named, fillvalue=""):
        size = max(text.size * scale, least)
        label = []
        for line in text.lines:
            weight = 700 if line.bold else 400
            said = f"{line.text}\u00a0{letter}" if line.bold and letter else line.text
            across = width(said, size, weight) if text.anchor == "middle" else 0.0
            at = line.x * scale - across / 2, line.y * scale
            label.append(Words(*at, said, size, weight, inks.named("encre")))
        crowded = any(line.crosses(other) for line in label for other in block.words)
        block.words += [line for line in label if line.weight == 700] if crowded else label


def add_numbers(
    block: Block, drawn: Plate, scale: float, inks: Inks, numbered: dict
) -> list[Shape]:
    """Number the marks as the list does; those enlarged beside the map are numbered there.

    Returns
    -------
    The lines that lead numbers back, to be drawn under the marks that they pass.
    """
    twice = {dot.campus for dot in drawn.dots if dot.repeated}

    def there(dot: Dot) -> bool:
        return dot.campus in numbered and (dot.repeated or dot.campus not in twice)

    # Rings first: the number of an opened campus stands outside its ring.
    shown = *drawn.opened, *drawn.dots, *drawn.context, *drawn.stakes
    every = [(each.x * scale, each.y * scale) for each in shown]
    radius = drawn.composition.mark_px / 2 * scale
    radii = [(ring.r + 1) * scale + 0.3 for ring in drawn.opened]
    radii += [radius * reach(dot.filiere) + 0.3 for dot in drawn.dots]
    radii += [radius * theme.CONTEXT_SHARE * reach(dot.filiere) + 0.3 for dot in drawn.context]
    radii += [7 * scale + 0.3] * len(drawn.stakes)
    wanted = [
        (dot.x * scale, dot.y * scale, str(numbered[dot.campus]))
        for dot in drawn.dots
        if there(dot)
    ]
    across, size = drawn.composition.width_px * scale, max(10.4 * scale, SMALLEST_PT)
    placed = numbers(
        wanted,
        np.array(every).reshape(-1, 2),
        np.array(radii),
        np.array([words.box for words in block.words]).reshape(-1, 4) + BESIDE_PT,
        np.array([(each.x, each.y, *each.true) for each in drawn.moved]) * scale,
        (-BESIDE_MAP_PT, 0, across + BESIDE_MAP_PT, across / drawn.composition.ratio),
        size,
    )
    colour, leads = inks.named("encre"), []
    for (x, y, _), number in zip(wanted, placed, strict=True):
        if number.led:
            gap = np.hypot(number.x - x, number.y - y)
            away = max(abs(number.x - x), 1e-6), max(abs(number.y - y), 1e-6)
            inside = min(number.half[0] / away[0], number.half[1] / away[1], 1)
            begin, end = radius / gap, 1 - inside - 0.3 / gap
            line = [(x + at * (number.x - x), y + at * (number.y - y)) for at in (begin, end)]
            if end > begin:
                leads.append(Shape((line,), "", colour, HAIR_PT, closed=False))
        at = number.x - number.half[0], number.y + DIGIT * size / 2
        block.words.append(Words(*at, number.text, size, 600, colour, "numero"))
    return leads
