"""The small still map: the scale that it shares, its marks, its dots of people, harmless texts."""

from xml.etree import ElementTree

import pytest
from toy import HOSTILE, hostile_dataset, without_campuses

from dashboard import theme
from dashboard.choropleth import shade
from dashboard.geography import NARROW
from dashboard.minimap import HEIGHT, WIDTH, small_map
from dashboard.plate import plate
from dashboard.selection import Selection

SVG = "{http://www.w3.org/2000/svg}"


def drawn(dataset, query: str, beside: str = "") -> ElementTree.Element:
    """Read a small map back as XML."""
    sides = [Selection.from_query(each) for each in (query, beside or query)]
    return ElementTree.fromstring(small_map(dataset, *sides))


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
        use.get("class"): use.get("fill")
        for frame in inside(drawn(published, query, beside), "fond")
        for use in frame
        if not use.get("fill").startswith("url")
    }
    expected = {c.key: c.fill for c in shading.classes.values() if c.size and not c.hatched}
    assert fills == expected
    assert {
        c.key: c.label for c in shade(published, other, one).classes.values() if "-" in c.key
    } == {c.key: c.label for c in shading.classes.values() if "-" in c.key}


def test_the_picture_has_the_size_that_it_says(published):
    picture = drawn(published, "")
    assert (picture.get("width"), picture.get("height")) == (str(WIDTH), str(HEIGHT))
    assert picture.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"


def test_people_beyond_the_radius_are_dots_and_those_gained_have_the_colour_of_actions(toy):
    """Loin is gained; Dour, Doux and Port stay beyond the radius."""
    picture = drawn(toy, "filiere=tourisme&indicateur=population&essai=2")
    dots = [
        (path.get("stroke"), dot)
        for path in inside(picture, "habitants")
        for dot in path.get("d").removeprefix("M").split("M")
    ]
    assert sorted(colour or "" for colour, _ in dots) == ["", "", "", theme.ACCENT]
    assert all(dot.endswith("h0") for _, dot in dots)
    assert [e.tag for e in inside(picture, "essais")] == [f"{SVG}path", f"{SVG}circle"]
    assert not inside(drawn(toy, "filiere=tourisme"), "habitants")


def test_dots_and_stakes_stand_where_the_marks_of_the_same_town_do(toy):
    view = Selection.from_query("filiere=numerique&indicateur=population&rayon=25&essai=1")
    found = plate(toy, view, NARROW)
    (brize,) = {(dot.x, dot.y) for dot in found.dots if dot.campus == "b" and not dot.true} or {
        found.stakes[0]
    }
    assert abs(found.stakes[0][0] - brize[0]) + abs(found.stakes[0][1] - brize[1]) < 12
    assert all(0 <= spot.x <= WIDTH and 0 <= spot.y <= HEIGHT for spot in found.people)


@pytest.mark.parametrize("dataset", [hostile_dataset(), without_campuses()])
def test_any_dataset_is_drawn_and_none_runs(dataset):
    picture = drawn(dataset, "indicateur=population&essai=2")
    assert not list(picture.iter(f"{SVG}script"))
    said = "".join(picture.itertext())
    assert (HOSTILE in said) == (HOSTILE in dataset.regions["region"].iloc[0])
