"""A text said by its differences from another that the reader holds: what is copied, what is new.

Two views of one page share most of their text. Copying runs of a base and sending the rest is the idea
of VCDIFF (RFC 3284, Korn et al. 2002), here in JSON, which a browser reads without a library.
"""

from functools import lru_cache

BLOCK = 24  # characters of a run found anywhere in the base
NEAR, SHORT = 100, 12  # how far after the last run one goes on, and how short a run may be there


@lru_cache(maxsize=128)  # a dozen texts a base
def blocks(base: str) -> dict[str, int]:
    """Find every block of a base: its text and the first place where it starts."""
    found: dict[str, int] = {}
    for start in range(0, len(base) - BLOCK + 1, BLOCK // 2):
        found.setdefault(base[start : start + BLOCK], start)
    return found


def encode(base: str, text: str) -> list[int | str]:
    """Say a text as runs of a base and what stands between them.

    Returns
    -------
    `[new, skip, length, new, skip, length, …, new]`: new text, then a run of `length` characters of the base
    that starts `skip` characters after the end of the run before (less than 0: it lies before).
    """
    if not base:
        return [text]
    known = blocks(base)
    said: list[int | str] = []
    read, here = 0, 0  # how far the text is said, and looked at
    after = 0  # where the last run of the base ended
    while here < len(text):
        start = base.find(text[here : here + SHORT], after, after + NEAR)
        if start < 0 or here + SHORT > len(text):
            start = known.get(text[here : here + BLOCK], -1)
        if start < 0:
            here += 1
            continue
        length = shared(base, start, text, here)
        said += [text[read:here], start - after, length]
        read = here = here + length
        after = start + length
    return [*said, text[read:]]


def shared(one: str, here: int, other: str, there: int) -> int:
    """Return how many characters two texts share from a place of each."""
    length, step = 0, 64
    while step:
        part = one[here + length : here + length + step]
        if len(part) == step and other.startswith(part, there + length):
            length += step
            step *= 2
        else:
            step //= 2
    return length


def decode(base: str, said: list[int | str]) -> str:
    """Write the text back, as the page's script does."""
    text, after = [said[0]], 0
    for skip, length, new in zip(said[1::3], said[2::3], said[3::3], strict=True):
        start = after + skip
        after = start + length
        text += [base[start:after], new]
    return "".join(text)
