"""The words printed on the map or shown by a mark: plain text, escaped by whoever draws them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from . import french
from .campus import evidence
from .selection import Selection
from .vocabulary import RATES, Filiere, Indicator

MOST_FILIERES = 3  # that the words of a round name


def known_count(row: Mapping) -> str:
    """Say how many campuses are known of how many were published: « 11 connus sur 13 »."""
    known, published = row["effectif_connu"], row["effectif_publie"]
    return f"{french.counted(known, 'connu')} sur {french.number(published)}"


def incomplete(row: Mapping) -> bool:
    """Whether more campuses were published in a territory than are known."""
    return not pd.isna(row["effectif_publie"]) and row["effectif_connu"] < row["effectif_publie"]


def figure(row: Mapping, value: float, selection: Selection, roomy: bool = True) -> str:
    """Print the figure of a territory on the map, in as few signs as it takes."""
    if pd.isna(value):
        return "?"
    match selection.indicator:
        case Indicator.population:
            unsure = value <= french.BARELY and not row["complet"]
            return french.share(value, french.IN_SIGNS) + ("\u202f?" if unsure else "")
        case rated if rated in RATES:
            return french.rate(value)
        case Indicator.effectif | Indicator.dominante if incomplete(row) and not selection.narrowed:
            of = " sur " if roomy else "/"
            return f"{row['effectif']}{of}{row['effectif_publie']}"
        case _:
            return french.number(value)


def territory(row: Mapping, value: float, selection: Selection) -> list[str]:
    """Say a territory in lines: its name, its campuses, how complete the list is, its figure."""
    count = row["effectif"]
    if not selection.concerns(row["code_region"]):
        return [row["nom"], "hors du filtre"]
    said = [
        row["nom"],
        f"{french.counted(count, 'campus connu', 'campus connus')}"
        if count
        else "aucun campus connu",
    ]
    if selection.narrowed:
        said[1] += " dans cette sélection"
    if incomplete(row):
        plural = "s" if row["effectif_publie"] > 1 else ""
        said.append(f"liste incomplète\u202f: {known_count(row)} publié{plural}")
    elif row["complet"]:
        said.append("liste complète d’après l’effectif publié")
    match selection.indicator:
        case Indicator.taux:
            base = row["population_15_24"]
            said.append(
                "taux inconnu\u202f: population de 15 à 24\u00a0ans non disponible"
                if pd.isna(value)
                else f"{french.rate(value)} {RATES[Indicator.taux]} "
                f"({french.number(base)} au 1er janvier 2017)"
            )
        case Indicator.population:
            said.append(
                "part inconnue"
                if pd.isna(value)
                else f"{french.share(value, french.IN_WORDS)} de la population à moins de "
                f"{selection.rayon_km}\u00a0km d’un campus{' connu ou à l’essai' if selection.essai else ''}, à vol d’oiseau"
            )
            if value <= french.BARELY and not row["complet"]:
                said.append(
                    "à confirmer\u202f: la liste des campus y est incomplète ou non publiée"
                )
        case Indicator.diversite:
            said.append(
                f"{french.counted(row['diversite'], 'filière présente', 'filières présentes')}"
            )
        case Indicator.dominante if row["dominante"]:
            tie = "ex æquo\u202f: " if len(row["dominante"]) > 1 else "première filière\u202f: "
            said.append(tie + say_dominant(row["dominante"]))
    return said


def say_dominant(filieres: Sequence[str]) -> str:
    """Name the most represented filières."""
    return french.enumerated([Filiere(filiere).short for filiere in filieres])


def campus(row: Mapping) -> list[str]:
    """Say a campus in lines: name, town, filière, wave and label date, evidence."""
    date = row["date_labellisation"]
    return [
        row["nom"],
        f"{row['commune']}, {row['region']}",
        Filiere(row["filiere"]).label,
        f"Vague {row['vague']}, "
        + (f"label {french.of(french.date(date))}" if date else "date inconnue"),
        evidence(row).capitalize(),
    ]


def cluster(
    count: int,
    region: str,
    filieres: Sequence[tuple[str, int]],
    unproven: int,
    names: Sequence[str],
) -> list[str]:
    """Say campuses gathered in a round: how many and where, their filières, doubts, the first names."""
    said = [
        f"{Filiere(slug).short}\u202f: {french.number(n)}" for slug, n in filieres[:MOST_FILIERES]
    ]
    rest = len(filieres) - len(said)
    if rest:
        said.append(f"{rest} autre{'s' if rest > 1 else ''} filière{'s' if rest > 1 else ''}")
    more = count - len(names)
    named = [*names, f"{french.number(more)} autre{'s' if more > 1 else ''}"] if more else names
    return [
        f"{french.counted(count, 'campus', 'campus')}, {region}",
        "\u202f; ".join(said),
        *([f"dont {french.number(unproven)} à vérifier"] if unproven else []),
        french.listed(named),
    ]
