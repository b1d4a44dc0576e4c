"""How wide words are, where lines break, and that the fonts of print come from that of the site."""

import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.typesetting import FONTS, STYLES, balance, missing, settable, width, wrap


def test_words_are_as_wide_as_the_font_says():
    assert round(width("Campus", 10), 2) == 34.22
    assert round(width("Campus", 10, 700), 2) == 35.5
    assert width("Campus", 20) == 2 * width("Campus", 10)
    assert width("", 10) == 0


def test_spaces_that_the_font_lacks_are_set_as_its_own():
    assert settable("10\u202f000\u2002a\u2009b") == "10\u00a0000\u00a0\u00a0a\u00a0b"
    assert (
        settable("vagues 1 à 4, 1:10 000 000") == "vagues 1\u00a0à\u00a04, 1:10\u00a0000\u00a0000"
    )
    assert settable("a\x00b\nc") == "a b c"


def test_the_letters_that_the_fonts_lack_are_named_once():
    assert missing("Bois 木材 et 木") == ["木", "材"]
    assert missing("Łódź, Ağrı, Târgu-Mureș, Győr, Plzeň, L’Haÿ, L’HAŸ, STRAẞE") == []
    assert missing("Nguyễn Ữ, Ελλάδα, Ἀθῆναι, Москва, Київ, Ґанок, Өскемен") == []
    assert missing("Œuvre «\u202fd’Épinal\u202f» – 10\u2009% ; ÿ, Ñ, ß…") == []


def test_a_line_breaks_at_spaces_and_never_at_those_that_hold():
    assert wrap("un deux trois", 10, 45) == ("un deux", "trois")
    assert wrap("un\u202f: deux", 10, 24) == ("un\u00a0:", "deux")
    assert wrap("", 10, 45) == ()


def test_a_number_stays_with_what_it_counts_where_a_line_can_hold_both():
    assert wrap("dans 15 régions", 10, 45) == ("dans", "15 régions")
    assert wrap("un ; 1 000 académies", 10, 70) == ("un\u00a0;", "1\u00a0000 académies")
    assert wrap("dans 15 régions", 10, 35) == ("dans 15", "régions")
    assert wrap("vagues 1 à 4, dans", 10, 65) == ("vagues 1\u00a0à\u00a04,", "dans")


def test_an_article_stays_with_its_town_where_a_line_can_hold_both():
    assert wrap("Tourisme, Le Touquet", 10, 60) == ("Tourisme,", "Le Touquet")
    assert wrap("Tourisme, Le Touquet", 10, 44) == ("Tourisme,", "Le", "Touquet")


def test_a_word_too_long_is_broken_at_its_last_seam_that_fits():
    assert wrap("Saint-Genest-sur-Isson", 10, 70) == ("Saint-Genest-", "sur-Isson")
    assert wrap("a.org/?filiere=un&region=deux", 10, 95) == ("a.org/?filiere=un", "&region=deux")
    assert wrap("abcdefghijklmnop", 10, 45) == ("abcdefghij", "klmnop")


@given(words=st.text(max_size=60), room=st.floats(20, 200))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(words, room):
    lines = wrap(words, 8, room)
    assert all(width(line, 8) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == settable(words).replace(" ", "")


def test_a_title_does_not_end_on_a_lone_word():
    title = "trois régions n’ont aucun campus connu, toutes à confirmer."
    assert wrap(title, 10, 245)[-1] == "confirmer."
    assert balance(title, 10, 245) == (
        "trois régions n’ont aucun campus",
        "connu, toutes à confirmer.",
    )


@given(words=st.text("ab1 ,", max_size=60), room=st.floats(20, 200))
def test_a_title_takes_no_more_lines_for_being_even(words, room):
    even, plain = balance(words, 8, room), wrap(words, 8, room)
    assert len(even) == len(plain)
    assert " ".join(even) == " ".join(plain)
    assert all(width(line, 8) <= room for line in even)


@pytest.mark.parametrize("style", STYLES.values())
def test_the_static_fonts_are_made_again_to_the_byte(tmp_path, monkeypatch, style):
    file = FONTS / "prepare.py"
    spec = importlib.util.spec_from_file_location("prepare_fonts", file)
    prepare = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(prepare)
    monkeypatch.setattr(prepare, "HERE", tmp_path)
    prepare.main()
    name = f"SourceSans3-{style}.ttf"
    assert (tmp_path / name).read_bytes() == (FONTS / name).read_bytes()
