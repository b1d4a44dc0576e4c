"""Each rule of the data, broken in one place; the whole list of what is said."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from folder import ROOT, find_breaches, spoil, write_rows

from dashboard.breaches import FILES
from dashboard.cells import date_fault
from dashboard.vocabulary import COLUMNS

REGIONS = "01, 02, 03, 04, 06, 11, 24, 27, 28, 32, 44, 52, 53, 75, 76, 84, 93, 94"
FILIERES = (
    "mobilite, materiaux, services-personne, tourisme, batiment, services-entreprises, creation, "
    "energie, alimentaire, chimie, mecatronique, numerique"
)
ACADEMIES = (
    "Aix-Marseille, Amiens, Besançon, Bordeaux, Caen, Clermont-Ferrand, Corse, Créteil, Dijon, "
    "Grenoble, Guadeloupe, Guyane, La Réunion, Lille, Limoges, Lyon, Martinique, Mayotte, "
    "Montpellier, Nancy-Metz, Nantes, Nice, Orléans-Tours, Paris, Poitiers, Reims, Rennes, Rouen, "
    "Strasbourg, Toulouse, Versailles"
)
PERIMETRES = (
    "France, Guadeloupe, Martinique, Guyane, La Réunion, Mayotte, Île-de-France, "
    "Centre-Val de Loire, Bourgogne-Franche-Comté, Normandie, Hauts-de-France, Grand Est, "
    "Pays de la Loire, Bretagne, Nouvelle-Aquitaine, Occitanie, Auvergne-Rhône-Alpes, "
    "Provence-Alpes-Côte d'Azur, Corse"
)
SLUG = "identifiant mal formé ; minuscules et chiffres attendus, séparés par des tirets"
NEWER = "celui d’une date plus récente s’ajoute sur une ligne de plus"
COUNT = "nombre entier positif ou nul attendu, sans espace ni virgule"
LATITUDE = "nombre décimal (avec un point) attendu, entre -90 et 90"
LONGITUDE = "nombre décimal (avec un point) attendu, entre -180 et 180"
DATE = "date impossible ; AAAA, AAAA-MM ou AAAA-MM-JJ attendu"
PAGE = "adresse de page (http ou https) attendue"
SOME = "nombre entier d’au moins 1 attendu, sans espace ni virgule"
EDGES = "espace en trop, au début ou à la fin"
GEONAMES = "identifiant de GeoNames attendu (nombre entier)"
COMMUNE = "code de commune mal formé ; code INSEE de cinq caractères attendu, zéro du début compris"


def said(folder) -> list[str]:
    """Return what is said of a folder, with plain spaces to read."""
    return [
        str(breach).replace("\u202f", " ").replace("\u00a0", " ")
        for breach in find_breaches(folder)
    ]


def test_a_sound_folder_breaks_no_rule(folder):
    assert said(folder) == []


@pytest.mark.parametrize(
    ("file", "line", "column", "value", "rule"),
    [
        ("campus.csv", 2, "id", "Bois", SLUG),
        ("campus.csv", 2, "id", "bois--epinal", SLUG),
        ("campus.csv", 2, "id", "", SLUG),
        ("campus.csv", 3, "id", "bois-epinal", "déjà à la ligne 2"),
        ("campus.csv", 2, "nom", "", "nom manquant"),
        ("campus.csv", 2, "nom", "  ", "nom manquant"),
        ("campus.csv", 2, "nom", " Bois", EDGES),
        ("campus.csv", 2, "filiere", "foo", f"filière inconnue ; valeurs admises : {FILIERES}"),
        ("campus.csv", 2, "filiere", "", f"filière inconnue ; valeurs admises : {FILIERES}"),
        ("campus.csv", 2, "vague", "5", "vague inconnue ; valeurs admises : 1, 2, 3, 4"),
        ("campus.csv", 2, "vague", "１", "vague inconnue ; valeurs admises : 1, 2, 3, 4"),
        (
            "campus.csv",
            3,
            "preuve",
            "oui",
            "preuve inconnue ; valeurs admises : source, partiel, mémoire",
        ),
        ("campus.csv", 2, "code_region", "99", f"région inconnue ; valeurs admises : {REGIONS}"),
        (
            "campus.csv",
            2,
            "region",
            "Lorraine",
            "la région 44 s’appelle « Grand Est » dans regions.csv",
        ),
        (
            "campus.csv",
            2,
            "academie",
            "Nancy",
            f"académie inconnue ; valeurs admises : {ACADEMIES}",
        ),
        ("campus.csv", 2, "code_commune", "8816", COMMUNE),
        ("campus.csv", 2, "code_commune", "2C004", COMMUNE),
        ("campus.csv", 2, "code_commune", "", COMMUNE),
        (
            "campus.csv",
            2,
            "code_commune",
            "29019",
            "commune du département 29, hors de l’académie « Nancy-Metz » (54 55 57 88)",
        ),
        (
            "campus.csv",
            2,
            "code_commune",
            "2A004",
            "commune du département 2A, hors de l’académie « Nancy-Metz » (54 55 57 88)",
        ),
        (
            "campus.csv",
            4,
            "code_commune",
            "97411",
            "commune du département 974, hors de l’académie « Guyane » (973)",
        ),
        ("campus.csv", 2, "commune", "", "commune manquante"),
        ("campus.csv", 2, "commune", "Épinal ", EDGES),
        ("campus.csv", 2, "etablissement_support", " Lycée", EDGES),
        ("campus.csv", 2, "latitude", "", LATITUDE),
        ("campus.csv", 2, "latitude", "nan", LATITUDE),
        ("campus.csv", 2, "latitude", "٤٨", LATITUDE),
        ("campus.csv", 2, "latitude", "48,17", LATITUDE),
        ("campus.csv", 2, "latitude", "90.1", LATITUDE),
        ("campus.csv", 2, "longitude", "inf", LONGITUDE),
        ("campus.csv", 2, "longitude", "1e1", LONGITUDE),
        ("campus.csv", 2, "longitude", "-181", LONGITUDE),
        ("campus.csv", 2, "date_labellisation", "2015-13", DATE),
        ("campus.csv", 2, "date_labellisation", "2015-02-29", DATE),
        ("campus.csv", 2, "date_labellisation", "2015-1", DATE),
        ("campus.csv", 2, "date_labellisation", "20150130", DATE),
        ("campus.csv", 2, "date_labellisation", "٢٠١٥", DATE),
        (
            "campus.csv",
            2,
            "date_labellisation",
            "2012-12-31",
            "date impossible ; les premiers labels sont de 2013",
        ),
        (
            "campus.csv",
            2,
            "date_labellisation",
            "2999-01",
            date_fault("2999-01", date.today() + timedelta(days=1)).replace("\u202f", " "),
        ),
        (
            "campus.csv",
            2,
            "champs_a_verifier",
            "vague;foo;bar",
            f"colonne inconnue : « foo », « bar » ; valeurs admises : {', '.join(COLUMNS)}",
        ),
        (
            "campus.csv",
            2,
            "source_url",
            "",
            "adresse de page attendue quand la preuve est « source »",
        ),
        ("campus.csv", 2, "source_url", "javascript:alert(1)", PAGE),
        ("campus.csv", 2, "source_url", "https://exemple.fr b", f"{PAGE}, et non « b »"),
        (
            "effectifs_publies.csv",
            2,
            "perimetre",
            "Lorraine",
            f"périmètre inconnu ; valeurs admises : {PERIMETRES}",
        ),
        ("effectifs_publies.csv", 2, "date", "", DATE),
        ("effectifs_publies.csv", 2, "date", "hier", DATE),
        ("effectifs_publies.csv", 2, "effectif", "-1", COUNT),
        ("effectifs_publies.csv", 2, "libelle", "", "libellé manquant"),
        *(
            ("effectifs_publies.csv", 2, "source_url", text, PAGE)
            for text in ("", "ftp://exemple.fr/", "https://exemple.fr/1 https://exemple.fr/2")
        ),
        (
            "effectifs_publies.csv",
            4,
            "effectif",
            "2",
            f"campus.csv en compte 3, plus que ce dernier effectif publié (France, 2017-06) ; {NEWER}",
        ),
        (
            "effectifs_publies.csv",
            3,
            "effectif",
            "0",
            f"campus.csv en compte 1, plus que ce dernier effectif publié (Bretagne, 2016) ; {NEWER}",
        ),
        ("regions.csv", 2, "region", "", "nom manquant"),
        ("regions.csv", 2, "population_2017", "1 000", SOME),
        ("regions.csv", 2, "population_15_24_2017", "0", SOME),
        ("regions.csv", 3, "eleves_voie_pro_2020", "", COUNT),
        *(
            (
                "academies.csv",
                3,
                "departements",
                f"02 {code}",
                f"« {code} » n’est pas un code de département",
            )
            for code in ("00", "20", "96", "98", "99", "975", "2C")
        ),
        ("academies.csv", 3, "departements", "02;60", "« 02;60 » n’est pas un code de département"),
        (
            "academies.csv",
            3,
            "departements",
            "02 04",
            "le département 04 est déjà dans l’académie « Aix-Marseille »",
        ),
        ("places.csv", 3, "id", "1", "déjà à la ligne 2"),
        ("places.csv", 3, "id", "", GEONAMES),
        ("places.csv", 3, "id", "Q1", GEONAMES),
        ("places.csv", 3, "nom", "", "nom manquant"),
        ("places.csv", 3, "nom", "Épinal ", EDGES),
        ("places.csv", 3, "code_region", "3", f"région inconnue ; valeurs admises : {REGIONS}"),
        ("places.csv", 3, "latitude", "inf", LATITUDE),
        ("places.csv", 3, "longitude", "", LONGITUDE),
        ("places.csv", 3, "population", "1.5", SOME),
        ("places.csv", 3, "population", "0", SOME),
    ],
)
def test_a_wrong_cell_is_named_with_its_rule(folder, file, line, column, value, rule):
    spoil(folder, file, line, column, value)
    found = f"« {value} »" if value else "vide"
    assert said(folder) == [f"{file}, ligne {line}, colonne {column} : {found} — {rule}"]


@pytest.mark.parametrize(
    ("file", "line", "column", "value", "lines"),
    [
        (
            "campus.csv",
            2,
            "academie",
            "Rennes",
            [
                "campus.csv, ligne 2, colonne academie : « Rennes » — "
                "académie de la région Bretagne (53), et non Grand Est (44)",
                "campus.csv, ligne 2, colonne code_commune : « 88160 » — "
                "commune du département 88, hors de l’académie « Rennes » (22 29 35 56)",
            ],
        ),
        (
            "campus.csv",
            2,
            "longitude",
            "-4.48628",
            [
                "campus.csv, ligne 2, colonne latitude longitude : « 48.17436 -4.48628 » — "
                "hors de la région déclarée, Grand Est (44) ; ce point est en Bretagne (53)",
            ],
        ),
        (
            "campus.csv",
            3,
            "longitude",
            "-9",
            [
                "campus.csv, ligne 3, colonne latitude longitude : « 48.39029 -9 » — hors de la "
                "région déclarée, Bretagne (53) ; ce point est à plus de 5 km de toute région",
            ],
        ),
        (
            "campus.csv",
            2,
            "id",
            "a" * 81,
            [
                f"campus.csv, ligne 2, colonne id : « {'a' * 80}… » — "
                "identifiant trop long ; 80 caractères au plus"
            ],
        ),
        (
            "effectifs_publies.csv",
            4,
            "date",
            "2013-09",
            [
                "effectifs_publies.csv, ligne 4, colonne perimetre date : « France 2013-09 » — "
                "ce périmètre et cette date sont déjà à la ligne 2"
            ],
        ),
        *(
            (
                "academies.csv",
                6,
                "departements",
                value,
                [
                    f"academies.csv, ligne 6, colonne departements : {shown} — "
                    "codes attendus, séparés par une seule espace, sans espace en trop"
                ],
            )
            for value, shown in (
                ("14  50 61", "« 14  50 61 »"),
                ("14 50 61 ", "« 14 50 61  »"),
                ("", "vide"),
            )
        ),
        (
            "campus.csv",
            2,
            "note",
            "a\0b",
            ["campus.csv, ligne 2, colonne note : « a\\u0000b » — caractère NUL interdit"],
        ),
        (
            "regions.csv",
            2,
            "code_region",
            "02",
            [
                "regions.csv, champ code_region : « 01 » — région absente du fichier",
                "regions.csv, ligne 3, colonne code_region : « 02 » — déjà à la ligne 2",
            ],
        ),
        (
            "academies.csv",
            2,
            "academie",
            "Marseille",
            [
                "academies.csv, champ academie : « Aix-Marseille » — académie absente du fichier",
                "academies.csv, ligne 2, colonne academie : « Marseille » — "
                f"académie inconnue ; valeurs admises : {ACADEMIES}",
            ],
        ),
    ],
)
def test_a_wrong_cell_can_break_rules_elsewhere(folder, file, line, column, value, lines):
    spoil(folder, file, line, column, value)
    assert said(folder) == lines


@pytest.mark.parametrize(
    ("file", "line", "column", "value"),
    [
        ("campus.csv", 2, "date_labellisation", ""),
        ("campus.csv", 2, "date_labellisation", "2013"),
        ("campus.csv", 2, "date_labellisation", "2016-02-29"),
        ("campus.csv", 2, "champs_a_verifier", "vague; label_mi_2017"),
        ("campus.csv", 3, "source_url", ""),
        ("effectifs_publies.csv", 2, "effectif", "0"),  # no longer the last count of the country
        ("effectifs_publies.csv", 3, "effectif", "1"),
        ("campus.csv", 2, "id", "a" * 80),
        ("campus.csv", 2, "nom", "B"),
        ("campus.csv", 2, "nom", "Bois\u00a0: et\npapier"),
        ("campus.csv", 4, "source_url", ""),
        ("regions.csv", 2, "eleves_voie_pro_2020", "0"),
        ("places.csv", 2, "population", "1"),
    ],
)
def test_a_cell_at_the_edge_of_its_rule_is_accepted(folder, file, line, column, value):
    spoil(folder, file, line, column, value)
    assert said(folder) == []


def test_a_space_of_any_kind_is_one(folder):
    spoil(folder, "campus.csv", 2, "nom", "\u00a0")
    spoil(folder, "campus.csv", 2, "commune", "Épinal\n")
    assert said(folder) == [
        r"campus.csv, ligne 2, colonne nom : « \u00a0 » — nom manquant",
        rf"campus.csv, ligne 2, colonne commune : « Épinal\u000a » — {EDGES}",
    ]


def test_swapped_coordinates_are_said_to_look_so(folder):
    spoil(folder, "campus.csv", 3, "latitude", "-4.48628")
    spoil(folder, "campus.csv", 3, "longitude", "48.39029")
    spoil(folder, "campus.csv", 4, "latitude", "-9")
    assert said(folder) == [
        "campus.csv, ligne 3, colonne latitude longitude : « -4.48628 48.39029 » — "
        "hors de la région déclarée, Bretagne (53) ; ce point est à plus de 5 km de toute région ; "
        "latitude et longitude semblent interverties",
        "campus.csv, ligne 4, colonne latitude longitude : « -9 -52.33033 » — "
        "hors de la région déclarée, Guyane (03) ; ce point est à plus de 5 km de toute région",
    ]


def test_every_breach_of_a_file_is_listed_in_the_order_of_its_lines(folder):
    for column, value in {"filiere": "x", "vague": "0", "preuve": "?", "nom": ""}.items():
        for line in (2, 3, 4):
            spoil(folder, "campus.csv", line, column, value)
    spoil(folder, "places.csv", 2, "population", "beaucoup")
    assert [(breach.file, breach.line, breach.column) for breach in find_breaches(folder)] == [
        *(
            ("campus.csv", line, column)
            for line in (2, 3, 4)
            for column in ("nom", "filiere", "vague", "preuve")
        ),
        ("places.csv", 2, "population"),
    ]


def test_a_missing_column_hides_no_breach_of_the_others(folder):
    spoil(folder, "campus.csv", 3, "vague", "9")
    rows = [line.split(",") for line in (folder / "campus.csv").read_text("utf-8").splitlines()]
    place = rows[0].index("academie")
    write_rows(folder / "campus.csv", [row[:place] + row[place + 1 :] for row in rows])
    assert said(folder) == [
        "campus.csv, ligne 1, colonne academie : colonne absente",
        "campus.csv, ligne 3, colonne vague : « 9 » — "
        "vague inconnue ; valeurs admises : 1, 2, 3, 4",
    ]


def test_a_foreign_value_comes_out_short_and_harmless(folder):
    spoil(folder, "campus.csv", 2, "filiere", "\x1b[31m\n\u202e" + "x" * 10_000)
    shown = "\\u001b[31m\\u000a\\u202e" + "x" * 73 + "…"
    assert said(folder) == [
        f"campus.csv, ligne 2, colonne filiere : « {shown} » — "
        f"filière inconnue ; valeurs admises : {FILIERES}"
    ]


def test_rules_are_said_with_french_spaces(folder):
    for file, columns in FILES.items():
        for column in columns:
            spoil(folder, file, 2, column, "�")
    lines = [str(breach) for breach in find_breaches(folder)]
    assert len(lines) == 28
    assert [line for line in lines if re.search(r"[^\u202f][:;!?»](?!/)|«[^\u202f]", line)] == []


def schemas() -> dict[str, dict]:
    """Return the schemas that the project publishes, by file."""
    package = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))
    found = {resource["path"]: resource["schema"] for resource in package["resources"]}
    schema = (ROOT / "data" / found["campus.csv"]).read_text("utf-8")
    return found | {"campus.csv": json.loads(schema)}


def outside(kind: str, limits: dict) -> set[str]:
    """Return cells that a field of a published schema excludes."""
    found = {"required": "", "enum": "autre", "pattern": "?"}
    cells = {cell for name, cell in found.items() if name in limits}
    if "minimum" in limits:
        cells.add(str(limits["minimum"] - 1))
    if "maximum" in limits:
        cells.add(str(limits["maximum"] + 1))
    if "maxLength" in limits:
        cells.add("a" * (limits["maxLength"] + 1))
    return cells | ({"1.5"} if kind == "integer" else set())


@pytest.mark.parametrize("file", FILES)
def test_what_a_published_schema_excludes_breaks_a_rule(folder, file):
    rows = list(csv.reader(io.StringIO((folder / file).read_text("utf-8"))))
    schema = schemas()[file]
    for field in schema["fields"]:
        for cell in outside(field["type"], field.get("constraints", {})):
            spoil(folder, file, 2, field["name"], cell)
            found = {(breach.line, breach.column) for breach in find_breaches(folder)}
            assert (2, field["name"]) in found or found & {
                (None, field["name"]),
                (2, "latitude longitude"),
            }, (field["name"], cell)
            write_rows(folder / file, rows)
    key = [schema["primaryKey"]] if isinstance(schema["primaryKey"], str) else schema["primaryKey"]
    unique = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    for names in (key, *unique):
        for name in names:
            spoil(folder, file, 3, name, rows[1][rows[0].index(name)])
        assert any("à la ligne 2" in breach.rule for breach in find_breaches(folder)), names
        write_rows(folder / file, rows)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("source_url", ""),
        ("source_url", "https://a.example"),
        ("source_url", " https://a.example  https://b.example "),
        ("champs_a_verifier", ""),
        *(("champs_a_verifier", name) for name in COLUMNS),
        ("champs_a_verifier", "vague; nom ;;"),
    ],
)
def test_the_published_schema_admits_what_no_rule_excludes(folder, column, cell):
    spoil(folder, "campus.csv", 4, column, cell)
    assert said(folder) == []
    fields = {field["name"]: field for field in schemas()["campus.csv"]["fields"]}
    limits = fields[column]["constraints"]
    assert re.fullmatch(limits["pattern"], cell) and "required" not in limits


def test_the_files_of_the_project_break_no_rule():
    assert find_breaches() == []
