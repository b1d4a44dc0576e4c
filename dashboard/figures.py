"""The marks of a view as a Plotly figure, in pixels of its composition; opens no file.

It lies on the drawn territories, hair lines, people and names, which it fits to the pixel: drawing them too
would take plotly.js twice as long and more. One pair of axes for the whole sheet: seven subplots take three times as long.
"""

import textwrap
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from . import captions, theme
from .campus import records
from .choropleth import values
from .coverage import territory_rows
from .data import Dataset
from .french import plain, typeset
from .geography import LARGE, Composition
from .plate import Dot, Plate, plate
from .rounds import RING_PX, Round
from .selection import Selection
from .vocabulary import Level

HOVER_WIDTH = 44  # characters a line
GREY_LINE = {"width": 0.8, "color": theme.PAPER}
SOFT = "<br >"  # where a long line is broken; "<br>" is between two lines
REGION = "region/"  # before the code of the region that a round leads to


def hover(said: list[str]) -> str:
    """Escape lines for Plotly's small HTML, break the long ones, and set the first in bold."""
    first, *rest = (
        SOFT.join(escape(part, quote=False) for part in broken(typeset(line))) for line in said
    )
    return "<br>".join([f"<b>{first}</b>", *rest])


@lru_cache(maxsize=8192)
def broken(line: str) -> tuple[str, ...]:
    """Break a long line."""
    return tuple(textwrap.wrap(line, HOVER_WIDTH, break_on_hyphens=False))


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
    numbers = values(dataset, selection).to_dict()
    rows = territory_rows(dataset, selection)
    return {
        code: hover(captions.territory(row, numbers[code], selection)) for code, row in rows.items()
    }


def traces(dataset: Dataset, drawn: Plate) -> list[dict]:
    """List what stands on the territories, in the drawing order of the static map."""
    shown = [
        *([grey_rounds(drawn)] if drawn.context_rounds else []),
        {"name": "contexte", "mode": "markers", "marker": greyed(drawn)}
        | at(drawn.context)
        | words(dataset, (), drawn.context),
        {"name": "campus", "mode": "markers"} | marks(dataset, drawn),
        *([numbers(drawn)] if drawn.rounds else []),
        {"name": "essais", "mode": "markers", "marker": theme.STAKE} | stakes(drawn),
        {"name": "ouvert", "mode": "markers", "marker": ring(drawn)} | at(drawn.opened),
    ]
    return [
        {"type": "scatter", "hoverinfo": "skip", "uid": trace["name"]} | trace for trace in shown
    ]


def marks(dataset: Dataset, drawn: Plate) -> dict:
    """Draw and name the campuses of the view in the order of the list: by region, its rounds first."""
    trace = {"marker": coloured(drawn)} | at((*drawn.rounds, *drawn.dots))
    trace |= words(dataset, drawn.rounds, drawn.dots)
    if not drawn.rounds:
        return trace
    known = records(dataset)
    regions = [each.region for each in drawn.rounds]
    regions += [known[dot.campus]["code_region"] for dot in drawn.dots]
    names = dataset.regions["region"].map(plain)
    return reordered(trace, sorted(range(len(regions)), key=lambda n: names[regions[n]]))


def reordered(value, order: list[int]):
    """Put every list of a trace in another order."""
    if isinstance(value, dict):
        return {key: reordered(part, order) for key, part in value.items()}
    return [value[n] for n in order] if isinstance(value, list) else value


def at(marks) -> dict:
    """Place marks, in pixels."""
    return {"x": [mark.x for mark in marks], "y": [mark.y for mark in marks]}


def shaped(dots: Sequence[Dot], rounds: Sequence[Round], share: float, px: float) -> dict:
    """Give each mark the shape of its filière, a disc when it has several, and a size for all to look as large.

    Parameters
    ----------
    share : of their size, that the marks have here.
    px : diameter of the mark of a campus.
    """
    shapes = [(theme.MARKS.get(each.filiere, theme.SEVERAL), 2 * each.r) for each in rounds]
    shapes += [(theme.MARKS[dot.filiere], px) for dot in dots]
    return {
        "symbol": [mark.symbol for mark, _ in shapes],
        "size": [round(share * size * mark.scale, 1) for mark, size in shapes],
        "opacity": 1,
    }


def greyed(drawn: Plate) -> dict:
    """Draw the marks of the other filières small and grey."""
    shape = shaped(drawn.context, (), theme.CONTEXT_SHARE, drawn.composition.mark_px)
    return shape | {"color": theme.CONTEXT, "line": GREY_LINE}


def grey_rounds(drawn: Plate) -> dict:
    """Draw the rounds of the other filières, which stand under those of the view and say nothing."""
    sizes = [round(2 * theme.CONTEXT_SHARE * each.r, 1) for each in drawn.context_rounds]
    look = {"size": sizes, "color": theme.CONTEXT, "opacity": 1, "line": GREY_LINE}
    return {"name": "ronds-contexte", "mode": "markers", "marker": look} | at(drawn.context_rounds)


def coloured(drawn: Plate) -> dict:
    """Draw the marks full and haloed when proven, hollow when not."""
    colours = [(each.colour, each.hollow) for each in drawn.rounds]
    colours += [(theme.MARKS[dot.filiere].colour, dot.hollow) for dot in drawn.dots]
    return shaped(drawn.dots, drawn.rounds, 1, drawn.composition.mark_px) | {
        "color": [theme.PAPER if hollow else colour for colour, hollow in colours],
        "line": {
            "color": [colour if hollow else theme.PAPER for colour, hollow in colours],
            "width": [theme.HOLLOW_LINE_PX if hollow else theme.HALO_PX for _, hollow in colours],
        },
    }


def numbers(drawn: Plate) -> dict:
    """Write the number of each round, on a disc where its shape is a filière's."""
    return at(drawn.rounds) | {
        "name": "nombres",
        "mode": "markers+text",
        "text": [each.number for each in drawn.rounds],
        "textfont": {
            "size": theme.NUMBER_PX,
            "weight": 600,
            "color": [each.type_colour for each in drawn.rounds],
        },
        "marker": {
            "size": [
                round(2 * theme.DISC * each.r, 1) if each.filiere else 0 for each in drawn.rounds
            ],
            "color": [theme.PAPER if each.hollow else each.colour for each in drawn.rounds],
            "opacity": 1,
            "line": {"width": 0},
        },
    }


def words(dataset: Dataset, rounds: Sequence[Round], dots: Sequence[Dot]) -> dict:
    """Name what each mark leads to, and say it when pointed at.

    A campus alone leads to itself, a round to its region: its code follows `REGION`, which no identifier
    holds, then the place of the round, but where an enlarged region repeats it.
    """
    regions = [
        f"{REGION}{each.region}{'' if each.repeated else f'/{n}'}" for n, each in enumerate(rounds)
    ]
    return {
        "customdata": [*regions, *(dot.campus for dot in dots)],
        "hovertext": [
            *(hover(list(each.words)) for each in rounds),
            *(said(dataset, dot.campus) for dot in dots),
        ],
        "hoverinfo": "none",  # the page says it, in a bubble that can be reached and put away
    }


@lru_cache(maxsize=4096)
def said(dataset: Dataset, campus: str) -> str:
    """Say a campus."""
    return hover(captions.campus(records(dataset)[campus]))


def ring(drawn: Plate) -> dict:
    """Ring the opened campus, or the round that holds it."""
    sizes = [2 * each.r for each in drawn.opened]
    return {
        "symbol": "circle-open",
        "size": sizes if drawn.rounds else 2 * RING_PX,
        "color": theme.INK,
        "line": {"width": 2},
    }


def stakes(drawn: Plate) -> dict:
    """Mark the towns of the scenario, named when pointed at."""
    return at(drawn.stakes) | {
        "hovertext": [hover([each.name, "campus à l’essai"]) for each in drawn.stakes],
        "hoverinfo": "none",  # the page says it, in a bubble that can be reached and put away
    }
