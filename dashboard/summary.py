"""A view in words: its sentence, its date, its sources and licence; plain text, opens no file."""

from functools import lru_cache

from . import french
from .comparison import pair
from .coverage import columns, last_published, picked, territories
from .data import Dataset
from .dataset import named, region_names, resource
from .findings import finding
from .legend import title
from .selection import Selection
from .sheet import crowded
from .vocabulary import Level
from .wording import say

GATHERED = (
    "Les campus proches d’une même région y sont regroupés en ronds, qui portent leur nombre."
)
WHAT = "réseaux d’écoles et d’entreprises labellisés par l’État, dans 12 filières"
ONE = "réseau d’écoles et d’entreprises labellisé par l’État, dans l’une des 12 filières"
SITE = "Campus des métiers et des qualifications"
MINIMUMS = "Les chiffres sont des minimums là où la liste est incomplète."


@lru_cache(maxsize=256)
def sentence(dataset: Dataset, selection: Selection) -> str:
    """Say the selection in one French sentence: heading, live region, title, alternative text."""
    if found := finding(dataset, selection):
        return french.typeset(found)
    kept = picked(dataset, selection)
    codes = selection.regions or set(columns(dataset).region[kept])
    names = [name for code, name in region_names(dataset).items() if code in codes]
    return french.typeset(say(selection, int(kept.sum()), names))


def headline(dataset: Dataset, selection: Selection) -> str:
    """Title a view: the site's own title for the whole map, else its sentence and the site's name."""
    if selection == Selection():
        return f"Carte des {SITE.lower()}"
    return f"{sentence(dataset, selection)} — {SITE}"


@lru_cache(maxsize=8)
def situation(dataset: Dataset) -> str:
    """Say of when the data are: the date of the last published national count; empty without one."""
    last = last_published(dataset)
    return f"Situation {french.of(french.date(last[0]))}" if last else ""


def partial(dataset: Dataset) -> bool:
    """Whether some region's list of campuses is not known to be complete: there, figures are minimums."""
    return not territories(dataset, Level.region)["complet"].all()


def minimums(dataset: Dataset, words: str = MINIMUMS) -> str:
    """Say that figures are minimums, after a space; nothing where every list is complete."""
    return f" {words}" if partial(dataset) else ""


def subtitle(dataset: Dataset) -> str:
    """Say what the map shows, and of when, from the last published national count."""
    last = last_published(dataset)
    if not last:
        return f"{WHAT[0].upper()}{WHAT[1:]}."
    return f"{french.counted(last[1], ONE, WHAT)}. {situation(dataset)}."


@lru_cache(maxsize=8)
def credit(dataset: Dataset) -> str:
    """Write the source line from the data's own description."""
    sources = [
        *resource(dataset.package, "campus").get("sources", ()),
        *resource(dataset.outlines_package, "regions").get("sources", ())[:1],
    ]
    joined = "\u202f; ".join(map(named, sources))
    return french.typeset(f"Sources : {joined}.") if joined else ""


@lru_cache(maxsize=8)
def licence(dataset: Dataset) -> str:
    """Name the licence under which the campuses are published, from the data's own description."""
    licences = resource(dataset.package, "campus").get("licenses")
    licences = licences or dataset.package.get("licenses", ())
    return named(licences[0]) if licences else ""


def sources(dataset: Dataset) -> str:
    """Write the source line and the licence of the data."""
    under = f"Données sous {licence(dataset)}." if licence(dataset) else ""
    return f"{credit(dataset)} {under}".strip()


def alternative(dataset: Dataset, selection: Selection) -> str:
    """Describe the map to someone who does not see it: what its shades show, its sentence, its date, its sources."""
    when, words = situation(dataset), sentence(dataset, selection)
    both = pair(selection)
    if selection.contre:
        shown = title(both[0] if both else selection)
        said = f"Carte{'s' if both else ''} de France, {lowered(shown)}. {words}."
    else:
        said = f"Carte de France, {lowered(title(selection))}\u202f: {lowered(words)}."
    gathered = GATHERED if crowded(dataset) else ""
    parts = said, gathered, f"{when}." if when else "", credit(dataset)
    return " ".join(part for part in parts if part)


def lowered(words: str) -> str:
    """Return words as they go on a sentence."""
    return words[0].lower() + words[1:]
