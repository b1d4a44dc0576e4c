"""The fixtures of every test: the toy country, the published data, an application over each, a browser.

Chromium missing is a failure, not a skip: `tests/run` installs it.
"""

import os
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from chromium import launch
from folder import write_folder, write_large_folder
from hypothesis import settings
from playwright.sync_api import sync_playwright
from toy import toy_dataset

from dashboard.app import create_app
from dashboard.data import Dataset, load_dataset

ROOT = Path(__file__).parent.parent
# The same examples every time: a red test is a broken rule, never a slow machine or a lucky draw.
settings.register_profile("dashboard", deadline=None, derandomize=True)
settings.load_profile("dashboard")


@pytest.fixture(autouse=True, scope="session")
def unconfigured():
    """Forget the configuration of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DASHBOARD_DATA", "DASHBOARD_URL", "DASHBOARD_CONTACT", "PORT", "HOST"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def toy() -> Dataset:
    return toy_dataset()


@pytest.fixture(scope="session")
def published(unconfigured) -> Dataset:
    """The project's own data."""
    return load_dataset()


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small folder of data, to be spoilt."""
    return write_folder(tmp_path / "data")


@pytest.fixture(scope="session")
def crowd_folder(unconfigured, tmp_path_factory) -> Path:
    """A folder of more campuses than a map can show one by one, in the project's towns."""
    return write_large_folder(tmp_path_factory.mktemp("foule") / "data", 1_200)


@pytest.fixture(scope="session")
def crowd(crowd_folder) -> Dataset:
    return load_dataset(crowd_folder)


@pytest.fixture(scope="session")
def toy_app(unconfigured, toy):
    return create_app(toy)


@pytest.fixture
def client(toy_app):
    return toy_app.server.test_client()


@contextmanager
def serving(**environment):
    """Serve the dashboard as README says, on a free port; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port)} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        wait_for(server, f"{url}sante")
        yield url
    finally:
        server.terminate()
        server.communicate(timeout=10)


@pytest.fixture(scope="session")
def address():
    """Serve the project's own data."""
    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def crowd_address(crowd_folder):
    """Serve a crowd."""
    with serving(DASHBOARD_DATA=str(crowd_folder)) as url:
        yield url


def wait_for(server, url):
    """Return when the server answers; fail with what it printed when it has stopped."""
    while server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            continue
    pytest.fail(server.stderr.read().decode())


@pytest.fixture(scope="session")
def browser():
    """Start the system's Chromium; without it the browser tests fail."""
    with sync_playwright() as playwright:
        chrome = launch(playwright)
        yield chrome
        chrome.close()


@contextmanager
def watched(browser, address):
    """Open a page that must end with an empty console and no request to another host."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    said, elsewhere = [], []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    host = urlsplit(address).netloc
    tab.on(
        "request",
        lambda request: (
            elsewhere.append(request.url)
            if request.url.startswith("http") and urlsplit(request.url).netloc != host
            else None
        ),
    )
    yield tab
    tab.close()
    assert said == []
    assert elsewhere == []


@pytest.fixture
def page(browser, address):
    """Open a page over the project's own data; see `watched`."""
    with watched(browser, address) as tab:
        yield tab


def at_first_mark(page):
    """Return x, y in the window (px) of the first mark that Plotly drew."""
    return page.evaluate("""() => {
      const plot = document.querySelector('.js-plotly-plot');
      const box = plot.getBoundingClientRect();
      const { xaxis, yaxis } = plot._fullLayout;
      const { x: [x], y: [y] } = plot.data.find(({ name }) => name === 'campus');
      return [box.x + xaxis._offset + xaxis.l2p(x), box.y + yaxis._offset + yaxis.l2p(y)];
    }""")
