"""The words of an address: one of a set, several, a whole number, or a refusal that names them."""

import pytest

from dashboard.query import InvalidSelection, by_text, read_choices, read_whole, shown
from dashboard.vocabulary import Vague


def refusal(read, *given) -> str:
    """Return the words of a refusal, with plain spaces."""
    with pytest.raises(InvalidSelection) as refused:
        read(*given)
    return str(refused.value).replace("\u202f", " ")


def test_several_values_are_read_once_each():
    waves = by_text(Vague)
    assert read_choices("vague", "3,1", waves) == {Vague.une, Vague.trois}
    assert refusal(read_choices, "vague", "1,9", waves) == (
        "Paramètre « vague » : valeur « 9 » inconnue. Valeurs admises : 1, 2, 3, 4."
    )
    assert refusal(read_choices, "vague", "1,1", waves) == (
        "Paramètre « vague » : valeur répétée dans « 1,1 ». Valeurs admises : 1, 2, 3, 4."
    )


@pytest.mark.parametrize("text", ["280", "2400"])
def test_a_whole_number_within_its_bounds_is_read(text):
    assert read_whole("largeur", text, 280, 2400, "pixels") == int(text)


@pytest.mark.parametrize("text", ["279", "2401", "0300", "-300", "3e2", "³00", "300.0", "1" * 5000])
def test_any_other_text_is_refused_with_the_bounds(text):
    assert refusal(read_whole, "largeur", text, 280, 2400, "pixels") == (
        f"Paramètre « largeur » : valeur « {shown(text)} » refusée, un nombre de pixels de 280 à "
        "2 400 est attendu."
    )


def test_a_foreign_value_is_shown_short_and_without_control_characters():
    assert shown("a\x1b[2J\u202eb") == "a\\u001b[2J\\u202eb"
    assert shown("a" * 81) == "a" * 80 + "…"
