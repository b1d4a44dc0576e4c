"""Which campuses a view shows, in which order, and which stand behind them in grey."""

import pytest

from dashboard.picking import context, ids, in_reading_order
from dashboard.selection import Selection


@pytest.mark.parametrize(
    ("query", "shown", "grey"),
    [
        ("", "abcde", ""),
        ("filiere=tourisme", "a", "bcde"),
        ("filiere=tourisme&vague=1,2,3", "a", "de"),
        ("filiere=tourisme&indicateur=population", "a", ""),
    ],
)
def test_the_other_filieres_are_grey_but_where_they_would_pass_for_people(toy, query, shown, grey):
    selection = Selection.from_query(query)
    assert (ids(toy, selection), context(toy, selection)) == (set(shown), set(grey))


def test_campuses_are_listed_by_region_then_by_name(toy):
    listed = in_reading_order(toy, Selection.from_query("filiere=tourisme,numerique"))
    rows = toy.campuses.loc[listed, ["region", "nom"]]
    assert list(rows.itertuples(index=False)) == sorted(rows.itertuples(index=False))
    assert set(listed) == ids(toy, Selection.from_query("filiere=tourisme,numerique"))
