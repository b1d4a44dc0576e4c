"""One campus, beside the map or on a page of its own: what its templates write of it."""

from collections.abc import Callable
from urllib.parse import urlsplit

from markupsafe import Markup

from .. import french
from ..campus import TO_CHECK, facts, proven, records, siblings
from ..data import Dataset
from ..selection import Selection
from ..templating import prose
from ..vocabulary import COLUMNS, Filiere

MOST_SIBLINGS = 12


def panel(dataset: Dataset, selection: Selection) -> Markup:
    """Write the opened campus, or nothing."""
    if selection.campus is None:
        return Markup("")
    return prose(
        "volet.html",
        closed=selection.but(campus=None).to_search() or "./",
        **described(
            dataset, selection.campus, lambda other: selection.but(campus=other).to_search()
        ),
    )


def said(note: str) -> str:
    """Write the filières that a note names by their codes as a reader knows them."""
    for filiere in Filiere:
        note = note.replace(f"« {filiere} »", f"« {filiere.short} »")
    return note


def described(dataset: Dataset, campus_id: str, address: Callable[[str], str]) -> dict:
    """Say a campus to its templates; `address` leads to another one, from its id."""
    campus = records(dataset)[campus_id]
    return {
        "campus": campus,
        "note": said(campus["note"]),
        "facts": facts(campus),
        "to_check": TO_CHECK.replace(" ", "\u00a0"),
        "doubts": french.listed([COLUMNS.get(name, name) for name in campus["a_verifier"]]),
        "sources": [(urlsplit(url).netloc.removeprefix("www."), url) for url in campus["sources"]],
        "neighbours": (
            (campus["region"], siblings(dataset, campus, "code_region")),
            (Filiere(campus["filiere"]).short, siblings(dataset, campus, "filiere")),
        ),
        "most": MOST_SIBLINGS,
        "address": address,
        "proven": proven,
    }
