"""A shelf of answers between processes: what is put is got, whole or not at all."""

import subprocess
import sys

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from dashboard.shelf import DIGEST, SIZE, SLOT, SLOTS, Shelf, place

MOST = SLOT - DIGEST - SIZE
SHELF = Shelf()


@given(st.dictionaries(st.binary(), st.binary(max_size=200)))
def test_what_is_put_is_got_unless_another_took_its_slot(put):
    for key, content in put.items():
        SHELF.put(key, content)
    last = {place(key): key for key in put}
    for key, content in put.items():
        assert SHELF.get(key) == (content if last[place(key)] == key else None)


def test_slots_lie_apart_within_the_memory():
    places = {place(str(n).encode()) for n in range(5000)}
    assert len(places) > SLOTS * 0.9
    assert all(start % SLOT == 0 and 0 <= start < SLOTS * SLOT for start in places)


def test_what_is_too_long_is_left_out_and_leaves_what_was_there():
    SHELF.put(b"a", b"x" * MOST)
    assert SHELF.get(b"a") == b"x" * MOST
    SHELF.put(b"a", b"y" * (MOST + 1))
    assert SHELF.get(b"a") == b"x" * MOST


@pytest.mark.parametrize(
    "at", [0, DIGEST - 1, DIGEST, DIGEST + SIZE - 1, DIGEST + SIZE, DIGEST + SIZE + 9]
)
def test_a_slot_that_is_being_written_is_empty(at):
    SHELF.put(b"key", b"0123456789")
    there = place(b"key") + at
    SHELF.memory[there] = SHELF.memory[there] ^ 0x80
    assert SHELF.get(b"key") is None


FORKED = """
import os
from dashboard.shelf import Shelf
shelf = Shelf()
if not os.fork():
    shelf.put(b"from", b"a child")
    os._exit(0)
os.wait()
print(shelf.get(b"from").decode())
"""


def test_processes_forked_from_one_share_it():
    """In a process of its own: this one has threads."""
    command = [sys.executable, "-c", FORKED]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=30, check=True)
    assert said.stdout == b"a child\n"
