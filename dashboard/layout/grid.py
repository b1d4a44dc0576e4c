"""The grid of territories and filières: what is there, what is not, what is not known."""

from markupsafe import Markup

from ..coverage import shown_filieres, territories
from ..data import Dataset
from ..french import breakable
from ..matrix import SUMS, matrix, signs, totals
from ..selection import Selection
from ..templating import fragment
from ..vocabulary import State, Tri
from .definition import definition

SORTS = {"total": Tri.total, State.absent: Tri.lacunes}  # which order a sum gives the rows
WORDS = {
    "SUMS": {key: (words, SORTS.get(key)) for key, words in SUMS.items()},
    "Tri": Tri,
    "column_name": lambda f: breakable(f.short.split(",")[0]),
    "set": lambda *values: frozenset(values),
    "zip": zip,
}


def grid(dataset: Dataset, selection: Selection) -> Markup:
    """Write the counts of each territory and filière, totals included, each a link to its map."""
    rows = matrix(dataset, selection)
    return fragment(
        "couverture.html",
        WORDS,
        selection=selection,
        of_file=selection.but(essai=frozenset()),
        regions=territories(dataset, selection.level)["code_region"].to_dict(),
        filieres=shown_filieres(selection),
        signs=signs(rows),
        rows=rows,
        totals=totals(dataset, selection),
        definition=definition(dataset, "effectif", "lacunes"),
    )
