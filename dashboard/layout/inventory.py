"""What the data hold, how each campus is known, what is missing and where it all comes from: rows of tables."""

import re

import pandas as pd

from .. import french
from ..captions import incomplete
from ..coverage import national_count, territories
from ..data import Dataset
from ..vocabulary import COLUMNS, Level, Preuve, Vague

EVIDENCE = {
    Preuve.source: "Une page publique nomme le campus comme labellisé.",
    Preuve.partiel: "Une page publique nomme le campus, mais le label ou un champ essentiel est "
    "déduit.",
    Preuve.memoire: "Le campus est connu, sans qu’aucune page publique ait été retrouvée.",
}


def holdings(dataset: Dataset) -> list[tuple]:
    """Count what the data hold in all."""
    regions, known = territories(dataset, Level.region), len(dataset.campuses)
    published, present = national_count(dataset), int((regions["effectif_connu"] > 0).sum())
    national = [
        ("Campus labellisés, dernier effectif national", published),
        ("Campus manquants dans les données", missing(dataset)),
    ]
    if published is None:
        national = [("Campus labellisés, dernier effectif national", "inconnu")]
    return [
        ("Campus identifiés", known),
        *national,
        ("Régions avec au moins un campus connu", f"{present} sur {len(regions)}"),
        ("Lieux habités, pour mesurer la couverture", len(dataset.places)),
    ]


def lacking(dataset: Dataset) -> int:
    """Count the labelled campuses that the data lack, none where no national count was published."""
    return max((national_count(dataset) or 0) - len(dataset.campuses), 0)


def located(dataset: Dataset) -> int | None:
    """Count those that the data lack in known regions; None when they are more than the country lacks.

    The counts of the regions and of the country are of different dates: a region may lack, at its own, a
    campus that the country did not count yet.
    """
    regions = territories(dataset, Level.region)
    gaps = regions["effectif_publie"].astype(float) - regions["effectif_connu"]
    found = int(gaps.clip(lower=0).sum())
    return found if found <= lacking(dataset) else None


def missing(dataset: Dataset) -> str:
    """Say how many labelled campuses the data lack: at least so many, where some of those known may not be labelled."""
    count, doubtful = lacking(dataset), in_doubt(dataset.campuses, "label_mi_2017")
    return f"{'au moins ' if count and doubtful else ''}{french.number(count)}"


def vagues(campuses: pd.DataFrame) -> list[tuple]:
    """Count the campuses of each wave, those that are sourced and those whose wave is in doubt."""
    by_vague = {vague: campuses[campuses["vague"] == vague] for vague in Vague}
    return [
        (
            f"Vague {vague}",
            len(found),
            int((found["preuve"] == Preuve.source).sum()),
            in_doubt(found, "vague"),
        )
        for vague, found in by_vague.items()
    ]


def by_region(regions: pd.DataFrame) -> list[tuple]:
    """Say how many campuses of each region are known, of how many published."""
    rows = []
    for _, row in regions.iterrows():
        said = "inconnu, liste nationale complète" if row["complet"] else "inconnu"
        if not pd.isna(row["effectif_publie"]):
            state = "incomplète" if incomplete(row) else "complète"
            said = f"{french.number(row['effectif_publie'])}, liste {state}"
        rows.append((row["nom"], int(row["effectif_connu"]), said))
    return rows


def published(dataset: Dataset) -> list[tuple]:
    """List the published counts: of what and when, how many, the title and the address of the page."""
    return [
        (
            f"{row['perimetre']}, {french.date(row['date'])}",
            int(row["effectif"]),
            (row["libelle"] or "page", row["source_url"]),
        )
        for _, row in dataset.effectifs.sort_values("date", kind="stable").iterrows()
    ]


def in_doubt(campuses: pd.DataFrame, column: str) -> int:
    """Count the campuses of which a column is not proven."""
    return sum(column in names for names in campuses["a_verifier"])


def evidence(campuses: pd.DataFrame) -> list[tuple]:
    """Count the campuses by level of evidence."""
    return [
        (level.label.capitalize(), int((campuses["preuve"] == level).sum()), said)
        for level, said in EVIDENCE.items()
    ]


def doubts(campuses: pd.DataFrame) -> list[tuple]:
    """Count the campuses by field that remains to be checked."""
    counted = {name: in_doubt(campuses, name) for name in COLUMNS}
    return [(COLUMNS[name].capitalize(), count) for name, count in counted.items() if count]


def people(dataset: Dataset) -> dict | None:
    """Return how many people the populated places hold, and their share by region; None if unknown."""
    population = dataset.regions["population_2017"].astype(float)
    held = dataset.places.groupby("code_region")["population"].sum().reindex(population.index)
    shares = (held.fillna(0) / population.where(population > 0)).dropna()
    if shares.empty or dataset.places.empty:
        return None
    names = dataset.regions["region"]
    return {
        "held": held.sum(),
        "total": held[shares.index].sum() / population[shares.index].sum(),
        "least": shares.min(),
        "least_region": names[shares.idxmin()],
        "most": shares.max(),
        "most_region": names[shares.idxmax()],
    }


def files(package: dict) -> list[tuple[str, dict]]:
    """List the files of a package: the path of each and its description."""
    return [(str(file.get("path", "")), file) for file in package.get("resources", ())]


def created(package: dict) -> str:
    """Return the day a package was made, in words; nothing when it does not say."""
    day = re.match(r"\d{4}-(0[1-9]|1[0-2])-\d{2}", str(package.get("created", "")))
    return french.date(day[0]) if day else ""
