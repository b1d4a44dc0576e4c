"""The marks, names and figures of a view as a Plotly figure, in pixels of its composition; opens no file.

It lies on the drawn territories, which it fits to the pixel: drawing them too takes plotly.js as long as
all the rest. One pair of axes for the whole sheet: seven subplots take three times as long.
"""

import textwrap
from functools import lru_cache
from html import escape

from . import captions, theme
from .campus import records
from .choropleth import values
from .coverage import territory_rows
from .data import Dataset
from .geography import LARGE, Composition
from .plate import CONTEXT_SHARE, Dot, Plate, Text, plate
from .selection import Selection
from .vocabulary import Level

HOVER_WIDTH = 44  # characters a line
RING_PX = 26  # around the opened campus


def hover(said: list[str]) -> str:
    """Escape lines for Plotly's small HTML, break the long ones, and set the first in bold."""
    first, *rest = (
        "<br>".join(escape(part, quote=False) for part in textwrap.wrap(line, HOVER_WIDTH))
        for line in said
    )
    return "<br>".join([f"<b>{first}</b>", *rest])


def campus_map(
    dataset: Dataset, selection: Selection, composition: Composition = LARGE
) -> dict[str, object]:
    """Draw a view as a Plotly figure, `data` and `layout`; the page's script plots it."""
    drawn = plate(dataset, selection, composition)
    return {"data": traces(dataset, drawn), "layout": theme.LAYOUT | axes(drawn)}


def axes(drawn: Plate) -> dict:
    """Span the whole sheet, y downwards as in a drawing."""
    fixed = {"visible": False, "fixedrange": True}
    return {
        "xaxis": fixed | {"range": [0, drawn.composition.width_px]},
        "yaxis": fixed | {"range": [drawn.height, 0]},
    }


def zones(
    dataset: Dataset, selection: Selection, composition: Composition
) -> list[tuple[str, str]]:
    """Say the territories in the order in which they are drawn: words when pointed at, code of the region."""
    said = territory_words(dataset, selection)
    region = dataset.academies["code_region"] if selection.level is Level.academie else {}
    return [
        (said[area.code], region.get(area.code, area.code))
        for ground in plate(dataset, selection, composition).grounds
        for area in ground.areas
    ]


def territory_words(dataset: Dataset, selection: Selection) -> dict[str, str]:
    """Say each territory of the selection's level, by its code."""
    numbers = values(dataset, selection)
    rows = territory_rows(dataset, selection)
    return {
        code: hover(captions.territory(row, numbers[code], selection)) for code, row in rows.items()
    }


def traces(dataset: Dataset, drawn: Plate) -> list[dict]:
    """List what stands on the territories, in the drawing order of the static map."""
    shown = [
        {"name": "liens", "mode": "lines", "line": {"color": theme.NOTE, "width": 0.8}}
        | hair_lines(drawn),
        {"name": "lieux", "mode": "markers", "marker": people(drawn)} | at(drawn.people),
        {"name": "contexte", "mode": "markers", "marker": greyed(drawn)}
        | at(drawn.context)
        | campus_words(dataset, drawn.context),
        {"name": "campus", "mode": "markers", "marker": coloured(drawn)}
        | at(drawn.dots)
        | campus_words(dataset, drawn.dots),
        {"name": "essais", "mode": "markers", "marker": theme.STAKE} | stakes(drawn),
        {"name": "ouvert", "mode": "markers", "marker": ring()} | at(drawn.opened),
        {"name": "noms", "mode": "text"} | labels([text for text in drawn.texts if text.lines]),
    ]
    return [{"type": "scatter", "hoverinfo": "skip"} | trace for trace in shown]


def at(marks) -> dict:
    """Place marks, in pixels."""
    return {"x": [mark.x for mark in marks], "y": [mark.y for mark in marks]}


def hair_lines(drawn: Plate) -> dict:
    """Join each mark that was moved to its true place."""
    moved = [dot for dot in (*drawn.dots, *drawn.context) if dot.true]
    return {
        "x": [value for dot in moved for value in (dot.x, dot.true[0], None)],
        "y": [value for dot in moved for value in (dot.y, dot.true[1], None)],
    }


def people(drawn: Plate) -> dict:
    """Size the people beyond the radius; those that the scenario gains have another colour."""
    gained = any(spot.gained for spot in drawn.people)
    colours = [theme.ACCENT if spot.gained else theme.BLANK for spot in drawn.people]
    return {
        "size": [2 * spot.r for spot in drawn.people],
        "color": colours if gained else theme.BLANK,
        "opacity": theme.BLANK_OPACITY,
        "line": {"width": 0},
    }


def shaped(dots: tuple[Dot, ...], size_px: float) -> dict:
    """Give each mark the shape of its filière, and the size that makes all look as large."""
    marks = [theme.MARKS[dot.filiere] for dot in dots]
    return {
        "symbol": [mark.symbol for mark in marks],
        "size": [round(size_px * mark.scale, 1) for mark in marks],
        "opacity": 1,
    }


def greyed(drawn: Plate) -> dict:
    """Draw the marks of the other filières small and grey."""
    line = {"width": 0.8, "color": theme.PAPER}
    shape = shaped(drawn.context, CONTEXT_SHARE * drawn.composition.mark_px)
    return shape | {"color": theme.CONTEXT, "line": line}


def coloured(drawn: Plate) -> dict:
    """Draw the marks full and haloed when proven, hollow when not."""
    colours = [(theme.MARKS[dot.filiere].colour, dot.hollow) for dot in drawn.dots]
    return shaped(drawn.dots, drawn.composition.mark_px) | {
        "color": [theme.PAPER if hollow else colour for colour, hollow in colours],
        "line": {
            "color": [colour if hollow else theme.PAPER for colour, hollow in colours],
            "width": [theme.HOLLOW_LINE_PX if hollow else theme.HALO_PX for _, hollow in colours],
        },
    }


def campus_words(dataset: Dataset, dots: tuple[Dot, ...]) -> dict:
    """Name the campus of each mark, and say it when pointed at."""
    said = words_of(dataset)
    return {
        "customdata": [dot.campus for dot in dots],
        "hovertext": [said[dot.campus] for dot in dots],
        "hoverinfo": "text",
    }


@lru_cache(maxsize=4)
def words_of(dataset: Dataset) -> dict[str, str]:
    """Say each campus, by its id."""
    return {key: hover(captions.campus(campus)) for key, campus in records(dataset).items()}


def ring() -> dict:
    """Ring the opened campus."""
    return {
        "symbol": "circle-open",
        "size": RING_PX,
        "color": theme.INK,
        "line": {"width": 2},
    }


def stakes(drawn: Plate) -> dict:
    """Mark the towns of the scenario, named when pointed at."""
    return {
        "x": [x for x, _, _ in drawn.stakes],
        "y": [y for _, y, _ in drawn.stakes],
        "hovertext": [hover([name, "campus à l’essai"]) for _, _, name in drawn.stakes],
        "hoverinfo": "text",
    }


def labels(texts: list[Text]) -> dict:
    """Print names and figures where the static map has them: a block of lines around its middle."""
    return {
        "x": [text.lines[0].x for text in texts],
        "y": [text.middle for text in texts],
        "text": [lettered(text) for text in texts],
        "textposition": [
            "middle center" if text.anchor == "middle" else "middle right" for text in texts
        ],
        "textfont": {"size": [text.size for text in texts]},
    }


def lettered(text: Text) -> str:
    """Write a label in Plotly's small HTML, its figure in bold."""
    return "<br>".join(
        f"<b>{escape(line.text)}</b>" if line.bold else escape(line.text) for line in text.lines
    )
