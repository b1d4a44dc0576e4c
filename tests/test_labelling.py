"""Labels on the map: broken where they balance, apart from one another, off the marks."""

import pandas as pd
import pytest
from shapely import box

from dashboard.geography import LARGE, MAINLAND
from dashboard.labelling import ABROAD, OUTSIDE, box_km, lines, place
from dashboard.sheet import WIDEST_FIGURES, sheet
from dashboard.vocabulary import Level

NONE = pd.DataFrame(columns=["x", "y"], dtype=float)


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("Bretagne", ["Bretagne"]),
        ("Île-de-France", ["Île-de-France"]),
        ("Centre-Val de Loire", ["Centre-Val", "de Loire"]),
        ("Pays de la Loire", ["Pays de", "la Loire"]),
        ("Auvergne-Rhône-Alpes", ["Auvergne-", "Rhône-Alpes"]),
        ("Provence-Alpes-Côte d’Azur", ["Provence-Alpes-", "Côte d’Azur"]),
        ("Hauts-de-France", ["Hauts-", "de-France"]),
        ("Anticonstitutionnellement", ["Anticonstitutionnellement"]),
    ],
)
def test_a_long_name_is_broken_where_it_balances(name, broken):
    assert lines(name) == broken


def test_a_label_is_as_wide_as_its_longest_line():
    assert box_km(["Pays de", "la Loire", "11"], 2.0) == (8 * 5.9 * 2, 3 * 14 * 2)


def placed(shapes: dict, boxes: dict, marks: pd.DataFrame = NONE) -> pd.DataFrame:
    """Place labels of one box each, or of several where a list is given."""
    several = {code: each if type(each) is list else [each] for code, each in boxes.items()}
    return place(pd.Series(shapes), several, marks, mark_km=10)


def test_a_label_without_obstacle_stands_in_the_middle():
    found = placed({"a": box(0, 0, 140, 140)}, {"a": (20, 10)})
    assert found.loc["a"].tolist() == [70, 70, 0, True]


def test_a_label_moves_off_a_mark():
    mark = pd.DataFrame({"x": [70.0], "y": [70.0]})
    x, y, _, fits = placed({"a": box(0, 0, 140, 140)}, {"a": (20, 10)}, mark).loc["a"]
    assert fits and (abs(x - 70) >= 16 or abs(y - 70) >= 11)


def test_a_label_larger_than_its_territory_does_not_fit():
    assert not placed({"a": box(0, 0, 10, 10)}, {"a": (20, 20)}).loc["a", "fits"]


def test_a_label_that_would_hide_a_mark_does_not_fit():
    mark = pd.DataFrame({"x": [5.0], "y": [5.0]})
    assert not placed({"a": box(0, 0, 10, 10)}, {"a": (9, 9)}, mark).loc["a", "fits"]


def test_labels_come_in_the_order_of_the_territories():
    shapes = {"b": box(0, 0, 140, 140), "a": box(140, 0, 200, 60), "c": box(0, 140, 50, 190)}
    assert list(placed(shapes, dict.fromkeys(shapes, (5, 5))).index) == ["b", "a", "c"]


def test_two_labels_in_one_place_are_set_apart():
    shapes = {"a": box(0, 0, 140, 140), "b": box(0, 0, 140, 140)}
    found = placed(shapes, dict.fromkeys(shapes, (30, 30)))
    (ax, ay), (bx, by) = found[["x", "y"]].to_numpy().tolist()
    assert abs(ax - bx) >= 30 or abs(ay - by) >= 30


def test_two_labels_side_by_side_keep_a_gap():
    shapes = {"a": box(0, 0, 100, 12), "b": box(100, 0, 200, 12)}
    sizes = {code: [(100, 10)] for code in shapes}
    found = [place(pd.Series(shapes), sizes, NONE, 10, gap_km=gap) for gap in (0, 6)]
    apart = [each.loc["b", "x"] - each.loc["a", "x"] for each in found]
    assert apart[0] == 100 and apart[1] >= 106


def test_a_name_without_room_leaves_its_count():
    found = placed({"a": box(0, 0, 10, 10)}, {"a": [(60, 10), (5, 5)]})
    assert found.loc["a"].tolist() == [5, 5, 1, True]


def test_a_name_comes_back_where_another_has_left_room():
    shapes = {"a": box(0, 0, 10, 10), "b": box(10, 0, 58, 12)}
    wide, small = (60, 10), (5, 5)
    alone = placed({"b": shapes["b"]}, {"b": [(50, 10), small]})
    beside = placed(shapes, {"a": [wide], "b": [(50, 10), small]})
    found = placed(shapes, {"a": [wide, small], "b": [(50, 10), small]})
    assert alone["box"].tolist() == [0]
    assert beside["box"].tolist() == [0, 1]
    assert found["box"].tolist() == [1, 0] and found["fits"].all()


def test_a_label_may_cover_some_sea_but_no_neighbour():
    island = {"a": box(0, 0, 10, 10)}
    between = island | {"b": box(-90, 0, 0, 10), "c": box(10, 0, 100, 10)}
    assert placed(island, {"a": (17, 5)}).loc["a", "fits"]
    assert not placed(between, {"a": (17, 5)}).loc["a", "fits"]


def test_a_label_that_fits_lies_in_its_region_and_hides_no_mark(published):
    panel = sheet(published, LARGE)[MAINLAND.key]
    outlines = panel.outlines[Level.region].geometry
    names = published.regions["region"]
    boxes = {
        code: [box_km([*lines(names[code]), WIDEST_FIGURES[Level.region][0]], panel.km_per_px)]
        for code in outlines.index
    }
    mark_km = LARGE.mark_px * panel.km_per_px
    found = place(outlines, boxes, panel.points, mark_km)
    fitting = found[found["fits"].astype(bool)]
    assert len(fitting) >= 3
    for code, x, y in fitting[["x", "y"]].itertuples():
        ((width, height),) = boxes[code]
        label = box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        others = outlines.drop(code).buffer(-5).intersection(label).area.sum()
        assert label.difference(outlines[code].buffer(5)).area <= OUTSIDE * label.area, code
        assert others <= ABROAD * label.area, code
        marked = panel.points["x"].between(label.bounds[0], label.bounds[2]) & panel.points[
            "y"
        ].between(label.bounds[1], label.bounds[3])
        assert not marked.any(), code
