"""What a browser may send to a callback: what the page sends, and nothing else."""

import pytest

from dashboard import ids
from dashboard.layout.listing import COLUMNS
from dashboard.payload import SORTED, acceptable


def body(**changes) -> dict:
    """Write what the page sends, with some of its parts changed."""
    sent = {
        "output": f"{ids.ROWS}.data",
        "outputs": {"id": ids.ROWS, "property": "data"},
        "inputs": [{"id": ids.SEARCH, "property": "data", "value": {"vue": "", "mots": "bois"}}],
        "changedPropIds": [f"{ids.SEARCH}.data"],
    }
    return sent | changes


def asking(**value) -> dict:
    """Ask the list for something."""
    return body(inputs=[{"id": ids.SEARCH, "property": "data", "value": value}])


@pytest.mark.parametrize(
    "sent",
    [
        body(),
        asking(vue="?filiere=x"),
        asking(vue="", mots="", colonne="nom", sens="descending"),
        body(state=[], changedPropIds=[]),
    ],
)
def test_what_the_page_sends_is_taken(sent):
    assert acceptable(sent)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {},
        body(output="x.data"),
        body(output=3),
        body(outputs=[{"id": ids.ROWS, "property": "data"}]),
        body(outputs={"id": ids.ROWS, "property": "data", "autre": ""}),
        body(inputs=[]),
        body(inputs={}),
        body(inputs=[None]),
        body(inputs=[{"id": ids.SEARCH, "property": "x", "value": {"vue": ""}}]),
        body(inputs=[{"id": "x", "property": "data", "value": {"vue": ""}}]),
        body(changedPropIds=[3]),
        body(changedPropIds=["x.data"]),
        body(changedPropIds={}),
        body(state=[{}]),
        body(state=[f"{ids.SEARCH}.data"]),
        asking(),
        asking(vue=3),
        asking(vue="", mots=None),
        asking(vue="", autre=""),
        asking(vue="", mots="a" * 201),
        asking(vue="a" * 2001),
        asking(vue="", colonne="note"),
        asking(vue="", colonne="nom", sens="haut"),
    ],
)
def test_anything_else_is_refused(sent):
    assert not acceptable(sent)


def test_a_column_of_the_list_sorts_it():
    assert list(COLUMNS) == list(SORTED)
