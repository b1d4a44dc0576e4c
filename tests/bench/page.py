"""Measure the page against the same map in stock Dash and in Streamlit: `python tests/bench/page.py`.

One run, three Markdown tables: a visit, a filter, a slow telephone. Each figure has its ratio to ours and
the goal that the project sets itself, reached or not. Nothing is asserted: machines differ, ratios less.
Names of columns after the command (`ici dash streamlit`) measure these only.
"""

import random
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice

from plain import campuses, filieres
from playwright.sync_api import sync_playwright
from servers import Server
from visits import SLOW_PHONE, Visit, cold, launch, second_visit, visit

STARTS, VISITS, SLOW_VISITS, CLICKS, REPEATED = 3, 5, 3, 48, 16
Place = tuple[
    str, int
]  # the nth of those that a selector finds; beyond the last, from the first again


def links() -> Iterator[Place]:
    """Go round the kinds of filters of the page, each time in another order and on other values."""
    kinds = {
        "#filtres a[data-filiere]:not([aria-current])": 12,
        "#filtres a[data-vague]:not([aria-current])": 4,
        "#filtres a[data-region]:not([aria-current])": 18,
        "#filtres a[data-indicateur]:not([aria-current])": 5,
        "#filtres a[data-niveau]:not([aria-current])": 2,
        "#filtres a[data-preuve]": 1,
        "a[data-vue]:not([aria-current])": 2,
    }
    for turn in range(12):
        order = list(kinds)
        order = order[turn % len(order) :] + order[: turn % len(order)]
        for selector in order:
            yield selector, turn
        yield ".tout-effacer", 0


def boxes(selector: str) -> Iterator[Place]:
    """Tick and untick boxes at random, the same ones at each run."""
    draws = random.Random(0)
    while True:
        yield selector, draws.randrange(len(filieres))


@dataclass(frozen=True)
class Application:
    """What is measured: its command, and how its filters are clicked."""

    name: str
    command: tuple[str, ...]
    clicks: Callable[[], Iterator[Place]]
    box: str


STREAMLIT = ("-m", "streamlit", "run", "tests/bench/streamlit_app.py")
QUIET = ("--server.headless=true", "--browser.gatherUsageStats=false")
STOCK_BOX, STREAMLIT_BOX = "input[type=checkbox]", "[data-testid=stCheckbox] input"
APPLICATIONS = {
    "ici": Application("ici", ("-m", "dashboard"), links, "#filtres a[data-filiere]"),
    "dash": Application(
        "Dash tel quel",
        ("tests/bench/stock.py", "{port}"),
        lambda: boxes(STOCK_BOX),
        STOCK_BOX,
    ),
    "streamlit": Application(
        "Streamlit tel quel",
        (*STREAMLIT, "--server.port={port}", "--server.address=127.0.0.1", *QUIET),
        lambda: boxes(STREAMLIT_BOX),
        STREAMLIT_BOX,
    ),
}


def medians(found: list[dict[str, float]]) -> dict[str, float]:
    """Take the median of each figure."""
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


def centile(values: list[float], share: int) -> float:
    """Return a centile, NaN of too few values."""
    if len(values) < 2:
        return float("nan")
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def milliseconds(clicks: list[dict]) -> list[float]:
    """List the times of the clicks that changed the view: a tint changes nothing of a list."""
    return [one["ms"] for one in clicks if one["complete"]]


def filtered(browser, server: Server, application: Application) -> dict[str, float | str]:
    """Click filters never asked of this server, then the first ones again from a new page."""
    new, again = [], []
    for told, count in ((new, CLICKS), (again, REPEATED)):
        with cold(browser) as context:
            opened = Visit(context)
            opened.open(server.url)
            told += [opened.click([place]) for place in islice(application.clicks(), count)]
    every = new + again
    return {
        "jamais vue, médiane (ms)": centile(milliseconds(new), 50),
        "jamais vue, 95e centile (ms)": centile(milliseconds(new), 95),
        "déjà vue, médiane (ms)": centile(milliseconds(again), 50),
        "déjà vue, 95e centile (ms)": centile(milliseconds(again), 95),
        "octets reçus, médiane": centile([one["down"] for one in new], 50),
        "octets envoyés, médiane": centile([one["up"] for one in new], 50),
        "octets, les deux sens, médiane": centile([one["down"] + one["up"] for one in new], 50),
        "octets, les deux sens, 95e centile": centile([one["down"] + one["up"] for one in new], 95),
        "clics qui ont changé la vue": f"{sum(one['complete'] for one in every)} sur {len(every)}",
    } | hurried(browser, server, application)


def hurried(browser, server: Server, application: Application) -> dict[str, float | str]:
    """Click five filières at 20 ms: the page must end on those five, and on all of their view."""
    with cold(browser) as context:
        opened = Visit(context)
        opened.open(server.url)
        told = opened.click([[application.box, n] for n in range(5)])
        if application.name == "ici":
            state = opened.page.evaluate("window.probe.state()")
            fresh = Visit(context)
            fresh.open(server.url + told["address"], "!!document.querySelector('html.vivante')")
            five = told["address"].count(",") == 4 and told["complete"]
            right = five and state == fresh.page.evaluate("window.probe.state()")
        else:
            right = told["points"] == campuses["filiere"].isin(filieres[:5]).sum()
    return {
        "cinq clics à 20 ms : vue des cinq": "oui" if right else "non",
        "cinq clics à 20 ms, dernier montré (ms)": told["ms"],
    }


def measure(browser, application: Application) -> list[dict[str, float | str]]:
    """Measure one application: a visit, a filter, a slow telephone."""
    seconds = []
    for _ in range(STARTS - 1):
        with Server(*application.command) as server:
            seconds.append(server.seconds)
    with Server(*application.command) as server:
        seconds.append(server.seconds)
        first = medians([visit(browser, server) for _ in range(VISITS)])
        again = medians([second_visit(browser, server) for _ in range(SLOW_VISITS)])
        kept = ("octets reçus", "requêtes", "carte vue, première vraie peinture (ms)")
        first |= {f"deuxième visite, {name}": again[name] for name in kept}
        click = filtered(browser, server, application)
        slow = medians([visit(browser, server, SLOW_PHONE) for _ in range(SLOW_VISITS)])
        first |= {
            "démarrage (s)": statistics.median(seconds),
            "mémoire, tous les processus (Mo)": server.memory_mb(),
            "mémoire, le plus grand (Mo)": server.largest_mb(),
        }
    return [first, click, slow]


@dataclass(frozen=True)
class Goal:
    """A limit of our figure, and how many times less than stock Dash it has to be."""

    most: float | None = None
    times: float | None = None

    def said(self) -> str:
        """Write the goal."""
        limits = [f"≤ {number(self.most)}"] if self.most is not None else []
        return " et ".join(limits + ([f"Dash ÷ {number(self.times)}"] if self.times else []))

    def reached(self, ours: float, stock: float | None) -> str:
        """Say of each limit whether it is reached, « ? » when there is nothing to compare with."""
        answers = [ours <= self.most] if self.most is not None else []
        if self.times:
            answers.append(None if stock is None else ours * self.times <= stock)
        return ", ".join({True: "oui", False: "non", None: "?"}[answer] for answer in answers)


TABLES = ("Une visite, cache vide", "Un filtre", "Téléphone lent, cache vide")
GOALS = (
    {
        "octets reçus": Goal(650_000, 8),
        "requêtes": Goal(15),
        "carte vue, première vraie peinture (ms)": Goal(times=4),
        "blocage (ms)": Goal(300),
        "deuxième visite, octets reçus": Goal(30_000),
        "démarrage (s)": Goal(2),
        "mémoire, le plus grand (Mo)": Goal(200),
    },
    {
        "jamais vue, médiane (ms)": Goal(times=3),
        "jamais vue, 95e centile (ms)": Goal(60, 3),
        "déjà vue, 95e centile (ms)": Goal(60, 3),
        "octets, les deux sens, médiane": Goal(3_000),
        "octets, les deux sens, 95e centile": Goal(3_000),
    },
    {
        "carte vue, première vraie peinture (ms)": Goal(2_500),
        "carte interactive, tous les points (ms)": Goal(9_000),
    },
)


def number(value: float | str) -> str:
    """Write a figure as French readers expect it, with what it can bear of decimals."""
    if isinstance(value, str):
        return value
    decimals = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")


def write(title: str, found: dict[str, dict], goals: dict[str, Goal]) -> None:
    """Print one table: our column, each baseline with its ratio to ours, the goal."""
    ours = found.get("ici") or next(iter(found.values()))
    others = {name: one for name, one in found.items() if one is not ours}
    names = "".join(f" {APPLICATIONS[name].name} | ÷ ici |" for name in others)
    print(f"\n{title}\n\n| figure | ici |{names} but | atteint |")
    print("|---|---:|" + "---:|" * 2 * len(others) + "---|---|")
    for figure, value in ours.items():
        cells = []
        for one in others.values():
            numeric = not isinstance(value, str) and value
            cells += [number(one[figure]), number(one[figure] / value) if numeric else ""]
        goal = goals.get(figure)
        stock = found.get("dash", {}).get(figure)
        cells += [goal.said(), goal.reached(value, stock)] if goal else ["", ""]
        print(f"| {figure} | {' | '.join([number(value), *cells])} |")


def main(chosen: list[str]) -> None:
    """Print the tables."""
    if "streamlit" in chosen and not find_spec("streamlit"):
        print("Streamlit n’est pas installé (tests/bench/requirements.txt)\u202f: colonne absente.")
        chosen.remove("streamlit")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found = {name: measure(browser, APPLICATIONS[name]) for name in chosen}
        browser.close()
    for n, title in enumerate(TABLES):
        write(title, {name: tables[n] for name, tables in found.items()}, GOALS[n])


if __name__ == "__main__":
    main(sys.argv[1:] or list(APPLICATIONS))
