"""The accessibility statement: what is computed from the audit; its words are in `accessibilite.html`."""

import pandas as pd

from .. import french
from ..audit import PAGES, RGAA, THEMES, WCAG, Etat, overall, result
from ..contact import Contact
from ..data import Dataset
from ..markup import Document, html
from ..summary import SITE
from .pages import text_page
from .prose import link_out, table


def accessibilite(dataset: Dataset, contact: Contact | None = None) -> Document:
    """Write the accessibility statement; `contact`: who answers for the site, when it is set."""
    audit = dataset.audit
    own = audit[audit["referentiel"] == RGAA]
    return text_page(
        dataset,
        f"Accessibilité — {SITE}",
        "Déclaration d’accessibilité de la carte, critère par critère.",
        "accessibilite.html",
        contact=contact,
        campuses=len(dataset.campuses),
        own=own,
        found=result(audit),
        added=result(
            audit.assign(referentiel=audit["referentiel"].replace({RGAA: "", WCAG: RGAA}))
        ),
        by_theme=[by_theme(own, theme) for theme in THEMES],
        failed=[row for _, row in audit.iterrows() if overall(row) is Etat.non_conforme],
        last=audit["date"].max() if len(audit) else "",
        criteria=criteria(audit),
        date=french.date,
        share=french.share,
        link_out=link_out,
        table=table,
    )


def by_theme(audit: pd.DataFrame, theme: str) -> tuple[str, str, int]:
    """Count the criteria of a theme that hold, of how many that apply, and those that do not."""
    found = result(audit[audit["theme"] == theme])
    return theme, f"{found.held} sur {found.applicable}", THEMES[theme] - found.applicable


def criteria(audit: pd.DataFrame) -> list[tuple[str, list[tuple]]]:
    """Write every criterion, theme by theme: its state on the sample, and how it was checked."""
    last = audit["date"].max()
    groups = {f"{theme} ({RGAA})": audit[audit["theme"] == theme] for theme in THEMES}
    groups[f"Critères ajoutés par {WCAG}"] = audit[audit["referentiel"] == WCAG]
    return [
        (caption, [criterion(row, last) for _, row in rows.iterrows()])
        for caption, rows in groups.items()
    ]


def criterion(row: pd.Series, last: str) -> tuple:
    """Write one criterion: its title, its state, its finding and its tests, whose names are sentences."""
    said = row["constat"]
    if row["date"] not in ("", last):
        said += f" ({french.date(row['date'])})"
    names = [name.rpartition("::test_")[2] for name in row["tests"].split(" ") if name]
    tests = [
        part for name in names for part in (" ; ", html.Span(name.replace("_", " "), lang="en"))
    ]
    checked = [f". {said}" if said else ".", " Tests : " if tests else "", *tests[1:]]
    if said and said[-1] not in ".»" and tests:
        checked[0] += "."
    cell = [*state(row), *checked]
    return f"{row['numero']} {row['titre']}", html.Span(cell)


def state(row: pd.Series) -> list:
    """Say a state, or the pages of each when they differ."""
    where = {each: [page for page in PAGES if row[page] == each] for each in Etat}
    *firsts, final = [each for each in Etat if where[each]]
    pieces = []
    for each in firsts:
        names = french.listed([PAGES[page] for page in where[each]])
        pieces += [html.B(each.value), f" : {names} ; "]
    pieces += [html.B(final.value), " ailleurs" if firsts else ""]
    first = pieces[0].children
    return [html.B(first[0].upper() + first[1:]), *pieces[1:]]
