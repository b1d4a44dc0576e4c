"""The wiring of the page, through the same door as the browser."""

import copy
import json
import re
from collections.abc import Iterator
from html import unescape

import pytest

from dashboard.layout.listing import found, searched

SEARCH = "lignes.data"


@pytest.fixture
def body(client):
    """Write what the browser sends when the list is searched or sorted."""
    known = {one["output"]: one for one in client.get("/_dash-dependencies").json}

    def write(asked) -> dict:
        (given,) = known[SEARCH]["inputs"]
        return {
            "output": SEARCH,
            "outputs": {"id": "lignes", "property": "data"},
            "changedPropIds": ["demande.data"],
            "inputs": [given | {"value": asked}],
            "state": [],
        }

    return write


@pytest.fixture
def ask(client, body):
    """Call the callback as the browser does."""
    return lambda asked: client.post("/_dash-update-component", json=body(asked))


def words(html: str) -> str:
    """Return the text of a piece of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_the_server_is_called_for_the_list_alone(client):
    """Views are addresses, which caches keep; the rest is between the page's script and the map."""
    wired = client.get("/_dash-dependencies").json
    assert [one["output"] for one in wired if one["clientside_function"] is None] == [SEARCH]
    assert sorted(
        one["clientside_function"]["function_name"] for one in wired if one["clientside_function"]
    ) == ["draw", "follow", "receive"]


def test_the_list_is_searched_and_sorted_within_the_view(ask):
    answer = ask({"vue": "", "mots": "brize", "colonne": "vague", "sens": "descending"})
    said = words(answer.json["response"]["lignes"]["data"]["liste"])
    assert "2 campus, par région" in said
    assert said.index("Réseaux") < said.index("Table")
    answer = ask({"vue": "?filiere=numerique", "mots": "brize"})
    found = answer.json["response"]["lignes"]["data"]["liste"]
    assert "1 campus, par région" in words(found)
    assert re.findall('href="([^"]*)"', found) == ["?filiere=numerique&amp;campus=b"]


@pytest.mark.parametrize(
    ("search", "message"),
    [
        (
            "?vague=<b>9</b>",
            "<p>Paramètre «\u202fvague\u202f»\u202f: valeur «\u202f&lt;b&gt;9&lt;/b&gt;\u202f» "
            "inconnue. Valeurs admises\u202f: 1, 2, 3, 4.</p>",
        ),
        (
            "?campus=zzz",
            "<p>Paramètre «\u202fcampus\u202f»\u202f: aucun campus «\u202fzzz\u202f» "
            "dans ces données.</p>",
        ),
    ],
)
def test_a_wrong_address_is_refused_in_words(ask, search, message):
    answer = ask({"vue": search})
    assert answer.status_code == 400
    assert message in answer.text
    assert "Traceback" not in answer.text


BROKEN = [
    ("no-body", b""),
    ("half", b"{"),
    ("list", b"[]"),
    ("number", b"1"),
    ("null", b"null"),
    ("empty", b"{}"),
    ("unknown", b'{"output":"nulle.part","outputs":{},"inputs":[],"changedPropIds":[]}'),
    ("no-inputs", b'{"output":"lignes.data","outputs":{"id":"lignes","property":"data"}}'),
    ("bad-output", b'{"output":12,"outputs":{},"inputs":[],"changedPropIds":[]}'),
]


@pytest.mark.parametrize("sent", [sent for _, sent in BROKEN], ids=[name for name, _ in BROKEN])
def test_a_broken_request_is_the_fault_of_who_sent_it(client, sent):
    answer = client.post("/_dash-update-component", data=sent, content_type="application/json")
    assert answer.status_code == 400
    assert "La demande n’a pas pu être lue." in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "?vague=1",
        {},
        {"mots": "a"},
        {"vue": 12},
        {"vue": "", "mots": 12},
        {"vue": "", "colonne": ["nom"]},
        {"vue": "", "autre": "chose"},
    ],
    ids=str,
)
def test_a_value_that_the_page_never_sends_is_refused(ask, asked):
    assert ask(asked).status_code == 400


FOREIGN = (None, True, -1, 9999, 1.5, "", "zzz", [], {}, [1], {"a": 1}, [[]], [{}])


def damaged(whole) -> Iterator[tuple[tuple, object]]:
    """Yield a JSON value with each of its parts taken out, or replaced by each foreign one."""
    if isinstance(whole, dict | list):
        for key in whole if isinstance(whole, dict) else range(len(whole)):
            less, more = copy.deepcopy(whole), copy.deepcopy(whole)
            del less[key]
            yield (key, "without"), less
            for path, part in [((value,), value) for value in FOREIGN] + [*damaged(whole[key])]:
                more[key] = part
                yield (key, *path), copy.deepcopy(more)


def test_a_request_damaged_anywhere_is_never_an_error_of_the_server(client, body):
    whole = body({"vue": "?vague=1", "mots": "a", "colonne": "nom", "sens": "ascending"})
    assert client.post("/_dash-update-component", json=whole).status_code == 200
    assert [
        where
        for where, part in damaged(whole)
        if client.post("/_dash-update-component", json=part).status_code not in (200, 204, 400)
    ] == []


def test_what_is_no_json_is_refused(client, body):
    written = json.dumps(body({"vue": "", "mots": ""}))
    for broken in (written[:-1] + ', "z": NaN}', written[:-1] + ', "z": -Infinity}', written[:-1]):
        answer = client.post(
            "/_dash-update-component", data=broken, content_type="application/json"
        )
        assert answer.status_code == 400


def test_a_word_said_many_times_is_looked_for_once(toy, monkeypatch):
    """Two hundred letters are a hundred words at most, and each is one pass over the campuses."""
    looked = []
    monkeypatch.setitem(
        found.__globals__, "searched", lambda data: looked.append(1) or searched(data)
    )
    assert len(found(toy, toy.campuses.index, "a " * 100)) > 0
    assert len(looked) == 1
