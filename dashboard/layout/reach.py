"""How far people live from a campus: the share within each radius and the median, by territory."""

import pandas as pd
from markupsafe import Markup

from .. import french
from ..coverage import territories, whole
from ..data import Dataset
from ..distance import FRANCE, distance_table
from ..selection import Selection
from ..templating import prose
from ..vocabulary import RAYONS_KM, Indicator, Level, Vue
from .definition import definition

NO_DISTANCE = "aucun campus"


def reach(dataset: Dataset, selection: Selection) -> Markup:
    """Write the table of distances, the least covered territories first."""
    found = distance_table(dataset, selection)
    known = territories(dataset, selection.level)
    found = found.loc[[FRANCE, *known.index[known["code_region"].map(selection.concerns)]]]
    column = f"part_{selection.rayon_km}"
    rows = found.drop(FRANCE).sort_values("nom", key=lambda names: names.map(french.plain))
    rows = rows.sort_values(column, kind="stable", na_position="first")

    def row(code: str, name: str, complete: bool, view: Selection | None = None) -> dict:
        return {
            "name": name,
            "complete": complete,
            "view": view,
            "shares": {rayon: share(found[f"part_{rayon}"][code]) for rayon in RAYONS_KM},
            "median": distance(found["mediane_km"][code]),
        }

    def territory(code: str) -> dict:
        of_region = selection.but(regions=frozenset({known["code_region"][code]}), campus=None)
        view = None if selection.level is Level.academie else of_region
        return row(code, known["nom"][code], known["complet"][code], view)

    return prose(
        "distance.html",
        selection=selection,
        on_map=selection.but(vue=Vue.carte, indicator=Indicator.population),
        rayons=RAYONS_KM,
        rows=[row(FRANCE, FRANCE, whole(dataset)), *map(territory, rows.index)],
        definition=definition(dataset, "part", "mediane"),
    )


def share(value: float) -> str:
    """Write a share; nothing when it is unknown."""
    return "" if pd.isna(value) else french.share(value, french.IN_SIGNS)


def distance(km: float) -> str:
    """Write a median distance in whole kilometres, or say why there is none."""
    if pd.isna(km):
        return "inconnue"
    if km == float("inf"):
        return NO_DISTANCE
    return f"{french.number(km)}\u00a0km" if km >= 1 else "<\u202f1\u00a0km"
