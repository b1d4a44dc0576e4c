"""The interactive map, read back from the figure: what is seen, how, and how little changes."""

import gzip
import json
import re

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import hostile_dataset, without_campuses

from dashboard import theme
from dashboard.blanks import blanks
from dashboard.coverage import select
from dashboard.figures import base_map, campus_map, hover, redraw, reframe, slots
from dashboard.geography import COMPOSITIONS, LARGE, NARROW
from dashboard.selection import Selection
from dashboard.sheet import sheet
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


def seen(figure: go.Figure, name: str, enlarged: bool = False) -> list[str]:
    """List the campuses whose mark has a place, once: those of the enlarged region apart."""
    return [
        campus
        for trace in figure.data
        if trace.name == name and (trace.xaxis == "x2") is enlarged
        for campus, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
        if x is not None and y is not None
    ]


def drawn(dataset, query: str, draws: str, frame: str = "metropole", composition=LARGE) -> dict:
    """Return the trace of what is drawn in a frame (or of a territory's code)."""
    figure = campus_map(dataset, read(query), composition).to_plotly_json()
    for slot, trace in zip(slots(dataset), figure["data"], strict=True):
        if draws in (slot.territory, slot.draws if not slot.territory else None) and (
            slot.frame == frame
        ):
            return trace
    raise LookupError(draws)


@given(selection=selections)
@settings(max_examples=25)
def test_the_marks_seen_are_the_campuses_of_the_selection(published, selection):
    figure = campus_map(published, selection)
    chosen = select(published.campuses, selection)
    assert sorted(seen(figure, "campus")) == sorted(chosen.index)
    in_paris = chosen.index[chosen["code_region"] == "11"]
    assert sorted(seen(figure, "campus", enlarged=True)) == sorted(in_paris)
    others = select(published.campuses, selection.but(filieres=frozenset()))
    greyed = others.index.difference(chosen.index)
    if selection.indicator is Indicator.population:  # dots of people are grey there
        greyed = []
    assert sorted(seen(figure, "contexte")) == sorted(greyed)


@compositions
def test_choosing_a_filiere_greys_the_others(toy, composition):
    figure = campus_map(toy, read("filiere=numerique"), composition)
    mainland = {trace.name: trace for trace in figure.data if trace.xaxis == "x" and trace.name}
    shown = {name: [x is not None for x in mainland[name].x] for name in ("campus", "contexte")}
    assert shown == {
        "campus": [False, True, True, True],
        "contexte": [True, False, False, False],
    }
    assert mainland["contexte"].marker.color == theme.CONTEXT
    assert list(mainland["contexte"].marker.symbol) == ["triangle-up", "x", "x", "x"]


@compositions
def test_the_people_beyond_the_radius_are_dots_and_those_gained_have_another_colour(
    toy, composition
):
    """Loin is gained by its own trial; Dour and Doux stay beyond the radius."""
    trace = drawn(
        toy, "filiere=tourisme&indicateur=population&essai=2", "lieux", "metropole", composition
    )
    found = blanks(toy, read("filiere=tourisme&essai=2"), composition)["metropole"]
    assert list(trace["x"]) == found["x"].round().tolist()
    assert list(trace["marker"]["size"]) == found["size_px"].tolist()
    assert [colour == theme.ACCENT for colour in trace["marker"]["color"]] == found[
        "gained"
    ].tolist()
    assert found["people"][found["gained"]].tolist() == [1000]
    assert list(drawn(toy, "filiere=tourisme", "lieux", "metropole", composition)["x"]) == []


def test_a_town_on_trial_is_marked_and_named(toy):
    trace = drawn(toy, "essai=2", "essais")
    assert list(trace["hovertext"]) == ["<b>Loin</b><br>campus à l’essai"]
    assert len(trace["x"]) == len(trace["y"]) == 1
    assert list(drawn(toy, "", "essais")["x"]) == []


def test_without_a_filiere_none_is_grey(toy):
    figure = campus_map(toy, read("vague=1"))
    assert seen(figure, "campus") == ["a"]
    assert seen(figure, "contexte") == []


def test_a_mark_is_hollow_when_its_campus_is_not_proven(toy):
    marker = drawn(toy, "", "campus")["marker"]
    tourisme, numerique = theme.MARKS["tourisme"].colour, theme.MARKS["numerique"].colour
    white = theme.PAPER
    assert marker["symbol"] == ["triangle-up", "x", "x", "x"]
    assert marker["color"] == [tourisme, white, numerique, numerique]
    assert marker["line"]["color"] == [white, numerique, white, white]
    assert marker["line"]["width"] == [1.2, 1.8, 1.2, 1.2]


def test_every_mark_has_the_colour_and_shape_of_its_filiere(published):
    for trace in campus_map(published, read("")).data:
        if trace.name != "campus":
            continue
        for n, campus in enumerate(trace.customdata):
            row = published.campuses.loc[campus]
            mark = theme.MARKS[row["filiere"]]
            proven = row["preuve"] == "source"
            assert trace.marker.symbol[n] == mark.symbol
            assert trace.marker.color[n] == (mark.colour if proven else theme.PAPER)
            assert trace.marker.line.color[n] == (theme.PAPER if proven else mark.colour)


def test_a_mark_says_its_campus(toy):
    assert drawn(toy, "", "campus")["hovertext"][1] == (
        "<b>Réseaux</b><br>Brize, Ouest<br>Numérique, télécommunications<br>Vague 4, date inconnue"
        "<br>En partie déduit — à vérifier\u202f: commune du<br>siège et établissement support"
    )


def test_a_line_joins_a_moved_mark_to_its_true_place(toy):
    points = sheet(toy, LARGE)["metropole"].points.loc[["a", "b"]].round(1)
    line = drawn(toy, "", "liens")
    (ax, ay, atx, aty), (bx, by, btx, bty) = points.to_numpy().tolist()
    assert line["x"] == [ax, atx, None, bx, btx, None]
    assert line["y"] == [ay, aty, None, by, bty, None]
    assert drawn(toy, "filiere=batiment&vague=3", "liens")["x"] == []


def test_the_opened_campus_is_ringed(toy):
    ring, marks = drawn(toy, "campus=c", "ouvert"), drawn(toy, "campus=c", "campus")
    assert ring["x"] == [None, None, marks["x"][2], None]
    assert drawn(toy, "", "ouvert")["x"] == [None] * 4


@pytest.mark.parametrize(
    ("query", "fills"),
    [
        ("", {"53": "#c9bc9a", "44": "#c9bc9a", "04": "#f3f0e8"}),
        ("filiere=tourisme", {"53": "#e0d7c3", "44": "#ffffff", "04": "#ffffff"}),
        ("indicateur=taux", {"53": "#f3f0e8", "44": "#c9bc9a", "04": "#f4f4f4/"}),
        ("region=53", {"53": "#c9bc9a", "44": "#f0f0f0", "04": "#f0f0f0"}),
        ("indicateur=dominante", {"53": theme.TIE, "44": "#a7d1ff", "04": "#c19e97"}),
        (
            "niveau=academie",
            {"Nord": "#c9bc9a", "Sud": "#ffffff", "Est": "#c9bc9a", "Île": "#f3f0e8"},
        ),
    ],
)
def test_the_territories_of_the_level_alone_are_filled_as_the_legend_says(toy, query, fills):
    figure = campus_map(toy, read(query)).to_plotly_json()
    assert {
        trace["meta"]: trace["fillcolor"] + trace["fillpattern"]["shape"]
        for trace in figure["data"]
        if trace.get("meta") and trace["visible"]
    } == fills


def test_a_territory_says_its_count_and_its_gap(toy):
    assert drawn(toy, "", "53")["text"] == (
        "<b>Ouest</b><br>2 campus connus<br>liste incomplète\u202f: 2 connus sur 3"
    )


def test_the_figure_of_each_region_is_printed_under_its_name(toy):
    assert drawn(toy, "", "noms")["text"] == ["Ouest<br><b>2 sur 3</b>", "Est<br><b>2</b>"]
    assert drawn(toy, "", "noms", composition=NARROW)["text"] == ["<b>2/3</b>", "<b>2</b>"]
    assert drawn(toy, "region=44", "noms")["text"] == ["Ouest", "Est<br><b>2</b>"]
    assert drawn(toy, "filiere=chimie", "noms")["text"] == ["Ouest<br><b>0</b>", "Est<br><b>0</b>"]


@compositions
def test_an_inset_has_its_name_and_its_figure(toy, composition):
    (title,) = campus_map(toy, read(""), composition).layout.annotations
    assert (title.text, title.xref, title.yref, title.showarrow) == (
        "Île<br><b>1</b>",
        "paper",
        "paper",
        False,
    )


def test_an_inset_left_out_by_the_filter_is_not_said_empty(toy):
    """Île has a campus; choosing Ouest leaves it out, as it does Est, which has no figure then."""
    (title,) = campus_map(toy, read("region=53")).layout.annotations
    assert title.text == "Île"


def test_a_territory_left_out_by_the_filter_is_not_said_empty_when_pointed_at(toy):
    assert "aucun campus" not in drawn(toy, "region=53", "44")["text"]


@compositions
def test_the_frames_stand_where_the_sheet_puts_them(published, composition):
    layout = campus_map(published, read(""), composition).layout
    panels = sheet(published, composition)
    assert list(panels)[:2] == ["metropole", "idf"] and len(panels) == 7
    for n, panel in enumerate(panels.values(), start=1):
        suffix = "" if n == 1 else str(n)
        x, y = layout[f"xaxis{suffix}"], layout[f"yaxis{suffix}"]
        left, bottom, right, top = panel.box
        assert (list(x.domain), list(y.domain)) == ([left, right], [bottom, top])
        assert list(x.range) == pytest.approx(panel.bounds[0::2], abs=0.051)
        assert list(y.range) == pytest.approx(panel.bounds[1::2], abs=0.051)
        assert (x.anchor, y.anchor) == (f"y{suffix}", f"x{suffix}")
        assert (x.visible, y.visible, x.fixedrange, y.fixedrange) == (False, False, True, True)


@compositions
def test_a_mark_is_as_large_as_its_shape_needs(toy, composition):
    wide = composition.mark_px
    scales = [theme.MARKS[f].scale for f in ("tourisme", "numerique", "numerique", "numerique")]
    sizes = drawn(toy, "", "campus", composition=composition)["marker"]["size"]
    assert sizes == pytest.approx([wide * scale for scale in scales], abs=0.051)
    grey = drawn(toy, "", "contexte", composition=composition)["marker"]["size"]
    assert grey == pytest.approx([0.8 * wide * scale for scale in scales], abs=0.051)


@compositions
def test_marks_and_labels_move_with_the_composition(published, composition):
    figure = campus_map(published, read(""), composition)
    panels = sheet(published, composition)
    for slot, trace in zip(slots(published), figure.data, strict=True):
        if slot.draws == "campus":
            points = panels[slot.frame].points
            assert list(trace.customdata) == list(points.index)
            assert list(trace.x) == points["x"].round(1).tolist()


def test_nothing_is_visible_before_a_selection(toy):
    for trace in base_map(toy).data:
        assert trace.visible is False or len(trace.x) == 0


@pytest.mark.parametrize(
    "query",
    [
        "",
        "filiere=tourisme",
        "niveau=academie&indicateur=taux",
        "filiere=chimie&indicateur=population",
    ],
)
@compositions
def test_a_redraw_is_small_and_sends_no_outline(published, query, composition):
    changes = redraw(published, read(query), composition)
    outlines = [n for n, slot in enumerate(slots(published)) if slot.territory]
    for path in changes:
        kind, index, *rest = path
        if kind == "data" and index in outlines:
            assert rest[0] in ("visible", "fillcolor", "fillpattern", "line", "text"), path
    sent = json.dumps([[list(path), value] for path, value in changes.items()]).encode()
    whole = base_map(published).to_json().encode()
    assert len(sent) < len(whole) / 10
    assert len(gzip.compress(sent)) < 8_000


@compositions
def test_a_reframe_moves_frames_and_sizes_only(published, composition):
    for path in reframe(published, composition):
        if path[0] == "data":
            assert path[2:] == ("marker", "size")
        else:
            assert re.fullmatch(r"layout/[xy]axis[2-7]?", "/".join(path)), path


def test_the_map_asks_nothing_of_another_host(published):
    written = campus_map(published, read("")).to_plotly_json()
    assert {trace["type"] for trace in written["data"]} == {"scatter"}
    assert not {key for key in written["layout"] if re.match("geo|map|mapbox", key)}
    assert "http" not in json.dumps({k: v for k, v in written["layout"].items() if k != "template"})
    assert written["layout"]["dragmode"] is False
    assert "bdata" not in campus_map(published, read("")).to_json()


def test_the_map_speaks_french_and_keeps_the_type_of_the_page(toy):
    layout = base_map(toy).layout
    assert layout.template.layout.separators == ",\u202f"
    assert layout.template.layout.font.family == theme.FONT


@compositions
def test_hostile_texts_are_harmless(composition):
    hostile = hostile_dataset()
    written = campus_map(hostile, read("indicateur=taux"), composition).to_plotly_json()
    texts = [text for text in strings([written["data"], written["layout"]["annotations"]])]
    tags = {tag for text in texts for tag in re.findall(r"<[^>]*>?", text)}
    assert tags == {"<b>", "</b>", "<br>"}
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
        (["mot " * 12, "b"], "<b>" + "mot " * 10 + "mot<br>mot</b><br>b"),
    ],
)
def test_lines_are_escaped_broken_and_headed(lines, written):
    assert hover(lines) == written


@compositions
def test_a_country_without_campus_is_drawn(composition):
    figure = campus_map(without_campuses(), read("indicateur=population"), composition)
    assert seen(figure, "campus") == []
    assert [trace.text for trace in figure.data if trace.meta == "53"] == [
        "<b>Ouest</b><br>aucun campus connu<br>liste incomplète\u202f: 0 connu sur 3"
        "<br>part inconnue"
    ]
