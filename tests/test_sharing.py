"""A view as others show or quote it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.display import Display
from dashboard.drawing import carte_svg
from dashboard.formats import Printout
from dashboard.framing import picture_code
from dashboard.imposition import impose
from dashboard.job import Job
from dashboard.printing import file_name
from dashboard.selection import Selection
from dashboard.sharing import campus_card, citation, image, view_card
from dashboard.summary import alternative

ROOT = "https://example.org/cmq/"


def test_the_card_of_a_link_describes_the_view(toy):
    card = view_card(toy, Selection.from_query("vague=1&filiere=tourisme"), ROOT)
    said = "1 campus de la filière Tourisme, gastronomie, labellisé en vague 1, dans 1 région"
    assert card.title == f"{said} — Campus des métiers et des qualifications"
    assert card.description.startswith(f"{said}. 6 réseaux d’écoles et d’entreprises")
    assert card.url == f"{ROOT}?filiere=tourisme&vague=1"
    assert card.image == f"{ROOT}carte.png?filiere=tourisme&vague=1&format=social"
    assert card.alternative.startswith(
        f"Carte de France, nombre de campus connus, par région\u202f: {said}."
    )
    asked = urlsplit(card.oembed)
    assert f"{asked.scheme}://{asked.netloc}{asked.path}" == f"{ROOT}oembed"
    assert parse_qs(asked.query) == {"url": [card.url]}


def test_the_card_of_a_campus_shows_where_it_is(toy):
    card = campus_card(toy, "a", ROOT)
    assert card.title == "Table — Campus des métiers et des qualifications"
    assert card.description == "Tourisme, gastronomie, Brize (Ouest), vague 1."
    assert card.url == f"{ROOT}campus/a"
    assert card.image == f"{ROOT}carte.png?campus=a&format=social"
    assert card.oembed == ""


def test_the_picture_of_a_view_is_its_map_whatever_the_view_shows():
    assert image(Selection.from_query("vue=liste"), ROOT) == f"{ROOT}carte.png?format=social"


@pytest.mark.parametrize("view", ["vue=couverture&tri=lacunes", "vue=liste", "contre=2"])
def test_a_still_map_is_said_for_itself_whatever_the_page_shows_beside(toy, view):
    """In its title, its description on another site, the code of an article, the name of its file."""
    shown, alone = (Selection.from_query(query) for query in (f"vague=1&{view}", "vague=1"))
    assert view_card(toy, shown, ROOT).alternative == alternative(toy, alone)
    drawn = Printout("png", "a4")
    assert file_name(toy, shown, drawn) == file_name(toy, alone, drawn)
    assert carte_svg(toy, shown) == carte_svg(toy, alone)
    pages = [impose(Job(toy, selection, drawn)) for selection in (shown, alone)]
    assert pages[0] == pages[1]
    pictures = [picture_code(toy, selection, Display(), ROOT) for selection in (shown, alone)]
    assert pictures[0].split("><img ")[1] == pictures[1].split("><img ")[1]


def test_a_citation_says_what_of_when_which_data_and_where(toy):
    assert citation(toy, Selection.from_query("vague=1"), ROOT) == (
        "1 campus, labellisé en vague 1, dans 1 région. Carte des campus des métiers et des "
        "qualifications, situation de juin 2017, données 2017-06. "
        "https://example.org/cmq/?vague=1"
    )
