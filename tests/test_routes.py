"""Every address, answer by answer: status, type, headers, body; and every wrong one, in French."""

import hashlib
import json
import re
from html import escape

import brotli
import pytest
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st
from toy import hostile_dataset, toy_dataset

from dashboard import exports
from dashboard.app import create_app
from dashboard.drawing import reused
from dashboard.geography import NARROW
from dashboard.headers import HEADERS, NO_SINK, SHARED
from dashboard.routes.files import TABLES
from dashboard.selection import Selection
from dashboard.view import answered, release, view
from dashboard.vocabulary import Level

POLICY = (
    r"default-src 'none'; script-src 'self'; "
    r"style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    r"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'self'; "
    r"(require-trusted-types-for 'script'; trusted-types 'none'; )?frame-ancestors 'self'"
)
KEPT = "public, max-age=300, s-maxage=3600, stale-while-revalidate=86400, stale-if-error=604800"
NAMES = "filiere, vague, region, preuve, niveau, indicateur, rayon, campus, vue, tri, essai, contre"
FILIERES = (
    "mobilite, materiaux, services-personne, tourisme, batiment, services-entreprises, creation, "
    "energie, alimentaire, chimie, mecatronique, numerique"
)
VIEWS = [
    "/embed",
    "/embed.js",
    "/carte.svg",
    "/integrer",
    "/partager",
    "/telecharger",
    "/oembed?url=http://localhost/",
]
PAGES = ["/", "/methode", "/accessibilite", "/campus/a"]
FILES = {
    **dict.fromkeys(TABLES, "text/csv; charset=utf-8"),
    "campus.geojson": "application/geo+json",
    "datapackage.json": "application/json",
}


def narrow(text: str) -> str:
    """Set the narrow no-break spaces that the tables below write as plain ones."""
    return (
        text.replace(" :", "\u202f:")
        .replace(" ;", "\u202f;")
        .replace("« ", "«\u202f")
        .replace(" »", "\u202f»")
    )


def error_body(title: str, message: str, root: str = "/") -> str:
    """Write the body of a page of error, whole; what may pass can be tried again."""
    again = '<a class="bouton" href="">Réessayer</a>' if "réessayez" in message else ""
    return f"""<body>
<div class="page page-texte">\
<a class="hors-ecran evitement" href="#contenu">Aller au contenu</a>\
<header><p><a href="{root}">Les campus des métiers et des qualifications</a></p>\
<nav aria-label="Vues"><ul class="rang liens onglets"><li><a data-vue="carte" href="{root}">Carte</a></li>\
<li><a data-vue="couverture" href="{root}?vue=couverture">Couverture</a></li>\
<li><a data-vue="liste" href="{root}?vue=liste">Liste</a></li>\
<li><a href="{root}methode">Méthode</a></li></ul></nav></header>\
<main id="contenu"><h1>{title}</h1><p>{message.replace("&#34;", '"')}</p>\
<p class="rang">{again}<a class="bouton" href="{root}">Voir la carte entière</a></p></main>\
<footer><nav aria-label="Site"><ul class="rang liens"><li><a href="{root}">La carte</a></li>\
<li><a href="{root}?vue=liste#recherche">Chercher un campus</a></li>\
<li><a href="{root}methode">Méthode et sources</a></li>\
<li><a href="{root}accessibilite">Accessibilité\u202f: totalement conforme</a></li></ul></nav>\
<p>Code sous licence <abbr title="Massachusetts Institute of Technology">MIT</abbr>, \
données sous leurs licences.</p></footer></div>

</body>
</html>"""


def check_error(answer, status: int, title: str, message: str) -> None:
    """Compare a whole page of error: status, headers, head and body."""
    assert answer.status_code == status
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(POLICY, answer.headers["Content-Security-Policy"])
    head, _, body = answer.text.partition("<body>")
    assert "<body>" + body == error_body(title, message)
    assert head.startswith('<!DOCTYPE html>\n<html lang="fr">\n')
    assert f"<title>{title}</title>" in head
    assert f'<meta name="description" content="{message}">' in head
    assert '<meta name="robots" content="noindex">' in head


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (
            "/?filiere=<script>",
            "Paramètre « filiere » : valeur « &lt;script&gt; » inconnue. "
            f"Valeurs admises : {FILIERES}.",
        ),
        (
            "/?%3Cscript%3E=1",
            f"Paramètre « &lt;script&gt; » : paramètre inconnu. Paramètres admis : {NAMES}.",
        ),
        ("/?vague=", "Paramètre « vague » : valeur vide. Valeurs admises : 1, 2, 3, 4."),
        (
            "/?vague=1&vague=1",
            "Paramètre « vague » : donné deux fois, « 1 » puis « 1 » ; une seule suffit, ses valeurs "
            "séparées par des virgules. Valeurs admises : 1, 2, 3, 4.",
        ),
        (
            "/?vague=1,1",
            "Paramètre « vague » : valeur répétée dans « 1,1 ». Valeurs admises : 1, 2, 3, 4.",
        ),
        (
            '/?campus="onload=',
            "Paramètre « campus » : aucun campus « &#34;onload= » dans ces données.",
        ),
        (
            "/donnees/campus.csv?excel=2",
            "Paramètre « excel » : valeur « 2 » inconnue. Valeurs admises : 1.",
        ),
        ("/donnees/territoires.csv?excel=", "Paramètre « excel » : valeur vide."),
        (
            "/donnees/distances.csv?essai=9",
            "Paramètre « essai » : aucun lieu « 9 » dans ces données (identifiants : colonne « id » de villes.csv).",
        ),
        (
            "/donnees/couverture.csv?rayon=30",
            "Paramètre « rayon » : valeur « 30 » inconnue. Valeurs admises : 25, 50, 100.",
        ),
        (
            "/donnees/campus.geojson?excel=1",
            f"Paramètre « excel » : paramètre inconnu. Paramètres admis : {NAMES}.",
        ),
        (
            "/donnees/datapackage.json?x=1",
            f"Paramètre « x » : paramètre inconnu. Paramètres admis : {NAMES}.",
        ),
        ("/methode?x=1", "Paramètre « x » : cette page n’a pas de paramètre."),
        ("/accessibilite?<b>", "Paramètre « &lt;b&gt; » : cette page n’a pas de paramètre."),
        ("/campus/a?vague=1", "Paramètre « vague » : cette page n’a pas de paramètre."),
        ("/sante?x=1", "Paramètre « x » : cette page n’a pas de paramètre."),
    ],
)
def test_a_wrong_parameter_is_refused_in_words(client, address, message):
    check_error(client.get(address), 400, "Adresse mal formée", narrow(message))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/nulle-part", "Cette adresse n’existe pas."),
        ("/donnees/campus.xls", "Cette adresse n’existe pas."),
        ("/donnees", "Cette adresse n’existe pas."),
        ("/campus", "Cette adresse n’existe pas."),
        ("/campus/a/b", "Cette adresse n’existe pas."),
        ("/assets/nulle-part.js", "Cette adresse n’existe pas."),
        ("/assets/../dashboard/app.py", "Cette adresse n’existe pas."),
        ("/assets/%2e%2e/dashboard/app.py", "Cette adresse n’existe pas."),
        ("/campus/zzz", "Aucun campus « zzz » dans ces données."),
        ("/campus/<script>", "Aucun campus « &lt;script&gt; » dans ces données."),
        ("/campus/%22%3E%00", "Aucun campus « &#34;&gt;\\u0000 » dans ces données."),
    ],
)
def test_a_wrong_address_is_said_in_french(client, address, message):
    check_error(client.get(address), 404, "Page introuvable", narrow(message))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [*PAGES, "/donnees/campus.csv", "/sante", "/assets/page.js"])
def test_a_wrong_method_is_refused(client, method, address):
    answer = getattr(client, method)(address)
    check_error(answer, 405, "Erreur 405", "Cette adresse n’accepte pas cette méthode.")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def headers(answer) -> dict[str, str]:
    """Return the headers of an answer, without those that change with time or content."""
    left_out = {"Date", "ETag", "Content-Length"}
    return {name: value for name, value in answer.headers.items() if name not in left_out}


@pytest.mark.parametrize(
    ("address", "kind", "policy"),
    [
        ("/embed", "text/html; charset=utf-8", "default-src 'none'; script-src 'sha256-"),
        ("/carte.svg", "image/svg+xml; charset=utf-8", "default-src 'none'; style-src"),
        ("/embed.js", "text/javascript; charset=utf-8", None),
    ],
)
def test_what_other_sites_show_is_kept_by_caches_and_sealed(client, toy, address, kind, policy):
    answer = client.get(address)
    assert answer.status_code == 200 and answer.content_type == kind
    assert answer.headers["Cache-Control"] == KEPT
    assert answer.headers["ETag"].startswith(f'"{toy.version}-')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not {"Set-Cookie", "Server", "X-Frame-Options"} & set(answer.headers.keys())
    assert (policy or "") in answer.headers.get("Content-Security-Policy", "")
    if address != "/embed":
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("address", [*PAGES, *VIEWS, "/embed?vague=9", "/nulle-part", "/sante"])
def test_only_the_frame_may_be_shown_by_another_site(client, address):
    policy = client.get(address).headers.get("Content-Security-Policy", "frame-ancestors 'self'")
    framed = address.split("?")[0] == "/embed"
    assert policy.endswith("frame-ancestors *" if framed else "frame-ancestors 'self'")


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        (
            "/embed?vague=9",
            400,
            "Paramètre « vague » : valeur « 9 » inconnue. Valeurs admises : 1, 2, 3, 4.",
        ),
        (
            "/embed?%3Cscript%3E=1",
            400,
            f"Paramètre « &lt;script&gt; » : paramètre inconnu. Paramètres admis : {NAMES}, titre, "
            "legende, theme.",
        ),
        (
            "/embed?largeur=500",
            400,
            f"Paramètre « largeur » : paramètre inconnu. Paramètres admis : {NAMES}, titre, "
            "legende, theme.",
        ),
        (
            "/embed?theme=gris",
            400,
            "Paramètre « theme » : valeur « gris » inconnue. Valeurs admises : auto, clair, sombre. "
            "« theme=gris » est possible pour /carte.pdf, /carte.png, ou /carte.svg et un format "
            "(format=a4).",
        ),
    ],
)
def test_a_wrong_frame_says_so_inside_the_frame(client, address, status, message):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"<p>{narrow(message)}</p>" in answer.text
    assert "<script" not in answer.text and "assets/" not in answer.text
    assert len(answer.data) < 2_000


@pytest.mark.parametrize(
    ("address", "url", "image"),
    [
        ("/?vague=1", "/?vague=1", "/carte.png?vague=1&amp;format=social"),
        ("/embed?vague=1", "/?vague=1", "/carte.png?vague=1&amp;format=social"),
        ("/campus/a", "/campus/a", "/carte.png?campus=a&amp;format=social"),
    ],
)
def test_a_link_is_shown_by_others_with_its_title_and_picture(client, address, url, image):
    written = client.get(address).text
    for name in ("og:title", "og:description", "og:image:alt", "og:locale"):
        assert len(re.findall(f'<meta property="{name}" content="[^"]+">', written)) == 1, name
    assert f'<meta property="og:url" content="http://localhost{url}">' in written
    assert f'<meta property="og:image" content="http://localhost{image}">' in written
    assert '<meta name="twitter:card" content="summary_large_image">' in written
    discovery = re.findall(r'<link rel="alternate" type="([^"]*)" href="([^"]*)"', written)
    if "campus" not in address:
        kinds = ["application/json+oembed", "text/xml+oembed"]
        assert [kind for kind, _ in discovery] == kinds
        for kind, link in discovery:
            answer = client.get(link.replace("&amp;", "&").removeprefix("http://localhost"))
            assert answer.status_code == 200
            assert kind.removesuffix("+oembed") in answer.content_type


def test_the_public_address_is_the_one_that_was_configured(mounted):
    written = mounted.test_client().get("/cmq/embed?vague=1").text
    assert '<link rel="canonical" href="https://example.org/cmq/?vague=1">' in written
    assert "localhost" not in written
    code = mounted.test_client().get("/cmq/integrer?vague=1").text
    assert '&lt;iframe src="https://example.org/cmq/embed?vague=1"' in code
    assert "localhost" not in code


@pytest.mark.parametrize("page", ["integrer", "partager", "telecharger"])
def test_the_title_of_a_page_to_share_has_one_colon_at_most(client, page):
    """« Partager : Vagues 1 et 2 : 27 campus… » would be read twice."""
    for query in ("", "vague=1,2&contre=3"):
        (title,) = re.findall(r"<title>(.*?)</title>", client.get(f"/{page}?{query}").text)
        assert title.count(" — ") == 2
        assert title.count(":") <= 1, title


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_sent_to_be_saved_and_kept_a_while(client, name):
    answer = client.get(f"/donnees/{name}")
    assert answer.status_code == 200
    assert headers(answer) == {
        "Content-Type": FILES[name],
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": KEPT,
        "Vary": "Accept-Encoding",
        "Accept-Ranges": "bytes",
        **HEADERS,
        **SHARED,
    }
    assert answer.headers["Content-Length"] == str(len(answer.data))


@pytest.mark.parametrize(
    ("address", "body"),
    [
        (
            "/donnees/campus.csv?filiere=tourisme",
            "id,nom,filiere,vague,date_labellisation,academie,code_region,region,code_commune,"
            "commune,etablissement_support,latitude,longitude,source_url,preuve,champs_a_verifier,"
            "note\r\n"
            "a,Table,tourisme,1,2014-02,Nord,53,Ouest,35001,Brize,lycée de Brize,46.75,1.25,"
            "https://a.example/table https://www.b.example/liste,source,,\r\n",
        ),
        (
            "/donnees/campus.csv?filiere=tourisme&excel=1",
            "\ufeffid;nom;filiere;vague;date_labellisation;academie;code_region;region;code_commune;"
            "commune;etablissement_support;latitude;longitude;source_url;preuve;champs_a_verifier;"
            "note\r\n"
            "a;Table;tourisme;1;2014-02;Nord;53;Ouest;35001;Brize;lycée de Brize;46,75;1,25;"
            "https://a.example/table https://www.b.example/liste;source;;\r\n",
        ),
        (
            "/donnees/territoires.csv?filiere=tourisme&rayon=25",
            "code,nom,effectif,effectif_publie,complet,taux,diversite,dominante,population,"
            "population_15_24,part_couverte\r\n"
            "53,Ouest,1,3,false,0.833333,1,tourisme,1000000,120000,0.75\r\n"
            "44,Est,0,2,true,0,0,,500000,80000,0\r\n"
            "04,Île,0,,false,,0,,80000,0,0\r\n",
        ),
        (
            "/donnees/couverture.csv?filiere=tourisme&region=53",
            "code,nom,filiere,effectif,etat\r\n53,Ouest,tourisme,1,present\r\n",
        ),
        ("/donnees/campus.geojson?filiere=chimie", '{"type": "FeatureCollection", "features": []}'),
        ("/sante", '{"etat": "ok", "version": "2017-06"}'),
    ],
)
def test_a_file_holds_the_data_of_the_view(client, address, body):
    answer = client.get(address)
    assert (answer.status_code, answer.data.decode()) == (200, body)


def test_health_is_never_kept(client):
    answer = client.get("/sante")
    assert headers(answer) == {
        "Content-Type": "application/json",
        "Cache-Control": "no-store",
        "Vary": "Accept-Encoding",
        **HEADERS,
    }


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("address", ["/methode", "/campus/a", "/donnees/campus.csv", *VIEWS])
def test_what_has_not_changed_is_not_sent_again(client, address, encoding):
    accept = {"Accept-Encoding": encoding}
    first = client.get(address, headers=accept)
    tag = first.headers["ETag"]
    again = client.get(address, headers=accept | {"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == KEPT
    other = client.get(address, headers=accept | {"If-None-Match": '"autre"'})
    assert (other.status_code, other.data) == (200, first.data)


def test_another_view_has_another_tag(client):
    tags = {
        client.get(f"/donnees/campus.csv{query}").headers["ETag"]
        for query in ("", "?vague=1", "?vague=1&excel=1")
    }
    assert len(tags) == 3


@pytest.mark.parametrize(
    "address", [*PAGES, *VIEWS, "/donnees/campus.csv", "/sante", "/nulle-part", "/embed?vague=9"]
)
def test_head_is_get_without_its_body(client, address):
    whole, head = client.get(address), client.head(address)
    assert head.data == b""
    assert head.status_code == whole.status_code
    assert head.headers["Content-Length"] == str(len(whole.data))
    assert headers(head) == headers(whole)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_protected_and_sets_no_cookie(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    assert re.fullmatch(POLICY, answer.headers["Content-Security-Policy"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert not {"Set-Cookie", "Server", "X-Powered-By"} & set(answer.headers.keys())


@pytest.mark.parametrize("address", [*PAGES, "/embed", "/partager", "/absente"])
def test_only_the_script_of_the_map_may_write_html(client, address):
    policy = client.get(address).headers["Content-Security-Policy"]
    assert (NO_SINK in policy.split("; frame-ancestors")[0]) == (address != "/")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_french_and_asks_nothing_of_another_host(client, address):
    written = client.get(address).text
    assert written.startswith('<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n')
    assert '<meta name="robots"' not in written
    for asked in re.findall(
        r'<(?:script|link(?! rel="(?:alternate|expect)")|img)[^>]*(?:src|href)="([^"]*)"', written
    ):
        assert asked.startswith(("/", "data:")) and not asked.startswith("//"), asked


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Carte des campus des métiers et des qualifications"),
        (
            "/?filiere=tourisme",
            "1 campus de la filière Tourisme, gastronomie, labellisé en vague 1, 2, 3 ou 4, dans 1 région"
            " — Campus des métiers et des qualifications",
        ),
        ("/methode", "Méthode et sources — Campus des métiers et des qualifications"),
        ("/accessibilite", "Accessibilité — Campus des métiers et des qualifications"),
        ("/campus/c", "Code — Campus des métiers et des qualifications"),
    ],
)
def test_each_page_has_its_own_title(client, address, title):
    assert f"<title>{title}</title>" in client.get(address).text


def test_the_page_says_everything_before_any_script(client):
    written = client.get("/?filiere=numerique").text
    shown = written.split("<main")[1].split("</main>")[0]
    assert "3 campus de la filière Numérique, télécommunications" in shown
    assert "Réseaux" in shown and "Table" not in re.sub("<[^>]*>", "", shown)
    assert shown.count('<div id="react-entry-point" aria-hidden="true"></div>') == 1


def test_no_script_stands_in_the_page_and_four_are_asked_for(client):
    written = client.get("/").text
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", written, flags=re.S)
    assert [bool(text) for _, text in scripts] == [True, False]
    assert "application/json" in scripts[0][0]
    asked = dict(re.findall(r' ([a-z-]*src)="([^"]*)"', scripts[1][0]))
    assert list(asked) == ["src", "data-dash-src", "data-keys-src", "data-plotly-src"]
    for address in asked.values():
        with client.get(address) as answer:
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_largest_files_are_compressed_as_well_as_can_be(client):
    """When one of them changes, `python assets/source/compress.py` compresses it anew."""
    folder = ROOT / "assets" / "compresses"
    found = set()
    for name in ("plotly-scatter", "dash-renderer"):
        ((file, version),) = re.findall(
            rf'/(assets/{name}[^"?]*)\?v=([0-9a-f]*)', client.get("/").text
        )
        with client.get(f"/{file}?v={version}", headers={"Accept-Encoding": "br"}) as answer:
            assert answer.headers["Content-Encoding"] == "br"
            packed = answer.data
        with client.get(f"/{file}?v={version}") as plain:
            assert brotli.decompress(packed) == plain.data
        assert packed == (folder / f"{version}.br").read_bytes()
        assert len(packed) < 0.93 * len(brotli.compress(plain.data, quality=5))
        found.add(f"{version}.br")
    assert {file.name for file in folder.iterdir()} == found


def test_the_scripts_of_dash_come_in_one_without_those_of_its_table(client):
    written = client.get("/assets/dash-renderer.js").text
    for part in ("DashRenderer", "dash_core_components", "regeneratorRuntime"):
        assert part in written
    assert "dash_table" not in written


@pytest.mark.parametrize(
    "way",
    [
        "vue/{}/large",
        "vue/{}/etroite?vague=1",
        "contours/{}/academie",
        "questions/{}?indicateur=taux",
    ],
)
def test_what_the_page_asks_for_is_kept_for_a_year_and_known_to_one_version_alone(client, toy, way):
    known = client.get("/" + way.format(release(toy)))
    assert (known.status_code, known.mimetype) == (200, "application/json")
    assert known.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/" + way.format("0" * 16)).status_code == 404


def test_a_view_is_the_one_of_the_address_and_outlines_those_of_the_level(client, toy):
    asked = client.get(f"/vue/{release(toy)}/etroite?filiere=numerique")
    assert asked.text == view(toy, Selection.from_query("filiere=numerique"), NARROW)
    questions = client.get(f"/questions/{release(toy)}?filiere=numerique&indicateur=taux")
    assert questions.text == answered(
        toy, Selection.from_query("filiere=numerique&indicateur=taux")
    )
    outlines = client.get(f"/contours/{release(toy)}/academie").json
    assert outlines == str(reused(toy, Level.academie))


def test_a_view_has_one_address_and_a_wrong_one_is_said(client, toy):
    way = f"/vue/{release(toy)}/large"
    moved = client.get(f"{way}?vague=4&filiere=numerique")
    assert (moved.status_code, moved.headers["Location"].removeprefix("http://localhost")) == (
        301,
        f"{way}?filiere=numerique&vague=4",
    )
    assert not moved.data  # nothing that is not French
    assert client.get(f"{way}?vague=9").status_code == 400
    assert client.get(f"{way[:-5]}immense").status_code == 404


@pytest.mark.parametrize("way", ["vue/{}/large", "vue/0/{}", "questions/{}"])
@pytest.mark.parametrize("words", ["0", "%0D%0AX-Autre:%201", "%5C%5Cexemple.fr"])
def test_what_is_not_known_leads_nowhere(client, way, words):
    """This view has another address: words of a visitor never are a part of it."""
    answer = client.get(f"/{way.format(words)}?vague=1,2,3,4")
    assert (answer.status_code, answer.headers.get("Location")) == (404, None)


def test_a_file_has_another_address_when_it_changes_and_is_kept_for_a_year_there(client):
    named = re.findall(r"/(assets/[^\"?)]*)\?v=([0-9a-f]*)", client.get("/").text)
    assert {name.rsplit(".", 1)[1] for name, _ in named} == {"css", "js", "woff2"}
    assert len(set(named)) == 6
    for name, version in named:
        with client.get(f"/{name}?v={version}") as answer:
            assert version == hashlib.sha256(answer.data).hexdigest()[:12]
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("query", ["", "?v=0123456789ab", "?w={}", "?v={}&a=1", "?v={}0"])
def test_what_is_not_the_version_asked_for_is_kept_by_no_cache(client, query):
    """While a new version takes over, a page of either may ask the other for its files."""
    name, version = re.search(r"/(assets/page\.css)\?v=([0-9a-f]*)", client.get("/").text).groups()
    with (
        client.get(f"/{name}?v={version}") as known,
        client.get(f"/{name}{query.format(version)}") as answer,
    ):
        assert (answer.status_code, answer.data) == (200, known.data)
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_does_not_tell_which_python_serves_it(client):
    assert "python_version" not in client.get("/").text


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        (
            "/donnees/campus.csv?vague=4&filiere=numerique",
            "/donnees/campus.csv?filiere=numerique&vague=4",
        ),
        ("/donnees/campus.csv?excel=1&vague=4,1", "/donnees/campus.csv?vague=1,4&excel=1"),
        ("/donnees/territoires.csv?niveau=region", "/donnees/territoires.csv"),
        ("/embed?vague=4&filiere=numerique", "/embed?filiere=numerique&vague=4"),
        ("/embed?filiere=numerique%2Ctourisme", "/embed?filiere=tourisme,numerique"),
        ("/embed?theme=sombre&titre=0&legende=1", "/embed?titre=0&theme=sombre"),
        ("/embed?theme=auto", "/embed"),
        ("/embed?vague=1,2,3,4", "/embed"),
        ("/carte.svg?largeur=860&theme=clair", "/carte.svg"),
        ("/carte.svg?largeur=400&vague=2,1", "/carte.svg?vague=1,2&largeur=400"),
        ("/integrer?largeur=800", "/integrer"),
        ("/partager?niveau=region", "/partager"),
    ],
)
def test_a_file_has_one_address(client, asked, canonical):
    """Cacheable routes redirect to the canonical address of a view."""
    answer = client.get(asked)
    assert answer.status_code in (301, 302, 307, 308)
    assert answer.headers["Location"].removeprefix("http://localhost") == canonical
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert client.get(canonical).status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/donnees/campus.csv", "/embed", "/carte.svg", "/carte.pdf", "/telecharger"]
)
@given(query=st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
@example(query=b"filiere=<script>alert(1)</script>")
@example(query=b"<script>=1")
@example(query=b"campus=%3Cimg%20src=x%20onerror=1%3E")
@example(query=b"%00")
@example(query=b"filiere=%ff%fe")
@example(query=b"vague=\xff")
@example(query=b"a" * 5000)
@example(query=b"&" * 5000)
@example(query=b"a=1&" * 5000)
def test_any_query_string_is_an_answer_or_a_clean_refusal(toy_app, address, query):
    client = toy_app.server.test_client()
    answer = client.get(address, environ_overrides={"QUERY_STRING": query.decode("latin-1")})
    assert answer.status_code in (200, 301, 400)
    if answer.status_code == 400:
        (message,) = re.findall(r"<h1>Adresse mal formée</h1>\s*<p>(.*?)</p>", answer.text)
        assert message.startswith("Paramètre «\u202f")
        assert not re.search(r"[<>]", message)
    for part in (b"<script>alert", b"<img src=x"):
        assert part not in answer.data


@pytest.mark.parametrize(
    "address", ["/", "/?campus=a", "/?vue=couverture", "/campus/a", "/methode"]
)
def test_hostile_data_come_out_harmless(address):
    answer = create_app(hostile_dataset()).server.test_client().get(address)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert answer.text.count("<title>") == 1
    title = re.search("<title>(.*?)</title>", answer.text, flags=re.S)[1]
    assert "<" not in title


def test_a_failure_of_ours_is_said_without_its_trace(caplog):
    """The data are broken after they were checked: nothing that a reader can do."""
    dataset = toy_dataset()
    server = create_app(dataset).server
    del dataset.campuses["preuve"]
    answer = server.test_client().get("/donnees/campus.csv?preuve=source")
    check_error(
        answer,
        500,
        "Erreur du serveur",
        "Une erreur est survenue de notre côté. Elle est notée\u202f; réessayez dans un instant.",
    )
    assert "KeyError" in caplog.text and "KeyError" not in answer.text


@pytest.fixture(scope="module")
def mounted():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_URL", "https://example.org/cmq/")
        return create_app(toy_dataset()).server


@pytest.mark.parametrize(
    "path", [*PAGES, *VIEWS[:-1], "/donnees/campus.csv", "/sante", "/_dash-layout"]
)
def test_under_a_prefix_both_paths_give_the_same(mounted, path):
    """Whether or not the proxy in front has taken the prefix off."""
    client = mounted.test_client()
    whole, stripped = client.get(f"/cmq{path}"), client.get(path)
    assert whole.status_code == stripped.status_code == 200
    drawn = r'"end_id":"[^"]*"'  # Dash draws another one for each page
    assert re.sub(drawn, "", whole.text) == re.sub(drawn, "", stripped.text)


def test_under_a_prefix_every_asset_is_found_there(mounted):
    client = mounted.test_client()
    for path in ("/cmq/", "/cmq/campus/a"):
        asked = [
            address
            for address in re.findall(
                r'<(?:script|link(?! rel="(?:alternate|expect)"))[^>]*(?:src|href)="([^"]*)"',
                client.get(path).text,
            )
            if not address.startswith("data:")
        ]
        assert len(asked) >= 2
        for address in asked:
            assert address.startswith("/cmq/")
            with client.get(address) as answer:
                assert answer.status_code == 200, address
                assert "max-age=31536000" in answer.headers["Cache-Control"], address
    page = client.get("/cmq/").text
    (config,) = re.findall(r'<script id="_dash-config"[^>]*>(.*?)</script>', page)
    assert json.loads(config)["requests_pathname_prefix"] == "/cmq/"


def test_under_a_prefix_errors_lead_back_to_the_map(mounted):
    client = mounted.test_client()
    for path in ("/cmq/nulle-part", "/nulle-part"):
        body = "<body>" + client.get(path).text.partition("<body>")[2]
        assert body == error_body("Page introuvable", "Cette adresse n’existe pas.", root="/cmq/")


def test_a_path_that_only_begins_like_the_prefix_is_another(mounted):
    for path in ("/cmqx/sante", "/cmqsante"):
        assert mounted.test_client().get(path).status_code == 404


def test_the_prefix_without_its_slash_leads_to_the_page(mounted):
    """Or the page's own links, such as « methode », would leave the prefix."""
    answer = mounted.test_client().get("/cmq?vague=1")
    assert answer.status_code in (301, 302, 307, 308)
    assert answer.headers["Location"].removeprefix("http://localhost") == "/cmq/?vague=1"


def test_the_files_are_those_of_the_published_data(published, unconfigured):
    client = create_app(published).server.test_client()
    selection = Selection.from_query("filiere=tourisme&vague=3,4")
    answer = client.get("/donnees/campus.csv?filiere=tourisme&vague=3,4&excel=1")
    assert answer.data == exports.campus_csv(published, selection, excel=True)
    first = published.campuses.iloc[0]
    page = client.get(f"/campus/{first.name}")
    assert page.status_code == 200
    assert escape(first["nom"], quote=False) in page.text
