"""People and towns as drawn: the dots of one diameter in one path."""

import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.spots import Spot, joined

px = st.floats(0, 900)
spots = st.lists(st.builds(Spot, px, px, st.sampled_from([0.7, 1.5, 4.25]), st.booleans()))


def test_each_dot_is_placed_from_the_one_before_from_west_to_east():
    drawn = [Spot(20.4, 5.2, 1, False), Spot(9.6, 7, 1, False), Spot(3, 3, 1, True)]
    assert joined(drawn) == {(2, False): "m10 7h0m10 -2h0", (2, True): "m3 3h0"}


@given(spots)
def test_every_dot_is_drawn_at_its_pixel(drawn):
    found = []
    for (size, gained), path in joined(drawn).items():
        x = y = 0
        for right, down in re.findall(r"m(-?\d+) (-?\d+)h0", path):
            x, y = x + int(right), y + int(down)
            found.append((size, gained, x, y))
    wanted = [(round(2 * s.r, 1), s.gained, round(s.x), round(s.y)) for s in drawn]
    assert sorted(found) == sorted(wanted)
