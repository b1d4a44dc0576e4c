"""Points moved apart: never on top of one another, never far, always the same way."""

import numpy as np
import pytest
from apart import closest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dodging import FURTHEST, dodge, fan_out

SPACING = 12.0  # km


def country(seed: int, campuses: int) -> np.ndarray:
    """Scatter campuses over 1,000 km, six of them in one town, two in another."""
    places = np.random.default_rng(seed).uniform(0, 1000, (campuses, 2)).round(1)
    places[:6] = places[0]
    places[6:8] = places[6]
    return places


countries = st.builds(country, st.integers(0, 2**32 - 1), st.integers(8, 80))
crowds = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=0, max_size=60).map(
    lambda found: np.array(found, dtype=float).reshape(-1, 2)
)


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_dodge_stays(count):
    places = np.full((count, 2), 5)
    assert dodge(places, SPACING).tolist() == places.tolist()


def test_points_far_apart_stay():
    places = np.array([[0.0, 0.0], [SPACING, 0.0], [0.0, 50.0]])
    assert dodge(places, SPACING).tolist() == places.tolist()


def test_two_points_of_one_town_stand_above_and_below_it():
    assert dodge(np.array([[5.0, 5.0], [5.0, 5.0]]), 2.0) == pytest.approx(
        np.array([[5, 6], [5, 4]]), abs=1e-6
    )


def test_six_points_of_one_town_make_a_ring_from_the_top_clockwise():
    ring = fan_out(np.zeros((6, 2)), 1.0)
    half = 3**0.5 / 2
    assert ring == pytest.approx(
        np.array([[0, 1], [half, 0.5], [half, -0.5], [0, -1], [-half, -0.5], [-half, 0.5]])
    )


@given(countries)
def test_no_campus_of_a_country_hides_another(places):
    assert closest(dodge(places, SPACING)) >= 0.998 * SPACING


def test_a_crowd_of_hundreds_stays_where_it_is():
    """Five hundred in a square of one spacing: they would need eleven times the room allowed."""
    places = np.random.default_rng(0).uniform(0, SPACING, (500, 2))
    away = np.hypot(*(dodge(places, SPACING) - places).T)
    assert FURTHEST * SPACING * 0.9 < away.max() <= FURTHEST * SPACING * (1 + 1e-9)


@given(countries | crowds)
def test_no_point_goes_far_and_the_given_ones_are_left_alone(places):
    before = places.copy()
    moved = dodge(places, SPACING)
    assert np.isfinite(moved).all()
    assert np.hypot(*(moved - places).T).max(initial=0) <= FURTHEST * SPACING * (1 + 1e-9)
    assert (places == before).all()


@given(countries | crowds)
def test_the_same_points_always_give_the_same_picture(places):
    assert (dodge(places, SPACING) == dodge(places.copy(), SPACING)).all()


@given(countries)
def test_the_picture_does_not_depend_on_the_unit(places):
    assert dodge(places * 1000, SPACING * 1000) == pytest.approx(
        1000 * dodge(places, SPACING), abs=1
    )


def test_a_crowded_town_at_an_edge_stays_within_bounds_and_apart():
    places = np.full((10, 2), (5.0, 95.0))
    moved = dodge(places, SPACING, (0, 0, 100, 100))
    assert moved.min() >= -0.5 and moved.max() <= 100.5
    assert closest(moved) >= 0.9 * SPACING


def test_a_point_out_of_bounds_stays_where_it_is():
    places = np.array([[-5.0, 50.0], [50.0, 50.0]])
    assert dodge(places, SPACING, (0, 0, 100, 100)).tolist() == places.tolist()
