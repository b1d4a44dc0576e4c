"""The key of the map: which marks stand for which filières, and what the shades mean; plain values."""

from dataclasses import dataclass
from functools import lru_cache

from . import theme
from .choropleth import OUTSIDE, UNKNOWN, ZERO, Class, shade
from .coverage import facets, shown_filieres, territory_rows
from .data import Dataset
from .selection import Selection
from .vocabulary import Indicator, Level

# What the dots of people and the marks of a scenario stand for, by their class.
SPOTS = {
    "loin": "habitants hors de portée, selon leur nombre",
    "gagne": "habitants gagnés",
    "essai": "campus à l’essai",
}
OTHERS = "Autres filières"  # in grey


@dataclass(frozen=True)
class Entry:
    """A filière of the key: its slug, its short label, its colour and its campuses in the view."""

    filiere: str
    label: str
    colour: str
    count: int


@dataclass(frozen=True)
class Key:
    """The key of a view: its filières, how many other campuses are in grey, its shades, what their sizes count."""

    entries: tuple[Entry, ...]
    others: int
    title: str
    classes: tuple[Class, ...]
    sizes: str
    spots: dict[str, str]

    @property
    def marks(self) -> tuple[Entry, ...]:
        """The filières, and the others as one entry in grey, under a shape that none of them has."""
        if not self.others:
            return self.entries
        shown = {entry.filiere for entry in self.entries}
        spare = next(slug for slug in theme.MARKS if slug not in shown)
        return *self.entries, Entry(spare, OTHERS, theme.CONTEXT, self.others)


@lru_cache(maxsize=256)
def key(dataset: Dataset, selection: Selection) -> Key:
    """Make the key of a view: the chosen filières, or all, and the classes of its shades."""
    counts = facets(dataset, selection)["filieres"]
    entries = tuple(
        Entry(filiere.value, filiere.short, theme.MARKS[filiere].colour, counts[filiere])
        for filiere in shown_filieres(selection)
    )
    greyed = 0 if selection.indicator is Indicator.population else sum(counts.values())
    return Key(
        entries,
        max(greyed - sum(entry.count for entry in entries), 0),
        title(selection),
        tuple(shade(dataset, selection).classes.values()),
        sizes(selection, doubted(dataset, selection)),
        spots(selection),
    )


def of_both(dataset: Dataset, one: Selection, other: Selection) -> dict[str, str]:
    """Name the filières whose marks stand on either of two maps, by slug, in their order; grey ones last, by ""."""
    keys = key(dataset, one), key(dataset, other)
    found = {entry.filiere: entry.label for each in keys for entry in each.entries}
    grey = {"": OTHERS} if any(each.others for each in keys) else {}
    return {slug: found[slug] for slug in theme.MARKS if slug in found} | grey


def letters(dataset: Dataset, selection: Selection) -> dict[str, str]:
    """Name by a letter the classes that only their hue tells apart, by key: for a page in grey."""
    if selection.indicator is not Indicator.dominante:
        return {}
    classes = shade(dataset, selection).classes
    hued = [key for key in classes if key not in (ZERO, UNKNOWN, OUTSIDE)]
    return dict(zip(hued, "ABCDEFGHIJKLMNOP", strict=False))


def spots(selection: Selection) -> dict[str, str]:
    """Say what the dots of people and the towns on trial of a view stand for, by their class."""
    people = selection.indicator is Indicator.population
    shown = {"loin": people, "gagne": people and selection.essai, "essai": selection.essai}
    return {name: words for name, words in SPOTS.items() if shown[name]}


def doubted(dataset: Dataset, selection: Selection) -> bool:
    """Whether a map marks « ? » a share of nobody, where the list of campuses is not complete."""
    keys, rows = shade(dataset, selection).keys, territory_rows(dataset, selection)
    return selection.indicator is Indicator.population and any(
        keys[code] == ZERO and not row["complet"] for code, row in rows.items()
    )


def sizes(selection: Selection, doubt: bool = False) -> str:
    """Say what stands between parentheses, and on the map what the shades do not say."""
    said = "le nombre de régions" if selection.level is Level.region else "le nombre d’académies"
    if selection.indicator is Indicator.dominante:
        said += "\u202f; sur la carte, le nombre de campus connus"
    return said + "\u202f; «\u202f?\u202f»\u202f: à confirmer" if doubt else said


def measure(selection: Selection) -> str:
    """Say what the shades count or measure."""
    return selection.indicator.label.format(selection.rayon_km)


def title(selection: Selection) -> str:
    """Say what the shades count or measure, and of which territories."""
    return f"{measure(selection)}, par {selection.level.label}"
