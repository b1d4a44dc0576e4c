"""Measure the frame in one run: `python tests/bench/embed.py` (wrk from Debian gives the throughput).

Prints two Markdown tables. The first compares `/embed` with the dashboard, with the same map as
Plotly's own HTML file and with stock Dash, in Chromium, cold. The second gives drawings a second and
requests a second under gunicorn with two workers, against the server's cheapest route. Nothing is
asserted.
"""

import asyncio
import http.server
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from functools import partial
from itertools import combinations
from pathlib import Path

from plain import CONFIG, plain_figure
from playwright.sync_api import sync_playwright
from servers import ROOT, Server
from visits import Device, Visit, cold, launch

sys.path.insert(0, str(ROOT))  # run as a script, from any folder

from dashboard.data import load_dataset
from dashboard.display import Display
from dashboard.drawing import carte_svg
from dashboard.embedding import frame
from dashboard.selection import Selection
from dashboard.vocabulary import Filiere

PORT = 8063
VISITS, SECONDS, RATE = 5, 5, 300
KEPT = (
    "octets reçus",
    "requêtes",
    "première peinture (ms)",
    "carte vue, première vraie peinture (ms)",
    "plus grande peinture (ms)",
)
GOAL = 50  # times fewer bytes than the same map in stock Dash


def medians(browser, url):
    """Take the medians of a few cold visits."""
    visits = []
    for _ in range(VISITS):
        with cold(browser, Device(width=800)) as context:
            opened = Visit(context)
            opened.open(url)
            visits.append(opened.found())
    return {name: statistics.median(v[name] for v in visits) for name in KEPT}


def serve():
    """Start gunicorn, and wait for its answer."""
    command = ["--preload", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{PORT}"]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *command, "dashboard.app:create_server()"],
        cwd=ROOT,
        env=os.environ | {"DASHBOARD_URL": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/sante").close()
            return server
        except OSError:
            time.sleep(0.05)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that prints nothing."""

    def log_message(self, *args):
        """Say nothing."""


def stock_file(folder):
    """Write the same view as Plotly's own HTML file, and serve it as it is."""
    figure = plain_figure()
    figure.write_html(Path(folder) / "index.html", include_plotlyjs=True, config=CONFIG)
    handler = partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def throughput(path):
    """Return the requests a second that wrk gets on a route."""
    said = subprocess.run(
        [
            *("wrk", "-t2", "-c16", f"-d{SECONDS}", "-H", "Accept-Encoding: br"),
            f"http://127.0.0.1:{PORT}{path}",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


async def latencies(path):
    """Send requests at a steady rate, each on time whatever became of the others: milliseconds each."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nAccept-Encoding: br\r\n\r\n".encode()
    )
    free: list = []

    async def send(reader, writer):
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(re.search(rb"(?i)content-length: (\d+)", head)[1]))
        free.append((reader, writer))

    async def ask(at):
        await asyncio.sleep(max(0, at - time.perf_counter()))
        try:
            await send(*(free.pop() if free else await asyncio.open_connection("127.0.0.1", PORT)))
        except (asyncio.IncompleteReadError, ConnectionError):  # the server closed an idle one
            await send(*await asyncio.open_connection("127.0.0.1", PORT))
        return 1000 * (time.perf_counter() - at)

    start = time.perf_counter() + 0.2
    spent = await asyncio.gather(*(ask(start + n / RATE) for n in range(RATE * SECONDS)))
    for _, writer in free:
        writer.close()
    return sorted(spent)


def drawings():
    """Return how many views never seen before are drawn in a second, as a picture and as a frame."""
    dataset = load_dataset()
    carte_svg(dataset, Selection())
    frame(dataset, Selection(), Display(), "/")
    views = [Selection(filieres=frozenset(some)) for some in combinations(Filiere, 2)]
    for write in (
        lambda view: carte_svg(dataset, view),
        lambda view: frame(dataset, view.but(sourced_only=True), Display(), "/"),
    ):
        began = time.perf_counter()
        for view in views:
            write(view)
        yield len(views) / (time.perf_counter() - began)


def main():
    """Print the tables."""
    pictures, frames = drawings()
    server = serve()
    base = f"http://127.0.0.1:{PORT}/"
    try:
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
            file = stock_file(folder)
            chrome = launch(playwright)
            urllib.request.urlopen(f"{base}embed").close()
            with Server("tests/bench/stock.py", "{port}") as stock:
                urls = f"{base}embed", base, f"http://127.0.0.1:{file.server_port}/", stock.url
                ours, *others = (medians(chrome, url) for url in urls)
            chrome.close()
            file.shutdown()
            file.server_close()
        names = ("tableau de bord", "fichier Plotly", "Dash tel quel")
        print(f"| figure | cadre | {' | '.join(f'{name} | rapport' for name in names)} |")
        print(f"|---|---:|{'---:|' * 2 * len(names)}")
        for name, value in ours.items():
            cells = [f"{other[name]:,.0f} | {value / other[name]:.4f}" for other in others]
            print(f"| {name} | {value:,.0f} | {' | '.join(cells)} |")
        times = others[-1]["octets reçus"] / ours["octets reçus"]
        reached = "atteint" if times >= GOAL else "non atteint"
        print(f"\nOctets\u202f: Dash tel quel ÷ {times:.0f} (but\u202f: {GOAL}, {reached}).")
        print("\n| figure | valeur | rapport à `/sante` |\n|---|---:|---:|")
        print(f"| images jamais vues, par seconde | {pictures:,.0f} | – |")
        print(f"| cadres jamais vus, par seconde | {frames:,.0f} | – |")
        if shutil.which("wrk"):
            embed, health = throughput("/embed"), throughput("/sante")
            print(f"| requêtes `/embed` par seconde | {embed:,.0f} | {embed / health:.2f} |")
        spent, idle = (asyncio.run(latencies(path)) for path in ("/embed", "/sante"))
        for share in (50, 99):
            at = len(spent) * share // 100
            ratio = spent[at] / idle[at]
            print(f"| {share}e centile à {RATE} par seconde (ms) | {spent[at]:.1f} | {ratio:.2f} |")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
