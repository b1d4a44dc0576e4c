"""The names and figures written on the map, and where: plain text, the same on screen and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from . import captions, french
from .choropleth import values
from .coverage import territory_rows
from .data import Dataset
from .geography import MAINLAND, Composition
from .selection import Selection
from .sheet import labels, sheet
from .vocabulary import DROM, Level

TYPE_PX, SMALL_TYPE_PX, LINE_PX = 12, 10.5, 14.5
RISE = 0.35  # of the type's size, from a baseline to the middle of its letters


@dataclass(frozen=True)
class Label:
    """A name in lines and the figure under it; either may be missing.

    `x`, `y` are the middle of a label of the mainland, in kilometres of its projection, and for an
    inset the middle of the lower edge, or the upper left corner, of its box (shares of the sheet).
    """

    x: float
    y: float
    name: tuple[str, ...]
    figure: str = ""


@dataclass(frozen=True)
class Line:
    """A line of text: where its baseline starts, or its middle stands, in pixels."""

    x: float
    y: float
    text: str
    bold: bool = False


@dataclass(frozen=True)
class Text:
    """A label: its lines, their anchor (`start`, `middle`) and their size in pixels."""

    lines: tuple[Line, ...]
    anchor: str
    size: float


@lru_cache(maxsize=256)
def mainland_labels(
    dataset: Dataset, selection: Selection, composition: Composition
) -> tuple[Label, ...]:
    """Print the figure of each territory of the mainland, under its name where it fits."""
    rows = territory_rows(dataset, selection)
    numbers = values(dataset, selection).to_dict()
    return tuple(
        Label(
            float(round(x, 1)),
            float(round(y, 1)),
            name,
            captions.figure(rows[code], numbers[code], selection, composition.named)
            if selection.concerns(rows[code]["code_region"])
            else "",
        )
        for code, x, y, name in labels(dataset, composition, selection.level)
    )


@lru_cache(maxsize=256)
def inset_labels(
    dataset: Dataset, selection: Selection, composition: Composition
) -> dict[str, Label]:
    """Name each inset by the key of its frame: a DROM with its figure, a region with how much it grew."""
    region_view = selection.but(level=Level.region)
    rows = territory_rows(dataset, region_view)
    numbers = values(dataset, region_view).to_dict()
    mainland, *insets = sheet(dataset, composition).values()
    found = {}
    for panel in insets:
        (code,) = panel.frame.regions
        left, bottom, right, top = panel.box
        name = rows[code]["nom"]
        if code not in DROM:
            zoom = french.number(mainland.km_per_px / panel.km_per_px, 1)
            found[panel.frame.key] = Label(left, top, (f"{name} ×{zoom}",))
            continue
        figure = captions.figure(rows[code], numbers[code], region_view, composition.named)
        said = figure if selection.concerns(code) else ""
        found[panel.frame.key] = Label((left + right) / 2, bottom, (name,), said)
    return found


def texts(dataset: Dataset, selection: Selection, composition: Composition) -> list[Text]:
    """Set the names and figures of the map in lines."""
    panels = sheet(dataset, composition)
    width, height = composition.width_px, composition.width_px / composition.ratio
    small = TYPE_PX if composition.named else SMALL_TYPE_PX
    written = []
    if MAINLAND.key in panels:
        for label in mainland_labels(dataset, selection, composition):
            x, y = panels[MAINLAND.key].px(label.x, label.y)
            rows = len(label.name) + bool(label.figure)
            first = y - (rows - 1) * LINE_PX / 2 + TYPE_PX * RISE
            written.append(set_in_lines(label, x, first, "middle", TYPE_PX))
    for key, label in inset_labels(dataset, selection, composition).items():
        x, y = label.x * width, (1 - label.y) * height
        below = key in DROM
        first = y + small if below else y - small * RISE
        written.append(set_in_lines(label, x, first, "middle" if below else "start", small))
    return written


def set_in_lines(label: Label, x: float, first: float, anchor: str, size: float) -> Text:
    """Set a label line after line, from the baseline of the first; its figure is bold."""
    rows = [(text, False) for text in label.name] + [(label.figure, True)] * bool(label.figure)
    step = LINE_PX * size / TYPE_PX
    return Text(
        tuple(
            Line(round(x, 1), round(first + n * step, 1), text, bold)
            for n, (text, bold) in enumerate(rows)
        ),
        anchor,
        size,
    )


def letters(text: Text) -> Iterator[tuple[float, float, float]]:
    """Cover each letter of a text, about half as wide as high, by a disc: x, y, radius in pixels."""
    step = text.size / 2
    for line in text.lines:
        first = line.x + step / 2 - (len(line.text) * step / 2 if text.anchor == "middle" else 0)
        for n in range(len(line.text)):
            yield first + n * step, line.y - RISE * text.size, step
