"""The small still map: the fills of its shading, its marks, its figures, harmless texts."""

from xml.etree import ElementTree

import pytest
from toy import HOSTILE, hostile_dataset, without_campuses

from dashboard import theme
from dashboard.choropleth import shade
from dashboard.minimap import HEIGHT, WIDTH, outlines, small_map
from dashboard.selection import Selection

SVG = "{http://www.w3.org/2000/svg}"


def drawn(dataset, query: str) -> ElementTree.Element:
    selection = Selection.from_query(query)
    return ElementTree.fromstring(small_map(dataset, selection, shade(dataset, selection)))


@pytest.mark.parametrize(
    "query", ["", "indicateur=population", "niveau=academie&indicateur=taux", "region=53"]
)
def test_each_territory_is_filled_as_its_shading_says(published, query):
    selection = Selection.from_query(query)
    shading = shade(published, selection)
    fills = [path.get("fill") for path in drawn(published, query).find(f"{SVG}g")]
    expected = []
    for _, code in outlines(published, selection.level):
        expected += [shading.of(code).fill, *(["url(#h)"] if shading.of(code).hatched else [])]
    assert fills == expected


def test_everything_stands_on_the_picture(published):
    picture = drawn(published, "filiere=tourisme&indicateur=population&essai=3030300")
    assert (picture.get("width"), picture.get("height")) == (str(WIDTH), str(HEIGHT))
    for circle in picture.iter(f"{SVG}circle"):
        assert 0 <= float(circle.get("cx")) <= WIDTH and 0 <= float(circle.get("cy")) <= HEIGHT
    for path in picture.find(f"{SVG}g"):
        points = path.get("d").strip("MZ").replace("ZM", " ").split()
        xs, ys = zip(*(map(float, point.split(",")) for point in points), strict=True)
        assert min(xs) >= 0 and max(xs) <= WIDTH and min(ys) >= 0 and max(ys) <= HEIGHT


def test_campuses_are_dots_of_the_colour_of_their_filiere(toy):
    fills = [circle.get("fill") for circle in drawn(toy, "filiere=numerique").iter(f"{SVG}circle")]
    assert fills == [theme.MARKS["numerique"].colour] * 3


def test_towns_on_trial_and_the_people_they_gain_have_the_colour_of_actions(toy):
    fills = [
        (circle.get("fill"), circle.get("stroke"))
        for circle in drawn(toy, "filiere=tourisme&indicateur=population&essai=2").iter(
            f"{SVG}circle"
        )
    ]
    assert fills.count((theme.ACCENT, None)) == 1  # Loin
    assert fills.count((theme.BLANK, None)) == 3  # Dour, Doux, Port
    assert fills.count(("none", theme.ACCENT)) == 1


def test_the_figures_of_the_territories_are_printed(toy):
    texts = [
        text.text
        for text in drawn(toy, "indicateur=population&filiere=tourisme").iter(f"{SVG}text")
    ]
    assert [text.replace("\u202f", " ") for text in texts] == ["75 %", "0 %", "Île", "0 % ?"]
    assert [text.text for text in drawn(toy, "region=53").iter(f"{SVG}text")] == [
        "2/3",
        None,
        "Île",
        None,
    ]


@pytest.mark.parametrize("dataset", [hostile_dataset(), without_campuses()])
def test_any_dataset_is_drawn_and_none_runs(dataset):
    picture = drawn(dataset, "indicateur=population&essai=2")
    assert not list(picture.iter(f"{SVG}script"))
    assert any(HOSTILE in (text.text or "") for text in picture.iter(f"{SVG}text")) == (
        HOSTILE in dataset.regions["region"].iloc[0]
    )
