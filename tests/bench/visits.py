"""A visit to a page in Chromium: what it costs on the network and to the processor, when it is seen."""

import base64
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plain import campuses
from servers import ROOT, Server

sys.path.insert(0, str(ROOT / "tests"))  # run as a script, from any folder

from chromium import launch

__all__ = ["Device", "Visit", "cold", "launch", "second_visit", "visit"]

PATIENCE_MS = 180_000
SETTLED_MS = 1_000  # without a request, then this long, before a visit is counted
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"


@dataclass(frozen=True)
class Device:
    """A screen, a processor so many times slower, a network (kbit/s, ms) or the machine's own."""

    width: int = 1280
    height: int = 900
    slower: int = 1
    down_kbps: int = 0
    up_kbps: int = 0
    latency_ms: int = 0


DESK = Device()
SLOW_PHONE = Device(390, 844, 4, 1_600, 750, 150)


@cache
def probe() -> str:
    """Return the script that notes what the page does."""
    script = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
    return f"const CAMPUSES = {len(campuses)};\n{script}"


class Meter:
    """Bytes and requests of a page, headers included, as Chromium counts them.

    What comes is `encodedDataLength`; what is sent is estimated from the request line, the headers and
    the body. Frames of WebSockets count with their own heads; what the cache answers counts nothing.
    """

    def __init__(self, session):
        self.down = self.up = self.requests = 0
        self.lines: dict[str, int] = {}
        self.headers: dict[str, int] = {}
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self.asked)
        session.on("Network.requestWillBeSentExtraInfo", self.sent)
        session.on("Network.loadingFinished", self.received)
        session.on("Network.webSocketWillSendHandshakeRequest", self.opened)
        session.on("Network.webSocketFrameReceived", self.frame_in)
        session.on("Network.webSocketFrameSent", self.frame_out)

    def asked(self, event):
        """Weigh the request line and the body."""
        request = event["request"]
        if request["url"].startswith("http"):
            line = f"{request['method']} {request['url'].split('/', 3)[3]} / HTTP/1.1\r\n\r\n"
            body = request.get("postData", "")
            self.lines[event["requestId"]] = len(line.encode()) + len(body.encode())
            self.count(event["requestId"])

    def sent(self, event):
        """Weigh the headers that left for the network; a page from the cache sends none."""
        size = sum(len(f"{name}: {value}\r\n") for name, value in event["headers"].items())
        self.headers[event["requestId"]] = size
        self.count(event["requestId"])

    def count(self, request):
        """Add a request once both halves are known, in whatever order they come."""
        if request in self.lines and request in self.headers:
            self.up += self.lines.pop(request) + self.headers.pop(request)
            self.requests += 1

    def received(self, event):
        """Weigh an answer; those of `data:` addresses never were on the network."""
        if event["requestId"] not in self.lines:
            self.down += event["encodedDataLength"]

    def opened(self, event):
        """Count a WebSocket as one request."""
        self.requests += 1

    def frame_in(self, event):
        """Weigh a frame from the server."""
        self.down += weight(event["response"])

    def frame_out(self, event):
        """Weigh a frame to the server: its mask takes four bytes more."""
        self.up += weight(event["response"]) + 4


def weight(frame) -> int:
    """Return the bytes of a WebSocket frame with its head."""
    data = frame["payloadData"]
    size = len(base64.b64decode(data)) if frame["opcode"] == 2 else len(data.encode())
    return size + (2 if size < 126 else 4 if size < 65_536 else 10)


class Visit:
    """One page, open in a context, with its meter."""

    def __init__(self, context, device: Device = DESK):
        self.page = context.new_page()
        self.page.add_init_script(probe())
        self.session = context.new_cdp_session(self.page)
        self.meter = Meter(self.session)
        self.session.send("Performance.enable")
        if device.slower > 1:
            self.session.send("Emulation.setCPUThrottlingRate", {"rate": device.slower})
        if device.latency_ms:
            speed = {
                "offline": False,
                "latency": device.latency_ms,
                "downloadThroughput": device.down_kbps * 1000 / 8,
                "uploadThroughput": device.up_kbps * 1000 / 8,
            }
            self.session.send("Network.emulateNetworkConditions", speed)

    def open(self, url: str, ready: str = "window.probe.interactive") -> None:
        """Go to an address and wait until the page is ready, the network idle and time passed."""
        self.page.goto(url, wait_until="commit")
        while not self.page.evaluate(ready):  # `wait_for_function` needs what a strict page forbids
            self.page.wait_for_timeout(100)
        self.page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)
        self.settle()

    def settle(self, ms: int = SETTLED_MS) -> None:
        """Let the last bytes be counted."""
        self.page.wait_for_timeout(ms)

    def busy_ms(self) -> float:
        """Return how long the page's own thread has worked so far."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(m["value"] for m in metrics if m["name"] == "TaskDuration")

    def found(self) -> dict[str, float]:
        """Say what the visit cost and when it was seen, in bytes and milliseconds."""
        noted = self.page.evaluate("window.probe")
        first = self.page.evaluate(FIRST_PAINT)
        return {
            "octets reçus": self.meter.down,
            "requêtes": self.meter.requests,
            "première peinture (ms)": first,
            "carte vue, première vraie peinture (ms)": max(first, noted["seen"]),
            "plus grande peinture (ms)": noted["largest"],
            "carte interactive, tous les points (ms)": noted["interactive"],
            "blocage (ms)": noted["blocked"],
            "décalage de la mise en page": noted["shifted"],
            "processeur de la page (ms)": self.busy_ms(),
        }

    def click(self, places: list) -> dict:
        """Click, one every 20 ms when several; see `probe.click`."""
        before = self.meter.down, self.meter.up
        told = self.page.evaluate("places => window.probe.click(places)", places)
        self.settle(50)
        down, up = self.meter.down - before[0], self.meter.up - before[1]
        return told | {"down": down, "up": up}


@contextmanager
def cold(browser, device: Device = DESK):
    """Open a context with nothing in its cache."""
    context = browser.new_context(viewport={"width": device.width, "height": device.height})
    yield context
    context.close()


def visit(browser, server: Server, device: Device = DESK) -> dict[str, float]:
    """Open the page cold: what it costs, on both sides, and when it is seen."""
    with cold(browser, device) as context:
        before = server.cpu_ms()
        opened = Visit(context, device)
        opened.open(server.url)
        return opened.found() | {"processeur du serveur (ms)": server.cpu_ms() - before}


def second_visit(browser, server: Server) -> dict[str, float]:
    """Open the page again, in a new tab, with what the first visit has left in the cache."""
    with cold(browser) as context:
        Visit(context).open(server.url)
        again = Visit(context)
        again.open(server.url)
        return again.found()
