"""A text said by its differences from another, and written back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.delta import BLOCK, encode

pieces = st.sampled_from(
    ["<li>", "<h3>", "<p>", "</li>", "filiere=tourisme&amp;", "é", "\u202f", "0", "a" * BLOCK]
)
texts = st.one_of(st.text(), st.lists(pieces).map("".join))


def decode(base: str, said: list[int | str]) -> str:
    """Write the text back, as the page's script does."""
    text, after = [said[0]], 0
    for skip, length, new in zip(said[1::3], said[2::3], said[3::3], strict=True):
        start = after + skip
        after = start + length
        text += [base[start:after], new]
    return "".join(text)


@given(base=texts, text=texts)
def test_a_text_is_written_back_whole(base, text):
    assert decode(base, encode(base, text)) == text


@pytest.mark.parametrize(
    ("base", "text", "said"),
    [
        ("", "", [""]),
        ("", "abc", ["abc"]),
        ("abcdefghijklmnop", "abcdefghijklmnop", ["", 0, 16, ""]),
        ("abcdefghijklmnop" * 2, "", [""]),
        (
            '<li><a href="?vague=2">Vague 2</a>',
            '<li><a href="?filiere=energie&vague=2">Vague 2</a>',
            ["", 0, 14, "filiere=energie&", 0, 20, ""],
        ),
        (
            "0123456789abcdefghijABCDEFGHIJ0123456789",
            "ABCDEFGHIJ0123456789",
            ["", 20, 20, ""],
        ),
    ],
)
def test_what_is_sent(base, text, said):
    assert encode(base, text) == said


def test_an_element_is_said_by_the_one_in_its_place():
    """Not by one that reads the same elsewhere: what changes alike is said alike."""
    row = [f'<td class="{state}"><a href="?region={n}">{n}</a>' for n in range(3) for state in "ab"]
    other = [cell.replace('"a"', '"b"') for cell in row]
    said = encode("".join(row), "".join(other))
    assert said == [
        "",
        0,
        11,
        *["b", 1, len("".join(row[:2])) - 1] * 2,
        "b",
        1,
        len("".join(row[:2])) - 12,
        "",
    ]


def test_an_element_put_in_leaves_the_others_to_those_in_their_place():
    row = [f'<li class="{state}"><a href="?region={n}">{n}</a>' for n in range(3) for state in "ab"]
    other = [choice.replace('"a"', '"b"') for choice in row]
    base = "".join(["<h3>Un</h3>", *row, "<h3>Deux</h3>", *row])
    text = "".join(["<h3>Un</h3>", *other, "<p>Neuf</p>", "<h3>Deux</h3>", *other])
    said = encode(base, text)
    assert decode(base, said) == text
    assert [new for new in said if isinstance(new, str)] == ["", *"bbb", "<p>Neuf</p>", *"bbb", ""]


def test_a_run_that_lies_before_is_found_again():
    first, second = "le début de la page, assez long ; ", "sa fin, qui vient après elle."
    said = encode(first + second, second + first)
    assert said == ["", len(first), len(second), "", -len(first + second), len(first), ""]


def test_within_an_element_what_lies_between_two_changes_is_copied():
    same = " campus de la région "
    base = "".join(f"<li>{n}{same}{n}</li>" for n in "ab")
    text = "".join(f"<li>{n}{same}{n}</li>" for n in "xy")
    said = encode(base, text)
    assert decode(base, said) == text
    assert [new for new in said if isinstance(new, str)] == ["", "x", "x", "y", "y", ""]
