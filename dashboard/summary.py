"""A view in words: its sentence, its date, its sources and licence; plain text, opens no file."""

from functools import lru_cache

from . import french
from .comparison import pair
from .coverage import columns, last_published, picked, territories
from .data import Dataset
from .dataset import named, region_names, resource
from .findings import finding, measures
from .legend import title
from .selection import Selection
from .sheet import crowded
from .vocabulary import Filiere, Indicator, Level, Vue
from .wording import say

GATHERED = (
    "Les campus proches d’une même région y sont regroupés en ronds, qui portent leur nombre."
)
WHAT = f"réseaux d’écoles et d’entreprises labellisés par l’État, dans {len(Filiere)} filières"
ONE = (
    f"réseau d’écoles et d’entreprises labellisé par l’État, dans l’une des {len(Filiere)} filières"
)
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


def peopled(dataset: Dataset, selection: Selection) -> list[dict]:
    """Return the descriptions of the files of people that the figures of a view count or divide by."""
    rated = selection.indicator is Indicator.taux and selection.vue is not Vue.liste
    files = {"regions": rated, "places": measures(selection)}
    return [resource(dataset.package, name) for name, used in files.items() if used]


@lru_cache(maxsize=64)
def credit(dataset: Dataset, selection: Selection) -> str:
    """Write the source line of a view from the data's own description; of what is not campuses, the first source."""
    others = *peopled(dataset, selection), resource(dataset.outlines_package, "regions")
    sources = [*resource(dataset.package, "campus").get("sources", ())]
    sources += [first for other in others for first in other.get("sources", ())[:1]]
    joined = "\u202f; ".join(dict.fromkeys(map(named, sources)))
    return french.typeset(f"Sources : {joined}.") if joined else ""


@lru_cache(maxsize=64)
def licence(dataset: Dataset, selection: Selection) -> str:
    """Name the licences under which the data of a view are published, from their own description."""
    files = resource(dataset.package, "campus"), *peopled(dataset, selection)
    licences = [file.get("licenses") or dataset.package.get("licenses", ()) for file in files]
    return french.listed([*dict.fromkeys(named(each[0]) for each in licences if each)])


def sources(dataset: Dataset, selection: Selection) -> str:
    """Write the source line and the licences of the data of a view."""
    under = licence(dataset, selection)
    return f"{credit(dataset, selection)} {under and f'Données sous {under}.'}".strip()


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
    parts = said, gathered, f"{when}." if when else "", credit(dataset, selection)
    return " ".join(part for part in parts if part)


def lowered(words: str) -> str:
    """Return words as they go on a sentence."""
    return words[0].lower() + words[1:]
