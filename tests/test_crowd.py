"""The interactive map of a crowd: the rounds of the static map, and where a click leads."""

import json

import pytest
from hypothesis import given, settings
from test_drawing import selections

from dashboard import theme
from dashboard.changes import redraw, reframe, slots
from dashboard.clusters import clusters
from dashboard.crowd import REGION, alone, leads_to
from dashboard.figures import base_map, campus_map
from dashboard.geography import LARGE, NARROW
from dashboard.plate import plate
from dashboard.selection import Selection
from dashboard.sheet import sheet
from dashboard.spots import on_plate

both = pytest.mark.parametrize("composition", [LARGE, NARROW], ids=lambda each: each.name)


def traces(dataset, selection, composition, name):
    """List the traces of a name by frame, as the page has them after its changes."""
    figure = campus_map(dataset, selection, composition).to_plotly_json()["data"]
    return {
        slot.frame: trace
        for slot, trace in zip(slots(dataset), figure, strict=True)
        if slot.draws == name
    }


@both
@given(selection=selections)
@settings(max_examples=12)
def test_the_rounds_are_those_of_the_static_map(crowd, composition, selection):
    drawn = plate(crowd, selection, composition)
    panels = sheet(crowd, composition)
    marks, numbers = (traces(crowd, selection, composition, name) for name in ("campus", "nombres"))
    found, said = [], []
    for key, trace in marks.items():
        looks = zip(
            trace["x"],
            trace["y"],
            trace["marker"]["size"],
            trace["marker"]["color"],
            trace["marker"]["line"]["color"],
            trace["marker"]["symbol"],
            trace["customdata"],
            strict=True,
        )
        for x, y, size, fill, line, symbol, leads in looks:
            place = on_plate(panels[key], composition, x, y)
            found.append(
                (
                    place,
                    size,
                    line if fill == theme.PAPER else fill,
                    fill == theme.PAPER,
                    symbol,
                    leads,
                )
            )
        said += numbers[key]["text"]
    symbols = {slug: mark.symbol for slug, mark in theme.MARKS.items()}
    scales = {slug: mark.scale for slug, mark in theme.MARKS.items()}
    rounds = [
        (
            (each.x, each.y),
            round(2 * each.r * scales.get(each.filiere, 1), 1),
            each.colour,
            each.hollow,
            symbols.get(each.filiere, "circle"),
            f"{REGION}{each.region}",
        )
        for each in drawn.rounds
    ]
    single = [
        (
            (dot.x, dot.y),
            round(composition.mark_px * scales[dot.filiere], 1),
            theme.MARKS[dot.filiere].colour,
            dot.hollow,
            symbols[dot.filiere],
            dot.campus,
        )
        for dot in drawn.dots
    ]
    assert sorted(map(near, found)) == sorted(map(near, rounds + single))
    assert sorted(said) == sorted(each.number for each in drawn.rounds)


def near(look):
    """Round a place to the pixel's half: one map rounds kilometres, the other pixels."""
    (x, y), *rest = look
    return [str(part) for part in rest], round(x / 4), round(y / 4)


@both
def test_grey_rounds_and_ring_and_hair_lines_are_those_of_the_static_map(crowd, composition):
    paris = crowd.campuses.index[crowd.campuses["code_region"] == "11"][0]
    view = Selection.from_query(f"filiere=tourisme&campus={paris}", crowd.campuses.index)
    drawn = plate(crowd, view, composition)
    context, ring, links = (
        traces(crowd, view, composition, name) for name in ("contexte", "ouvert", "liens")
    )
    assert sum(len(trace["x"]) for trace in context.values()) == len(drawn.context) + len(
        drawn.context_rounds
    )
    assert [2 * each.r for each in drawn.opened] == [
        trace["marker"]["size"] for trace in ring.values() if trace["x"]
    ]
    moved = [dot for dot in (*drawn.dots, *drawn.context) if dot.link]
    assert sum(trace["x"].count(None) for trace in links.values()) == len(moved) > 0


def test_a_round_leads_to_its_region_and_a_campus_alone_to_itself(crowd):
    for each in clusters(crowd, Selection(), LARGE)["metropole"]:
        assert leads_to(each) == (each.first[0] if each.count == 1 else f"region/{each.region}")
    lone = {campus for campus, *_ in alone(crowd, Selection(), LARGE, "metropole")}
    assert lone and lone <= set(crowd.campuses.index)


def test_what_the_page_receives_grows_with_the_rounds_not_with_the_campuses(crowd, published):
    def size(dataset):
        sent = redraw(dataset, Selection(), LARGE) | reframe(dataset, LARGE)
        return len(json.dumps(list(sent.values())))

    assert size(crowd) < 100_000
    bases = [len(base_map(dataset).to_json()) for dataset in (published, crowd)]
    assert bases[1] < bases[0]
