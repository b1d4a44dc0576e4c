"""What the view says above the map: its tabs, its sentence, its key figures."""

from .. import french
from ..campus import proven, records
from ..coverage import national_count
from ..data import Dataset
from ..markup import html
from ..picking import ids
from ..selection import Selection
from ..summary import sentence
from .landmarks import tabs
from .parts import link


def head(dataset: Dataset, selection: Selection) -> list:
    """Write the tabs, the sentence and the key figures."""
    clear = (
        link(selection.but(**Selection.NO_FILTER), "Tout effacer", className="bouton tout-effacer")
        if selection.filtered
        else None
    )
    return [
        tabs(selection),
        html.Div(
            [html.P(sentence(dataset, selection) + ".", className="phrase"), clear],
            className="rang",
        ),
        key_figures(dataset, selection)
        if ids(dataset, selection)
        else ways_out(dataset, selection),
    ]


WIDER = {
    "filieres": "Toutes les filières",
    "vagues": "Toutes les vagues",
    "regions": "Toutes les régions",
    "sourced_only": "Campus à vérifier compris",
}


def ways_out(dataset: Dataset, selection: Selection):
    """Offer, where no campus answers, each filter to lift alone and the campuses that then answer."""
    items = []
    for name, words in WIDER.items():
        wider = selection.but(**{name: Selection.NO_FILTER[name]}, campus=None)
        count = len(ids(dataset, wider))
        if count:
            said = f"{words}\u202f: {french.counted(count, 'campus', 'campus')}"
            items.append(html.Li(link(wider, said, className="bouton")))
    return html.Ul(items, className="rang chiffres") if items else key_figures(dataset, selection)


def key_figures(dataset: Dataset, selection: Selection):
    """Count what is shown, what is proven of it, and how much of the whole is known."""
    campuses = [records(dataset)[key] for key in ids(dataset, selection)]
    sourced = sum(proven(campus) for campus in campuses)
    published = national_count(dataset)
    known, present = len(dataset.campuses), len({campus["code_region"] for campus in campuses})
    figures = [
        (
            len(campuses),
            f"campus identifiés sur {french.number(published)} labellisés"
            if published and not selection.filtered
            else f"campus sur {french.number(known)} identifiés"
            + (f" ({french.number(published)} labellisés)" if published else ""),
        ),
        (
            sourced,
            "dont sourcés en ligne"
            + (", les autres à vérifier" if sourced < len(campuses) else ""),
        ),
        (
            present,
            f"{'régions' if present > 1 else 'région'} sur {len(dataset.regions)} "
            "avec au moins un campus connu",
        ),
    ]
    return html.Ul(
        [
            html.Li(
                [html.B(french.number(value)), " ", html.Span(words, className="nombre")],
                className="rang entre",
            )
            for value, words in figures
        ],
        className="rang chiffres",
    )
