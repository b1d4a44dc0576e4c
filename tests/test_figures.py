"""The interactive map, read back from the figure: what is seen, how, and what it says."""

import json
import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import hostile_dataset, without_campuses

from dashboard import theme
from dashboard.coverage import select
from dashboard.figures import campus_map, hover, zones
from dashboard.french import plain
from dashboard.geography import COMPOSITIONS, LARGE, NARROW
from dashboard.layout import listing
from dashboard.plate import plate
from dashboard.selection import Selection
from dashboard.vocabulary import Filiere, Indicator, Level, Vague

compositions = pytest.mark.parametrize("composition", COMPOSITIONS.values(), ids=COMPOSITIONS)
selections = st.builds(
    Selection,
    filieres=st.frozensets(st.sampled_from(Filiere), max_size=3),
    vagues=st.frozensets(st.sampled_from(Vague)),
    regions=st.frozensets(st.sampled_from(["53", "84", "01", "11"])),
    sourced_only=st.booleans(),
    level=st.sampled_from(Level),
    indicator=st.sampled_from(Indicator),
)


def read(query: str) -> Selection:
    return Selection.from_query(query)


def drawn(dataset, query: str, name: str, composition=LARGE) -> dict:
    """Return a trace of the map of a view."""
    (trace,) = (
        trace
        for trace in campus_map(dataset, read(query), composition)["data"]
        if trace["name"] == name
    )
    return trace


@given(selection=selections)
@settings(max_examples=25)
def test_the_marks_seen_are_the_campuses_of_the_selection(published, selection):
    figure = campus_map(published, selection)
    go.Figure(figure)  # plotly.py knows every name and value
    seen = {trace["name"]: trace.get("customdata") for trace in figure["data"]}
    chosen = select(published, selection)
    in_paris = chosen.index[chosen["code_region"] == "11"]  # drawn again in the enlarged region
    assert sorted(seen["campus"]) == sorted([*chosen.index, *in_paris])
    others = select(published, selection.but(filieres=frozenset()))
    greyed = others[~others.index.isin(chosen.index)]
    if selection.indicator is Indicator.population:  # dots of people are grey there
        greyed = greyed.iloc[:0]
    repeated = greyed.index[greyed["code_region"] == "11"]
    assert sorted(seen["contexte"]) == sorted([*greyed.index, *repeated])


def test_choosing_a_filiere_greys_the_others(toy):
    marks, greyed = (
        drawn(toy, "filiere=numerique", "campus"),
        drawn(toy, "filiere=numerique", "contexte"),
    )
    assert sorted(marks["customdata"]) == ["b", "c", "d"] and greyed["customdata"] == ["e", "a"]
    assert greyed["marker"]["color"] == theme.CONTEXT
    assert set(marks["marker"]["symbol"]) == {"x"}
    assert greyed["marker"]["symbol"] == ["pentagon", "triangle-up"]


def test_a_town_on_trial_is_marked_and_named(toy):
    trace = drawn(toy, "essai=2", "essais")
    assert list(trace["hovertext"]) == ["<b>Loin</b><br>campus à l’essai"]
    assert len(trace["x"]) == len(trace["y"]) == 1
    assert list(drawn(toy, "", "essais")["x"]) == []


def test_without_a_filiere_none_is_grey(toy):
    assert drawn(toy, "vague=1", "campus")["customdata"] == ["a"]
    assert drawn(toy, "vague=1", "contexte")["customdata"] == []


def test_every_mark_has_the_colour_and_shape_of_its_filiere_hollow_when_not_proven(published):
    trace = drawn(published, "", "campus")
    for n, campus in enumerate(trace["customdata"]):
        row = published.campuses.loc[campus]
        mark = theme.MARKS[row["filiere"]]
        proven = row["preuve"] == "source"
        marker = trace["marker"]
        assert marker["symbol"][n] == mark.symbol
        assert marker["color"][n] == (mark.colour if proven else theme.PAPER)
        assert marker["line"]["color"][n] == (theme.PAPER if proven else mark.colour)
        assert marker["line"]["width"][n] == (1.2 if proven else 1.8)


def test_a_mark_says_its_campus(toy):
    trace = drawn(toy, "", "campus")
    assert trace["hovertext"][trace["customdata"].index("b")] == (
        "<b>Réseaux</b><br>Brize, Ouest<br>Numérique, télécommunications<br>Vague 4, date inconnue"
        "<br>En partie déduit — à vérifier\u202f: commune du<br >siège et établissement support"
    )


def test_the_opened_campus_is_ringed(toy):
    ring, marks = drawn(toy, "campus=c", "ouvert"), drawn(toy, "campus=c", "campus")
    n = marks["customdata"].index("c")
    assert (ring["x"], ring["y"]) == ([marks["x"][n]], [marks["y"][n]])
    assert drawn(toy, "", "ouvert")["x"] == []


def territory(dataset, query: str, code: str) -> str:
    """Return what a territory says: those of the level, in the order of the drawing."""
    selection = read(query)
    (said,) = {
        words
        for (words, _), area in zip(
            zones(dataset, selection, LARGE),
            (area for ground in plate(dataset, selection, LARGE).grounds for area in ground.areas),
            strict=True,
        )
        if area.code == code
    }
    return said


def test_a_territory_leads_to_its_region(toy):
    assert [region for _, region in zones(toy, read(""), LARGE)] == ["53", "44", "04"]
    assert [region for _, region in zones(toy, read("niveau=academie"), LARGE)] == [
        "53",
        "53",
        "44",
        "04",
    ]


def test_a_territory_says_its_count_and_its_gap(toy):
    assert territory(toy, "", "53") == (
        "<b>Ouest</b><br>2 campus connus<br>liste incomplète\u202f: 2 connus sur 3 publiés"
    )


def test_a_territory_left_out_by_the_filter_is_not_said_empty_when_pointed_at(toy):
    assert "aucun campus" not in territory(toy, "region=53", "44")


def printed(dataset, query: str, composition=LARGE) -> list[str]:
    """List the names and figures of a map, a line under the other."""
    texts = plate(dataset, read(query), composition).texts
    return ["/".join(line.text for line in text.lines) for text in texts if text.lines]


def test_names_and_figures_are_printed(toy):
    assert printed(toy, "") == ["Ouest/2 sur 3", "Est/2", "Île/1"]
    assert printed(toy, "", NARROW) == ["2/3", "2", "Île/1"]
    assert printed(toy, "region=44") == ["Ouest", "Est/2", "Île"]
    assert printed(toy, "filiere=chimie") == ["Ouest/0", "Est/0", "Île/0"]


@compositions
def test_the_sheet_is_spanned_by_one_pair_of_axes_y_downwards(published, composition):
    layout = campus_map(published, read(""), composition)["layout"]
    height = round(composition.width_px / composition.ratio, 1)
    fixed = {"visible": False, "fixedrange": True}
    assert layout["xaxis"] == fixed | {"range": [0, composition.width_px]}
    assert layout["yaxis"] == fixed | {"range": [height, 0]}


@compositions
def test_a_mark_is_as_large_as_its_shape_needs(toy, composition):
    for name, query, share in (("campus", "", 1), ("contexte", "filiere=batiment", 0.8)):
        trace = drawn(toy, query, name, composition=composition)
        filieres = [toy.campuses.loc[campus, "filiere"] for campus in trace["customdata"]]
        wanted = [share * composition.mark_px * theme.MARKS[f].scale for f in filieres]
        assert trace["marker"]["size"] == pytest.approx(wanted, abs=0.051) and wanted


def test_the_map_asks_nothing_of_another_host(published):
    written = campus_map(published, read(""))
    assert {trace["type"] for trace in written["data"]} == {"scatter"}
    assert not {key for key in written["layout"] if re.match("geo|map|mapbox", key)}
    assert "http" not in json.dumps(written["layout"])
    assert written["layout"]["dragmode"] is False


def test_the_map_speaks_french_and_keeps_the_type_of_the_page(toy):
    layout = campus_map(toy, read(""))["layout"]
    assert layout["separators"] == ",\u202f"
    assert layout["font"]["family"] == theme.FONT


@compositions
def test_hostile_texts_are_harmless(composition):
    hostile = hostile_dataset()
    written = campus_map(hostile, read("indicateur=taux"), composition)
    texts = strings([written["data"], zones(hostile, read("indicateur=taux"), composition)])
    tags = {tag for text in texts for tag in re.findall(r"<[^>]*>?", text)}
    assert tags == {"<b>", "</b>", "<br>", "<br >"}
    assert any("&lt;script&gt;" in text for text in texts)


def strings(tree) -> list[str]:
    """List the texts of a tree."""
    if isinstance(tree, dict):
        tree = list(tree.values())
    if isinstance(tree, list | tuple):
        return [text for branch in tree for text in strings(branch)]
    return [tree] if isinstance(tree, str) else []


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (["a"], "<b>a</b>"),
        (["a & b", "<c>"], "<b>a &amp; b</b><br>&lt;c&gt;"),
        (["a", ""], "<b>a</b><br>"),
        (["mot " * 12, "b"], "<b>" + "mot " * 10 + "mot<br >mot</b><br>b"),
    ],
)
def test_lines_are_escaped_broken_and_headed(lines, written):
    assert hover(lines) == written


@compositions
def test_a_country_without_campus_is_drawn(composition):
    empty = without_campuses()
    assert drawn(empty, "indicateur=population", "campus", composition)["customdata"] == []
    assert territory(empty, "indicateur=population", "53") == (
        "<b>Ouest</b><br>aucun campus connu<br>liste incomplète\u202f: 0 connu sur 3 publiés<br>part inconnue"
    )


@compositions
@given(selection=selections)
@settings(max_examples=15)
def test_a_crowd_is_drawn_in_the_rounds_of_the_static_map(crowd, composition, selection):
    figure = campus_map(crowd, selection, composition)
    go.Figure(figure)
    shown = plate(crowd, selection, composition)
    found = {trace["name"]: trace for trace in figure["data"]}
    marks = found["campus"]
    everything = as_listed(crowd, shown)
    rounds = [n for n, each in enumerate(everything) if hasattr(each, "count")]
    assert list(zip(marks["x"], marks["y"], strict=True)) == [
        (each.x, each.y) for each in everything
    ]
    assert [marks["marker"]["size"][n] for n in rounds] == [
        round(2 * each.r * theme.MARKS.get(each.filiere, theme.SEVERAL).scale, 1)
        for each in (everything[n] for n in rounds)
    ]
    assert marks["marker"]["symbol"] == [
        theme.MARKS[each.filiere].symbol if each.filiere else "circle" for each in everything
    ]
    assert [fill == theme.PAPER for fill in marks["marker"]["color"]] == [
        each.hollow for each in everything
    ]
    assert [marks["hovertext"][n] for n in rounds] == [
        hover(list(everything[n].words)) for n in rounds
    ]
    assert len(found["contexte"]["x"]) == len(shown.context)
    grey = found["ronds-contexte"]["x"] if shown.context_rounds else []
    assert grey == [each.x for each in shown.context_rounds]
    printed = found["nombres"]["text"] if shown.rounds else []
    assert ("nombres" in found) == bool(shown.rounds)
    assert printed == [each.number for each in shown.rounds]


def as_listed(dataset, shown):
    """Set the rounds of a crowd, then its campuses alone, region after region, as the list does."""
    names = dataset.regions["region"].map(plain)
    of = dataset.campuses["code_region"]
    return sorted(
        [*shown.rounds, *shown.dots],
        key=lambda each: names[each.region if hasattr(each, "region") else of[each.campus]],
    )


def test_a_round_leads_to_its_region_and_is_reached_once(crowd):
    shown = plate(crowd, Selection(), LARGE)
    assert drawn(crowd, "", "campus")["customdata"] == [
        each.campus
        if hasattr(each, "campus")
        else f"region/{each.region}" + ("" if each.repeated else f"/{shown.rounds.index(each)}")
        for each in as_listed(crowd, shown)
    ]


def test_marks_come_in_the_order_of_the_list(toy, published):
    """By region, then by name: Table and Réseaux are in Ouest, Code and Données in Est, Cases in Île."""
    assert drawn(toy, "", "campus")["customdata"] == ["c", "d", "e", "b", "a"]
    listed = re.findall(r'data-campus="([^"]+)"', listing(published, Selection()))
    assert list(dict.fromkeys(drawn(published, "", "campus")["customdata"])) == listed


def test_what_the_page_receives_of_a_crowd_grows_with_its_rounds(crowd):
    thinned = replace(crowd, campuses=crowd.campuses.iloc[:1_000])
    sizes = [len(json.dumps(campus_map(dataset, Selection()))) for dataset in (thinned, crowd)]
    assert sizes[1] / sizes[0] < 1.12
    assert sizes[1] < 100_000
