"""Links said from the address of their page."""

import pytest

from dashboard.hrefs import absolute, change, relative
from dashboard.selection import Selection
from dashboard.vocabulary import Vague


@pytest.mark.parametrize(
    ("query", "link", "said"),
    [
        ("", "?vague=2", "?~vague=2"),
        ("filiere=tourisme", "?filiere=tourisme&amp;vague=2", "?~vague=2"),
        ("filiere=tourisme", "?filiere=chimie,tourisme", "?~filiere=chimie,tourisme"),
        ("filiere=tourisme&vague=2", "?vague=2", "?~filiere="),
        ("filiere=tourisme&vague=2", "?region=53", "?~region=53&amp;filiere=&amp;vague="),
        ("filiere=tourisme", "?filiere=tourisme", "?~"),
        ("filiere=tourisme", "./", "?~filiere="),
        ("filiere=tourisme", "methode?filiere=tourisme", "methode?filiere=tourisme"),
    ],
)
def test_a_link_is_said_by_the_parameters_that_it_changes(query, link, said):
    html = '<p title="?vague=2"><a class="x" href="{}">Vague 2</a></p>'
    assert relative(html.format(link), query) == html.format(said)
    assert relative(html.format(said), query) == html.format(said)
    assert absolute(html.format(said), query) == html.format(link)


@pytest.mark.parametrize("query", ["", "vague=2&campus=b&vue=liste", "filiere=chimie"])
def test_a_link_that_changes_fields_is_the_same_in_every_view(query):
    selection, tourisme = Selection.from_query(query), frozenset(["tourisme"])
    said = change(filieres=tourisme, campus=None)
    assert said == "?~filiere=tourisme&campus="
    there = selection.but(filieres=tourisme, campus=None).to_search()
    one, other = (f'<a href="{link.replace("&", "&amp;")}">' for link in (said, there))
    assert absolute(one, selection.to_query()) == other


def test_a_list_that_a_change_makes_whole_is_none():
    assert change(vagues=frozenset(Vague)) == "?~vague="
