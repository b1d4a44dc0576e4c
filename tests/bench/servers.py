"""A server under measure: started, timed, weighed with all its processes, stopped."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


def keep_output() -> None:
    """Keep standard output for tables: the journal of an application in this process goes nowhere."""
    sys.stdout = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def pss_mb(pid: int) -> float:
    """Return the resident memory of a process; what several share is divided between them (PSS)."""
    rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(rolled.partition("\nPss:")[2].split()[0]) / 1024


class Server:
    """One application on a free port, started with nothing kept from an earlier run.

    `seconds` is the time from the command to the first answer.
    """

    def __init__(self, *arguments: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *(part.format(port=self.port) for part in arguments)],
            cwd=ROOT,
            env=os.environ | {"PORT": str(self.port), "DASHBOARD_URL": "", "DASHBOARD_DATA": ""},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            try:
                urllib.request.urlopen(self.url).close()
                break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"Serveur arrêté\u202f: {' '.join(arguments)}") from None
                time.sleep(0.02)
        self.seconds = time.perf_counter() - began

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def pids(self) -> list[int]:
        """List the process and all that descend from it."""
        parents = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has ended since
                continue
            parents[int(folder.name)] = int(after_name[1])
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def cpu_ms(self) -> float:
        """Return the processor time spent so far, in steps of a clock tick (10 ms)."""
        total = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return 1000 * total / TICKS

    def memories_mb(self) -> list[float]:
        """List the memory of each process."""
        return list(map(pss_mb, self.pids()))

    def memory_mb(self) -> float:
        """Return the memory of all the processes."""
        return sum(self.memories_mb())

    def largest_mb(self) -> float:
        """Return the memory of the largest process."""
        return max(self.memories_mb())
