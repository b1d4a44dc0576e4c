"""The accessibility statement: what is computed from the audit; its words are in `accessibilite.html`."""

import pandas as pd

from .. import french
from ..audit import PAGES, RGAA, THEMES, WCAG, Etat, overall, result
from ..data import Dataset
from ..settings import Contact
from ..summary import SITE
from ..templating import Document
from .pages import text_page


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
    )


def by_theme(audit: pd.DataFrame, theme: str) -> tuple[str, str, int]:
    """Count the criteria of a theme that hold, of how many that apply, and those that do not."""
    found = result(audit[audit["theme"] == theme])
    return theme, f"{found.held} sur {found.applicable}", THEMES[theme] - found.applicable


def criteria(audit: pd.DataFrame) -> list[tuple[str, list[tuple[str, dict]]]]:
    """Say every criterion, theme by theme: its title; its state, its finding and its tests."""
    last = audit["date"].max()
    groups = {f"{theme} ({RGAA})": audit[audit["theme"] == theme] for theme in THEMES}
    groups[f"Critères ajoutés par {WCAG}"] = audit[audit["referentiel"] == WCAG]
    return [
        (caption, [criterion(row, last) for _, row in rows.iterrows()])
        for caption, rows in groups.items()
    ]


def criterion(row: pd.Series, last: str) -> tuple[str, dict]:
    """Say one criterion: its title; the pages in each state, what was found, dated if not the `last` day, its tests.

    The names of tests are sentences.
    """
    found = row["constat"]
    if row["date"] not in ("", last):
        found = f"{found.removesuffix('.')} ({french.date(row['date'])})."
    names = [name.rpartition("::test_")[2] for name in row["tests"].split(" ") if name]
    where = {each: [PAGES[page] for page in PAGES if row[page] == each] for each in Etat}
    return f"{row['numero']} {row['titre']}", {
        "states": [(each.value, french.listed(pages)) for each, pages in where.items() if pages],
        "found": found,
        "tests": [name.replace("_", " ") for name in names],
    }
