"""Campuses against the young people and the pupils they are for: two ranked dot plots."""

import pandas as pd

from .. import french
from ..coverage import RATE_PER
from ..data import Dataset
from ..markup import html
from ..need import PUPILS_PER, national_need, need
from ..selection import Selection
from .definition import definition
from .parts import link, unsure

PLOTS = {
    "taux": f"Campus pour {french.number(RATE_PER)} habitants de 15 à 24 ans",
    "taux_eleves": f"Campus pour {french.number(PUPILS_PER)} élèves de la voie professionnelle",
}


def needs(dataset: Dataset, selection: Selection) -> list:
    """Write both plots, the regions ranked, the mean of the country among them."""
    table, means = need(dataset, selection), national_need(dataset, selection)
    content = (
        html.Div(
            [plot(table, name, title, means[name], selection) for name, title in PLOTS.items()],
            className="colonnes",
        )
        if table["effectif"].sum()
        else html.P("Aucun campus ne répond à ces filtres\u202f: élargissez-les.", className="avis")
    )
    return [
        html.H2("Combien de campus pour ceux qu’ils forment\u202f?", id="besoin"),
        content,
        html.P(
            "Rond vide et «\u202f?\u202f»\u202f: liste des campus incomplète, le chiffre est un minimum. "
            "Trait vertical\u202f: moyenne nationale, tous les campus rapportés à tous les habitants ou "
            "élèves.",
            className="note",
        ),
        definition(dataset, "taux", "taux_eleves"),
    ]


def plot(table: pd.DataFrame, name: str, title: str, mean: float, selection: Selection):
    """Draw a measure as one dot a region on a common scale, in a table."""
    values = table[name]
    widest = max([value for value in [*values, mean] if not pd.isna(value)], default=0) or 1
    line = None if pd.isna(mean) else mean / widest
    rows = [
        (
            values[code],
            html.Tr(
                [
                    html.Th(
                        link(selection.but(regions=frozenset({code}), campus=None), region["nom"]),
                        scope="row",
                    ),
                    html.Td(dot(values[code], widest, line, bool(region["complet"]))),
                ]
            ),
        )
        for code, region in table.iterrows()
    ]
    rows.append(
        (
            mean,
            html.Tr(
                [html.Th("Moyenne nationale", scope="row"), figure(mean, line)], className="moyenne"
            ),
        )
    )
    ranked = sorted(rows, key=lambda row: (pd.isna(row[0]), -row[0] if row[0] == row[0] else 0))
    return html.Table(
        [
            html.Caption(title),
            html.Thead(
                html.Tr([html.Th("Région", scope="col"), html.Th("Campus connus", scope="col")]),
                className="hors-ecran",
            ),
            html.Tbody([row for _, row in ranked]),
        ],
        className="points",
    )


def figure(mean: float, line: float | None):
    """Write the mean of the country in the column of the regions' figures."""
    return html.Td("inconnue" if pd.isna(mean) else [track(line), html.B(french.number(mean, 2))])


def track(line: float | None, share: float | None = None, fill: str = "currentColor"):
    """Draw the scale of a row, the line of the mean across it, and its dot when there is one."""
    drawn = []
    if line is not None:
        at = f"{line:.2%}"
        drawn.append(html.Line(x1=at, x2=at, y1="-40%", y2="140%"))
    if share is not None:
        drawn.append(html.Circle(cx=f"{share:.2%}", cy="50%", r=5, fill=fill))
    return html.Svg(
        drawn,
        className="piste",
        height=16,
        overflow="visible",
        stroke="currentColor",
        **{"stroke-width": 1.5, "aria-hidden": "true"},
    )


def dot(value: float, widest: float, line: float | None, complete: bool) -> list:
    """Draw the dot of a region and write its figure; hollow where its list is incomplete."""
    if pd.isna(value):
        return [track(line), "inconnu"]
    said = html.B(french.number(value, 2 if value else 0))
    if complete:
        return [track(line, value / widest), said]
    return [track(line, value / widest, "var(--papier)"), said, *unsure()]
