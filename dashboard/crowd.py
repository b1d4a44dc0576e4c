"""A crowd on the interactive map: what a selection changes in its rounds; pure, without Plotly.

The same rounds as on the static map, in kilometres of their frame. A round leads to its region, a campus
alone to itself: the first is named by a code after `REGION`, which no identifier holds.
"""

from collections.abc import Sequence

from . import french, theme
from .clusters import Cluster, clusters
from .data import Dataset
from .geography import Composition
from .rounds import ring_px, words
from .selection import Selection
from .sheet import sheet

REGION = "region/"


def leads_to(cluster: Cluster) -> str:
    """Name what a click on a cluster opens: its region, or its only campus."""
    return cluster.first[0] if cluster.count == 1 else f"{REGION}{cluster.region}"


def look(cluster: Cluster, composition: Composition) -> tuple[str, str, bool, float]:
    """Return the symbol of a cluster, its colour, whether it is hollow, and its size in pixels."""
    hollow = cluster.unproven == cluster.count
    radius = composition.mark_px / 2 if cluster.count == 1 else cluster.radius_px
    if not cluster.filiere:
        return "circle", theme.NOTE, hollow, round(2 * radius, 1)
    mark = theme.MARKS[cluster.filiere]
    return mark.symbol, mark.colour, hollow, round(2 * radius * mark.scale, 1)


def marks(dataset: Dataset, selection: Selection, composition: Composition, frame: str) -> dict:
    """Place the rounds of a frame and its campuses alone: shapes, colours, words, what they lead to."""
    found = clusters(dataset, selection, composition)[frame]
    looks = [look(each, composition) for each in found]
    return places(found) | {
        "customdata": [leads_to(each) for each in found],
        "hovertext": [words(dataset, each) for each in found],
        "marker.symbol": [symbol for symbol, *_ in looks],
        "marker.size": [size for *_, size in looks],
        "marker.color": [theme.PAPER if hollow else colour for _, colour, hollow, _ in looks],
        "marker.line.color": [colour if hollow else theme.PAPER for _, colour, hollow, _ in looks],
        "marker.line.width": [
            theme.HOLLOW_LINE_PX if hollow else theme.HALO_PX for _, _, hollow, _ in looks
        ],
    }


def numbers(dataset: Dataset, selection: Selection, composition: Composition, frame: str) -> dict:
    """Write the number of each round, on a disc of its colour."""
    found = [each for each in clusters(dataset, selection, composition)[frame] if each.count > 1]
    looks = [look(each, composition) for each in found]
    grounds = [theme.PAPER if hollow else colour for _, colour, hollow, _ in looks]
    return places(found) | {
        "text": [french.number(each.count) for each in found],
        "textfont.color": [
            theme.INK if hollow else theme.over(colour) for _, colour, hollow, _ in looks
        ],
        # A round of several filières is a disc already: a second one would hide its small neighbours.
        "marker.size": [
            round(2 * theme.DISC * each.radius_px, 1) if each.filiere else 0 for each in found
        ],
        "marker.color": grounds,
    }


def context(dataset: Dataset, selection: Selection, composition: Composition, frame: str) -> dict:
    """Place the grey rounds and marks of the other filières."""
    found = clusters(dataset, selection, composition, others=True)[frame]
    looks = [look(each, composition) for each in found]
    return places(found) | {
        "marker.symbol": [
            symbol if each.count == 1 else "circle"
            for each, (symbol, *_) in zip(found, looks, strict=True)
        ],
        "marker.size": [
            round(theme.CONTEXT_SHARE * (size if each.count == 1 else 2 * each.radius_px), 1)
            for each, (*_, size) in zip(found, looks, strict=True)
        ],
    }


def alone(
    dataset: Dataset, selection: Selection, composition: Composition, frame: str
) -> list[tuple]:
    """List the campuses alone in their cell, grey ones too: id, x, y, true x, true y, in kilometres."""
    ids = [
        each.first[0]
        for others in (False, True)
        for each in clusters(dataset, selection, composition, others)[frame]
        if each.count == 1
    ]
    points = sheet(dataset, composition)[frame].points.loc[ids].round(1)
    return list(points.itertuples(name=None))


def opened(dataset: Dataset, selection: Selection, composition: Composition, frame: str) -> dict:
    """Ring the round of the opened campus."""
    panel = sheet(dataset, composition)[frame]
    if selection.campus not in panel.points.index:
        return {"x": [], "y": []}
    at = panel.points.loc[selection.campus].round(1)
    radius = ring_px(dataset, selection, composition, repeated=panel.frame.enlarges)
    return {"x": [at["x"]], "y": [at["y"]], "marker.size": 2 * radius}


def places(found: Sequence[Cluster]) -> dict:
    """Return where clusters stand."""
    return {"x": [each.x for each in found], "y": [each.y for each in found]}
