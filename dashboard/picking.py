"""Which campuses a view shows, and which stand behind them in grey."""

from functools import lru_cache

from .campus import reading_order
from .coverage import picked
from .data import Dataset
from .selection import Selection
from .vocabulary import Indicator


@lru_cache(maxsize=1024)
def ids(dataset: Dataset, selection: Selection) -> frozenset[str]:
    """Return the ids of the campuses that answer the selection."""
    return frozenset(dataset.campuses.index[picked(dataset, selection)])


def in_reading_order(dataset: Dataset, selection: Selection) -> list[str]:
    """Return the ids of the campuses that answer the selection, by region, then by name."""
    kept = ids(dataset, selection)
    return [campus for campus in reading_order(dataset) if campus in kept]


def context(dataset: Dataset, selection: Selection) -> frozenset[str]:
    """Return the ids of the campuses of the other filières, drawn in grey.

    None on the map of the people beyond the radius: they would pass for them.
    """
    if selection.indicator is Indicator.population:
        return frozenset()
    return ids(dataset, selection.but(filieres=frozenset())) - ids(dataset, selection)
