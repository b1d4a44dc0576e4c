"""README.md is held to the code: what the code knows must be there, and nothing else."""

import ast
import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from dashboard.audit import COLUMNS as AUDIT_COLUMNS
from dashboard.display import PICTURE
from dashboard.exports import columns, tables
from dashboard.formats import FORMATS, NARROWEST_MM, WIDEST_MM, Printout
from dashboard.selection import CHOICES, PARAMETERS, Selection
from dashboard.vocabulary import State, Tirage

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "dashboard"
NARROW = "\u202f"
FRAMEWORK = ("/_", "/assets/", "/static/", "/<path:path>")  # what Dash and Flask serve


def part(title):
    """Return the text under a heading, up to the next one of its level or above."""
    level, after = re.search(rf"^(#+) {title}\n(.*)", README, re.M | re.S).groups()
    return re.split(rf"^#{{1,{len(level)}}} ", after, maxsplit=1, flags=re.M)[0]


def rows(text):
    """Read the rows of the tables of a text, without their heads."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    rules = [n for n, row in enumerate(cells) if set(row[0]) == {"-"}]
    return [row for n, row in enumerate(cells) if n not in rules and n + 1 not in rules]


def code(text):
    """List what is set as code in a text, in its order."""
    return re.findall(r"`([^`\n]+)`", text)


def modules(folder):
    """List the modules and packages of a folder."""
    return {
        path.stem
        for path in folder.iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }


def imported(path):
    """List the modules of the project that a module imports, those of its own package left out."""
    names = set()
    above = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == above:
            module = (node.module or "").split(".")[0]
            names |= {module} if module else {alias.name for alias in node.names}
    return names


def test_the_parameters_stand_in_canonical_order_with_every_value():
    listed = {code(row[0])[0]: row for row in rows(part("Paramètres"))}
    assert tuple(listed) == PARAMETERS
    for name, choices in CHOICES.items():
        named = code(listed[name][1])
        assert [value for value in named if value in choices] == list(choices), name
        assert set(named) <= {*choices, "population"}, name


def test_the_defaults_of_the_parameters_are_those_of_the_selection():
    listed = {code(row[0])[0]: code(row[2]) for row in rows(part("Paramètres"))}
    default = Selection()
    assert {name: values for name, values in listed.items() if values} == {
        "niveau": [default.level],
        "indicateur": [default.indicator],
        "rayon": [str(default.rayon_km)],
        "vue": [default.vue],
        "tri": [default.tri],
    }


def test_the_formats_the_bounds_and_the_colours_of_print_are_listed():
    listed = {code(row[0])[0]: row for row in rows(part("Imprimer"))}
    every = [name for row in rows(part("Imprimer")) for name in code(row[0])]
    assert sorted(every) == sorted(Printout.NAMES)
    assert code(listed["format"][1]) == list(FORMATS)
    assert code(listed["theme"][1])[:3] == list(Tirage)
    widths = listed["largeur"][1].replace(NARROW, " ").replace("\u00a0", " ")
    assert f"de {NARROWEST_MM} à {WIDEST_MM} mm" in widths
    assert "de 280 à 2 400 px" in widths
    assert code(listed["largeur"][2]) == [str(PICTURE.width_px)]


def test_every_route_and_no_other_is_listed(toy_app):
    served = {rule.rule for rule in toy_app.server.url_map.iter_rules()}
    ours = {rule for rule in served if not rule.startswith(FRAMEWORK)}
    assert {code(row[0])[0] for row in rows(part("Routes"))} == ours
    assert "?excel=1" in code(part("Routes"))


@pytest.mark.parametrize("name", [*tables(), "accessibilite"])
def test_the_columns_of_each_csv_file_are_listed_in_their_order(name):
    section = part("Colonnes des fichiers CSV")
    lines = [line for line in section.splitlines() if line.startswith(f"- `{name}.csv`")]
    also = {"campus": ["data/campus.schema.json"], "couverture": State, "villes": ["essai"]}
    listed = columns(name) if name in tables() else AUDIT_COLUMNS
    assert [code(line) for line in lines] == [[f"{name}.csv", *listed, *also.get(name, ())]]


def test_every_environment_variable_and_no_other_is_listed():
    read = set()
    for path in (*PACKAGE.rglob("*.py"), ROOT / "gunicorn.conf.py"):
        read |= set(
            re.findall(
                r"""(?:os\.environ(?:\.get\(|\[)|getenv\()["'](\w+)""",
                path.read_text(encoding="utf-8"),
            )
        )
    assert {code(row[0])[0] for row in rows(part("Configurer"))} == read
    procfile = re.findall(r"\$\{?(\w+)", (ROOT / "Procfile").read_text(encoding="utf-8"))
    assert set(procfile) <= set(code(README))


def test_every_module_and_no_other_is_listed():
    listed = rows(part("Modules"))
    assert Counter(code(row[1])[0] for row in listed if len(row) == 3) == Counter(modules(PACKAGE))
    inside = Counter(code(row[0])[0] for row in listed if len(row) == 2)
    assert inside == Counter(modules(PACKAGE / "layout"))


def test_a_module_imports_only_modules_of_a_lower_level():
    level = {code(row[1])[0]: int(row[0]) for row in rows(part("Modules")) if len(row) == 3}
    assert list(level.values()) == sorted(level.values())
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if name != "__init__":
            higher = {other for other in imported(path) if level[other] >= level[name]}
            assert not higher, f"{path.relative_to(ROOT)}: {higher}"


def test_the_gaps_are_those_of_the_data():
    campuses = list(csv.DictReader(io.StringIO((ROOT / "data/campus.csv").read_text("utf-8"))))
    published = csv.DictReader(
        io.StringIO((ROOT / "data/effectifs_publies.csv").read_text("utf-8"))
    )
    national = max((r["date"], r["effectif"]) for r in published if r["perimetre"] == "France")[1]
    sourced = sum(row["preuve"] == "source" for row in campuses)
    doubtful = sum("label_mi_2017" in row["champs_a_verifier"] for row in campuses)
    gaps = part("Lacunes connues")
    assert f"{len(campuses)} campus sont identifiés sur les {national} labellisés" in gaps
    assert f"{sourced} campus sont sourcés" in gaps
    assert f"à vérifier pour {doubtful}." in gaps


def test_every_file_of_data_is_listed():
    listed = {name for row in rows(part("Données")) for name in code(row[0])}
    served = [*(ROOT / "data").glob("*.csv"), *(ROOT / "geodata").glob("*.geojson")]
    assert listed == {str(path.relative_to(ROOT)) for path in served}


def test_the_files_that_are_named_exist():
    named = [
        *re.findall(r"\]\((?!https?:)([^)]+)\)", README),
        *re.findall(r"`((?:assets|dashboard|data|geodata|tests|\.ci)/[^` <]*)`", README),
        *re.findall(r"(?:python|bash|-r) ((?:\w+/)?[\w.]+(?:\.py|\.txt|/run))", README),
        "tests/run",
        "LICENSE",
        "CHANGELOG.md",
        "Procfile",
    ]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_one_line_runs_the_dashboard_and_one_line_the_tests():
    for title, line in (
        (
            "Lancer",
            "python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt "
            "&& .venv/bin/python -m dashboard",
        ),
        ("Tester", "bash tests/run"),
    ):
        assert re.findall(r"```sh\n(.*?)\n```", part(title), re.S) == [line]
    assert "bash tests/run" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    default = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    for row in rows(part("Configurer"))[:2]:
        assert f'"{code(row[2])[0]}"' in default
