"""The pictures of the tests, and README's: `.venv/bin/python tests/picture.py [NAME...]` takes all, or those named.

Each shows the project's own pages in one state, to which `tests/test_picture.py` holds them. Only this
command writes a picture that is kept, and a person looks at it before it is committed.
"""

import base64
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import typst
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a script, from any folder

from chromium import launch
from conftest import serving
from test_accessibility import SPACED, STYLE

PICTURES = Path(__file__).parent / "pictures"
READY = "html:not(:has(script[data-dash-src])), html.vivante"
A4 = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("page.pdf", width: 210mm)'
QUALITY = 85  # of 100
APART = 12  # levels, of 255, between two blocks of four pixels that differ
COMPARE = """async ([kept, taken, apart]) => {
  const [before, after] = await Promise.all([kept, taken].map(async (picture) =>
    createImageBitmap(await (await fetch(`data:image/webp;base64,${picture}`)).blob())));
  const [width, height] = ['width', 'height'].map((side) => Math.ceil(Math.max(before[side], after[side]) / 4));
  const blocks = (image) => {
    const canvas = new OffscreenCanvas(width, height).getContext('2d');
    canvas.imageSmoothingQuality = 'high';
    canvas.drawImage(image, 0, 0, image.width / 4, image.height / 4);
    return canvas.getImageData(0, 0, width, height).data;
  };
  const [one, other] = [blocks(before), blocks(after)];
  const differing = new Set();
  one.forEach((part, n) => { if (Math.abs(part - other[n]) > apart) differing.add(n >> 2); });
  const shown = new OffscreenCanvas(width * 4, height * 4).getContext('2d');
  shown.globalAlpha = 0.3;
  shown.drawImage(after, 0, 0);
  shown.fillStyle = 'red';
  for (const n of differing) shown.fillRect((n % width) * 4, Math.floor(n / width) * 4, 4, 4);
  const picture = await shown.canvas.convertToBlob({ type: 'image/webp' });
  return [differing.size, new Uint8Array(await picture.arrayBuffer()).toBase64()];
}"""


def await_fonts(place: BrowserContext | Page) -> None:
    """Have pages wait for their font, which they go without when in haste."""

    def wait(route: Route) -> None:
        if not route.request.is_navigation_request():
            return route.fallback()
        answer = route.fetch()
        html, haste = answer.text(), "font-display:optional"
        assert (haste in html) == (".woff2" in html)  # a frame has no font
        return route.fulfill(response=answer, body=html.replace(haste, "font-display:block"))

    place.route("**/*", wait)


def spaced(tab: Page) -> None:
    """Space the text as far as a reader may (WCAG 1.4.12)."""
    tab.evaluate(STYLE, SPACED)


def awaited(tab: Page) -> None:
    """Ask for a view that does not come, and stop after two seconds of what moves meanwhile."""
    tab.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    tab.click("a[data-filiere=tourisme]")
    tab.wait_for_selector("main[aria-busy]")
    tab.evaluate("document.getAnimations().forEach((e) => { e.pause(); e.currentTime = 2000; })")


def offline(tab: Page) -> None:
    """Ask for a view without a network."""
    tab.context.set_offline(True)
    tab.click("a[data-filiere=tourisme]")
    tab.wait_for_selector("#panne:not([hidden])")


def fallen_back(tab: Page) -> None:
    """Come again, without the font."""
    tab.route("**/*.woff2?v=*", lambda route: route.abort())
    tab.reload()
    tab.wait_for_selector(READY)


def boxed(tab: Page) -> None:
    """Open the box to download the view."""
    tab.click("a[data-boite][href^=telecharger]")
    tab.wait_for_selector("dialog[open]")
    tab.wait_for_function("() => [...document.images].every((image) => image.complete)")


def printed(tab: Page) -> None:
    """Print a page, and show its first sheet in its place."""
    with TemporaryDirectory() as folder:
        tab.pdf(prefer_css_page_size=True, path=Path(folder, "page.pdf"))
        sheet = typst.compile(A4, root=folder, format="png", ppi=96)
    tab.set_viewport_size({"width": 794, "height": 1123})
    tab.goto(f"data:image/png;base64,{base64.b64encode(sheet).decode()}")


class State(NamedTuple):
    """What a picture shows: an address, a window in CSS pixels, a browser, what is done there."""

    address: str = ""
    window: tuple[int, int] = (1280, 860)
    browser: dict | None = None
    act: Callable[[Page], None] = lambda tab: None
    depth: int = 0  # pixels down the page, when not those of the window


PHONE = {"is_mobile": True, "has_touch": True}
DARK = {"color_scheme": "dark"}
STATES = {
    "carte": State(),
    "zoom-200": State(window=(640, 430), browser={"device_scale_factor": 2}, depth=2000),
    "zoom-400": State("?indicateur=population", (320, 215), {"device_scale_factor": 4}, depth=2000),
    "texte-espace": State(act=spaced, depth=1200),
    "telephone": State(window=(320, 640), browser=PHONE, depth=4500),
    "telephone-couche": State(window=(667, 375), browser=PHONE, depth=1000),
    "couleurs-forcees": State(browser={"forced_colors": "active"}),
    "couleurs-forcees-sombres": State(browser=DARK | {"forced_colors": "active"}),
    "sombre": State(browser=DARK),
    "sombre-telephone": State("?filiere=tourisme", (320, 640), PHONE | DARK, depth=2000),
    "sombre-couverture": State(
        "?vue=couverture&filiere=tourisme&contre=energie", (1280, 1600), DARK
    ),
    "sombre-habitants": State(
        "?filiere=tourisme&indicateur=population&essai=3013525", browser=DARK
    ),
    "sombre-boite": State(browser=DARK, act=boxed),
    "attente": State(window=(700, 480), act=awaited),
    "mouvement-reduit": State("", (700, 480), {"reduced_motion": "reduce"}, awaited),
    "hors-ligne": State("", (320, 640), PHONE, offline),
    "sans-script": State(browser={"java_script_enabled": False}),
    "papier": State(act=printed),
    "papier-campus": State("campus/relation-client-marseille", act=printed),
    "rien": State("?filiere=numerique&region=94"),
    "erreur-404": State("inconnue", (640, 400)),
    "erreur-400": State("?filiere=inconnue", (640, 400)),
    "couverture": State("?vue=couverture"),
    "couverture-sans-police": State("?vue=couverture", act=fallen_back),
    "couverture-telephone": State("?vue=couverture", (320, 640), PHONE, depth=1200),
    "liste": State("?vue=liste"),
    "habitants": State("?indicateur=population", depth=1200),
    "campus-ouvert": State("?campus=relation-client-marseille"),
    "boite": State(act=boxed),
    "methode": State("methode"),
    "accessibilite": State("accessibilite"),
    "cadre-etroit": State("embed", (320, 700)),
    "cadre-large": State("embed", (900, 700)),
    "cadre-sombre": State("embed", (640, 700), DARK),
}


def take(browser: Browser, address: str, state: State) -> bytes:
    """Take the picture of a state of what is served at an address, as WebP."""
    width, height = state.window
    options = state.browser or {}
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="fr-FR", **options
    )
    await_fonts(context)
    tab = context.new_page()
    tab.goto(address + state.address)
    if options.get("java_script_enabled", True):
        tab.wait_for_selector(READY)
        tab.evaluate("document.fonts.ready")
    state.act(tab)
    clip = {"x": 0, "y": 0, "width": width, "height": state.depth} if state.depth else None
    taken = tab.screenshot(
        type="webp", quality=QUALITY, scale="css", full_page=bool(clip), clip=clip
    )
    context.close()
    return taken


def compare(tab: Page, kept: bytes, taken: bytes) -> tuple[int, bytes]:
    """Count the blocks by which two pictures differ, and paint them in red over the second."""
    pictures = [base64.b64encode(picture).decode() for picture in (kept, taken)]
    blocks, differences = tab.evaluate(COMPARE, [*pictures, APART])
    return blocks, base64.b64decode(differences)


def main(names: list[str]) -> None:
    """Take the pictures named, or all."""
    with serving() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for name in names or STATES:
            (PICTURES / f"{name}.webp").write_bytes(take(browser, address, STATES[name]))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
