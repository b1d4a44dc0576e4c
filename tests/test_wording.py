"""The filters of a selection in French: one sentence for any of them."""

import pytest

from dashboard.selection import Selection
from dashboard.wording import say

THREE = ["Bretagne", "Normandie", "Occitanie"]


@pytest.mark.parametrize(
    ("query", "count", "regions", "sentence"),
    [
        ("", 0, [], "Aucun campus connu, labellisé en vague 1, 2, 3 ou 4"),
        ("", 1, ["Ouest"], "1 campus, labellisé en vague 1, 2, 3 ou 4, dans 1 région"),
        ("", 72, THREE, "72 campus, labellisés en vagues 1 à 4, dans 3 régions"),
        ("", 5000, THREE, "5\u202f000 campus, labellisés en vagues 1 à 4, dans 3 régions"),
        (
            "filiere=tourisme",
            10,
            THREE,
            "10 campus de la filière Tourisme, gastronomie, labellisés en vagues 1 à 4, "
            "dans 3 régions",
        ),
        (
            "filiere=numerique&vague=1",
            0,
            [],
            "Aucun campus connu de la filière Numérique, télécommunications, labellisé en vague 1",
        ),
        (
            "filiere=chimie,tourisme&vague=1,2",
            2,
            THREE[:2],
            "2 campus des filières « Tourisme, gastronomie » et « Chimie et biotechnologies », "
            "labellisés en vagues 1 et 2, dans 2 régions",
        ),
        (
            "filiere=chimie,tourisme,creation,energie&vague=1,3,4",
            9,
            THREE,
            "9 campus des 4 filières choisies, labellisés en vagues 1, 3 et 4, dans 3 régions",
        ),
        (
            "preuve=source&vague=2,3,4",
            3,
            THREE,
            "3 campus sourcés, labellisés en vagues 2 à 4, dans 3 régions",
        ),
        (
            "preuve=source&vague=2",
            1,
            ["Est"],
            "1 campus sourcé, labellisé en vague 2, dans 1 région",
        ),
        (
            "region=53",
            7,
            ["Bretagne"],
            "7 campus, labellisés en vagues 1 à 4, région Bretagne",
        ),
        (
            "region=53,28,76",
            7,
            THREE,
            "7 campus, labellisés en vagues 1 à 4, régions Bretagne, Normandie et Occitanie",
        ),
        (
            "region=53,28,76,84",
            7,
            [*THREE, "Auvergne-Rhône-Alpes"],
            "7 campus, labellisés en vagues 1 à 4, dans 4 régions choisies",
        ),
        (
            "region=02",
            0,
            ["Martinique"],
            "Aucun campus connu, labellisé en vague 1, 2, 3 ou 4, région Martinique",
        ),
        (
            "filiere=chimie,tourisme,energie&vague=1,2&region=53,28",
            1,
            ["Bretagne", "Normandie"],
            "1 campus de la filière « Tourisme, gastronomie », « Transition énergétique, éco-industrie » "
            "ou « Chimie et biotechnologies », labellisé en vague 1 ou 2, région Bretagne ou Normandie",
        ),
        (
            "filiere=chimie,tourisme,energie,creation&vague=4&region=53,28,76,84",
            1,
            [*THREE, "Auvergne-Rhône-Alpes"],
            "1 campus de l’une des 4 filières choisies, labellisé en vague 4, dans l’une des 4 régions "
            "choisies",
        ),
        (
            "filiere=chimie,tourisme&vague=1,2&region=53,28",
            0,
            ["Bretagne", "Normandie"],
            "Aucun campus connu de la filière « Tourisme, gastronomie » ou « Chimie et "
            "biotechnologies », labellisé en vague 1 ou 2, régions Bretagne et Normandie",
        ),
    ],
)
def test_a_selection_says_itself_in_one_sentence(query, count, regions, sentence):
    said = say(Selection.from_query(query), count, regions)
    assert said == sentence.replace("« ", "«\u202f").replace(" »", "\u202f»")
