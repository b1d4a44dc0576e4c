"""A view in words, from the data's own description."""

from dataclasses import replace

import pytest

from dashboard.definitions import definitions
from dashboard.selection import Selection
from dashboard.summary import (
    SITE,
    alternative,
    credit,
    headline,
    licence,
    minimums,
    partial,
    sentence,
    situation,
)


def test_the_whole_map_has_the_title_of_the_site_and_a_view_its_sentence(toy):
    assert headline(toy, Selection()) == f"Carte des {SITE.lower()}"
    view = Selection.from_query("vague=1")
    assert headline(toy, view) == f"{sentence(toy, view)} — {SITE}"


def test_the_situation_is_that_of_the_last_national_count(toy):
    assert situation(toy) == "Situation de juin 2017"
    assert situation(replace(toy, effectifs=toy.effectifs.iloc[1:2])) == ""


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2025-03-15", "Situation du 15 mars 2025"),
        ("2017-06-01", "Situation du 1er juin 2017"),
        ("2019-08", "Situation d’août 2019"),
        ("2018", "Situation de 2018"),
    ],
)
def test_the_date_of_the_situation_is_said_in_good_french(toy, date, said):
    counted = toy.effectifs.assign(date=date)
    assert situation(replace(toy, effectifs=counted)) == said


def test_the_licence_is_that_of_the_campuses_else_of_the_folder(toy):
    assert licence(toy, Selection()) == ""
    folder = {"licenses": [{"title": "Licence du dossier"}, {"title": "Autre"}]}
    assert licence(replace(toy, package=folder), Selection()) == "Licence du dossier"
    file = {"resources": [{"name": "campus", "licenses": [{"title": "Licence du fichier"}]}]}
    assert licence(replace(toy, package=folder | file), Selection()) == "Licence du fichier"


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        ({"title": "Titre", "name": "nom", "path": "https://a.example/"}, "Titre"),
        ({"name": "etalab-2.0", "path": "https://a.example/"}, "etalab-2.0"),
        ({"path": "https://a.example/"}, "https://a.example/"),
        ({}, "sans nom"),
    ],
)
def test_what_has_no_title_is_named_by_its_name_or_its_address(toy, thing, name):
    package = {"resources": [{"name": "campus", "sources": [thing], "licenses": [thing]}]}
    bare = replace(toy, package=package, outlines_package={})
    assert licence(bare, Selection()) == name
    assert credit(bare, Selection()).replace("\u202f", " ") == f"Sources : {name}."
    assert definitions(bare)["effectif"]["source"].startswith(f"campus.csv ({name})")


@pytest.mark.parametrize(
    ("query", "named", "under"),
    [
        ("", [], []),
        ("indicateur=diversite", [], []),
        ("vue=liste&indicateur=taux", [], []),
        ("vue=liste&indicateur=population", [], []),
        ("indicateur=taux", ["Recensement"], []),
        ("indicateur=population", ["Lieux"], ["CC BY"]),
        ("essai=1", ["Lieux"], ["CC BY"]),
        ("vue=couverture", ["Lieux"], ["CC BY"]),
        ("vue=couverture&indicateur=taux", ["Recensement", "Lieux"], ["CC BY"]),
        ("indicateur=taux&contre=1", ["Recensement"], []),
    ],
)
def test_a_view_names_where_the_people_it_counts_come_from(toy, query, named, under):
    open_, by = {"title": "Licence ouverte"}, {"title": "CC BY"}
    parts = {
        "campus": (["Ministère", "Carte"], open_),
        "regions": (["Recensement", "Élèves"], open_),
        "places": (["Lieux", "Paquet"], by),
    }
    package = {
        "resources": [
            {"name": name, "sources": [{"title": each} for each in titles], "licenses": [terms]}
            for name, (titles, terms) in parts.items()
        ]
    }
    bare, view = replace(toy, package=package), Selection.from_query(query)
    said = " ; ".join(["Ministère", "Carte", *named, "Natural Earth"])
    assert credit(bare, view).replace("\u202f", " ") == f"Sources : {said}."
    assert licence(bare, view) == " et ".join(["Licence ouverte", *under])


def test_a_source_is_named_once(toy):
    package = {
        "resources": [
            {"name": name, "sources": [{"title": "GeoNames"}]} for name in ("campus", "places")
        ]
    }
    view = Selection.from_query("indicateur=population")
    said = credit(replace(toy, package=package), view)
    assert said == "Sources\u202f: GeoNames\u202f; Natural Earth."


def test_the_alternative_says_what_of_when_and_from_whom(toy):
    assert alternative(toy, Selection.from_query("vague=1")) == (
        "Carte de France, nombre de campus connus, par région\u202f: 1 campus, labellisé en vague 1, "
        "dans 1 région. "
        "Situation de juin 2017. Sources\u202f: Ministère\u202f; Afdet\u202f; Natural Earth."
    )
    bare = replace(toy, package={}, outlines_package={}, effectifs=toy.effectifs.iloc[:0])
    assert credit(bare, Selection()) == ""
    assert alternative(bare, Selection.from_query("vague=1")) == (
        "Carte de France, nombre de campus connus, par région\u202f: 1 campus, labellisé en vague 1, "
        "dans 1 région."
    )


@pytest.mark.parametrize(
    ("query", "begins"),
    [
        (
            "niveau=academie&indicateur=dominante",
            "Carte de France, filière la plus représentée, par académie\u202f: 5 campus",
        ),
        (
            "indicateur=taux",
            "Carte de France, campus connus pour 100\u202f000\u00a0habitants de 15 à 24\u00a0ans, par région",
        ),
        (
            "filiere=chimie",
            "Carte de France, nombre de campus connus, par région\u202f: aucun campus connu ",
        ),
        (
            "indicateur=population&filiere=chimie",
            "Carte de France, part de la population vivant à moins de 50\u00a0km d’un campus, "
            "à vol d’oiseau, par région\u202f: aucun campus ",
        ),
        (
            "indicateur=dominante&contre=1",
            "Cartes de France, nombre de campus connus, par région. Vagues 1 à 4",
        ),
    ],
)
def test_the_alternative_says_what_the_shades_show(toy, query, begins):
    said = alternative(toy, Selection.from_query(query))
    assert said.startswith(begins)


def test_the_alternative_of_a_crowd_says_that_it_is_gathered(crowd, published):
    said = (
        "Les campus proches d’une même région y sont regroupés en ronds, qui portent leur nombre."
    )
    assert alternative(crowd, Selection()).startswith(
        f"Carte de France, nombre de campus connus, par région\u202f: {sentence(crowd, Selection())}. {said} "
    )
    assert said not in alternative(published, Selection())


def test_figures_are_minimums_where_a_list_is_not_known_to_be_complete(toy):
    assert minimums(toy) == " Les chiffres sont des minimums là où la liste est incomplète."
    known = toy.effectifs.assign(perimetre=["France", "Ouest", "Île", "Est", "Ouest"], effectif=1)
    assert minimums(replace(toy, effectifs=known)) == ""
    assert not partial(replace(toy, effectifs=known.iloc[:2]))  # all those of the country are known
    assert partial(replace(toy, effectifs=known.iloc[1:2]))  # nothing published for two regions
