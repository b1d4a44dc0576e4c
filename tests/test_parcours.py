"""The paths of a first visit: what each step says is counted, and it leads to a view that exists."""

from dataclasses import replace

import pytest
from test_layout import seen, texts
from toy import toy_dataset, with_campuses, without_campuses

from dashboard.app import create_app
from dashboard.layout.parcours import guide
from dashboard.scenario import next_towns
from dashboard.selection import Selection


def steps(dataset):
    """Return what each path says, where it leads and whether over the map, by its title."""
    paths = seen(guide(dataset)).find("div", class_="colonnes")[0].inside
    return {
        path.find("h3")[0].text: [
            (words, link.attributes["href"], "data-boite" in link.attributes)
            for words, link in zip(texts(path.find("a")), path.find("a"), strict=True)
        ]
        for path in paths
    }


def test_each_step_says_what_the_data_hold(toy):
    column = "telecharger?filiere=numerique&format=colonne"
    assert steps(toy) == {
        "Décider": [
            ("Campus pour 100 000 jeunes : 2,50 au plus (Est)", "?indicateur=taux", False),
            (
                "Filières sans campus connu, région par région : 32 cases vides dans la grille",
                "?vue=couverture&tri=lacunes",
                False,
            ),
            (
                "81 % des habitants à moins de 50 km d’un campus connu : où vivent les autres",
                "?indicateur=population",
                False,
            ),
        ],
        "Raconter": [
            (
                "La filière la plus représentée : Numérique, télécommunications, 3 campus connus",
                "?filiere=numerique",
                False,
            ),
            (
                "De 1 à 5 campus connus, de la vague 1 à la vague 4 : deux cartes côte à côte",
                "?vague=1&contre=1,2,3,4",
                False,
            ),
            (
                "Ce qu’une page publique prouve : 3 campus, liens dans chaque fiche",
                "?preuve=source&vue=liste",
                False,
            ),
            ("La carte dans un article : code à coller et réglages", "integrer", True),
        ],
        "Publier": [
            ("La carte entière en A4, pour l’imprimeur", "telecharger", True),
            ("Une filière, Numérique, télécommunications : colonne, 85 mm", column, True),
            (
                "Une région, Ouest : demi-page, 180 × 125 mm",
                "telecharger?region=53&format=demi-page",
                True,
            ),
            ("Citation, lien et image à reprendre", "partager", True),
        ],
    }


def test_a_country_without_campus_is_led_only_to_what_it_has():
    assert steps(without_campuses()) == {
        "Décider": [
            (
                "Filières sans campus connu, région par région : 36 cases vides dans la grille",
                "?vue=couverture&tri=lacunes",
                False,
            )
        ],
        "Raconter": [("La carte dans un article : code à coller et réglages", "integrer", True)],
        "Publier": [
            ("La carte entière en A4, pour l’imprimeur", "telecharger", True),
            ("Citation, lien et image à reprendre", "partager", True),
        ],
    }


def test_no_filiere_is_the_first_when_two_tie(toy):
    tied = with_campuses(toy, toy.campuses[toy.campuses.index.isin(["a", "c"])])
    assert not [words for path in steps(tied).values() for words, *_ in path if "filière" in words]


def test_regions_without_any_campus_are_counted(toy):
    east = with_campuses(toy, toy.campuses[toy.campuses["code_region"] == "44"])
    assert steps(east)["Décider"][0][0] == (
        "Campus pour 100 000 jeunes : 2,50 au plus (Est), aucun de connu dans 1 région"
    )


def test_the_next_town_is_the_first_of_its_list(published):
    towns = next_towns(published, Selection.from_query("indicateur=population"), 1)
    (town,) = towns.index
    words, address, _ = steps(published)["Décider"][-1]
    assert address == f"?indicateur=population&essai={town}"
    assert words.startswith(f"Un campus de plus à {towns.loc[town, 'nom']} : ")


@pytest.mark.parametrize(
    "made", ["published", toy_dataset, without_campuses], ids=["published", "toy", "empty"]
)
def test_every_step_leads_to_the_one_address_of_a_view(request, made):
    dataset = request.getfixturevalue(made) if isinstance(made, str) else made()
    client = create_app(dataset).server.test_client()
    for path in steps(dataset).values():
        assert 1 <= len(path) <= 4
        for words, address, _ in path:
            assert client.get(f"/{address}").status_code == 200, words


def test_hostile_names_come_out_harmless(toy):
    regions = toy.regions.assign(region="<script>")
    assert "<script" not in guide(replace(toy, regions=regions))
