"""Measure the server in one run: `python tests/bench/server.py` (wrk from Debian gives the throughput).

Prints a Markdown table: requests a second, delays at a steady rate, what becomes of the cheap routes
while the costly ones are overloaded, memory before and after many requests, seconds until a killed
worker is back. Nothing is asserted. Requests at a rate are sent each at its time whatever became of the
others (open loop), and their delay is counted from that time: see `latencies` in bench/embed.py.
"""

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from itertools import combinations, product
from pathlib import Path

import embed
from servers import ROOT, pss_mb

from dashboard.vocabulary import Filiere, Indicator

PORT = embed.PORT = int(os.environ.get("PORT") or 8064)
BASE = f"http://127.0.0.1:{PORT}"
embed.RATE = 500
OVERLOAD, CRUISE = 32, 200  # visitors who ask for new views; requests a second meanwhile
MANY, DIFFERENT = 200_000, 4_000
COSTLY = (
    "/embed?essai=",
    "/donnees/villes.csv?essai=",
    "/telecharger?essai=",
    "/carte.pdf?essai=",
)


def started(log):
    """Start gunicorn alone; return it with the seconds until it answered."""
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{PORT}", "dashboard.app:create_server()"],
        cwd=ROOT,
        env=os.environ | {"DASHBOARD_URL": ""},
        stdout=log,
        stderr=log,
    )  # fmt: skip
    wait()
    return server, time.perf_counter() - began


def wait():
    """Return when the server answers."""
    while True:
        try:
            urllib.request.urlopen(f"{BASE}/sante", timeout=15).close()
            return
        except OSError:
            time.sleep(0.01)


def workers(server):
    """List the processes that serve."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


def memories_mb(server):
    """List the memory of the processes of the server."""
    return [pss_mb(pid) for pid in (server.pid, *workers(server))]


def different(count):
    """Ask for so many views, no two the same: nothing that is kept serves again."""
    kinds = product(
        ("/", "/embed", "/carte.svg", "/donnees/villes.csv"),
        [f"{one},{other}" for one, other in combinations(Filiere, 2)],
        (1, 2, 3, 4),
        list(Indicator)[1:],  # the first one is not written in an address
        ("", "&vue=couverture"),
    )
    drawn = random.Random(0).sample(list(kinds), count)
    for path, filieres, vague, indicator, vue in drawn:
        address = f"{BASE}{path}?filiere={filieres}&vague={vague}&indicateur={indicator}{vue}"
        urllib.request.urlopen(address, timeout=30).read()


def at(share, spent):
    """Return a percentile of sorted delays."""
    return spent[min(len(spent) - 1, len(spent) * share // 100)]


def steady(path, rate):
    """Return the 50th and 99th percentiles of the delay at a rate, in milliseconds."""
    embed.RATE = rate
    spent = asyncio.run(embed.latencies(path))
    return at(50, spent), at(99, spent)


class Overload:
    """Visitors who ask, each as soon as answered, for views never seen; another process asks for them."""

    def __init__(self, seconds):
        places = (ROOT / "data" / "places.csv").read_text("utf-8").splitlines()[1:]
        names = ", ".join(f'"{line.split(",")[0]}"' for line in places[:2000])
        paths = ", ".join(f'"{path}"' for path in COSTLY)
        self.script = tempfile.NamedTemporaryFile("w", suffix=".lua")  # noqa: SIM115
        self.script.write(f"""
local names, paths, n = {{{names}}}, {{{paths}}}, 0
function request()
  n = n + 1
  local a, b = names[n % #names + 1], names[(n * 7 + 1) % #names + 1]
  return wrk.format("GET", paths[n % #paths + 1] .. math.min(a, b) .. "," .. math.max(a, b))
end
""")
        self.script.flush()
        self.command = ["wrk", "-t1", f"-c{OVERLOAD}", f"-d{seconds}", "-s", self.script.name, BASE]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        time.sleep(2)
        return self

    def __exit__(self, *failure):
        self.said = self.process.communicate()[0]
        self.script.close()

    def told(self):
        """Say what became of the requests."""
        total = int(re.search(r"(\d+) requests in", self.said)[1])
        refused = re.search(r"Non-2xx or 3xx responses: (\d+)", self.said)
        refused = int(refused[1]) if refused else 0
        return f"{total - refused:,} servies, {refused:,} refusées"


def many(count):
    """Send requests of every kind, warm, new, wrong and conditional."""
    script = """
local n = 0
local warm = {"/embed", "/", "/sante", "/carte.svg", "/methode", "/nulle-part", "/embed?vague=9"}
function request()
  n = n + 1
  if n % 50 == 0 then return wrk.format("GET", "/embed?campus=absent-" .. n) end
  return wrk.format("GET", warm[n % #warm + 1], {["Accept-Encoding"] = n % 2 == 0 and "br" or "gzip"})
end
"""
    done = 0
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        while done < count:
            said = subprocess.run(
                ["wrk", "-t2", "-c16", "-d10", "-s", file.name, BASE],
                capture_output=True, text=True, check=True,
            ).stdout  # fmt: skip
            done += int(re.search(r"(\d+) requests in", said)[1])
    return done


def killed(server):
    """Kill a worker; return the seconds until another one serves in its place."""
    before = set(workers(server))
    began = time.perf_counter()
    os.kill(min(before), signal.SIGKILL)
    while len(set(workers(server)) - {min(before)}) < len(before):
        time.sleep(0.002)
    wait()
    return time.perf_counter() - began


def reloaded(server):
    """Have the data read again; return the seconds until every worker serves them."""
    before = set(workers(server))
    began = time.perf_counter()
    server.send_signal(signal.SIGHUP)
    while set(workers(server)) & before or len(workers(server)) != len(before):
        time.sleep(0.01)
    return time.perf_counter() - began


def rows():
    """Measure, and yield what was measured with its value."""
    server, seconds = started(subprocess.DEVNULL)
    try:
        yield "démarrage (s)", f"{seconds:.1f}"
        for path in ("/embed", "/"):
            urllib.request.urlopen(BASE + path).close()
            yield f"requêtes `{path}` par seconde, déjà gardées", f"{embed.throughput(path):,.0f}"
        for path in ("/embed", "/", "/sante"):
            half, most = steady(path, 500)
            yield (
                f"`{path}` à 500 par seconde, 50e et 99e centiles (ms)",
                f"{half:.1f} · {most:.1f}",
            )
        with Overload(3 * (embed.SECONDS + 1) + 3) as load:
            for path in ("/embed", "/", "/sante"):
                half, most = steady(path, CRUISE)
                name = f"`{path}` à {CRUISE} par seconde pendant la surcharge, 50e et 99e centiles (ms)"
                yield name, f"{half:.1f} · {most:.1f}"
        yield f"vues nouvelles demandées pendant la surcharge par {OVERLOAD} visiteurs", load.told()
        yield "temps pour remplacer un processus tué (s)", f"{killed(server):.2f}"
        yield "temps pour relire les données, `SIGHUP` (s)", f"{reloaded(server):.1f}"
        many(MANY // 10)
        before = sum(memories_mb(server))
        done = many(MANY)
        after = sum(memories_mb(server))
        yield "mémoire du serveur, pages partagées comptées une fois (Mo)", f"{before:.0f}"
        yield f"la même après {done:,} requêtes mêlées (Mo)", f"{after:.0f}"
        different(DIFFERENT)
        largest = max(memories_mb(server))
        name = f"le plus grand processus, après {DIFFERENT:,} vues de plus, toutes différentes (Mo)"
        yield name, f"{largest:.0f}"
    finally:
        server.terminate()
        server.wait()


def main():
    """Print the table."""
    print("| mesure | valeur |\n|---|---:|")
    for name, value in rows():
        print(f"| {name} | {re.sub(r'(?<=[0-9]),(?=[0-9])', chr(0x202F), value)} |", flush=True)


if __name__ == "__main__":
    main()
