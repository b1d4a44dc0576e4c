"""A view as others show or quote it."""

from urllib.parse import parse_qs, urlsplit

from dashboard.selection import Selection
from dashboard.sharing import campus_card, citation, image, view_card

ROOT = "https://example.org/cmq/"


def test_the_card_of_a_link_describes_the_view(toy):
    card = view_card(toy, Selection.from_query("vague=1&filiere=tourisme"), ROOT)
    said = "1 campus de la filière Tourisme, gastronomie, labellisé en vague 1, dans 1 région"
    assert card.title == f"{said} — Campus des métiers et des qualifications"
    assert card.description.startswith(f"{said}. 6 réseaux d’écoles et d’entreprises")
    assert card.url == f"{ROOT}?filiere=tourisme&vague=1"
    assert card.image == f"{ROOT}carte.png?filiere=tourisme&vague=1&format=social"
    assert card.alternative.startswith(f"Carte de France\u202f: {said}.")
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


def test_a_citation_says_what_of_when_which_data_and_where(toy):
    assert citation(toy, Selection.from_query("vague=1"), ROOT) == (
        "1 campus, labellisé en vague 1, dans 1 région. Carte des campus des métiers et des "
        "qualifications, situation de juin 2017, données 2017-06. "
        "https://example.org/cmq/?vague=1"
    )
