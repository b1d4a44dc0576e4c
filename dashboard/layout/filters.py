"""The reader's choices as links: each is the address of the view that it leads to."""

from itertools import accumulate

from markupsafe import Markup

from ..coverage import facets
from ..data import Dataset
from ..dataset import region_names
from ..french import counted
from ..hrefs import change
from ..selection import Selection
from ..templating import fragment
from ..vocabulary import RAYONS_KM, Filiere, Indicator, Level, Vague

WORDS = {each.__name__: each for each in (Filiere, Indicator, Level, Vague)} | {
    "RAYONS_KM": RAYONS_KM,
    "NONE": frozenset(),
    "change": change,
    "counted": counted,
    "upto": lambda last: frozenset(vague for vague in Vague if vague <= last < max(Vague)),
}


def filters(dataset: Dataset, selection: Selection) -> Markup:
    """List every filter, each choice with the campuses that it would show."""
    counts = facets(dataset, selection)
    totals = dict(zip(counts["vagues"], accumulate(counts["vagues"].values()), strict=True))
    return fragment(
        "filtres.html",
        WORDS,
        selection=selection,
        toggled=lambda field, value: change(
            **{field: getattr(selection, field) ^ {value}, "campus": None}
        ),
        counts=counts,
        totals=totals,
        names=region_names(dataset),
    )
