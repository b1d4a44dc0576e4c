"""Two selections side by side: the choice of the other one, two maps on one scale, the differences."""

import pandas as pd
from markupsafe import Markup

from .. import french
from ..choropleth import together
from ..comparison import (
    balance,
    differences,
    names,
    national,
    pair,
    shadings,
    totalled,
    with_article,
)
from ..data import Dataset
from ..legend import measure, of_both, spots
from ..selection import ALL, Selection
from ..templating import prose
from ..vocabulary import RATES, Filiere, Indicator, Vague
from .definition import definition
from .picture import picture

DEFINED = {Indicator.population: "part"}  # the others by their own code


def comparison(dataset: Dataset, selection: Selection) -> Markup:
    """Write the comparison that the selection makes, and the ways to make another."""
    both = pair(selection)
    return prose(
        "comparer.html",
        selection=selection,
        alone=selection.but(contre=frozenset()),
        choices=choices(selection),
        same=selection.contre and not both,
        **(compared(dataset, *both) if both else {}),
    )


def compared(dataset: Dataset, one: Selection, other: Selection) -> dict:
    """Say both sides of a comparison to its template: maps, then the figures of each territory, their difference."""
    found = differences(dataset, one, other)
    found = found.sort_values("nom", key=lambda names: names.map(french.plain)).sort_values(
        "difference", ascending=False, kind="stable", na_position="last"
    )
    return {
        "sides": [
            {
                "plain": name,
                "against": with_article(name),
                "name": f"{name[0].upper()}{name[1:]}",
                "total": written(national(dataset, side), one.indicator, total=True),
                "drawn": picture(dataset, side, beside),
            }
            for side, beside, name in zip(
                (one, other), (other, one), names(one, other), strict=True
            )
        ],
        "measure": measure(one),
        "marks": of_both(dataset, one, other) if one.filieres != other.filieres else {},
        "classes": together(*shadings(dataset, one, other)),
        "spots": spots(one),
        "balance": balance(dataset, one, other),
        "rows": [
            {
                "name": row["nom"],
                "complete": row["complet"],
                "sides": [written(row[side], one.indicator) for side in ("un", "autre")],
                "difference": difference(row["difference"], one.indicator),
            }
            for row in found.to_dict("records")
        ],
        "definition": definition(
            dataset, DEFINED.get(one.indicator, one.indicator.value), "difference"
        ),
    }


def written(value: float, indicator: Indicator, total: bool = False) -> str:
    """Write the figure of a side, or that it is unknown."""
    if pd.isna(value):
        return "inconnu"
    if indicator is Indicator.population:
        if total:
            return f"{french.share(value, french.IN_WORDS)} de la population"
        return french.share(value, french.IN_SIGNS)
    if total:
        return totalled(value, indicator)
    return written_number(value, indicator)


def difference(value: float, indicator: Indicator) -> str:
    """Say a difference in words: « 2 de plus », « 0,4 de moins », « autant », « 12 points de plus »."""
    if pd.isna(value):
        return "inconnue"
    if value == 0:
        return "autant"
    way = "de plus" if value > 0 else "de moins"
    if indicator is Indicator.population:
        points = round(abs(100 * value), 1)
        if points >= 1:
            return f"{french.counted(round(points), 'point')} {way}"
        return f"{french.number(points, 1) if points else f'<{french.NNBSP}0,1'} point {way}"
    return f"{written_number(abs(value), indicator)} {way}"


def written_number(value: float, indicator: Indicator) -> str:
    """Write a count or a rate."""
    return french.rate(value) if indicator in RATES else french.number(value)


def choices(selection: Selection) -> list[tuple[str, str, Selection]]:
    """List the other sides that may be chosen, another filière or other waves: value, words, the view."""
    filieres = [(ALL, "Toutes les filières"), *((f.value, f.short) for f in Filiere)]
    upto = [(",".join(str(n) for n in range(1, v + 1)), v) for v in Vague]
    vagues = [
        (value, "Vague 1" if last == 1 else f"Vagues 1 {'et' if last == 2 else 'à'} {last.value}")
        for value, last in upto
    ]
    alone = selection.but(contre=frozenset(), campus=None)
    offered = [
        (value, words, selection.but(contre=frozenset(value.split(",")), campus=None))
        for value, words in [*filieres, *vagues]
    ]
    return [(value, words, view) for value, words, view in offered if view.opposed != alone]
