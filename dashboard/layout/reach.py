"""How far people live from a campus: the share within each radius and the median, by territory."""

import pandas as pd

from .. import french
from ..coverage import territories
from ..data import Dataset
from ..distance import FRANCE, distance_table
from ..markup import html
from ..selection import Selection
from ..vocabulary import RAYONS_KM, Indicator, Level, Vue
from .definition import definition
from .parts import file_links, hidden, link, unsure

NO_DISTANCE = "aucun campus"


def reach(dataset: Dataset, selection: Selection) -> list:
    """Write the table of distances, the least covered territories first."""
    found = distance_table(dataset, selection)
    known = territories(dataset, selection.level)
    if selection.regions:
        kept = known.index[known["code_region"].isin(selection.regions)]
        found = found.loc[[FRANCE, *kept]]
    column = f"part_{selection.rayon_km}"
    rows = found.drop(FRANCE).sort_values("nom", key=lambda names: names.map(french.plain))
    rows = rows.sort_values(column, kind="stable", na_position="first")
    return [
        html.H2("À quelle distance vit-on d’un campus\u202f?", id="distance"),
        html.P(
            [
                "Part des habitants qui vivent à 25, 50 ou 100 km d’un campus de la sélection, à vol "
                "d’oiseau. Un «\u202f?\u202f» signale un territoire dont la liste des campus est "
                "incomplète\u202f: la part y est un minimum, la distance un maximum. ",
                blank_map(selection),
            ],
            className="note",
        ),
        html.Table(
            [
                html.Caption(
                    f"Par {selection.level.label}, de la moins couverte à la plus couverte "
                    f"à {selection.rayon_km} km"
                ),
                html.Thead(
                    html.Tr(
                        [
                            html.Th(selection.level.label.capitalize(), scope="col"),
                            *(heading(selection, rayon) for rayon in RAYONS_KM),
                            html.Th("Distance médiane", scope="col"),
                        ]
                    )
                ),
                html.Tbody(
                    [
                        row(found.loc[FRANCE], FRANCE, True, selection, "ensemble"),
                        *(
                            row(
                                values,
                                named(known.loc[code], selection),
                                bool(known["complet"][code]),
                                selection,
                            )
                            for code, values in rows.iterrows()
                        ),
                    ]
                ),
            ],
            className="chiffree distances",
        ),
        file_links("distances.csv", selection),
        definition(dataset, "part", "mediane"),
    ]


def blank_map(selection: Selection):
    """Lead to the map of the people beyond the radius, unless it is the one that is shown."""
    here = selection.but(vue=Vue.carte, indicator=Indicator.population)
    return None if here == selection else link(here, "Voir la carte des zones blanches")


def heading(selection: Selection, rayon: int):
    """Head the column of a radius: a link that chooses it."""
    on = rayon == selection.rayon_km
    current = {"aria-current": "true"} if on else {}
    words = [hidden("À moins de "), f"{rayon}\u00a0km"]
    return html.Th(
        link(selection.but(rayon_km=rayon), words, **{"data-portee": rayon}, **current), scope="col"
    )


def named(territory: pd.Series, selection: Selection):
    """Name a territory; a region leads to its own view."""
    if selection.level is Level.academie:
        return territory["nom"]
    only = frozenset({territory["code_region"]})
    return link(selection.but(regions=only, campus=None), territory["nom"])


def row(values: pd.Series, name, complete: bool, selection: Selection, kind: str | None = None):
    """Write the shares and the median of a territory."""
    return html.Tr(
        [
            html.Th(name, scope="row"),
            *(
                html.Td(
                    share(values[f"part_{rayon}"], complete),
                    className="choisi" if rayon == selection.rayon_km else "",
                )
                for rayon in RAYONS_KM
            ),
            html.Td(distance(values["mediane_km"])),
        ],
        className=kind,
    )


def share(value: float, complete: bool) -> list:
    """Write a share, marked where the list of campuses is incomplete."""
    if pd.isna(value):
        return ["inconnue"]
    said = "<\u202f1\u202f%" if 0 < value < 0.005 else french.share(value)
    return [said] if complete else [said, *unsure()]


def distance(km: float):
    """Write a median distance in whole kilometres, or say why there is none."""
    if pd.isna(km):
        return "inconnue"
    if km == float("inf"):
        return NO_DISTANCE
    return f"{french.number(km)}\u00a0km" if km >= 1 else "<\u202f1\u00a0km"
