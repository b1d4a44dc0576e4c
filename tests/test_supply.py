"""What is installed and served: pinned with hashes, each under a licence that the table names."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements", "tests/requirements")
FREE = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|MPL|Mozilla|ISC|OFL|0BSD|HPND)"
)


def text(path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def pinned(lock: str) -> dict[str, tuple[Requirement, int]]:
    """Read a lock: by name, what is pinned and how many hashes it has."""
    found = {}
    for block in re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", text(f"{lock}.txt"), flags=re.M)):
        line, *hashes = block.replace("\\\n", "\n").split("\n    --hash=sha256:")
        made = Requirement(line.strip())
        found[key(made.name)] = made, len(hashes)
    return found


def asked(lock: str) -> list[Requirement]:
    """Read what a lock was made from."""
    lines = text(f"{lock}.in").splitlines()
    return [Requirement(line) for line in lines if line[:1].isalpha()]


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def listed() -> list[list[str]]:
    """Read the rows of the tables of licences: name, version, licence."""
    rows = [line for line in text("LICENCES.md").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [row for row in cells if row[0] not in ("Name", "fichier")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_its_hashes(lock):
    found = pinned(lock)
    assert found
    for name, (made, hashes) in found.items():
        assert re.fullmatch(r"==[^*,]+", str(made.specifier)), name
        assert hashes >= 1, name
    assert not re.search(r"https?:|index-url|find-links", text(f"{lock}.txt"))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_was_asked_for(lock):
    found = pinned(lock)
    for made in asked(lock):
        assert found[key(made.name)][0].specifier == made.specifier, made.name


def test_the_tests_run_on_the_packages_that_serve():
    served, tested = pinned("requirements"), pinned("tests/requirements")
    assert {name: tested[name][0].specifier for name in served} == {
        name: made.specifier for name, (made, _) in served.items()
    }


def test_what_is_installed_here_is_what_is_pinned():
    for name, (made, _) in pinned("tests/requirements").items():
        if made.marker is None or made.marker.evaluate():
            assert version(name) == str(made.specifier).removeprefix("=="), name


def test_the_licence_of_every_package_that_serves_is_listed():
    packages = {key(name): number for name, number, _ in listed() if not name.startswith("`")}
    assert packages == {
        name: str(made.specifier).removeprefix("==")
        for name, (made, _) in pinned("requirements").items()
        if made.marker is None or made.marker.evaluate()
    }


def test_every_licence_lets_the_dashboard_be_used_and_given():
    for name, _, licence in listed():
        assert FREE.search(licence), f"{name} : {licence}"


def test_the_files_of_others_that_are_served_are_listed():
    files = {name.strip("`"): number for name, number, _ in listed() if name.startswith("`")}
    (script,) = (ROOT / "assets").glob("plotly*.js")
    fonts = [file.relative_to(ROOT) for file in ROOT.glob("[ad]*/**/*.woff2")]
    assert files == {
        f"assets/{script.name}": re.search(
            r"plotly\.js (\d[\d.]*\d)", script.read_text("utf-8")[:200]
        )[1],
        **{str(font): re.search(r"(\d+\.\d+\.\d+)", font.name)[1] for font in fonts},
    }
    assert len(fonts) == 7


def test_the_container_has_a_pinned_python_and_no_rights():
    lines = text("Containerfile").splitlines()
    assert "USER 65534:65534" in lines
    (base,) = (line.split()[1] for line in lines if line.startswith("FROM "))
    assert re.fullmatch(r"\S+:3\.11\.\d+-\S+", base)
