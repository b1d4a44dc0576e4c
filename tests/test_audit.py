"""The accessibility audit: what breaks its table, what follows from it, and that its tests exist."""

import ast
import csv
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from folder import find_breaches, write_folder
from test_accessibility import SAMPLE
from toy import toy_audit

from dashboard import data
from dashboard.audit import (
    ADDED,
    COLUMNS,
    PAGES,
    RGAA,
    Conformite,
    Etat,
    Result,
    audit_breaches,
    expected,
    overall,
    result,
)
from dashboard.data import BrokenData, digest, load_dataset, seal
from dashboard.layout.accessibilite import accessibilite

TESTS = Path(__file__).parent
FOLDER = TESTS.parent / "data" / "accessibilite"
TODAY = date(2026, 11, 26)


def said(table: pd.DataFrame) -> list[str]:
    """Return what is said of a table, with plain spaces to read."""
    return [str(breach).replace("\u202f", " ") for breach in audit_breaches(table, TODAY)]


def lined(table: pd.DataFrame) -> pd.DataFrame:
    """Number the rows as the lines of a file."""
    return table.set_axis(range(2, len(table) + 2))


def test_rgaa_has_106_criteria_in_13_themes_and_wcag_adds_six():
    assert len({theme for referential, _, theme in expected() if referential == RGAA}) == 13
    assert sum(referential == RGAA for referential, _, _ in expected()) == 106
    assert [number for referential, number, _ in expected() if referential != RGAA] == list(ADDED)
    assert len(ADDED) == 6


def test_a_sound_table_has_no_breach():
    assert said(lined(toy_audit())) == []


@pytest.mark.parametrize(
    ("changed", "breach"),
    [
        ({"titre": ""}, "titre : vide — titre manquant"),
        (
            {"carte": "oui"},
            "carte : « oui » — état inconnu ; valeurs admises : conforme, non conforme, non applicable",
        ),
        ({"liste": ""}, "liste : vide — état inconnu"),
        (
            {"theme": "Cadres"},
            "numero : « RGAA 4.1 1.1 Cadres » — critère inconnu, ou d’un autre thème",
        ),
        ({"numero": "1.10"}, "numero : « RGAA 4.1 1.10 Images » — critère inconnu"),
        ({"numero": "1.2"}, "numero : « 1.2 » — critère présent plusieurs fois"),
        (
            {"tests": "test_a.py::test_b test_c"},
            "tests : « test_a.py::test_b test_c » — nom de test attendu (test_….py::test_…), et non « test_c »",
        ),
        (
            {"constat": "", "date": ""},
            "constat : vide — constat attendu quand aucun test ne contrôle le critère",
        ),
        (
            {"tests": "test_a.py::test_b", "constat": "", "date": "", "carte": "non conforme"},
            "constat : vide — constat attendu quand un critère est non conforme ou sans objet",
        ),
        ({"date": ""}, "date : vide — date attendue avec un constat, et seulement avec lui"),
        (
            {"date": "2026-11-27"},
            "date : « 2026-11-27 » — date impossible ; le 26 novembre 2026 au plus tard, d’après l’horloge",
        ),
        ({"date": "2026-02-30"}, "date : « 2026-02-30 » — date impossible"),
        ({"date": "novembre"}, "date : « novembre » — date impossible"),
    ],
)
def test_each_breach_is_said_with_its_line_and_its_column(changed, breach):
    listed = said(lined(toy_audit(**changed)))
    assert any(
        line.startswith(f"accessibilite/criteres.csv, ligne 2, colonne {breach}") for line in listed
    ), listed


def test_a_missing_criterion_and_another_order_are_breaches():
    table = toy_audit()
    assert said(lined(table.drop(index=4))) == [
        "accessibilite/criteres.csv, champ numero : « RGAA 4.1 1.5 Images » — critère absent du fichier"
    ]
    swapped = pd.concat([table[1:2], table[:1], table[2:]])
    assert said(lined(swapped)) == [
        "accessibilite/criteres.csv, champ numero : lignes dans un autre ordre que celui des référentiels"
    ]


def test_one_page_that_fails_makes_a_criterion_fail():
    states = dict.fromkeys(PAGES, "non applicable")
    assert overall(pd.Series(states)) is Etat.non_applicable
    assert overall(pd.Series(states | {"liste": "conforme"})) is Etat.conforme
    assert (
        overall(pd.Series(states | {"liste": "conforme", "cadre": "non conforme"}))
        is Etat.non_conforme
    )


@pytest.mark.parametrize(
    ("held", "applicable", "state"),
    [
        (73, 73, "totalement conforme"),
        (72, 73, "partiellement conforme"),
        (37, 74, "partiellement conforme"),
        (36, 74, "non conforme"),
        (0, 0, "non conforme"),
    ],
)
def test_the_state_of_conformity_follows_from_the_counts(held, applicable, state):
    assert Result(held, applicable).conformite == Conformite(state)


def test_the_rate_counts_what_applies_of_rgaa_alone():
    table = toy_audit()
    table.loc[0, list(PAGES)] = "non applicable"
    table.loc[1, "cadre"] = "non conforme"
    table.loc[2, "cadre"] = "non applicable"
    table.loc[table.index[-1], "carte"] = "non conforme"  # of WCAG 2.2
    assert result(table) == Result(104, 105)


# The statement


def spoken(page: str) -> str:
    """Return the words of a page, with plain spaces to read."""
    apart = re.sub(r"</(?:h\d|p|th|td|li)>", " ", page)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", apart)).replace("\u202f", " ").split())


def test_the_statement_is_computed_from_the_table(toy):
    whole = spoken(accessibilite(toy).content)
    assert "est totalement conforme au référentiel" in whole
    assert "100 % des critères du RGAA applicables sont respectés : 106 sur 106." in whole
    assert "Non-conformités Aucune n’est connue à ce jour." in whole
    audit = toy_audit(carte="non conforme", liste="non applicable", constat="Un défaut.")
    flawed = spoken(accessibilite(replace(toy, audit=audit)).content)
    assert "est partiellement conforme au référentiel" in flawed
    assert "99 % des critères du RGAA applicables sont respectés : 105 sur 106." in flawed
    assert "Critère 1.1, Titre : Un défaut." in flawed
    assert (
        "1.1 Titre Conforme : couverture, cadre, fiche d’un campus, méthode et déclaration ; "
        "non conforme : carte ; non applicable ailleurs. Un défaut."
    ) in flawed


def test_the_date_of_an_older_finding_is_within_its_sentence(toy):
    audit = toy_audit(constat="Un constat.", date="2026-11-20")
    whole = spoken(accessibilite(replace(toy, audit=audit)).content)
    assert (
        "1.1 Titre Conforme. Un constat (20 novembre 2026). 1.2 Titre Conforme. Lu dans la page. 1.3"
        in whole
    )


def test_the_statement_asks_for_the_plans_that_the_law_wants(toy):
    whole = spoken(accessibilite(toy).content)
    assert "un schéma pluriannuel de mise en accessibilité et le plan d’actions" in whole


def test_the_statement_says_which_screen_reader_was_heard_and_which_were_not_tried(toy):
    """It holds to what was written down: `hear.py` heads it with the versions and the day."""
    whole = spoken(accessibilite(toy).content)
    for name in ("firefox", "chromium"):
        head = (TESTS / "heard" / f"{name}.md").read_text("utf-8").splitlines()[0]
        orca, browser, version = re.search(
            r"(Orca [\d.]+), .*?(Firefox|Chromium) (\d+)", head
        ).groups()
        assert orca in whole
        assert f"dans {browser} {version}" in whole
    assert "Ni NVDA, ni JAWS, ni VoiceOver" in whole
    assert "aucune personne handicapée n’a essayé le site" in whole


def test_every_criterion_is_in_the_statement_once_under_its_theme(toy):
    page = re.sub("</?abbr.*?>", "", accessibilite(toy).content)
    tables = re.findall(r"<caption>(.*?)</caption>(.*?)</table>", page, re.S)[1:]
    listed = [
        (caption, number)
        for caption, body in tables
        for number in re.findall(r'<th scope="row">([\d.]+) Titre', body)
    ]
    themes = [(f"{theme} (RGAA 4.1)", number) for _, number, theme in expected() if theme]
    assert listed == themes + [("Critères ajoutés par WCAG 2.2", number) for number in ADDED]


def test_every_page_bears_the_mention(client, toy):
    for path in ("/", "/?vue=liste", "/methode", "/accessibilite", "/campus/a", "/integrer"):
        page = client.get(path).text
        assert 'accessibilite">Accessibilité\u202f: totalement conforme</a>' in page, path


def test_the_table_is_served_as_a_file(client, toy):
    answer = client.get("/donnees/accessibilite.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="accessibilite.csv"'
    held = ",".join(["conforme"] * 7)
    lines = answer.text.split("\r\n")
    assert lines[0] == ",".join(COLUMNS)
    assert lines[1] == f"RGAA 4.1,1.1,Images,Titre,{held},,Lu dans la page.,2026-11-26"
    assert len(lines) == 1 + 112 + 1
    excel = client.get("/donnees/accessibilite.csv?excel=1").text
    assert excel.startswith("\ufeffreferentiel;numero;")


# The project's own table


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / "criteres.csv").read_text("utf-8").splitlines()))


def test_every_test_that_the_audit_names_exists(rows):
    named = {name for row in rows for name in row["tests"].split()}
    there = {
        f"{path.name}::{node.name}"
        for path in TESTS.glob("test_*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    assert named - there == set()
    assert len(named) > 40


def test_the_tests_made_for_the_audit_each_check_a_criterion(rows):
    named = {name for row in rows for name in row["tests"].split()}
    tree = ast.parse((TESTS / "test_accessibility.py").read_text("utf-8"))
    made = {
        f"test_accessibility.py::{node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert made - named == set()


def test_the_pages_that_are_tested_are_those_of_the_audit():
    assert list(SAMPLE) == list(PAGES)


def test_the_schema_says_the_columns_and_the_states(rows):
    (resource,) = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert tuple(fields) == COLUMNS == tuple(rows[0])
    for page in PAGES:
        assert fields[page]["constraints"]["enum"] == list(Etat)


# A broken table is refused, whatever folder is served


@pytest.fixture
def statement(tmp_path, monkeypatch):
    copy = tmp_path / "accessibilite"
    shutil.copytree(FOLDER, copy)
    monkeypatch.setattr(data, "AUDIT", copy)
    return copy


def reseal(folder: Path) -> None:
    """Put the true sums of the table in its description."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    content = (folder / "criteres.csv").read_bytes()
    package["resources"][0] |= {"hash": digest(content), "bytes": len(content)}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")


def test_the_dataset_holds_the_audit(tmp_path, statement, rows):
    audit = load_dataset(write_folder(tmp_path / "data")).audit
    assert audit.to_dict("records") == rows


def test_a_broken_audit_is_refused_with_its_list(tmp_path, statement):
    file = statement / "criteres.csv"
    file.write_text(file.read_text("utf-8").replace(",conforme,", ",parfait,", 1), "utf-8")
    folder = write_folder(tmp_path / "data")
    assert [breach.column for breach in find_breaches(folder)] == [
        "hash de criteres.csv",
        "bytes de criteres.csv",
        "carte",
    ]
    reseal(statement)
    with pytest.raises(BrokenData, match=r"accessibilite/criteres.csv, ligne 2, colonne carte"):
        load_dataset(folder)
    file.unlink()
    assert str(find_breaches(folder)[-1]) == "accessibilite/criteres.csv\u202f: fichier absent"


def test_the_version_of_the_data_changes_with_the_audit(tmp_path, statement):
    folder = write_folder(tmp_path / "data")
    before = load_dataset(folder).version
    file = statement / "criteres.csv"
    file.write_text(file.read_text("utf-8").replace("Aucun CAPTCHA.", "Nul CAPTCHA.", 1), "utf-8")
    reseal(statement)
    assert load_dataset(folder).version != before


def test_sealing_the_project_seals_its_audit_and_sealing_another_folder_does_not(
    tmp_path, statement, monkeypatch
):
    folder = write_folder(tmp_path / "data")
    file = statement / "criteres.csv"
    file.write_text(file.read_text("utf-8").replace("Aucun CAPTCHA.", "Nul CAPTCHA.", 1), "utf-8")
    with pytest.raises(BrokenData, match=r"hash de criteres\.csv"):
        seal(folder)
    monkeypatch.setattr(data, "DATA", folder)
    assert seal(folder) == ["accessibilite/criteres.csv"]
    assert find_breaches(folder) == []
