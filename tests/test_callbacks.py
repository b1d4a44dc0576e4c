"""The wiring of the page, through the same door as the browser."""

import copy
import json
import re
from collections.abc import Iterator
from html import unescape

import pytest

from dashboard.coverage import select
from dashboard.figures import redraw, reframe, slots
from dashboard.geography import LARGE, NARROW
from dashboard.selection import Selection

DRAW = "carte.figure"
TELL = "..parties.data...annonce.children.."
LIST = "..lignes.data...contenu.className.."
FOLLOW = "..adresse.search...carte.clickData.."
NOTHING_YET = {
    "adresse.search": "",
    "composition.data": "large",
    "recherche.value": "",
    "tri.data": None,
    "carte.clickData": None,
}


@pytest.fixture
def body(client):
    """Write what the browser sends: the state of the page, and what has just changed."""
    known = {one["output"]: one for one in client.get("/_dash-dependencies").json}

    def write(output: str, *changed: str, **state) -> dict:
        values = NOTHING_YET | {name.replace("_", ".", 1): value for name, value in state.items()}
        wired = known[output]
        names = [name.rsplit(".", 1) for name in output.strip(".").split("...")]
        outputs = [{"id": name, "property": prop} for name, prop in names]
        given = {
            kind: [
                part | {"value": values[f"{part['id']}.{part['property']}"]} for part in wired[kind]
            ]
            for kind in ("inputs", "state")
        }
        return {
            "output": output,
            "outputs": outputs if output.startswith("..") else outputs[0],
            "changedPropIds": list(changed or ["adresse.search"]),
            **given,
        }

    return write


@pytest.fixture
def ask(client, body):
    """Call a callback as the browser does."""

    def call(output: str, *changed: str, **state):
        return client.post("/_dash-update-component", json=body(output, *changed, **state))

    return call


def changes(answer) -> dict[tuple, object]:
    """Read a partial update back: path in the figure -> value."""
    patch = answer.json["response"]["carte"]["figure"]
    assert patch["__dash_patch_update"] == "__dash_patch_update"
    assert {one["operation"] for one in patch["operations"]} == {"Assign"}
    return {tuple(one["location"]): one["params"]["value"] for one in patch["operations"]}


def test_a_filter_redraws_the_map_without_its_outlines(ask, toy):
    answer = ask(DRAW, adresse_search="?filiere=numerique")
    expected = redraw(toy, Selection.from_query("filiere=numerique"), LARGE)
    assert answer.status_code == 200
    assert changes(answer) == same(expected)


def same(expected: dict) -> dict:
    """Give expected changes the types that JSON leaves them."""
    return {path: json.loads(json.dumps(value)) for path, value in expected.items()}


def test_a_new_composition_also_moves_the_frames(ask, toy):
    answer = ask(DRAW, "composition.data", composition_data="etroite")
    expected = redraw(toy, Selection(), NARROW) | reframe(toy, NARROW)
    assert changes(answer) == same(expected)


def test_the_first_drawing_sets_the_frames_too(ask, toy):
    answer = ask(DRAW, "adresse.search", "composition.data", adresse_search="?vague=1")
    expected = redraw(toy, Selection.from_query("vague=1"), LARGE) | reframe(toy, LARGE)
    assert changes(answer) == same(expected)


def words(html: str) -> str:
    """Return the text of a piece of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_a_filter_changes_everything_that_the_page_says(ask, toy):
    told = ask(TELL, adresse_search="?filiere=numerique").json["response"]
    sentence = "3 campus de la filière Numérique, télécommunications, labellisés en vagues 1 à 4"
    assert f"{sentence}, dans 2 régions." in words(told["parties"]["data"]["tete"])
    assert told["annonce"]["children"] == f"{sentence}, dans 2 régions"
    assert "Retirer Numérique" in words(told["parties"]["data"]["filtres"])
    assert "Nombre de campus connus, par région" in words(told["parties"]["data"]["legende"])

    listed = ask(LIST, adresse_search="?filiere=numerique&campus=b").json["response"]
    assert "3 campus, par région" in words(listed["lignes"]["data"]["liste"])
    assert words(listed["lignes"]["data"]["panneau"]).startswith("Réseaux")
    assert listed["contenu"]["className"] == "vue-carte avec-panneau"


def test_the_list_is_searched_and_sorted(ask, toy):
    answer = ask(
        LIST,
        "recherche.value",
        recherche_value="brize",
        tri_data={"colonne": "vague", "sens": "descending"},
    )
    said = words(answer.json["response"]["lignes"]["data"]["liste"])
    assert "2 campus, par région" in said
    assert said.index("Réseaux") < said.index("Table")


def clicked(toy, territory: str, customdata: str | None = None) -> dict:
    """Say a click as plotly.js does, on a territory's code or on a kind of mark."""
    curve = [slot.territory or slot.draws for slot in slots(toy)].index(territory)
    return {"points": [{"curveNumber": curve, "customdata": customdata}]}


@pytest.mark.parametrize(
    ("search", "territory", "campus", "leads_to"),
    [
        ("", "53", None, "?region=53"),
        ("?region=53", "44", None, "?region=44,53"),
        ("?region=53&vague=1&campus=a", "53", None, "?vague=1"),
        ("?niveau=academie", "Sud", None, "?region=53&niveau=academie"),
        ("?vague=1", "campus", "a", "?vague=1&campus=a"),
        ("?filiere=chimie", "contexte", "d", "?filiere=chimie&campus=d"),
    ],
)
def test_a_click_on_the_map_follows_an_address(ask, toy, search, territory, campus, leads_to):
    answer = ask(
        FOLLOW,
        "carte.clickData",
        adresse_search=search,
        carte_clickData=clicked(toy, territory, campus),
    )
    assert answer.json["response"] == {
        "adresse": {"search": leads_to},
        "carte": {"clickData": None},
    }


def test_a_click_on_nothing_leads_nowhere(ask):
    assert ask(FOLLOW, "carte.clickData").json["response"] == {"carte": {"clickData": None}}


@pytest.mark.parametrize("output", [DRAW, TELL, LIST])
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
def test_a_wrong_address_is_refused_in_words(ask, output, search, message):
    answer = ask(output, adresse_search=search)
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
    ("no-inputs", b'{"output":"carte.figure","outputs":{"id":"carte","property":"figure"}}'),
    ("bad-output", b'{"output":12,"outputs":{},"inputs":[],"changedPropIds":[]}'),
]


@pytest.mark.parametrize("sent", [sent for _, sent in BROKEN], ids=[name for name, _ in BROKEN])
def test_a_broken_request_is_the_fault_of_who_sent_it(client, sent):
    answer = client.post("/_dash-update-component", data=sent, content_type="application/json")
    assert answer.status_code == 400
    assert "La demande n’a pas pu être lue." in answer.text


@pytest.mark.parametrize(
    ("output", "state"),
    [
        (DRAW, {"composition_data": "immense"}),
        (DRAW, {"composition_data": None}),
        (DRAW, {"composition_data": ["large"]}),
        (DRAW, {"adresse_search": 12}),
        (TELL, {"adresse_search": {"a": 1}}),
        (LIST, {"recherche_value": 12}),
        (LIST, {"tri_data": "nom"}),
        (LIST, {"tri_data": {"colonne": ["nom"]}}),
        (FOLLOW, {"carte_clickData": {}}),
        (FOLLOW, {"carte_clickData": {"points": []}}),
        (FOLLOW, {"carte_clickData": {"points": [{"curveNumber": 9999}]}}),
        (FOLLOW, {"carte_clickData": {"points": [{"curveNumber": 7, "customdata": ["a"]}]}}),
    ],
    ids=str,
)
def test_a_value_that_the_page_never_sends_is_not_an_error_of_the_server(ask, output, state):
    assert ask(output, **state).status_code in (200, 400)


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


@pytest.mark.parametrize(
    ("output", "state"),
    [
        (DRAW, {"adresse_search": "?vague=1"}),
        (TELL, {"adresse_search": "?vague=1"}),
        (LIST, {"recherche_value": "a", "tri_data": {"colonne": "nom", "sens": "ascending"}}),
        (FOLLOW, {"carte_clickData": {"points": [{"curveNumber": 0, "customdata": "a"}]}}),
    ],
)
def test_a_request_damaged_anywhere_is_never_an_error_of_the_server(client, body, output, state):
    whole = body(output, **state)
    assert client.post("/_dash-update-component", json=whole).status_code == 200
    assert [
        where
        for where, part in damaged(whole)
        if client.post("/_dash-update-component", json=part).status_code not in (200, 204, 400)
    ] == []


def test_the_table_and_the_map_agree(ask, toy):
    query = "?vague=2,4&preuve=source"
    chosen = select(toy.campuses, Selection.from_query(query))
    listed = ask(LIST, adresse_search=query).json["response"]["lignes"]["data"]["liste"]
    assert all(name in words(listed) for name in chosen["nom"])
    drawn = changes(ask(DRAW, adresse_search=query))
    (marks,) = [
        drawn["data", n, "x"]
        for n, slot in enumerate(slots(toy))
        if slot.draws == "campus" and slot.frame == "metropole"
    ]
    assert [x is not None for x in marks] == [False, False, True, True]
