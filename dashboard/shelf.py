"""What one process has made, for the others: a shelf in memory that they share since they were forked.

Each answer has one slot, found from its key, and stays there until another is put in the same. Nobody
waits: a reader who comes while a slot is written finds that its digest is wrong, and takes it for empty.
No file, no name and nothing to tidy: the memory goes with the last process that holds it.
"""

from hashlib import blake2b
from mmap import mmap

SLOTS = 1024
SLOT = 32 * 1024  # bytes, of which only the pages that are written take room
DIGEST = 16
SIZE = 4  # bytes that say how long a content is


class Shelf:
    """Contents by key, those of the processes forked from the one that made it."""

    def __init__(self):
        self.memory = mmap(-1, SLOTS * SLOT)

    def put(self, key: bytes, content: bytes) -> None:
        """Leave a content for the others; one that is longer than a slot is left out."""
        if len(content) <= SLOT - DIGEST - SIZE:
            size = len(content).to_bytes(SIZE)
            start = place(key)
            self.memory[start : start + DIGEST + SIZE + len(content)] = (
                digest(key, content) + size + content
            )

    def get(self, key: bytes) -> bytes | None:
        """Return what was left under a key, if it still is there."""
        start = place(key) + DIGEST + SIZE
        size = int.from_bytes(self.memory[start - SIZE : start])
        content = self.memory[start : start + min(size, SLOT)]
        said = self.memory[start - SIZE - DIGEST : start - SIZE]
        return content if said == digest(key, content) else None


def place(key: bytes) -> int:
    """Return where the slot of a key starts."""
    return int.from_bytes(blake2b(key, digest_size=8).digest()) % SLOTS * SLOT


def digest(key: bytes, content: bytes) -> bytes:
    """Seal a content and its key together."""
    return blake2b(content, key=blake2b(key).digest(), digest_size=DIGEST).digest()
