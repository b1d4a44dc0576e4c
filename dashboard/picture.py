"""What stands around the map in a picture: title, sentence, key, notes, sources; plain values in pixels."""

import textwrap
from dataclasses import dataclass, field

from . import french, theme
from .clusters import MOVED, notice
from .data import Dataset
from .geography import Composition
from .legend import key
from .lettering import Line, Text
from .selection import Selection
from .summary import SITE, minimums, sentence, situation, sources

CHARACTER = 0.54  # mean width of a character, in sizes, of the widest font that may replace ours
NOTE = "Marque creuse\u202f: à vérifier. {} Échelles différentes pour les cartons.{}"


@dataclass(frozen=True)
class Swatch:
    """A shade of the key: its upper left corner and its fill."""

    x: float
    y: float
    fill: str
    hatched: bool


@dataclass(frozen=True)
class Symbol:
    """A mark of the key: its centre and its fill."""

    filiere: str
    x: float
    y: float
    fill: str


@dataclass
class Picture:
    """Everything around the map: where the map starts, and what is written above and below it."""

    composition: Composition
    margin: float
    top: float = 0
    height: float = 0
    texts: list[tuple[Text, str]] = field(default_factory=list)
    swatches: list[Swatch] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Return the width of the whole."""
        return self.composition.width_px + 2 * self.margin

    def write(self, words: str, size: float, colour: str, *, bold: bool = False, lead=1.3) -> None:
        """Set words in as many lines as they need, under what stands there already."""
        room = int((self.width - 2 * self.margin) / (CHARACTER * size))
        for line in textwrap.wrap(words, room):
            self.height += size * lead
            self.place(self.margin, self.height - size * (lead - 1), line, size, colour, bold)

    def place(self, x: float, y: float, words: str, size: float, colour: str, bold=False) -> None:
        """Write one line at a place."""
        line = Line(round(x, 1), round(y, 1), words, bold)
        self.texts.append((Text((line,), "start", size), colour))


def picture(
    dataset: Dataset,
    selection: Selection,
    composition: Composition,
    night: bool = False,
    titled: bool = True,
    keyed: bool = True,
) -> Picture:
    """Compose what stands around the map of a view."""
    roomy = composition.named
    made = Picture(composition, margin=24 if roomy else 12)
    made.height = made.margin * 0.6
    if titled:
        made.write(SITE, 14 if roomy else 12, "note")
        made.write(f"{sentence(dataset, selection)}.", 22 if roomy else 16, "encre", bold=True)
        if situation(dataset):
            made.write(f"{situation(dataset)}.", 14 if roomy else 12, "note")
        made.height += 10
    made.top = round(made.height, 1)
    made.height += composition.width_px / composition.ratio + 14
    if keyed:
        add_filieres(made, dataset, selection)
        add_shades(made, dataset, selection, night)
    moved = notice(dataset, selection, composition) or MOVED
    made.write(NOTE.format(moved, minimums(dataset)), 11, "note")
    made.write(sources(dataset, selection) or SITE, 11, "note")
    made.height = round(made.height + made.margin * 0.7, 1)
    return made


def add_filieres(made: Picture, dataset: Dataset, selection: Selection) -> None:
    """List the marks in columns, with their names and their campuses."""
    marks = key(dataset, selection).marks
    size = 13 if made.composition.named else 12
    columns = 3 if made.composition.named else 1
    depth = -(-len(marks) // columns)
    column_px, row_px = made.composition.width_px / columns, size * 1.5
    for n, each in enumerate(marks):
        words = f"{each.label}\u2002{french.number(each.count)}"
        x, y = made.margin + n // depth * column_px, made.height + (n % depth + 1) * row_px
        at = round(x + 9, 1), round(y - size * 0.34, 1)
        made.symbols.append(Symbol(each.filiere, *at, each.colour))
        made.place(x + 24, y, words, size, "encre")
    made.height += depth * row_px + 8


def add_shades(made: Picture, dataset: Dataset, selection: Selection, night: bool) -> None:
    """List the classes, with how many territories each holds, as many a line as fit."""
    shown = key(dataset, selection)
    made.write(f"{shown.title} (entre parenthèses, {shown.sizes})", 12, "encre", bold=True)
    x, y, room = made.margin, made.height + 19, made.width - 2 * made.margin
    for item in shown.classes:
        words = f"{item.label} ({french.number(item.size)})"
        first, *rest = textwrap.wrap(words, int((room - 28) / (12 * CHARACTER)))
        width = 28 + len(first) * 12 * CHARACTER + 14
        if x > made.margin and x + width > made.margin + room:
            x, y = made.margin, y + 19
        fill = theme.at_night(item.fill) if night else item.fill
        made.swatches.append(Swatch(round(x, 1), round(y - 11, 1), fill, item.hatched))
        made.place(x + 28, y, first, 12, "encre")
        for line in rest:
            y += 16
            made.place(x + 28, y, line, 12, "encre")
        x += width
    made.height = y + 10
