"""The static map: valid whatever the data, and the same as the interactive one, view after view."""

import math
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import HOSTILE, hostile_dataset, toy_dataset, with_campuses, without_campuses

from dashboard import theme
from dashboard.choropleth import shade
from dashboard.clusters import clusters, holding, notice
from dashboard.display import PICTURE, Display
from dashboard.drawing import SMALL_PX, carte_svg, first_map, small_map, under_marks
from dashboard.figures import campus_map
from dashboard.french import signs
from dashboard.geography import LARGE, NARROW, PAGE
from dashboard.lettering import letters
from dashboard.plate import plate
from dashboard.rounds import rounds
from dashboard.selection import Selection
from dashboard.sheet import sheet
from dashboard.spots import STAKE_PX, Stake, blanks, on_plate, trials
from dashboard.vocabulary import RAYONS_KM, REGIONS, Filiere, Indicator, Level, Theme, Vague

SVG = "{http://www.w3.org/2000/svg}"


def some(values, most=3):
    """Draw a set of a few values, or of any number, often empty."""
    return st.frozensets(st.sampled_from(list(values)), max_size=most)


def views(most=3):
    """Draw a selection whose filters hold a few values each, or any number."""
    return st.builds(
        Selection,
        filieres=some(Filiere, most),
        vagues=some(Vague, most),
        regions=some(REGIONS, most),
        sourced_only=st.booleans(),
        level=st.sampled_from(Level),
        indicator=st.sampled_from(Indicator),
        rayon_km=st.sampled_from(RAYONS_KM),
    )


selections = views()


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


@pytest.mark.parametrize("composition", [LARGE, NARROW], ids=lambda composition: composition.name)
@settings(max_examples=60)
@given(selection=selections)
def test_every_mark_drawn_is_where_the_interactive_map_has_it(published, composition, selection):
    """Same colours, shapes and dodged places as the traces of the figure; grey ones too."""
    written = first_map(published, selection)
    svg = parsed(f'<div xmlns="http://www.w3.org/2000/svg">{written}</div>')
    (drawing,) = (d for d in svg if d.get("class") == f"dessin dessin-{composition.name}")
    traces = {
        trace["name"]: trace for trace in campus_map(published, selection, composition)["data"]
    }
    for name in ("campus", "contexte"):
        trace, group = traces[name], drawing.find(f"{SVG}g[@class='{name}']")
        uses = [] if group is None else list(group)
        scale = float(group.get("transform")[6:-1]) if uses else 1
        theirs = zip(trace["x"], trace["y"], trace["marker"]["symbol"], strict=True)
        for use, (x, y, symbol) in zip(uses, theirs, strict=True):
            assert float(use.get("x")) * scale == pytest.approx(x, abs=0.1)
            assert float(use.get("y")) * scale == pytest.approx(y, abs=0.1)
            assert theme.MARKS[use.get("href").removeprefix("#m-")].symbol == symbol
        if name == "campus":
            halo = group.get("stroke") if uses else None
            ours = [(use.get("fill"), use.get("stroke", halo)) for use in uses]
            marker = trace["marker"]
            assert ours == list(zip(marker["color"], marker["line"]["color"], strict=True))
        elif uses:
            assert day(group.get("fill")) == trace["marker"]["color"]


@pytest.mark.parametrize(
    ("query", "fills"),
    [
        ("", {"53": "#c9bc9a", "44": "#c9bc9a", "04": "#f3f0e8"}),
        ("filiere=tourisme", {"53": "#e0d7c3", "44": "#ffffff", "04": "#ffffff"}),
        ("indicateur=taux", {"53": "#f3f0e8", "44": "#c9bc9a", "04": "#f4f4f4/"}),
        ("region=53", {"53": "#c9bc9a", "44": "#f0f0f0", "04": "#f0f0f0"}),
        ("indicateur=dominante", {"53": theme.TIE, "44": "#a0cdff", "04": "#c19e97"}),
        (
            "niveau=academie",
            {"Nord": "#c9bc9a", "Sud": "#ffffff", "Est": "#c9bc9a", "Île": "#f3f0e8"},
        ),
    ],
)
def test_the_territories_of_the_level_alone_are_filled_as_the_legend_says(toy, query, fills):
    drawn = plate(toy, Selection.from_query(query), LARGE)
    colours = theme.colours()
    assert {
        area.code: colours[area.fill] + "/" * area.hatched
        for ground in drawn.grounds
        for area in ground.areas
    } == fills


@settings(max_examples=40)
@given(
    selection=selections,
    display=st.builds(
        Display,
        theme=st.sampled_from(PICTURE.themes),
        titled=st.booleans(),
        keyed=st.booleans(),
        width_px=st.integers(280, 2400),
    ),
)
def test_a_picture_is_valid_and_asks_for_nothing(published, selection, display):
    text = carte_svg(published, selection, display)
    root = parsed(text)
    assert root.tag == f"{SVG}svg" and root.get("role") == "img" and root.get("lang") == "fr"
    assert root.find(f"{SVG}title").get("id") == root.get("aria-labelledby")
    assert root.find(f"{SVG}desc").get("id") == root.get("aria-describedby")
    assert root.find(f"{SVG}title").text and root.find(f"{SVG}desc").text
    assert root.get("width") == str(display.width_px)
    names = {element.get("id") for element in root.iter() if element.get("id")}
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in {"script", "style", "image", "foreignObject"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name.endswith("href"):
                assert value.startswith("#") and value[1:] in names
            for reference in re.findall(r"url\(([^)]*)\)", value):
                assert reference.startswith("#") and reference[1:] in names


@pytest.mark.parametrize("width", [320, 860])
def test_hostile_text_stays_text(width):
    dataset = hostile_dataset()
    campuses = dataset.campuses.copy()
    campuses["nom"] = "Nul\x00 \x0b \ud800 \ufffe ]]> <!-- &"
    for broken in (dataset, with_campuses(dataset, campuses)):
        for query in ("", "campus=a", "filiere=chimie"):
            text = carte_svg(broken, Selection.from_query(query), replace(PICTURE, width_px=width))
            written = {element.tag.removeprefix(SVG) for element in parsed(text).iter()}
            assert written <= {
                *("svg", "title", "desc", "defs", "path", "g", "use", "text", "tspan"),
                *("rect", "circle", "pattern"),
            }
    assert "&lt;script&gt;" in text and "<script" not in text


def test_without_any_campus_the_map_is_drawn_and_says_zero():
    text = carte_svg(without_campuses(), Selection())
    assert "Aucun campus connu" in parsed(text).find(f"{SVG}title").text
    assert text.count("<tspan") > 3


def test_the_picture_names_what_it_shows_of_when_and_from_whom(toy):
    root = parsed(carte_svg(toy, Selection.from_query("filiere=numerique")))
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    sentence = "3 campus de la filière Numérique, télécommunications, labellisés en vagues 1 à 4"
    assert sentence in words and "Situation de juin 2017." in words
    assert "Sources\u202f: Ministère\u202f; Afdet\u202f; Natural Earth." in words
    assert "Numérique, télécommunications\u20023" in words and "Autres filières\u20022" in words
    assert root.find(f"{SVG}title").text.startswith(sentence)
    described = root.find(f"{SVG}desc").text
    assert described == (
        "Nombre de campus connus, par région\u202f: Ouest\u202f: 1\u202f; Est\u202f: 2\u202f; Île\u202f: 0."
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "",
            "Ouest\u202f: ex æquo, «\u202fTourisme, gastronomie\u202f» et «\u202fNumérique, "
            "télécommunications\u202f»\u202f; Est\u202f: Numérique, télécommunications\u202f; "
            "Île\u202f: Bâtiment, éco-construction.",
        ),
        (
            "filiere=tourisme&",
            "Ouest\u202f: Tourisme, gastronomie\u202f; Est\u202f: aucun de ces campus\u202f; "
            "Île\u202f: aucun de ces campus.",
        ),
    ],
)
def test_the_description_of_first_filieres_names_them(toy, query, said):
    view = Selection.from_query(f"{query}indicateur=dominante")
    described = parsed(carte_svg(toy, view)).find(f"{SVG}desc").text
    assert described == f"Filière la plus représentée, par région\u202f: {said}"


def test_a_picture_says_minimums_where_a_list_is_not_complete(toy):
    complete = toy.effectifs.assign(
        perimetre=["France", "Ouest", "Île", "Est", "Ouest"], effectif=1
    )
    for dataset, said in ((toy, True), (replace(toy, effectifs=complete), False)):
        root = parsed(carte_svg(dataset, Selection()))
        words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
        assert ("Les chiffres sont des minimums là où la liste est incomplète." in words) is said


def test_in_a_dark_picture_alone_white_goes_under_each_hollow_mark(published):
    def drawn(theme):
        picture = parsed(carte_svg(published, Selection(), Display(theme=theme)))
        marks = list(picture.iter(f"{SVG}use"))
        campuses = [use for use in marks if use.get("href").startswith("#m-") and use.get("x")]
        return [(use.get("href"), use.get("x"), use.get("y"), use.get("class")) for use in campuses]

    light, dark = drawn(Theme.clair), drawn(Theme.sombre)
    hollow = [use for use in light if (use[3] or "").endswith(" creux")]
    assert len(hollow) > 20
    assert [use for use in dark if use[3]] == [use for use in light if use[3]]
    under = [(one, two) for one, two in pairwise(dark) if not one[3] and one[:3] == two[:3]]
    assert [two for _, two in under] == hollow


def test_title_and_key_can_be_left_out(toy):
    whole = parsed(carte_svg(toy, Selection()))
    bare = parsed(carte_svg(toy, Selection(), replace(PICTURE, titled=False, keyed=False)))
    words = ["".join(text.itertext()) for text in bare.iter(f"{SVG}text")]
    assert not any("5 campus" in text or "Tourisme" in text for text in words)
    assert any(text.startswith("Sources") for text in words)
    assert float(bare.get("height")) < float(whole.get("height"))


@pytest.mark.parametrize("width", [280, 599, 600, 860, 1400])
@pytest.mark.parametrize("query", ["", "niveau=academie&indicateur=taux", "indicateur=dominante"])
def test_nothing_leaves_the_picture(published, query, width):
    """A line is taken as wide as its number of letters times half its size."""
    root = parsed(
        carte_svg(published, Selection.from_query(query), replace(PICTURE, width_px=width))
    )
    _, _, right, bottom = map(float, root.get("viewBox").split())
    for text in root.iter(f"{SVG}text"):
        for line in text.iter(f"{SVG}tspan"):
            length = len(line.text) * float(text.get("font-size")) * 0.5
            assert 0 < float(line.get("y")) < bottom, line.text
            if text.get("text-anchor") == "start":
                assert float(line.get("x")) >= 0, line.text
                assert float(line.get("x")) + length <= right, line.text


def test_the_first_view_holds_both_compositions_and_one_set_of_outlines(published):
    text = str(first_map(published, Selection.from_query("filiere=tourisme")))
    assert text.count("<defs>") == 1
    assert text.count('role="img"') == 2
    names = re.findall(r' id="([^"]*)"', text)
    assert len(names) == len(set(names))
    parsed(f'<div xmlns="http://www.w3.org/2000/svg">{text}</div>')


def test_a_drawing_is_the_same_each_time():
    one, two = toy_dataset(), toy_dataset()
    assert carte_svg(one, Selection()) == carte_svg(two, Selection())


@pytest.mark.parametrize("composition", [LARGE, NARROW], ids=lambda composition: composition.name)
@pytest.mark.parametrize("query", ["", "filiere=tourisme", "vague=4&region=84"])
def test_a_hair_line_leads_from_a_moved_mark_to_its_true_place(published, composition, query):
    selection = Selection.from_query(query)
    drawn = plate(published, selection, composition)
    panels = sheet(published, composition)
    true = {
        on_plate(panel, row.true_x, row.true_y)
        for panel in panels.values()
        for row in panel.points.round(1).itertuples()
    }
    ends = re.findall(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)", drawn.links)
    assert len(ends) > 0
    marks = {(dot.x, dot.y) for dot in (*drawn.dots, *drawn.context)}
    for x, y, true_x, true_y in ends:
        assert (float(x), float(y)) in marks
        assert (float(true_x), float(true_y)) in true


def test_a_mark_that_stays_in_its_place_has_no_hair_line(toy):
    """On the toy's map two campuses share a town; alone, a campus stands in its own."""
    assert plate(toy, Selection(), LARGE).links.count("M") == 2
    alone = plate(toy, Selection.from_query("filiere=batiment&vague=3"), LARGE)
    assert alone.dots and not alone.links
    assert under_marks(alone)["liens"].strip() == ""


def test_people_beyond_the_radius_have_the_size_that_the_interactive_map_gives(published):
    selection = Selection.from_query("filiere=tourisme&indicateur=population")
    sizes = [
        size for rows in blanks(published, selection, LARGE).values() for size in rows["size_px"]
    ]
    drawn = [2 * spot.r for spot in plate(published, selection, LARGE).people]
    assert sorted(drawn) == pytest.approx(sorted(sizes), abs=0.11)


@settings(max_examples=20)
@given(selection=selections)
@pytest.mark.parametrize("composition", [LARGE, NARROW], ids=lambda each: each.name)
def test_a_crowd_is_drawn_in_rounds_that_say_their_number_and_their_words(
    crowd, composition, selection
):
    width = 860 if composition is LARGE else 320
    root = parsed(carte_svg(crowd, selection, replace(PICTURE, width_px=width)))
    found = rounds(crowd, selection, composition)
    drawn = root.findall(f".//{SVG}g[@class='ronds']/{SVG}g")
    assert [each.find(f"{SVG}text").text for each in drawn] == [each.number for each in found]
    assert [each.find(f"{SVG}title").text for each in drawn] == [
        signs("\n".join(each.words)) for each in found
    ]
    shapes = [each.find(f"{SVG}use") for each in drawn]
    assert [None if use is None else use.get("href")[3:] for use in shapes] == [
        each.filiere or None for each in found
    ]
    alone = root.findall(f".//{SVG}g[@class='campus']/{SVG}use")
    assert len(alone) == sum(
        each.count == 1
        for frame in clusters(crowd, selection, composition).values()
        for each in frame
    )
    notes = re.sub(r"[ \n]+", " ", " ".join(root.itertext()))
    assert notice(crowd, selection, composition) in notes


def test_the_picture_of_a_crowd_grows_with_its_rounds_not_with_its_campuses(crowd, published):
    one, many = (len(carte_svg(dataset, Selection())) for dataset in (published, crowd))
    assert many < 3 * one


def test_the_opened_campus_of_a_crowd_is_ringed(crowd):
    campus = crowd.campuses.index[0]
    root = parsed(carte_svg(crowd, Selection(campus=campus)))
    rings = root.findall(f".//{SVG}circle[@class='ouvert']")
    assert len(rings) == len(holding(crowd, LARGE, campus))
    assert all(float(ring.get("r")) >= 13 for ring in rings)


def small(dataset, query: str, beside: str = "") -> ElementTree.Element:
    """Read a small map back as XML."""
    sides = [Selection.from_query(each) for each in (query, beside or query)]
    return ElementTree.fromstring(small_map(dataset, *sides))


def day(variable: str) -> str:
    """Return the colour by day that a custom property holds."""
    return theme.colours()[variable.removeprefix("var(--").removesuffix(")")]


def inside(picture: ElementTree.Element, group: str) -> list[ElementTree.Element]:
    """List the elements of a group of the map, by its class."""
    return [e for g in picture.iter(f"{SVG}g") if g.get("class") == group for e in g]


@pytest.mark.parametrize(
    ("query", "beside"),
    [
        ("filiere=tourisme", "filiere=batiment"),
        ("filiere=batiment&indicateur=taux", "indicateur=taux"),
        ("niveau=academie&filiere=numerique", "niveau=academie"),
    ],
)
def test_each_territory_is_filled_on_the_scale_of_both_maps(published, query, beside):
    one, other = Selection.from_query(query), Selection.from_query(beside)
    shading = shade(published, one, other)
    fills = {
        use.get("class"): day(use.get("fill"))
        for frame in inside(small(published, query, beside), "fond")
        for use in frame
        if not use.get("fill").startswith("url")
    }
    expected = {c.key: c.fill for c in shading.classes.values() if c.size and not c.hatched}
    assert fills == expected
    assert {
        c.key: c.label for c in shade(published, other, one).classes.values() if "-" in c.key
    } == {c.key: c.label for c in shading.classes.values() if "-" in c.key}


def test_the_small_map_has_the_size_that_it_says(published):
    picture = small(published, "")
    width, height = map(str, SMALL_PX)
    assert (picture.get("width"), picture.get("height")) == (width, height)
    assert picture.get("viewBox") == f"0 0 {width} {height}"


def test_people_beyond_the_radius_are_dots_and_those_gained_are_squares_of_the_colour_of_actions(
    toy,
):
    """Loin is gained; Dour, Doux and Port stay beyond the radius."""
    picture = small(toy, "filiere=tourisme&indicateur=population&essai=2")
    dots = [
        (path.get("stroke", ""), path.get("stroke-linecap", ""), dot)
        for path in inside(picture, "habitants")
        for dot in path.get("d").removeprefix("m").split("m")
    ]
    assert sorted(drawn[:2] for drawn in dots) == 3 * [("", "")] + [("var(--accent)", "square")]
    assert all(dot.endswith("h0") for *_, dot in dots)
    assert [e.tag for e in inside(picture, "essais")] == [f"{SVG}circle", f"{SVG}path"]
    assert not inside(small(toy, "filiere=tourisme"), "habitants")


def test_dots_of_people_stand_within_the_picture(toy):
    found = plate(toy, Selection.from_query("filiere=numerique&indicateur=population"), NARROW)
    width, height = SMALL_PX
    assert found.people
    assert all(0 <= spot.x <= width and 0 <= spot.y <= height for spot in found.people)


@pytest.mark.parametrize("composition", [LARGE, NARROW, PAGE], ids=lambda c: c.name)
@pytest.mark.parametrize("query", ["", "filiere=tourisme"])
def test_the_sign_of_a_town_on_trial_hides_no_mark_no_word_and_leads_back_to_its_town(
    published, composition, query
):
    campuses = published.campuses
    places = published.places[published.places["nom"].isin(campuses["commune"])]
    towns = places.sort_values("population").index[-20:]
    for some_towns in (towns[:10], towns[10:]):
        view = Selection.from_query(f"{query}&essai={','.join(some_towns)}".strip("&"))
        drawn = plate(published, view, composition)
        shown = [(dot.x, dot.y, composition.mark_px / 2) for dot in (*drawn.dots, *drawn.context)]
        shown += [letter for text in drawn.texts for letter in letters(text)]
        for n, sign in enumerate(drawn.stakes):
            others = [(each.x, each.y, STAKE_PX) for each in drawn.stakes[:n]]
            for x, y, radius in (*shown, *others):
                assert math.dist((sign.x, sign.y), (x, y)) > radius + STAKE_PX, sign
            if sign.true:
                assert f"M{sign.x} {sign.y}L{sign.true[0]} {sign.true[1]}" in drawn.links


def test_the_sign_of_a_town_alone_stands_in_it(toy):
    drawn = plate(toy, Selection.from_query("essai=2"), LARGE)
    place = trials(toy, Selection.from_query("essai=2"))["metropole"].loc["2"]
    at = on_plate(sheet(toy, LARGE)["metropole"], place["x"], place["y"])
    assert drawn.stakes == (Stake(*at, "Loin", None),)


@pytest.mark.parametrize("dataset", [hostile_dataset(), without_campuses()])
def test_any_dataset_is_drawn_small_and_none_runs(dataset):
    picture = small(dataset, "indicateur=population&essai=2")
    assert not list(picture.iter(f"{SVG}script"))
    said = "".join(picture.itertext())
    assert (HOSTILE in said) == (HOSTILE in dataset.regions["region"].iloc[0])
