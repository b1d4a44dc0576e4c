"""The parts of a page around its map: the QR code."""

import numpy as np
import segno

from dashboard.blocks import qr


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
