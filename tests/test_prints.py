"""The routes of print: one address each, kept by caches, named files, refusals in French."""

import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.app import create_app
from dashboard.data import ROOT

KEPT = "public, max-age=300, s-maxage=3600, stale-while-revalidate=86400, stale-if-error=604800"


@pytest.fixture(scope="module")
def client(published):
    return create_app(published).server.test_client()


@pytest.mark.parametrize(
    ("address", "kind", "start", "name"),
    [
        (
            "/carte.pdf?filiere=tourisme&region=53",
            "application/pdf",
            b"%PDF-1.7",
            "tourisme-bretagne.pdf",
        ),
        ("/carte.png?format=social", "image/png", b"\x89PNG\r\n\x1a\n", "social.png"),
        ("/carte.png", "image/png", b"\x89PNG\r\n\x1a\n", "cmq-2017-06.png"),
        ("/carte.svg?format=colonne", "image/svg+xml; charset=utf-8", b"<svg ", "colonne.svg"),
    ],
)
def test_a_printed_view_is_served_under_its_name_and_kept_by_caches(
    client, address, kind, start, name
):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type == kind
    assert answer.data.startswith(start)
    assert re.fullmatch(
        rf'inline; filename="(cmq-2017-06-)?{re.escape(name)}"',
        answer.headers["Content-Disposition"],
    )
    assert answer.headers["Cache-Control"] == KEPT
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["ETag"].startswith('"')
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(address).data == answer.data


def test_what_is_dense_already_is_not_compressed_again(client):
    answer = client.get("/carte.png?format=social", headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in answer.headers
    svg = client.get("/carte.svg?format=colonne", headers={"Accept-Encoding": "br, gzip"})
    assert svg.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/carte.pdf?format=a4", "/carte.pdf"),
        ("/carte.pdf?theme=clair&couleurs=rvb&titre=1", "/carte.pdf"),
        (
            "/carte.png?format=social&theme=gris&vague=2,1",
            "/carte.png?vague=1,2&theme=gris&format=social",
        ),
        ("/carte.png?largeur=860", "/carte.png"),
        (
            "/carte.svg?format=a4&filiere=tourisme&titre=0",
            "/carte.svg?filiere=tourisme&titre=0&format=a4",
        ),
        ("/telecharger?format=a4", "/telecharger"),
    ],
)
def test_a_printed_view_has_one_address(client, asked, canonical):
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, canonical)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (
            "/carte.pdf?format=a5",
            "Paramètre « format » : valeur « a5 » inconnue. Valeurs admises : a4, a4-paysage, "
            "pleine-page, demi-page, colonne, double, carre, social, diapo.",
        ),
        (
            "/carte.png?largeur=100&format=a4",
            "Paramètre « largeur » : valeur « 100 » refusée avec le format « a4 », qui fixe la "
            "sienne ; sans format, de 280 à 2 400 pixels.",
        ),
        (
            "/carte.pdf?largeur=4000",
            "Paramètre « largeur » : valeur « 4000 » refusée, un nombre de millimètres de 80 à 420 "
            "est attendu.",
        ),
        (
            "/carte.svg?theme=gris",
            "Paramètre « theme » : valeur « gris » inconnue. Valeurs admises : clair, sombre. "
            "« theme=gris » est possible pour /carte.pdf, /carte.png, ou "
            "/carte.svg et un format (format=a4).",
        ),
        (
            "/carte.svg?format=a4&theme=rose",
            "Paramètre « theme » : valeur « rose » inconnue. Valeurs admises : clair, sombre, gris.",
        ),
        (
            "/carte.png?couleurs=cmjn",
            "Paramètre « couleurs » : valeur « cmjn » inconnue. Valeurs admises : rvb. "
            "« couleurs=cmjn » est possible pour /carte.pdf.",
        ),
        (
            "/carte.svg?couleurs=cmjn",
            "Paramètre « couleurs » : paramètre inconnu. Paramètres admis : filiere, vague, region, "
            "preuve, niveau, indicateur, rayon, campus, vue, tri, essai, contre, titre, legende, "
            "theme, largeur. « couleurs=cmjn » est possible pour /carte.pdf.",
        ),
        ("/telecharger?format=", "Paramètre « format » : valeur vide."),
    ],
)
def test_a_wrong_format_is_refused_with_what_is_allowed(client, address, message):
    answer = client.get(address)
    assert answer.status_code == 400
    assert f"<p>{message}</p>" in answer.text.replace("\u202f", " ").replace("\xa0", " ")


def test_without_a_format_the_drawing_is_what_it_was(client):
    answer = client.get("/carte.svg?filiere=tourisme")
    assert '<title id="titre">10 campus de la filière Tourisme' in answer.text
    assert "Content-Disposition" not in answer.headers


def test_prints_are_made_one_at_a_time_and_four_wait(client, monkeypatch):
    """The press needs no queue of its own; beyond, the answer is 503 and when to come back."""
    made, together, done = set(), [], threading.Event()

    def slow(*view) -> bytes:
        made.add(view)
        together.append(len(made))
        done.wait(30)
        made.remove(view)
        return b"page"

    monkeypatch.setattr("dashboard.routes.prints.printed", slow)
    asked = [f"/carte.{kind}" for kind in ("pdf?vague=3", "png?vague=3", "svg?vague=3&format=a4")]
    asked += ["/carte.pdf?vague=4", "/carte.svg?vague=4&format=a4"]
    with ThreadPoolExecutor(len(asked)) as pool:
        answers = [pool.submit(client.application.test_client().get, each) for each in asked]
        while "prints_waiting 5.0" not in client.get("/metriques").text:
            pass
        refused = client.get("/carte.png?vague=4")
        done.set()
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "5"
    assert refused.headers["Cache-Control"] == "no-store"
    assert "Trop de vues nouvelles sont demandées à la fois" in refused.text
    assert {answer.result().status_code for answer in answers} == {200}
    assert together == [1] * len(asked)
    monkeypatch.undo()
    assert client.get("/carte.png?vague=4").status_code == 200


def test_the_page_to_download_offers_every_setting_as_a_link(client):
    page = client.get("/telecharger?filiere=tourisme&theme=gris&format=demi-page").text
    assert page.count('aria-current="true"') == 5
    for kind in ("pdf", "png", "svg"):
        link = f'href="carte.{kind}?filiere=tourisme&amp;theme=gris&amp;format=demi-page"'
        assert f'download="cmq-2017-06-tourisme-demi-page-gris.{kind}"' in page
        assert link in page
        address = link[6:-1].replace("&amp;", "&")
        assert client.get(f"/{address}").status_code == 200
    links = re.findall(r'href="(telecharger[^"]*)"', page)
    assert len(links) == 9 + 3 + 2 + 2 + 2
    for link in links:
        assert client.get("/" + link.replace("&amp;", "&")).status_code == 200, link


def test_the_picture_of_a_link_has_the_size_that_the_page_says(client):
    page = client.get("/?filiere=tourisme").text
    assert '<meta property="og:image:type" content="image/png">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta property="og:image:height" content="630">' in page
    image = re.search(r'"og:image" content="http://localhost([^"]*)"', page)[1].replace(
        "&amp;", "&"
    )
    assert image == "/carte.png?filiere=tourisme&format=social"
    content = client.get(image).data
    assert (content[16:20], content[20:24]) == ((1200).to_bytes(4), (630).to_bytes(4))


FORKED = """
import os
from dashboard.app import create_app

server = create_app().server
child = os.fork()
if not child:
    address = "/carte.png?format=demi-page"
    os._exit(server.test_client().get(address).status_code != 200)
os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_worker_that_was_forked_after_the_start_prints():
    """Gunicorn forks once the application is built: nothing of the start may be left that a fork loses."""
    done = subprocess.run([sys.executable, "-c", FORKED], cwd=ROOT, timeout=60)
    assert done.returncode == 0
