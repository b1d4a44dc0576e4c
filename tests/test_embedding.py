"""The page for a frame: whole, small, sealed, the same view in every theme."""

import base64
import gzip
import hashlib
import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import brotli
import pytest
from hypothesis import given, settings
from test_drawing import selections
from toy import hostile_dataset, without_campuses

from dashboard.campus import reading_order
from dashboard.clusters import clusters, notice
from dashboard.coverage import select
from dashboard.display import Display
from dashboard.embedding import frame, groups, inlined, stylesheet
from dashboard.framing import frame_height
from dashboard.geography import LARGE, MEDIUM, NARROW
from dashboard.picking import ids
from dashboard.selection import Selection
from dashboard.templating import in_french
from dashboard.theme import palette
from dashboard.vocabulary import Filiere, Theme, Vue

ROOT = "https://example.org/"
VOID = {"meta", "link", "br", "img", "input", "path", "use", "circle"}


class Reader(HTMLParser):
    """Reads a page: its elements with their attributes, and whether every one is closed."""

    def __init__(self, text: str):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.elements if name == tag]


def read(dataset, query: str = "", display: Display | None = None) -> tuple[str, Reader]:
    text = frame(dataset, Selection.from_query(query), display or Display(), ROOT).html
    return text, Reader(text)


@settings(max_examples=40)
@given(selection=selections)
def test_every_campus_of_the_view_is_a_mark_a_link_and_a_line(published, selection):
    reader = Reader(frame(published, selection, Display(), ROOT).html)
    assert reader.open == []
    shown = ids(published, selection)
    lines = [item["id"] for item in reader.named("li") if item.get("id", "").startswith("c")]
    assert lines == [f"c{n}" for n in range(len(shown))]
    links = [link for link in reader.named("a") if link["href"].startswith("#c")]
    read_aloud = [link["aria-labelledby"] for link in links if "aria-labelledby" in link]
    assert sorted(read_aloud) == sorted(3 * lines)
    assert {link["href"][1:] for link in links} == set(lines)
    names = [attributes["id"] for _, attributes in reader.elements if "id" in attributes]
    assert len(names) == len(set(names))
    for _, attributes in reader.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert attributes.get(name, names and names[0]) in names


def test_the_list_is_in_reading_order_under_its_regions(toy):
    listed = groups(toy, Selection())
    assert [group.heading for group in listed] == [
        "Est\u202f: 2 campus",
        "Île\u202f: 1 campus",
        "Ouest\u202f: 2 campus",
    ]
    assert [number for group in listed for number, _ in group.campuses] == [0, 1, 2, 3, 4]
    assert listed[0].campuses[0][1] == [
        "Code",
        "Dour, Est",
        "Numérique, télécommunications",
        "Vague 4, label du 13 février 2017",
        "Sourcé",
    ]
    assert reading_order(toy) == ("c", "d", "e", "b", "a")


def test_the_heaviest_frame_is_one_answer_of_40_kilobytes(published):
    towns = ",".join(published.places.nlargest(10, "population").index)
    query = f"niveau=academie&indicateur=population&rayon=25&essai={towns}"
    text, _ = read(published, query)
    assert len(brotli.compress(text.encode(), quality=5)) < 40_000 - 1_500  # headers


def test_the_whole_map_is_one_answer_of_25_kilobytes(published):
    text, reader = read(published)
    assert len(brotli.compress(text.encode(), quality=5)) < 25_000 - 1_500  # headers
    assert reader.named("img") == reader.named("iframe") == []
    assert (
        "@font-face" not in text
        and "@import" not in text
        and "url(" not in text.replace("url(#", "")
    )
    for attributes in reader.named("script"):
        assert attributes == {}
    for attributes in reader.named("link"):
        assert attributes["rel"] in ("icon", "canonical", "alternate")
    assert len([link for link in reader.named("a") if "data-filiere" in link]) == 12


def test_nothing_runs_but_what_the_policy_knows(published):
    page = frame(published, Selection(), Display(), ROOT)
    assert page.policy.endswith("frame-ancestors *")
    assert "unsafe" not in page.policy
    for tag in ("script", "style"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", page.html, flags=re.S)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page.policy
    assert not re.search(r"<[^>]* (style|on\w+)=", page.html)


@pytest.mark.parametrize("query", ["", "campus=a", "vue=liste", "filiere=tourisme"])
def test_hostile_data_come_out_harmless(query):
    text, reader = read(hostile_dataset(), query)
    assert reader.open == []
    assert len(reader.named("script")) == 1
    assert "<script>alert" not in text


def test_title_and_key_are_left_out_and_the_credit_is_not(published):
    text, reader = read(published, "", Display(titled=False, keyed=False))
    assert ">Situation de juin 2017" not in text and 'class="cle"' not in text
    assert reader.named("h1") == [{"class": "hors-ecran"}]
    assert "Explorer la carte" in text and "Licence Ouverte" in text and "Sources" in text
    whole, _ = read(published)
    assert '<p class="note">Situation de juin 2017.</p>' in whole and 'class="cle"' in whole


def test_the_frame_leads_to_the_dashboard_in_the_same_state(toy):
    query = "filiere=tourisme&vague=1&niveau=academie&indicateur=population&rayon=25&campus=a"
    _, reader = read(toy, query)
    (explore,) = (link for link in reader.named("a") if link.get("class") == "explorer")
    assert urljoin(f"{ROOT}embed?vague=2", explore["href"]) == f"{ROOT}?{query}"
    assert explore["target"] == "_blank" and explore["rel"] == "noopener"
    assert {"rel": "canonical", "href": f"{ROOT}?{query}"} in reader.named("link")


def test_each_entry_of_the_key_leads_to_its_filiere_alone_and_back(toy):
    _, reader = read(toy, "vague=4", Display(theme=Theme.sombre))
    links = {
        link["data-filiere"]: link["href"] for link in reader.named("a") if "data-filiere" in link
    }
    assert list(links) == list(Filiere)
    assert links["numerique"] == "embed?filiere=numerique&vague=4&theme=sombre"
    _, alone = read(toy, "filiere=numerique&vague=4")
    (link,) = (link for link in alone.named("a") if "data-filiere" in link)
    assert link["href"] == "embed?vague=4"


def test_the_list_stands_in_place_of_the_map(toy):
    text, reader = read(toy, "vue=liste")
    assert "vue-liste" in text and 'class="plan"' not in text
    assert reader.named("main") and "Table" in text
    assert select(toy, Selection(vue=Vue.liste)).shape[0] == text.count("<li id=")


@pytest.mark.parametrize(
    "query", ["", "vue=liste", "vue=couverture", "contre=1", "filiere=chimie", "niveau=academie"]
)
def test_every_shape_that_is_used_is_in_the_page_and_no_outline_for_nothing(toy, query):
    _, reader = read(toy, query)
    defined = {path["id"] for path in reader.named("path") if "id" in path}
    used = {use["href"].removeprefix("#") for use in reader.named("use")}
    assert used <= defined
    outlines = {name for name in defined if name.startswith("t")}
    assert outlines <= used


def test_without_a_campus_the_frame_says_so(toy):
    text, _ = read(toy, "filiere=chimie")
    assert "Aucun campus connu ne répond à ces filtres." in text
    assert "Aucun campus dans ces données." in read(without_campuses(), "")[0]


def test_a_dark_style_is_there_by_the_device_by_choice_or_not_at_all(toy):
    auto, light, dark = map(stylesheet, Theme)
    assert auto.startswith(palette("screen and (prefers-color-scheme:dark)") + ".mobilite{")
    assert light.startswith(palette("") + ".mobilite{")
    assert dark.startswith(palette("screen") + ".mobilite{")


def test_the_script_of_the_host_is_short():
    assert len(gzip.compress(inlined("cadre.js").encode())) < 1_500


@settings(max_examples=20)
@given(selection=selections)
def test_every_round_of_a_crowd_is_a_link_to_its_words(crowd, selection):
    text = frame(crowd, selection, Display(), ROOT).html
    reader = Reader(text)
    assert reader.open == []
    named = {item["id"] for item in reader.named("li") if "id" in item}
    links = [a for a in reader.named("a") if a["href"].startswith("#")]
    assert {a["href"][1:] for a in links} <= named
    for composition in (NARROW, MEDIUM, LARGE):
        found = clusters(crowd, selection, composition)
        here = [a for a in links if a["href"].startswith(f"#{composition.name}-")]
        assert len(here) == sum(map(len, found.values()))
        assert len([a for a in here if "aria-hidden" in a]) == len(found["idf"])
        assert notice(crowd, selection, composition) in text


def test_around_the_map_of_a_crowd_each_region_says_its_filieres(crowd):
    (corse,) = groups(crowd, Selection.from_query("region=94"))
    inside = crowd.campuses[crowd.campuses["code_region"] == "94"]
    assert corse.heading == f"Corse\u202f: {len(inside)} campus"
    counts = inside["filiere"].value_counts()
    ((_, words),) = corse.campuses
    assert words == [f"{f.short}\u202f: {counts[f]}" for f in Filiere if f in counts]


def test_the_frame_of_a_crowd_stays_light_and_its_list_says_where_it_stops(crowd):
    text, _ = read(crowd)
    assert len(brotli.compress(text.encode(), quality=5)) < 50_000
    text, reader = read(crowd, "vue=liste&vague=1,2,3")
    count = int(crowd.campuses["vague"].isin([1, 2, 3]).sum())
    assert in_french(f"Les 200 premiers sur {count} : le fichier CSV les contient tous.") in text
    assert (
        len([item for item in reader.named("li") if re.fullmatch(r"c\d+", item.get("id", ""))])
        == 200
    )
    assert [a for a in reader.named("a") if a["href"] == "donnees/campus.csv?vague=1,2,3"]


def test_the_key_of_a_crowd_leads_to_another_page_rather_than_greys_rounds(crowd, published):
    assert "entries = [];" in inlined("embed.js", True)
    assert inlined("embed.js", True) in frame(crowd, Selection(), Display(), ROOT).html
    assert inlined("embed.js") in frame(published, Selection(), Display(), ROOT).html


@pytest.mark.parametrize("keyed", [True, False])
@pytest.mark.parametrize("query", ["", "indicateur=population", "contre=1"])
def test_every_map_says_that_its_insets_have_other_scales(toy, query, keyed):
    text, _ = read(toy, query, Display(keyed=keyed))
    assert text.count("Échelles différentes pour les cartons.") == 1


def test_a_comparison_has_its_key_or_none(toy):
    query = "filiere=tourisme&contre=numerique&indicateur=population"
    text, _ = read(toy, query)
    assert "habitants hors de portée, selon leur nombre</li>" in text
    bare, _ = read(toy, query, Display(keyed=False))
    assert 'class="options filieres' not in bare and 'class="rang classes"' not in bare


def test_a_comparison_names_each_mark_that_stands_on_either_map(toy):
    text, _ = read(toy, "filiere=tourisme&contre=numerique")
    (listed,) = re.findall(r'<ul class="options filieres colonnes">(.*?)</ul>', text, re.S)
    assert re.findall(r"</svg>([^<]+)</span></li>", listed) == [
        "Tourisme, gastronomie",
        "Numérique, télécommunications",
        "Autres filières",
    ]
    assert re.findall(r'class="symbole (\w*)"', listed) == ["tourisme", "numerique", ""]
    assert listed.count('<use fill="var(--contexte)"') == 1


def test_the_key_of_a_comparison_says_what_both_maps_are_shaded_by(toy):
    text, _ = read(toy, "contre=tourisme&indicateur=dominante")
    assert "<h2>Nombre de campus connus, par région</h2>" in text
    assert "Filière la plus représentée" not in text


@pytest.mark.parametrize(
    "query", ["contre=toutes", "filiere=tourisme&vue=couverture&contre=tourisme"]
)
def test_a_selection_compared_with_itself_is_drawn_once_as_alone(toy, query):
    text, reader = read(toy, query)
    _, alone = read(toy, query.partition("contre=")[0].rstrip("&"))
    assert "Les deux sélections comparées sont les mêmes" in text
    assert 'class="colonnes cote-a-cote"' not in text
    assert len(reader.named("svg")) == len(alone.named("svg"))
    (described,) = (
        each["content"] for each in reader.named("meta") if each.get("name") == "description"
    )
    assert described.startswith("Carte de France, ")
    view = (toy, Selection.from_query(query), Display(titled=False), 640)
    assert frame_height(*view) == frame_height(toy, view[1].but(contre=frozenset()), *view[2:])
