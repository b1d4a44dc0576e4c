"""The parts of a page around its map: the QR code, the columns of the list, the keys."""

import numpy as np
import pytest
import segno

from dashboard.blocks import in_columns, numbered, qr
from dashboard.folio import Block
from dashboard.selection import Selection


def test_the_qr_code_is_that_of_the_address_drawn_as_squares():
    url = "https://example.org/cmq/?filiere=tourisme"
    drawn = qr(url, 50)
    ground, code = drawn.shapes
    expected = np.array(
        [list(row) for row in segno.make(url, error="m", micro=False).matrix_iter(border=2)]
    )
    unit = 50 / len(expected)
    found = np.zeros_like(expected)
    for (left, top), (right, _), *_ in code.rings:
        y, first, last = (round(at / unit) for at in (top, left, right))
        found[y, first:last] = 1
    assert (found == expected).all()
    assert (ground.fill, code.fill) == ("#ffffff", "#000000")


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_rows_are_set_in_columns_as_even_as_they_can_be(columns):
    rows = []
    for n in range(6):
        row = Block()
        row.write([str(n)], 10, lead=1)
        rows.append(row)
    made = in_columns(rows, 100, columns)
    assert round(made.height, 1) == 60 / columns
    assert [words.x for words in made.words] == [100 * (n // (6 // columns)) for n in range(6)]


def test_campuses_are_numbered_in_reading_order_those_of_the_view_only(published):
    whole = numbered(published, Selection())
    assert list(whole.values()) == list(range(1, 73))
    known = published.campuses
    places = [known["region"][campus] for campus in whole]
    assert places[0] == "Auvergne-Rhône-Alpes" and places[-1] == "Provence-Alpes-Côte d'Azur"
    assert len(numbered(published, Selection.from_query("filiere=tourisme"))) == 10
