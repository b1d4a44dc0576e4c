"""Numbers beside the marks of a printed map, keyed to its list; plain values in points.

Each number tries places on rings around its mark, the most crowded marks first, and keeps the nearest
one that hides nothing and stands on no line; one that had to go far is led back by a line, over no text
and no other line.
"""

from dataclasses import dataclass

import numpy as np

from .typesetting import width

TURNS = 32  # places on a ring
# From the mark outwards, in points.
RINGS = (0.0, 1.6, 3.6, 6.0, 9.0, 13.0, 18.0, 24.0, 31.0, 40.0, 52.0)
LED_FROM = 3  # ring from which a line leads back
REACH = 85.0  # points around a mark in which others matter
CORE = 0.6  # of the reach of a mark: half the side of the square that no line passes, if it can
DIGIT = 0.71  # height of a digit, in sizes
AIR = 0.35  # kept between two things, in points


@dataclass(frozen=True)
class Number:
    """A number as placed: the middle of its box, its half sizes, and whether a line leads back."""

    x: float
    y: float
    text: str
    half: tuple[float, float]
    led: bool


def numbers(
    wanted: list[tuple[float, float, str]],
    marks: np.ndarray,
    radii: np.ndarray,
    boxes: np.ndarray,
    lines: np.ndarray,
    room: tuple[float, float, float, float],
    size: float,
) -> list[Number]:
    """Place the numbers of marks.

    Parameters
    ----------
    wanted : x, y of the mark and its number, in the order of the answer.
    marks : (n, 2) the middles of all the marks to keep clear of.
    radii : (n,) how far each of them reaches.
    boxes : (m, 4) left, top, right, bottom of the texts to keep clear of.
    lines : (k, 4) from x, y to x, y, the hair-lines to keep off.
    room : left, top, right, bottom in which numbers stay.
    """
    if not wanted:
        return []
    at = np.array([(x, y) for x, y, _ in wanted])
    gaps = np.hypot(*(at[:, None] - marks[None]).transpose(2, 0, 1))
    crowd = (gaps < 5 * radii.mean()).sum(axis=1)
    own_radius = radii[gaps.argmin(axis=1)]
    angles = np.linspace(0, 2 * np.pi, TURNS, endpoint=False)
    ways = np.column_stack([np.cos(angles), np.sin(angles)])
    taken, lines = boxes.reshape(-1, 4), lines.reshape(-1, 4)
    found: dict[int, Number] = {}
    for n in sorted(range(len(wanted)), key=lambda n: (-crowd[n], n)):
        text = wanted[n][2]
        half = np.array([width(text, size, 600) / 2, DIGIT * size / 2])
        reach = np.minimum(
            half[0] / np.maximum(abs(ways[:, 0]), 1e-9), half[1] / np.maximum(abs(ways[:, 1]), 1e-9)
        )
        close = np.flatnonzero(gaps[n] < REACH)
        others = close[gaps[n][close] > own_radius[n]]
        core = CORE * radii[others, None]
        cores = np.hstack([marks[others] - core, marks[others] + core])
        taken_near, lines_near = (
            each[(abs((each[:, :2] + each[:, 2:]) / 2 - at[n]) < 2 * REACH).all(axis=1)]
            for each in (taken, lines)
        )
        for tried in (RINGS[:LED_FROM], RINGS):
            far = own_radius[n] + AIR + np.add.outer(np.array(tried), reach)
            middle = (at[n] + far[:, :, None] * ways).reshape(-1, 2)
            low, high = middle - half - AIR, middle + half + AIR
            bad = ((low < room[:2]) | (high > room[2:])).any(axis=1) * 1.0
            over = (low[:, None] < taken_near[:, 2:]) & (high[:, None] > taken_near[:, :2])
            bad += 20 * over.all(axis=2).sum(axis=1)
            bad += 0.5 * crossed(lines_near, np.hstack([low, high])).sum(axis=0)
            near = marks[close] - np.minimum(np.maximum(marks[close], low[:, None]), high[:, None])
            bad += (np.hypot(near[..., 0], near[..., 1]) < radii[close]).sum(axis=1)
            apart = middle[:, None] - marks[close]
            own = np.hypot(*(middle - at[n]).T)
            nearer = (np.hypot(apart[..., 0], apart[..., 1]) < own[:, None] * 0.999).sum(axis=1)
            ring = np.repeat(np.arange(len(tried)), TURNS)
            led = (ring >= LED_FROM) | (nearer > 0)
            back = np.hstack([np.broadcast_to(at[n], middle.shape), middle])
            bad += led * (0.5 * crossed(back, taken_near).sum(axis=1))
            bad += led * (0.02 * crossed(back, cores).sum(axis=1))
            bad += led * (0.1 * met(back, lines_near).sum(axis=1))
            level = 0.3 * abs(np.tile(ways[:, 1], len(tried)))
            best = int(np.argmin(1000 * bad + 4 * ring + nearer + level))
            if not bad[best]:
                break
        x, y = middle[best]
        found[n] = Number(float(x), float(y), text, tuple(half), bool(led[best]))
        taken = np.vstack([taken, [*(middle[best] - half), *(middle[best] + half)]])
        if led[best]:
            lines = np.vstack([lines, back[best]])
    return [found[n] for n in range(len(wanted))]


def met(lines: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return whether each line crosses each of the others; a common end is no crossing: (lines, others)."""

    def parted(one: np.ndarray, two: np.ndarray) -> np.ndarray:
        """Whether the second has an end on each side of the first."""
        way, one = one[..., 2:] - one[..., :2], one[..., :2]
        first, last = (
            way[..., 0] * to[..., 1] - way[..., 1] * to[..., 0]
            for to in (two[..., :2] - one, two[..., 2:] - one)
        )
        return first * last < 0

    one, two = lines[:, None], others[None]
    return parted(one, two) & parted(two, one)


def crossed(lines: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Return whether each line, from x, y to x, y, crosses each box (left, top, right, bottom): (lines, boxes)."""
    way, half = ((each[:, 2:] - each[:, :2]) / 2 for each in (lines, boxes))
    apart = (lines[:, None, :2] + way[:, None]) - (boxes[:, :2] + half)
    close = (abs(apart) < abs(way)[:, None] + half).all(axis=2)
    # Its corners are on both sides of the line: no axis separates them (separating axis theorem).
    aside = abs(apart[..., 0] * way[:, 1, None] - apart[..., 1] * way[:, 0, None])
    return close & (aside < abs(way) @ half[:, ::-1].T)
