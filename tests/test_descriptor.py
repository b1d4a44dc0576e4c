"""The files of a view described for machines: read by frictionless with the files that they name."""

import json
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import frictionless
import pytest
from folder import ROOT as PROJECT
from toy import hostile_dataset

from dashboard.app import create_app
from dashboard.breaches import CAMPUS, FILES
from dashboard.descriptor import descriptor
from dashboard.exports import columns, tables
from dashboard.routes.files import TABLES
from dashboard.selection import Selection

VIEWS = ["", "region=44,53&niveau=academie", "filiere=chimie&vague=1", "preuve=source&rayon=25"]


@pytest.fixture(scope="module")
def clients(unconfigured, toy, published, crowd):
    datasets = {"toy": toy, "hostile": hostile_dataset(), "published": published, "crowd": crowd}
    return {name: create_app(each).server.test_client() for name, each in datasets.items()}


def downloaded(client, query, folder):
    """Download the description of a view and each file that it names; return the path of the first."""
    described = client.get(f"/donnees/datapackage.json?{query}".rstrip("?")).json
    for resource in described["resources"]:
        answer = client.get(resource["path"].removeprefix("http://localhost"))
        assert (answer.status_code, answer.mimetype) == (200, resource["mediatype"])
        resource["path"] = PurePosixPath(urlsplit(resource["path"]).path).name
        (folder / resource["path"]).write_bytes(answer.data)
    path = folder / "datapackage.json"
    path.write_text(json.dumps(described), "utf-8")
    return path


@pytest.mark.parametrize("query", VIEWS)
@pytest.mark.parametrize("name", ["toy", "hostile", "published", "crowd"])
def test_the_files_that_it_names_are_as_it_says(clients, name, query, tmp_path):
    report = frictionless.validate(str(downloaded(clients[name], query, tmp_path)))
    assert report.flatten(["name", "type", "rowNumber", "fieldName", "note"]) == []
    assert report.valid


def test_frictionless_sees_a_column_of_another_name(clients, tmp_path):
    path = downloaded(clients["toy"], "", tmp_path)
    table = tmp_path / "distances.csv"
    table.write_bytes(table.read_bytes().replace(b"part_25", b"part_26"))
    assert not frictionless.validate(str(path)).valid


def test_every_column_of_every_file_is_described(toy):
    assert [f"{name}.csv" for name in tables()] == list(TABLES)
    assert columns("campus") == list(FILES[CAMPUS])
    schema = json.loads((PROJECT / "data" / "campus.schema.json").read_text("utf-8"))
    assert [(name, kind) for name, kind, _ in tables()["campus"]["columns"]] == [
        (field["name"], field["type"]) for field in schema["fields"]
    ]
    for resource in descriptor(toy, Selection(), "http://localhost/")["resources"][:-1]:
        assert all(field["description"].endswith(".") for field in resource["schema"]["fields"])


def test_it_names_the_view_its_files_and_where_they_come_from(published):
    selection = Selection.from_query("filiere=tourisme&niveau=academie")
    described = descriptor(published, selection, "https://example.org/cmq/")
    query = "filiere=tourisme&niveau=academie"
    assert described["homepage"] == f"https://example.org/cmq/?{query}"
    assert [resource["path"] for resource in described["resources"]] == [
        f"https://example.org/cmq/donnees/{file}?{query}"
        for file in [*(f"{name}.csv" for name in tables()), "campus.geojson"]
    ]
    assert "Tourisme" in described["description"]
    given = published.package["resources"]
    assert [each["hash"] for each in described["sources"]] == [each["hash"] for each in given]
    assert described["sources"][0]["title"] == "Campus labellisés (campus.csv)"
    licences = {r["name"]: [each["name"] for each in r["licenses"]] for r in described["resources"]}
    assert licences["campus"] == licences["points"] == licences["couverture"] == ["etalab-2.0"]
    assert licences["villes"] == licences["distances"] == ["etalab-2.0", "CC-BY-4.0"]


def test_a_package_that_says_nothing_of_itself_is_described_too(toy):
    bare = descriptor(replace(toy, package={}), Selection(), "http://localhost/")
    assert (bare["sources"], bare["licenses"]) == ([], [])
    assert all(each["path"] for each in bare["resources"])


def test_a_file_without_a_licence_has_that_of_the_package(toy):
    licence = {"name": "etalab-2.0"}
    bare = descriptor(
        replace(toy, package={"licenses": [licence]}), Selection(), "http://localhost/"
    )
    assert [each["licenses"] for each in bare["resources"]] == [[licence]] * len(bare["resources"])
