"""The colours of print: grey that still reads, black of one ink, four inks without a profile."""

import pytest
from test_imposition import every_line

from dashboard import theme
from dashboard.formats import Printout
from dashboard.imposition import impose
from dashboard.inks import Inks, components
from dashboard.job import Job
from dashboard.selection import Selection
from dashboard.vocabulary import Tirage

GREY = Inks(Tirage.gris)


def test_in_grey_the_tints_are_a_ladder_of_distinct_steps():
    ladder = [GREY.of(colour) for colour in (theme.PAPER, *theme.TINTS)]
    assert ladder == [[1.0], [0.94], [0.86], [0.78], [0.7], [0.62]]


def test_in_grey_marks_are_black_and_told_apart_by_their_shape():
    assert {GREY.mark(mark.colour) for mark in theme.MARKS.values()} == {"#000000"}
    assert len({mark.points for mark in theme.MARKS.values()}) == 12
    assert GREY.of(GREY.mark(theme.CONTEXT)) == [0.5608]


@pytest.mark.parametrize("query", ["", "filiere=energie", "indicateur=population"])
def test_a_grey_page_holds_no_colour_at_all(published, query):
    folio = impose(
        Job(published, Selection.from_query(query), Printout("pdf", "a4", theme=Tirage.gris))
    )
    shapes = (*folio.map.shapes, *folio.rest.shapes, *folio.under)
    used = {c for shape in shapes for c in (shape.fill, shape.stroke) if c}
    used |= {words.colour for words in every_line(folio)}
    assert {len(GREY.of(colour)) for colour in used} == {1}


def test_black_and_greys_hold_no_other_ink():
    assert components("#000000", False, False) == (0.0,)
    assert components("#000000", False, True) == (0.0, 0.0, 0.0, 1.0)
    assert components("#808080", False, True) == (0.0, 0.0, 0.0, 0.498)


def test_process_colours_are_the_complement_with_black_taken_out():
    assert components("#ca8505", False, True) == (0.0, 0.3416, 0.9752, 0.2078)
    assert components("#ffffff", False, True) == (0.0, 0.0, 0.0, 0.0)


def test_no_process_colour_takes_more_than_three_hundred_per_cent_of_ink():
    colours = [mark.colour for mark in theme.MARKS.values()] + list(theme.colours().values())
    assert max(sum(components(colour, False, True)) for colour in colours) <= 3.0


def test_text_on_paper_is_black_and_keeps_its_greys_on_screen():
    assert Inks().named("note") == "#000000"
    assert Inks(screen=True).named("note") == theme.NOTE
    assert Inks(Tirage.sombre).named("encre") == theme.NIGHT[theme.INK]
