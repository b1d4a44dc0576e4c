"""Classes of the shaded map: bounds, sizes, colours and the words of the legend; opens no file.

Zero stands apart from the classes and unknown apart from zero. Bounds are found on the selection
without its filter by wave, so that the waves, played one after the other, share one scale.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import isnan

import numpy as np
import pandas as pd

from . import french, theme
from .coverage import tally, territories, territory_rows
from .data import Dataset
from .distance import share_covered
from .selection import Selection
from .vocabulary import RATES, Filiere, Indicator

MOST_CLASSES = 4
SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)
ZERO, UNKNOWN, OUTSIDE, TIE = "zero", "inconnu", "hors-filtre", "ex-aequo"
WORDS = {UNKNOWN: "donnée inconnue", OUTSIDE: "hors du filtre", TIE: "plusieurs filières ex æquo"}
NOBODY = f"moins de {french.number(100 * french.BARELY, 1)}{french.NNBSP}%"
NONE = {False: "aucun campus connu", True: "aucun de ces campus"}  # by whether a filter narrows


@dataclass(frozen=True)
class Class:
    """One line of the legend: its key, its words, its fill and how many territories it holds."""

    key: str
    label: str
    fill: str
    size: int
    hatched: bool = False


@dataclass(frozen=True, eq=False)
class Shading:
    """How each territory is filled: `keys` by territory code, `classes` by key, in legend order."""

    keys: dict[str, str]
    classes: dict[str, Class]

    def of(self, code: str) -> Class:
        """Return the class of a territory."""
        return self.classes[self.keys[code]]


@lru_cache(maxsize=256)
def values(dataset: Dataset, selection: Selection) -> pd.Series:
    """Return the number that shades each territory, NaN where it is unknown (index code)."""
    if selection.indicator is Indicator.population:
        return share_covered(dataset, selection)
    column = (
        Indicator.effectif if selection.indicator is Indicator.dominante else selection.indicator
    )
    codes = territories(dataset, selection.level).index
    return pd.Series(tally(dataset, selection)[column], index=codes, dtype=float)


def whole_bounds(highest: int) -> tuple[float, ...]:
    """Cut 1..highest into at most four classes of whole numbers: their upper bounds."""
    classes = min(MOST_CLASSES, highest)
    bounds = (float(-(-highest * step // classes)) for step in range(1, classes + 1))
    return tuple(bounds) if highest else ()


def quartile_bounds(rates: np.ndarray) -> tuple[float, ...]:
    """Cut positive rates, as printed, into at most four classes of equal size, none empty: their upper bounds.

    NumPy's quantiles: mapclassify gives the same, for 0.7 s of the start and 60 MB a worker. Both
    interpolate: between few rates, or equal ones, a quarter may hold none, and is not a class.
    """
    known = rates[rates > 0]
    positive = np.array([round(rate, french.RATE_DECIMALS) for rate in known])
    if not len(positive):
        return ()
    quarters = np.quantile(positive, np.arange(1, MOST_CLASSES + 1) / MOST_CLASSES)
    bounds = np.array([round(bound, french.RATE_DECIMALS) for bound in quarters])
    held = np.unique(np.searchsorted(bounds, positive))
    return tuple(bounds[held].tolist())


@lru_cache(maxsize=256)
def class_bounds(dataset: Dataset, *selections: Selection) -> tuple[float, ...]:
    """Return the upper bounds of the classes, shared by selections and by every choice of waves."""
    selection = selections[0]
    if selection.indicator is Indicator.population:
        return SHARES
    every_vague = [one.but(vagues=frozenset()) for one in dict.fromkeys(selections)]
    pooled = np.concatenate([values(dataset, one).to_numpy() for one in every_vague])
    if selection.indicator in RATES:
        return quartile_bounds(pooled)
    return whole_bounds(int(np.nanmax(pooled, initial=0)))


def spread(classes: int) -> list[str]:
    """Pick as many tints as there are classes, from the lightest to the darkest; a lone class takes the middle one."""
    if not classes:
        return []
    steps = np.linspace(len(theme.TINTS) - 1, 0, classes) if classes > 1 else [2]
    return [theme.TINTS[round(step)] for step in reversed(list(steps))]


def class_label(indicator: Indicator, low: float, high: float) -> str:
    """Write the bounds of a class: « 3 à 5 », « jusqu’à 0,42 », « 20 à 40 % »."""
    if indicator is Indicator.population:
        start = french.number(100 * low, int(low == french.BARELY))
        return f"{start} à {french.number(100 * high)}{french.NNBSP}%"
    if indicator in RATES:
        start = f"{french.rate(low)} à" if low else "jusqu’à"
        return f"{start} {french.rate(high)}"
    return french.number(high) if low == high else f"{french.number(low)} à {french.number(high)}"


@lru_cache(maxsize=256)
def shade(dataset: Dataset, selection: Selection, beside: Selection | None = None) -> Shading:
    """Put each territory of the selection's level in a class; `beside`, a map of the same scale.

    Returns
    -------
    Shading
        A territory that the reader's filter by region leaves out is « hors du filtre »; one whose
        figure is unknown is hatched; one without campus is « zero », never the first class.
    """
    rows = territory_rows(dataset, selection)
    if selection.indicator is Indicator.dominante:
        fills = {f.value: (f.short, theme.tinted(theme.MARKS[f].colour)) for f in Filiere}
        keys = {
            code: ZERO if not first else first[0].value if len(first) == 1 else TIE
            for code, first in ((code, row["dominante"]) for code, row in rows.items())
        }
    else:
        bounds = class_bounds(dataset, selection, beside or selection)
        keys = numbered(dataset, selection, bounds)
        lows = class_lows(selection.indicator, bounds)
        fills = {
            f"classe-{n}": (class_label(selection.indicator, low, high), fill)
            for n, (low, high, fill) in enumerate(
                zip(lows, bounds, spread(len(bounds)), strict=True)
            )
        }
        if selection.indicator is not Indicator.population:  # whose classes are a ruler, kept whole
            held = held_classes(dataset, [one for one in (selection, beside) if one], bounds)
            fills = {key: fill for key, fill in fills.items() if key in held}
    left_out = {c for c, row in rows.items() if not selection.concerns(row["code_region"])}
    keys |= dict.fromkeys(left_out, OUTSIDE)
    narrowed = selection.narrowed or bool(beside and beside.narrowed)
    return Shading(keys, legend(keys, fills, selection.indicator, narrowed))


def numbered(dataset: Dataset, selection: Selection, bounds: tuple[float, ...]) -> dict[str, str]:
    """Return the key of the class of each territory, whatever the filter by region: one key for one printed rate."""
    zero = french.BARELY if selection.indicator is Indicator.population else 0
    rounded = selection.indicator in RATES

    def key(value: float) -> str:
        if isnan(value):
            return UNKNOWN
        if value <= zero:
            return ZERO
        seen = round(value, french.RATE_DECIMALS) if rounded else value
        return f"classe-{min(bisect_left(bounds, seen), len(bounds) - 1)}"

    return {code: key(value) for code, value in values(dataset, selection).items()}


def held_classes(dataset: Dataset, sides: list[Selection], bounds: tuple[float, ...]) -> set[str]:
    """Return the keys of the classes that hold some territory, in a view or in all waves together."""
    views = {*sides, *(side.but(vagues=frozenset()) for side in sides)}
    return {key for one in views for key in numbered(dataset, one, bounds).values()}


def together(*shadings: Shading) -> list[Class]:
    """List once the classes of maps on one scale."""
    return list({key: each for one in shadings for key, each in one.classes.items()}.values())


def class_lows(indicator: Indicator, bounds: tuple[float, ...]) -> tuple[float, ...]:
    """Return the lower bound of each class: whole numbers follow on, measures touch."""
    if indicator in RATES:
        return (0.0, *bounds[:-1])[: len(bounds)]
    if indicator is Indicator.population:
        return (french.BARELY, *bounds[:-1])[: len(bounds)]
    return (1.0, *(bound + 1 for bound in bounds[:-1]))[: len(bounds)]


def legend(
    keys: dict[str, str],
    fills: dict[str, tuple[str, str]],
    indicator: Indicator,
    narrowed: bool,
) -> dict[str, Class]:
    """List the classes in reading order: zero, the classes, ties, unknown, left out.

    Numbered classes are listed even when empty here, so that two maps can be compared; the others
    only when some territory is in them.
    """
    sizes = Counter(keys.values())
    none = NOBODY if indicator is Indicator.population else NONE[narrowed]
    special = {
        ZERO: (none, theme.ZERO, False),
        TIE: (WORDS[TIE], theme.TIE, False),
        UNKNOWN: (WORDS[UNKNOWN], theme.UNKNOWN, True),
        OUTSIDE: (WORDS[OUTSIDE], theme.OUTSIDE, False),
    }
    classes = {}
    for key in (ZERO, *fills, TIE, UNKNOWN, OUTSIDE):
        size = sizes[key]
        if size or key.startswith("classe-"):
            label, fill, *hatched = special[key] if key in special else fills[key]
            classes[key] = Class(key, label, fill, size, any(hatched))
    return classes
