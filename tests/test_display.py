"""How a view is shown elsewhere: read strictly, written in one form."""

import pytest

from dashboard.display import PICTURE, Display, address, view_query
from dashboard.selection import InvalidSelection, Selection
from dashboard.vocabulary import Theme


@pytest.mark.parametrize(
    ("params", "display"),
    [
        ({}, Display()),
        ({"titre": "0"}, Display(titled=False)),
        ({"titre": "1", "theme": "auto", "legende": "1"}, Display()),
        (
            {"theme": "sombre", "legende": "0", "largeur": "280"},
            Display(theme=Theme.sombre, keyed=False, width_px=280),
        ),
    ],
)
def test_parameters_are_read_and_written_back(params, display):
    assert Display.from_params(params) == display
    assert Display.from_params(display.to_params()) == display


@pytest.mark.parametrize(
    ("params", "message"),
    [
        (
            {"titre": "non"},
            "Paramètre « titre » : valeur « non » inconnue. Valeurs admises : 0, 1.",
        ),
        (
            {"theme": "gris"},
            "Paramètre « theme » : valeur « gris » inconnue. "
            "Valeurs admises : auto, clair, sombre. « theme=gris » est possible pour /carte.pdf, /carte.png, ou "
            "/carte.svg et un format (format=a4).",
        ),
        *(
            (
                {"largeur": text},
                f"Paramètre « largeur » : valeur « {text} » refusée, un nombre de pixels de 280 à "
                "2_400 est attendu.",
            )
            for text in ("279", "2401", "0800", "8e2", "-800", "800px", "²", "9" * 30)
        ),
    ],
)
def test_a_wrong_value_is_refused_in_words(params, message):
    with pytest.raises(InvalidSelection) as refused:
        Display.from_params(params)
    narrow = message.replace(" :", "\u202f:").replace("« ", "«\u202f").replace(" »", "\u202f»")
    assert str(refused.value) == narrow.replace("_", "\u202f")


def test_a_picture_has_no_theme_of_the_reader_s_device():
    assert Display.from_params({}, PICTURE) == PICTURE
    with pytest.raises(InvalidSelection, match="clair, sombre"):
        Display.from_params({"theme": "auto"}, PICTURE)
    assert Display.from_params({"theme": "sombre"}, PICTURE).night


def test_the_query_of_a_view_has_one_order():
    selection = Selection.from_query("vague=4,1&filiere=tourisme")
    display = Display(Theme.sombre, titled=False, keyed=False, width_px=640)
    assert view_query(selection, display.to_params()) == (
        "filiere=tourisme&vague=1,4&titre=0&legende=0&theme=sombre&largeur=640"
    )
    assert view_query(Selection(), Display().to_params()) == ""
    assert view_query(Selection(), PICTURE.to_params(PICTURE)) == ""


def test_an_address_has_a_question_mark_only_before_a_query():
    assert address("embed", "") == "embed"
    assert address("embed", "vague=1") == "embed?vague=1"
