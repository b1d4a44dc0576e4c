"""The outlines of territories and the shapes of marks as paths: closed, in units, true to their source."""

import re

import pytest
import shapely

from dashboard.geography import LARGE
from dashboard.outlines import outlines, path
from dashboard.sheet import sheet
from dashboard.vocabulary import Level


def test_a_path_is_closed_relative_and_in_units():
    square = shapely.box(10, 20, 12, 23)
    assert path(square, (10, 23), 0.5) in {
        "M4 6l0-6-4 0 0 6z",
        "M4 6l0-6 -4 0 0 6z",
    }


@pytest.mark.parametrize("level", Level)
def test_the_outlines_keep_their_shapes(published, level):
    """Drawn again from their paths, territories have their areas, and neighbours still touch."""
    drawn = outlines(published, level)
    panel = sheet(published, LARGE)["metropole"]
    rebuilt = {}
    for code, shape in panel.outlines[level].geometry.items():
        rings = []
        for ring in re.findall(r"M([^z]*)z", drawn[code]):
            start, moves = ring.split("l")
            numbers = [int(n) for n in re.findall(r"-?\d+", moves)]
            x, y = (int(n) for n in start.split())
            points = [(x, y)]
            for n in range(0, len(numbers), 2):
                x, y = x + numbers[n], y + numbers[n + 1]
                points.append((x, y))
            rings.append(shapely.Polygon(points))
        rebuilt[code] = sum(ring.area for ring in rings) / 4
        assert rebuilt[code] == pytest.approx(shape.area, rel=0.03, abs=40), code
