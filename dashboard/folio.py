"""A printed page as plain values: shapes and lines of text at their places, in points; no library of print.

The origin is the upper left corner of the trimmed page, y downwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .typesetting import ASCENT, DESCENT, width

Ring = list[tuple[float, float]]
HAIR_PT = 0.3  # least width of a line: a quarter of a point prints everywhere


@dataclass(frozen=True)
class Shape:
    """A filled or outlined area of rings, or an open line; colours as `#rrggbb`, empty for none."""

    rings: tuple[Ring, ...]
    fill: str = ""
    stroke: str = ""
    line: float = 0.0
    closed: bool = True

    def moved(self, x: float, y: float) -> "Shape":
        """Return the shape moved."""
        rings = tuple([(a + x, b + y) for a, b in ring] for ring in self.rings)
        return replace(self, rings=rings)


@dataclass(frozen=True)
class Words:
    """A line of text: where its baseline starts, its size, weight and colour; what it is for."""

    x: float
    y: float
    text: str
    size: float
    weight: int = 400
    colour: str = "#000000"
    role: str = "texte"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of its letters; digits have no tail."""
        across = width(self.text, self.size, self.weight)
        tail = 0.0 if self.text.isdigit() else DESCENT * self.size
        return self.x, self.y - ASCENT * self.size, self.x + across, self.y + tail

    def crosses(self, other: "Words") -> bool:
        """Return whether its box and that of another line overlap."""
        (left, top, right, bottom), (west, north, east, south) = self.box, other.box
        return left < east and west < right and top < south and north < bottom

    def moved(self, x: float, y: float) -> "Words":
        """Return the line moved."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass
class Block:
    """A part of a page, measured before it is placed: its height, its shapes and its words."""

    height: float = 0.0
    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def write(
        self,
        lines: Iterable[str],
        size: float,
        *,
        x: float = 0.0,
        lead: float = 1.25,
        weight: int = 400,
        colour: str = "#000000",
        role: str = "texte",
    ) -> None:
        """Set lines under what stands there already."""
        for line in lines:
            self.height += size * lead
            self.words.append(
                Words(x, self.height - size * (lead - 0.97), line, size, weight, colour, role)
            )

    def put(self, other: "Block", x: float, y: float) -> None:
        """Place a block in this one."""
        self.shapes += [shape.moved(x, y) for shape in other.shapes]
        self.words += [words.moved(x, y) for words in other.words]


@dataclass
class Folio:
    """A whole page: its size, its map apart from the rest, and what says what it is.

    `map` holds what the alternative text stands for; `rest` everything else.
    """

    width: float
    height: float
    bleed: float
    paper: str
    title: str
    alternative: str
    url: str
    map: Block = field(default_factory=Block)
    rest: Block = field(default_factory=Block)
    under: list[Shape] = field(default_factory=list)  # grounds that may run into the bleed
