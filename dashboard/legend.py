"""The key of the map: which marks stand for which filières, and what the shades mean; plain values."""

from dataclasses import dataclass
from functools import lru_cache

from . import theme
from .choropleth import Class, shade
from .coverage import facets
from .data import Dataset
from .selection import Selection
from .vocabulary import Filiere, Indicator, Level


@dataclass(frozen=True)
class Entry:
    """A filière of the key: its slug, its short label, its colour and its campuses in the view."""

    filiere: str
    label: str
    colour: str
    count: int


@dataclass(frozen=True)
class Key:
    """The key of a view: its filières, how many other campuses are in grey, and its shades."""

    entries: tuple[Entry, ...]
    others: int
    title: str
    classes: tuple[Class, ...]
    unit: str


@lru_cache(maxsize=256)
def key(dataset: Dataset, selection: Selection) -> Key:
    """Make the key of a view: the chosen filières, or all twelve, and the classes of its shades."""
    counts = facets(dataset, selection)["filieres"]
    entries = tuple(
        Entry(filiere.value, filiere.short, theme.MARKS[filiere].colour, counts[filiere])
        for filiere in Filiere
        if filiere in (selection.filieres or Filiere)
    )
    return Key(
        entries,
        sum(counts.values()) - sum(entry.count for entry in entries),
        shading_title(selection),
        tuple(shade(dataset, selection).classes.values()),
        "régions" if selection.level is Level.region else "académies",
    )


def shading_title(selection: Selection) -> str:
    """Title the classes: what is counted or measured, and by which territory."""
    said = selection.indicator.label
    if selection.indicator is Indicator.population:
        said = f"{said}, à moins de {selection.rayon_km} km à vol d’oiseau"
    return f"{said}, par {selection.level.label}"
