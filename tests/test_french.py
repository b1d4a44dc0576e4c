"""Numbers, dates and lists as French readers expect."""

from math import nan

import pytest

from dashboard import french


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1\u202f000"),
        (66_524_339, 0, "66\u202f524\u202f339"),
        (-1234.5, 1, "-1\u202f234,5"),
        (0.8439, 2, "0,84"),
        (2.0, 2, "2,00"),
    ],
)
def test_a_number_has_a_decimal_comma_and_narrow_spaces(value, decimals, said):
    assert french.number(value, decimals) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(nan, "inconnu"), (0.0, "0\u202f%"), (0.444656, "44\u202f%"), (1.0, "100\u202f%")],
)
def test_a_share_is_a_percentage_or_unknown(value, said):
    assert french.share(value) == said


@pytest.mark.parametrize(
    ("count", "plural", "said"),
    [
        (0, None, "0 région"),
        (1, None, "1 région"),
        (2, None, "2 régions"),
        (5000, None, "5\u202f000 régions"),
        (2, "campus", "2 campus"),
    ],
)
def test_a_noun_is_plural_from_two_on(count, plural, said):
    assert french.counted(count, "campus" if plural else "région", plural) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["un"], "un"),
        (["un", "deux"], "un et deux"),
        (["un", "deux", "trois"], "un, deux et trois"),
    ],
)
def test_a_list_ends_with_et(words, said):
    assert french.listed(words) == said


def test_quotation_marks_hold_their_words_with_narrow_spaces():
    assert french.quoted("mot") == "«\u202fmot\u202f»"


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2017", "2017"),
        ("2017-02", "février 2017"),
        ("2017-08-13", "13 août 2017"),
        ("2017-12-01", "1er décembre 2017"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(iso, said):
    assert french.date(iso) == said


def test_a_plain_text_has_neither_capitals_nor_accents():
    assert french.plain("Île-de-FRANCE, Été") == "ile-de-france, ete"
