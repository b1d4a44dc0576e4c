"""Two selections side by side: the same scale, the difference of each territory, its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.choropleth import shade, values
from dashboard.comparison import balance, differences, names, national, shadings, sides
from dashboard.selection import CHOICES, Selection
from dashboard.vocabulary import Indicator, Level


def read(query: str) -> Selection:
    return Selection.from_query(query)


def test_a_selection_without_other_side_compares_nothing():
    assert sides(read("filiere=tourisme")) is None


def test_the_dominant_filiere_is_compared_by_its_number_of_campuses():
    one, other = sides(read("filiere=tourisme&indicateur=dominante&campus=a&contre=chimie"))
    assert one == read("filiere=tourisme") and other == read("filiere=chimie")


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("filiere=tourisme&contre=energie", ("Tourisme, gastronomie", "Transition énergétique")),
        ("filiere=tourisme&contre=toutes", ("Tourisme, gastronomie", "toutes les filières")),
        ("vague=1,2&contre=1,2,3,4", ("vagues 1 et 2", "vagues 1 à 4")),
        (
            "filiere=chimie&vague=1&contre=creation,3",
            ("Chimie et biotechnologies, vague 1", "Création, design, audiovisuel, vague 3"),
        ),
        ("contre=toutes", ("toutes les filières", "toutes les filières")),
        (
            "filiere=tourisme,chimie&contre=energie",
            (
                "«\u202fTourisme, gastronomie\u202f» et «\u202fChimie et biotechnologies\u202f»",
                "Transition énergétique",
            ),
        ),
    ],
)
def test_the_sides_are_named_by_what_tells_them_apart(query, named):
    assert names(*sides(read(query))) == named


def test_the_difference_is_the_first_side_minus_the_other(toy):
    one, other = sides(read("filiere=numerique&contre=tourisme"))
    found = differences(toy, one, other).reset_index()
    assert found.to_dict("split")["data"] == [
        ["53", "Ouest", False, 1, 1, 0],
        ["44", "Est", True, 2, 0, 2],
        ["04", "Île", False, 0, 0, 0],
    ]
    assert balance(toy, one, other) == "davantage dans 1 région, autant dans 2 régions"
    assert balance(toy, other, one) == "moins dans 1 région, autant dans 2 régions"


def test_a_difference_is_unknown_where_a_side_is(toy):
    one, other = sides(read("filiere=tourisme&indicateur=population&contre=chimie"))
    assert differences(toy, one, other)["difference"].isna().all()
    assert balance(toy, one, other) == "différence inconnue dans 3 régions"
    assert national(toy, one) == pytest.approx(3000 / 5300)
    assert national(toy, other) != national(toy, other)


def test_the_people_of_a_comparison_are_those_of_the_chosen_regions(toy):
    query = "region=53&filiere=tourisme&contre=chimie&indicateur=population"
    assert national(toy, sides(read(query))[0]) == pytest.approx(3000 / 4000)


def test_only_the_chosen_regions_are_compared(toy):
    one, other = sides(read("region=44&filiere=numerique&contre=tourisme"))
    assert list(differences(toy, one, other).index) == ["44"]
    assert balance(toy, one, other) == "davantage dans 1 région"


@given(
    contre=st.sampled_from(list(CHOICES["contre"])),
    indicator=st.sampled_from(Indicator),
    level=st.sampled_from(Level),
)
def test_both_maps_have_one_scale(published, contre, indicator, level):
    selection = Selection(indicator=indicator, level=level, contre=frozenset({contre}))
    one, other = sides(selection)
    first, second = shadings(published, one, other)
    shared = [
        {key: (c.label, c.fill) for key, c in each.classes.items() if key.startswith("classe-")}
        for each in (first, second)
    ]
    assert shared[0] == shared[1]
    keys = {}
    for side, shading in ((one, first), (other, second)):
        for code, value in values(published, side).items():
            keys.setdefault(value, set()).add(shading.keys[code])
    assert all(len(found) == 1 for value, found in keys.items() if value == value)


@pytest.mark.parametrize(
    "indicator", [each for each in Indicator if each is not Indicator.dominante]
)
def test_the_sum_of_a_lone_region_is_the_figure_that_shades_it(published, indicator):
    for code, value in values(published, Selection(indicator=indicator)).items():
        side = Selection(indicator=indicator, regions=frozenset({code}))
        assert national(published, side) == pytest.approx(value, nan_ok=True), code


def test_a_map_beside_none_keeps_its_own_scale(published):
    assert (
        shade(published, Selection()).classes == shade(published, Selection(), Selection()).classes
    )
