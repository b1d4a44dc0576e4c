"""How a printed view is asked for: formats, widths, themes, and their one form in the URL."""

import pytest

from dashboard.display import view_query
from dashboard.formats import FORMATS, MM, Printout
from dashboard.query import InvalidSelection
from dashboard.selection import Selection
from dashboard.vocabulary import Tirage

NAMES = "a4, a4-paysage, pleine-page, demi-page, colonne, double, carre, social, diapo"


def test_the_formats_have_the_sizes_that_an_editor_asked_for():
    sizes = {
        name: (form.width, form.height)
        if form.screen
        else (round(form.width / MM, 3), round(form.height / MM, 3))
        for name, form in FORMATS.items()
    }
    assert sizes == {
        "a4": (210, 297),
        "a4-paysage": (297, 210),
        "pleine-page": (210, 297),
        "demi-page": (180, 125),
        "colonne": (85, 0),
        "double": (420, 297),
        "carre": (1080, 1080),
        "social": (1200, 630),
        "diapo": (1920, 1080),
    }
    assert round(FORMATS["pleine-page"].bleed / MM, 3) == 5


@pytest.mark.parametrize(
    ("kind", "params", "message"),
    [
        (
            "pdf",
            {"format": "a5"},
            f"« format » : valeur « a5 » inconnue. Valeurs admises : {NAMES}.",
        ),
        (
            "pdf",
            {"largeur": "79"},
            "« largeur » : valeur « 79 » refusée, un nombre de millimètres de 80 à 420 est attendu.",
        ),
        (
            "pdf",
            {"largeur": "421"},
            "« largeur » : valeur « 421 » refusée, un nombre de millimètres de 80 à 420 est attendu.",
        ),
        (
            "png",
            {"largeur": "2401"},
            "« largeur » : valeur « 2401 » refusée, un nombre de pixels de 280 à 2 400 est attendu.",
        ),
        (
            "png",
            {"largeur": "0500"},
            "« largeur » : valeur « 0500 » refusée, un nombre de pixels de 280 à 2 400 est attendu.",
        ),
        (
            "pdf",
            {"largeur": "100", "format": "a4"},
            "« largeur » : valeur « 100 » refusée avec le format « a4 », qui fixe la sienne ; sans format, de 80 à 420 millimètres.",
        ),
        (
            "png",
            {"theme": "auto"},
            "« theme » : valeur « auto » inconnue. Valeurs admises : clair, sombre, gris.",
        ),
        (
            "png",
            {"couleurs": "cmjn"},
            "« couleurs » : valeur « cmjn » inconnue. Valeurs admises : rvb. "
            "« couleurs=cmjn » est possible pour /carte.pdf.",
        ),
        ("pdf", {"titre": "non"}, "« titre » : valeur « non » inconnue. Valeurs admises : 0, 1."),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_is_allowed(kind, params, message):
    with pytest.raises(InvalidSelection) as refused:
        Printout.from_params(kind, params)
    said = str(refused.value).replace("\u202f", " ")
    assert said == f"Paramètre {message}"


@pytest.mark.parametrize(
    ("kind", "params", "query"),
    [
        ("pdf", {"format": "a4", "theme": "clair", "couleurs": "rvb"}, ""),
        ("pdf", {"largeur": "120", "titre": "0"}, "titre=0&largeur=120"),
        ("png", {"largeur": "860"}, ""),
        ("png", {"format": "a4"}, "format=a4"),
        (
            "pdf",
            {"couleurs": "cmjn", "format": "double", "theme": "gris", "legende": "0"},
            "legende=0&theme=gris&format=double&couleurs=cmjn",
        ),
    ],
)
def test_a_request_has_one_address(kind, params, query):
    made = Printout.from_params(kind, params)
    assert view_query(Selection(), made.to_params()) == query
    again = dict(part.split("=") for part in query.split("&") if part)
    assert Printout.from_params(kind, again) == made


def test_without_anything_a_page_is_an_a4_and_a_picture_as_wide_as_the_drawing():
    assert Printout.from_params("pdf", {}) == Printout("pdf", "a4", 0, Tirage.clair)
    assert Printout.from_params("png", {}) == Printout("png", "", 860)


def test_the_two_sides_of_a_format_are_never_on_two_lines():
    sides = [form.label for form in FORMATS.values() if "×" in form.label]
    assert len(sides) == 4
    assert all("\u00a0×\u00a0" in label for label in sides)
