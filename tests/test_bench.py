"""The benches still run, on little; what they measure is not looked at here."""

import importlib
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

BENCH = Path(__file__).parent / "bench"


@pytest.fixture
def bench(monkeypatch):
    """Give a bench with smaller constants."""
    monkeypatch.syspath_prepend(str(BENCH))

    def smaller(name, **constants):
        module = importlib.import_module(name)
        for constant, value in constants.items():
            monkeypatch.setattr(module, constant, value)
        return module

    yield smaller
    for name in {path.stem for path in BENCH.glob("*.py")} & set(sys.modules):
        del sys.modules[name]


def figures(written):
    """Return the cells that hold a figure, of every table, its head left out."""
    lines = [line for line in written.splitlines() if line.startswith("|")]
    rows = [row for row, after in pairwise([*lines, ""]) if not after.startswith("|---")]
    cells = [cell for row in rows for cell in row.strip("| ").split(" | ")[1:]]
    return [cell for cell in cells if re.fullmatch(r"[\d\u202f.,]+", cell)]


def test_coverage_is_measured(bench, published, capsys):
    coverage = bench("coverage", RUNS=1, SITES=(72, 90), PLACES=(1_000, 2_000))
    coverage.against_force(published)
    assert len(figures(capsys.readouterr().out)) == 2 * 4
    coverage.growth(published)
    assert len(figures(capsys.readouterr().out)) == (2 + 4) * 5


def test_growth_is_measured(bench, capsys):
    growth = bench("growth", RUNS=1, ROUTES=("embed",), keep_output=lambda: None)
    growth.main([72, 90])
    assert len(figures(capsys.readouterr().out)) == 8 * 3


def test_drawings_and_prints_are_measured(bench, published, monkeypatch):
    embed = bench("embed", Filiere=list(bench("embed").Filiere)[:3])
    assert all(rate > 0 for rate in embed.drawings())
    printing = bench("printing", VIEWS=["vague=1"], WARM_UP=0)
    [spent], size = printing.ours(published, "pdf")
    assert spent > 0 and size > 10_000
    assert printing.whole_map(published)["data"]


@pytest.mark.parametrize("path", ["", "embed"])
def test_the_probe_sees_when_the_page_and_the_frame_are_whole(bench, page, address, path):
    page.add_init_script(bench("visits").probe())
    page.goto(f"{address}{path}")
    expect(page.locator(".marques use, .js-plotly-plot .point").first).to_be_attached()
    for _ in range(100):  # a strict page forbids `wait_for_function`
        probe = page.evaluate("window.probe")
        if probe["interactive"]:
            break
        page.wait_for_timeout(100)
    assert 0 < probe["seen"] <= probe["interactive"]


def test_benches_of_servers_and_browsers_find_what_they_measure():
    code = "import embed, page, server, visits"
    subprocess.run([sys.executable, "-c", code], cwd=BENCH, check=True)
