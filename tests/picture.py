"""The picture of README: `.venv/bin/python tests/picture.py` takes it of the project's own data.

`tests/test_picture.py` holds it to the page, on blocks of four pixels: the way letters are smoothed
differs from one Chromium to the next, a mark or a number does not.
"""

import base64
import sys
from pathlib import Path

from chromium import launch
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "assets/apercu.png"
VIEWPORT = {"width": 1280, "height": 860}
DIFFERENT = """async ([one, other]) => {
  const pixels = async (picture) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const canvas = new OffscreenCanvas(image.width / 4, image.height / 4).getContext('2d');
    canvas.imageSmoothingQuality = 'high';
    canvas.drawImage(image, 0, 0, image.width / 4, image.height / 4);
    return canvas.getImageData(0, 0, image.width / 4, image.height / 4).data;
  };
  const [before, after] = [await pixels(one), await pixels(other)];
  if (before.length !== after.length) return Infinity;
  const blocks = new Set();
  before.forEach((part, n) => { if (Math.abs(part - after[n]) > 24) blocks.add(n >> 2); });
  return blocks.size;
}"""


def open_page(browser: Browser, address: str) -> Page:
    """Open the page as a first visitor sees it, its interactive map drawn."""
    tab = browser.new_page(viewport=VIEWPORT, locale="fr-FR", reduced_motion="reduce")
    tab.goto(address)
    tab.wait_for_selector("html.vivante")
    tab.evaluate("document.fonts.ready")
    return tab


def different(tab: Page, one: bytes, other: bytes) -> float:
    """Count the blocks by which two pictures differ; infinite when their sizes do."""
    pictures = [base64.b64encode(picture).decode() for picture in (one, other)]
    return tab.evaluate(DIFFERENT, pictures)


def main() -> None:
    """Take the picture."""
    sys.path.insert(0, str(ROOT))
    from conftest import serving

    with serving() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        open_page(browser, address).screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
