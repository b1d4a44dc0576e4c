"""The system's Chromium, for the tests and the benches: a browser that a test tool downloads is not used."""

import shutil

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright, *more):
    """Start the browser, with more flags if need be, or say how to install it."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise FileNotFoundError("Chromium manque\u202f: apt-get install chromium")
    return playwright.chromium.launch(executable_path=found, args=[*FLAGS, *more])
