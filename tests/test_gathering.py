"""Points gathered in cells: each in the nearest, by kind, always the same way."""

import numpy as np
import pytest
from apart import closest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.gathering import gather, hexagons

WIDTH = 10.0
places = st.lists(
    st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=1, max_size=60
).map(lambda found: np.array(found, dtype=float))


def middles(cells: np.ndarray) -> np.ndarray:
    """Return the middle of hexagons of `WIDTH`."""
    return np.column_stack(
        [WIDTH * (cells[:, 0] + cells[:, 1] / 2), WIDTH * cells[:, 1] * 3**0.5 / 2]
    )


def test_nothing_to_gather_stays():
    assert gather(np.empty((0, 2)), np.array([], str), WIDTH, 1).shape == (0, 2)


@given(places)
def test_a_place_is_in_the_hexagon_whose_middle_is_the_nearest(found):
    cells = hexagons(found, WIDTH)
    own = np.hypot(*(found - middles(cells)).T)
    around = [(1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)]
    for step in around:
        assert (own <= np.hypot(*(found - middles(cells + step)).T) + 1e-9).all()


def test_places_of_a_cell_go_to_their_middle_kind_by_kind():
    found = np.array([[0.0, 0.0], [2.0, 0.0], [100.0, 0.0], [0.0, 2.0]])
    gathered = gather(found, np.array(["a", "a", "a", "b"]), WIDTH, 1.0)
    assert gathered == pytest.approx(np.array([[1, 0], [1, 0], [100, 0], [0, 2]]))


@given(places)
def test_middles_are_kept_apart(found):
    gathered = np.unique(gather(found, np.full(len(found), "a"), WIDTH, 3.0), axis=0)
    assert len(gathered) == len(np.unique(hexagons(found, WIDTH), axis=0))
    if len(gathered) > 1:
        assert closest(gathered) > 2.9


@given(places, st.randoms())
def test_the_order_of_the_places_changes_nothing(found, random):
    order = list(range(len(found)))
    random.shuffle(order)
    kinds = np.where(found[:, 0] > 0, "a", "b")
    gathered = gather(found, kinds, WIDTH, 1.0)
    assert gather(found[order], kinds[order], WIDTH, 1.0) == pytest.approx(gathered[order])
