"""A text said by its differences from another that the reader holds: what is copied, what is new.

Two views of one page share most of their text. Copying runs of a base and sending the rest is the idea
of VCDIFF (RFC 3284, Korn et al. 2002), here in JSON, which a browser reads without a library.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import compress, count, pairwise
from operator import ne

# What starts an element that stays in its place, or a list in JSON.
ITEM = re.compile(r"<(?:h\d|li|p[ >]|t[dehr]|use)|\],\[")
BLOCK = 24  # characters of a run found anywhere in the base
NEAR = 100  # how far after the last run one goes on
STRETCH = 128  # characters compared at once
FEW = 8  # elements put in or left out
KIND = 4  # characters that tell elements apart: « <li> », « <h3 »
SHORT = 12  # how short a run may be there, or within an element

Part = str | tuple[int, int]  # new text, or a run of the base: where it starts, its length


def encode(base: str, text: str) -> list[int | str]:
    """Say a text as runs of a base and what stands between them.

    Element by element where both have as many, or nearly: such runs are like one another, which compresses well.

    Returns
    -------
    `[new, skip, length, new, skip, length, …, new]`: new text, then a run of `length` characters of the base
    that starts `skip` characters after the end of the run before (less than 0: it lies before).
    """
    if not base:
        return [text]
    said: list[int | str] = [""]
    end = 0  # of the last run
    for part in parts(base, text):
        if isinstance(part, str):
            said[-1] += part
        elif len(said) > 1 and part[0] == end and not said[-1]:
            said[-2] += part[1]
            end += part[1]
        elif part[1]:
            said += [part[0] - end, part[1], ""]
            end = sum(part)
    return said


def parts(base: str, text: str) -> Iterator[Part]:
    """Say elements by those in their place, and by runs from anywhere what is put in among them.

    All by runs where too much is, or where nothing tells where: elements are then of one kind, or items of a list.
    """
    before, now = known_items(base), items(text)
    first = alike(before, now)
    last = alike(before[first:][::-1], now[first:][::-1])
    as_many = first == len(before) == len(now) > 1
    told = first < min(len(before), len(now)) and text.startswith("<")
    if not as_many and not (told and max(len(before), len(now)) - first - last <= FEW):
        yield from anywhere(base, text)
        return
    yield from in_place(before[:first], now[:first])
    end = len(now) - last
    yield from anywhere(base, "".join(now[first:end]))
    after = len(base) - sum(map(len, before[len(before) - last :]))
    for part in in_place(before[len(before) - last :], now[end:]):
        yield part if isinstance(part, str) else (after + part[0], part[1])


def alike(before: list[str], now: list[str]) -> int:
    """Return how many elements two lists start with that are of the same kinds."""
    kinds = map(lambda old, new: old[:KIND] != new[:KIND], before, now)
    return next(compress(count(), kinds), min(len(before), len(now)))


def items(text: str) -> list[str]:
    """Cut a text where its elements start."""
    starts = [0, *(found.start() for found in ITEM.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


known_items = lru_cache(maxsize=128)(items)  # a dozen texts a base


def in_place(before: list[str], now: list[str]) -> Iterator[Part]:
    """Say each element by the one in its place."""
    at = 0
    for old, new in zip(before, now, strict=True):
        if old == new:
            yield at, len(old)
        else:
            for part in within(old, new):
                yield part if isinstance(part, str) else (at + part[0], part[1])
        at += len(old)


@lru_cache(maxsize=4096)  # a choice or a territory changes in few ways: another count, on or off
def within(old: str, new: str) -> tuple[Part, ...]:
    """Say an element by another: what starts and ends it, and what is between."""
    first = shared(old, 0, new, 0)
    last = shared(old[first:][::-1], 0, new[first:][::-1], 0)
    end = len(old) - last
    between = onwards(old[first:end], new[first : len(new) - last])
    parts = (part if isinstance(part, str) else (first + part[0], part[1]) for part in between)
    return (0, first), *parts, (end, last)


def onwards(old: str, new: str) -> Iterator[Part]:
    """Say a text by runs of another that follow one another in both."""
    return runs(old, new, lambda block, after: old.find(block[:SHORT], after))


def anywhere(base: str, text: str) -> Iterator[Part]:
    """Say a text by runs of another, wherever they are: near the last one at best."""
    known = blocks(base)

    def found(block: str, after: int) -> int:
        near = base.find(block[:SHORT], after, after + NEAR)
        return near if near >= 0 else known.get(block, -1)

    return runs(base, text, found)


def runs(base: str, text: str, found: Callable[[str, int], int]) -> Iterator[Part]:
    """Say a text by runs of another; `found`: where a block of it is, from the end of the last run, or -1."""
    read = here = 0  # how far the text is said, and looked at
    after = 0  # where the last run of the base ended
    while here + SHORT <= len(text):
        start = found(text[here : here + BLOCK], after)
        if start < 0:
            here += 1
            continue
        length = shared(base, start, text, here)
        yield text[read:here]
        yield start, length
        read = here = here + length
        after = start + length
    yield text[read:]


@lru_cache(maxsize=128)  # a dozen texts a base
def blocks(base: str) -> dict[str, int]:
    """Find every block of a base: its text and the first place where it starts."""
    found: dict[str, int] = {}
    for start in range(0, len(base) - BLOCK + 1, BLOCK // 2):
        found.setdefault(base[start : start + BLOCK], start)
    return found


def shared(one: str, here: int, other: str, there: int) -> int:
    """Return how many characters two texts share from a place of each."""
    length = 0
    while True:
        part = one[here + length : here + length + STRETCH]
        if len(part) < STRETCH or not other.startswith(part, there + length):
            with_it = other[there + length : there + length + STRETCH]
            ends = min(len(part), len(with_it))
            return length + next(compress(count(), map(ne, part, with_it)), ends)
        length += STRETCH
