"""The page as it comes, piece after piece: nothing that a reader sees moves."""

import http.server
import threading
import time
import urllib.request

import pytest

pytestmark = pytest.mark.browser

# Long enough for a browser to paint what it has.
PAUSE_S = 0.4
WATCH = """new PerformanceObserver((list) => (window.moved ??= []).push(...list.getEntries().flatMap(
  ({ sources }) => sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "?")))).observe({ type: "layout-shift" });"""


@pytest.fixture
def in_pieces(address):
    """Serve the dashboard from another origin, its page in two pieces; return what gives its address, cut at some text."""
    cut = {}

    class Slow(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            with urllib.request.urlopen(address.rstrip("/") + self.path) as answer:
                body, kind = answer.read(), answer.headers["Content-Type"]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            at = body.find(cut["at"]) if self.path == cut["path"] else -1
            if at > 0:
                self.wfile.write(body[:at])
                time.sleep(PAUSE_S)
            self.wfile.write(body[max(at, 0) :])

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def serve(query, text):
        cut.update(path=f"/{query}", at=text.encode())
        return f"http://127.0.0.1:{server.server_port}/{query}"

    yield serve
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [375, 768, 1280])
@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", 'id="react-entry-point"'),
        ("", 'id="legende"'),
        ("", 'id="chiffres-carte"'),
        ("", 'id="liste"'),
        ("?vue=liste", 'id="filtres"'),
        ("?vue=liste", 'id="liste"'),
        ("?vue=liste", "<tbody"),
        ("?vue=couverture", 'id="liste"'),
        ("embed", 'class="cle"'),
        ("embed?vue=couverture", "</thead>"),
        ("embed?vue=couverture", "</tbody>"),
    ],
)
def test_nothing_moves_while_the_page_comes(browser, in_pieces, query, text, width):
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.add_init_script(WATCH)
    started = time.monotonic()
    tab.goto(in_pieces(query, text), wait_until="domcontentloaded")
    assert time.monotonic() - started > PAUSE_S, "the page was not cut"
    tab.wait_for_timeout(200)
    assert tab.evaluate("window.moved ?? []") == []
    tab.close()
