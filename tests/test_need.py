"""Campuses against the young people and pupils of their region, counted by hand."""

from dataclasses import replace
from math import isnan

import pytest
from toy import toy_dataset, without_campuses

from dashboard.need import national_need, need
from dashboard.selection import Selection


def read(query: str) -> Selection:
    return Selection.from_query(query)


def test_campuses_are_related_to_the_young_people_and_pupils_of_their_region(toy):
    """Ouest: 2 for 120,000 and 20,000; Est: 2 for 80,000 and 10,000; Île: 1 for 0 and 2,000."""
    found = need(toy, Selection()).reset_index()
    assert found.iloc[:, :4].to_dict("split")["data"] == [
        ["53", "Ouest", 2, False],
        ["44", "Est", 2, True],
        ["04", "Île", 1, False],
    ]
    assert found["taux"].tolist() == pytest.approx([5 / 3, 2.5, float("nan")], nan_ok=True)
    assert found["taux_eleves"].tolist() == [1, 2, 5]


def test_the_mean_of_the_country_is_all_campuses_over_all_people(toy):
    """5 campuses for 200,000 young people and 32,000 pupils; not the mean of the regions' rates."""
    means = {"taux": 2.5, "taux_eleves": 5 / 32_000 * 10_000}
    assert national_need(toy, Selection()) == pytest.approx(means)
    assert national_need(toy, read("region=53&niveau=academie")) == pytest.approx(means)
    assert national_need(toy, read("vague=4")) == pytest.approx(
        {"taux": 1, "taux_eleves": 2 / 32_000 * 10_000}
    )


def test_only_the_chosen_regions_are_related_and_always_regions(toy):
    assert list(need(toy, read("region=44,53&niveau=academie")).index) == ["53", "44"]


@pytest.mark.parametrize("dataset", [without_campuses(), toy_dataset()])
def test_a_need_is_unknown_and_never_zero_when_no_campus_answers(dataset):
    found = need(dataset, read("filiere=chimie"))
    assert found[["taux", "taux_eleves"]].isna().all(axis=None)
    assert all(map(isnan, national_need(dataset, read("filiere=chimie")).values()))


def test_nothing_is_divided_by_nobody(toy):
    zero = toy.regions.assign(population_15_24_2017=0, eleves_voie_pro_2020=0)
    nobody = replace(toy, regions=zero)
    assert need(nobody, Selection())[["taux", "taux_eleves"]].isna().all(axis=None)
    assert all(map(isnan, national_need(nobody, Selection()).values()))
