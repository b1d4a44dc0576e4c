"""Three short paths for a first visit, one a kind of reader: what their steps count; the words in `parcours.html`."""

from functools import lru_cache

from markupsafe import Markup

from ..campus import proven, records
from ..coverage import coverage_grid, facets, territory_rows
from ..data import Dataset
from ..distance import share_of_people
from ..findings import percent
from ..formats import FORMATS
from ..french import counted
from ..ids import GUIDE
from ..scenario import next_towns
from ..selection import Selection
from ..templating import prose
from ..vocabulary import Indicator, Tri, Vague, Vue

WHOLE = Selection()
NEAR = Selection(indicator=Indicator.population)
GRID = Selection(vue=Vue.couverture, tri=Tri.lacunes)


@lru_cache(maxsize=8)
def guide(dataset: Dataset) -> Markup:
    """Write the paths side by side; none leads where the data have nothing."""
    counts = facets(dataset, WHOLE)
    rates = [row for row in territory_rows(dataset, WHOLE).values() if row["taux"] >= 0]
    most = max(rates, key=lambda row: row["taux"], default=None)
    regions = counts["regions"]
    first = max(regions, key=regions.get, default="")
    return prose(
        "parcours.html",
        guide=GUIDE,
        most=most if any(row["effectif"] for row in rates) else None,
        rate=Indicator.taux.short,
        without=sum(row["effectif"] == 0 for row in rates),
        empty=int((coverage_grid(dataset, GRID)["effectif"] == 0).sum()),
        share=share_of_people(dataset, NEAR),
        rayon_km=NEAR.rayon_km,
        towns=list(next_towns(dataset, NEAR, 1).iterrows()),
        leading=leading(counts["filieres"]),
        by_vague={vague: count for vague, count in counts["vagues"].items() if count},
        vagues=list(Vague),
        known=len(dataset.campuses),
        sourced=sum(map(proven, records(dataset).values())),
        region=[(first, dataset.regions["region"][first])] if regions.get(first) else [],
        formats=FORMATS,
        counted=counted,
        percent=percent,
    )


def leading(counts: dict) -> list[tuple]:
    """Return what counts most and its count, unless several tie or none has any."""
    most = max(counts.values())
    found = [(name, count) for name, count in counts.items() if count == most > 0]
    return found if len(found) == 1 else []
