"""What a view of coverage finds, in one French sentence; opens no file."""

import pandas as pd

from . import french
from .comparison import balance, names, national, sides, with_article
from .coverage import picked, presence
from .data import Dataset
from .dataset import region_names
from .distance import share_of_people
from .scenario import steps
from .selection import Selection, say_filieres, say_vagues
from .vocabulary import Indicator, State, Vue

NONE_HELD = "Aucun campus dans ces données"
NONE_LEFT = "Aucun campus ne répond à ces filtres, parmi ceux qui sont connus"
LIFT = "retirez-en un pour mesurer une distance"


def finding(dataset: Dataset, selection: Selection) -> str | None:
    """Say what a view of coverage finds, without its full stop; None when the view is another."""
    if selection.vue is Vue.liste:
        return None
    if selection.contre:
        return compared(dataset, selection)
    measured = selection.indicator is Indicator.population or selection.essai
    return coverage(dataset, selection) if measured or selection.vue is Vue.couverture else None


def coverage(dataset: Dataset, selection: Selection) -> str:
    """Say which share of the people live near a campus, and how many territories have none."""
    bare = selection.but(essai=frozenset())
    nobody = NONE_LEFT if len(dataset.campuses) else NONE_HELD
    if not picked(dataset, bare).any() and not selection.essai:
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
        said = f"{percent(before)} {of_whom} vit {where} {campus}"
        if selection.essai:
            said += f", et {percent(after)} avec {trial(dataset, selection)}"
    return f"{said[0].upper()}{said[1:]}\u202f; {absences(dataset, bare)}"


def percent(share: float) -> str:
    """Write a share of people, never rounded to nobody."""
    return french.share(share, french.FEW)


def among(dataset: Dataset, selection: Selection) -> str:
    """Name the chosen regions, when there are: the people counted live there."""
    chosen = [n for code, n in region_names(dataset).items() if code in selection.regions]
    if not chosen:
        return ""
    if len(chosen) > 3:
        return f" de {len(chosen)} régions choisies"
    return f" {'des régions' if chosen[1:] else 'de la région'} {french.listed(chosen)}"


def kind(selection: Selection) -> str:
    """Say which campuses are meant: known or sourced, of the chosen regions, of a filière, of some waves."""
    words = " sourcé" if selection.sourced_only else " connu"
    if selection.regions:
        words += " de ces régions" if len(selection.regions) > 1 else " de la région"
    if selection.filieres:
        words += f"{',' if selection.regions else ''} {say_filieres(selection, one=True)}"
    if selection.vagues:
        words += f", {say_vagues(selection.vagues, plural=False)}"
    return words


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
    noun = selection.level.label
    unsure = int((states == State.a_confirmer).sum())
    none = int((states == State.absent).sum()) + unsure
    hidden = int((states == State.hors_filtre).sum())
    if not none:
        said = f"aucune {noun} n’en manque" if not hidden else ""
    else:
        has = "n’en ont aucun" if none > 1 else "n’en a aucun"
        said = f"{french.counted(none, noun)} {has} de connu"
        if unsure and unsure == none:
            said += ", toutes à confirmer" if none > 1 else ", à confirmer"
        elif unsure:
            said += f", dont {french.number(unsure)} à confirmer"
    if hidden:
        have = "n’ont que des campus" if hidden > 1 else "n’a que des campus"
        left = f"{french.counted(hidden, noun)} {have} hors du filtre"
        said = f"{said}, {left}" if said else left
    return said


def compared(dataset: Dataset, selection: Selection) -> str:
    """Set both sides of a comparison against each other, for the country and by territory."""
    one, other = sides(selection)
    first, second = names(one, other)
    if one == other:
        return f"Les deux sélections comparées sont les mêmes\u202f: {first}"
    values = [national(dataset, side) for side in (one, other)]
    if one.indicator is Indicator.population:
        of_whom = f" de la population{among(dataset, one)}"
        said = [
            "part inconnue, faute de campus connu"
            if pd.isna(value)
            else f"{percent(value)}{of_whom}"
            for value in values
        ]
        if not pd.isna(values[0]):
            said = [
                f"{said[0]} à moins de {one.rayon_km}\u00a0km d’un campus connu",
                said[1].removesuffix(of_whom),
            ]
    else:
        said = [french.counted(int(value), "campus", "campus") for value in values]
    sums = f"{first}\u202f: {said[0]}, contre {said[1]} pour {with_article(second)}"
    return f"{sums[0].upper()}{sums[1:]}\u202f; {balance(dataset, one, other)}"
