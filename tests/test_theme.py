"""Twelve colours and twelve shapes that stay apart, measured."""

import re
from itertools import combinations, pairwise
from math import atan2, degrees

import pytest

from dashboard import theme
from dashboard.colorimetry import Vision, contrast, distance, lab, seen
from dashboard.inks import Inks
from dashboard.theme import GROUNDS, LEAST_DISTANCE, linear, luminance
from dashboard.vocabulary import Filiere, Tirage


def test_every_filiere_has_a_mark_in_the_order_of_the_vocabulary():
    assert list(theme.MARKS) == list(Filiere)


@pytest.mark.parametrize(("one", "other"), list(combinations(Filiere, 2)))
def test_two_filieres_never_look_alike(one, other):
    first, second = theme.MARKS[one], theme.MARKS[other]
    for vision in Vision:
        apart = distance(seen(first.colour, vision), seen(second.colour, vision))
        assert apart >= LEAST_DISTANCE, vision.name
    assert first.symbol != second.symbol
    assert first.points != second.points


@pytest.mark.parametrize("filiere", Filiere)
def test_a_mark_stands_out_from_its_halo_and_from_every_ground(filiere):
    """A full mark has a white halo, a hollow one is white inside: the ground may lean on either."""
    colour = theme.MARKS[filiere].colour
    assert contrast(colour, theme.PAPER) >= 3
    lightest, darkest = theme.PAPER, min(GROUNDS, key=luminance)
    assert contrast(colour, lightest) >= 3
    assert max(contrast(colour, darkest), contrast(colour, theme.PAPER)) >= 2


def test_no_ground_of_the_dominant_filiere_is_darker_than_its_own_mark():
    for filiere, mark in theme.MARKS.items():
        assert contrast(mark.colour, theme.tinted(mark.colour)) >= 1.8, filiere


def test_a_ground_is_its_filiere_colour_mixed_with_paper():
    assert theme.tinted("#000000") == "#949494"
    assert theme.tinted("#ffffff") == "#ffffff"
    assert theme.tinted("#ca8505") == "#e9cc96"


def test_a_campus_of_another_filiere_is_grey():
    assert len(set(linear(theme.CONTEXT))) == 1


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
    grounds = [theme.at_night(ground) for ground in (theme.PAPER, *GROUNDS)]
    grounds += [theme.at_night(theme.tinted(mark.colour)) for mark in theme.MARKS.values()]
    for ground in grounds:
        assert contrast(theme.at_night(theme.INK), ground) >= 4.5, ground


@pytest.mark.parametrize("night", [False, True])
def test_notes_and_actions_are_read_on_paper_and_on_what_is_chosen(night):
    c = theme.colours(night)
    for text in ("note", "accent"):
        for ground in ("papier", "teinte-0", "hors-filtre"):
            assert contrast(c[text], c[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("night", [False, True])
def test_lines_and_signs_stand_out_from_what_they_lie_on(night):
    """Frames and hatching, then on every tint of the map hair-lines, towns on trial and the opened campus."""
    c = theme.colours(night)
    pairs = [("trait", "papier"), ("inconnu-hachure", "inconnu")]
    pairs += [(line, f"teinte-{n}") for line in ("note", "accent", "encre") for n in range(5)]
    for line, ground in pairs:
        assert contrast(c[line], c[ground]) >= 3, (line, ground)


@pytest.mark.parametrize("night", [False, True])
def test_grey_marks_and_borders_stand_out_from_paper(night):
    """A grey mark has a halo of paper; an unshaded territory is all border."""
    c = theme.colours(night)
    for colour in (c["contexte"], c["bordure"]):
        assert contrast(colour, c["papier"]) >= 3, colour


@pytest.mark.parametrize("tirage", list(Tirage))
def test_people_out_of_reach_stand_out_from_every_tint(tirage):
    """Seen through on screen, opaque on paper; a grey page has tints of its own."""
    inks = Inks(tirage)

    def printed(colour):
        parts = inks.of(colour)
        return "#" + "".join(f"{round(255 * part):02x}" for part in parts * (3 // len(parts)))

    ink, *grounds = map(inks.named, ("hors-portee", "papier", *(f"teinte-{n}" for n in range(5))))
    for ground in grounds:
        assert contrast(theme.mixed(ink, ground, theme.BLANK_OPACITY), ground) >= 3, ground
        assert contrast(printed(inks.blank()), printed(ground)) >= 3, ground


@pytest.mark.parametrize("night", [False, True])
def test_people_gained_stand_out_from_the_paper_and_the_tints(night):
    c = theme.colours(night)
    for ground in ("papier", *(f"teinte-{n}" for n in range(5 - night))):
        drawn = theme.mixed(c["accent"], c[ground], theme.BLANK_OPACITY)
        assert contrast(drawn, c[ground]) >= 3, ground


def test_by_night_the_halo_parts_every_mark_from_its_ground():
    """A mark keeps its white halo, a hollow one too, and its white inside."""
    for ground in map(theme.at_night, GROUNDS):
        assert contrast(theme.PAPER, ground) >= 3, ground


def test_by_night_more_is_lighter():
    steps = [luminance(theme.at_night(tint)) for tint in theme.TINTS]
    assert steps == sorted(steps)
    assert luminance(theme.NIGHT_PAPER) < steps[0]


@pytest.mark.parametrize("vision", Vision)
def test_by_night_neighbouring_classes_are_told_apart(vision):
    ramp = [seen(theme.at_night(tint), vision) for tint in (theme.PAPER, *theme.TINTS)]
    for one, other in pairwise(ramp):
        assert distance(one, other) >= 5, (one, other)


@pytest.mark.parametrize("night", [False, True])
def test_classes_are_of_one_hue(night):
    """Else one looks green beside a brown one, and says something else than more."""
    tints = [theme.at_night(tint) if night else tint for tint in theme.TINTS]
    hues = [degrees(atan2(b, a)) for _, a, b in map(lab, tints)]
    assert max(hues) - min(hues) < 4.5


def test_a_colour_has_one_name_that_says_it_by_day_and_by_night():
    day, night = theme.colours(), theme.colours(night=True)
    for colour in (*GROUNDS, *(theme.tinted(mark.colour) for mark in theme.MARKS.values())):
        name = theme.name(colour)
        assert (day[name], night[name]) == (colour, theme.at_night(colour))


def test_a_palette_is_dark_where_it_is_told_and_else_nowhere():
    def written(night):
        return "".join(f"--{name}:{colour};" for name, colour in theme.colours(night).items())

    light = f":root{{{written(False)}--police:{theme.FONT};--halo:none;color-scheme:light}}"
    assert theme.palette("") == light
    dark = (
        f":root{{{written(True)}--halo:{theme.HALO};color-scheme:dark}}.creux{{filter:var(--halo)}}"
    )
    assert theme.palette("screen") == f"{light}@media screen{{{dark}}}"
    assert theme.palette() == f"{light}@media {theme.DARK}{{{dark}}}"


def test_the_style_sheet_draws_each_filiere_in_its_colour_and_shape():
    """All are reduced by the same factor, the largest fills its box, and none leaves it."""
    written = theme.stylesheet()
    assert written.startswith(theme.palette())
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
