"""Links said from the address of their page."""

import pytest

from dashboard.hrefs import relative


@pytest.mark.parametrize(
    ("query", "link", "said"),
    [
        ("", "?vague=2", "?~vague=2"),
        ("filiere=tourisme", "?filiere=tourisme&amp;vague=2", "?~vague=2"),
        ("filiere=tourisme", "?filiere=chimie,tourisme", "?~filiere=chimie,tourisme"),
        ("filiere=tourisme&vague=2", "?vague=2", "?~filiere="),
        ("filiere=tourisme&vague=2", "?region=53", "?region=53"),  # three parameters change
        ("filiere=tourisme", "?filiere=tourisme", "?filiere=tourisme"),  # none does
        ("filiere=tourisme", "methode?filiere=tourisme", "methode?filiere=tourisme"),
        ("filiere=tourisme", "./", "./"),
    ],
)
def test_a_link_is_said_by_the_parameter_that_it_changes(query, link, said):
    html = '<p title="?vague=2"><a class="x" href="{}">Vague 2</a></p>'
    assert relative(html.format(link), query) == html.format(said)
