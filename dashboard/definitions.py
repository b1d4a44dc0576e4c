"""What each figure of coverage counts, out of what, of when and from where; its words are in `definitions.toml`."""

import tomllib
from functools import lru_cache

from . import french
from .coverage import last_published, territories, whole
from .data import Dataset
from .dataset import named as titled
from .dataset import resource
from .need import PUPILS_PER
from .scenario import GREEDY_BOUND, TOWN
from .templating import source
from .vocabulary import RATE_PER, RAYONS_KM, Filiere, Level


@lru_cache(maxsize=8)
def definitions(dataset: Dataset) -> dict[str, dict[str, str]]:
    """Define each figure of coverage from the data's own description, by key.

    Returns
    -------
    By key: `key`, `title`, `numerator`, `denominator`, `date`, `source` and `limits`, as sentences.
    """
    *nearer, widest = map(str, RAYONS_KM)
    when = as_of(dataset)
    files = {"campuses": "campus", "published": "effectifs_publies"}
    values = {name: named(dataset, files.get(name, name)) for name in (*files, "places", "regions")}
    values |= {
        "when": when,
        "people": f"{when} pour les campus, années diverses pour les habitants",
        "youth": year(dataset, "population_15_24"),
        "pupils": year(dataset, "eleves_voie_pro"),
        "nearer": ", ".join(nearer),
        "widest": widest,
        "bound": french.share(GREEDY_BOUND),
        "complete": complete(dataset),
        "minimum": "Minimum là où la liste des campus est incomplète.",
        "filieres": len(Filiere),
        "town": french.number(TOWN),
        "rate_per": french.number(RATE_PER),
        "pupils_per": french.number(PUPILS_PER),
    }
    return {
        key: {"key": key} | {part: words.format_map(values) for part, words in parts.items()}
        for key, parts in tomllib.loads(source("definitions.toml")).items()
    }


def named(dataset: Dataset, name: str) -> str:
    """Name a file and its sources: « places.csv (GeoNames) »."""
    described = resource(dataset.package, name)
    said = " ; ".join(titled(each) for each in described.get("sources", ()))
    return f"{name}.csv ({said})" if said else f"{name}.csv"


def complete(dataset: Dataset) -> str:
    """Name the regions whose list is complete, and of when the count is that says so; then the country if its is."""
    regions = territories(dataset, Level.region)
    proven = regions.loc[regions["complet"] & regions["effectif_publie"].notna(), "nom"]
    dates = {
        name: french.date(last_published(dataset, name)[0])
        for name in sorted(proven, key=french.plain)
    }
    said = french.listed([f"{name} ({date})" for name, date in dates.items()])
    of_regions = f" Listes complètes à la date de leur effectif publié\u202f: {said}."
    of_country = f" Liste nationale complète à la date de son effectif\u202f: {as_of(dataset)}."
    return (of_regions if said else "") + (of_country if whole(dataset) else "")


def as_of(dataset: Dataset) -> str:
    """Say of when the campuses are: the last published national count."""
    last = last_published(dataset)
    return french.date(last[0]) if last else "date inconnue"


def year(dataset: Dataset, name: str) -> str:
    """Return the year that the name of a column of the regions ends with."""
    return next(c.rsplit("_", 1)[1] for c in dataset.regions if c.startswith(f"{name}_"))
