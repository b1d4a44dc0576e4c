"""The parts of a printed page around its map: title, key, shades, sources; measured, in points."""

import segno

from . import french, theme
from .clusters import MOVED, notice
from .data import Dataset
from .folio import HAIR_PT, Block, Shape
from .formats import MM, Format
from .geography import Composition
from .inks import Inks
from .legend import key, letters
from .marks import add_stake, disc, mark
from .roll import UNSURE
from .selection import Selection
from .summary import SITE, sentence, situation, sources
from .typesetting import width, wrap

NOTES = (
    "Marque creuse\u202f: à vérifier{star}. {places} Échelles différentes pour les cartons. Les effectifs "
    "sont des minimums là où la liste est incomplète."
)
SHORT_NOTES = "Marque creuse\u202f: à vérifier. Échelles différentes pour les cartons."
QR_MM, SMALL_QR_MM = 16, 12
TITLE_SHARES = (1.0, 0.9, 0.8, 0.7)


def box(x: float, y: float, across: float, down: float) -> list[tuple[float, float]]:
    """Return the corners of a rectangle."""
    return [(x, y), (x + across, y), (x + across, y + down), (x, y + down)]


def heading(dataset: Dataset, selection: Selection, form: Format, room: float, inks: Inks) -> Block:
    """Set the title of a page: the site, the sentence of the view, its date."""
    made = Block()
    small = max(form.body, form.title * 0.5)
    made.write([SITE], small, colour=inks.named("note"), weight=600, lead=1.1)
    made.height += form.title * 0.12
    for share in TITLE_SHARES:  # a long sentence is set smaller before it takes a third line
        size = form.title * share
        said = wrap(f"{sentence(dataset, selection)}.", size, room, 700)
        if len(said) <= 2:
            break
    made.write(said, size, weight=700, lead=1.13, colour=inks.named("encre"), role="titre")
    if situation(dataset):
        made.height += form.title * 0.1
        made.write([f"{situation(dataset)}."], small, colour=inks.named("note"), lead=1.3)
    return made


def filieres(
    dataset: Dataset, selection: Selection, size: float, room: float, columns: int, inks: Inks
) -> Block:
    """List the marks with the names of their filières and their campuses, column after column."""
    marks = key(dataset, selection).marks
    columns = max(1, min(columns, len(marks)))
    depth = -(-len(marks) // columns)
    across, indent = room / columns, size * 1.5
    made = Block()
    for row in range(depth):
        top = made.height
        for n in range(row, len(marks), depth):
            cell, each = Block(size * 0.12), marks[n]
            said = f"{each.label}\u00a0\u00a0{french.number(each.count)}"
            lines = wrap(said, size, across - indent - size)
            cell.write(lines, size, x=indent, lead=1.18, colour=inks.named("encre"))
            grey = each.colour == theme.CONTEXT
            colour = inks.named("contexte") if grey else inks.mark(each.colour)
            look = (colour, theme.PAPER, HAIR_PT)
            cell.shapes.append(mark(each.filiere, size * 0.6, size * 0.78, size * 0.4, *look))
            made.put(cell, n // depth * across, top)
            made.height = max(made.height, top + cell.height + size * 0.12)
    return made


def shades(dataset: Dataset, selection: Selection, size: float, room: float, inks: Inks) -> Block:
    """List the classes with how many territories each holds, as many a line as fit."""
    shown = key(dataset, selection)
    title = f"{shown.title} (entre parenthèses, le nombre de {shown.unit})"
    made = Block()
    made.write(wrap(title, size, room, 600), size, weight=600, colour=inks.named("encre"))
    swatch, step = (size * 1.8, size * 0.95), size * 1.45
    x, y = 0.0, made.height + step
    letter = letters(dataset, selection) if inks.grey else {}
    items = [
        (
            f"{letter[c.key]}\u00a0: {c.label}" if c.key in letter else c.label,
            c.size,
            c.fill,
            c.hatched,
        )
        for c in shown.classes
    ]
    for label, count, fill, hatched in items:
        said = wrap(f"{label} ({french.number(count)})", size, room - swatch[0] - size)
        across = swatch[0] + size * 0.5 + max(width(line, size) for line in said) + size * 1.2
        if x and x + across - size > room:
            x, y = 0.0, y + step
        tint = inks.named("inconnu") if hatched else theme.at_night(fill) if inks.night else fill
        corners = box(x, y - size * 0.82, *swatch)
        made.shapes.append(
            Shape((corners,), tint, inks.named("bordure"), max(HAIR_PT, size * 0.05))
        )
        if hatched:
            slants = tuple(
                [
                    (x + swatch[0] * s, y + size * 0.13),
                    (x + swatch[0] * s + size * 0.5, y - size * 0.82),
                ]
                for s in (0.1, 0.4, 0.68)
            )
            made.shapes.append(
                Shape(slants, "", inks.named("inconnu-hachure"), max(HAIR_PT, size * 0.06), False)
            )
        line = Block(y - size)
        line.write(said, size, x=x + swatch[0] + size * 0.5, lead=1.25, colour=inks.named("encre"))
        line.words = [w.moved(0, y - line.words[0].y) for w in line.words]
        made.put(line, 0, 0)
        y += (len(said) - 1) * size * 1.25
        x += across
    made.height = y + size * 0.35
    add_spots(made, shown.spots, size, room, inks)
    return made


def add_spots(made: Block, spots: dict[str, str], size: float, room: float, inks: Inks) -> None:
    """Say what the dots of people and the crosses of a scenario stand for."""
    for name, words in spots.items():
        top = made.height
        made.write(
            wrap(words, size, room - size * 1.6), size, x=size * 1.6, colour=inks.named("encre")
        )
        at = size * 0.7, top + size * 0.8
        if name == "essai":
            add_stake(made, *at, size * 0.4, inks.named("accent"), 0.7)
        else:
            colour = inks.named("accent") if name == "gagne" else inks.blank()
            made.shapes.append(disc(*at, size * 0.3, colour))


def foot(
    dataset: Dataset,
    selection: Selection,
    form: Format,
    room: float,
    inks: Inks,
    url: str,
    composition: Composition,
    listed: bool,
) -> Block:
    """Set the notes, the sources and the licence; on paper, the address of the view and its QR code.

    Parameters
    ----------
    composition : of the map that the notes are about.
    listed : whether the page lists the campuses.
    """
    small = max(form.body * 0.82, 0.0 if form.screen else 6.2)
    colour = inks.named("note")
    made = Block()
    coded = bool(url) and not form.screen and form.width > 100 * MM
    side = (QR_MM if form.listed else SMALL_QR_MM) * MM
    text_room = room - (side + 3 * MM if coded else 0)
    star = f" (et {UNSURE} dans la liste)" if listed else ""
    places = notice(dataset, selection, composition) or MOVED
    notes = SHORT_NOTES if form.name == "social" else NOTES.format(star=star, places=places)
    made.write(wrap(notes, small, text_room), small, colour=colour)
    made.write(wrap(sources(dataset) or SITE, small, text_room), small, colour=colour)
    if url and form.name != "social":
        made.write(wrap(url.split("://")[-1], small, text_room), small, colour=colour, weight=600)
    if coded:
        code = qr(url, side)
        made.put(code, room - side, small * 0.3)
        made.height = max(made.height, code.height + small * 0.3)
    return made


def qr(url: str, side: float) -> Block:
    """Draw the QR code of an address, dark on white with its quiet zone, as runs of squares."""
    rows = [list(row) for row in segno.make(url, error="m", micro=False).matrix_iter(border=2)]
    unit = side / len(rows)
    runs = []
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append(box(start * unit, y * unit, (x - start) * unit, unit * 1.02))
                start = None
    white = Shape((box(0, 0, side, side),), "#ffffff")
    return Block(side, [white, Shape(tuple(runs), "#000000")])
