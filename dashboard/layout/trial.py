"""The next campus: the towns ranked, the scenario before and after, what the model leaves out."""

import pandas as pd
from markupsafe import Markup

from .. import french
from ..choropleth import shade, together
from ..data import Dataset
from ..distance import FRANCE, distance_table
from ..legend import spots
from ..scenario import GREEDY_BOUND, TOWN, greedy, next_towns, steps
from ..selection import MOST_ESSAIS, Selection
from ..templating import prose
from ..vocabulary import Indicator, Vue
from .definition import definition
from .picture import picture

RANKED, PLANNED = 10, 5


def trial(dataset: Dataset, selection: Selection) -> Markup:
    """Write the scenario when there is one, the ranking of the next towns, and a plan of several."""
    return prose(
        "prochain.html",
        selection=selection,
        least=TOWN,
        wanted=wanted(selection),
        rayon_km=selection.rayon_km,
        scenario=scenario(dataset, selection) if selection.essai else None,
        ranked=ranked(dataset, selection),
        regions=dataset.regions["region"],
        places=len(dataset.places),
        plan=plan(dataset, selection),
        bound=GREEDY_BOUND,
        definition=definition(dataset, "gain"),
        percent=percent,
        of_people=of_people,
        share=french.share,
    )


def percent(share: float, beyond: tuple[str, str] = french.IN_SIGNS) -> str:
    """Write a share to a tenth of a point, so that a small gain is seen."""
    return "part inconnue" if pd.isna(share) else french.share(share, beyond, 1)


def of_people(share: float) -> str:
    """Say which share of the people of France lives within reach, or that it is not known."""
    said = percent(share, french.IN_WORDS)
    return said if pd.isna(share) else f"{said} de la population de France"


def wanted(selection: Selection) -> str:
    """Say which campus is tried: of the chosen filière, or of any."""
    if len(selection.filieres) == 1:
        return f"de la filière {next(iter(selection.filieres)).label}"
    return "de plus" if not selection.filieres else "de l’une de ces filières"


def scenario(dataset: Dataset, selection: Selection) -> dict:
    """Say a scenario: the map and the share of people before and after, what each town adds, where else to see it."""
    after = selection.but(indicator=Indicator.population, contre=frozenset(), campus=None)
    before = after.but(essai=frozenset())
    column = f"part_{selection.rayon_km}"
    return {
        "sides": {
            when: {
                "share": distance_table(dataset, side).loc[FRANCE, column],
                "drawn": picture(dataset, side, beside),
            }
            for when, side, beside in (("Avant", before, after), ("Après", after, before))
        },
        "classes": together(shade(dataset, before), shade(dataset, after)),
        "spots": spots(after),
        "towns": list(steps(dataset, selection).iterrows()),
        "without": selection.but(essai=frozenset()),
        "on_map": after.but(vue=Vue.carte),
    }


def ranked(dataset: Dataset, selection: Selection) -> list[tuple[str, pd.Series, Selection | None]]:
    """Rank the next towns by the people that a campus there would add, each with the view that tries it, if any can."""
    full = len(selection.essai) >= MOST_ESSAIS
    return [
        (code, town, None if full else selection.but(essai=selection.essai | {code}))
        for code, town in next_towns(dataset, selection, RANKED).iterrows()
    ]


def plan(dataset: Dataset, selection: Selection) -> list[tuple[pd.Series, Selection]]:
    """Choose several towns one after the other, each with the view that tries it and those before; none if alone."""
    towns = greedy(dataset, selection, PLANNED)
    if len(towns) < 2:
        return []
    found = steps(dataset, selection.but(essai=frozenset(towns)))
    return [
        (town, selection.but(essai=frozenset(found.index[: n + 1])))
        for n, (_, town) in enumerate(found.iterrows())
    ]
