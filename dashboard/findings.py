"""What a view of coverage finds, in one French sentence; opens no file."""

import pandas as pd

from . import french
from .comparison import balance, names, national, sides, totalled, with_article
from .coverage import picked, presence
from .data import Dataset
from .dataset import region_names
from .distance import filters_of, share_of_people
from .scenario import steps
from .selection import Selection
from .vocabulary import RATES, Indicator, Level, State, Vue
from .wording import say_filieres, say_vagues

NONE_HELD = "Aucun campus dans ces données"
NONE_LEFT = "Aucun campus ne répond à ces filtres, parmi ceux qui sont connus"
NONE_LISTED = "Aucun campus connu ne répond à ces filtres"
LIFT = "élargissez-les pour mesurer une distance"


def finding(dataset: Dataset, selection: Selection) -> str | None:
    """Say what a view of coverage finds, without its full stop; None when the view is another."""
    if selection.vue is Vue.liste:
        return None
    if selection.contre:
        return compared(dataset, selection)
    return coverage(dataset, selection) if measures(selection) else None


def measures(selection: Selection) -> bool:
    """Whether a view says how far people live from a campus."""
    people = selection.indicator is Indicator.population or bool(selection.essai)
    return selection.vue is Vue.couverture or (people and selection.vue is Vue.carte)


def coverage(dataset: Dataset, selection: Selection) -> str:
    """Say which share of the people live near a campus, and how many territories have none."""
    bare = selection.but(essai=frozenset())
    nobody = NONE_LEFT if len(dataset.campuses) else NONE_HELD
    if not picked(dataset, filters_of(bare)).any() and not selection.essai:
        return f"{nobody}\u202f; {LIFT}" if len(dataset.campuses) else nobody
    before, after = (share_of_people(dataset, each) for each in (bare, selection))
    where = f"à moins de {selection.rayon_km}\u00a0km"
    of_whom = f"de la population{among(dataset, selection)}"
    campus = f"d’un campus{kind(selection)}"
    if pd.isna(after):
        said = f"La part {of_whom} qui vit {where} {campus} est inconnue, faute de lieux habités"
    elif pd.isna(before):
        said = (
            f"{nobody}\u202f; avec {trial(dataset, selection)}, {percent(after)} {of_whom} "
            f"vivrait {where}"
        )
    else:
        # To a tenth, so that a small gain is seen.
        first, then = (percent(share, 1 if selection.essai else 0) for share in (before, after))
        said = f"{first} {of_whom} vit {where} {campus}"
        if selection.essai:
            said += f", et {'autant' if first == then else then} avec {trial(dataset, selection)}"
    found = filter(None, (said[0].upper() + said[1:], absences(dataset, bare)))
    return "\u202f; ".join(found)


def none_listed(dataset: Dataset) -> str:
    """Say, as a sentence, why a list has no campus: the filters, or data without any."""
    return f"{NONE_LISTED if len(dataset.campuses) else NONE_HELD}."


def percent(share: float, decimals: int = 0) -> str:
    """Write a share of people, never rounded to nobody nor to everybody."""
    return french.share(share, french.IN_WORDS, decimals)


def among(dataset: Dataset, selection: Selection) -> str:
    """Name the chosen regions, when there are: the people counted live there."""
    chosen = [n for code, n in region_names(dataset).items() if code in selection.regions]
    if not chosen:
        return ""
    if len(chosen) > 3:
        return f" de {len(chosen)} régions choisies"
    return f" {'des régions' if chosen[1:] else 'de la région'} {french.listed(chosen)}"


def kind(selection: Selection) -> str:
    """Say which campuses are meant: known or sourced, of a filière, of some waves, of any region."""
    words = " sourcé" if selection.sourced_only else " connu"
    if selection.filieres:
        words += f" {say_filieres(selection, one=True)}"
    if selection.vagues:
        words += f", {say_vagues(selection.vagues, plural=False)}"
    return f"{words}, où qu’il soit" if selection.regions else words


def trial(dataset: Dataset, selection: Selection) -> str:
    """Name the towns of the scenario, and the people that they bring within reach."""
    table = steps(dataset, selection)
    towns = french.listed([french.at(name) for name in table["nom"]])
    one = len(table) == 1
    gained = french.counted(int(table["gain"].sum()), "habitant")
    # People are gained in the whole country, whatever the regions whose people are counted.
    where = " en France" if selection.regions else ""
    return f"{'un campus' if one else 'des campus'} à l’essai {towns} ({gained} de plus{where})"


def absences(dataset: Dataset, selection: Selection) -> str:
    """Count the territories without any known campus, and those where that is to be confirmed."""
    states = presence(dataset, selection)
    unsure = int((states == State.a_confirmer).sum())
    none = int((states == State.absent).sum()) + unsure
    hidden = int((states == State.hors_filtre).sum())
    if not none:  # of the only one that is chosen, nothing is left to say
        said = "" if hidden or len(states) == 1 else f"aucune {of_level(selection, 0)} n’en manque"
    else:
        has = "n’en ont aucun" if none > 1 else "n’en a aucun"
        said = f"{several(selection, none)} {has} de connu"
        if unsure and unsure == none:
            said += ", toutes à confirmer" if none > 1 else ", à confirmer"
        elif unsure:
            said += f", dont {french.number(unsure)} à confirmer"
    if hidden:
        have = "n’ont que des campus" if hidden > 1 else "n’a que des campus"
        left = f"{several(selection, hidden)} {have} hors du filtre"
        said = f"{said}{',' if unsure else ''} et {left}" if said else left
    return said


def several(selection: Selection, count: int) -> str:
    """Count territories of a view: « 2 régions », « 1 région choisie », « la région » when it is the only one."""
    if selection.level is Level.region and len(selection.regions) == 1:
        return "la région"
    return f"{french.number(count)} {of_level(selection, count)}"


def of_level(selection: Selection, count: int) -> str:
    """Name the territories that a view is about: « régions », « régions choisies », « académie de ces régions »."""
    plural = "s" if count > 1 else ""
    noun = selection.level.label + plural
    if not selection.regions:
        return noun
    if selection.level is Level.region:
        return f"{noun} choisie{plural}"
    return f"{noun} {'de ces régions' if len(selection.regions) > 1 else 'de la région'}"


def compared(dataset: Dataset, selection: Selection) -> str:
    """Set both sides of a comparison against each other, for the country and by territory."""
    one, other = sides(selection)
    first, second = names(one, other)
    held = common(dataset, one, other)
    if one == other:
        return f"Les deux sélections comparées sont les mêmes\u202f: {first}{held}"
    values = [national(dataset, side) for side in (one, other)]
    if one.indicator is Indicator.population:
        of_whom = f" de la population{among(dataset, one)}"
        campus = f"campus {'sourcé' if one.sourced_only else 'connu'}"
        within = f" à moins de {one.rayon_km}\u00a0km d’un {campus}{' ou à l’essai' if one.essai else ''}"
        unknown = f"une part inconnue, faute de {campus}"
        if pd.isna(values[0]):
            said = [unknown, f"{percent(values[1])}{of_whom}"]
        else:
            said = [f"{percent(values[0])}{of_whom}{within}", percent(values[1])]
        if pd.isna(values[1]):
            said[1] = f"{unknown},"
    else:
        said = [totalled(value, one.indicator) for value in values]
        if one.indicator in RATES:  # its long unit is said once
            said[1] = said[1].split(" ")[0]
    sums = f"{first}\u202f: {said[0]}, contre {said[1]} pour {with_article(second)}{held}"
    return f"{sums[0].upper()}{sums[1:]}\u202f; {balance(dataset, one, other)}"


def common(dataset: Dataset, one: Selection, other: Selection) -> str:
    """Say between parentheses the filters that both sides of a comparison share, which their names leave out."""
    said = "campus"
    if one.sourced_only and one.indicator is not Indicator.population:  # which has said so
        said += " sourcés"
    if one.filieres and one.filieres == other.filieres and one.vagues != other.vagues:
        said += f" {say_filieres(one, one=False)}"
    # For the population, regions say whose people are counted: the sentence has said so.
    if one.regions and one.indicator is not Indicator.population:
        said += among(dataset, one)
    if one.vagues and one.vagues == other.vagues:
        said += f"{',' if said != 'campus' else ''} {say_vagues(one.vagues, plural=True)}"
    return f" ({said})" if said != "campus" else ""
