"""The accessibility audit: what its table may hold, and what follows from it; opens no file.

The criteria are those of RGAA 4.1 (DINUM, Licence Ouverte 2.0), their titles shortened here, and those
that WCAG 2.2 adds at levels A and AA to the version that RGAA follows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from .breaches import Breach
from .cells import choices, date_fault
from .french import quoted
from .query import shown

CRITERIA = "criteres.csv"
FILE = f"accessibilite/{CRITERIA}"  # as a breach names it
RGAA, WCAG = "RGAA 4.1", "WCAG 2.2"
THEMES = {  # of RGAA, in its order: how many criteria each has
    "Images": 9,
    "Cadres": 2,
    "Couleurs": 3,
    "Multimédia": 13,
    "Tableaux": 8,
    "Liens": 2,
    "Scripts": 5,
    "Éléments obligatoires": 10,
    "Structuration de l’information": 4,
    "Présentation de l’information": 14,
    "Formulaires": 13,
    "Navigation": 11,
    "Consultation": 12,
}
ADDED = ("2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8")  # by WCAG 2.2
PAGES = {  # the sample: column of the table, what the page is called
    "carte": "carte",
    "couverture": "couverture",
    "liste": "liste",
    "cadre": "cadre",
    "campus": "fiche d’un campus",
    "methode": "méthode",
    "accessibilite": "déclaration",
}
COLUMNS = ("referentiel", "numero", "theme", "titre", *PAGES, "tests", "constat", "date")
DAY, TEST = r"\d{4}-\d\d-\d\d", r"test_\w+\.py::test_\w+"


class Etat(StrEnum):
    """What a criterion is on a page, or over the whole sample."""

    conforme = "conforme"
    non_conforme = "non conforme"
    non_applicable = "non applicable"


STATES = frozenset(Etat)


class Conformite(StrEnum):
    """How far the site conforms: the mention that the law wants on every page."""

    totale = "totalement conforme"
    partielle = "partiellement conforme"
    aucune = "non conforme"


@dataclass(frozen=True)
class Result:
    """How many criteria of RGAA apply to the sample, and how many of these hold on all its pages."""

    held: int
    applicable: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 when nothing applies."""
        return self.held / self.applicable if self.applicable else 0.0

    @property
    def conformite(self) -> Conformite:
        """Totale when all hold, partielle from half of them (RGAA 4.1, « Obligations »)."""
        if self.applicable and self.held == self.applicable:
            return Conformite.totale
        return Conformite.partielle if self.share >= 0.5 else Conformite.aucune


def expected() -> list[tuple[str, str, str]]:
    """List the criteria that the table must hold, in order: referential, number, theme."""
    known = [
        (RGAA, f"{rank}.{n}", theme)
        for rank, (theme, count) in enumerate(THEMES.items(), 1)
        for n in range(1, count + 1)
    ]
    return known + [(WCAG, number, "") for number in ADDED]


def overall(row: Mapping[str, str]) -> Etat:
    """Say what a criterion is over the sample: one page that fails makes it fail."""
    states = {row[page] for page in PAGES}
    for state in (Etat.non_conforme, Etat.conforme):
        if state in states:
            return state
    return Etat.non_applicable


def result(audit: pd.DataFrame) -> Result:
    """Count the criteria of RGAA that apply and those that hold."""
    own = audit[audit["referentiel"] == RGAA].to_dict("records")
    states = [overall(row) for row in own]
    held = states.count(Etat.conforme)
    return Result(held, held + states.count(Etat.non_conforme))


def audit_breaches(table: pd.DataFrame, today: date) -> Iterator[Breach]:
    """Yield every breach of a table of text whose index is the line in the file.

    Parameters
    ----------
    table : the columns of `COLUMNS`, or those of them that were read; nothing is said of a missing one.
    today : the last day that a finding can bear.
    """
    if set(COLUMNS) - set(table.columns):
        return
    yield from order_breaches(table)
    for line, row in zip(table.index, table.to_dict("records"), strict=True):
        yield from row_breaches(line, row, today)


def order_breaches(table: pd.DataFrame) -> Iterator[Breach]:
    """Each criterion has its line, in the order of the referentials."""
    wanted = expected()
    found = list(
        zip(*(table[column] for column in ("referentiel", "numero", "theme")), strict=True)
    )
    times = Counter(found)
    for key in wanted:
        if not times[key]:
            value = " ".join(filter(None, key))
            yield Breach(FILE, None, "numero", value, "critère absent du fichier")
    for line, key in zip(table.index, found, strict=True):
        if key not in wanted:
            rule = "critère inconnu, ou d’un autre thème"
            yield Breach(FILE, line, "numero", " ".join(key), rule)
        elif times[key] > 1:
            yield Breach(FILE, line, "numero", key[1], "critère présent plusieurs fois")
    if sorted(found) == sorted(wanted) and found != wanted:
        rule = "lignes dans un autre ordre que celui des référentiels"
        yield Breach(FILE, None, "numero", None, rule)


def row_breaches(line: int, row: Mapping[str, str], today: date) -> Iterator[Breach]:
    """A criterion has a title, a state on each page, and a check: tests, or a dated finding."""

    def breach(column: str, rule: str) -> Breach:
        return Breach(FILE, line, column, row[column], rule)

    if not row["titre"].strip():
        yield breach("titre", "titre manquant")
    for page in PAGES:
        if row[page] not in STATES:
            yield breach(page, f"état inconnu\u202f; {choices(Etat)}")
    wrong = [name for name in row["tests"].split(" ") if name and not re.fullmatch(TEST, name)]
    if wrong:
        named = ", ".join(quoted(shown(name)) for name in wrong)
        yield breach("tests", f"nom de test attendu (test_….py::test_…), et non {named}")
    if not row["tests"].strip() and not row["constat"].strip():
        yield breach("constat", "constat attendu quand aucun test ne contrôle le critère")
    excused = overall(row) is not Etat.conforme
    if excused and row["tests"].strip() and not row["constat"].strip():
        yield breach("constat", "constat attendu quand un critère est non conforme ou sans objet")
    if bool(row["constat"].strip()) != bool(row["date"]):
        yield breach("date", "date attendue avec un constat, et seulement avec lui")
    elif row["date"] and not re.fullmatch(DAY, row["date"]):
        yield breach("date", "date impossible\u202f; AAAA-MM-JJ attendu")
    elif row["date"] and (fault := date_fault(row["date"], today)):
        yield breach("date", fault)
