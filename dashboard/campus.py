"""One campus in words: what is known of it, what is not proven and why; opens no file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from . import french
from .data import Dataset
from .french import plain
from .vocabulary import COLUMNS, Filiere, Preuve

TO_CHECK = "à vérifier"
MOST_ROWS = 200  # that a list shows; beyond, it says so and leads to the CSV file
LABEL_YEARS = 4  # that a label was awarded for
CHANGED = "2019"  # when a decree of September made it five years at most


@dataclass(frozen=True)
class Fact:
    """A field of a campus as a reader sees it; `doubtful` when the data do not prove it."""

    label: str
    value: str
    doubtful: bool = False


@lru_cache(maxsize=4)
def records(dataset: Dataset) -> dict[str, dict]:
    """Return every campus as a plain record, by id: the columns of `Dataset.campuses`, and `id`."""
    table = pd.DataFrame(dataset.campuses.drop(columns="geometry"))
    return table.assign(id=table.index).to_dict("index")


@lru_cache(maxsize=4)
def reading_order(dataset: Dataset) -> tuple[str, ...]:
    """Return every campus, by id, in reading order: by region, then by name."""
    known = records(dataset)
    return tuple(
        sorted(known, key=lambda key: (*map(plain, (known[key]["region"], known[key]["nom"])), key))
    )


def label_end(iso: str) -> str:
    """Return the date, as precise as the start, at which a four-year label ends."""
    return f"{int(iso[:4]) + LABEL_YEARS}{iso[4:]}"


def proven(campus: Mapping) -> bool:
    """Whether a public page names the campus as labelled."""
    return campus["preuve"] == Preuve.source


def evidence(campus: Mapping) -> str:
    """Say how a campus is known and what remains to be checked, in one line."""
    doubts = [COLUMNS.get(name, name) for name in campus["a_verifier"]]
    tail = f"{TO_CHECK}\u202f: {french.listed(doubts)}" if doubts else ""
    return " — ".join(part for part in (Preuve(campus["preuve"]).label, tail) if part)


def brief(campus: Mapping) -> str:
    """Say a campus in a line: filière, town, region, wave."""
    filiere, vague = Filiere(campus["filiere"]).label, campus["vague"]
    return f"{filiere}, {campus['commune']} ({campus['region']}), vague {vague}"


def facts(campus: Mapping) -> list[Fact]:
    """List the fields of a campus, a row of `Dataset.campuses`, in reading order, unknown ones said as unknown."""

    def fact(column: str, value: str, also: tuple[str, ...] = ()) -> Fact:
        doubtful = any(name in campus["a_verifier"] for name in (column, *also))
        return Fact(COLUMNS[column].capitalize(), value or "inconnu", doubtful or not value)

    date = campus["date_labellisation"]
    period = french.date(date) if date else ""
    if date and date < CHANGED:
        period += f" (quatre ans, jusqu’en {french.date(label_end(date)[:7])})"
    return [
        fact("filiere", Filiere(campus["filiere"]).label),
        fact("vague", f"vague {campus['vague']}", ("label_mi_2017",)),
        fact("date_labellisation", period),
        fact("etablissement_support", campus["etablissement_support"]),
        fact(
            "commune",
            f"{campus['commune']} (code Insee {campus['code_commune']})",
            ("code_commune",),
        ),
        fact("academie", campus["academie"]),
        fact("region", campus["region"]),
    ]


def siblings(dataset: Dataset, campus: Mapping, column: str) -> list[dict]:
    """Return the other campuses that share a column with one, such as `code_region` or `filiere`."""
    return [
        other
        for other in records(dataset).values()
        if other[column] == campus[column] and other["id"] != campus["id"]
    ]
