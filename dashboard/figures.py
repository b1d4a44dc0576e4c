"""Tables to the interactive map, a Plotly figure; opens no file.

The map is drawn in projected kilometres on ordinary axes, one pair for each frame of the sheet: the
same plane, dodging and labels as on paper, a bundle smaller by a fifth, and none of the traps of
Plotly's `geo` maps. Outlines and texts are sent once (`base_map`); what a selection changes
(`changes.redraw`) and what a narrow screen changes (`changes.reframe`) are small.
"""

from functools import lru_cache

import plotly.graph_objects as go

from . import captions, theme
from .campus import proven, records
from .changes import CONTEXT, Slot, hover, redraw, reframe, slots, suffix
from .data import Dataset
from .geography import LARGE, Composition, Panel, rings
from .selection import Selection
from .sheet import crowded, sheet


def base_map(dataset: Dataset) -> go.Figure:
    """Draw what no selection changes: the outlines of both levels, the marks and texts of campuses.

    Returns
    -------
    go.Figure
        One trace for each of `slots`, in kilometres; nothing shows before `redraw` and `reframe`.
    """
    panels = sheet(dataset, LARGE)
    position = {key: suffix(n) for n, key in enumerate(panels)}
    traces = [
        draw(dataset, slot, panels[slot.frame])
        | {"xaxis": "x" + position[slot.frame], "yaxis": "y" + position[slot.frame]}
        for slot in slots(dataset)
    ]
    layout = {
        "template": theme.TEMPLATE,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 14,
    }
    return go.Figure({"data": traces, "layout": layout})


def draw(dataset: Dataset, slot: Slot, panel: Panel) -> dict:
    """Build the unchanging part of a trace."""
    if slot.territory:
        x, y = rings(panel.outlines[slot.draws].geometry[slot.territory])
        return {
            "type": "scatter",
            "mode": "lines",
            "visible": False,
            "meta": slot.territory,
            "x": x,
            "y": y,
            "fill": "toself",
            "hoveron": "fills",
            "hoverinfo": "text",
            "line": {"width": theme.BORDER_PX, "color": theme.BORDER},
            "fillpattern": {"fgcolor": theme.UNKNOWN_HATCH, "size": 6, "solidity": 0.2},
        }
    trace = {"type": "scatter", "name": slot.draws, "x": [], "y": [], "hoverinfo": "skip"}
    match slot.draws:
        case "liens":
            return trace | {"mode": "lines", "line": {"color": theme.NOTE, "width": 0.8}}
        case "ouvert":
            ring = {"symbol": "circle-open", "size": 26, "color": theme.INK, "line": {"width": 2}}
            return trace | {"mode": "markers", "marker": ring}
        case "lieux":
            faint = {"color": theme.BLANK, "opacity": theme.BLANK_OPACITY, "line": {"width": 0}}
            return trace | {"mode": "markers", "marker": faint | {"size": []}}
        case "essais":
            stake = {
                "symbol": "circle-cross-open",
                "size": 17,
                "color": theme.ACCENT,
                "line": {"width": 2.5},
            }
            return trace | {"mode": "markers", "marker": stake, "hoverinfo": "text"}
        case "noms":
            return trace | {"mode": "text", "textfont": {"size": 12, "color": theme.INK}}
        case "nombres":
            disc = {"opacity": 1, "line": {"width": 0}}
            font = {"size": theme.NUMBER_PX, "weight": 600}
            return trace | {"mode": "markers+text", "marker": disc, "textfont": font}
    if crowded(dataset):
        return trace | rounds(slot.draws == CONTEXT)
    inside = list(panel.points.index)
    texts = campus_words(dataset)
    return trace | {
        "mode": "markers",
        "customdata": inside,
        "hovertext": [texts[campus] for campus in inside],
        "hoverinfo": "text",
        "marker": marker([records(dataset)[campus] for campus in inside], slot.draws == CONTEXT),
    }


def rounds(grey: bool) -> dict:
    """Build the unchanging part of the rounds of a crowd."""
    line = {"width": 0.8 if grey else theme.HALO_PX, "color": theme.PAPER}
    look = {"opacity": 1, "color": theme.CONTEXT, "line": line}
    return {"mode": "markers", "hoverinfo": "skip" if grey else "text", "marker": look}


@lru_cache(maxsize=4)
def campus_words(dataset: Dataset) -> dict[str, str]:
    """Say each campus in lines, by its id."""
    return {key: hover(captions.campus(campus)) for key, campus in records(dataset).items()}


def marker(campuses: list[dict], grey: bool) -> dict:
    """Colour and shape the marks: full and haloed when proven, hollow when not, or all in grey."""
    marks = [theme.MARKS[campus["filiere"]] for campus in campuses]
    full = [proven(campus) for campus in campuses]
    shape = {"symbol": [mark.symbol for mark in marks], "opacity": 1}
    if grey:
        return shape | {"color": theme.CONTEXT, "line": {"width": 0.8, "color": theme.PAPER}}
    colours = list(zip(full, [mark.colour for mark in marks], strict=True))
    return shape | {
        "color": [colour if solid else theme.PAPER for solid, colour in colours],
        "line": {
            "color": [theme.PAPER if solid else colour for solid, colour in colours],
            "width": [theme.HALO_PX if solid else theme.HOLLOW_LINE_PX for solid in full],
        },
    }


def campus_map(
    dataset: Dataset, selection: Selection, composition: Composition = LARGE
) -> go.Figure:
    """Draw the whole map of a selection: the base map and what the selection changes on it."""
    figure = base_map(dataset).to_plotly_json()
    for path, value in (
        reframe(dataset, composition) | redraw(dataset, selection, composition)
    ).items():
        place = figure
        for step in path[:-1]:
            place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
        place[path[-1]] = value
    return go.Figure(figure)
