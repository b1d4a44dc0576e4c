"""oEmbed, as its specification says: answers, bounds, errors."""

import json
import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy import hostile_dataset

from dashboard.app import create_app
from dashboard.display import NARROWEST_PX, Display
from dashboard.framing import code
from dashboard.selection import Selection

ROOT = "http://localhost/"


def ask(client, url, **params):
    """Ask about a link."""
    query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in params.items())
    return client.get(f"/oembed?url={quote(url, safe='')}" + (f"&{query}" if query else ""))


def test_a_link_to_a_view_becomes_its_frame(client, toy):
    answer = ask(client, f"{ROOT}?filiere=tourisme")
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    selection = Selection.from_query("filiere=tourisme")
    written = code(toy, selection, Display(), ROOT)
    assert json.loads(answer.text) == {
        "version": "1.0",
        "type": "rich",
        "title": "1 campus de la filière Tourisme, gastronomie, labellisé en vague 1, 2, 3 ou 4, dans 1 "
        "région — Campus des métiers et des qualifications",
        "provider_name": "Campus des métiers et des qualifications",
        "provider_url": ROOT,
        "cache_age": 86400,
        "html": written.frame,
        "width": 800,
        "height": written.height,
    }


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost?vague=1",
        "HTTP://LocalHost/?vague=1",
        "http://localhost:80/?vague=1",
        "https://localhost:443?vague=1",
        "http://localhost:/?vague=1",
        "http://localhost/?vague=1#carte",
    ],
)
def test_a_link_is_known_however_its_server_is_written(client, url):
    assert ask(client, url).data == ask(client, f"{ROOT}?vague=1").data


@pytest.mark.parametrize(
    "url", ["https://Example.org/cmq?vague=1", "https://example.org:443/cmq/?vague=1"]
)
def test_a_link_without_the_slash_of_the_prefix_is_known(toy, monkeypatch, url):
    monkeypatch.setenv("DASHBOARD_URL", "https://example.org/cmq/")
    client = create_app(toy).server.test_client()
    assert ask(client, url).status_code == 200
    assert ask(client, "https://example.org/").status_code == 404


def test_xml_says_the_same(client):
    url = f"{ROOT}embed?filiere=numerique&titre=0&theme=sombre"
    answer = ask(client, url, format="xml")
    assert answer.content_type == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.text)
    assert root.tag == "oembed"
    said = {field.tag: field.text for field in root}
    same = json.loads(ask(client, url, format="json").text)
    assert said == {name: str(value) for name, value in same.items()}
    assert (
        'src="http://localhost/embed?filiere=numerique&amp;titre=0&amp;theme=sombre"'
        in said["html"]
    )


@pytest.mark.parametrize(
    ("widest", "tallest"),
    [(400, None), (5000, None), (None, 300), (320, 480), (280, 100), (280, 1)],
)
def test_a_frame_keeps_within_its_bounds(client, widest, tallest):
    bounds = {"maxwidth": widest, "maxheight": tallest}
    answer = json.loads(ask(client, ROOT, **{n: v for n, v in bounds.items() if v}).text)
    assert answer["width"] == min(800, widest or 800)
    assert answer["height"] <= (tallest or 10_000)
    assert f"max-width:{answer['width']}px" in answer["html"]
    if tallest:
        assert answer["height"] == tallest
        (least,) = re.findall(r"min-height:([^;\"]*)", answer["html"]) or ["0px"]
        bounds = [int(n) for n in re.findall(r"(\d+)px", least.replace("(600px - 100vw)", ""))]
        assert max(bounds) <= tallest


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("", 400, "url : l’adresse d’une vue est attendue."),
        ("url=", 400, "url : l’adresse d’une vue est attendue."),
        ("url=http://localhost/&url=http://localhost/", 400, "url : donné plusieurs fois."),
        (
            "url=http://localhost/&maxwidth=large",
            400,
            "maxwidth : un nombre entier de pixels est attendu, et non « large ».",
        ),
        (
            "url=http://localhost/&maxheight=0",
            400,
            "maxheight : un nombre entier de pixels est attendu, et non « 0 ».",
        ),
        (
            "url=http://localhost/&maxwidth=24",  # the inside of such a frame has no width at all
            400,
            "maxwidth : 280\u00a0pixels au moins sont attendus, et non « 24 » : aucune vue ne tient dans un "
            "cadre plus étroit.",
        ),
        (
            "url=http://localhost/&maxwidth=279&maxheight=1000",
            400,
            "maxwidth : 280\u00a0pixels au moins sont attendus, et non « 279 » : aucune vue ne tient dans un "
            "cadre plus étroit.",
        ),
        (
            "url=http://localhost/%3Fvague%3D9",
            400,
            "url : Paramètre « vague » : valeur « 9 » inconnue. Valeurs admises : 1, 2, 3, 4.",
        ),
        (
            "url=http://localhost/embed%3Flargeur%3D300",
            400,
            "url : Paramètre « largeur » : paramètre inconnu. Paramètres admis : filiere, vague, "
            "region, preuve, niveau, indicateur, rayon, campus, vue, tri, essai, contre, titre, legende, theme.",
        ),
        (
            "url=http://localhost/&format=pdf",
            501,
            "format : « pdf » n’est pas proposé. Formats : json, xml.",
        ),
        *(
            (f"url={url}", 404, f"url : « {url} » n’est pas l’adresse d’une vue de {ROOT}.")
            for url in (
                "http://elsewhere.example/",
                "http://localhost.evil.example/",
                "ftp://localhost/",
                "http://localhost/methode",
                "http://localhost/embed/x",
                "//localhost/",
                "http://localhost:8050/",
                "http://localhost:443/",
                "http://localhost:a/",
                "http://u@localhost/",
                "http://localhost//",
                "x",
                "http://[",
            )
        ),
    ],
)
def test_what_has_no_answer_says_why(client, query, status, message):
    answer = client.get(f"/oembed?{query}")
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    said = message.replace(" :", "\u202f:").replace("« ", "«\u202f").replace(" »", "\u202f»")
    assert json.loads(answer.text) == {"erreur": said}


def test_an_error_is_written_in_the_format_that_was_asked(client):
    answer = ask(client, "http://elsewhere.example/<&>", format="xml")
    assert answer.status_code == 404
    assert "<&>" in ElementTree.fromstring(answer.text).find("erreur").text


def test_a_parameter_of_the_consumer_s_own_is_let_pass(client):
    """WordPress adds `dnt=1`."""
    assert ask(client, ROOT, dnt=1).status_code == 200


def test_what_consumers_add_makes_no_other_answer(toy):
    server = create_app(toy).server
    kept = server.config["READY"].__self__.kept
    client = server.test_client()
    answers = [
        ask(client, ROOT, dnt=1, maxwidth=400),
        ask(client, ROOT, maxwidth=400, lang="fr"),
        client.get("/oembed?a=1&a=2&u%72l=http://localhost/&maxwidth=400&&b"),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.data for answer in answers}) == 1
    assert sorted(key[-1] for key in kept) == sorted(
        ["url=http%3A%2F%2Flocalhost%2F&maxwidth=400", "u%72l=http://localhost/&maxwidth=400"]
    )


@pytest.mark.parametrize("format", ["json", "xml"])
def test_hostile_data_come_out_harmless(format):
    client = create_app(hostile_dataset()).server.test_client()
    answer = ask(client, f"{ROOT}?region=53", format=format)
    if format == "xml":
        html = ElementTree.fromstring(answer.text).find("html").text
    else:
        html = json.loads(answer.text)["html"]
    assert html.startswith("<iframe ") and html.count("<") == 2


@given(url=st.text(max_size=60), width=st.text(max_size=8))
def test_any_request_is_an_answer_or_a_clean_refusal(toy_app, url, width):
    client = toy_app.server.test_client()
    answer = client.get("/oembed", query_string={"url": url, "maxwidth": width})
    assert answer.status_code in (400, 404)
    assert set(json.loads(answer.text)) == {"erreur"}


VIEWS = ("", "?vue=couverture", "?vue=liste", "?contre=chimie", "embed?titre=0&legende=0")
BOUNDS = st.none() | st.sampled_from((1, 24, 279, 280, 281, 10**8)) | st.integers(1, 1000)


@given(view=st.sampled_from(VIEWS), widest=BOUNDS, tallest=BOUNDS)
def test_a_view_keeps_within_any_bounds_or_is_refused(toy_app, view, widest, tallest):
    given = {"maxwidth": widest, "maxheight": tallest}
    bounds = {name: value for name, value in given.items() if value is not None}
    answer = ask(toy_app.server.test_client(), ROOT + view, **bounds)
    said = json.loads(answer.text)
    known = all(0 < value < 10**8 for value in bounds.values())
    if known and (widest is None or widest >= NARROWEST_PX):
        assert answer.status_code == 200
        assert NARROWEST_PX <= said["width"] <= (widest or 800)
        assert 0 < said["height"] <= (tallest or 10_000)
        assert not re.search(r"[:/(]-\d", re.search(r'style="([^"]*)"', said["html"])[1])
    else:
        assert answer.status_code == 400 and set(said) == {"erreur"}
