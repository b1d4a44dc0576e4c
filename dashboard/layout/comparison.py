"""Two selections side by side: the choice of the other one, two maps on one scale, the differences."""

import pandas as pd

from .. import french
from ..comparison import balance, differences, names, national, shadings, sides
from ..data import Dataset
from ..markup import html
from ..selection import ALL, Selection
from ..vocabulary import Filiere, Indicator, Vague
from .definition import definition
from .parts import link, unsure
from .picture import key, marks, picture

DEFINED = {
    Indicator.population: "part",
    Indicator.taux: "taux",
    Indicator.diversite: "diversite",
}


def comparison(dataset: Dataset, selection: Selection) -> list:
    """Write the comparison that the selection makes, and the ways to make another."""
    return [
        html.H2("Comparer deux sélections", id="comparer"),
        *(compared(dataset, selection) if selection.contre else []),
        choices(selection),
    ]


def compared(dataset: Dataset, selection: Selection) -> list:
    """Show both maps, then the figures of each territory and their difference in words."""
    one, other = sides(selection)
    plain = names(one, other)
    named = [f"{name[0].upper()}{name[1:]}" for name in plain]
    both = shadings(dataset, one, other)
    measure = one.indicator.label
    if one.indicator is Indicator.population:
        measure += f", à moins de {one.rayon_km} km à vol d’oiseau"
    maps = [
        picture(
            dataset,
            side,
            beside,
            f"{name}\u202f: {written(national(dataset, side), one.indicator, total=True)}",
            f"Carte\u202f: {measure}, {name}. Les mêmes chiffres sont dans le tableau qui suit.",
        )
        for side, beside, name in ((one, other, named[0]), (other, one, named[1]))
    ]
    return [
        html.H3(f"{measure}, par {one.level.label}"),
        html.Div(maps, className="colonnes cote-a-cote"),
        marks(dataset, one, other) if one.filieres != other.filieres else None,
        *key(both, one),
        html.P(html.B(f"{named[0]}\u202f: {balance(dataset, one, other)} que {plain[1]}.")),
        table(dataset, one, other, named),
        html.P(
            link(selection.but(contre=frozenset()), "Cesser de comparer", className="bouton"),
            className="rang",
        ),
        definition(dataset, DEFINED.get(one.indicator, "effectif"), "difference"),
    ]


def table(dataset: Dataset, one: Selection, other: Selection, named: list[str]):
    """Write the figures of both sides and their difference, the largest first."""
    found = differences(dataset, one, other)
    found = found.sort_values("nom", key=lambda names: names.map(french.plain)).sort_values(
        "difference", ascending=False, kind="stable", na_position="last"
    )
    rows = [
        html.Tr(
            [
                html.Th(row["nom"], scope="row"),
                *(
                    html.Td([written(row[side], one.indicator), *mark(row, side)])
                    for side in ("un", "autre")
                ),
                html.Td(difference(row["difference"], one.indicator)),
            ]
        )
        for _, row in found.iterrows()
    ]
    heads = (one.level.label.capitalize(), *named, "Différence")
    return html.Table(
        [
            html.Caption(
                f"{heads[1]} moins {heads[2]}, la plus grande différence d’abord. Un «\u202f?\u202f» "
                "signale une liste de campus incomplète."
            ),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(rows),
        ],
        className="chiffree",
    )


def mark(row: pd.Series, side: str) -> list:
    """Mark a known figure of a territory whose list of campuses is incomplete."""
    return [] if row["complet"] or pd.isna(row[side]) else unsure()


def written(value: float, indicator: Indicator, total: bool = False) -> str:
    """Write the figure of a side, or that it is unknown."""
    if pd.isna(value):
        return "inconnu"
    if indicator is Indicator.population:
        said = "<\u202f1\u202f%" if 0 < value < 0.005 else french.share(value)
        return f"{said} de la population" if total else said
    if total:
        return french.counted(int(value), "campus", "campus")
    return french.number(value, 2 if indicator is Indicator.taux and value else 0)


def difference(value: float, indicator: Indicator) -> str:
    """Say a difference in words: « 2 de plus », « 0,4 de moins », « autant », « 12 points de plus »."""
    if pd.isna(value):
        return "inconnue"
    if value == 0:
        return "autant"
    way = "de plus" if value > 0 else "de moins"
    if indicator is Indicator.population:
        points = abs(100 * value)
        return f"{french.number(points, 1 if points < 1 else 0)} point{'s' if points >= 2 else ''} {way}"
    return f"{french.number(abs(value), 2 if indicator is Indicator.taux else 0)} {way}"


def choices(selection: Selection):
    """List the other sides that may be chosen: another filière, or other waves."""
    filieres = [(ALL, "Toutes les filières"), *((f.value, f.short) for f in Filiere)]
    upto = [(",".join(str(n) for n in range(1, v + 1)), v) for v in Vague]
    waves = [
        (value, "Vague 1" if last == 1 else f"Vagues 1 {'et' if last == 2 else 'à'} {last.value}")
        for value, last in upto
    ]

    alone = selection.but(contre=frozenset())
    offered = [
        (value, words)
        for value, words in [*filieres, *waves]
        if selection.but(contre=frozenset(value.split(","))).opposed != alone
    ]

    def choice(value: str, words: str):
        contre = frozenset(value.split(","))
        on = contre == selection.contre
        return html.Li(
            link(
                selection.but(contre=contre, campus=None),
                words,
                **{"data-contre": value},
                **({"aria-current": "true"} if on else {}),
            )
        )

    return html.Details(
        [
            html.Summary(
                "Comparer avec autre chose"
                if selection.contre
                else "Comparer cette sélection avec…"
            ),
            html.Ul([choice(*each) for each in offered], className="rang liens"),
        ],
        open=not selection.contre,
    )
