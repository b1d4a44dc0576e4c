"""French typography in all that a reader meets: pages, files, messages, scripts, documents."""

import io
import json
import re
from itertools import chain
from pathlib import Path

import pytest
from pypdf import PdfReader
from typography import (
    CODE,
    RULES,
    Page,
    faults,
    is_prose,
    markdown,
    python_texts,
    script_texts,
    set_markdown,
    unexplained,
)

from dashboard.__main__ import HELP
from dashboard.answers import CROWDED
from dashboard.app import create_app
from dashboard.french import MONTHS, NBSP, NNBSP
from dashboard.geography import LARGE
from dashboard.selection import Selection
from dashboard.view import answers, texts

ROOT = Path(__file__).parent.parent
VIEWS = [
    "",
    "vue=liste",
    "vue=couverture",
    "vue=couverture&niveau=academie&tri=lacunes",
    "indicateur=taux",
    "indicateur=diversite",
    "indicateur=dominante&niveau=academie",
    "indicateur=population",
    "indicateur=population&rayon=25&vue=couverture",
    "filiere=tourisme,numerique&vague=1,2&region=53,93",
    "filiere=chimie&vague=1&region=02",  # no campus
    "preuve=source&filiere=tourisme",
    "vue=couverture&essai=2988507",
    "filiere=tourisme&contre=toutes",
    "vague=1,2&contre=3,4&indicateur=population",
    "campus=btp-et-usages-du-numerique-auch",
]
PAGES = [
    *(f"/?{view}" for view in VIEWS),
    *(f"/embed?{view}" for view in VIEWS),
    "/embed?titre=0&legende=0&theme=sombre",
    *(f"/{page}" for page in ("methode", "accessibilite", "integrer", "partager", "telecharger")),
]
REFUSED = {
    "/?vague=9": 400,
    "/?x=1": 400,
    "/?region=53,53": 400,
    "/embed?rayon=1": 400,
    "/telecharger?format=x": 400,
    "/carte.svg?largeur=1": 400,
    "/carte.pdf?largeur=1": 400,
    "/carte.png?essai=0": 400,
    "/oembed": 400,
    "/oembed?url=https://a.example/": 404,
    "/oembed?url=https://a.example/&format=x": 501,
    "/x": 404,
    "/campus/x": 404,
}
# Modules whose texts are written as they are; those of `layout` and `definitions` are set by `templating`.
MESSAGES = [
    path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "dashboard").rglob("*.py"))
    if path.parent.name != "layout" and path.stem not in ("definitions", "french", "measures")
]
SCRIPTS = ["assets/page.js", "assets/partage.js", "dashboard/templates/embed.js"]
# In capitals, yet no abbreviations: a paper size, a level of WCAG, names that are nothing but these letters.
NAMES = {"A4", "AA", "SUPMICROTECH", "STAHR"}


@pytest.fixture(scope="module")
def site(published):
    """The project's own data, asked without a network."""
    client = create_app(published).server.test_client()
    return lambda address, **how: client.get(address, follow_redirects=True, **how)


def wrong(said) -> list[str]:
    """List the faults of texts, of which there must be some."""
    said = list(said)
    assert said
    return [fault for text in said for fault in faults(text)]


GOOD = f"""\
Qui{NNBSP}? Lui{NNBSP}: oui{NNBSP}; non{NNBSP}! Il dit «{NNBSP}là{NNBSP}», puis «{NNBSP};{NNBSP}».
L’été, 1{NNBSP}234{NNBSP}567{NBSP}habitants, 12,5{NNBSP}% à 50{NBSP}km, de 15 à 24{NBSP}ans, en 2018–2019.
École, État, Île, À vérifier, œuvre, ex æquo, 1er, 1re, 2e, 3es, n°{NBSP}12, n°{NBSP}2014-1100 et ainsi de suite…
Python 3.11, Dash 4.4.1, WCAG 2.2, RFC 9110, 1:10{NNBSP}000{NNBSP}000, 2017-06, 127.0.0.1, 10:30, a.fr/l?b=c.
Voir https://a.example/l'a?b=1;c=2 et {CODE}{NNBSP}: (sic) {CODE}, {CODE}. Saint-Denis (code Insee 97411)."""
BAD = {
    "espace fine avant ; : ! ? »": [
        "Qui ?",
        "Qui?",
        f"Qui{NBSP}?",
        "un : deux",
        "un: deux",
        "un:",
        "en 2017: un",
        "un ; deux",
        "un;",
        f"«{NNBSP}là»",
        f"«{NNBSP}là{NBSP}»",
        f"«{NNBSP}là »",
    ],
    "espace fine après «": [f"«là{NNBSP}»", f"« là{NNBSP}»", f"«{NBSP}là{NNBSP}»"],
    "guillemet droit ou anglais": ['il dit "là"', "il dit “là”"],
    "apostrophe droite": ["l'été", "l‘été", "aujourd´hui"],
    "espace double": ["un  deux", f"un {NBSP}deux"],
    "espace avant un point ou une virgule": ["un , deux", f"un{NBSP}.", "la fin ."],
    "espace dans une parenthèse": ["( un)", "(un )"],
    "points de suspension": ["un...", "un….", "un …"],
    "milliers": ["1 234 campus", "1.234 campus", f"1{NBSP}234 campus", "12345 campus"],
    "virgule décimale": ["de 12.5", "12.5"],
    "intervalle à trait d’union": ["de 15-24", "15 - 24"],
    "trait d’union pour un tiret": ["Roissy - Le Bourget"],
    "numéro": ["no 12", "No. 12", "nº 12", "n°12", f"n°{NNBSP}12", "n° 12"],
    "ordinal": ["1ère", "1ere", "2ème", "2ième", "XXème"],
    "espace fine avant %": ["12%", "12 %", f"12{NBSP}%"],
    "espace entre nombre et unité": ["50 km", f"50{NNBSP}km", "50km", "100 habitants", "24 ans"],
    "capitale sans accent": ["Ecole", "les Etats", "Ile", "A vérifier", "A la une", "Ca va"],
    "ligature": ["Oeuvre", "le coeur", "ex aequo"],
}


def test_every_rule_has_bad_samples():
    assert list(BAD) == list(RULES)


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, samples in BAD.items() for text in samples]
)
def test_a_bad_sample_is_found_by_its_rule(rule, text):
    assert any(fault.startswith(rule) for fault in faults(text))


@pytest.mark.parametrize("text", GOOD.split("\n"))
def test_a_good_sample_passes(text):
    assert faults(text) == []


def test_a_page_is_read_by_block_with_what_is_said_of_it_and_without_code():
    page = Page(
        '<title>Un</title><meta name="description" content="deux"><meta name="a" content="x">'
        '<p title="trois">quatre <b>et</b>\n <code>x  x</code> <abbr title="y">CSV</abbr></p>'
        '<style>x</style><img alt="six"><ul><li>7</li></ul>'
    )
    assert page.said == ["Un", f"quatre et {CODE} CSV", CODE, "7", "deux", "trois", "y", "six"]
    assert page.shown[-1] == (("ul", "li"), "7")
    assert page.short == {"CSV"}
    assert unexplained(Page("<p>Un PDF en A4, un <abbr>CSV</abbr></p>"), {"A4"}) == {"PDF", "CSV"}


def test_the_prose_of_markdown_is_read_and_set_without_its_code():
    text = "# Un\n\n- **a** : `b : c` ; [d](e ; f)\n\n```sh\ng ; h\n```\n\n| i | à 5 km |\n|---|---:|\n"
    assert list(markdown(text)) == ["Un", f"a : {CODE} ; [d]{CODE}", CODE, "i", "à 5 km"]
    assert set_markdown(text) == text.replace("** : ", f"**{NNBSP}: ").replace(
        "` ; ", f"`{NNBSP}; "
    ).replace("5 km", f"5{NBSP}km")


def test_the_texts_of_programs_are_read_without_their_code():
    module = '"""Dit : « a »."""\nx = f"été : {a!r} et {b}", "abc"\n"""é"""\n'
    assert list(python_texts(module)) == [f"été : {CODE} et {CODE}"]
    script = '// l\'été\nf(`dès ${x} :`, "Lien copié", \'Fermer\', "#a b")'
    assert script_texts(script) == [f"dès {CODE} :", "Lien copié", "Fermer"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_set_as_french_is_printed(site, address):
    answer = site(address)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert wrong(page.said) == []
    assert unexplained(page, NAMES) == set()
    assert bare_numbers(page) == []


def bare_numbers(page: Page) -> list[str]:
    """List the numbers that say nothing of what they count, outside tables, maps and legends."""
    said = "|".join(["vagues?", "Erreur", "multipliés par", *MONTHS])
    return [
        text
        for holds, text in page.shown
        if re.search(r"(?:^|\s)\d[\d\u202f,]*$", text)
        and not {"table", "svg"} & set(holds)
        and not re.search(rf"(?:{said})[ \d\u202faet,à]*$", text, re.I)
        and not (holds[-1] == "li" and re.fullmatch(r"\d+(?: à \d+)?", text))
    ]


def test_a_number_alone_is_found():
    page = Page("<p>Tourisme 10</p><p>12</p><p>vagues 1 à 4</p><td>x</td><p>juin 2017</p>")
    assert bare_numbers(page) == ["Tourisme 10", "12"]


def test_the_page_of_every_campus_is_set_as_french_is_printed(site, published):
    for campus in published.campuses.index:
        page = Page(site(f"/campus/{campus}").text)
        assert wrong(page.said) == [], campus
        assert unexplained(page, NAMES) == set(), campus


@pytest.mark.parametrize("address", REFUSED)
def test_a_refusal_is_set_as_french_is_printed(site, address):
    answer = site(address)
    assert answer.status_code == REFUSED[address]
    if answer.mimetype == "application/json":
        assert wrong(json.loads(answer.text).values()) == []
    else:
        assert wrong(Page(answer.text).said) == []


def test_the_other_errors_are_set_as_french_is_printed(published):
    server = create_app(published).server
    server.view_functions["accessibilite"] = lambda: 1 / 0
    client = server.test_client()
    for status, answer in {
        503: client.get("/", environ_overrides={CROWDED: True}),
        405: client.post("/methode"),
        501: client.open("/", method="BREW"),
        500: client.get("/accessibilite"),
    }.items():
        assert answer.status_code == status
        assert wrong(Page(answer.text).said) == []


@pytest.mark.parametrize("view", VIEWS)
def test_what_the_script_puts_in_the_page_is_set_as_french_is_printed(published, view):
    selection = Selection.from_query(view)
    parts = texts(published, selection, LARGE) | answers(published, selection)
    assert wrong(chain.from_iterable(Page(part).said for part in plain_parts(parts))) == []


def plain_parts(parts: dict[str, str]):
    """Yield the parts of a view, those in JSON as the texts that they hold."""
    for name, part in parts.items():
        if name in ("zones", "carte"):
            yield from filter(is_prose, strings(json.loads(part)))
        else:
            yield part


def strings(value):
    """Yield every text of a value read from JSON."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("dark", ["", "&theme=sombre"])
@pytest.mark.parametrize("view", [view for view in VIEWS if "vue=" not in view])
def test_the_drawn_map_is_set_as_french_is_printed(site, view, dark):
    answer = site(f"/carte.svg?{view}{dark}")
    assert answer.mimetype == "image/svg+xml"
    assert wrong(Page(answer.text).said) == []


@pytest.mark.parametrize("query", ["", "indicateur=taux&format=demi-page", "indicateur=population"])
def test_the_printed_page_is_set_as_french_is_printed(site, query):
    """What is extracted has plain spaces in place of all others: they are put back, the rest is held."""
    document = PdfReader(io.BytesIO(site(f"/carte.pdf?{query}").data))
    lines = "\n".join(page.extract_text() for page in document.pages).splitlines()
    cells = (cell for line in lines if not line.isdigit() for cell in re.split(r"\s{2,}", line))
    assert wrong(map(narrow, cells)) == []
    said = [str(value) for name, value in document.metadata.items() if "Date" not in name]
    assert wrong(narrow(text) for text in said if not text.startswith("Typst")) == []


def narrow(text: str) -> str:
    """Put back the narrow spaces that the fonts of print lack, and those that are lost on the way."""
    text = re.sub(r"(?<=\d)[ \u00a0](?=\d{3}\b)|[ \u00a0](?=[;:!?»%])|(?<=«)[ \u00a0]", NNBSP, text)
    return re.sub(r"(?<=\d) (?=(?:km|mm|px|ans|habitants)\b)", NBSP, text).strip()


@pytest.mark.parametrize("view", VIEWS)
def test_what_other_sites_show_of_a_view_is_set_as_french_is_printed(site, view):
    said = json.loads(site("/oembed", query_string={"url": f"http://localhost/?{view}"}).text)
    assert wrong([said["title"], said["provider_name"], *Page(said["html"]).said]) == []


@pytest.mark.parametrize(
    "file", ["data/datapackage.json", "data/campus.schema.json", "geodata/datapackage.json"]
)
def test_the_descriptions_of_the_data_are_set_as_french_is_printed(file):
    described = json.loads((ROOT / file).read_text("utf-8"))
    assert wrong(chain.from_iterable(markdown(text) for text in words(described))) == []


def words(value, name=""):
    """Yield the titles, descriptions and makings of a Data Package."""
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from words(each, name if isinstance(value, list) else key)
    elif name in ("title", "description", "made"):
        yield value


@pytest.mark.parametrize("file", MESSAGES)
def test_the_messages_of_a_module_are_set_as_french_is_printed(file):
    said = python_texts((ROOT / file).read_text("utf-8"))
    assert [fault for text in said if "\n  " not in text for fault in faults(text)] == []


def test_the_help_of_the_command_line_is_set_as_french_is_printed():
    lines = re.sub(r'"[^" ]*"', CODE, HELP).splitlines()
    assert wrong(cell for line in lines for cell in re.split(r"\s{2,}", line)) == []


def test_what_the_measures_say_is_set_as_french_is_printed(site):
    lines = site("/metriques").text.splitlines()
    assert wrong(line.split(" ", 3)[3] for line in lines if line.startswith("# HELP ")) == []


@pytest.mark.parametrize("file", SCRIPTS)
def test_the_texts_of_a_script_are_set_as_french_is_printed(file):
    assert wrong(script_texts((ROOT / file).read_text("utf-8"))) == []


@pytest.mark.parametrize("file", ["README.md", "CHANGELOG.md"])
def test_a_document_is_set_as_french_is_printed(file):
    text = (ROOT / file).read_text("utf-8")
    assert wrong(markdown(text)) == []
    assert set_markdown(text) == text
