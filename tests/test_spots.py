"""The people beyond the radius as dots: nobody lost, nobody twice, in the right place, one path a size."""

import re
from dataclasses import replace
from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy import toy_dataset, without_campuses

from dashboard.distance import beyond
from dashboard.geography import LARGE, NARROW
from dashboard.selection import Selection
from dashboard.sheet import sheet
from dashboard.spots import (
    CELL_PX,
    SMALLEST_PX,
    Spot,
    blanks,
    cells,
    gathered,
    joined,
    on_sheet,
    trials,
)

px = st.floats(0, 900)
spots = st.lists(st.builds(Spot, px, px, st.sampled_from([0.7, 1.5, 4.25]), st.booleans()))


def read(query: str) -> Selection:
    return Selection.from_query(query)


@pytest.mark.parametrize("composition", [LARGE, NARROW])
@pytest.mark.parametrize("query", ["", "filiere=tourisme", "filiere=chimie&essai=3030300,2988507"])
def test_the_dots_hold_the_people_beyond_the_radius(published, query, composition):
    selection = read(query)
    places = published.places
    before = beyond(published, selection.but(essai=frozenset()))
    after = beyond(published, selection)
    for key, found in blanks(published, selection, composition).items():
        inside = places.index.isin(on_sheet(published)[key].index)
        assert found["people"].sum() == places["population"][before & inside].sum(), key
        gained = before & ~after & inside
        assert found["people"][found["gained"]].sum() == places["population"][gained].sum(), key


@pytest.mark.parametrize("essai", ["", "&essai=2990969"])  # Nantes
def test_of_other_regions_only_those_whom_the_scenario_gains_are_dots(published, essai):
    """A grey Paris, when Brittany is chosen, would be taken for people without any campus."""
    selection = read(f"region=53&vague=1{essai}")
    places = published.places
    before = beyond(published, selection.but(essai=frozenset()))
    gained = before & ~beyond(published, selection)
    assert bool(essai) == (gained & (places["code_region"] != "53")).any()
    told = before & (gained | (places["code_region"] == "53"))
    for key, found in blanks(published, selection, LARGE).items():
        inside = places.index.isin(on_sheet(published)[key].index)
        assert found["people"].sum() == places["population"][told & inside].sum(), key


def test_the_dots_stand_within_the_frame_and_one_to_a_cell(published):
    for key, found in blanks(published, read("filiere=tourisme"), LARGE).items():
        panel = sheet(published, LARGE)[key]
        left, bottom, right, top = panel.bounds
        assert np.all((left <= found["x"]) & (found["x"] <= right))
        assert np.all((bottom <= found["y"]) & (found["y"] <= top))
        cell = CELL_PX * panel.km_per_px
        cells = list(zip(found["x"] // cell, found["y"] // cell, found["gained"], strict=True))
        assert len(set(cells)) == len(cells)


def test_the_area_of_a_dot_says_its_people():
    x, y = np.array([1.0, 3.0, 55.0, 90.0]), np.ones(4)
    people, gained = np.array([3e5, 1e5, 1e5, 0]), np.zeros(4, dtype=bool)
    at = cells(x, y, cell_km=10)
    found = gathered(x, y, at, people, gained, mark_px=10)
    assert list(map(list, zip(*(found[name].tolist() for name in found), strict=True))) == [
        [1.5, 1, 4e5, pytest.approx(10 * np.sqrt(4 / 3), abs=0.06), False],
        [55, 1, 1e5, pytest.approx(10 * np.sqrt(1 / 3), abs=0.06), False],
    ]
    few = gathered(x, y, at, np.ones(4), gained, mark_px=10)
    assert set(few["size_px"]) == {SMALLEST_PX}


def test_towns_on_trial_stand_where_their_place_is(toy):
    found = trials(toy, read("essai=2,5"))
    assert {key: list(rows["nom"]) for key, rows in found.items() if len(rows)} == {
        "metropole": ["Loin"],
        "04": ["Port"],
    }
    assert found["metropole"].loc["2", "x"] == on_sheet(toy)["metropole"].loc["2", "x"]


def test_without_campus_everybody_is_a_dot_and_without_places_nobody():
    found = blanks(without_campuses(), Selection(), LARGE)
    assert {key: rows["people"].sum() for key, rows in found.items()} == {
        "metropole": 4800,
        "04": 500,
    }
    dataset = toy_dataset()
    nobody = replace(dataset, places=dataset.places.iloc[:0])
    assert not any(len(rows["x"]) for rows in blanks(nobody, Selection(), LARGE).values())


def test_each_dot_is_placed_from_the_one_before_from_west_to_east():
    drawn = [Spot(20.4, 5.2, 1, False), Spot(9.6, 7, 1, False), Spot(3, 3, 1, True)]
    assert joined(drawn) == {(2, False): "m10 7h0m10 -2h0", (1.8, True): "m3 3h0"}


@given(spots)
def test_every_dot_is_drawn_at_its_pixel(drawn):
    found = []
    for (size, gained), path in joined(drawn).items():
        x = y = 0
        for right, down in re.findall(r"m(-?\d+) (-?\d+)h0", path):
            x, y = x + int(right), y + int(down)
            found.append((size, gained, x, y))
    wanted = [
        (round(2 * s.r * (pi**0.5 / 2 if s.gained else 1), 1), s.gained, round(s.x), round(s.y))
        for s in drawn
    ]
    assert sorted(found) == sorted(wanted)
