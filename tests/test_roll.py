"""The list of a printed page: its columns, its numbers."""

import pytest

from dashboard.folio import Block
from dashboard.roll import in_columns, numbered
from dashboard.selection import Selection


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
