"""Twelve colours and twelve shapes that stay apart, measured."""

import re
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest

from dashboard import theme
from dashboard.choropleth import tinted
from dashboard.vocabulary import Filiere

GROUNDS = [theme.PAPER, theme.UNKNOWN, theme.OUTSIDE, theme.TIE, *theme.TINTS]


def channels(colour: str) -> list[float]:
    """Return the linear red, green and blue of a colour (IEC 61966-2-1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(colour: str) -> float:
    red, green, blue = channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str) -> tuple[float, float, float]:
    """Return the CIE L*a*b* of a colour, under D65."""
    red, green, blue = channels(colour)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def ciede2000(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the CIEDE2000 distance of two colours, after Sharma, Wu and Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c7 = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    g = (1 - sqrt(mean_c7 / (mean_c7 + 25**7))) / 2
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    if turn == -180 and h2 > h1:
        turn = 180.0
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + h2) / 2 + (180 if abs(h1 - h2) > 180 else 0)
    t = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    by_l = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2))
    by_c = (c2 - c1) / (1 + 0.045 * chroma)
    by_h = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * t)
    bend = 60 * exp(-(((hue % 360 - 275) / 25) ** 2))
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(bend))
    return sqrt(by_l**2 + by_c**2 + by_h**2 + rotation * by_c * by_h)


SHARMA = [  # pairs 1, 4, 7, 9, 13, 17 to 20, 25 and 34 of the published table
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
    ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "distance"), SHARMA)
def test_the_measure_of_colours_agrees_with_the_published_pairs(one, other, distance):
    assert ciede2000(one, other) == pytest.approx(distance, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(distance, abs=5e-5)


def test_every_filiere_has_a_mark_in_the_order_of_the_vocabulary():
    assert list(theme.MARKS) == list(Filiere)


@pytest.mark.parametrize(("one", "other"), list(combinations(Filiere, 2)))
def test_two_filieres_never_look_alike(one, other):
    first, second = theme.MARKS[one], theme.MARKS[other]
    assert ciede2000(lab(first.colour), lab(second.colour)) >= 12
    assert first.symbol != second.symbol
    assert first.points != second.points


@pytest.mark.parametrize("filiere", Filiere)
def test_a_mark_stands_out_from_its_halo_and_from_every_ground(filiere):
    """A full mark has a white halo, a hollow one is white inside: the ground may lean on either."""
    colour = theme.MARKS[filiere].colour
    assert contrast(colour, theme.PAPER) >= 3
    lightest, darkest = max(GROUNDS, key=luminance), min(GROUNDS, key=luminance)
    assert contrast(colour, lightest) >= 3
    assert max(contrast(colour, darkest), contrast(colour, theme.PAPER)) >= 2


def test_no_ground_of_the_dominant_filiere_is_darker_than_its_own_mark():
    for filiere, mark in theme.MARKS.items():
        assert contrast(mark.colour, tinted(mark.colour)) >= 1.8, filiere


def test_a_campus_of_another_filiere_is_grey():
    assert channels(theme.CONTEXT) == [channels(theme.CONTEXT)[0]] * 3


def test_the_tints_darken_step_by_step():
    steps = [luminance(tint) for tint in theme.TINTS]
    assert steps == sorted(steps, reverse=True)
    assert theme.ZERO not in theme.TINTS and theme.UNKNOWN not in theme.TINTS
    assert contrast(theme.INK, theme.TINTS[-1]) >= 7


@pytest.mark.parametrize("text", [theme.INK, theme.NOTE, theme.ACCENT])
def test_texts_and_actions_are_read_on_paper(text):
    assert contrast(text, theme.PAPER) >= 4.5


@pytest.mark.parametrize("filiere", Filiere)
def test_no_shape_reaches_beyond_the_furthest_corner(filiere):
    mark = theme.MARKS[filiere]
    assert len(mark.points) >= 3
    furthest = max(abs(at) * mark.scale for corner in mark.points for at in corner)
    assert furthest <= theme.FURTHEST_CORNER == pytest.approx(1.68)


def test_the_shapes_are_drawn_exactly():
    assert theme.ring(4, 0) == ((1, 0), (0, 1), (-1, 0), (0, -1))
    assert theme.ring(2, 90, 0.5) == ((0, 1), (-0.5, 0), (0, -1), (0.5, 0))
    assert theme.turned(((1, 0), (0, 2)), 90) == ((0, 1), (-2, 0))
    assert theme.enlarged(((1, 0), (0.5, -2)), 1.5) == ((1.5, 0), (0.75, -3))
    assert theme.plus(0.5, 2)[:6] == (
        (2, -0.5),
        (2, 0.5),
        (0.5, 0.5),
        (0.5, 2),
        (-0.5, 2),
        (-0.5, 0.5),
    )
    star = theme.hollowed(1, 1, steps=2)
    assert star[0::2] == ((1, 0), (0, 1), (-1, 0), (0, -1))
    assert star[1] == (0.293, 0.293)  # the arc is a quarter of a circle around (1, 1)


def test_by_night_texts_are_read_on_paper_and_on_every_ground():
    grounds = [theme.at_night(ground) for ground in [theme.PAPER, *GROUNDS]]
    grounds += [theme.at_night(tinted(mark.colour)) for mark in theme.MARKS.values()]
    for ground in grounds:
        assert contrast(theme.at_night(theme.INK), ground) >= 4.5, ground
    for text in (theme.NOTE, theme.ACCENT):
        assert contrast(theme.at_night(text), theme.NIGHT_PAPER) >= 4.5


def test_by_night_the_halo_parts_every_mark_from_its_ground():
    """A full mark keeps its white halo, a hollow one its white inside."""
    for ground in map(theme.at_night, GROUNDS):
        assert contrast(theme.PAPER, ground) >= 3, ground


def test_by_night_more_is_lighter():
    steps = [luminance(theme.at_night(tint)) for tint in theme.TINTS]
    assert steps == sorted(steps)
    assert luminance(theme.NIGHT_PAPER) < steps[0]


def test_the_style_sheet_draws_each_filiere_in_its_colour_and_shape():
    """All are reduced by the same factor, the largest fills its box, and none leaves it."""
    written = theme.stylesheet()
    assert written.startswith(":root{--encre:#1b1b1b;--note:#555555;--filet:#dddddd;")
    assert "--teinte-0:#f3f0e8;" in written
    assert "<" not in written and "url(" not in written
    rules = re.findall(
        r"\.marque-([a-z-]+)\{--couleur:(#[0-9a-f]{6});--forme:polygon\((.*?)\)\}", written
    )
    assert [(slug, colour) for slug, colour, _ in rules] == [
        (slug, mark.colour) for slug, mark in theme.MARKS.items()
    ]
    factors = []
    for slug, _, polygon in rules:
        mark = theme.MARKS[slug]
        corners = [[float(share[:-1]) for share in corner.split()] for corner in polygon.split(",")]
        assert all(0 <= share <= 100 for corner in corners for share in corner)
        assert len(corners) == len(mark.points)
        ratios = [
            (share - 50) / (at * mark.scale)
            for (x, y), (left, top) in zip(mark.points, corners, strict=True)
            for share, at in ((left, x), (top, -y))
            if abs(at) > 0.3
        ]
        factors += ratios
    assert factors == pytest.approx([factors[0]] * len(factors), rel=0.01)
