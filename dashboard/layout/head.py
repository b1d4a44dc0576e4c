"""What the view says above the map: its tabs, its sentence, its key figures."""

from markupsafe import Markup

from .. import french
from ..campus import proven, records
from ..coverage import national_count, picked
from ..data import Dataset
from ..picking import ids
from ..selection import Selection
from ..summary import sentence
from ..templating import fragment
from .landmarks import tabs

WIDER = {
    "filieres": "Toutes les filières",
    "vagues": "Toutes les vagues",
    "regions": "Toutes les régions",
    "sourced_only": "Campus à vérifier compris",
}
NO_FILTER = "Sans filtre"


def head(dataset: Dataset, selection: Selection) -> Markup:
    """Write the tabs, the sentence, and the key figures or, where no campus answers, the ways out."""
    return fragment(
        "tete.html",
        selection=selection,
        sentence=sentence(dataset, selection),
        tabs=tabs(selection),
        ways=ways_out(dataset, selection),
        figures=key_figures(dataset, selection),
    )


def ways_out(dataset: Dataset, selection: Selection) -> list[tuple[str, Selection]]:
    """Offer, where no campus answers, each filter to lift alone and the campuses that then answer; else all at once."""
    if picked(dataset, selection).any():
        return []
    bare = selection.but(campus=None)
    alone = [(words, bare.but(**{name: bare.NO_FILTER[name]})) for name, words in WIDER.items()]
    return answered(dataset, alone) or answered(dataset, [(NO_FILTER, bare.but(**bare.NO_FILTER))])


def answered(dataset: Dataset, wider: list[tuple[str, Selection]]) -> list[tuple[str, Selection]]:
    """Keep the views that some campus answers, and say how many do."""
    counted = [(words, view, len(ids(dataset, view))) for words, view in wider]
    return [
        (f"{words}\u202f: {french.counted(count, 'campus', 'campus')}", view)
        for words, view, count in counted
        if count
    ]


def key_figures(dataset: Dataset, selection: Selection) -> list[tuple[int, str]]:
    """Count what is shown, what is proven of it, and how much of the whole is known."""
    campuses = [records(dataset)[key] for key in ids(dataset, selection)]
    sourced = sum(proven(campus) for campus in campuses)
    published = national_count(dataset)
    known, present = len(dataset.campuses), len({campus["code_region"] for campus in campuses})
    labelled = french.counted(published, "labellisé") if published else ""
    return [
        (
            len(campuses),
            f"campus {'identifiés' if len(campuses) > 1 else 'identifié'} sur {labelled}"
            if published and not selection.filtered
            else f"campus sur {french.counted(known, 'identifié')}"
            + (f" ({labelled})" if published else ""),
        ),
        (
            sourced,
            f"{'sourcés' if sourced > 1 else 'sourcé'} en ligne{unproven(sourced, len(campuses))}",
        ),
        (
            present,
            f"{'régions' if present > 1 else 'région'} sur {len(dataset.regions)} avec au moins un "
            f"{'de ces campus' if selection.filtered else 'campus connu'}",
        ),
    ]


def unproven(sourced: int, count: int) -> str:
    """Say that the campuses that are not sourced remain to be checked, when there are."""
    one = count - sourced == 1
    if count == sourced:
        return ""
    if sourced:
        return f", {'l’autre' if one else 'les autres'} à vérifier"
    return f", {'1' if one else 'tous'} à vérifier"
