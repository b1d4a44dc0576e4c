"""Counts and rates, held against a naive count of the same data."""

from collections import Counter
from dataclasses import replace
from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from toy import toy_dataset, with_campuses, without_campuses

from dashboard.coverage import (
    count_by_territory,
    coverage_grid,
    facets,
    last_published,
    national_count,
    picked,
    presence,
    select,
    territories,
)
from dashboard.selection import Selection
from dashboard.vocabulary import REGIONS, Filiere, Level, Vague

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
    assert list(select(toy, read(query)).index) == list(ids)
    kept = picked(toy, read(query))
    assert (kept.dtype, len(kept)) == (bool, 5)


@pytest.mark.parametrize(
    ("perimetre", "count"), [("France", 6), ("Ouest", 3), ("Est", 2), ("Île", None), ("53", None)]
)
def test_the_last_published_count_is_the_one_said(toy, perimetre, count):
    last = last_published(toy, perimetre)
    assert (last and last[1]) == count


def test_of_two_counts_of_one_date_the_last_in_the_file_is_said(toy):
    said = toy.effectifs[toy.effectifs["perimetre"] == "France"].iloc[[0, 1] * 20 + [0]]
    said = said.assign(effectif=range(41)).reset_index(drop=True)
    assert last_published(replace(toy, effectifs=said)) == ("2017-06", 39)


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
    assert list(select(published, selection).index) == [row.name for row in kept]
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
            assert count == picked(published, leads_to).sum(), (field, value)


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


def test_a_country_whose_list_is_complete_leaves_no_region_in_doubt_but_by_its_own_count(toy):
    """Île has no published count; Ouest lacks one campus by its own, which is of another date."""
    counts = toy.effectifs.assign(perimetre=["France", "Ouest", "Est", "Ouest", "Est"])
    complete = replace(toy, effectifs=counts.assign(effectif=[5, 3, 2, 3, 2]))
    assert territories(complete, Level.region)["complet"].tolist() == [False, True, True]
    grid = coverage_grid(complete, read("filiere=tourisme"))
    assert grid["etat"].tolist() == ["present", "absent", "absent"]
    lacking = replace(toy, effectifs=counts.assign(effectif=[6, 3, 2, 3, 2]))
    assert territories(lacking, Level.region)["complet"].tolist() == [False, True, False]


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
    assert grid["etat"].tolist() == ["hors-filtre"]


@pytest.mark.parametrize(
    ("query", "states"),
    [
        ("", {"53": "present", "44": "present", "04": "present"}),
        ("filiere=tourisme", {"53": "present", "44": "absent", "04": "a-confirmer"}),
        ("vague=2", {"53": "hors-filtre", "44": "present", "04": "hors-filtre"}),
        ("filiere=batiment,chimie&region=44,53", {"53": "a-confirmer", "44": "absent"}),
        (
            "niveau=academie&vague=4",
            {"Nord": "present", "Sud": "a-confirmer", "Est": "present", "Île": "hors-filtre"},
        ),
    ],
)
def test_a_territory_has_campuses_or_has_none_for_a_reason(toy, query, states):
    assert presence(toy, read(query)).to_dict() == states
