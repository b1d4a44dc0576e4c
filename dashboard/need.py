"""Campuses against the young people and the pupils they are for, region by region; opens no file."""

from functools import lru_cache

import pandas as pd

from .coverage import count_by_territory
from .data import Dataset
from .selection import Selection
from .vocabulary import RATE_PER, Level

PUPILS_PER = 10_000
MEASURES = ("taux", "taux_eleves")


@lru_cache(maxsize=64)
def need(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Relate the campuses of a selection to those they are for, in each of its regions.

    Returns
    -------
    Index INSEE code; `nom`, `effectif` (campuses), `complet` (the region's list is), `taux` (campuses
    per 100,000 inhabitants aged 15 to 24), `taux_eleves` (campuses per 10,000 pupils of the voie
    professionnelle); NaN where the denominator is zero or the selection has no campus at all.
    """
    by_region = selection.but(level=Level.region)
    table = count_by_territory(dataset, by_region)
    pupils = dataset.regions["eleves_voie_pro_2020"].astype(float)
    table = table.assign(taux_eleves=table["effectif"] / pupils.where(pupils > 0) * PUPILS_PER)
    if not table["effectif"].sum():
        table = table.assign(**dict.fromkeys(MEASURES, float("nan")))
    table = table[table["code_region"].map(selection.concerns)]
    return table[["nom", "effectif", "complet", *MEASURES]]


@lru_cache(maxsize=64)
def national_need(dataset: Dataset, selection: Selection) -> dict[str, float]:
    """Return the mean of the country for each measure: all its campuses over all the people.

    The selection's filter by region is left out; NaN when nobody is counted or no campus is known.
    """
    everywhere = selection.but(level=Level.region, regions=frozenset())
    counts = count_by_territory(dataset, everywhere)["effectif"]
    regions = dataset.regions
    bases = {
        "taux": (regions["population_15_24_2017"], RATE_PER),
        "taux_eleves": (regions["eleves_voie_pro_2020"], PUPILS_PER),
    }
    return {
        name: counts.sum() / people.sum() * per if people.sum() and counts.sum() else float("nan")
        for name, (people, per) in bases.items()
    }
