"""Counts, rates and distances, held against a naive count of the same data."""

from collections import Counter
from dataclasses import replace
from math import asin, cos, isnan, radians, sin, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal
from toy import toy_dataset, with_campuses, without_campuses

from dashboard.coverage import (
    chosen,
    count_by_territory,
    coverage_grid,
    facets,
    national_count,
    near,
    published_count,
    select,
    share_covered,
    territories,
    territory_of_places,
)
from dashboard.selection import Selection
from dashboard.vocabulary import RAYONS_KM, REGIONS, Filiere, Level, Vague

selections = st.builds(
    Selection,
    filieres=st.frozensets(st.sampled_from(Filiere), max_size=3),
    vagues=st.frozensets(st.sampled_from(Vague)),
    regions=st.frozensets(st.sampled_from(REGIONS), max_size=4),
    sourced_only=st.booleans(),
    level=st.sampled_from(Level),
)


def read(query: str) -> Selection:
    return Selection.from_query(query)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("filiere=chimie", ""),
        ("region=53&vague=3", ""),
        ("", "abcde"),
        ("niveau=academie&indicateur=taux&rayon=25&campus=a&vue=liste", "abcde"),
        ("filiere=tourisme", "a"),
        ("filiere=batiment,tourisme", "ae"),
        ("vague=4", "bc"),
        ("vague=1,2,3", "ade"),
        ("region=04,53", "abe"),
        ("preuve=source", "acd"),
        ("preuve=source&vague=4&filiere=numerique&region=44", "c"),
    ],
)
def test_a_selection_keeps_the_campuses_that_answer_every_filter(toy, query, ids):
    assert list(select(toy.campuses, read(query)).index) == list(ids)
    kept = chosen(toy.campuses, read(query))
    assert kept.dtype == bool and list(kept.index) == list("abcde")


@pytest.mark.parametrize(
    ("perimetre", "count"), [("France", 6), ("Ouest", 3), ("Est", 2), ("Île", None), ("53", None)]
)
def test_the_last_published_count_is_the_one_said(toy, perimetre, count):
    assert published_count(toy, perimetre) == count


def test_the_country_has_its_own_published_count(toy):
    assert national_count(toy) == 6


def test_the_regions_are_described_whatever_the_selection(toy):
    assert_frame_equal(
        territories(toy, Level.region),
        pd.DataFrame(
            {
                "nom": ["Ouest", "Est", "Île"],
                "code_region": ["53", "44", "04"],
                "effectif_connu": [2, 2, 1],
                "effectif_publie": pd.array([3, 2, pd.NA], dtype="Int64"),
                "complet": [False, True, False],
                "population": [1_000_000.0, 500_000.0, 80_000.0],
                "population_15_24": [120_000.0, 80_000.0, 0.0],
            },
            index=pd.Index(["53", "44", "04"], name="code"),
        ),
    )


def test_an_academie_has_the_figures_of_its_region_only_when_it_is_all_of_it(toy):
    """Nothing says how complete Nord is, nor Sud; Est is the whole of its region."""
    nan = np.nan
    assert_frame_equal(
        territories(toy, Level.academie),
        pd.DataFrame(
            {
                "nom": ["Nord", "Sud", "Est", "Île"],
                "code_region": ["53", "53", "44", "04"],
                "effectif_connu": [2, 0, 2, 1],
                "effectif_publie": pd.array([pd.NA, pd.NA, 2, pd.NA], dtype="Int64"),
                "complet": [False, False, True, False],
                "population": [nan, nan, 500_000.0, 80_000.0],
                "population_15_24": [nan, nan, 80_000.0, 0.0],
            },
            index=pd.Index(["Nord", "Sud", "Est", "Île"], name="code"),
        ),
    )


def test_territories_are_counted_zero_and_ties_included(toy):
    table = count_by_territory(toy, read(""))
    assert table["effectif"].to_dict() == {"53": 2, "44": 2, "04": 1}
    assert table["diversite"].to_dict() == {"53": 2, "44": 1, "04": 1}
    assert table["dominante"].to_dict() == {
        "53": ("tourisme", "numerique"),
        "44": ("numerique",),
        "04": ("batiment",),
    }
    assert table["taux"].iloc[:2].tolist() == pytest.approx([2 / 1.2, 2 / 0.8])
    assert isnan(table["taux"]["04"])  # nobody aged 15 to 24 was counted there

    table = count_by_territory(toy, read("filiere=numerique&vague=4&niveau=academie"))
    assert table["effectif"].to_dict() == {"Nord": 1, "Sud": 0, "Est": 1, "Île": 0}
    assert table["effectif_connu"].to_dict() == {"Nord": 2, "Sud": 0, "Est": 2, "Île": 1}
    assert table["dominante"].to_dict() == {
        "Nord": ("numerique",),
        "Sud": (),
        "Est": ("numerique",),
        "Île": (),
    }
    assert table["taux"].isna().tolist() == [True, True, False, True]


def test_a_country_without_campus_counts_zero_everywhere():
    empty = without_campuses()
    for level in Level:
        selection = Selection(level=level)
        table = count_by_territory(empty, selection)
        assert set(table["effectif"]) == {0} and set(table["diversite"]) == {0}
        assert set(table["dominante"]) == {()}
        assert share_covered(empty, selection).isna().all()
        assert set(coverage_grid(empty, selection)["effectif"]) == {0}
    assert {
        total for counts in facets(empty, Selection()).values() for total in counts.values()
    } == {0}


@given(selection=selections)
def test_the_counts_are_those_of_a_naive_count(published, selection):
    rows = [row for _, row in published.campuses.iterrows()]
    kept = [
        row
        for row in rows
        if (not selection.filieres or row["filiere"] in selection.filieres)
        and (not selection.vagues or row["vague"] in selection.vagues)
        and (not selection.regions or row["code_region"] in selection.regions)
        and (not selection.sourced_only or row["preuve"] == "source")
    ]
    assert list(select(published.campuses, selection).index) == [row.name for row in kept]
    column = {Level.region: "code_region", Level.academie: "academie"}[selection.level]
    table = count_by_territory(published, selection)
    naive = Counter(row[column] for row in kept)
    assert table["effectif"].to_dict() == {code: naive[code] for code in table.index}
    assert table["effectif"].sum() == len(kept)
    for code, row in table.iterrows():
        filieres = Counter(campus["filiere"] for campus in kept if campus[column] == code)
        most = max(filieres.values(), default=0)
        assert row["diversite"] == len(filieres)
        assert row["dominante"] == tuple(f for f in Filiere if most and filieres[f] == most)
        young = row["population_15_24"]
        expected = naive[code] / young * 100_000 if young > 0 else float("nan")
        assert row["taux"] == pytest.approx(expected, nan_ok=True)


@given(selection=selections)
def test_a_choice_offered_shows_the_count_that_it_leads_to(published, selection):
    counts = facets(published, selection)
    for field, offered in counts.items():
        for value, count in offered.items():
            leads_to = selection.but(**{field: frozenset({value})})
            assert count == chosen(published.campuses, leads_to).sum(), (field, value)


def test_every_choice_is_offered_even_at_zero(toy):
    counts = facets(toy, read("vague=4"))
    assert counts["filieres"] == dict.fromkeys(Filiere, 0) | {Filiere.numerique: 2}
    assert counts["vagues"] == {1: 1, 2: 1, 3: 1, 4: 2}
    assert counts["regions"] == {"53": 1, "44": 1, "04": 0}


def test_an_absence_is_certain_only_where_the_list_is_complete(toy):
    assert coverage_grid(toy, read("filiere=tourisme,batiment")).to_dict("split")["data"] == [
        ["53", "Ouest", "tourisme", 1, "present"],
        ["53", "Ouest", "batiment", 0, "a-confirmer"],
        ["44", "Est", "tourisme", 0, "absent"],
        ["44", "Est", "batiment", 0, "absent"],
        ["04", "Île", "tourisme", 0, "a-confirmer"],
        ["04", "Île", "batiment", 1, "present"],
    ]


def test_the_grid_holds_only_the_chosen_regions(toy):
    grid = coverage_grid(toy, read("region=53&niveau=academie&filiere=numerique"))
    assert grid.to_dict("split")["data"] == [
        ["Nord", "Nord", "numerique", 1, "present"],
        ["Sud", "Sud", "numerique", 0, "a-confirmer"],
    ]


def test_a_campus_that_is_only_filtered_out_is_not_absent():
    """Est is complete, and its campuses of numérique are not sourced: « absent » would be false."""
    dataset = toy_dataset()
    campuses = dataset.campuses.loc[["c", "d"]].assign(preuve="partiel")
    grid = coverage_grid(
        with_campuses(dataset, campuses), read("region=44&filiere=numerique&preuve=source")
    )
    assert grid["etat"].tolist() == ["a-confirmer"]


def haversine(place, campus) -> float:
    """Return the great-circle distance in km, by another formula than the code's."""
    (south, west), (north, east) = (
        (radians(spot["latitude"]), radians(spot["longitude"])) for spot in (place, campus)
    )
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(chord))


@pytest.mark.parametrize("query", ["", "filiere=tourisme", "vague=1&preuve=source", "region=84,93"])
@pytest.mark.parametrize("rayon_km", RAYONS_KM)
def test_the_shares_agree_with_distances_computed_otherwise(published, query, rayon_km):
    selection = read(query).but(rayon_km=rayon_km)
    places, campuses = published.places, select(published.campuses, selection)
    nearest = np.full(len(places), np.inf)
    phi, theta = (
        np.radians(places["latitude"].to_numpy()),
        np.radians(places["longitude"].to_numpy()),
    )
    for _, campus in campuses.iterrows():
        to_phi, to_theta = radians(campus["latitude"]), radians(campus["longitude"])
        half = (
            np.sin((phi - to_phi) / 2) ** 2
            + np.cos(phi) * cos(to_phi) * np.sin((theta - to_theta) / 2) ** 2
        )
        nearest = np.minimum(nearest, 2 * 6371.0088 * np.arcsin(np.sqrt(half)))
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


def test_a_place_as_far_as_the_radius_is_near(toy):
    brize, loin = toy.campuses.loc[["a"]], toy.places.loc[["2"]]
    distance = haversine(loin.iloc[0], brize.iloc[0])
    assert near(loin, brize, distance + 1e-6).tolist() == [True]
    assert near(loin, brize, distance - 1e-6).tolist() == [False]
    assert near(loin, brize.iloc[:0], 100).tolist() == [False]
    assert near(loin.iloc[:0], brize, 100).tolist() == []


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
