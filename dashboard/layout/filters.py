"""The reader's choices as links: each is the address of the view that it leads to."""

from functools import lru_cache
from itertools import accumulate

from markupsafe import Markup

from ..coverage import facets
from ..data import Dataset
from ..french import counted, plain
from ..selection import Selection
from ..templating import fragment
from ..vocabulary import RAYONS_KM, Filiere, Indicator, Level, Vague

WORDS = {each.__name__: each for each in (Filiere, Indicator, Level, Vague)} | {
    "RAYONS_KM": RAYONS_KM,
    "NONE": frozenset(),
    "counted": counted,
    "upto": lambda last: frozenset(vague for vague in Vague if vague <= last),
}


def filters(dataset: Dataset, selection: Selection) -> Markup:
    """List every filter, each choice with the campuses that it would show."""
    counts = facets(dataset, selection)
    totals = dict(zip(counts["vagues"], accumulate(counts["vagues"].values()), strict=True))
    return fragment(
        "filtres.html",
        WORDS,
        selection=selection,
        counts=counts,
        totals=totals,
        names=region_names(dataset),
    )


@lru_cache(maxsize=8)
def region_names(dataset: Dataset) -> dict[str, str]:
    """Return the names of the regions by code, in the order of the alphabet."""
    return dataset.regions["region"].sort_values(key=lambda names: names.map(plain)).to_dict()
