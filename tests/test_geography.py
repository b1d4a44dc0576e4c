"""The sheet: projections, frames, their boxes and bounds, dodged marks, outlines."""

from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from apart import closest
from pyproj import CRS
from shapely import Point, affinity, box

from dashboard.geography import (
    COMPOSITIONS,
    FRAMES,
    MAINLAND,
    MARGIN,
    Frame,
    compose,
    fitted,
    grounds,
    project,
)
from dashboard.vocabulary import REGIONS, Level

compositions = pytest.mark.parametrize("composition", COMPOSITIONS.values(), ids=COMPOSITIONS)


def composed(dataset, composition):
    return compose(grounds(dataset.campuses, dataset.regions, dataset.academies), composition)


def spot(longitude: float, latitude: float, region: str) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"code_region": [region]}, geometry=[Point(longitude, latitude)], crs=4326
    )


def test_paris_is_where_lambert_93_puts_it():
    paris = project(spot(2.3522, 48.8566, "11"), MAINLAND).geometry.iloc[0]
    assert (paris.x, paris.y) == pytest.approx((652.469, 6862.035), abs=0.001)


@pytest.mark.parametrize(
    ("region", "name"),
    [
        ("01", "RGAF09 / UTM zone 20N"),
        ("02", "RGAF09 / UTM zone 20N"),
        ("03", "RGFG95 / UTM zone 22N"),
        ("04", "RGR92 / UTM zone 40S"),
        ("06", "RGM04 / UTM zone 38S"),
        ("11", "RGF93 v1 / Lambert-93"),
    ],
)
def test_each_territory_has_its_official_projection(region, name):
    (inset,) = [frame for frame in FRAMES if frame.regions == {region}]
    assert CRS(inset.epsg).name == name


def test_a_frame_holds_only_its_own_regions():
    points = pd.concat([spot(2, 48, "11"), spot(-61, 16, "01"), spot(5, 45, "84")])
    seen = {frame.key: list(project(points, frame)["code_region"]) for frame in FRAMES}
    assert seen == {
        "metropole": ["11", "84"],
        "idf": ["11"],
        "01": ["01"],
        "02": [],
        "03": [],
        "04": [],
        "06": [],
    }


def test_every_region_is_shown_once_and_ile_de_france_twice():
    shown = {region: sum(frame.shows(region) for frame in FRAMES) for region in REGIONS}
    assert shown == dict.fromkeys(REGIONS, 1) | {"11": 2}


def test_a_projection_never_reads_degrees_of_another_system():
    with pytest.raises(ValueError, match="naive geometries"):
        project(spot(2, 48, "11").set_crs(None, allow_override=True), MAINLAND)


@pytest.mark.parametrize(
    ("bounds", "ratio", "expected"),
    [
        ((0, 0, 100, 100), 1.0, (-3, -3, 103, 103)),
        ((0, 0, 100, 100), 2.0, (-56, -3, 156, 103)),
        ((0, 0, 100, 50), 1.0, (-3, -28, 103, 78)),
    ],
)
def test_bounds_are_widened_around_their_centre(bounds, ratio, expected):
    assert MARGIN == 0.03
    assert fitted(np.array(bounds), ratio) == pytest.approx(expected)


@compositions
def test_a_frame_keeps_the_shape_of_its_box(published, composition):
    panels = composed(published, composition)
    assert list(panels) == [frame.key for frame in FRAMES]
    for panel in panels.values():
        left, bottom, right, top = panel.bounds
        width, height = panel.box[2] - panel.box[0], panel.box[3] - panel.box[1]
        assert (right - left) / (top - bottom) == pytest.approx(width / height * composition.ratio)
        assert panel.km_per_px == pytest.approx((right - left) / width / composition.width_px)
        assert box(*panel.bounds).contains(box(*panel.outlines[Level.region].total_bounds))
        assert box(0, 0, 1, 1).covers(box(*panel.box))


@compositions
def test_insets_overlap_neither_one_another_nor_the_mainland(published, composition):
    """The mainland's box may reach under an inset, where there is only sea."""
    panels = composed(published, composition)
    insets = {key: box(*panel.box) for key, panel in panels.items() if key != MAINLAND.key}
    for one, other in combinations(insets, 2):
        assert not insets[one].intersects(insets[other]), (one, other)
    mainland = panels[MAINLAND.key]
    drawn = on_sheet(mainland, mainland.outlines[Level.region].union_all())
    marks = [
        on_sheet(mainland, Point(x, y).buffer(composition.mark_px / 2 * mainland.km_per_px))
        for x, y in mainland.points[["x", "y"]].to_numpy()
    ]
    for key, inset in insets.items():
        assert not inset.intersects(drawn), key
        assert not any(inset.intersects(mark) for mark in marks), key


def on_sheet(panel, shape):
    """Place a shape, in kilometres, on the sheet, in shares of its width and height."""
    left, bottom, right, top = panel.bounds
    at_left, at_bottom, at_right, at_top = panel.box
    x, y = (at_right - at_left) / (right - left), (at_top - at_bottom) / (top - bottom)
    return affinity.affine_transform(
        shape, [x, 0, 0, y, at_left - left * x, at_bottom - bottom * y]
    )


@compositions
def test_no_mark_hides_another_nor_leaves_its_frame(published, composition):
    for key, panel in composed(published, composition).items():
        if len(panel.points) > 1:
            apart = closest(panel.points[["x", "y"]])
            assert apart >= 0.998 * composition.mark_px * panel.km_per_px, key
        left, bottom, right, top = panel.bounds
        assert panel.points["x"].between(left, right).all(), key
        assert panel.points["y"].between(bottom, top).all(), key


@compositions
def test_the_true_place_of_a_campus_is_kept(toy, composition):
    mainland = composed(toy, composition)[MAINLAND.key].points
    assert list(mainland.index) == ["a", "b", "c", "d"]
    assert list(mainland.columns) == ["x", "y", "true_x", "true_y"]
    true = toy.campuses.geometry.iloc[:4].to_crs(2154)
    assert (mainland["true_x"] * 1000).tolist() == pytest.approx(true.x.tolist())
    assert (mainland["true_y"] * 1000).tolist() == pytest.approx(true.y.tolist())
    moved = (mainland["y"] - mainland["true_y"]).abs() > 0.001
    assert moved.tolist() == [True, True, False, False]


@compositions
def test_a_sheet_has_the_frames_of_its_country(toy, composition):
    panels = composed(toy, composition)
    assert list(panels) == ["metropole", "04"]
    assert list(panels["metropole"].outlines[Level.region].index) == ["53", "44"]
    assert list(panels["metropole"].outlines[Level.academie].index) == ["Nord", "Sud", "Est"]
    assert list(panels["04"].outlines[Level.academie].index) == ["Île"]
    assert list(panels["04"].points.index) == ["e"]
    # a degree of latitude is 111 km, one of longitude at 46.5° north 77 km
    west = panels["metropole"].outlines[Level.region].geometry["53"]
    left, bottom, right, top = west.bounds
    assert (right - left, top - bottom) == pytest.approx((78, 111.6), abs=1)


def test_a_frame_of_its_own_shows_what_it_lists():
    assert Frame("x", 2154, frozenset({"53"})).shows("53")
    assert not Frame("x", 2154, frozenset({"53"})).shows("44")
