"""Measure the page against the same map in stock Dash, in one run: `python tests/bench/page.py`.

Prints a Markdown table: each figure here, there, the ratio of the two, and the bound that the project
sets itself. Nothing is asserted: machines differ, ratios less.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RUNS, CLICKS = 3, 12
LCP = """() => new Promise(done => {
  let last = 0;
  new PerformanceObserver(l => l.getEntries().forEach(e => { last = e.startTime }))
    .observe({type: 'largest-contentful-paint', buffered: true});
  setTimeout(() => done(last), 200);
})"""
# Milliseconds until the marks of the campuses are in the document.
DRAWN = """window.drawn = new Promise(done => new MutationObserver((_, observer) => {
  if (document.querySelectorAll('path.point').length < 70) return;
  observer.disconnect();
  requestAnimationFrame(() => done(performance.now()));
}).observe(document, {childList: true, subtree: true}));"""
# Milliseconds from a click until the plot has been drawn anew and a frame has passed.
CLICK = """selector => new Promise(done => {
  const plot = document.querySelector('.js-plotly-plot');
  const start = performance.now();
  plot.once('plotly_afterplot', () => requestAnimationFrame(() => done(performance.now() - start)));
  document.querySelector(selector).click();
})"""
OURS = ("-m", "dashboard"), 8061, "#react-entry-point a[data-filiere=tourisme]"
STOCK = ("tests/bench/stock.py", "8062"), 8062, "input[type=checkbox]"


def start(arguments, port):
    """Start a server; return it with the seconds until it answered."""
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
            return server, time.perf_counter() - began
        except OSError:
            time.sleep(0.02)


def memory_mb(server):
    """Return the resident memory of a process."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line) / 1024


def view(browser, port, selector):
    """Open the page cold, then click a filter several times: figures of one visit."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    down, up = [], []
    session.on("Network.loadingFinished", lambda e: down.append(e["encodedDataLength"]))
    session.on(
        "Network.requestWillBeSent", lambda e: up.append(len(e["request"].get("postData", "")))
    )
    page.add_init_script(DRAWN)
    page.goto(f"http://127.0.0.1:{port}/")
    drawn = page.evaluate("() => window.drawn")
    page.wait_for_load_state("networkidle")
    found = {
        "octets": sum(down),
        "requêtes": len(down),
        "première peinture (ms)": page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
        ),
        "plus grande peinture (ms)": page.evaluate(LCP),
        "points tracés (ms)": drawn,
    }
    spent, before = [], (sum(down), sum(up))
    for _ in range(CLICKS):
        spent.append(page.evaluate(CLICK, selector))
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(150)  # lets the last bytes be counted
    found["clic de filtre (ms, médiane)"] = statistics.median(spent)
    found["octets reçus par clic"] = (sum(down) - before[0]) / CLICKS
    found["octets envoyés par clic (corps)"] = (sum(up) - before[1]) / CLICKS
    page.close()
    return found


def measure(browser, arguments, port, selector):
    """Measure one application: medians of a few cold visits."""
    server, seconds = start(arguments, port)
    try:
        visits = [view(browser, port, selector) for _ in range(RUNS)]
        found = {name: statistics.median(v[name] for v in visits) for name in visits[0]}
        return found | {"démarrage (s)": seconds, "mémoire (Mo)": memory_mb(server)}
    finally:
        server.terminate()
        server.wait()


BOUNDS = {
    "octets": "900 000",
    "requêtes": "20",
    "plus grande peinture (ms)": "1 500",
    "clic de filtre (ms, médiane)": "150",
    "octets reçus par clic": "10 000, les deux sens",
    "démarrage (s)": "3",
    "mémoire (Mo)": "250",
}


def main():
    """Print the table."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        ours, stock = measure(browser, *OURS), measure(browser, *STOCK)
        browser.close()
    print("| figure | ici | Dash tel quel | rapport | borne |\n|---|---:|---:|---:|---:|")
    for name, value in ours.items():
        other = stock[name]
        ratio = f"{value / other:.2f}" if other else "–"
        print(f"| {name} | {value:,.1f} | {other:,.1f} | {ratio} | {BOUNDS.get(name, '–')} |")


if __name__ == "__main__":
    main()
