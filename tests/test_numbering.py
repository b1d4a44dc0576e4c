"""Numbers beside marks: near, clear of everything, led back when they had to go far."""

from itertools import combinations

import numpy as np

from dashboard.numbering import DIGIT, crossed, met, numbers
from dashboard.typesetting import width

ROOM = (0, 0, 200, 200)
NOTHING = np.empty((0, 4))


def boxes(placed):
    return [(n.x - n.half[0], n.y - n.half[1], n.x + n.half[0], n.y + n.half[1]) for n in placed]


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_number_alone_stands_beside_its_mark():
    (placed,) = numbers(
        [(100, 100, "7")], np.array([[100, 100]]), np.array([4.0]), NOTHING, NOTHING, ROOM, 6
    )
    assert placed.half == (width("7", 6, 600) / 2, DIGIT * 3)
    assert placed.y == 100
    assert round(placed.x - placed.half[0] - 104, 2) == 0.35
    assert not placed.led


def test_numbers_of_a_crowd_hide_neither_marks_nor_each_other():
    grid = np.array([(100 + 9 * x, 100 + 9 * y) for x in range(-2, 3) for y in range(-2, 3)])
    wanted = [(x, y, str(n + 10)) for n, (x, y) in enumerate(grid.tolist())]
    names = np.array([(60.0, 120.0, 90.0, 130.0)])
    placed = numbers(wanted, grid, np.full(25, 4.0), names, NOTHING, ROOM, 6)
    assert [number.text for number in placed] == [text for _, _, text in wanted]
    for one, other in combinations([*boxes(placed), tuple(names[0])], 2):
        assert apart(one, other)
    for left, top, right, bottom in boxes(placed):
        nearest = np.clip(grid, (left, top), (right, bottom))
        assert np.hypot(*(nearest - grid).T).min() >= 4
        assert left >= 0 and top >= 0 and right <= 200 and bottom <= 200
    assert any(number.led for number in placed)


def test_without_marks_there_is_no_number():
    assert numbers([], np.empty((0, 2)), np.empty(0), NOTHING, NOTHING, ROOM, 6) == []


def test_a_number_stands_on_no_line():
    at, line = np.array([[100.0, 100.0]]), np.array([[100.0, 100.0, 130.0, 100.0]])
    (placed,) = numbers([(100, 100, "7")], at, np.array([4.0]), NOTHING, line, ROOM, 6)
    assert (placed.x < 96, placed.y, placed.led) == (True, 100, False)


def test_a_line_crosses_a_box_that_it_enters_and_none_beside_it():
    box = np.array([[0.0, 0.0, 2.0, 1.0]])
    lines = {
        (-1, 0.5, 3, 0.5): True,
        (0.5, 0.5, 1, 0.7): True,
        (-1, 0.5, -0.1, 0.5): False,
        (1.5, -1, 3, 0.8): False,  # past a corner
        (1, -1, 3, 2): True,
    }
    assert crossed(np.array(list(lines), dtype=float), box).ravel().tolist() == list(lines.values())


def test_lines_meet_where_each_parts_the_other():
    line = np.array([[0.0, 0.0, 4.0, 2.0]])
    others = {
        (0, 2, 4, 0): True,
        (0, 0, 4, 0): False,  # from a common end
        (1, 1, 3, 2): False,  # beside
        (5, 0, 5, 4): False,  # beyond
    }
    assert met(line, np.array(list(others), dtype=float)).ravel().tolist() == list(others.values())
