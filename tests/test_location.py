"""Points and the territories that hold them, on squares of one degree."""

from math import nan

import geopandas as gpd
import pandas as pd
import pytest
from pandas.testing import assert_series_equal
from shapely import Point, box

from dashboard.location import locate, misplaced

KM = 1 / 111.2  # degrees of latitude


@pytest.fixture
def territories() -> gpd.GeoDataFrame:
    """Two regions that touch, and La Réunion.

    47 +-------+-------+        -20 +----+
       |  53   |  44   |            | 04 |
    46 +-------+-------+        -21 +----+
       1       2       3           55    56
    """
    shapes = [box(1, 46, 2, 47), box(2, 46, 3, 47), box(55, -21, 56, -20)]
    return gpd.GeoDataFrame(geometry=shapes, index=["53", "44", "04"], crs=4326)


def at(*points: tuple[float, float]) -> gpd.GeoDataFrame:
    """Return points named a, b, c..."""
    names = list("abcdefgh"[: len(points)])
    return gpd.GeoDataFrame(geometry=[Point(point) for point in points], index=names, crs=4326)


def answer(**codes: str | float) -> pd.Series:
    return pd.Series(codes, dtype=object)


def test_a_point_is_in_the_territory_that_holds_it_or_near_which_it_lies(territories):
    points = at(
        (1.5, 46.5),
        (2.5, 46.5),
        (55.5, -20.5),
        (1.5, 46 - 4.7 * KM),
        (1.5, 46 - 5.3 * KM),
        (55.5, -20 + 4.9 * KM),
    )
    expected = answer(a="53", b="44", c="04", d="53", e=nan, f="04")
    assert_series_equal(locate(points, territories), expected, check_names=False)


def test_a_degree_of_longitude_is_not_a_degree_of_latitude(territories):
    east = 3 + 6 * KM  # 4.6 km at 46.5° north
    found = locate(at((east, 46.5), (east, -20.5)), territories)
    assert_series_equal(found, answer(a="44", b=nan), check_names=False)


def test_the_tolerance_is_in_metres(territories):
    point = at((1.5, 46 - 9 * KM))
    assert_series_equal(
        locate(point, territories, tolerance_m=10_000), answer(a="53"), check_names=False
    )


def test_a_point_on_a_border_is_in_one_territory(territories):
    found = locate(at((2, 46.5), (2, 46), (2, 46 - KM)), territories)  # the last two: at a tie
    assert set(found) <= {"53", "44"}


def test_a_point_at_the_other_end_of_the_world_is_nowhere(territories):
    found = locate(at((-170, -89), (180, 90)), territories)
    assert_series_equal(found, answer(a=nan, b=nan), check_names=False)


def test_no_point_is_in_no_territory(territories):
    assert locate(at(), territories).tolist() == []


def test_the_region_of_a_territory_says_how_to_measure(territories):
    academies = territories.assign(code_region=territories.index).set_axis(["Ouest", "Est", "Île"])
    found = locate(at((55.5, -20 + 4.9 * KM)), academies)
    assert_series_equal(found, answer(a="Île"), check_names=False)


def test_other_coordinates_than_degrees_are_refused(territories):
    with pytest.raises(ValueError, match="EPSG:4326 expected"):
        locate(at((1.5, 46.5)).to_crs(2154), territories)


def test_only_a_point_well_across_a_border_is_misplaced(territories):
    points = at((1.5, 46.5), (2 + 1 * KM, 46.5), (2.5, 46.5), (1.5, 40), (55.5, -20.5))
    declared = pd.Series(["53", "53", "53", "53", "44"], index=points.index)
    expected = answer(c="44", d=nan, e="04")
    assert_series_equal(misplaced(points, declared, territories), expected, check_names=False)
