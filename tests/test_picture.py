"""README shows the page as it is: `tests/picture.py` takes the picture anew."""

import pytest
from picture import PICTURE, different, open_page

MOST_BLOCKS = 8
STALE = "l’image du README n’est plus celle de la page\u202f: .venv/bin/python tests/picture.py"

pytestmark = pytest.mark.browser


def test_the_picture_of_the_readme_is_that_of_the_page(browser, address):
    tab = open_page(browser, address)
    kept = PICTURE.read_bytes()
    blank = browser.new_page()
    assert different(blank, kept, tab.screenshot()) <= MOST_BLOCKS, STALE
    tab.evaluate("document.querySelector('.scatterlayer .trace:last-child .point').remove()")
    assert different(blank, kept, tab.screenshot()) > MOST_BLOCKS, "une marque de moins se voit"
    blank.close()
    tab.close()
