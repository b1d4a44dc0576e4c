"""Colours as they are seen: contrast, distance, and simulated kinds of colour vision.

Sources: WCAG 2.2 (contrast); Sharma, Wu and Dalal, « The CIEDE2000 color-difference formula », Color
Research and Application 30 (1), 2005; Machado, Oliveira and Fernandes, « A physiologically-based model
for simulation of color vision deficiency », IEEE Transactions on Visualization and Computer Graphics
15 (6), 2009: the matrices of full severity, for linear light.
"""

from enum import Enum
from functools import lru_cache
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

from .theme import coded, linear, luminance

# Of linear sRGB to CIE XYZ, and the white of D65 (IEC 61966-2-1).
XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


class Vision(Enum):
    """A kind of colour vision, by its matrix."""

    normale = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    protanopie = (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    )
    deuteranopie = (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    )
    tritanopie = (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    )


def times(matrix: tuple, parts: tuple[float, ...]) -> tuple[float, ...]:
    """Multiply a matrix by the three parts of a colour."""
    return tuple(sum(m * part for m, part in zip(row, parts, strict=True)) for row in matrix)


@lru_cache(maxsize=1024)
def seen(colour: str, vision: Vision) -> str:
    """Return the colour that a reader of normal vision would see as another reader sees this one."""
    light = times(vision.value, linear(colour))
    return "#" + "".join(f"{round(255 * coded(min(max(part, 0), 1))):02x}" for part in light)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def lab(colour: str) -> tuple[float, float, float]:
    """Return the CIE L*a*b* of a colour, under D65."""
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (
            part / white for part, white in zip(times(XYZ, linear(colour)), WHITE, strict=True)
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str) -> float:
    """Return the CIEDE2000 distance of two colours."""
    return ciede2000(lab(one), lab(other))


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
