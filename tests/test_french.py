"""Numbers, dates and lists as French readers expect."""

import errno
from math import nan, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import french
from dashboard.vocabulary import Filiere


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
    [(0, "0"), (0.004, "<\u202f0,01"), (0.006, "0,01"), (1.0834, "1,08"), (2.0, "2,00")],
)
def test_a_rate_has_two_decimals_and_is_never_a_false_zero(value, said):
    assert french.rate(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(nan, "inconnu"), (0.0, "0\u202f%"), (0.444656, "44\u202f%"), (1.0, "100\u202f%")],
)
def test_a_share_is_a_percentage_or_unknown(value, said):
    assert french.share(value) == said


@pytest.mark.parametrize(
    ("value", "words", "signs", "finer"),
    [
        (0, "0\u202f%", "0\u202f%", "0,0\u202f%"),
        (1e-9, "moins de 1\u202f%", "<\u202f1\u202f%", "<\u202f0,1\u202f%"),
        (0.005, "moins de 1\u202f%", "<\u202f1\u202f%", "0,5\u202f%"),  # half, which rounds to even
        (0.0051, "1\u202f%", "1\u202f%", "0,5\u202f%"),
        (0.994, "99\u202f%", "99\u202f%", "99,4\u202f%"),
        (0.99945, "plus de 99\u202f%", ">\u202f99\u202f%", "99,9\u202f%"),
        (0.99999, "plus de 99\u202f%", ">\u202f99\u202f%", ">\u202f99,9\u202f%"),
        (1, "100\u202f%", "100\u202f%", "100,0\u202f%"),
        (nan, "inconnu", "inconnu", "inconnu"),
    ],
)
def test_a_few_are_not_nobody_and_all_but_a_few_not_everybody(value, words, signs, finer):
    assert french.share(value, french.IN_WORDS) == words
    assert french.share(value, french.IN_SIGNS) == signs
    assert french.share(value, french.IN_SIGNS, 1) == finer


PARTS = st.floats(0, 1) | st.sampled_from((5e-324, 0.005, 0.995, nextafter(1, 0)))


@given(value=PARTS, decimals=st.integers(0, 2))
def test_only_nobody_is_said_nobody_and_only_everybody_everybody(value, decimals):
    said = french.share(value, french.IN_SIGNS, decimals).removesuffix("\u202f%")
    sign, figure = said[:2] if said[0] in "<>" else "", said.lstrip("<>\u202f").replace(",", ".")
    assert (float(figure) == 0) == (value == 0) and (float(figure) == 100) == (value == 1)
    step = 10**-decimals
    match sign:
        case "<\u202f":
            assert 100 * value < float(figure) == step
        case ">\u202f":
            assert 100 * value > float(figure) == pytest.approx(100 - step)
        case _:
            assert abs(100 * value - float(figure)) <= step / 2 * (1 + 1e-9)


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


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            "Qui ? Ici : « là » ; à 5 % !",
            "Qui\u202f? Ici\u202f: «\u202flà\u202f»\u202f; à 5\u202f%\u202f!",
        ),
        ("1 000 000 habitants, à 50 km", "1\u202f000\u202f000\u00a0habitants, à 50\u00a0km"),
        (
            "le décret n° 2014-1100, niveau 1, de 15 à 24 ans",
            "le décret n°\u00a02014-1100, niveau\u00a01, de 15 à 24\u00a0ans",
        ),
        ("1:10 000 000", "1:10\u202f000\u202f000"),
        ("en 2016 100 campus, 12 régions", "en 2016 100 campus, 12 régions"),
        ("de 2018-2019, en 2016-03", "de 2018–2019, en 2016-03"),
        ("Paris - Val d'Europe", "Paris – Val d’Europe"),
        ("https://a.example/2018-2019/l?a=2018-2019", "https://a.example/2018-2019/l?a=2018-2019"),
    ],
)
def test_a_text_typed_with_plain_spaces_is_set_as_french_is_printed(typed, printed):
    assert french.typeset(typed) == printed
    assert french.typeset(printed) == printed


def test_names_keep_all_but_their_straight_signs():
    assert (
        french.signs("L'Haÿ - l'Orne ; M0 0 100 200-30 - 4")
        == "L’Haÿ – l’Orne ; M0 0 100 200-30 – 4"
    )


def test_both_apostrophes_are_found_the_same():
    assert french.plain("Côte d’Azur") == french.plain("Cote d'azur")


def test_only_the_longest_words_of_the_filieres_may_be_broken():
    broken = {filiere: french.breakable(filiere.short) for filiere in Filiere}
    assert {filiere: words for filiere, words in broken.items() if words != filiere.short} == {
        Filiere.alimentaire: "Alimentaire, agro\u00adalimentaire",
        Filiere.chimie: "Chimie et bio\u00adtechnologies",
        Filiere.numerique: "Numérique, télécommu\u00adnications",
    }


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disque plein"), (errno.EIO, "EIO"), (None, "erreur du système")],
)
def test_a_failure_of_the_system_is_said_in_french_or_by_its_name(number, words):
    assert french.failure(OSError(number, "No such luck")) == words
