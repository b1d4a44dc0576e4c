"""The key of a view: its filières, the others in grey, the letters that stand for hues."""

from string import ascii_uppercase

import pytest

from dashboard import theme
from dashboard.captions import figure
from dashboard.choropleth import OUTSIDE, shade, values
from dashboard.coverage import territory_rows
from dashboard.legend import OTHERS, key, letters, of_both
from dashboard.selection import Selection
from dashboard.vocabulary import Filiere, Indicator, Level


@pytest.fixture
def keyed(toy):
    return lambda query: key(toy, Selection.from_query(query))


def test_the_whole_view_lists_the_twelve_filieres(keyed):
    shown = keyed("")
    assert [entry.filiere for entry in shown.entries] == list(Filiere)
    assert (shown.marks, shown.others) == (shown.entries, 0)


def test_the_other_campuses_are_one_entry_under_a_shape_that_no_filiere_shown_has(keyed):
    shown = keyed("filiere=mobilite,tourisme")
    *entries, others = shown.marks
    assert [entry.filiere for entry in entries] == ["mobilite", "tourisme"]
    assert (others.filiere, others.label, others.colour) == ("materiaux", OTHERS, theme.CONTEXT)
    assert others.count == shown.others == 5 - sum(entry.count for entry in entries)
    assert keyed("filiere=tourisme&indicateur=population").others == 0


def test_two_maps_share_a_key_in_the_order_of_the_filieres(toy):
    sides = (Selection.from_query(f"filiere={name}") for name in ("numerique", "tourisme"))
    assert of_both(toy, *sides) == {
        "tourisme": Filiere.tourisme.short,
        "numerique": Filiere.numerique.short,
        "": OTHERS,
    }


def test_only_classes_that_their_hue_tells_apart_have_a_letter(toy, keyed):
    assert letters(toy, Selection()) == {}
    found = letters(toy, Selection.from_query("indicateur=dominante"))
    assert list(found.values()) == list(ascii_uppercase[: len(found)])
    kept = [c.key for c in keyed("indicateur=dominante").classes if c.key in {*Filiere, "ex-aequo"}]
    assert list(found) == kept and kept


def test_what_the_sizes_of_the_classes_count_is_said_in_french(published):
    levels = {level: key(published, Selection(level=level)).sizes for level in Level}
    assert levels == {
        Level.region: "le nombre de régions",
        Level.academie: "le nombre d’académies",
    }


@pytest.mark.parametrize("level", Level)
def test_the_figures_of_the_map_are_said_where_the_shades_say_something_else(published, level):
    shown = key(published, Selection(level=level, indicator=Indicator.dominante))
    assert shown.sizes.endswith("\u202f; sur la carte, le nombre de campus connus")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("indicateur=population&filiere=tourisme", True),
        ("indicateur=population&filiere=tourisme&region=84", False),
        ("indicateur=population&filiere=tourisme&region=94", True),
        ("filiere=tourisme", False),
    ],
)
def test_a_question_mark_on_the_map_is_explained_where_there_is_one(published, query, said):
    selection = Selection.from_query(query)
    rows, shares = territory_rows(published, selection), values(published, selection)
    printed = [
        figure(rows[code], shares[code], selection)
        for code, kept in shade(published, selection).keys.items()
        if kept != OUTSIDE
    ]
    assert any("?" in words for words in printed) is said
    assert ("«\u202f?\u202f»" in key(published, selection).sizes) is said
