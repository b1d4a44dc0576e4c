"""The marks of a printed map."""

from dashboard import theme
from dashboard.folio import Block, Shape
from dashboard.inks import Inks
from dashboard.marks import add_stake, haloed
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


def test_a_town_on_trial_is_a_cross_on_a_disc_of_paper():
    """The disc comes first: the cross shows even where people gained are all around it."""
    block = Block()
    add_stake(block, 5, 5, 4, "#0b4f8a", "#ffffff", 1)
    assert [shape.fill for shape in block.shapes] == ["#ffffff", ""]
