"""The printed page as laid out: nothing collides, nothing leaves the page, everything is said."""

from itertools import combinations

import pytest

from dashboard.formats import FORMATS, Printout
from dashboard.imposition import impose
from dashboard.selection import Selection
from dashboard.vocabulary import REGIONS, Filiere

VIEWS = [
    Selection(),
    *(Selection(filieres=frozenset({filiere})) for filiere in Filiere),
    *(Selection(regions=frozenset({region})) for region in REGIONS),
]
URL = "https://example.org/cmq/?filiere=services-entreprises&region=84"


def printout(name, **options):
    kind = "png" if FORMATS[name].screen else "pdf"
    return Printout.from_params(kind, {"format": name} | options)


def collisions(folio):
    """List the pairs of lines of text whose boxes overlap, and the lines that leave the page."""
    boxes = [(words.box, words.text) for words in folio.words]
    out = [
        text
        for (left, top, right, bottom), text in boxes
        if left < 0 or top < 0 or right > folio.width or bottom > folio.height
    ]
    over = [
        (one, other)
        for (a, one), (b, other) in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    return out, over


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_overlaps_another_or_leaves_the_page(published, name):
    found = {
        view.to_query(): collisions(impose(published, view, printout(name), URL)) for view in VIEWS
    }
    assert {query: bad for query, bad in found.items() if bad != ([], [])} == {}
