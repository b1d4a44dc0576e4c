"""How wide words are in the fonts of print, and where their lines break; sizes and widths in points."""

import re
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from .french import typeset

FONTS = Path(__file__).parent / "templates" / "polices"
FAMILY = "Source Sans 3"
STYLES = {400: "Regular", 600: "Semibold", 700: "Bold"}
# Spaces that the font lacks, by the one that is set: its own is a fifth of the size, as narrow as they.
SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2002": "\u00a0\u00a0"})
TOGETHER = re.compile(r"(?<=\d) (?=à \d|\d{3}\b)|(?<=\d à) (?=\d)")  # « 1 à 4 », « 10 000 »
NUMBER = re.compile(r"[(«\u00a0]*\d[\d,\u00a0]*(?<!,)")  # « 5 », « (10 000 », before what it counts
ARTICLES = {"La", "Le", "Les"}  # of a town
SEAM = re.compile(r"(?<=[-/])|(?=[&?])")  # where a word too long is best broken
ASCENT, DESCENT = 0.71, 0.21  # of the capitals and of the tails, in sizes


@lru_cache(maxsize=len(STYLES))
def advances(weight: int) -> dict[int, float]:
    """Return the advance of each character of a weight, in sizes; 0 is that of a missing one.

    Raises
    ------
    FileNotFoundError
        When a font of print is missing.
    """
    with TTFont(FONTS / f"SourceSans3-{STYLES[weight]}.ttf") as font:
        across, unit = font["hmtx"], font["head"].unitsPerEm
        known = {code: across[name][0] / unit for code, name in font.getBestCmap().items()}
        return known | {0: across[".notdef"][0] / unit}


def settable(words: str) -> str:
    """Return words with only spaces that the font has, and no control character."""
    tied = TOGETHER.sub("\u00a0", typeset(words).translate(SPACES))
    return "".join(c if c.isprintable() or c == "\u00a0" else " " for c in tied)


@lru_cache(maxsize=1)
def known() -> frozenset[int]:
    """Return the characters that every font of print can set, as code points."""
    return frozenset.intersection(*(frozenset(advances(weight)) for weight in STYLES))


def missing(words: str) -> list[str]:
    """Return the characters of words that a font of print lacks, each once: it sets an empty box."""
    return [c for c in dict.fromkeys(settable(words)) if ord(c) not in known()]


@lru_cache(maxsize=65536)
def width(words: str, size: float, weight: int = 400) -> float:
    """Return how wide words are; kerning, which only draws letters nearer, left out."""
    known = advances(weight)
    return size * sum(known.get(ord(c), known[0]) for c in settable(words))


@lru_cache(maxsize=8192)
def wrap(words: str, size: float, room: float, weight: int = 400) -> tuple[str, ...]:
    """Break words in lines no wider than a room; a word that is wider is broken where it must be.

    A number or an article stays with the word that follows it, when a line can hold both.
    """
    lines: list[str] = []
    line = ""
    for word in counted(pieces(settable(words), size, room, weight), size, room, weight):
        joined = f"{line} {word}" if line else word
        if line and width(joined, size, weight) > room:
            lines.append(line)
            line = word
        else:
            line = joined
    return (*lines, line) if line else tuple(lines)


@lru_cache(maxsize=1024)
def balance(words: str, size: float, room: float, weight: int = 400) -> tuple[str, ...]:
    """Break words in as few lines as `wrap`, as even as they can be: a title does not end on a lone word."""
    said = wrap(words, size, room, weight)
    parts = counted(pieces(settable(words), size, room, weight), size, room, weight)
    least = max([room / 2, *(width(part, size, weight) for part in parts)])
    while len(said) > 1 and room - least > size / 8:
        half = (least + room) / 2
        tried = wrap(words, size, half, weight)
        if len(tried) > len(said):
            least = half
        else:
            said, room = tried, half
    return said


def pieces(words: str, size: float, room: float, weight: int) -> list[str]:
    """Split at ordinary spaces, and a word wider than the room at its last seam, else letter, that fits."""
    found = []
    for word in (part for part in words.split(" ") if part):
        while width(word, size, weight) > room and len(word) > 1:
            cut = len(word) - 1
            while cut > 1 and width(word[:cut], size, weight) > room:
                cut -= 1
            seams = [seam.start() for seam in SEAM.finditer(word, 1, cut + 1)]
            cut = seams[-1] if seams and seams[-1] > cut / 2 else cut
            found.append(word[:cut])
            word = word[cut:]
        found.append(word)
    return found


def counted(words: list[str], size: float, room: float, weight: int) -> list[str]:
    """Join each number or article to the word that follows it, unless both are wider than a room."""
    found: list[str] = []
    for word in words:
        if found and (found[-1] in ARTICLES or NUMBER.fullmatch(found[-1])):
            both = f"{found[-1]} {word}"
            if width(both, size, weight) <= room:
                found[-1] = both
                continue
        found.append(word)
    return found
