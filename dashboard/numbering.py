"""Numbers beside the marks of a printed map, keyed to its list; plain values in points.

Each number tries places on rings around its mark, the most crowded marks first, and keeps the nearest
one that hides nothing; one that had to go far is led back by a line.
"""

from dataclasses import dataclass

import numpy as np

from .typesetting import width

TURNS = 32  # places on a ring
# From the mark outwards, in points.
RINGS = (0.0, 1.6, 3.6, 6.0, 9.0, 13.0, 18.0, 24.0, 31.0, 40.0, 52.0)
LED_FROM = 3  # ring from which a line leads back
REACH = 85.0  # points around a mark in which others matter
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
    taken = boxes.reshape(-1, 4)
    led = np.empty((0, 2))
    found: dict[int, Number] = {}
    for n in sorted(range(len(wanted)), key=lambda n: (-crowd[n], n)):
        text = wanted[n][2]
        half = np.array([width(text, size, 600) / 2, DIGIT * size / 2])
        reach = np.minimum(
            half[0] / np.maximum(abs(ways[:, 0]), 1e-9), half[1] / np.maximum(abs(ways[:, 1]), 1e-9)
        )
        close = np.flatnonzero(gaps[n] < REACH)
        taken_near = taken[(abs((taken[:, :2] + taken[:, 2:]) / 2 - at[n]) < 2 * REACH).all(axis=1)]
        for tried in (RINGS[:LED_FROM], RINGS):
            far = own_radius[n] + AIR + np.add.outer(np.array(tried), reach)
            middle = (at[n] + far[:, :, None] * ways).reshape(-1, 2)
            low, high = middle - half - AIR, middle + half + AIR
            bad = ((low < room[:2]) | (high > room[2:])).any(axis=1) * 1.0
            over = (low[:, None] < taken_near[:, 2:]) & (high[:, None] > taken_near[:, :2])
            bad += 20 * over.all(axis=2).sum(axis=1)
            if len(led):
                inside = (led > low[:, None]) & (led < high[:, None])
                bad += 0.5 * inside.all(axis=2).any(axis=1)
            near = marks[close] - np.minimum(np.maximum(marks[close], low[:, None]), high[:, None])
            bad += (np.hypot(near[..., 0], near[..., 1]) < radii[close]).sum(axis=1)
            apart = middle[:, None] - marks[close]
            own = np.hypot(*(middle - at[n]).T)
            nearer = (np.hypot(apart[..., 0], apart[..., 1]) < own[:, None] * 0.999).sum(axis=1)
            ring = np.repeat(np.arange(len(tried)), TURNS)
            level = 0.3 * abs(np.tile(ways[:, 1], len(tried)))
            best = int(np.argmin(1000 * bad + 4 * ring + nearer + level))
            if not bad[best]:
                break
        x, y = middle[best]
        far_off = bool(ring[best] >= LED_FROM or nearer[best])
        found[n] = Number(float(x), float(y), text, tuple(half), far_off)
        taken = np.vstack([taken, [*(middle[best] - half), *(middle[best] + half)]])
        if far_off:
            led = np.vstack(
                [led, at[n] + np.linspace(0.2, 0.8, 4)[:, None] * (middle[best] - at[n])]
            )
    return [found[n] for n in range(len(wanted))]
