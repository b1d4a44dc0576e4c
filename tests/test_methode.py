"""The pages of text: each figure in them is held against the files, read by other means."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest
from toy import hostile_dataset, toy_dataset, without_campuses

from dashboard.campus import LABEL_YEARS
from dashboard.french import typeset
from dashboard.layout.accessibilite import accessibilite
from dashboard.layout.methode import methode
from dashboard.templating import proses
from dashboard.vocabulary import Indicator

ROOT = Path(__file__).parent.parent
DATA, GEODATA = ROOT / "data", ROOT / "geodata"
NARROW = "\u202f"
PAGES = (methode, accessibilite)


def read(name):
    """Read a file of data/ with the csv module alone."""
    return list(csv.DictReader(io.StringIO((DATA / name).read_text(encoding="utf-8"))))


def spaced(count):
    """Write a whole number in French."""
    return f"{count:,}".replace(",", NARROW)


def tables(page):
    """Read the tables of a page: the cells of each row as text, by caption."""
    found = {}
    for table in re.findall(r"<table.*?</table>", page, re.S):
        caption = text(re.search(r"<caption>(.*?)</caption>", table)[1])
        body = re.search(r"<tbody>(.*?)</tbody>", table, re.S)[1]
        found[caption] = [
            [text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
            for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)
        ]
    return found


def text(html):
    """Return the words of some HTML."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def inside(document):
    """Return the text of a page without what the site has around it."""
    return re.search(r'<main id="contenu">(.*)</main>', document.content, re.S)[1]


@pytest.fixture(scope="module")
def page(published):
    return inside(methode(published))


def test_counts_of_campuses_agree_with_the_files(page):
    campuses, effectifs = read("campus.csv"), read("effectifs_publies.csv")
    national = max((r["date"], int(r["effectif"])) for r in effectifs if r["perimetre"] == "France")
    known = len(campuses)
    present, regions = {row["region"] for row in campuses}, read("regions.csv")
    assert tables(page)["Les campus en bref"] == [
        ["Campus identifiés", spaced(known)],
        ["Campus labellisés, dernier effectif national", spaced(national[1])],
        ["Campus manquants dans les données", f"au moins {spaced(national[1] - known)}"],
        ["Régions avec au moins un campus connu", f"{len(present)} sur {len(regions)}"],
        ["Lieux habités, pour mesurer la couverture", spaced(len(read("places.csv")))],
    ]


def test_counts_by_wave_and_evidence_agree_with_the_file(page):
    campuses = read("campus.csv")
    waves = [
        [
            f"Vague {n}",
            str(len(of_wave := [row for row in campuses if row["vague"] == n])),
            str(sum(row["preuve"] == "source" for row in of_wave)),
            str(sum("vague" in row["champs_a_verifier"].split(";") for row in of_wave)),
        ]
        for n in "1234"
    ]
    assert tables(page)["Campus connus par vague de labellisation"] == waves
    levels = Counter(row["preuve"] for row in campuses)
    counted = [row[1] for row in tables(page)["Campus par niveau de preuve"]]
    assert counted == [str(levels[level]) for level in ("source", "partiel", "mémoire")]


def test_fields_to_check_agree_with_the_file(page):
    doubts = Counter(
        name for row in read("campus.csv") for name in row["champs_a_verifier"].split(";") if name
    )
    counted = tables(page)["Champs à vérifier"]
    assert sorted(int(count) for _, count in counted) == sorted(doubts.values())
    assert ["Label acquis à la mi-2017", str(doubts["label_mi_2017"])] in counted
    assert f"Label à la mi-2017 à vérifier{NARROW}: {doubts['label_mi_2017']} campus" in text(page)


def test_counts_by_region_agree_with_the_files(page):
    known = Counter(row["code_region"] for row in read("campus.csv"))
    published = {}
    for row in sorted(read("effectifs_publies.csv"), key=lambda row: row["date"]):
        published[row["perimetre"]] = int(row["effectif"])
    expected = []
    for row in read("regions.csv"):
        count, last = known[row["code_region"]], published.get(row["region"])
        state = "complète" if last is not None and count >= last else "incomplète"
        said = "inconnu" if last is None else f"{last}, liste {state}"
        expected.append([typeset(row["region"]), str(count), said])
    assert tables(page)["Campus connus et effectifs publiés, par région"] == expected


def test_people_of_the_places_agree_with_the_files(page):
    people = sum(int(row["population"]) for row in read("places.csv"))
    population = sum(int(row["population_2017"]) for row in read("regions.csv"))
    share = f"{100 * people / population:.0f}{NARROW}%"
    assert f"{spaced(people)}\u00a0personnes, soit {share} de la population de 2017" in text(page)


@pytest.mark.parametrize("folder", [DATA, GEODATA])
def test_every_file_stands_with_its_sources_licence_size_and_checksum(page, folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    rows = tables(page)[f"{package['title']} (dossier {folder.name})"]
    assert [name for name, _ in rows] == [file["path"] for file in package["resources"]]
    for (_, said), file in zip(rows, package["resources"], strict=True):
        assert spaced((folder / file["path"]).stat().st_size) + "\u00a0octets" in said
        assert file["hash"].removeprefix("sha256:")[:12] in said
        for named in (*file["sources"], *file["licenses"]):
            assert typeset(named["title"]) in said
            assert "path" not in named or f'href="{named["path"]}"' in page


def test_the_duration_of_a_label_is_the_one_that_is_counted(page):
    assert LABEL_YEARS == 4
    assert "vaut alors pour quatre ans" in page


@pytest.mark.parametrize("write", PAGES)
def test_anchors_lead_to_headings_and_headings_are_in_order(write, published):
    html = inside(write(published))
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert len(levels) == 1 + len(ids) and levels[0] == 1
    assert all(1 < level <= before + 1 for before, level in pairwise(levels))


def test_every_section_of_the_method_is_in_its_contents(page):
    contents = re.search(r"<nav.*?</nav>", page)[0]
    assert re.findall(r'href="#([^"]*)"', contents) == re.findall(r'<h2 id="([^"]*)"', page)


@pytest.mark.parametrize("write", PAGES)
def test_french_spaces_stand_before_high_punctuation_and_inside_quotation_marks(write, published):
    said = text(inside(write(published)))
    assert re.findall(r".{0,20} [;:!?»%].?|« .{0,20}", said) == []
    prose = re.sub(r"https?:|\b1:10", "", said)
    assert re.findall(rf"[^{NARROW}][;!?»]", prose) == []


@pytest.mark.parametrize("write", PAGES)
@pytest.mark.parametrize("dataset", [toy_dataset(), without_campuses()], ids=["toy", "empty"])
def test_pages_are_written_for_any_folder(write, dataset):
    assert inside(write(dataset)).startswith("<h1>")


def test_a_folder_without_any_published_count_or_description_says_unknown():
    toy = without_campuses()
    bare = replace(toy, effectifs=toy.effectifs.iloc[:0], package={}, outlines_package={})
    page = inside(methode(bare))
    assert ["Campus labellisés, dernier effectif national", "inconnu"] in tables(page)[
        "Les campus en bref"
    ]
    assert {row[2] for row in tables(page)["Campus connus et effectifs publiés, par région"]} == {
        "inconnu"
    }


@pytest.mark.parametrize(
    ("france", "ouest", "said"),
    [
        (6, 3, f"absents des données{NARROW}: au moins 1, dont 1 de région connue."),
        (6, 4, f"absents des données{NARROW}: au moins 1."),  # of another date than the country
        (5, 3, None),
    ],
)
def test_no_more_campuses_are_said_located_than_missing(france, ouest, said):
    toy = toy_dataset()
    counts = {"France": france, "Ouest": ouest, "Est": 2}
    page = text(inside(methode(replace(toy, effectifs=published_of(toy, counts)))))
    found = re.findall(r"absents des données.*?\.", page, re.S)
    assert found == ([said] if said else [])


def test_one_known_campus_of_a_region_is_said_in_the_singular():
    toy = toy_dataset()
    counts = {"Ouest": 4, "Île": 6}
    said = section(inside(methode(replace(toy, effectifs=published_of(toy, counts)))))
    assert f"Île{NARROW}: 1 connu sur 6." in said and f"Ouest{NARROW}: 2 connus sur 4." in said


FIXED = ("absents des données", "sans effectif publié", "mi-2017", "Date de label", "Filière à")


def test_what_does_not_lack_is_not_said_to_lack():
    toy = toy_dataset()
    found = inside(methode(toy))
    campuses = toy.campuses.assign(a_verifier=[()] * 5, date_labellisation="2016-10")
    counts = {"France": 5, "Ouest": 2, "Est": 2, "Île": 1}
    complete = replace(toy, campuses=campuses, effectifs=published_of(toy, counts))
    whole = inside(methode(complete))
    for words in (*FIXED[:-1], "Des campus manquent", "À l’inverse", "Un blanc sur la carte"):
        assert (words in section(found), words in section(whole)) == (True, False), words
    assert "Filière à" not in section(found)
    of_country = replace(complete, effectifs=published_of(toy, {"France": 5}))
    assert "sans effectif publié" not in section(inside(methode(of_country)))
    assert "inconnu, liste nationale complète" in text(inside(methode(of_country)))
    unpublished = replace(complete, effectifs=published_of(toy, {"Ouest": 2}))
    assert "Des campus peuvent manquer" in inside(methode(unpublished))
    doubted = replace(complete, campuses=campuses.assign(a_verifier=[("label_mi_2017",)] * 5))
    assert "Les campus dont le label est à vérifier" in inside(methode(doubted))
    doubted = replace(complete, campuses=campuses.assign(a_verifier=[("filiere",)] * 5))
    assert f"Filière à vérifier{NARROW}: 5 campus." in inside(methode(doubted))


def section(page):
    """Return what a page says of what is missing, and of how the figures are computed."""
    return "".join(re.findall(r'<h2 id="(?:lacunes|indicateurs)">.*?</section>', page, re.S))


def published_of(dataset, counts):
    """Make the published counts of a folder: one a name, of June 2017."""
    row = dataset.effectifs.iloc[-1]
    return pd.DataFrame([{**row, "perimetre": name, "effectif": n} for name, n in counts.items()])


def test_a_folder_without_places_says_that_their_share_is_unknown():
    toy = toy_dataset()
    said = text(inside(methode(replace(toy, places=toy.places.iloc[:0]))))
    assert "la part de la population qu’ils réunissent est inconnue" in said


HOSTILE = "<script>alert(1)</script>"
UNSAFE = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//a.example", "https:")


@pytest.mark.parametrize("write", PAGES)
def test_hostile_texts_and_addresses_come_out_harmless(write):
    toy = hostile_dataset()
    named = [{"title": HOSTILE, "path": url} for url in (*UNSAFE, 'https://a.example/"><script>')]
    package = {
        "title": HOSTILE,
        "version": HOSTILE,
        "created": HOSTILE,
        "resources": [{"path": HOSTILE, "made": HOSTILE, "sources": named, "licenses": named}],
    }
    effectifs = toy.effectifs.assign(libelle=HOSTILE, source_url=UNSAFE[0])
    page = inside(write(replace(toy, package=package, effectifs=effectifs)))
    assert "<script" not in page
    for address in re.findall(r'href="([^"]*)"', page):
        assert urlsplit(address).scheme in ("", "https")
        assert not address.startswith("//")


@pytest.mark.parametrize("address", [*UNSAFE, "", None, 3, "http://[", "donnees/campus.csv"])
def test_only_addresses_of_the_web_become_links(address):
    link_out = proses().get_template("parts.html").module.link_out
    assert link_out("a", address) == "<span>a</span>"
    assert link_out("l'a", "https://a.example/x?y=1&z=2010-2015,").startswith(
        '<a href="https://a.example/x?y=1&amp;z=2010-2015," rel='
    )


def test_each_indicator_is_explained_under_the_name_of_its_filter(published):
    page = methode(published).content
    section = re.search(r'<h2 id="indicateurs">(.*?)</section>', page, re.S)[1]
    named = [text(name) for name in re.findall(r"<li><b>(.*?)</b>", section)]
    assert named == [indicator.short for indicator in Indicator]
