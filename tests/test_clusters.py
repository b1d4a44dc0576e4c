"""A crowd in rounds: every campus counted once, no region mixed, areas that say the numbers."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.clusters import MOVED, clusters, holding, in_rounds, notice
from dashboard.coverage import picked
from dashboard.geography import CROWD, HALF_PAGE, LARGE, MEDIUM, NARROW, PAGE, ROUND_PX, TALL_PAGE
from dashboard.selection import Selection
from dashboard.sheet import crowded, proportional_from, sheet
from dashboard.vocabulary import Filiere, Indicator, Preuve, Vague

COMPOSITIONS = (LARGE, MEDIUM, NARROW, PAGE, TALL_PAGE, HALF_PAGE)
every_composition = pytest.mark.parametrize("composition", COMPOSITIONS, ids=lambda each: each.name)


@st.composite
def selections(draw):
    """Filter in every way."""
    return Selection(
        filieres=draw(st.frozensets(st.sampled_from(Filiere), max_size=3)),
        vagues=draw(st.frozensets(st.sampled_from(Vague), max_size=2)),
        regions=draw(
            st.frozensets(st.sampled_from(["11", "53", "84", "03", "06", "94"]), max_size=3)
        ),
        sourced_only=draw(st.booleans()),
    )


def test_a_dataset_is_crowded_from_a_thousand_campuses_whatever_is_shown(crowd, published):
    assert crowded(crowd) and not crowded(published)
    cut = {size: replace(crowd, campuses=crowd.campuses.iloc[:size]) for size in (CROWD - 1, CROWD)}
    assert [crowded(each) for each in cut.values()] == [False, True]


@every_composition
@given(selection=selections())
@settings(max_examples=25)
def test_in_each_frame_the_rounds_count_every_campus_shown_once(crowd, composition, selection):
    shown = crowd.campuses[picked(crowd, selection)]
    others = crowd.campuses[picked(crowd, selection.but(filieres=frozenset()))].drop(shown.index)
    for key, panel in sheet(crowd, composition).items():
        for table, grey in ((shown, False), (others, True)):
            found = clusters(crowd, selection, composition, grey)[key]
            here = table[table["code_region"].map(panel.frame.shows).astype(bool)]
            assert sum(each.count for each in found) == len(here)
            counted, filieres = Counter(), Counter()
            for each in found:
                counted[each.region] += each.count
                filieres.update(dict(each.filieres))
            assert counted == Counter(here["code_region"])
            assert filieres == Counter(here["filiere"])
            assert sum(each.unproven for each in found) == (here["preuve"] != Preuve.source).sum()


@every_composition
def test_a_round_never_mixes_two_regions_and_names_its_first_campuses(crowd, composition):
    region, points = crowd.campuses["code_region"], {}
    for key, panel in sheet(crowd, composition).items():
        points[key] = panel.points.round(1)
        for each in clusters(crowd, Selection(), composition)[key]:
            there = points[key][(points[key]["x"] == each.x) & (points[key]["y"] == each.y)]
            assert set(region[there.index]) == {each.region}
            assert set(each.first) <= set(there.index)
            assert len(there) == each.count
            assert len(each.first) == min(each.count, 3)


@every_composition
def test_the_area_of_a_round_says_its_number_as_soon_as_the_number_fits(crowd, composition):
    since = proportional_from(crowd, composition)
    found = [each for frame in clusters(crowd, Selection(), composition).values() for each in frame]
    large = [each for each in found if each.count >= since]
    assert len(large) > 2
    most = max(large, key=lambda each: each.count)
    for each in large:
        exact = most.radius_px * (each.count / most.count) ** 0.5
        assert each.radius_px == pytest.approx(exact, abs=0.1)
    assert {each.radius_px for each in found if each.count < since} == {ROUND_PX}


def test_a_filter_moves_no_round(crowd):
    whole = {
        each.cell: (each.x, each.y) for each in clusters(crowd, Selection(), LARGE)["metropole"]
    }
    view = Selection.from_query("filiere=tourisme&vague=2")
    some = {each.cell: (each.x, each.y) for each in clusters(crowd, view, LARGE)["metropole"]}
    assert len(some) > 5
    assert some.items() <= whole.items()


def test_the_people_beyond_the_radius_are_never_among_grey_rounds(crowd):
    view = Selection.from_query("filiere=tourisme").but(indicator=Indicator.population)
    assert not any(clusters(crowd, view, LARGE, others=True).values())


def test_the_opened_campus_is_found_in_each_frame_that_shows_it(crowd):
    paris = crowd.campuses.index[crowd.campuses["code_region"] == "11"][0]
    found = holding(crowd, LARGE, paris)
    assert set(found) == {"metropole", "idf"}
    for key, cell in found.items():
        (one,) = (each for each in clusters(crowd, Selection(), LARGE)[key] if each.cell == cell)
        assert one.region == "11"
    assert holding(crowd, LARGE, None) == {}


def test_the_key_says_how_many_campuses_are_gathered_in_how_many_rounds(crowd, published):
    count, rounds = in_rounds(crowd, Selection(), LARGE)
    alone = [
        each
        for key, frame in clusters(crowd, Selection(), LARGE).items()
        if key != "idf"
        for each in frame
        if each.count == 1
    ]
    assert count + len(alone) == 1_200
    since = proportional_from(crowd, LARGE)
    assert notice(crowd, Selection(), LARGE) == (
        f"À cette échelle, 1\u202f{count - 1000:03} campus sont regroupés en {rounds} ronds, dans leur "
        "région\u202f: le nombre est dans chaque rond, la surface lui est proportionnelle à partir de "
        f"{since} campus. Gris foncé\u202f: plusieurs filières. Un campus seul garde sa marque, un trait "
        "mène au lieu exact."
    )
    assert notice(published, Selection(), LARGE) == ""
    assert MOVED not in notice(crowd, Selection(), LARGE)


def test_a_view_without_any_round_says_so(crowd):
    view = Selection.from_query("filiere=tourisme&region=06&vague=1")
    assert in_rounds(crowd, view, LARGE) == (0, 0)
    assert (
        notice(crowd, view, LARGE) == "À cette échelle, aucun campus n’est regroupé avec un autre."
    )
