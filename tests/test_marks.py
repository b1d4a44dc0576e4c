"""The marks of a printed map."""

from dashboard import theme
from dashboard.folio import Shape
from dashboard.inks import Inks
from dashboard.marks import haloed
from dashboard.vocabulary import Tirage

RING = ([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)],)
HOLLOW = Shape(RING, theme.PAPER, "#3c096b", 0.9)
FULL = Shape(RING, "#3c096b", theme.PAPER, 0.6)


def test_on_a_dark_page_alone_white_goes_around_a_hollow_mark():
    dark = Inks(Tirage.sombre, screen=True)
    assert haloed(HOLLOW, True, dark) == [
        Shape(RING, theme.PAPER, theme.PAPER, 0.9 * 4.2 / 1.8),
        HOLLOW,
    ]
    assert haloed(FULL, False, dark) == [FULL]
    assert haloed(HOLLOW, True, Inks()) == haloed(HOLLOW, True, Inks(Tirage.gris)) == [HOLLOW]
