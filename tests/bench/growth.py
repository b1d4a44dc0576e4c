"""Measure how the answers grow with the sites: `python tests/bench/growth.py`.

72, 720 then 7 200 sites, in folders drawn from the published towns, the same at each run, that `python -m
dashboard check` accepts. Prints one Markdown table: at each size the median of a few answers, each to a
selection never seen before, and their growth divided by that of the sites: 1 is linear, less is better.
Everything goes through Flask's test client, without network and in one process. Nothing is asserted.
Other numbers of sites can follow the command.
"""

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations, product
from pathlib import Path

from servers import ROOT, keep_output

sys.path.insert(0, str(ROOT))  # run as a script, from any folder
sys.path.insert(0, str(ROOT / "tests"))

from folder import write_large_folder

from dashboard.app import create_app
from dashboard.data import Dataset, load_dataset
from dashboard.selection import Selection
from dashboard.view import release
from dashboard.vocabulary import Filiere, Vague

SITES = (72, 720, 7_200)
RUNS = 3
PICTURES = ("embed", "carte.svg", "carte.pdf")
FILES = ("campus.csv", "campus.geojson", "territoires.csv", "couverture.csv", "distances.csv")
ROUTES = (*PICTURES, *(f"donnees/{name}" for name in (*FILES, "villes.csv")))


def selections() -> Iterator[Selection]:
    """Give selections that all differ and keep most sites: without two filières and one vague."""
    for vague, two in product(Vague, combinations(Filiere, 2)):
        yield Selection(
            filieres=frozenset(set(Filiere).difference(two)),
            vagues=frozenset(set(Vague).difference({vague})),
        )


def timed(call: Callable[[Selection], object], views: Iterator[Selection]) -> float:
    """Return the median time of a few calls, each on another selection, after one that warms up (ms)."""
    spent = []
    call(next(views))
    for _ in range(RUNS):
        gc.collect()
        view = next(views)
        began = time.perf_counter()
        call(view)
        spent.append(1000 * (time.perf_counter() - began))
    return statistics.median(spent)


class Site:
    """The dashboard over one folder, asked as a browser would."""

    def __init__(self, dataset: Dataset):
        self.client = create_app(dataset).server.test_client()
        self.release = release(dataset)

    def get(self, path: str, query: str = "") -> bytes:
        """Ask for a page or a file."""
        answer = self.client.get(f"/{path}?{query}" if query else f"/{path}")
        if answer.status_code != 200:
            raise SystemExit(f"/{path}?{query}\u202f: {answer.status}")
        return answer.data

    def view(self, path: str, view: Selection) -> bytes:
        """Ask for a view in one of its forms."""
        return self.get(path, view.to_query())

    def click(self, view: Selection) -> int:
        """Ask for all that a filter changes, as the page does; return the bytes of the answer."""
        return len(self.get(f"vue/{self.release}/large", view.to_query()))


def measure(sites: int) -> dict[str, float]:
    """Measure everything over so many sites."""
    with tempfile.TemporaryDirectory() as folder:
        written = write_large_folder(Path(folder) / "essai", sites)
        began = time.perf_counter()
        dataset = load_dataset(written)
        read = time.perf_counter()
    site = Site(dataset)
    started = time.perf_counter()
    found = {
        "lecture des données (ms)": 1000 * (read - began),
        "mise en route (ms)": 1000 * (started - read),
    }
    views = selections()
    found["`/` (ms)"] = timed(partial(site.view, ""), views)
    for route in ROUTES:
        found[f"`/{route}` (ms)"] = timed(partial(site.view, route), views)
    found["clic de filtre (ms)"] = timed(site.click, views)
    found["octets de la page"] = len(site.get(""))
    found["octets du cadre"] = len(site.get("embed"))
    found["octets d’un clic de filtre"] = site.click(next(views))
    return found


def number(value: float) -> str:
    """Write a figure as French readers expect it."""
    decimals = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")


def main(sizes: list[int]) -> None:
    """Print the table."""
    keep_output()
    found = []
    for sites in sizes:
        found.append(measure(sites))
        print(f"{sites} sites mesurés", file=sys.stderr)
    first, *larger = sizes
    heads = "".join(f" {number(sites)} | croissance ÷ {sites / first:g} |" for sites in larger)
    print(f"| figure | {first} sites |{heads}\n|---|---:|{'---:|' * 2 * len(larger)}")
    for figure, base in found[0].items():
        cells = [number(base)]
        for sites, one in zip(larger, found[1:], strict=True):
            growth = one[figure] / base / (sites / first)
            cells += [number(one[figure]), number(growth)]
        print(f"| {figure} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main([int(part) for part in sys.argv[1:]] or list(SITES))
