"""The next campus: the towns ranked, the scenario before and after, what the model leaves out."""

import pandas as pd

from .. import french
from ..choropleth import shade
from ..data import Dataset
from ..distance import FRANCE, distance_table
from ..markup import html
from ..scenario import GREEDY_BOUND, TOWN, greedy, next_towns, steps
from ..selection import MOST_ESSAIS, Selection
from ..vocabulary import Indicator, Vue
from .definition import definition
from .parts import file_links, hidden, link
from .picture import key, picture

RANKED, PLANNED = 10, 5


def trial(dataset: Dataset, selection: Selection) -> list:
    """Write the scenario when there is one, the ranking of the next towns, and a plan of several."""
    measured = selection.but(indicator=Indicator.population, contre=frozenset(), campus=None)
    return [
        html.H2("Où placer le prochain campus\u202f?", id="prochain"),
        html.P(
            f"Les villes de {french.number(TOWN)} habitants et plus où un campus "
            f"{wanted(selection)} mettrait le plus d’habitants à moins de {selection.rayon_km} km. "
            "Le modèle ne connaît ni les temps de trajet, ni les capacités d’accueil, ni les "
            "besoins de formation\u202f: il compte des habitants à vol d’oiseau.",
            className="note",
        ),
        *(scenario(dataset, selection, measured) if selection.essai else []),
        ranking(dataset, selection),
        file_links("villes.csv", selection),
        *plan(dataset, selection),
        definition(dataset, "gain"),
    ]


def percent(share: float) -> str:
    """Write a share to a tenth of a point, so that a small gain is seen."""
    return "part inconnue" if pd.isna(share) else f"{french.number(100 * share, 1)}\u202f%"


def wanted(selection: Selection) -> str:
    """Say which campus is tried: of the chosen filière, or of any."""
    if len(selection.filieres) == 1:
        return f"de la filière {next(iter(selection.filieres)).label}"
    return "de plus" if not selection.filieres else "de ces filières"


def scenario(dataset: Dataset, selection: Selection, measured: Selection) -> list:
    """Show the map before and after, and what each town of the scenario adds."""
    sides = (measured.but(essai=frozenset()), measured)
    shadings = [shade(dataset, side) for side in sides]
    column = f"part_{selection.rayon_km}"
    shares = [distance_table(dataset, side).loc[FRANCE, column] for side in sides]
    titles = [
        f"{when}\u202f: {percent(value)} de la population"
        for when, value in zip(("Avant", "Après"), shares, strict=True)
    ]
    alts = [
        f"Carte de la part des habitants à moins de {selection.rayon_km} km d’un campus, "
        f"{when} les campus à l’essai. Les mêmes chiffres sont dans le tableau des distances."
        for when in ("avant", "après")
    ]
    found = steps(dataset, selection)
    rows = [
        html.Tr(
            [
                html.Th(town["nom"], scope="row"),
                html.Td(f"+{french.number(town['gain'])}"),
                html.Td(f"+{french.number(town['cumul'])}"),
                html.Td(percent(town["part"])),
                html.Td(
                    link(
                        selection.toggled("essai", code),
                        ["Retirer", hidden(f" {town['nom']}")],
                        **{"data-essai": code},
                    )
                ),
            ]
        )
        for code, town in found.iterrows()
    ]
    on_map = measured.but(vue=Vue.carte)
    return [
        html.H3("Le scénario, avant et après"),
        html.Div(
            [
                picture(dataset, side, beside, title, alt)
                for side, beside, title, alt in zip(sides, sides[::-1], titles, alts, strict=True)
            ],
            className="colonnes cote-a-cote",
        ),
        *key(shadings, measured),
        html.Table(
            [
                html.Caption(
                    "Campus à l’essai, dans l’ordre de leur apport\u202f; nul n’est compté deux fois"
                ),
                html.Thead(
                    html.Tr(
                        [
                            html.Th(head, scope="col")
                            for head in ("Lieu", "Gain", "Cumul", "Part en France", "Scénario")
                        ]
                    )
                ),
                html.Tbody(rows),
            ],
            className="chiffree",
        ),
        html.P(
            [
                link(selection.but(essai=frozenset()), "Effacer le scénario", className="bouton"),
                " ",
                link(on_map, "Voir ce scénario sur la carte") if on_map != selection else None,
            ],
            className="rang",
        ),
    ]


def ranking(dataset: Dataset, selection: Selection):
    """Rank the next towns by the people that a campus there would add."""
    found = next_towns(dataset, selection, RANKED)
    if found.empty:
        return html.P(nobody(dataset, selection), className="avis")
    full = len(selection.essai) >= MOST_ESSAIS
    names = dataset.regions["region"]
    rows = [
        html.Tr(
            [
                html.Th(
                    [
                        f"{rank}. ",
                        town["nom"]
                        if full
                        else link(
                            selection.but(essai=selection.essai | {code}),
                            [hidden("Essayer un campus à "), town["nom"]],
                            **{"data-essai": code},
                        ),
                        " ",
                        html.Span(names[town["code_region"]], className="note"),
                    ],
                    scope="row",
                ),
                html.Td(f"+{french.number(town['gain'])}"),
                html.Td(f"+{french.number(100 * town['points'], 2)}"),
            ]
        )
        for rank, (code, town) in enumerate(found.iterrows(), start=1)
    ]
    after = ", les campus à l’essai étant là" if selection.essai else ""
    return html.Table(
        [
            html.Caption(
                f"Les {len(rows)} villes du plus grand gain{after}\u202f: choisir une ville la met à "
                "l’essai"
                if rows[1:]
                else f"La seule ville qui apporte un gain{after}"
            ),
            html.Thead(
                html.Tr(
                    [html.Th(head, scope="col") for head in ("Ville", "Habitants gagnés", "Points")]
                )
            ),
            html.Tbody(rows),
        ],
        className="chiffree villes",
    )


def nobody(dataset: Dataset, selection: Selection) -> str:
    """Say why no town is proposed."""
    if dataset.places.empty:
        return "Aucun lieu habité dans ces données\u202f: aucun gain ne peut être calculé."
    where = " des régions choisies" if selection.regions else ""
    return (
        f"Aucune ville de {french.number(TOWN)} habitants et plus{where} n’apporterait d’habitant "
        f"de plus à moins de {selection.rayon_km} km."
    )


def plan(dataset: Dataset, selection: Selection) -> list:
    """Offer several campuses chosen one after the other, with the bound of such a choice."""
    towns = greedy(dataset, selection, PLANNED)
    if len(towns) < 2:
        return []
    whole = selection.but(essai=frozenset(towns))
    found = steps(dataset, whole)
    items = [
        html.Li(
            [
                link(selection.but(essai=frozenset(found.index[: n + 1])), town["nom"]),
                f"\u202f: +{french.number(town['gain'])}, soit {percent(town['part'])} de la population",
            ]
        )
        for n, (_, town) in enumerate(found.iterrows())
    ]
    return [
        html.H3(f"{french.counted(len(towns), 'campus', 'campus')} de plus, l’un après l’autre"),
        html.Ol(items, className="puces"),
        html.P(
            "Choix glouton\u202f: à chaque pas, la ville du plus grand gain. Il apporte au moins "
            f"1\u202f−\u202f1/e, environ {french.share(GREEDY_BOUND)}, de ce qu’apporterait le meilleur "
            "choix d’autant de villes (Nemhauser, Wolsey et Fisher, 1978). Un choix fait à la main "
            "n’a pas cette garantie.",
            className="note",
        ),
    ]
