"""The printed files as a printer reads them: fonts, tags, lines, colours, resolution, sameness."""

import io
import re
import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from toy import toy_dataset

from dashboard import pressroom
from dashboard.formats import FORMATS, MM, Printout
from dashboard.pressroom import BrokenPress
from dashboard.printing import LONGEST_NAME, file_name, printed, proof
from dashboard.selection import Selection
from dashboard.summary import alternative
from dashboard.typesetting import settable
from dashboard.vocabulary import REGIONS, Filiere, Indicator

PAPER = [name for name, form in FORMATS.items() if not form.screen]
SCREEN = [name for name, form in FORMATS.items() if form.screen]
URL = "https://example.org/cmq/"
BLANKS = "indicateur=population"


def pdf(dataset, query="", **params):
    made = Printout.from_params("pdf", params)
    return PdfReader(io.BytesIO(printed(dataset, Selection.from_query(query), made, URL)))


def png(dataset, query="", **params):
    return printed(dataset, Selection.from_query(query), Printout.from_params("png", params), URL)


def operators(reader):
    """List the operators of a page with their operands."""
    content = reader.pages[0].get_contents()
    return [
        (operator.decode(), [float(x) for x in operands if isinstance(x, int | float)])
        for operands, operator in content.operations
    ]


def chunks(content):
    """Read the chunks of a PNG: type and data."""
    at, found = 8, {}
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        found.setdefault(content[at + 4 : at + 8].decode(), content[at + 8 : at + 8 + length])
        at += 12 + length
    return found


@pytest.mark.parametrize("name", PAPER)
def test_every_font_is_a_subset_of_the_project_s_own_and_is_embedded(published, name):
    fonts = pdf(published, format=name).pages[0]["/Resources"]["/Font"]
    named = set()
    for font in fonts.values():
        (inside,) = font["/DescendantFonts"]
        descriptor = inside["/FontDescriptor"]
        named.add(str(descriptor["/FontName"]))
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
    assert {name.split("+")[1] for name in named} == {
        "SourceSans3-Regular",
        "SourceSans3-Semibold",
        "SourceSans3-Bold",
    }
    assert all(re.fullmatch(r"/?[A-Z]{6}\+.+", name) for name in named)


@pytest.mark.parametrize("name", PAPER)
def test_a_page_is_tagged_and_says_its_title_its_language_and_its_author(published, name):
    reader = pdf(published, "filiere=tourisme", format=name)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert "/StructTreeRoot" in root
    assert reader.metadata.title == (
        "Campus des métiers et des qualifications — "
        "10 campus de la filière Tourisme, gastronomie, labellisés en vagues 1\u00a0à\u00a04, "
        "dans 9 régions"
    )
    assert reader.metadata.author == "Afdet"


def test_the_map_has_its_alternative_text_in_the_tags(published):
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf(published).trailer["/Root"]["/StructTreeRoot"])
    (alternative,) = found
    assert alternative.startswith(
        "Carte de France, nombre de campus connus, par région\u00a0: 72 campus, labellisés en "
        "vagues 1\u00a0à\u00a04"
    )


@pytest.mark.parametrize("query", ["", BLANKS, "niveau=academie&indicateur=taux", "essai=" + "x"])
@pytest.mark.parametrize("theme", ["clair", "gris"])
def test_nothing_is_transparent(published, query, theme):
    query = query.replace("essai=x", f"{BLANKS}&essai={published.places.index[0]}")
    reader = pdf(published, query, theme=theme)
    states = reader.pages[0]["/Resources"].get("/ExtGState", {})
    for state in states.values():
        assert state.get("/CA", 1) == state.get("/ca", 1) == 1
        assert state.get("/SMask", "/None") == "/None"
    assert "/SMask" not in str(reader.pages[0]["/Resources"].get("/XObject", {}))
    assert "/XObject" not in reader.pages[0]["/Resources"]  # all of it is drawn


@pytest.mark.parametrize("name", PAPER)
@pytest.mark.parametrize("query", ["", BLANKS])
def test_lines_have_a_quarter_of_a_point_and_type_six_points(published, name, query):
    found = operators(pdf(published, query, format=name))
    assert min(operands[0] for operator, operands in found if operator == "w") >= 0.25
    sizes = [operands[-1] for operator, operands in found if operator == "Tf"]
    assert sizes and min(sizes) >= 6
    scales = {tuple(operands[:4]) for operator, operands in found if operator == "cm"}
    assert all(abs(scale[0]) == 1 and abs(scale[3]) == 1 for scale in scales)


@pytest.mark.parametrize("name", PAPER)
def test_text_on_paper_is_pure_black_with_no_other_ink(published, name):
    colour, written, space = None, set(), None
    for operator, operands in operators(pdf(published, format=name)):
        match operator:
            case "cs":
                space = None
            case "g" | "rg" | "k" | "sc" | "scn":
                colour = (operator, *operands)
            case "Tj" | "TJ":
                written.add(colour)
    assert len(written) == 1
    ((_, *components),) = written
    assert components == [0.0]  # one component, of grey
    assert space is None


def test_in_process_colours_the_whole_page_is_of_four_inks_and_text_of_one(published):
    """Every operator that sets a colour has four components, in a space of four inks."""
    reader = pdf(published, couleurs="cmjn")
    found = operators(reader)
    assert {operator for operator, _ in found} & {"g", "G", "rg", "RG"} == set()
    colours = [
        operands for operator, operands in found if operator in ("k", "K", "sc", "SC", "scn", "SCN")
    ]
    assert colours and {len(operands) for operands in colours} == {4}
    assert [0.0, 0.0, 0.0, 1.0] in colours
    content = reader.pages[0].get_contents().get_data()
    assert set(re.findall(rb"/(\S+) (?:cs|CS)\b", content)) <= {b"DeviceCMYK"}


def test_a_full_page_has_its_trim_and_its_bleed(published):
    page = pdf(published, format="pleine-page").pages[0]
    assert [round(float(x) / MM, 1) for x in page.mediabox] == [0, 0, 230, 317]
    assert [round(float(x) / MM, 1) for x in page.trimbox] == [10, 10, 220, 307]
    assert [round(float(x) / MM, 1) for x in page.bleedbox] == [5, 5, 225, 312]


def test_a_page_whose_bleed_is_written_is_whole_for_a_strict_reader(published):
    made = Printout.from_params("pdf", {"format": "pleine-page"})
    content = printed(published, Selection(), made, URL)
    reader = PdfReader(io.BytesIO(content), strict=True)
    assert len(reader.pages) == 1
    assert "72 campus" in reader.pages[0].extract_text()
    assert reader.metadata.author == "Afdet"
    assert content.count(b"%%EOF") == 2


@pytest.mark.parametrize("name", PAPER)
def test_a_page_has_the_size_of_its_format(published, name):
    form, page = FORMATS[name], pdf(published, format=name).pages[0]
    assert abs(float(page.trimbox.width) - form.width) < 0.1
    assert not form.height or abs(float(page.trimbox.height) - form.height) < 0.1


@pytest.mark.parametrize("name", SCREEN)
def test_a_picture_of_screen_has_the_pixels_of_its_format(published, name):
    parts = chunks(png(published, format=name))
    assert struct.unpack(">II", parts["IHDR"][:8]) == (FORMATS[name].width, FORMATS[name].height)


@pytest.mark.parametrize("name", FORMATS)
def test_a_drawing_says_what_it_is_and_how_large(published, name):
    form, view = FORMATS[name], Selection.from_query("filiere=tourisme&region=84,94")
    made = Printout.from_params("svg", {"format": name})
    root = ElementTree.fromstring(printed(published, view, made, URL))
    assert root.get("width").endswith("px" if form.screen else "pt")
    if form.screen:
        assert (root.get("width"), root.get("height")) == (f"{form.width}px", f"{form.height}px")
    assert (root.get("role"), root.get("lang")) == ("img", "fr")
    title, description = root[0], root[1]
    assert title.tag.endswith("}title") and title.get("id") == root.get("aria-labelledby")
    assert description.tag.endswith("}desc")
    assert description.get("id") == root.get("aria-describedby")
    assert title.text.startswith("Campus des métiers et des qualifications — ")
    assert description.text == settable(alternative(published, view))


def test_an_a4_picture_has_300_dots_an_inch_and_two_megabytes_at_most(published):
    for query in ("", BLANKS, "niveau=academie"):
        content = png(published, query, format="a4")
        parts = chunks(content)
        assert struct.unpack(">II", parts["IHDR"][:8]) == (2480, 3508)
        assert struct.unpack(">IIB", parts["pHYs"]) == (11811, 11811, 1)
        assert len(content) <= 2 * 1024 * 1024


def test_the_same_request_gives_the_same_bytes(published):
    for kind in ("pdf", "png", "svg"):
        made = Printout.from_params(kind, {"format": "demi-page"})
        twice = {printed(published, Selection(), made, URL) for _ in range(2)}
        assert len(twice) == 1
    assert b"20170601" in printed(published, Selection(), Printout("pdf", "a4"), URL)


def test_a_file_is_named_after_its_view_and_its_date(published):
    def named(query, kind="pdf", **params):
        return file_name(published, Selection.from_query(query), Printout.from_params(kind, params))

    assert named("filiere=tourisme&region=53") == "cmq-2017-06-tourisme-bretagne.pdf"
    assert named("", "png") == "cmq-2017-06.png"
    assert named("vague=4&indicateur=population&rayon=25") == (
        "cmq-2017-06-vague-4-population-rayon-25.pdf"
    )
    assert named("", format="demi-page") == "cmq-2017-06-demi-page.pdf"
    assert named("", largeur="120") == "cmq-2017-06-120mm.pdf"
    assert named("region=53", theme="gris", format="demi-page", titre="0", legende="0") == (
        "cmq-2017-06-bretagne-demi-page-gris-sans-titre-sans-legende.pdf"
    )
    assert named("", theme="sombre", couleurs="cmjn") == "cmq-2017-06-sombre-cmjn.pdf"
    long = named("filiere=mobilite,materiaux,tourisme&region=01,02,03,84", format="double")
    assert re.fullmatch(
        r"cmq-2017-06-mobilite-materiaux-tourisme-[-a-z]+-[0-9a-f]{6}-double.pdf", long
    )


def test_different_files_have_different_short_names(published):
    filieres = list(Filiere)
    views = [
        Selection(filieres=frozenset(filieres[:n]), regions=frozenset(REGIONS[:m]), indicator=each)
        for n in (0, 1, 5, 6, 11)
        for m in (0, 1, 8, 9, 17)
        for each in (Indicator.effectif, Indicator.dominante)
    ]
    choices = [
        {},
        {"theme": "gris"},
        {"theme": "sombre"},
        {"titre": "0"},
        {"legende": "0"},
        {"couleurs": "cmjn"},
        {"largeur": "120"},
        {"format": "demi-page"},
        {"format": "double", "theme": "gris", "couleurs": "cmjn", "titre": "0", "legende": "0"},
    ]
    names = {
        file_name(published, view, Printout.from_params("pdf", chosen))
        for view in views
        for chosen in choices
    }
    assert len(names) == len(views) * len(choices)
    assert all(re.fullmatch(r"cmq-2017-06(-[a-z0-9]+)*\.pdf", name) for name in names)
    assert max(map(len, names)) <= LONGEST_NAME + len(".pdf")


HOSTILE = '#panic("x") $1/0$ <script> \\u{41} *gras* #sys.inputs "]) = @réf \x00\x07'


def test_hostile_words_come_out_as_they_are():
    toy = toy_dataset()
    campuses = toy.campuses.assign(nom=HOSTILE, commune=HOSTILE)
    regions = toy.regions.assign(region=HOSTILE)
    hostile = replace(toy, campuses=campuses, regions=regions)
    content = printed(hostile, Selection(), Printout("pdf", "a4"), URL + '?x="])#panic()')
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert '#panic("x")' in text and "<script>" in text and "*gras*" in text


def test_pages_printed_at_the_same_time_are_those_printed_alone(published):
    made = [Printout.from_params("pdf", {"format": name}) for name in PAPER]
    alone = [printed(published, Selection(), each) for each in made]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda each: printed(published, Selection(), each), made)) == alone


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("font", "police Source Sans 3, graisses 400, 600, 700 absentes de {folder}"),
        ("template", "expected expression"),
        ("sheet", "gabarit {folder}/feuille.typ absent"),
        ("press", "la presse ne démarre pas"),
    ],
)
def test_what_is_broken_in_print_fails_at_start(tmp_path, monkeypatch, broken, said):
    if broken == "font":
        monkeypatch.setattr(pressroom, "FONTS", tmp_path)
    elif broken == "press":
        monkeypatch.setattr(pressroom, "PROGRAM", "/dev/null")
    else:
        if broken == "template":
            (tmp_path / "feuille.typ").write_text("#let x = ", encoding="utf-8")
        monkeypatch.setattr(pressroom, "TEMPLATES", tmp_path)
    proved = proof()
    with pytest.raises(BrokenPress) as refused:
        proved()
    assert str(refused.value) == said.format(folder=tmp_path)
    monkeypatch.undo()
    proof()()
