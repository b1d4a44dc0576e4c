"""The pages by night: what axe finds, the map in the colours of the theme, and paper that stays light."""

import pytest
from faults import colour_faults
from test_accessibility import SAMPLE, visit

from dashboard import theme

pytestmark = pytest.mark.browser
# What plotly.js and the server's drawing paint in a view, and the name of its colour by day and by night.
PAINTED = {
    "?filiere=tourisme": [
        (".dessin-large .liens", "stroke", "note"),
        (".tracecontexte path", "fill", "contexte"),
        (".tracecontexte path", "stroke", "papier"),
        ("#legende .case", "stroke", "bordure"),
        (".bulle", "backgroundColor", "papier"),
    ],
    "?filiere=tourisme&indicateur=population&campus=tourisme-et-art-de-vivre-ensemble-blois&essai=3013525": [
        (".traceessais path", "fill", "papier"),
        (".traceessais path", "stroke", "accent"),
        (".traceouvert path", "stroke", "encre"),
        (".dessin-large .fond > g", "stroke", "bordure"),
        (".dessin-large .habitants path:not(.gagne)", "stroke", "hors-portee"),
        (".dessin-large .habitants .gagne", "stroke", "accent"),
        (".dessin-large .noms text", "fill", "encre"),
    ],
}
OF_ALL = """([selector, property]) => [...new Set(
  Array.from(document.querySelectorAll(selector), (part) => getComputedStyle(part)[property]))]"""


def rgb(colour: str) -> str:
    """Write a colour as a browser computes it."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_rule_of_colour_is_broken_by_night(page, address, name, width):
    page.emulate_media(color_scheme="dark")
    visit(page, address, name, width)
    assert page.evaluate(OF_ALL, ["body", "backgroundColor"]) == [rgb(theme.NIGHT_PAPER)]
    assert colour_faults(page) == []


@pytest.mark.parametrize("query", PAINTED)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_has_the_colours_of_the_theme(page, address, scheme, query):
    page.emulate_media(color_scheme=scheme)
    page.goto(address + query)
    page.wait_for_selector("html.vivante")
    colours = theme.colours(night=scheme == "dark")
    painted = [(*part, page.evaluate(OF_ALL, part)) for *part, _ in PAINTED[query]]
    assert painted == [(*part, [rgb(colours[name])]) for *part, name in PAINTED[query]]
    fills = page.evaluate(OF_ALL, [".dessin-large .fond use", "fill"])
    assert len(fills) > 2
    assert set(fills) <= {rgb(colours[theme.name(ground)]) for ground in theme.GROUNDS}


@pytest.mark.parametrize(
    ("query", "hollow", "full"),
    [
        (
            "",
            "#graphe .tracecampus [style*='fill: rgb(255']",
            "#graphe .tracecampus [style*='stroke: rgb(255']",
        ),
        ("embed", ".large .creux", ".large .marques a:not(.creux)"),
    ],
)
def test_by_night_white_goes_around_a_hollow_mark(page, address, query, hollow, full):
    """Its line alone is as dark as the page; a full mark has a white line."""
    for scheme, around in (("light", "none"), ("dark", theme.HALO)):
        page.emulate_media(color_scheme=scheme)
        page.goto(address + query)
        page.wait_for_selector(hollow, state="attached")
        (found,) = page.evaluate(OF_ALL, [hollow, "filter"])
        assert found.count("drop-shadow") == around.count("drop-shadow")
        assert found.count("rgb(255, 255, 255)") == around.count(theme.PAPER)
        assert page.evaluate(OF_ALL, [full, "filter"]) == ["none"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_small_map_is_dark_with_its_page(page, address, scheme):
    """It is a picture, which no style sheet of the page reaches; most of it is regions with one campus."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}?vue=couverture&filiere=tourisme&contre=energie")
    page.wait_for_selector("html.vivante")
    most = """async () => {
      const image = document.querySelector('figure img');
      await image.decode();
      const { width, height } = image;
      const drawn = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
      drawn.drawImage(image, 0, 0);
      const { data } = drawn.getImageData(0, 0, width, height);
      const counts = {};
      for (let n = 0; n < data.length; n += 4) {
        if (data[n + 3] === 255) counts[data.slice(n, n + 3).join(', ')] = (counts[data.slice(n, n + 3).join(', ')] || 0) + 1;
      }
      return Object.keys(counts).sort((one, other) => counts[other] - counts[one])[0];
    }"""
    assert f"rgb({page.evaluate(most)})" == rgb(theme.colours(scheme == "dark")["teinte-0"])


@pytest.mark.parametrize("query", ["", "methode", "embed", "embed?theme=sombre"])
def test_paper_stays_light(page, address, query):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address + query)
    for part, ground in (("body", "papier"), (".present", "teinte-2")):
        assert set(page.evaluate(OF_ALL, [part, "backgroundColor"])) <= {
            rgb(theme.colours()[ground])
        }
    assert page.evaluate(OF_ALL, ["body", "color"]) == [rgb(theme.INK)]


def test_marks_keep_their_colours_where_the_reader_forces_others(page, address):
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(address)
    shown = page.evaluate(
        """() => Array.from(document.querySelectorAll('.filieres .marque, #filtres .options .marque'),
        (mark) => getComputedStyle(mark, '::before').backgroundColor)"""
    )
    assert shown == [rgb(mark.colour) for mark in theme.MARKS.values()]


def test_the_colours_around_the_page_are_those_of_its_paper(page, address):
    page.goto(address)
    around = """() => Array.from(document.querySelectorAll('meta[name=theme-color]'),
      (meta) => [meta.media, meta.content])"""
    assert page.evaluate(around) == [
        ["(prefers-color-scheme: light)", theme.PAPER],
        ["(prefers-color-scheme: dark)", theme.NIGHT_PAPER],
    ]
    assert page.get_attribute("meta[name=color-scheme]", "content") == "light dark"
