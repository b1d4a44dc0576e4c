"""Distances, shares and medians, held against the same computed by another formula."""

from collections import Counter
from dataclasses import replace
from math import inf

import numpy as np
import pandas as pd
import pytest
from apart import haversine
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_series_equal
from toy import toy_dataset, without_campuses

from dashboard.coverage import select
from dashboard.distance import (
    FRANCE,
    beyond,
    distance_table,
    medians,
    reach_km,
    share_covered,
    territory_of_places,
)
from dashboard.selection import Selection
from dashboard.vocabulary import RAYONS_KM, REGIONS, Level


def read(query: str) -> Selection:
    return Selection.from_query(query)


@pytest.mark.parametrize("query", ["", "filiere=tourisme", "vague=1&preuve=source", "region=84,93"])
@pytest.mark.parametrize("rayon_km", RAYONS_KM)
def test_the_shares_agree_with_distances_computed_otherwise(published, query, rayon_km):
    selection = read(query).but(rayon_km=rayon_km)
    places = published.places
    campuses = select(
        published, selection.but(regions=frozenset())
    )  # those of all serve the chosen ones
    nearest = np.full(len(places), np.inf)
    for _, campus in campuses.iterrows():
        nearest = np.minimum(nearest, haversine(places, campus))
    people = Counter()
    covered = Counter()
    for code, population, distance in zip(
        places["code_region"], places["population"], nearest, strict=True
    ):
        people[code] += population
        covered[code] += population if distance <= rayon_km else 0
    shares = share_covered(published, selection)
    assert set(shares.index) == set(REGIONS)
    for code, share in shares.items():
        assert share == pytest.approx(covered[code] / people[code], abs=0.001), code


@pytest.mark.parametrize(
    ("query", "shares"),
    [
        ("rayon=25", {"53": 0.75, "44": 1, "04": 1}),
        ("filiere=batiment", {"53": 0, "44": 0, "04": 1}),
        ("filiere=tourisme&rayon=100", {"53": 1, "44": 0.75, "04": 0}),
        ("vague=2&rayon=25", {"53": 0, "44": 0.25, "04": 0}),
        ("niveau=academie", {"Nord": 1, "Sud": 0, "Est": 1, "Île": 1}),
        ("niveau=academie&rayon=100", {"Nord": 1, "Sud": 1, "Est": 1, "Île": 1}),
    ],
)
def test_the_share_of_people_near_a_campus(toy, query, shares):
    """Loin is 62 km from Brize and 91 from Dour; Dour 99 from Brize, Doux 34 from Dour."""
    assert share_covered(toy, read(query)).to_dict() == pytest.approx(shares)


def test_the_distances_of_the_toy_are_those_of_its_drawing(toy):
    assert [
        round(haversine(toy.places.loc[place], toy.campuses.loc[campus]))
        for place, campus in [("2", "a"), ("2", "c"), ("3", "a"), ("4", "c"), ("4", "a")]
    ] == [62, 91, 99, 34, 128]


def test_a_share_is_unknown_where_no_place_is_known(toy):
    shares = share_covered(replace(toy, places=toy.places.loc[["3", "4"]]), Selection())
    assert shares.isna().to_dict() == {"53": True, "44": False, "04": True}
    shares = share_covered(replace(toy, places=toy.places.iloc[:0]), Selection())
    assert shares.isna().all()


def test_a_share_is_unknown_when_no_campus_is_known(toy):
    assert share_covered(toy, read("filiere=chimie")).isna().all()


def test_a_place_belongs_to_an_academie_of_its_own_region(toy):
    assert_series_equal(
        territory_of_places(toy, Level.academie),
        pd.Series(["Nord", "Sud", "Est", "Est", "Île"], index=toy.places.index),
        check_names=False,
        check_dtype=False,
    )
    assert territory_of_places(toy, Level.region).tolist() == ["53", "53", "44", "44", "04"]


def test_every_place_of_the_country_has_its_academie(published):
    found = territory_of_places(published, Level.academie)
    region_of = published.academies["code_region"]
    assert found.notna().all()
    assert (found.map(region_of) == published.places["code_region"]).all()


def test_the_table_says_france_first_then_each_territory(toy):
    """3,000 at 0 km, 1,000 at 62 (Loin), 600 at 0 (Dour), 200 at 0 (Doux), 500 at 0 (Port)."""
    found = distance_table(toy, read("preuve=source"))
    assert found.drop(columns="mediane_km").to_dict("split")["data"] == [
        [
            "France",
            5300,
            pytest.approx(3800 / 5300),
            pytest.approx(3800 / 5300),
            pytest.approx(4800 / 5300),
        ],
        ["Ouest", 4000, 0.75, 0.75, 1],
        ["Est", 800, 1, 1, 1],
        ["Île", 500, 0, 0, 0],
    ]
    assert found["mediane_km"].to_dict() == pytest.approx(
        {"France": 0, "53": 0, "44": 0, "04": inf}, abs=1e-3
    )


def test_the_median_is_the_smallest_distance_within_which_half_of_the_people_live():
    rows = [
        (5, 10, 0),
        (1, 10, 0),
        (9, 20, 0),
        (2, 0, 0),
        (inf, 3, 1),
        (1, 2, 1),
        (4, 0, 2),
        (7, 9, -1),
    ]
    km, people, at = (np.array(column) for column in zip(*rows, strict=True))
    assert medians(km, people, at, 4).tolist() == pytest.approx(
        [5, inf, np.nan, np.nan], nan_ok=True
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(-1, 3)), min_size=1, max_size=40
    )
)
def test_a_median_is_that_of_the_people_one_by_one(rows):
    km, people, at = (np.array(column) for column in zip(*rows, strict=True))
    for group, found in enumerate(medians(km.astype(float), people, at, 4)):
        each = sorted(d for d, n, g in rows for _ in range(n) if g == group)
        expected = each[(len(each) - 1) // 2] if each else np.nan
        assert found == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("query", ["", "filiere=tourisme", "filiere=energie&niveau=academie"])
def test_shares_and_medians_of_france_and_its_territories_agree_with_a_naive_count(
    published, query
):
    selection = read(query)
    codes = territory_of_places(published, selection.level)
    people = published.places["population"]
    nearest = np.full(len(people), np.inf)
    for _, campus in select(published, selection).iterrows():
        nearest = np.minimum(
            nearest, [haversine(p, campus) for p in published.places.to_dict("records")]
        )
    found = distance_table(published, selection)
    for code, row in found.iterrows():
        inside = np.ones(len(people), bool) if code == FRANCE else (codes == code).to_numpy()
        for rayon in RAYONS_KM:
            share = people[inside & (nearest <= rayon)].sum() / people[inside].sum()
            assert row[f"part_{rayon}"] == pytest.approx(share, abs=0.001), (code, rayon)
        order = np.argsort(nearest[inside])
        cumulated = np.cumsum(people[inside].to_numpy()[order])
        middle = nearest[inside][order][np.searchsorted(cumulated, people[inside].sum() / 2)]
        if middle < 1000:
            assert row["mediane_km"] == pytest.approx(middle, abs=0.01), code
        else:  # its only campuses are beyond an ocean
            assert row["mediane_km"] == inf, code


def test_a_town_on_trial_counts_as_a_campus(toy):
    """Loin (« 2 ») is 62 km from Brize; with a campus there, all of Ouest is covered."""
    before, after = read("filiere=tourisme"), read("filiere=tourisme&essai=2")
    assert share_covered(toy, before)["53"] == 0.75
    assert share_covered(toy, after)["53"] == 1
    assert reach_km(toy, after)["2"] == pytest.approx(0, abs=1e-3)


def test_a_trial_is_measured_where_no_campus_is_known(toy):
    shares = share_covered(toy, read("filiere=chimie&essai=5"))
    assert shares.to_dict() == {"53": 0, "44": 0, "04": 1}


def test_everybody_is_beyond_reach_without_campus(toy):
    assert beyond(toy, read("filiere=chimie")).tolist() == [True] * 5
    assert reach_km(toy, read("filiere=chimie")) is None
    assert beyond(toy, read("filiere=tourisme")).tolist() == [False, True, True, True, True]


def test_a_table_without_campus_or_places_is_unknown_and_never_zero():
    none = distance_table(without_campuses(), Selection())
    assert none.filter(like="part_").isna().all(axis=None) and none["mediane_km"].isna().all()
    empty = distance_table(
        replace(toy_dataset(), places=toy_dataset().places.iloc[:0]), Selection()
    )
    assert empty.filter(like="part_").isna().all(axis=None) and empty["mediane_km"].isna().all()
