"""What a selection, or a narrow screen, changes on the interactive map; pure, without Plotly.

A change is a path in the figure and its new value: the page sends changes, never the outlines.
"""

import textwrap
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from . import captions, crowd, theme
from .blanks import blanks, trials
from .campus import records
from .choropleth import Class, shade, values
from .coverage import picked, territory_rows
from .data import Dataset
from .geography import LARGE, MAINLAND, Composition
from .lettering import Label, inset_labels, mainland_labels
from .selection import Selection
from .sheet import crowded, sheet
from .vocabulary import DROM, Indicator, Level

HOVER_WIDTH = 44  # characters a line
LINKS, CONTEXT, CAMPUSES, OPENED, LABELS = "liens", "contexte", "campus", "ouvert", "noms"
BLANKS, TRIALS, NUMBERS = "lieux", "essais", "nombres"
Changes = dict[tuple[str | int, ...], object]  # path in the figure -> value


@dataclass(frozen=True)
class Slot:
    """What a trace of the map draws, and in which frame."""

    draws: Level | str
    frame: str
    territory: str = ""


@lru_cache(maxsize=4)
def slots(dataset: Dataset) -> tuple[Slot, ...]:
    """List the traces of the map in drawing order: by frame, outlines, then marks; labels last."""
    listed = []
    rounds = (NUMBERS,) if crowded(dataset) else ()
    layers = (BLANKS, LINKS, CONTEXT, CAMPUSES, *rounds, TRIALS, OPENED)
    for key, panel in sheet(dataset, LARGE).items():
        for level in Level:
            listed += [Slot(level, key, code) for code in panel.outlines[level].index]
        listed += [Slot(draws, key) for draws in layers]
    return (*listed, Slot(LABELS, MAINLAND.key))


def hover(said: list[str]) -> str:
    """Escape lines for Plotly's small HTML, break the long ones, and set the first in bold."""
    first, *rest = (
        "<br>".join(escape(part, quote=False) for part in textwrap.wrap(line, HOVER_WIDTH))
        for line in said
    )
    return "<br>".join([f"<b>{first}</b>", *rest])


def suffix(position: int) -> str:
    """Return what follows « x » and « y » in the names of a frame's axes."""
    return str(position + 1) if position else ""


def reframe(dataset: Dataset, composition: Composition) -> Changes:
    """Say where the frames stand and how large marks and type are in a composition."""
    changes: Changes = {}
    panels = sheet(dataset, composition)
    for n, panel in enumerate(panels.values()):
        left, bottom, right, top = panel.box
        for axis, other, domain, extent in (
            ("x", "y", (left, right), panel.bounds[0::2]),
            ("y", "x", (bottom, top), panel.bounds[1::2]),
        ):
            changes["layout", f"{axis}axis{suffix(n)}"] = {
                "domain": list(domain),
                "range": [round(value, 1) for value in extent],
                "anchor": other + suffix(n),
                "visible": False,
                "fixedrange": True,
            }
    for index, slot in enumerate(slots(dataset)):
        if slot.draws in (CONTEXT, CAMPUSES) and not crowded(dataset):
            inside = [records(dataset)[key]["filiere"] for key in panels[slot.frame].points.index]
            share = 0.8 if slot.draws == CONTEXT else 1
            changes["data", index, "marker", "size"] = [
                round(share * composition.mark_px * theme.MARKS[filiere].scale, 1)
                for filiere in inside
            ]
    return changes


@lru_cache(maxsize=256)
def redraw(dataset: Dataset, selection: Selection, composition: Composition = LARGE) -> Changes:
    """Say what a selection changes on the base map: fills and their texts, visible marks, labels."""
    changes: Changes = {}
    shading = shade(dataset, selection)
    said = territory_words(dataset, selection)
    kept = ids(dataset, selection)
    greyed = context(dataset, selection)
    shown = {LINKS: kept | greyed, CONTEXT: greyed, CAMPUSES: kept, OPENED: {selection.campus}}
    placed = {} if crowded(dataset) else placed_marks(dataset, composition)
    for index, slot in enumerate(slots(dataset)):
        if slot.territory:
            new = {"visible": slot.draws == selection.level}
            if new["visible"]:
                new |= fill(shading.of(slot.territory))
                new["text"] = hover(said[slot.territory])
        elif slot.draws == LABELS:
            new = figures_and_names(dataset, selection, composition)
        elif slot.draws == BLANKS:
            new = dots(dataset, selection, composition, slot.frame)
        elif slot.draws == TRIALS:
            new = stakes(dataset, selection, slot.frame)
        elif crowded(dataset):
            new = gathered(dataset, selection, composition, slot)
        elif slot.draws == LINKS:
            new = links(placed[slot.frame], shown[LINKS])
        else:
            new = places(placed[slot.frame], shown[slot.draws])
        changes |= {("data", index, *name.split(".")): value for name, value in new.items()}
    changes["layout", "annotations"] = inset_titles(dataset, selection, composition)
    return changes


def gathered(
    dataset: Dataset, selection: Selection, composition: Composition, slot: Slot
) -> dict[str, list]:
    """Show the rounds of a crowd in a frame, and its campuses alone."""
    here = dataset, selection, composition, slot.frame
    match slot.draws:
        case "liens":
            alone = crowd.alone(*here)
            return links(alone, {campus for campus, *_ in alone})
        case "contexte":
            return crowd.context(*here)
        case "nombres":
            return crowd.numbers(*here)
        case "ouvert":
            return crowd.opened(*here)
    new = crowd.marks(*here)
    return new | {"hovertext": [hover(list(said)) for said in new["hovertext"]]}


@lru_cache(maxsize=1024)
def ids(dataset: Dataset, selection: Selection) -> frozenset[str]:
    """Return the ids of the campuses that answer the selection."""
    return frozenset(dataset.campuses.index[picked(dataset, selection)])


def context(dataset: Dataset, selection: Selection) -> frozenset[str]:
    """Return the ids of the campuses of the other filières, drawn in grey.

    None on the map of the people beyond the radius: they would pass for them.
    """
    if selection.indicator is Indicator.population:
        return frozenset()
    return ids(dataset, selection.but(filieres=frozenset())) - ids(dataset, selection)


def territory_words(dataset: Dataset, selection: Selection) -> dict[str, list[str]]:
    """Say each territory of the selection's level in lines, by its code."""
    numbers = values(dataset, selection)
    rows = territory_rows(dataset, selection)
    return {code: captions.territory(row, numbers[code], selection) for code, row in rows.items()}


@lru_cache(maxsize=4)
def placed_marks(dataset: Dataset, composition: Composition) -> dict[str, list[tuple]]:
    """List the marks of each frame: id, x, y, true x, true y, in kilometres, to the hundred metres."""
    return {
        key: [tuple(row) for row in panel.points.round(1).reset_index().to_numpy().tolist()]
        for key, panel in sheet(dataset, composition).items()
    }


def fill(shade_class: Class) -> dict[str, str]:
    """Fill a territory as the legend does."""
    return {
        "fillcolor": shade_class.fill,
        "fillpattern.shape": "/" if shade_class.hatched else "",
    }


def links(marks: list[tuple], shown: set[str]) -> dict[str, list]:
    """Join each mark that was moved by over a kilometre to its true place with a hair-line."""
    moved = [
        (x, y, true_x, true_y)
        for campus, x, y, true_x, true_y in marks
        if campus in shown and abs(x - true_x) + abs(y - true_y) > 1
    ]
    return {
        "x": [value for x, _, true_x, _ in moved for value in (x, true_x, None)],
        "y": [value for _, y, _, true_y in moved for value in (y, true_y, None)],
    }


def places(marks: list[tuple], shown: set[str]) -> dict[str, list]:
    """Give the shown marks their place and the others none, in the order of the trace."""
    return {
        "x": [x if campus in shown else None for campus, x, *_ in marks],
        "y": [y if campus in shown else None for campus, _, y, *_ in marks],
    }


def dots(dataset: Dataset, selection: Selection, composition: Composition, frame: str) -> dict:
    """Show the people beyond the radius when it shades the map; those that the scenario gains apart."""
    if selection.indicator is not Indicator.population:
        return {"x": [], "y": []}
    found = blanks(dataset, selection, composition)[frame]
    colours = [theme.ACCENT if gained else theme.BLANK for gained in found["gained"]]
    return {
        "x": found["x"].round().astype(int).tolist(),
        "y": found["y"].round().astype(int).tolist(),
        "marker.size": found["size_px"].tolist(),
        "marker.color": colours if found["gained"].any() else theme.BLANK,
    }


def stakes(dataset: Dataset, selection: Selection, frame: str) -> dict:
    """Show the towns of the scenario, named when pointed at."""
    found = trials(dataset, selection)[frame] if selection.essai else None
    if found is None:
        return {"x": [], "y": []}
    return {
        "x": found["x"].round(1).tolist(),
        "y": found["y"].round(1).tolist(),
        "hovertext": [hover([name, "campus à l’essai"]) for name in found["nom"]],
    }


def figures_and_names(dataset: Dataset, selection: Selection, composition: Composition) -> dict:
    """Print the figure of each territory of the mainland, under its name where it fits."""
    found = mainland_labels(dataset, selection, composition)
    return {
        "x": [label.x for label in found],
        "y": [label.y for label in found],
        "text": [lettered(label) for label in found],
    }


def lettered(label: Label) -> str:
    """Write a label in Plotly's small HTML, its figure in bold."""
    lines = [escape(line) for line in label.name]
    return "<br>".join([*lines, f"<b>{label.figure}</b>"] if label.figure else lines)


def inset_titles(dataset: Dataset, selection: Selection, composition: Composition) -> list[dict]:
    """Write the name and the figure under each DROM, and how much the enlarged region is."""
    titles = []
    for key, label in inset_labels(dataset, selection, composition).items():
        anchor = ("center", "top") if key in DROM else ("left", "bottom")
        titles.append(
            {
                "showarrow": False,
                "font": {"size": 12 if composition.named else 10.5},
                "text": lettered(label),
                "x": label.x,
                "y": label.y,
                "xanchor": anchor[0],
                "yanchor": anchor[1],
                "xref": "paper",
                "yref": "paper",
            }
        )
    return titles
