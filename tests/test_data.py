"""Folders read whole: what cannot be read, what does not match its checksum, what is served."""

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from folder import CAMPUS, find_breaches, seal, spoil, write_folder, write_large_folder, write_rows
from geopandas.testing import assert_geodataframe_equal

from dashboard import data
from dashboard.cells import date_fault
from dashboard.data import ROOT, BrokenData, code_version, load_dataset

HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|'/C calc'!A0",
    '"; DROP TABLE campus --',
    "\u202egnirts \u200b\x1b[31m",
    "première ligne\r\nseconde,ligne",
    "x" * 10_000,
    "nan",
]


def said(folder) -> list[str]:
    """Return what is said of a folder, with plain spaces to read."""
    return [str(breach).replace("\u202f", " ") for breach in find_breaches(folder)]


def rewrite(folder, file, change) -> None:
    """Change the bytes of a file and seal its folder."""
    (folder / file).write_bytes(change((folder / file).read_bytes()))
    seal(folder)


# What is loaded


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_it_is(folder, text):
    columns = ("nom", "commune", "etablissement_support", "note")
    for column in columns:
        spoil(folder, "campus.csv", 2, column, text)
    campus = load_dataset(folder).campuses.loc["bois-epinal"]
    assert [campus[column] for column in columns] == [text] * 4


def test_a_large_folder_breaks_no_rule_and_is_the_same_for_a_seed(tmp_path):
    one, other = (write_large_folder(tmp_path / name, 1_500) for name in ("un", "deux"))
    assert find_breaches(one) == []
    assert len(load_dataset(one).campuses) == 1_500
    assert (one / "campus.csv").read_bytes() == (other / "campus.csv").read_bytes()


def test_five_thousand_campuses_load(folder):
    header, *rows = [line.split(",") for line in CAMPUS.splitlines()]
    many = [[f"{rows[rank % 3][0]}-{rank}", *rows[rank % 3][1:]] for rank in range(5_000)]
    spoil(folder, "effectifs_publies.csv", 4, "effectif", "5000")
    spoil(folder, "effectifs_publies.csv", 3, "effectif", "5000")
    write_rows(folder / "campus.csv", [header, *many])
    assert len(load_dataset(folder).campuses) == 5_000


def test_the_version_changes_with_any_byte(folder):
    before = load_dataset(folder).version
    assert load_dataset(folder).version == before
    spoil(folder, "campus.csv", 2, "note", ".")
    assert len(before) == 12
    assert load_dataset(folder).version != before


def test_the_folder_served_can_be_another(folder, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(folder))
    assert load_dataset().package["name"] == "essai"
    monkeypatch.setenv("DASHBOARD_DATA", "")
    assert load_dataset().package["name"] == "campus-des-metiers"


# What cannot be read


def test_a_broken_folder_is_refused_with_the_whole_list(folder):
    spoil(folder, "campus.csv", 2, "vague", "0")
    spoil(folder, "campus.csv", 4, "vague", "9")
    with pytest.raises(BrokenData) as refused:
        load_dataset(folder)
    assert refused.value.breaches == find_breaches(folder)
    assert str(refused.value).replace("\u202f", " ") == "\n".join(
        f"campus.csv, ligne {line}, colonne vague : « {value} » — "
        "vague inconnue ; valeurs admises : 1, 2, 3, 4"
        for line, value in ((2, "0"), (4, "9"))
    )


def test_a_missing_folder_is_said(tmp_path):
    assert said(tmp_path / "absent") == [f"{tmp_path}/absent : dossier introuvable ou illisible"]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda content: b"", ["campus.csv, ligne 1 : en-tête absent"]),
        (
            lambda content: b"\xef\xbb\xbf" + content,
            [
                "campus.csv, ligne 1 : marque d’ordre des octets (BOM) interdite ; "
                "enregistrer en UTF-8 sans BOM"
            ],
        ),
        (
            lambda content: content.replace("Épinal".encode(), "Épinal".encode("latin-1")),
            ["campus.csv, ligne 2 : texte qui n’est pas de l’UTF-8 ; enregistrer en UTF-8"],
        ),
        (
            lambda content: content.replace(b",Mer,", b",Mer,,").replace(b",nom,\n", b",nom\n"),
            [
                "campus.csv, ligne 3 : 18 cellules au lieu de 17",
                "campus.csv, ligne 4 : 16 cellules au lieu de 17",
            ],
        ),
        (
            lambda content: content.replace(b"\n", b"\r\n").decode().encode("cp1252"),
            ["campus.csv, ligne 2 : texte qui n’est pas de l’UTF-8 ; enregistrer en UTF-8"],
        ),
        *(
            (
                lambda content, mark=mark: content.replace(b";", b" ").replace(b",", mark),
                [
                    f"campus.csv : colonnes séparées par des {name} ; "
                    "enregistrer en CSV séparé par des virgules"
                ],
            )
            for mark, name in ((b";", "points-virgules"), (b"\t", "tabulations"))
        ),
        (
            lambda content: (
                b'"' + content.replace(b",", b'";"').replace(b"\n", b'"\r\n"').removesuffix(b'"')
            ),
            [
                "campus.csv : colonnes séparées par des points-virgules ; "
                "enregistrer en CSV séparé par des virgules"
            ],
        ),
        (lambda content: content + b"\n", ["campus.csv, ligne 5 : ligne vide"]),
        (lambda content: b"\r\n" + content, ["campus.csv, ligne 1 : ligne vide"]),
        (
            lambda content: content + b"," * 16 + b"\n   \n",
            ["campus.csv, ligne 5 : ligne vide", "campus.csv, ligne 6 : ligne vide"],
        ),
        (
            lambda content: content.replace(b",Mer,", b',"Mer"!,'),
            [
                "campus.csv, ligne 3 : guillemet fermé puis suivi de texte ; "
                "dans une cellule entre guillemets, les doubler"
            ],
        ),
        (
            lambda content: content.replace(b",Mer,", b',"Mer,'),
            [
                "campus.csv, ligne 3 : guillemet non fermé ; "
                "la cellule ouverte à cette ligne va jusqu’à la ligne 4"
            ],
        ),
        (
            lambda content: content.replace(b",Bois,", b',"Bois,').replace(b",Mer,", b',"Mer",'),
            [
                "campus.csv, ligne 2 : guillemet non fermé ; "
                "la cellule ouverte à cette ligne va jusqu’à la ligne 3"
            ],
        ),
        (
            lambda content: content.replace("Aéro".encode(), b'"A'),
            [
                "campus.csv, ligne 4 : guillemet non fermé ; "
                "la cellule ouverte à cette ligne va jusqu’à la ligne 4"
            ],
        ),
        (
            lambda content: content.replace(b",Mer,", b"," + b"M" * 140_000 + b","),
            ["campus.csv, ligne 3 : cellule de plus de 131 072 caractères"],
        ),
        (
            lambda content: (
                content.replace(b",note\n", b",note,nom,autre\n")
                .replace(b"\n", b",,\n")
                .replace(b",autre,,\n", b",autre\n")
            ),
            [
                "campus.csv, ligne 1, colonne autre : colonne inconnue ; colonnes attendues : "
                "id, nom, filiere, vague, date_labellisation, academie, code_region, region, "
                "code_commune, commune, etablissement_support, latitude, longitude, source_url, "
                "preuve, champs_a_verifier, note",
                "campus.csv, ligne 1, colonne nom : colonne en double",
            ],
        ),
        (
            # The line of a record is where it starts, whatever the cells above hold.
            lambda content: content.replace(b",Bois,", b',"Bois\n\r\nFor\xc3\xaat",').replace(
                b",numerique,", b",foo,"
            ),
            [
                "campus.csv, ligne 6, colonne filiere : « foo » — filière inconnue ; valeurs "
                "admises : mobilite, materiaux, services-personne, tourisme, batiment, "
                "services-entreprises, creation, energie, alimentaire, chimie, mecatronique, "
                "numerique"
            ],
        ),
    ],
)
def test_a_malformed_file_is_named_with_its_lines(folder, change, lines):
    csv.field_size_limit(131_072)  # which other libraries of the tests change
    rewrite(folder, "campus.csv", change)
    assert said(folder) == lines


def test_columns_may_come_in_another_order(folder):
    before = load_dataset(folder).campuses
    rows = [line.split(",")[::-1] for line in CAMPUS.splitlines()]
    write_rows(folder / "campus.csv", rows)
    assert_geodataframe_equal(load_dataset(folder).campuses, before)


def test_utf_16_is_refused_and_not_read(folder):
    rewrite(folder, "regions.csv", lambda content: content.decode().encode("utf-16"))
    assert said(folder) == [
        "regions.csv, ligne 1 : texte qui n’est pas de l’UTF-8 ; enregistrer en UTF-8"
    ]


@pytest.mark.parametrize("file", ["campus.csv", "places.csv", "datapackage.json"])
def test_a_missing_file_is_said(folder, file):
    (folder / file).unlink()
    assert said(folder) == [f"{file} : fichier absent"]


def test_a_named_pipe_is_no_file_to_wait_for(folder):
    (folder / "campus.csv").unlink()
    os.mkfifo(folder / "campus.csv")
    assert said(folder) == ["campus.csv : fichier absent"]


# The package and its checksums


def test_a_changed_file_differs_from_its_checksums(folder):
    before, after = (folder / "regions.csv").read_bytes(), b""
    after = before.replace(b"Corse,334938", b"Corse,1334938")
    (folder / "regions.csv").write_bytes(after)
    hint = "si le fichier a été corrigé à dessein, python -m dashboard check --seal"
    assert said(folder) == [
        f"datapackage.json, champ hash de regions.csv : « {data.digest(before)} » — "
        f"{data.digest(after)} lu ; {hint}",
        f"datapackage.json, champ bytes de regions.csv : « {len(before)} » — "
        f"{len(after)} lu ; {hint}",
    ]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", ["datapackage.json, ligne 1 : JSON mal formé"]),
        (
            b'{"name":\n"\xe9"}',
            ["datapackage.json, ligne 2 : texte qui n’est pas de l’UTF-8 ; enregistrer en UTF-8"],
        ),
        (
            b"\xef\xbb\xbf{}",
            [
                "datapackage.json, ligne 1 : marque d’ordre des octets (BOM) interdite ; "
                "enregistrer en UTF-8 sans BOM"
            ],
        ),
        (b"[]", ["datapackage.json : objet JSON attendu, avec une liste « resources »"]),
        (
            b'{"resources": {}}',
            ["datapackage.json : objet JSON attendu, avec une liste « resources »"],
        ),
        (b'{"resources": [NaN]}', ["datapackage.json : JSON illisible"]),
        (b'{"resources": ["\\ud800"]}', ["datapackage.json : JSON illisible"]),
        (b"[" * 100_000, ["datapackage.json : JSON illisible"]),
    ],
)
def test_a_package_that_is_none_is_said(folder, content, lines):
    (folder / "datapackage.json").write_bytes(content)
    assert said(folder) == lines


@pytest.mark.parametrize(
    ("resource", "lines"),
    [
        (
            "campus",
            ["datapackage.json, champ resources[5].path : chemin d’un fichier du dossier attendu"],
        ),
        (
            {"name": "x"},
            ["datapackage.json, champ resources[5].path : chemin d’un fichier du dossier attendu"],
        ),
        (
            {"path": "places.csv"},
            ["datapackage.json, champ resources[5].path : « places.csv » — fichier déjà décrit"],
        ),
        ({"path": "absent.csv"}, ["absent.csv : fichier absent"]),
        *(
            (
                {"path": path},
                [
                    f"datapackage.json, champ resources[5].path : « {path} » — "
                    "chemin d’un fichier du dossier attendu"
                ],
            )
            for path in (
                "../x.csv",
                "a/../../x.csv",
                "/etc/passwd",
                "C:\\x.csv",
                "http://a.fr/x.csv",
                ".",
            )
        ),
    ],
)
def test_a_resource_that_is_no_file_of_the_folder_is_refused(folder, resource, lines):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    package["resources"].append(resource)
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    assert said(folder) == lines


@pytest.mark.parametrize("key", ["sources", "licenses"])
@pytest.mark.parametrize(
    ("value", "written"), [(None, "null"), ("x", '"x"'), (5, "5"), ({}, "{}"), (["é"], '["é"]')]
)
def test_sources_and_licences_that_are_no_list_of_objects_are_refused(folder, key, value, written):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    package[key] = package["resources"][1][key] = value
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    rule = "liste d’objets attendue, chacun avec « title », « name » ou « path »"
    assert said(folder) == [
        f"datapackage.json, champ {field} : « {written} » — {rule}"
        for field in (key, f"resources[1].{key}")
    ]


@pytest.mark.parametrize(
    ("schema", "content", "lines"),
    [
        ({"fields": []}, None, []),
        ("s.json", '{"fields": []}', []),
        ("s.json", None, ["s.json : fichier absent"]),
        ("s.json", "{\n", ["s.json, ligne 2 : JSON mal formé"]),
        ("s.json", "[]", ["s.json : objet JSON attendu, avec une liste « fields »"]),
        ("s.json", '{"fields": 5}', ["s.json : objet JSON attendu, avec une liste « fields »"]),
        *(
            (
                schema,
                None,
                [
                    f"datapackage.json, champ schema de campus.csv : « {json.dumps(schema)} » — "
                    "chemin d’un fichier du dossier attendu, ou objet JSON avec une liste « fields »"
                ],
            )
            for schema in (None, 5, {}, {"fields": None}, "../s.json", "")
        ),
    ],
)
def test_a_schema_that_is_missing_or_none_is_said(folder, schema, content, lines):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    package["resources"][1]["schema"] = schema
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    if content is not None:
        (folder / "s.json").write_text(content, "utf-8")
    assert said(folder) == lines


def test_the_version_changes_with_the_schema(folder):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    package["resources"][1]["schema"] = "s.json"
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    versions = set()
    for text in ('{"fields": []}', '{"fields": [], "a": 1}'):
        (folder / "s.json").write_text(text, "utf-8")
        versions.add(load_dataset(folder).version)
    assert len(versions) == 2


def test_what_an_editor_hides_beside_a_file_is_not_one(folder):
    (folder / ".#campus.csv").symlink_to("who@machine.1")  # of Emacs, while the file is open
    (folder / "._campus.csv").write_bytes(b"\0\5\x16\7")  # of macOS, on a disk of another system
    assert said(folder) == []


def test_what_an_editor_or_python_leaves_beside_the_code_is_not_of_its_version(tmp_path):
    package = tmp_path / "dashboard"
    shutil.copytree(ROOT / "dashboard", package, ignore=shutil.ignore_patterns("__pycache__"))

    def version() -> str:
        say = "from dashboard.data import code_version; print(code_version())"
        done = subprocess.run([sys.executable, "-c", say], cwd=tmp_path, capture_output=True)
        return done.stdout.decode() or done.stderr.decode()

    before = version()
    (package / ".#view.py").symlink_to("who@machine.1")
    (package / ".ipynb_checkpoints").mkdir()
    (package / "__pycache__").mkdir(exist_ok=True)
    (package / "__pycache__" / "view.cpython-311.pyc.139").write_bytes(b"half")  # being written
    assert version() == before == f"{code_version()}\n"


def test_git_gives_the_bytes_that_were_sealed_on_windows_too(tmp_path):
    campus = (ROOT / "data/campus.csv").read_bytes()
    (tmp_path / "campus.csv").write_bytes(campus)
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    git = ["git", "-C", tmp_path, "-c", "core.autocrlf=true"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    (tmp_path / "campus.csv").unlink()
    subprocess.run([*git, "checkout", "-q", "."], check=True)
    assert (tmp_path / "campus.csv").read_bytes() == campus


def test_a_file_without_resource_is_said(folder):
    (folder / "autre.csv").write_text("a\n", "utf-8")
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    del package["resources"][0]
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    assert said(folder) == [
        "academies.csv : fichier sans entrée dans datapackage.json",
        "autre.csv : fichier sans entrée dans datapackage.json",
    ]


def test_broken_outlines_are_said_and_nothing_is_held_against_them(folder, tmp_path, monkeypatch):
    outlines = shutil.copytree(ROOT / "geodata", tmp_path / "geodata")
    (outlines / "regions.geojson").write_text("{}", "utf-8")
    monkeypatch.setattr(data, "GEODATA", outlines)
    assert [(breach.file, breach.column) for breach in find_breaches(folder)] == [
        ("geodata/datapackage.json", "hash de regions.geojson"),
        ("geodata/datapackage.json", "bytes de regions.geojson"),
    ]
    with pytest.raises(BrokenData):
        data.seal(folder)


def test_sealing_a_correction_makes_it_served_and_changes_only_its_checksums(folder):
    package = folder / "datapackage.json"
    before = json.loads(package.read_text("utf-8")) | {"title": "Été"}
    package.write_text(json.dumps(before), "utf-8")
    package.chmod(0o644)
    campuses = (folder / "campus.csv").read_text("utf-8").replace(",Mer,", ",La mer,")
    (folder / "campus.csv").write_text(campuses, "utf-8")
    assert data.seal(folder) == ["campus.csv"]
    resource = before["resources"][1]
    content = campuses.encode()
    before["resources"][1] = resource | {"hash": data.digest(content), "bytes": len(content)}
    assert package.read_text("utf-8") == json.dumps(before, ensure_ascii=False, indent=2) + "\n"
    assert package.stat().st_mode & 0o777 == 0o644
    assert load_dataset(folder).campuses.at["mer-brest", "nom"] == "La mer"
    assert sorted(path.name for path in folder.iterdir()) == [
        "academies.csv",
        "campus.csv",
        "datapackage.json",
        "effectifs_publies.csv",
        "places.csv",
        "regions.csv",
    ]
    assert data.seal(folder) == []


def test_sealing_is_refused_when_something_else_is_wrong(folder):
    before = (folder / "datapackage.json").read_bytes()
    campuses = (folder / "campus.csv").read_text("utf-8").replace(",mobilite,", ",foo,")
    (folder / "campus.csv").write_text(campuses, "utf-8")
    with pytest.raises(BrokenData) as refused:
        data.seal(folder)
    assert [(breach.line, breach.column) for breach in refused.value.breaches] == [(3, "filiere")]
    assert (folder / "datapackage.json").read_bytes() == before


def swapped_while_reading(monkeypatch, name: str, swap, times: int = 1) -> list:
    """Have something happen just after a file is first read, as many times as said."""
    read, done = Path.read_bytes, []

    def reading(path):
        content = read(path)
        if path.name == name and len(done) < times:
            done.append(path)
            swap()
        return content

    monkeypatch.setattr(Path, "read_bytes", reading)
    return done


@pytest.mark.parametrize("name", ["datapackage.json", "campus.csv", "places.csv", "academies.csv"])
@pytest.mark.parametrize("how", ["link", "rename"])
def test_a_folder_replaced_while_it_is_read_is_read_again_whole(tmp_path, monkeypatch, name, how):
    old, new = write_folder(tmp_path / "old"), write_folder(tmp_path / "new")
    spoil(new, "campus.csv", 2, "nom", "Autre nom")
    expected = load_dataset(new)
    served = tmp_path / "data"
    served.symlink_to(old) if how == "link" else old.rename(served)

    def swap():
        if how == "link":
            (tmp_path / "next").symlink_to(new)
            (tmp_path / "next").replace(served)
        else:
            served.rename(tmp_path / "before")
            new.rename(served)

    assert swapped_while_reading(monkeypatch, name, swap) == []
    dataset = load_dataset(served)
    assert dataset.version == expected.version
    assert dataset.campuses["nom"].iloc[0] == "Autre nom"


def test_a_file_replaced_while_its_folder_is_read_is_refused(tmp_path, monkeypatch):
    folder = write_folder(tmp_path / "data")
    changed = (folder / "campus.csv").read_text("utf-8").replace("Bois,", "Forêt,")
    swapped_while_reading(
        monkeypatch, "datapackage.json", lambda: (folder / "campus.csv").write_text(changed)
    )
    with pytest.raises(BrokenData) as refused:
        load_dataset(folder)
    assert "champ hash de campus.csv" in str(refused.value)


def test_a_folder_that_does_not_stop_changing_is_refused_in_words(tmp_path, monkeypatch):
    folder = write_folder(tmp_path / "data")
    package, count = folder / "datapackage.json", iter(range(100))

    def swap():
        package.write_text(package.read_text("utf-8") + " " * (1 + next(count)), "utf-8")

    swapped_while_reading(monkeypatch, "places.csv", swap, times=100)
    with pytest.raises(BrokenData) as refused:
        load_dataset(folder)
    assert (
        str(refused.value).replace("\u202f", " ") == "datapackage.json : modifié pendant la lecture"
    )


@pytest.mark.parametrize(("days", "right"), [(0, True), (1, True), (2, False)])
def test_a_day_that_has_begun_elsewhere_is_not_to_come(folder, days, right):
    """The server may be at the other end of the world, or keep the time of Greenwich."""
    day = str(date.today() + timedelta(days=days))
    spoil(folder, "campus.csv", 2, "date_labellisation", day)
    assert [breach.rule for breach in find_breaches(folder)] == (
        [] if right else [date_fault(day, date.today() + timedelta(days=1))]
    )
