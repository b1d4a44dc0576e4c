"""The parts of a page around its map: the sources, the QR code."""

import numpy as np
import pytest
import segno

from dashboard.blocks import foot, qr
from dashboard.formats import Printout
from dashboard.job import Job
from dashboard.selection import Selection


def test_the_qr_code_is_that_of_the_address_drawn_as_squares():
    url = "https://example.org/cmq/?filiere=tourisme"
    drawn = qr(url, 50)
    ground, code = drawn.shapes
    expected = np.array(
        [list(row) for row in segno.make(url, error="m", micro=False).matrix_iter(border=2)]
    )
    unit = 50 / len(expected)
    found = np.zeros_like(expected)
    for (left, top), (right, _), *_ in code.rings:
        y, first, last = (round(at / unit) for at in (top, left, right))
        found[y, first:last] = 1
    assert (found == expected).all()
    assert (ground.fill, code.fill) == ("#ffffff", "#000000")


@pytest.mark.parametrize("room", [180, 200, 220, 300, 480])
@pytest.mark.parametrize("listed", [False, True])
def test_no_line_of_the_foot_runs_into_the_qr_code(published, room, listed):
    url = f"https://campus.example.org/?filiere={'wmobilite,' * 20}"
    job = Job(published, Selection(), Printout("pdf", "demi-page"), url)
    made = foot(job, room, job.form.compositions[0], listed)
    code = min(x for shape in made.shapes for ring in shape.rings for x, _ in ring)
    assert max(words.box[2] for words in made.words) <= code
