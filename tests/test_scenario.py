"""The next campus: gains held against a count around every town, plans against every plan."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from toy import table, toy_dataset, without_campuses

from dashboard.coverage import select
from dashboard.scenario import (
    GREEDY_BOUND,
    TOWN,
    Search,
    candidates,
    greedy,
    next_towns,
    steps,
)
from dashboard.selection import Selection
from dashboard.sphere import Points, chord, nearest_km, on_sphere


def read(query: str) -> Selection:
    return Selection.from_query(query)


@pytest.fixture(scope="module")
def towns():
    """The toy country with towns large enough to be proposed.

    Dour (600,000) is 34 km from Doux (200,000); Loin (100,000) is far from both and near Brize
    (300,000), 62 km away, where a campus of tourisme is; Port (50,000) is on its island.
    """
    dataset = toy_dataset()
    places = dataset.places.assign(population=[300_000, 100_000, 600_000, 200_000, 50_000])
    return replace(dataset, places=places)


def test_towns_are_ranked_by_the_people_that_they_add(towns):
    found = next_towns(towns, read("filiere=tourisme"))
    people = 1_250_000
    assert found.reset_index().to_dict("split")["data"] == [
        ["3", "Dour", "44", 600_000, 1, 800_000, 800_000 / people],
        ["4", "Doux", "44", 200_000, 1, 800_000, 800_000 / people],
        ["2", "Loin", "53", 100_000, 3, 100_000, 100_000 / people],
        ["5", "Port", "04", 50_000, 4, 50_000, 50_000 / people],
    ]


def test_a_town_that_adds_nobody_is_not_proposed(towns):
    assert next_towns(towns, read("rayon=100")).empty
    assert list(next_towns(towns, read("filiere=tourisme&essai=3")).index) == ["2", "5"]


def test_a_town_is_proposed_only_when_large_and_in_the_chosen_regions(towns):
    assert towns.places["population"].min() >= TOWN
    small = replace(towns, places=towns.places.assign(population=[9_999] * 4 + [10_000]))
    assert list(next_towns(small, read("filiere=chimie")).index) == ["5"]
    assert list(next_towns(towns, read("filiere=tourisme&region=04,53")).index) == ["2", "5"]


def test_who_lives_near_a_campus_of_another_region_is_not_to_be_gained(towns):
    """Dour and Doux have campuses of their own region; of those, Ouest chosen alone leaves none out."""
    assert list(next_towns(towns, read("region=53")).index) == ["2"]
    assert next_towns(towns, read("region=53")).equals(
        next_towns(towns, read("")).loc[["2"]].assign(rang=1)
    )
    assert steps(towns, read("region=53&essai=4")).equals(steps(towns, read("essai=4")))


def test_without_campus_or_without_places_nothing_is_divided_by_zero(towns):
    assert next_towns(without_campuses(), Selection()).empty
    nowhere = replace(towns, places=towns.places.iloc[:0])
    assert next_towns(nowhere, Selection()).empty and greedy(nowhere, Selection()) == ()
    assert next_towns(towns, read("filiere=chimie")).iloc[0].to_dict() == {
        "nom": "Dour",
        "code_region": "44",
        "population": 600_000,
        "rang": 1,
        "gain": 800_000,
        "points": 800_000 / 1_250_000,
    }


def test_a_scenario_cumulates_without_counting_anybody_twice(towns):
    found = steps(towns, read("filiere=tourisme&essai=2,3,4"))
    assert found.reset_index().to_dict("split")["data"] == [
        ["3", "Dour", 800_000, 800_000, 1_100_000 / 1_250_000],
        ["2", "Loin", 100_000, 900_000, 1_200_000 / 1_250_000],
        ["4", "Doux", 0, 900_000, 1_200_000 / 1_250_000],
    ]
    assert steps(towns, read("filiere=tourisme")).empty


def test_towns_of_one_name_are_told_apart_by_their_regions(towns):
    places = towns.places.assign(nom=towns.places["nom"].replace("Loin", "Dour"))
    found = steps(replace(towns, places=places), read("filiere=tourisme&essai=2,3,4"))
    assert list(found["nom"]) == ["Dour (Est)", "Dour (Ouest)", "Doux"]


def test_a_scenario_of_a_country_without_campus_starts_from_nobody(towns):
    found = steps(towns, read("filiere=chimie&essai=5"))
    assert found[["gain", "part"]].to_numpy().tolist() == [[50_000, 50_000 / 1_250_000]]


@pytest.mark.parametrize(
    "query",
    [
        "filiere=tourisme",
        "filiere=energie&rayon=100",
        "vague=1&rayon=25",
        "filiere=chimie&essai=3030300",
    ],
)
def test_the_gains_are_those_of_a_count_around_every_town(published, query):
    selection = read(query)
    places = published.places
    sites = pd.concat(
        [
            pd.DataFrame(select(published, selection.but(regions=frozenset()))),
            places.loc[sorted(selection.essai)],
        ]
    )
    far = nearest_km(Points.of(places), Points.of(sites)) > selection.rayon_km
    points = on_sphere(places["latitude"], places["longitude"])
    people = places["population"].to_numpy() * far
    naive = {  # the cosine of the angle, not the chord
        places.index[town]: people[
            points @ points[town] >= np.cos(selection.rayon_km / 6371.0088)
        ].sum()
        for town in candidates(published, selection)
    }
    found = next_towns(published, selection, 15)
    assert found["gain"].tolist() == sorted(naive.values(), reverse=True)[:15]
    assert all(naive[town] == gain for town, gain in found["gain"].items())


@given(
    st.lists(
        st.tuples(st.floats(-6, 6), st.floats(-5, 9), st.integers(0, 1000)),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from([46, 4, -21]),
    st.integers(1, 8),
    st.sampled_from([25, 100, 400]),
)
@example([(0, 0, 1), (3.5, 0, 1)], 4, 1, 400)  # due north near the equator: as high as they are far
def test_no_better_town_is_missed(rows, middle, most, rayon):
    places = table("latitude|longitude|people", *rows)
    points = on_sphere(middle + places["latitude"], places["longitude"])
    people, towns = places["people"].to_numpy(float), np.arange(len(points))
    reach = chord(rayon)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    naive = (np.where(apart <= reach, people[None], 0)).sum(axis=1)
    _, gains = Search.of(points, people, towns, reach).best(most)
    expected = sorted(naive, reverse=True)[:most] if people.sum() else []
    assert gains.tolist() == expected


def test_a_plan_is_as_good_as_its_bound_says(published):
    """Every pair and triple among the largest towns of a region, against the greedy choice."""
    selection = read("filiere=tourisme&region=75")
    places = published.places
    seats = select(published, read("filiere=tourisme"))
    far = nearest_km(Points.of(places), Points.of(pd.DataFrame(seats))) > 50
    people = places["population"].to_numpy() * far
    towns = places.iloc[candidates(published, selection)].nlargest(25, "population").index
    small = replace(
        published,
        places=places.assign(
            population=places["population"].where(
                ~places.index.isin(
                    places.index[candidates(published, selection)].difference(towns)
                ),
                9_999,
            )
        ),
    )
    people = small.places["population"].to_numpy() * far
    near = {
        town: nearest_km(Points.of(places), Points.of(places.loc[[town]])) <= 50 for town in towns
    }
    for size in (2, 3):
        best = max(
            people[np.logical_or.reduce([near[town] for town in plan])].sum()
            for plan in combinations(towns, size)
        )
        plan = greedy(small, selection, size)
        reached = steps(small, selection.but(essai=frozenset(plan)))["gain"].sum()
        assert GREEDY_BOUND * best <= reached <= best


def test_a_plan_stops_when_nobody_is_left(towns):
    assert greedy(towns, read("filiere=tourisme"), 9) == ("3", "2", "5")
