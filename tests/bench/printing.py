"""Measure print in one run: `python tests/bench/printing.py` (kaleido, if it is installed, is compared).

Prints Markdown: an A4 page and an A4 picture at 300 dpi of views that were never printed before, the
process warm; the same from the cache of answers; what Kaleido, its browser warm, takes for the map
alone in the same sizes; the memory of the server and of its press. Nothing is asserted.
"""

import gc
import os
import re
import shutil
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from servers import ROOT, keep_output

sys.path.insert(0, str(ROOT))  # run as a script, from any folder

from dashboard import theme
from dashboard.app import create_app
from dashboard.data import load_dataset
from dashboard.figures import campus_map
from dashboard.formats import Printout
from dashboard.geography import LARGE
from dashboard.outlines import outlines
from dashboard.plate import plate
from dashboard.pressroom import pressroom
from dashboard.printing import printed
from dashboard.selection import Selection
from dashboard.vocabulary import REGIONS, Filiere, Level

URL = "https://example.org/"
WARM_UP = 2
# The whole map drawn once for each wave and each filter: all pages differ.
VIEWS = [
    *(f"filiere={filiere}" for filiere in Filiere),
    *(f"vague={vague}" for vague in "1234"),
    *(f"vague=1,2,3&region={region}" for region in REGIONS[:6]),
    "indicateur=taux",
    "indicateur=population",
]
A4_PX = (794, 1123)  # A4 at 96 pixels an inch; at 300 dpi the scale is 3,125


def milliseconds(call):
    """Return how long a call takes."""
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def memory(process="self", measure="VmRSS"):
    """Return the resident memory of a process, or the most that it had (`VmHWM`), in MB."""
    gc.collect()
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.search(rf"{measure}:\s*(\d+)", status)[1]) * 1024 / 1e6


def press_memory():
    """Return what the press takes, and the most that it took, in MB."""
    process = pressroom().press.process.pid
    return memory(process), memory(process, "VmHWM")


def ours(dataset, kind):
    """Print each view once: milliseconds a page, bytes of the whole map."""
    made = Printout(kind, "a4")
    for wave in range(WARM_UP):
        printed(dataset, Selection.from_query(f"vague={wave + 1}&niveau=academie"), made, URL)
    whole = len(printed(dataset, Selection(), made, URL))
    times = [
        milliseconds(lambda q=query: printed(dataset, Selection.from_query(q), made, URL))
        for query in VIEWS
    ]
    return times, whole


def cached(client, kind):
    """Ask for the same page again and again."""
    address = f"/carte.{kind}" + ("?format=a4" if kind == "png" else "")
    client.get(address)
    return [milliseconds(lambda: client.get(address)) for _ in range(50)]


def whole_map(dataset):
    """Draw the interactive map with the territories and the names that lie under it in the page."""
    figure, drawn = campus_map(dataset, Selection(), LARGE), plate(dataset, Selection(), LARGE)
    paths = list(outlines(dataset, Level.region).values())
    areas = []
    for ground in drawn.grounds:
        for area in ground.areas:
            fill = theme.colours()[area.fill]
            trace = {"type": "scatter", "mode": "lines", "fill": "toself", "fillcolor": fill}
            x, y = [], []
            for ring in paths[int(area.outline[1:])].split("z")[:-1]:
                steps = np.array(re.findall(r"-?\d+", ring), int).reshape(-1, 2).cumsum(axis=0)
                places = steps * ground.scale + (ground.x, ground.y)
                x += [*places[:, 0].tolist(), None]
                y += [*places[:, 1].tolist(), None]
            areas.append(trace | {"x": x, "y": y})
    names = {
        "type": "scatter",
        "mode": "text",
        "x": [text.lines[0].x for text in drawn.texts],
        "y": [(text.lines[0].y + text.lines[-1].y) / 2 for text in drawn.texts],
        "text": ["<br>".join(line.text for line in text.lines) for text in drawn.texts],
    }
    return figure | {"data": [*areas, *figure["data"], names]}


def theirs(dataset, kind):
    """Write the interactive map with Kaleido, its browser started before, as many times."""
    import kaleido

    figure = whole_map(dataset)
    options = {"format": kind, "width": A4_PX[0], "height": A4_PX[1]}
    if kind == "png":
        options["scale"] = 300 / 96

    def write():
        return kaleido.calc_fig_sync(figure, opts=options)

    for _ in range(WARM_UP):
        content = write()
    return [milliseconds(write) for _ in range(12)], len(content)


def row(name, values, bound="–"):
    """Write a row: median and largest."""
    median, worst = statistics.median(values), max(values)
    return f"| {name} | {median:.1f} | {worst:.1f} | {bound} |"


def main():
    """Print the tables."""
    keep_output()
    dataset = load_dataset()
    client = create_app(dataset).server.test_client()
    before, found, presses = memory(), {}, []
    for kind in ("pdf", "png"):
        found[kind] = ours(dataset, kind)
        presses.append(press_memory())
    printed(dataset, Selection(), Printout("png", "double"), URL)
    presses.append(press_memory())
    after = memory()
    print("| mesure (ms) | médiane | plus longue | borne |\n|---|---:|---:|---:|")
    print(row("A4 en PDF, vue jamais imprimée", found["pdf"][0], "100"))
    print(row("A4 en PNG à 300 ppp, vue jamais imprimée", found["png"][0], "600"))
    for kind in ("pdf", "png"):
        print(row(f"A4 en {kind.upper()}, déjà imprimée", cached(client, kind), "10"))
    browser = shutil.which("chromium")
    try:
        import kaleido
    except ImportError:
        kaleido = None
    if kaleido and browser:
        os.environ["BROWSER_PATH"] = browser
        kaleido.start_sync_server(n=1, silence_warnings=True)
        for kind in ("pdf", "png"):
            times, size = theirs(dataset, kind)
            print(row(f"carte seule en {kind.upper()}, Kaleido", times))
            ratio = statistics.median(found[kind][0]) / statistics.median(times)
            print(f"| rapport, {kind.upper()} : ici ÷ Kaleido | {ratio:.2f} | | |")
            found[kind] = (*found[kind], size)
        kaleido.stop_sync_server(silence_warnings=True)
    print("\n| octets, carte entière | ici | Kaleido |\n|---|---:|---:|")
    for kind, values in found.items():
        print(f"| {kind.upper()} | {values[1]} | {values[2] if len(values) > 2 else '–'} |")
    printed_pages = 2 * (len(VIEWS) + WARM_UP + 1) + 1
    print("\n| mémoire (Mo) | au repos | au plus |\n|---|---:|---:|")
    print(f"| serveur, avant d’imprimer | {before:.0f} | – |")
    print(f"| serveur, après {printed_pages} pages | {after:.0f} | {memory(measure='VmHWM'):.0f} |")
    for name, (now, most) in zip(
        ("A4 en PDF", "A4 en PNG", "`double` en PNG"), presses, strict=True
    ):
        print(f"| presse, {name} | {now:.0f} | {most:.0f} |")


if __name__ == "__main__":
    main()
