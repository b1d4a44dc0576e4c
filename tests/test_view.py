"""A view as the page's script takes it: the same as the page itself, said by its differences."""

import json
import re
from collections import Counter

import pytest
from test_delta import decode
from toy import hostile_dataset, with_campuses

from dashboard import layout
from dashboard.figures import campus_map, zones
from dashboard.geography import COMPOSITIONS, LARGE, NARROW
from dashboard.hrefs import absolute
from dashboard.selection import Selection
from dashboard.summary import headline, sentence
from dashboard.view import answered, answers, bases, in_units, prepare, release, texts, view
from dashboard.vocabulary import Filiere

QUERIES = [
    "",
    "filiere=tourisme",
    "filiere=numerique&vague=1,4&campus=b",
    "region=53&preuve=source",
    "niveau=academie&indicateur=taux",
    "indicateur=population&rayon=25",
    "vue=liste",
    "vue=couverture",
    "vue=couverture&filiere=numerique&tri=lacunes&contre=tourisme",
]


def read(query: str) -> Selection:
    return Selection.from_query(query)


def shown_by(write, dataset, selection: Selection, *more) -> dict[str, str]:
    """Write the texts of a view, their links as a reader follows them."""
    query = selection.to_query()
    return {name: absolute(text, query) for name, text in write(dataset, selection, *more).items()}


def put_together(write, chain: tuple[Selection, ...], selection: Selection) -> dict[str, str]:
    """Write texts back from what is sent, as the page's script does."""
    put: dict[str, str] = {}
    known = None
    for said in (json.loads(write(one)) for one in dict.fromkeys((*chain, selection))):
        assert said.get("base") == known
        known = said.get("empreinte")
        put |= {name: in_units(text) for name, text in said.get("textes", {}).items()}
        for name, runs in said.get("ecarts", {}).items():
            put[name] = decode(put[name], [in_units(r) if isinstance(r, str) else r for r in runs])
    whole = {name: text.encode("utf-16", "surrogatepass") for name, text in put.items()}
    query = selection.to_query()
    return {name: absolute(text.decode("utf-16"), query) for name, text in whole.items()}


def by_attribute(trace: dict) -> dict:
    """Write a trace attribute after attribute, as the page's script does."""
    columns, marks = trace.pop("colonnes"), trace.pop("marques")
    for n, (*above, last) in enumerate(columns):
        part = trace
        for key in above:
            part = part[key]
        part[last] = [mark[n] for mark in marks]
    return trace


@pytest.mark.parametrize("composition", COMPOSITIONS.values(), ids=COMPOSITIONS)
@pytest.mark.parametrize("query", QUERIES)
def test_a_view_is_put_together_from_its_base(toy, query, composition):
    selection = read(query)
    shown = shown_by(texts, toy, selection, composition)
    put = put_together(lambda one: view(toy, one, composition), bases(selection), selection)
    assert {name: put[name] for name in shown} == shown
    unseen = {"fond", "liens", "habitants", "noms", "zones", "carte"}  # away from the map
    assert set(put) - set(shown) <= unseen


@pytest.mark.parametrize("query", QUERIES)
def test_a_view_is_put_together_where_names_have_signs_of_two_units(toy, query):
    """An emoji, a rare ideogram: one character for Python, two for a browser."""
    names = "🎓 " + toy.campuses["nom"] + " 𠮷🚀🎓"
    selection, other = read(query), with_campuses(toy, toy.campuses.assign(nom=names))
    put = put_together(lambda one: view(other, one, LARGE), bases(selection), selection)
    shown = shown_by(texts, other, selection, LARGE)
    assert {name: put[name] for name in shown} == shown
    sent = view(other, selection, LARGE)
    assert sent.encode()  # what UTF-8 can carry


@pytest.mark.parametrize(
    ("query", "base"),
    [
        *((query, "vue=couverture") for query in QUERIES if "couverture" in query),
        ("filiere=chimie&vue=couverture&essai=2", "vue=couverture"),
        ("indicateur=taux&vue=couverture&vague=2", "vue=couverture"),
        ("niveau=academie&indicateur=taux", "indicateur=taux"),
        ("indicateur=population&rayon=25", "indicateur=population"),
        ("filiere=tourisme", ""),
        ("indicateur=taux&vue=liste", "vue=liste"),
    ],
)
def test_answers_are_put_together_from_those_of_the_same_questions_unfiltered(toy, query, base):
    """The grid asks the same whatever the indicator of the map: they are sent once."""
    selection = read(query)
    put = put_together(lambda one: answered(toy, one), (read(base),), selection)
    assert put == shown_by(answers, toy, selection)
    assert any(put.values()) == ("avec-questions" in texts(toy, selection, LARGE)["classe"])


def test_what_is_likeliest_to_be_asked_for_is_prepared(toy, monkeypatch):
    """Each view in both compositions; what answers are said from. Visitors go first each time."""
    seen, replied, framed, waited = Counter(), Counter(), [], []
    monkeypatch.setattr("dashboard.view.frame", lambda _, one, *__: framed.append(one))
    monkeypatch.setattr("dashboard.view.view", lambda _, one, __: seen.update([one.to_query()]))
    monkeypatch.setattr("dashboard.view.answered", lambda _, one: replied.update([one.to_query()]))
    prepare(toy, lambda: waited.append(len(framed) + seen.total() + replied.total()))
    assert waited == list(range(1 + seen.total() + replied.total()))
    assert framed == [Selection()]
    likely = [f"filiere={f.value}" for f in Filiere] + ["vague=4", "region=53", "region=04"]
    likely += ["", "niveau=academie", "indicateur=taux", "preuve=source", "vue=liste"]
    likely += [
        "preuve=source&niveau=academie&indicateur=population",
        "niveau=academie&vue=couverture",
    ]
    assert all(seen[query] == 2 for query in likely)
    assert set(seen.values()) == {2}
    assert replied == Counter(["indicateur=taux", "indicateur=population", "vue=couverture"])


@pytest.mark.parametrize("query", QUERIES)
def test_a_view_holds_the_parts_of_the_page_itself(toy, query):
    """A reader without script, who loads the page, and one with, who follows a link, see the same."""
    selection = read(query)
    shown = shown_by(texts, toy, selection, LARGE) | shown_by(answers, toy, selection)
    page = layout.body(toy, selection)
    assert "?~" not in page  # a reader without script follows plain addresses
    for place in ("tete", "filtres", "legende", "analyse", "panneau", "liste", "questions"):
        assert f'id="{place}">{shown[place]}</' in page, place
    assert ("fond" in shown) == (selection.vue == "carte")
    for layer in ("fond", "liens", "habitants", "noms"):
        assert shown.get(layer, "") in page
    assert f'<main class="{shown["classe"]}"' in page
    assert shown["titre"] == headline(toy, selection)
    assert shown["phrase"] == sentence(toy, selection)


def test_a_view_holds_the_figure_of_its_composition(toy):
    selection = read("filiere=numerique")
    for composition in (LARGE, NARROW):
        shown = texts(toy, selection, composition)
        figure = json.loads(shown["carte"])
        whole = figure | {"data": [by_attribute(trace) for trace in figure["data"]]}
        assert whole == json.loads(json.dumps(campus_map(toy, selection, composition)))
        said = [tuple(zone) for zone in json.loads(shown["zones"])]
        assert said == zones(toy, selection, composition)
        assert len(said) == len(re.findall("<use ", shown["fond"]))


@pytest.mark.parametrize(
    ("query", "most"),
    [("filiere=tourisme", 3), ("vague=2&region=84", 3), ("preuve=source", 3), ("campus=", 3)],
)
def test_a_filter_sends_a_tenth_of_the_view(published, query, most):
    query = query if query != "campus=" else f"campus={published.campuses.index[0]}"
    selection = Selection.from_query(query)
    whole = json.dumps(texts(published, selection, LARGE), ensure_ascii=False)
    assert len(view(published, selection, LARGE)) < len(whole) / most


def test_another_data_or_another_code_has_another_name(toy, published, monkeypatch):
    assert release(toy) != release(published)
    monkeypatch.setattr("dashboard.view.code_version", lambda: "autre")
    assert release(toy) == f"{toy.version}-autre"


def test_hostile_texts_stay_texts():
    shown = texts(hostile_dataset(), read("indicateur=taux"), LARGE)
    for place, text in shown.items():
        if place not in ("titre", "phrase"):
            assert "<script" not in text.lower(), place
