"""Three short paths for a first visit, one a kind of reader: links to views, each saying what one sees there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .. import french, ids
from ..campus import proven, records
from ..coverage import coverage_grid, facets, territory_rows
from ..data import Dataset
from ..display import address
from ..findings import percent, share_of_people
from ..formats import FORMATS, Printout, print_query
from ..markup import html
from ..scenario import next_towns
from ..selection import Selection
from ..vocabulary import Filiere, Indicator, Tri, Vague, Vue

WHOLE = Selection()
NEAR = Selection(indicator=Indicator.population)
GRID = Selection(vue=Vue.couverture, tri=Tri.lacunes)


@dataclass(frozen=True)
class Step:
    """A step of a path: what one sees, the address where; `over`: the page opens over the map."""

    words: str
    address: str
    over: bool = False


def to_view(words: str, selection: Selection) -> Step:
    """Make a step to a view of the dashboard."""
    return Step(words, selection.to_search() or "./")


def to_page(words: str, page: str, query: str = "") -> Step:
    """Make a step to a page that opens over the map."""
    return Step(words, address(page, query), over=True)


@lru_cache(maxsize=8)
def parcours(dataset: Dataset) -> tuple[tuple[str, str, tuple[Step, ...]], ...]:
    """Return the paths: for what, for whom, and their steps; none leads where the data have nothing."""
    return (
        ("Décider", "Régions, rectorats, ministère", tuple(to_decide(dataset))),
        ("Raconter", "Journalistes", tuple(to_tell(dataset))),
        ("Publier", "Rédaction, édition", tuple(to_publish(dataset))),
    )


def to_decide(dataset: Dataset) -> Iterator[Step]:
    """Lead to the gaps: by young people, by filière, by distance, and the next campus."""
    rates = [row for row in territory_rows(dataset, WHOLE).values() if row["taux"] >= 0]
    if any(row["effectif"] for row in rates):
        most = max(rates, key=lambda row: row["taux"])
        none = sum(row["effectif"] == 0 for row in rates)
        yield to_view(
            f"Campus pour 100 000 jeunes : {french.number(most['taux'], 1)} au plus ({most['nom']})"
            + (f", aucun de connu dans {french.counted(none, 'région')}" if none else ""),
            WHOLE.but(indicator=Indicator.taux),
        )
    empty = int((coverage_grid(dataset, GRID)["effectif"] == 0).sum())
    if empty:
        yield to_view(
            f"Filières sans campus connu, région par région : {french.counted(empty, 'case')} "
            f"{'vides' if empty > 1 else 'vide'} dans la grille",
            GRID,
        )
    share = share_of_people(dataset, NEAR)
    if share >= 0:
        yield to_view(
            f"{percent(share)} des habitants à moins de {NEAR.rayon_km} km d’un campus connu : "
            "où vivent les autres",
            NEAR,
        )
    for town, row in next_towns(dataset, NEAR, 1).iterrows():
        yield to_view(
            f"Un campus de plus à {row['nom']} : {french.number(row['gain'])} habitants rapprochés, "
            "avant et après",
            NEAR.but(essai=frozenset({town})),
        )


def to_tell(dataset: Dataset) -> Iterator[Step]:
    """Lead to what a story starts from: the first filière, growth, evidence, the map for an article."""
    for filiere, count in leading(dataset):
        yield to_view(
            f"La filière la plus représentée : {filiere.short}, "
            f"{french.counted(count, 'campus connu', 'campus connus')}",
            WHOLE.but(filieres=frozenset({filiere})),
        )
    waves = {vague: count for vague, count in facets(dataset, WHOLE)["vagues"].items() if count}
    if len(waves) > 1:
        first, last = min(waves), max(waves)
        known = french.counted(len(dataset.campuses), "campus connu", "campus connus")
        yield to_view(
            f"De {french.number(waves[first])} à {known}, de la vague {first} à la vague {last} : "
            "deux cartes côte à côte",
            WHOLE.but(
                vagues=frozenset({first}), contre=frozenset(str(vague.value) for vague in Vague)
            ),
        )
    sourced = sum(map(proven, records(dataset).values()))
    if sourced:
        yield to_view(
            f"Ce qu’une page publique prouve : {french.counted(sourced, 'campus', 'campus')}, "
            "liens dans chaque fiche",
            WHOLE.but(sourced_only=True, vue=Vue.liste),
        )
    yield to_page("La carte dans un article : code à coller et réglages", "integrer")


def to_publish(dataset: Dataset) -> Iterator[Step]:
    """Lead to files for print: the whole map, a filière in a column, a region, the words to credit."""
    yield to_page(f"La carte entière en {FORMATS['a4'].label}, pour l’imprimeur", "telecharger")
    for filiere, _ in leading(dataset):
        yield printed(
            f"Une filière, {filiere.short}", WHOLE.but(filieres=frozenset({filiere})), "colonne"
        )
    counts = facets(dataset, WHOLE)["regions"]
    region = max(counts, key=counts.get, default="")
    if counts.get(region):
        name = dataset.regions["region"][region]
        yield printed(f"Une région, {name}", WHOLE.but(regions=frozenset({region})), "demi-page")
    yield to_page("Citation, lien et image à reprendre", "partager")


def printed(words: str, selection: Selection, name: str) -> Step:
    """Make a step to the files of a view in a format."""
    query = print_query(selection, Printout("pdf", name))
    label = FORMATS[name].label
    return to_page(f"{words} : {label[0].lower()}{label[1:]}", "telecharger", query)


def leading(dataset: Dataset) -> list[tuple[Filiere, int]]:
    """Return the most represented filière and its campuses, unless several tie or none has any."""
    counts = facets(dataset, WHOLE)["filieres"]
    most = max(counts.values())
    found = [(filiere, count) for filiere, count in counts.items() if count == most > 0]
    return found if len(found) == 1 else []


def guide(dataset: Dataset):
    """Write the paths side by side."""
    return html.Section(
        [
            html.H2("Par où commencer", id=ids.GUIDE),
            html.Div(
                [
                    html.Div(
                        [
                            html.H3(title),
                            html.P(readers, className="note"),
                            html.Ol([html.Li(to_step(step)) for step in steps], className="puces"),
                        ]
                    )
                    for title, readers, steps in parcours(dataset)
                ],
                className="colonnes",
            ),
        ],
        className="parcours",
        **{"aria-labelledby": ids.GUIDE},
    )


def to_step(step: Step):
    """Link to a step."""
    over = {"data-boite": ""} if step.over else {}
    return html.A(step.words, href=step.address, **over)
