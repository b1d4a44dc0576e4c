"""The composed sheet of a dataset: its labels apart from one another, and none without mainland."""

from dataclasses import replace
from itertools import combinations

import pytest
from shapely import box

from dashboard.geography import HALF_PAGE, LARGE, MAINLAND, MEDIUM, NARROW, PAGE, TALL_PAGE
from dashboard.labelling import COARSE_KM, box_km
from dashboard.sheet import WIDEST_FIGURES, labels, sheet
from dashboard.vocabulary import Level


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize(
    "composition", [LARGE, MEDIUM, NARROW, PAGE, TALL_PAGE, HALF_PAGE], ids=lambda each: each.name
)
def test_no_label_of_the_map_overlaps_another(published, composition, level):
    km_per_px = sheet(published, composition)[MAINLAND.key].km_per_px
    drawn = {}
    for code, x, y, name in labels(published, composition, level):
        texts = [*name, WIDEST_FIGURES[level][0 if composition.named else 1]]
        width, height = box_km(texts, km_per_px)
        drawn[code] = box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    if level is Level.region:
        assert len(drawn) == 13
    for one, other in combinations(drawn, 2):
        assert drawn[one].intersection(drawn[other]).area < 1e-6, (one, other)


def test_most_regions_are_named_where_the_sheet_is_small(published):
    """Those left out have their marks all over, or their name at the inset that enlarges them."""
    for composition, unnamed in (
        (LARGE, set()),
        (MEDIUM, {"11", "27", "32"}),
        (HALF_PAGE, {"11", "32"}),
    ):
        placed = labels(published, composition, Level.region)
        assert {code for code, _, _, name in placed if not name} == unnamed


@pytest.mark.parametrize("composition", [LARGE, PAGE], ids=lambda each: each.name)
def test_the_academies_that_have_room_are_named(published, composition):
    """Strasbourg has its two marks in the middle; those around Paris are small, and Paris has no figure."""
    placed = {code: name for code, _, _, name in labels(published, composition, Level.academie)}
    assert " ".join(placed["Lille"]) == "Lille"
    assert {code for code, name in placed.items() if not name} <= {
        "Créteil",
        "Strasbourg",
        "Versailles",
    }
    assert len(placed) == 25


@pytest.mark.parametrize("composition", [LARGE, HALF_PAGE], ids=lambda each: each.name)
def test_the_figure_of_a_named_academie_is_in_it(published, composition):
    panel = sheet(published, composition)[MAINLAND.key]
    width, height = box_km([WIDEST_FIGURES[Level.academie][0]], panel.km_per_px)
    for code, x, y, name in labels(published, composition, Level.academie):
        foot = y - height * (len(name) + 1) / 2
        figure = box(x - width / 2, foot, x + width / 2, foot + height)
        shape = panel.outlines[Level.academie].geometry[code].simplify(COARSE_KM)
        assert not name or figure.intersection(shape).area > 0.69 * figure.area, code


def test_a_map_without_mainland_has_no_label(toy):
    island = replace(
        toy,
        regions=toy.regions.loc[["04"]],
        academies=toy.academies.loc[["Île"]],
        campuses=toy.campuses.loc[["e"]],
    )
    assert labels(island, LARGE, Level.region) == []
