"""The parts of a printed page around its map: title, key, shades, sources; measured, in points."""

from functools import lru_cache

import segno
from segno.utils import matrix_to_lines

from . import french, theme
from .clusters import MOVED, notice
from .folio import HAIR_PT, Block, Shape
from .formats import MM
from .geography import Composition
from .job import Job
from .legend import key, letters
from .marks import add_stake, crowd, mark
from .roll import UNSURE
from .summary import SITE, minimums, sentence, situation, sources
from .typesetting import balance, width, wrap

NOTES = (
    "Marque creuse\u202f: à vérifier{star}. {places} Échelles différentes pour les cartons.{least}"
)
QR_MM, SMALL_QR_MM, QUIET = 16, 12, 2  # sides of the QR code, squares of white around it
TITLE_SHARES = (1.0, 0.9, 0.8, 0.7)


def box(x: float, y: float, across: float, down: float) -> list[tuple[float, float]]:
    """Return the corners of a rectangle."""
    return [(x, y), (x + across, y), (x + across, y + down), (x, y + down)]


def heading(job: Job, room: float, share: float = 1.0) -> Block:
    """Set the title of a page: the site, the sentence of the view, its date; at a share of its size."""
    made, title = Block(), job.form.title * share
    small = max(job.form.body, title * 0.5)
    made.write([SITE], small, colour=job.ink("note"), weight=600, lead=1.1)
    made.height += title * 0.12
    for smaller in TITLE_SHARES:  # a long sentence is set smaller before it takes a third line
        size = title * smaller
        said = balance(f"{sentence(*job.view)}.", size, room, 700)
        if len(said) <= 2:
            break
    made.write(said, size, weight=700, lead=1.13, colour=job.ink("encre"), role="titre")
    if situation(job.dataset):
        made.height += title * 0.1
        made.write([f"{situation(job.dataset)}."], small, colour=job.ink("note"), lead=1.3)
    return made


def filieres(job: Job, size: float, room: float, columns: int) -> Block:
    """List the marks with the names of their filières and their campuses, column after column."""
    marks = key(*job.view).marks
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
            cell.write(lines, size, x=indent, lead=1.18, colour=job.ink("encre"))
            grey = each.colour == theme.CONTEXT
            colour = job.ink("contexte") if grey else job.inks.mark(each.colour)
            look = (colour, theme.PAPER, HAIR_PT)
            cell.shapes.append(mark(each.filiere, size * 0.6, size * 0.78, size * 0.4, *look))
            made.put(cell, n // depth * across, top)
            made.height = max(made.height, top + cell.height + size * 0.12)
    return made


def shades(job: Job, size: float, room: float) -> Block:
    """List the classes with how many territories each holds, as many a line as fit."""
    shown, ink = key(*job.view), job.ink("encre")
    title = f"{shown.title} (entre parenthèses, {shown.sizes})"
    made = Block()
    made.write(balance(title, size, room, 600), size, weight=600, colour=ink)
    swatch, step = (size * 1.8, size * 0.95), size * 1.45
    x, y = 0.0, made.height + step
    letter = letters(*job.view) if job.inks.grey else {}
    for each in shown.classes:
        label = f"{letter[each.key]}\u00a0: {each.label}" if each.key in letter else each.label
        said = wrap(f"{label} ({french.number(each.size)})", size, room - swatch[0] - size)
        across = swatch[0] + size * 0.5 + max(width(line, size) for line in said) + size * 1.2
        if x and x + across - size > room:
            x, y = 0.0, y + step
        fill = theme.at_night(each.fill) if job.inks.night else each.fill
        tint = job.ink("inconnu") if each.hatched else fill
        top, bottom = y - size * 0.82, y + size * 0.13
        edge = job.ink("bordure"), max(HAIR_PT, size * 0.05)
        made.shapes.append(Shape((box(x, top, *swatch),), tint, *edge))
        if each.hatched:
            feet = (x + swatch[0] * share for share in (0.1, 0.4, 0.68))
            slants = tuple([(foot, bottom), (foot + size * 0.5, top)] for foot in feet)
            line = job.ink("inconnu-hachure"), max(HAIR_PT, size * 0.06)
            made.shapes.append(Shape(slants, "", *line, closed=False))
        line = Block(y - size)
        line.write(said, size, x=x + swatch[0] + size * 0.5, lead=1.25, colour=ink)
        line.words = [w.moved(0, y - line.words[0].y) for w in line.words]
        made.put(line, 0, 0)
        y += (len(said) - 1) * size * 1.25
        x += across
    made.height = y + size * 0.35
    for name, words in shown.spots.items():  # the dots of people, the crosses of a scenario
        at = size * 0.7, made.height + size * 0.8
        made.write(wrap(words, size, room - size * 1.6), size, x=size * 1.6, colour=ink)
        if name == "essai":
            add_stake(made, *at, size * 0.4, job.ink("accent"), job.ink("papier"), 0.7)
        else:
            gained = name == "gagne"
            colour = job.ink("accent") if gained else job.inks.blank()
            made.shapes.append(crowd(*at, size * 0.3, colour, gained))
    return made


def foot(job: Job, room: float, composition: Composition, listed: bool) -> Block:
    """Set the notes, the sources and the licence; on paper, the address of the view and its QR code.

    Parameters
    ----------
    composition : of the map that the notes are about.
    listed : whether the page lists the campuses.
    """
    made, form, url, colour = Block(), job.form, job.url, job.ink("note")
    small = max(form.body * 0.82, job.least(6.2))
    coded = bool(url) and not form.screen and form.width > 100 * MM
    side = (QR_MM if form.listed else SMALL_QR_MM) * MM
    text_room = room - (side + 3 * MM if coded else 0)
    star = f" (et {UNSURE} dans la liste)" if listed else ""
    places = notice(*job.view, composition) or MOVED
    notes = NOTES.format(star=star, places=places, least=minimums(job.dataset))
    made.write(wrap(notes, small, text_room), small, colour=colour)
    made.write(wrap(sources(*job.view) or SITE, small, text_room), small, colour=colour)
    if url and form.name != "social":
        made.write(
            wrap(url.split("://")[-1], small, text_room, 600), small, colour=colour, weight=600
        )
    if coded:
        code = qr(url, side)
        made.put(code, room - side, small * 0.3)
        made.height = max(made.height, code.height + small * 0.3)
    return made


@lru_cache(maxsize=16)
def qr(url: str, side: float) -> Block:
    """Draw the QR code of an address, dark on white with its quiet zone, as runs of squares."""
    code = segno.make(url, error="m", micro=False)
    unit = side / code.symbol_size(border=QUIET)[0]
    runs = [
        box(start * unit, y * unit, (end - start) * unit, unit * 1.02)
        for (start, y), (end, _) in matrix_to_lines(code.matrix, QUIET, QUIET)
    ]
    white = Shape((box(0, 0, side, side),), "#ffffff")
    return Block(side, [white, Shape(tuple(runs), "#000000")])
