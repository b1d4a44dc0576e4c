"""What the server counts of itself, in the form that Prometheus reads.

With several workers, each writes its counts in files that all of them read (`counts`), and any of them
answers for all, those that have ended included. Without these files a worker answers for itself alone,
and says so.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.values import ValueClass

BOUNDS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
MIMETYPE = "text/plain; version=0.0.4; charset=utf-8"
EVERY_S = 1.0  # how often a worker notes its state


class Measures:
    """The counts of one application.

    Parameters
    ----------
    version : of the data.
    state : gauges of this process by name, read at most every `EVERY_S`.
    """

    def __init__(self, version: str, state: Mapping[str, tuple[str, Callable[[], float]]]):
        self.registry = CollectorRegistry()
        self.version, self.noted = version, 0.0
        self.requests = Counter(
            "http_requests",
            "Requêtes servies.",
            ["route", "method", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "http_request_duration_seconds",
            "Durée d’une réponse, de la demande lue à la réponse prête.",
            ["route"],
            buckets=BOUNDS_S,
            registry=self.registry,
        )
        self.sources = Counter(
            "answers",
            "Réponses gardées (kept), faites (made) ou refusées faute de place (refused).",
            ["source"],
            registry=self.registry,
        )
        gauges = {**state, "process_resident_memory_bytes": ("Mémoire des processus.", resident)}
        self.state = {  # for several workers, the sum of those that live
            Gauge(name, said, registry=self.registry, multiprocess_mode="livesum"): read
            for name, (said, read) in gauges.items()
        }
        self.children: dict[tuple[str, str, str, str], tuple] = {}

    def count(self, route: str, method: str, status: str, source: str, seconds: float) -> None:
        """Count an answer."""
        key = route, method, status, source
        if key not in self.children:
            self.children[key] = (
                self.requests.labels(route, method, status),
                self.seconds.labels(route),
                self.sources.labels(source) if source else None,
            )
        requests, durations, sources = self.children[key]
        requests.inc()
        durations.observe(seconds)
        if sources:
            sources.inc()
        now = time.monotonic()
        if now - self.noted > EVERY_S:
            self.noted = now
            self.note()

    def note(self) -> None:
        """Note the state of this process."""
        for gauge, read in self.state.items():
            gauge.set(read())

    def written(self) -> bytes:
        """Write every measure as Prometheus reads it."""
        self.note()
        shared = ValueClass._multiprocess
        counted = of_all_workers() if shared else generate_latest(self.registry)
        reach = "server" if shared else "process"
        facts = (
            f"# HELP dashboard_info Version des données\u202f; portée des mesures\u202f: tout le "
            "serveur (server) ou le seul processus qui répond (process).\n"
            "# TYPE dashboard_info gauge\n"
            f'dashboard_info{{version="{self.version}",reach="{reach}"}} 1.0\n'
        )
        return counted + facts.encode()


def of_all_workers() -> bytes:
    """Write what every worker has counted; read anew when one takes or gives back its files meanwhile."""
    while True:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        with suppress(FileNotFoundError):
            return generate_latest(registry)


def resident() -> float:
    """Return the resident memory of this process, in bytes."""
    found = {metric.name: metric for metric in ProcessCollector(registry=None).collect()}
    memory = found.get("process_resident_memory_bytes")
    return memory.samples[0].value if memory else 0.0
