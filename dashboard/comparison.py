"""Two selections side by side: one scale, the difference by territory, and both in words."""

from functools import lru_cache

import numpy as np
import pandas as pd

from . import french
from .choropleth import Shading, shade, values
from .coverage import columns, count_by_territory, picked, territories
from .data import Dataset
from .distance import share_of_people
from .selection import ALL, Selection
from .vocabulary import RATE_PER, RATES, Filiere, Indicator, Level
from .wording import say_vagues


def sides(selection: Selection) -> tuple[Selection, Selection] | None:
    """Return both sides of a comparison, or None when the selection makes none.

    What has no difference (the dominant filière) is compared by its number of campuses.
    """
    if selection.opposed is None:
        return None
    indicator = selection.indicator
    measured = Indicator.effectif if indicator is Indicator.dominante else indicator
    one = selection.but(contre=frozenset(), campus=None, indicator=measured)
    return one, selection.opposed.but(campus=None, indicator=measured)


def pair(selection: Selection) -> tuple[Selection, Selection] | None:
    """Return both sides of a comparison, or None when they are the same: there is nothing to set side by side."""
    found = sides(selection)
    return found if found and found[0] != found[1] else None


def names(one: Selection, other: Selection) -> tuple[str, str]:
    """Name both sides by what tells them apart: their filières, their waves, or both."""
    named = []
    for side in (one, other):
        parts = []
        if one.filieres != other.filieres or one.vagues == other.vagues:
            labels = [f.short for f in Filiere if f in side.filieres]
            parts.append(french.enumerated(labels) if labels else f"{ALL} les filières")
        if one.vagues != other.vagues:
            parts.append(say_vagues(side.vagues, plural=True).removeprefix("labellisés en "))
        named.append(", ".join(parts))
    return named[0], named[1]


def with_article(name: str) -> str:
    """Name a side inside a sentence: « la vague 2 », « les vagues 1 à 4 », « toutes les filières »."""
    article = {"vague": "la ", "vagues": "les "}.get(name.split()[0], "")
    return f"{article}{name}"


@lru_cache(maxsize=64)
def shadings(dataset: Dataset, one: Selection, other: Selection) -> tuple[Shading, Shading]:
    """Shade both sides with the same classes."""
    return shade(dataset, one, other), shade(dataset, other, one)


@lru_cache(maxsize=64)
def differences(dataset: Dataset, one: Selection, other: Selection) -> pd.DataFrame:
    """Set the figures of both sides against each other, in each territory of the selection.

    Returns
    -------
    Index code; `nom`, `complet`, `un`, `autre` (the indicator's figure on each side),
    `difference` (un - autre, NaN where one is unknown).
    """
    table = count_by_territory(dataset, one)
    if one.regions:
        table = table[table["code_region"].isin(one.regions)]
    found = table[["nom", "complet"]].assign(
        un=values(dataset, one).reindex(table.index),
        autre=values(dataset, other).reindex(table.index),
    )
    return found.assign(difference=found["un"] - found["autre"])


def national(dataset: Dataset, side: Selection) -> float:
    """Return the indicator's figure of a side for France, or the chosen regions together; NaN where it is unknown."""
    if side.indicator is Indicator.population:
        return share_of_people(dataset, side)
    kept = picked(dataset, side)
    if side.indicator is Indicator.diversite:
        return float(np.unique(columns(dataset).filiere[kept]).size)
    if side.indicator is Indicator.taux:
        young = territories(dataset, Level.region)["population_15_24"]
        people = young[list(side.regions)].sum() if side.regions else young.sum()
        return float(kept.sum() / people * RATE_PER) if people else float("nan")
    return float(kept.sum())


def totalled(value: float, indicator: Indicator) -> str:
    """Write the figure that sums a side up, with its unit."""
    if pd.isna(value):
        return "inconnu"
    match indicator:
        case Indicator.diversite:
            return french.counted(int(value), "filière")
        case rated if rated in RATES:
            return f"{french.rate(value)} campus {RATES[rated]}"
        case _:
            return french.counted(int(value), "campus", "campus")


def balance(dataset: Dataset, one: Selection, other: Selection) -> str:
    """Say in how many territories the first side is ahead, behind, level, or cannot be compared."""
    found = differences(dataset, one, other)["difference"]
    noun = one.level.label
    counts = [
        (int((found > 0).sum()), "davantage dans"),
        (int((found < 0).sum()), "moins dans"),
        (int((found == 0).sum()), "autant dans"),
        (int(found.isna().sum()), "différence inconnue dans"),
    ]
    return ", ".join(f"{words} {french.counted(count, noun)}" for count, words in counts if count)
