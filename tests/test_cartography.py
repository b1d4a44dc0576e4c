"""The map of a printed page: what is written on it stays readable whatever is drawn beside."""

import numpy as np
import pandas as pd
import pytest
import shapely
from toy import with_campuses

from dashboard.cartography import CLEAR_PT, draw
from dashboard.folio import HAIR_PT
from dashboard.formats import Printout
from dashboard.geography import LARGE, PAGE, TALL_PAGE
from dashboard.inks import Inks
from dashboard.job import Job
from dashboard.plate import plate
from dashboard.selection import Selection
from dashboard.vocabulary import Filiere

SCALE = 0.6  # points in a pixel: about that of an A4 page


def with_many(dataset, campus, count=12):
    """Put campuses of all filières in the town of one."""
    row = dataset.campuses.loc[[campus]]
    more = pd.concat([row] * count)
    more.index = [f"{campus}-{n}" for n in range(count)]
    more["filiere"] = list(Filiere)[:count]
    return with_campuses(dataset, pd.concat([dataset.campuses, more]))


def drawn(dataset, query, composition=PAGE):
    """Draw the map of a view on a page, its campuses numbered."""
    numbered = {campus: n for n, campus in enumerate(dataset.campuses.index, 1)}
    job = Job(dataset, Selection.from_query(query), Printout.from_params("pdf", {}))
    return draw(job, composition, SCALE, numbered)


@pytest.mark.parametrize("composition", [PAGE, TALL_PAGE], ids=lambda c: c.name)
def test_the_ring_of_the_opened_campus_crosses_no_number(published, composition):
    crossed = {}
    for campus in published.campuses.index[::4]:
        block = drawn(published, f"campus={campus}", composition)
        rings = plate(published, Selection(campus=campus), composition).opened
        for ring in rings:
            x, y, radius = ring.x * SCALE, ring.y * SCALE, ring.r * SCALE
            for words in block.words:
                left, top, right, bottom = words.box
                near = np.hypot(max(left - x, x - right, 0), max(top - y, y - bottom, 0))
                if words.role == "numero" and near < radius:
                    crossed[campus] = words.text
    assert crossed == {}


@pytest.mark.parametrize(
    "query", ["indicateur=population", "indicateur=population&niveau=academie"]
)
def test_no_dot_of_people_runs_behind_a_word(published, query):
    """On paper words have no halo: « 61 % » on a dark dot is hard to read."""
    block, blank = drawn(published, query), Inks().blank()
    dots = [shape for shape in block.shapes if shape.fill == blank]
    assert len(dots) > 200
    areas = np.array([shapely.Polygon(ring) for dot in dots for ring in dot.rings])
    boxes = shapely.box(*np.array([words.box for words in block.words]).T)
    gaps = shapely.distance(areas[:, None], boxes[None])
    assert gaps.min() == pytest.approx(CLEAR_PT, abs=0.02)


@pytest.mark.parametrize("composition", [LARGE, PAGE], ids=lambda c: c.name)
@pytest.mark.parametrize(
    "campus",
    [
        "territoire-intelligent-dijon",
        "lumiere-intelligente-et-solutions-lyon",
        "metiers-de-la-creation-numerique-saint-denis",
        "genie-civil-et-eco-construction-saint-denis",
        "audiovisuel-et-cinema-les-abymes",
    ],
)
def test_twelve_campuses_of_a_town_leave_names_and_captions_readable(
    published, campus, composition
):
    dataset = with_many(published, campus)
    shown = plate(dataset, Selection(), composition)
    lines = [shapely.LineString([(each.x, each.y), each.true]) for each in shown.moved]
    radius = composition.mark_px / 2
    marks = [shapely.Point(dot.x, dot.y).buffer(radius) for dot in shown.dots]
    over = shapely.union_all([*lines, *marks])
    words = drawn(dataset, "", composition).words
    boxes = [
        (each.text, shapely.box(*(side / SCALE for side in each.box)))
        for each in words
        if each.role != "numero"
    ]
    assert [text for text, box in boxes if box.intersects(over)] == []


@pytest.mark.parametrize("composition", [PAGE, TALL_PAGE], ids=lambda c: c.name)
@pytest.mark.parametrize(
    "campus",
    ["lumiere-intelligente-et-solutions-lyon", "metiers-de-la-creation-numerique-saint-denis"],
)
def test_the_lines_of_numbers_cross_no_other_line(published, campus, composition):
    dataset = with_many(published, campus)
    moved = plate(dataset, Selection(), composition).moved
    towns = shapely.linestrings(
        [[(x * SCALE, y * SCALE) for x, y in ((each.x, each.y), each.true)] for each in moved]
    )
    look = Inks().named("encre"), HAIR_PT, False
    shapes = drawn(dataset, "", composition).shapes
    leads = [each.rings[0] for each in shapes if (each.stroke, each.line, each.closed) == look]
    lines = np.concatenate([shapely.linestrings(leads), towns])
    crossings = shapely.crosses(lines[: len(leads), None], lines)
    assert leads and not crossings.any()
