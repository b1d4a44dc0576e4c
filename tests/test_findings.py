"""The sentence of a view of coverage: whole, in French, never a number that is not known."""

from dataclasses import replace

import pytest
from toy import toy_dataset, without_campuses

from dashboard.findings import LIFT, NONE_LEFT, finding
from dashboard.selection import Selection


def say(dataset, query: str) -> str | None:
    said = finding(dataset, Selection.from_query(query))
    return said and said.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    "query", ["", "indicateur=taux", "vue=liste&indicateur=population&essai=2"]
)
def test_another_view_has_another_sentence(toy, query):
    assert say(toy, query) is None


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "vue=couverture",
            "81 % de la population vit à moins de 50 km d’un campus connu ; aucune région n’en manque",
        ),
        (
            "filiere=tourisme&indicateur=population",
            "57 % de la population vit à moins de 50 km d’un campus connu de la filière Tourisme, gastronomie ; "
            "2 régions n’en ont aucun de connu, dont 1 à confirmer",
        ),
        (
            "filiere=tourisme&indicateur=population&rayon=100&niveau=academie",
            "87 % de la population vit à moins de 100 km d’un campus connu de la filière Tourisme, gastronomie ; "
            "3 académies n’en ont aucun de connu, dont 2 à confirmer",
        ),
        (
            "vue=couverture&filiere=tourisme,batiment&preuve=source",
            "57 % de la population vit à moins de 50 km d’un campus sourcé de la filière "
            "« Tourisme, gastronomie » ou « Infrastructures, bâtiment, éco-construction » ; "
            "1 région n’en a aucun de connu et 1 région n’a que des campus hors du filtre",
        ),
        (
            "vue=couverture&vague=2&region=44,53",
            "17 % de la population des régions Est et Ouest vit à moins de 50 km d’un campus connu, "
            "labellisé en vague 2, où qu’il soit ; 1 région choisie n’a que des campus hors du filtre",
        ),
        (
            "vue=couverture&filiere=numerique&vague=2,4",
            "72 % de la population vit à moins de 50 km d’un campus connu de la filière Numérique, télécommunications, "
            "labellisé en vague 2 ou 4 ; 1 région n’en a aucun de connu, à confirmer",
        ),
        (
            "vue=couverture&filiere=tourisme,numerique&vague=1",
            "57 % de la population vit à moins de 50 km d’un campus connu de la filière "
            "« Tourisme, gastronomie » ou « Numérique, télécommunications », labellisé en vague 1 ; 1 région "
            "n’en a aucun de connu, à confirmer, et 1 région n’a que des campus hors du filtre",
        ),
        (
            "vue=couverture&filiere=tourisme&region=53",
            "75 % de la population de la région Ouest vit à moins de 50 km d’un campus connu "
            "de la filière Tourisme, gastronomie, où qu’il soit",
        ),
        (
            "vue=couverture&filiere=tourisme&region=04",
            "0 % de la population de la région Île vit à moins de 50 km d’un campus connu "
            "de la filière Tourisme, gastronomie, où qu’il soit ; la région n’en a aucun de connu, à confirmer",
        ),
        (
            "vue=couverture&region=44,53",
            "79 % de la population des régions Est et Ouest vit à moins de 50 km d’un campus connu, "
            "où qu’il soit ; aucune région choisie n’en manque",
        ),
        (
            "vue=couverture&region=44,53&niveau=academie&filiere=tourisme",
            "62 % de la population des régions Est et Ouest vit à moins de 50 km d’un campus connu "
            "de la filière Tourisme, gastronomie, où qu’il soit ; "
            "2 académies de ces régions n’en ont aucun de connu, dont 1 à confirmer",
        ),
        (
            "vue=couverture&filiere=tourisme,batiment,chimie,numerique&vague=1,2,4&preuve=source",
            "72 % de la population vit à moins de 50 km d’un campus sourcé de l’une des 4 filières "
            "choisies, labellisé en vague 1, 2 ou 4 ; 1 région n’a que des campus hors du filtre",
        ),
        (
            "filiere=tourisme&essai=2",
            "56,6 % de la population vit à moins de 50 km d’un campus connu de la filière Tourisme, gastronomie, et 75,5 % avec "
            "un campus à l’essai à Loin (1 000 habitants de plus) ; 2 régions n’en ont aucun de "
            "connu, dont 1 à confirmer",
        ),
        (
            "region=53&filiere=tourisme&essai=3",
            "75,0 % de la population de la région Ouest vit à moins de 50 km d’un campus connu de la filière "
            "Tourisme, gastronomie, où qu’il soit, et autant avec un campus à l’essai à Dour (800 habitants "
            "de plus en France)",
        ),
        (
            "filiere=chimie&essai=2,5",
            "Aucun campus ne répond à ces filtres, parmi ceux qui sont connus ; avec des campus à "
            "l’essai à Loin et à Port (1 500 habitants de plus), 28 % de la population vivrait à moins "
            "de 50 km ; 3 régions n’en ont aucun de connu, dont 2 à confirmer",
        ),
        ("filiere=chimie&vue=couverture", f"{NONE_LEFT} ; {LIFT}"),
        (
            "filiere=numerique&contre=tourisme",
            "Numérique, télécommunications : 3 campus, contre 1 campus pour Tourisme, gastronomie ; "
            "davantage dans 1 région, autant dans 2 régions",
        ),
        (
            "vague=1&contre=1,2,3,4&indicateur=population",
            "Vague 1 : 57 % de la population à moins de 50 km d’un campus connu, contre 81 % "
            "pour les vagues 1 à 4 ; moins dans 2 régions, autant dans 1 région",
        ),
        (
            "filiere=chimie&contre=tourisme&indicateur=population",
            "Chimie et biotechnologies : une part inconnue, faute de campus connu, contre "
            "57 % de la population pour Tourisme, gastronomie ; différence inconnue dans "
            "3 régions",
        ),
        (
            "region=53&filiere=tourisme&contre=numerique&indicateur=population&rayon=100",
            "Tourisme, gastronomie : 100 % de la population de la région Ouest à moins de 100 km d’un "
            "campus connu, contre 100 % pour Numérique, télécommunications ; autant dans 1 région",
        ),
        (
            "vague=1&contre=1,2,3,4&indicateur=population&essai=2",
            "Vague 1 : 75 % de la population à moins de 50 km d’un campus connu ou à l’essai, contre 100 % "
            "pour les vagues 1 à 4 ; moins dans 2 régions, autant dans 1 région",
        ),
        (
            "region=44,53&vague=1,2&preuve=source&filiere=tourisme&contre=numerique",
            "Tourisme, gastronomie : 1 campus, contre 1 campus pour Numérique, télécommunications "
            "(campus sourcés des régions Est et Ouest, labellisés en vagues 1 et 2) ; "
            "davantage dans 1 région, moins dans 1 région",
        ),
        (
            "preuve=source&vague=1&contre=1,2,3,4&indicateur=population",
            "Vague 1 : 57 % de la population à moins de 50 km d’un campus sourcé, contre 72 % pour les vagues "
            "1 à 4 ; moins dans 1 région, autant dans 2 régions",
        ),
        (
            "filiere=tourisme&contre=chimie&indicateur=population",
            "Tourisme, gastronomie : 57 % de la population à moins de 50 km d’un campus connu, contre une part "
            "inconnue, faute de campus connu, pour Chimie et biotechnologies ; différence inconnue dans 3 régions",
        ),
        (
            "filiere=numerique&vague=1&contre=1,2",
            "Vague 1 : 0 campus, contre 1 campus pour les vagues 1 et 2 (campus de la filière Numérique, "
            "télécommunications) ; moins dans 1 région, autant dans 2 régions",
        ),
        (
            "vague=1&contre=toutes",
            "Les deux sélections comparées sont les mêmes : toutes les filières (campus labellisés en vague 1)",
        ),
        (
            "vague=1&contre=1,2&indicateur=diversite",
            "Vague 1 : 1 filière, contre 2 filières pour les vagues 1 et 2 ; "
            "moins dans 1 région, autant dans 2 régions",
        ),
        (
            "vague=1&contre=1,2&indicateur=taux&region=53",
            "Vague 1 : 0,83 campus pour 100 000 habitants de 15 à 24 ans, contre 0,83 pour les vagues 1 et 2 "
            "(campus de la région Ouest) ; autant dans 1 région",
        ),
        (
            "filiere=chimie&contre=chimie",
            "Les deux sélections comparées sont les mêmes : Chimie et biotechnologies",
        ),
    ],
)
def test_a_view_of_coverage_says_its_share_and_its_gaps(toy, query, sentence):
    assert say(toy, query) == sentence


def test_the_towns_on_trial_are_named_with_their_articles(toy):
    named = toy.places.assign(nom=["Le Havre", "Les Abymes", "La Baule", "L’Union", "Lessay"])
    found = say(replace(toy, places=named), "vue=couverture&essai=1,2,3,4,5")
    assert found.split(" à l’essai ")[1] == (
        "aux Abymes, au Havre, à La Baule, à L’Union et à Lessay (1 000 habitants de plus) ; "
        "aucune région n’en manque"
    )


def test_a_very_small_share_is_not_rounded_to_nobody(toy):
    few = toy.places.assign(population=[100_000, 1, 100_000, 100_000, 100_000])
    found = say(
        replace(toy, places=few.assign(latitude=[46.75, 46.2, 20, 20, 20])),
        "filiere=tourisme&indicateur=population",
    )
    assert found.startswith("25 % ")
    lost = few.assign(latitude=[20, 46.75, 20, 20, 20], longitude=[0, 1.25, 0, 0, 0])
    found = say(replace(toy, places=lost), "filiere=tourisme&indicateur=population")
    assert found.startswith("Moins de 1 % de la population")


def test_without_places_the_share_is_unknown():
    dataset = toy_dataset()
    empty = replace(dataset, places=dataset.places.iloc[:0])
    assert say(empty, "vue=couverture") == (
        "La part de la population qui vit à moins de 50 km d’un campus connu est inconnue, faute de lieux "
        "habités ; aucune région n’en manque"
    )


def test_no_filter_is_to_lift_where_the_data_hold_no_campus():
    for query in ("vue=couverture", "indicateur=population&filiere=chimie"):
        assert say(without_campuses(), query) == "Aucun campus dans ces données"
