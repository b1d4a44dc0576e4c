"""Definitions: every part said, dates and sources read from the data, none typed."""

from dataclasses import replace

from toy import toy_dataset

from dashboard.definitions import as_of, definitions, named, year

PARTS = {"key", "title", "numerator", "denominator", "date", "source", "limits"}


def test_every_definition_says_each_of_its_parts(published):
    found = definitions(published)
    assert list(found) == [
        "effectif",
        "diversite",
        "part",
        "mediane",
        "gain",
        "taux",
        "taux_eleves",
        "lacunes",
        "difference",
    ]
    for key, defined in found.items():
        assert defined["key"] == key and all(defined.values())
        assert set(defined) == PARTS


def test_dates_and_sources_are_those_of_the_data(toy):
    found = definitions(toy)
    assert as_of(toy) == "juin 2017"
    assert found["taux"]["date"] == "juin 2017 pour les campus, 1er janvier 2017 pour les habitants"
    assert found["taux_eleves"]["date"] == "juin 2017 pour les campus, rentrée 2020 pour les élèves"
    assert found["part"]["source"] == "campus.csv (Ministère ; Afdet) et places.csv (GeoNames)"
    later = toy.regions.rename(columns={"eleves_voie_pro_2020": "eleves_voie_pro_2031"})
    assert year(replace(toy, regions=later), "eleves_voie_pro") == "2031"


def test_a_folder_that_says_nothing_of_itself_is_named_by_its_files():
    dataset = toy_dataset()
    bare = replace(dataset, package={}, effectifs=dataset.effectifs.iloc[:0])
    assert (as_of(bare), named(bare, "campus")) == ("date inconnue", "campus.csv")


def test_a_complete_list_says_of_when_the_count_is_that_proves_it(toy):
    assert definitions(toy)["lacunes"]["limits"].endswith(
        " Listes complètes à la date de leur effectif publié\u202f: Est (juin 2017)."
    )
    counted = toy.effectifs.replace({"2017-06": "2015-02-02"})
    earlier = definitions(replace(toy, effectifs=counted))["lacunes"]["limits"]
    assert earlier.endswith("Est (2 février 2015).")
    none = definitions(replace(toy, effectifs=counted.iloc[:0]))["lacunes"]["limits"]
    assert "Liste" not in none
    country = replace(toy, effectifs=counted[2:3].assign(effectif=5))
    assert definitions(country)["lacunes"]["limits"].endswith(
        "n’est pas une lacune. Liste nationale complète à la date de son effectif\u202f: 2 février 2015."
    )
