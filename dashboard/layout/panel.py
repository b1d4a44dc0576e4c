"""One campus: its fields, what is not proven and why, its sources and its neighbours."""

from urllib.parse import urlsplit

import pandas as pd

from .. import french
from ..campus import facts, proven, siblings
from ..data import Dataset
from ..markup import html
from ..selection import Selection
from ..vocabulary import COLUMNS, Filiere, Preuve
from .parts import hidden, link, mark, unsourced

MOST_SIBLINGS = 12


def panel(dataset: Dataset, selection: Selection) -> list:
    """Write the opened campus, or nothing."""
    if selection.campus is None:
        return []
    campus = dataset.campuses.loc[selection.campus]
    return [
        html.Div(
            [
                html.H2(
                    [mark(campus["filiere"], not proven(campus)), campus["nom"]],
                    tabIndex=-1,
                    **{"data-campus": campus.name},
                ),
                link(
                    selection.but(campus=None),
                    [html.Span("×", **{"aria-hidden": "true"}), hidden("Fermer la fiche")],
                    className="fermer",
                    **{"data-action": "fermer"},
                ),
            ],
            className="rang entre",
        ),
        *description(dataset, campus, selection),
        html.P(
            [
                html.Button(
                    "Copier le lien",
                    type="button",
                    className="bouton",
                    **{"data-action": "copier", "data-adresse": f"campus/{campus.name}"},
                ),
                html.A("Page de ce campus", href=f"campus/{campus.name}"),
                html.Span(className="note", role="status"),
            ],
            className="rang actions",
        ),
    ]


def description(
    dataset: Dataset,
    campus: pd.Series,
    selection: Selection,
    base: str = "",
    heading: type = html.H3,
) -> list:
    """Describe a campus; `base` leads from the page to the dashboard's address."""
    rows = [
        html.Div(
            [
                html.Dt(fact.label),
                html.Dd(
                    [
                        fact.value,
                        [" ", unsourced()] if fact.doubtful else None,
                    ]
                ),
            ]
        )
        for fact in facts(campus)
    ]
    return [
        html.Dl(rows, className="termes"),
        *doubts(campus, heading),
        *sources(campus, heading),
        neighbours(
            f"Autres campus\u202f: {campus['region']}",
            siblings(dataset.campuses, campus, "code_region"),
            selection,
            base,
            heading,
        ),
        neighbours(
            f"Autres campus\u202f: {Filiere(campus['filiere']).short}",
            siblings(dataset.campuses, campus, "filiere"),
            selection,
            base,
            heading,
        ),
    ]


def doubts(campus: pd.Series, heading: type) -> list:
    """Say how the campus is known, what is not proven, and why."""
    said = {
        Preuve.source: "Une page publique le nomme comme labellisé.",
        Preuve.partiel: "Une page publique le nomme, mais un point essentiel est déduit.",
        Preuve.memoire: "Aucune page publique n’a été retrouvée.",
    }[Preuve(campus["preuve"])]
    names = [COLUMNS.get(name, name) for name in campus["a_verifier"]]
    checks = html.P([html.B("À vérifier\u202f: "), french.listed(names) + "."]) if names else None
    note = html.P(campus["note"]) if campus["note"] else None
    return [html.Section([heading("Ce qui est prouvé"), html.P(said), checks, note])]


def sources(campus: pd.Series, heading: type) -> list:
    """List the public pages as links."""
    links = [
        html.Li(
            html.A(
                urlsplit(url).netloc.removeprefix("www."),
                href=url,
                title=url,
                rel="noopener noreferrer nofollow",
            )
        )
        for url in campus["sources"]
    ]
    return [html.Section([heading("Sources"), html.Ul(links)])] if links else []


def neighbours(title: str, others: pd.DataFrame, selection: Selection, base: str, heading: type):
    """Link to the other campuses of a region or a filière."""
    if others.empty:
        return None
    shown = others.head(MOST_SIBLINGS)
    items = [
        html.Li(
            [
                html.A(
                    [mark(row["filiere"], not proven(row)), row["nom"]],
                    href=key if base else selection.but(campus=key).to_search(),
                ),
                html.Span(f" {row['commune']}", className="note"),
            ]
        )
        for key, row in shown.iterrows()
    ]
    if len(others) > MOST_SIBLINGS:
        items.append(html.Li(f"et {french.number(len(others) - MOST_SIBLINGS)} autres"))
    return html.Section([heading(title), html.Ul(items)])
