"""The files of the view, byte for byte."""

import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from toy import toy_dataset, with_campuses, without_campuses

from dashboard.exports import (
    campus_csv,
    campus_geojson,
    cell,
    columns,
    coverage_csv,
    distance_csv,
    territory_csv,
    to_csv,
    town_csv,
)
from dashboard.selection import Selection

CAMPUSES = (
    "id,nom,filiere,vague,date_labellisation,academie,code_region,region,code_commune,commune,"
    "etablissement_support,latitude,longitude,source_url,preuve,champs_a_verifier,note\r\n"
    "a,Table,tourisme,1,2014-02,Nord,53,Ouest,35001,Brize,lycée de Brize,46.75,1.25,"
    "https://a.example/table https://www.b.example/liste,source,,\r\n"
    "b,Réseaux,numerique,4,,Nord,53,Ouest,35001,Brize,,46.75,1.25,https://a.example/reseaux,"
    "partiel,commune;etablissement_support,Siège non lu.\r\n"
    "c,Code,numerique,4,2017-02-13,Est,44,Est,67001,Dour,université de l’Est,46.5,2.5,"
    "https://c.example/,source,,\r\n"
    "d,Données,numerique,2,2015,Est,44,Est,67002,Doux,lycée de Doux,46.25,2.75,"
    "https://c.example/donnees,source,vague,\r\n"
    "e,Cases,batiment,3,2016-10,Île,04,Île,97401,Port,,-20.5,55.5,,mémoire,label_mi_2017,\r\n"
)
CAMPUSES_IN_EXCEL = (
    "\ufeffid;nom;filiere;vague;date_labellisation;academie;code_region;region;code_commune;commune;"
    "etablissement_support;latitude;longitude;source_url;preuve;champs_a_verifier;note\r\n"
    "b;Réseaux;numerique;4;;Nord;53;Ouest;35001;Brize;;46,75;1,25;https://a.example/reseaux;"
    'partiel;"commune;etablissement_support";Siège non lu.\r\n'
    "e;Cases;batiment;3;2016-10;Île;04;Île;97401;Port;;-20,5;55,5;;mémoire;label_mi_2017;\r\n"
)
TERRITORIES = (
    "code,nom,effectif,effectif_publie,complet,taux,diversite,dominante,population,"
    "population_15_24,part_couverte\r\n"
    "53,Ouest,2,3,false,1.666667,2,tourisme;numerique,1000000,120000,0.75\r\n"
    "44,Est,2,2,true,2.5,1,numerique,500000,80000,1\r\n"
    "04,Île,1,,false,,1,batiment,80000,0,1\r\n"
)
ACADEMIES_IN_EXCEL = (
    "\ufeffcode;nom;effectif;effectif_publie;complet;taux;diversite;dominante;population;"
    "population_15_24;part_couverte\r\n"
    'Nord;Nord;2;;FAUX;;2;"tourisme;numerique";;;1\r\n'
    "Sud;Sud;0;;FAUX;;0;;;;0\r\n"
    "Est;Est;2;2;VRAI;2,5;1;numerique;500000;80000;1\r\n"
    "Île;Île;1;;FAUX;;1;batiment;80000;0;1\r\n"
)
GRID = (
    "code,nom,filiere,effectif,etat\r\n"
    "53,Ouest,tourisme,1,present\r\n"
    "53,Ouest,batiment,0,a-confirmer\r\n"
    "44,Est,tourisme,0,absent\r\n"
    "44,Est,batiment,0,absent\r\n"
    "04,Île,tourisme,0,a-confirmer\r\n"
    "04,Île,batiment,1,present\r\n"
)


def read(query: str) -> Selection:
    return Selection.from_query(query)


def test_the_campuses_as_open_data(toy):
    assert campus_csv(toy, read("")).decode() == CAMPUSES


def test_the_campuses_as_french_excel_reads_them(toy):
    selection = read("filiere=numerique,batiment&vague=3,4&region=53,04")
    assert campus_csv(toy, selection, excel=True).decode() == CAMPUSES_IN_EXCEL


def test_the_territories_as_open_data(toy):
    assert territory_csv(toy, read("")).decode() == TERRITORIES


def test_the_territories_as_french_excel_reads_them(toy):
    assert territory_csv(toy, read("niveau=academie"), excel=True).decode() == ACADEMIES_IN_EXCEL


def test_the_territories_say_the_share_of_the_chosen_radius(toy):
    written = territory_csv(toy, read("filiere=tourisme&rayon=100")).decode()
    assert written == (
        ",".join(columns("territoires")) + "\r\n"
        "53,Ouest,1,3,false,0.833333,1,tourisme,1000000,120000,1\r\n"
        "44,Est,0,2,true,0,0,,500000,80000,0.75\r\n"
        "04,Île,0,,false,,0,,80000,0,0\r\n"
    )


def test_the_territories_are_those_of_the_chosen_regions(toy):
    """Est has two campuses: choosing Ouest must leave it out, not write « 44,Est,0,2,true »."""
    codes = [row.split(",")[0] for row in territory_csv(toy, read("region=53")).decode().split()]
    assert codes == ["code", "53"]


def test_the_grid_of_territories_and_filieres_in_both_forms(toy):
    selection = read("filiere=tourisme,batiment")
    assert coverage_csv(toy, selection).decode() == GRID
    in_excel = coverage_csv(toy, selection, excel=True).decode()
    assert in_excel == "\ufeff" + GRID.replace(",", ";")


DISTANCES = (
    "code,nom,habitants,part_25,part_50,part_100,distance_mediane\r\n"
    "France,France,5300,0.566038,0.566038,0.867925,{}\r\n"
    "53,Ouest,4000,0.75,0.75,1,0\r\n"
    "44,Est,800,0,0,0.75,{}\r\n"
    "04,Île,500,0,0,0,\r\n"
)


def test_the_distances_say_france_first_and_leave_what_cannot_be_reached_empty(toy):
    """Dour, the median of Est, is 98.577 km from Brize; nobody of Île can reach it."""
    written = distance_csv(toy, read("filiere=tourisme")).decode()
    (_, france, ouest, est, ile) = (row.split(",") for row in written.split())
    assert DISTANCES.format(france[-1], est[-1]) == written
    assert (float(france[-1]), round(float(est[-1]))) == (0, 99) and ile[-1] == ""
    assert float(ouest[-1]) == 0
    in_excel = distance_csv(toy, read("filiere=tourisme&region=53"), excel=True).decode()
    assert in_excel == (
        "\ufeff" + ";".join(columns("distances")) + "\r\n"
        "France;France;5300;0,566038;0,566038;0,867925;0\r\n53;Ouest;4000;0,75;0,75;1;0\r\n"
    )


def test_the_towns_are_ranked_with_what_they_add(toy):
    large = replace(toy, places=toy.places.assign(population=toy.places["population"] * 100))
    assert town_csv(large, read("filiere=tourisme&rayon=25")).decode() == (
        "rang,id,nom,code_region,population,gain,part_gagnee\r\n"
        "1,2,Loin,53,100000,100000,0.188679\r\n"
        "2,3,Dour,44,60000,60000,0.113208\r\n"
        "3,5,Port,04,50000,50000,0.09434\r\n"
        "4,4,Doux,44,20000,20000,0.037736\r\n"
    )
    assert town_csv(large, read("rayon=100")).decode() == ",".join(columns("villes")) + "\r\n"


def test_nothing_selected_is_a_header_alone():
    empty = without_campuses()
    assert campus_csv(empty, read("")).decode() == ",".join(columns("campus")) + "\r\n"
    assert campus_geojson(empty, read("")) == b'{"type": "FeatureCollection", "features": []}'
    assert territory_csv(empty, read("")).decode() == (
        ",".join(columns("territoires")) + "\r\n"
        "53,Ouest,0,3,false,0,0,,1000000,120000,\r\n"
        "44,Est,0,2,false,0,0,,500000,80000,\r\n"
        "04,Île,0,,false,,0,,80000,0,\r\n"
    )
    assert coverage_csv(empty, read("region=04&filiere=chimie")).decode() == (
        ",".join(columns("couverture")) + "\r\n04,Île,chimie,0,a-confirmer\r\n"
    )
    assert distance_csv(empty, read("region=04")).decode() == (
        ",".join(columns("distances")) + "\r\nFrance,France,5300,,,,\r\n04,Île,500,,,,\r\n"
    )
    assert town_csv(empty, read("")).decode() == ",".join(columns("villes")) + "\r\n"


@pytest.mark.parametrize(
    ("name", "plain", "excel"),
    [
        ("=cmd()", "=cmd()", "'=cmd()"),
        ("+33 1", "+33 1", "'+33 1"),
        ("-Est-", "-Est-", "'-Est-"),
        ("@SUM(A1)", "@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "\t=1", "'\t=1"),
        ("＝1+1", "＝1+1", "'＝1+1"),
        ("＠SUM(A1)", "＠SUM(A1)", "'＠SUM(A1)"),
        ("\r=1", '"\r=1"', '"\'\r=1"'),
        ("\n=1", '"\n=1"', '"\'\n=1"'),
        ('=A1;"B"\n,', '"=A1;""B""\n,"', '"\'=A1;""B""\n,"'),
        ("a=b", "a=b", "a=b"),
        ("Arts; lettres", "Arts; lettres", '"Arts; lettres"'),
        ("Arts, lettres", '"Arts, lettres"', "Arts, lettres"),
        ('dit "Table"', '"dit ""Table"""', '"dit ""Table"""'),
        ("deux\nlignes", '"deux\nlignes"', '"deux\nlignes"'),
    ],
)
def test_a_formula_is_neutralised_for_excel_and_left_alone_in_open_data(name, plain, excel):
    dataset = toy_dataset()
    campuses = dataset.campuses.loc[["e"]].assign(nom=name)
    hostile = with_campuses(dataset, campuses)
    header = ",".join(columns("campus"))
    assert campus_csv(hostile, read("")).decode() == (
        f"{header}\r\ne,{plain},batiment,3,2016-10,Île,04,Île,97401,Port,,-20.5,55.5,,mémoire,"
        "label_mi_2017,\r\n"
    )
    assert campus_csv(hostile, read(""), excel=True).decode() == (
        f"\ufeff{header.replace(',', ';')}\r\ne;{excel};batiment;3;2016-10;Île;04;Île;97401;Port;;"
        "-20,5;55,5;;mémoire;label_mi_2017;\r\n"
    )


@pytest.mark.parametrize(
    ("value", "plain", "excel"),
    [
        (None, "", ""),
        (pd.NA, "", ""),
        (float("nan"), "", ""),
        (True, "true", "VRAI"),
        (False, "false", "FAUX"),
        (0, "0", "0"),
        (-3, "-3", "-3"),
        (-61.5051, "-61.5051", "-61,5051"),
        (100.0, "100", "100"),
        (1 / 3, "0.333333", "0,333333"),
        (1_000_000.0, "1000000", "1000000"),
        ("-3", "-3", "'-3"),
        ("1.5", "1.5", "1.5"),
        ("", "", ""),
    ],
)
def test_a_cell_is_a_number_a_truth_or_a_harmless_text(value, plain, excel):
    assert (cell(value, excel=False), cell(value, excel=True)) == (plain, excel)


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2))
)
@example([["=a", '"'], ["\r\n", ";,"]])
def test_any_text_is_read_back_as_it_was(rows):
    plain = to_csv(["x", "y"], rows).decode()
    assert list(csv.reader(io.StringIO(plain, newline=""))) == [["x", "y"], *rows]
    excel = to_csv(["x", "y"], rows, excel=True).decode().removeprefix("\ufeff")
    read_back = list(csv.reader(io.StringIO(excel, newline=""), delimiter=";"))[1:]
    assert [[text.removeprefix("'") for text in row] for row in read_back] == [
        [text.removeprefix("'") for text in row] for row in rows
    ]
    assert not any(
        text.startswith(("=", "+", "-", "@", "\t", "\r")) for row in read_back for text in row
    )


def test_the_published_campuses_are_read_back_as_they_were(published):
    written = campus_csv(published, read(""))
    again = pd.read_csv(io.BytesIO(written), dtype=str, keep_default_na=False).set_index("id")
    for column in columns("campus")[1:]:
        original = published.campuses[column]
        if column in ("latitude", "longitude", "vague"):
            assert again[column].astype(float).tolist() == original.astype(float).tolist(), column
        else:
            assert again[column].tolist() == original.tolist(), column
    excel = campus_csv(published, read(""), excel=True)
    assert excel.startswith(b"\xef\xbb\xbf")
    french = pd.read_csv(io.BytesIO(excel), sep=";", decimal=",", encoding="utf-8-sig")
    assert french["longitude"].tolist() == published.campuses["longitude"].tolist()
    assert french["id"].tolist() == published.campuses.index.tolist()


def test_the_campuses_as_geojson(toy):
    written = campus_geojson(toy, read("filiere=numerique&region=53"))
    assert written.decode() == (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "b", '
        '"geometry": {"type": "Point", "coordinates": [1.25, 46.75]}, '
        '"properties": {"id": "b", "nom": "Réseaux", "filiere": "numerique", "vague": 4, '
        '"date_labellisation": null, "academie": "Nord", "code_region": "53", "region": "Ouest", '
        '"code_commune": "35001", "commune": "Brize", "etablissement_support": null, '
        '"source_url": "https://a.example/reseaux", "preuve": "partiel", '
        '"champs_a_verifier": "commune;etablissement_support", "note": "Siège non lu."}}]}'
    )


def test_geojson_holds_the_campuses_of_the_csv_in_its_order(published):
    selection = read("filiere=tourisme,numerique&preuve=source")
    rows = list(csv.DictReader(io.StringIO(campus_csv(published, selection).decode())))
    features = json.loads(campus_geojson(published, selection))["features"]
    assert [feature["id"] for feature in features] == [row["id"] for row in rows] != []
    for feature, row in zip(features, rows, strict=True):
        assert feature["geometry"]["coordinates"] == [
            float(row["longitude"]),
            float(row["latitude"]),
        ]
        written = {name: str(value or "") for name, value in feature["properties"].items()}
        assert written == {name: row[name] for name in written}
