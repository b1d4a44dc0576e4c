"""Distances on the sphere, held against the same counted pair by pair by another formula."""

from math import inf

import numpy as np
import pandas as pd
import pytest
from apart import haversine
from hypothesis import given
from hypothesis import strategies as st
from toy import table

from dashboard.sphere import (
    EARTH_RADIUS_KM,
    GROUP,
    Points,
    apart_km,
    chord,
    nearest_km,
    on_sphere,
    within,
)


def test_a_distance_is_that_of_the_nearest_campus_and_infinite_without_any(toy):
    brize, loin = toy.campuses.loc[["a"]], toy.places.loc[["2"]]
    distance = haversine(loin.iloc[0], brize.iloc[0])
    assert nearest_km(Points.of(loin), Points.of(brize)) == pytest.approx([distance], abs=1e-6)
    assert nearest_km(Points.of(loin), Points.of(brize.iloc[:0])).tolist() == [inf]
    assert nearest_km(Points.of(loin.iloc[:0]), Points.of(brize)).tolist() == []


def test_pairs_are_as_far_apart_as_by_another_formula():
    """As near as a street, and to the antipode, where a cosine has no digits left."""
    ways = [(48.85, 2.35, 48.8501, 2.3501), (48.85, 2.35, -21.1, 55.5), (10.0, 20.0, -10.0, -160.0)]
    table = pd.DataFrame(ways, columns=["latitude", "longitude", "lat", "lon"])
    here, there = (
        on_sphere(table[y], table[x]) for y, x in (("latitude", "longitude"), ("lat", "lon"))
    )
    others = table[["lat", "lon"]].set_axis(["latitude", "longitude"], axis=1)
    wanted = [haversine(table.iloc[n], others.iloc[n]) for n in range(len(ways))]
    assert apart_km(here, there) == pytest.approx(wanted, rel=1e-6)


SEAS = """\
code_region|latitude|longitude
53|48.0|-4.0
01|16.0|-61.5
02|14.7|-61.0
04|-21.0|55.5"""


def spots() -> pd.DataFrame:
    header, *rows = SEAS.split("\n")
    found = table(header, *(tuple(row.split("|")) for row in rows))
    return found.astype({"latitude": float, "longitude": float})


@pytest.mark.parametrize(
    ("site", "reached"),
    [("53", "53"), ("01", "01 02"), ("02", "01 02"), ("04", "04")],
)
def test_no_distance_crosses_an_ocean(site, reached):
    """Between Guadeloupe and Martinique the distance itself decides: 154 km here."""
    places = spots()
    found = nearest_km(Points.of(places), Points.of(places[places["code_region"] == site]))
    assert places["code_region"][np.isfinite(found)].tolist() == reached.split()
    if reached == "01 02":
        assert sorted(found[np.isfinite(found)].round()) == [0, 154]


def test_a_campus_of_the_mainland_covers_no_dom_even_in_the_same_spot():
    places = spots().iloc[[3]]
    assert nearest_km(Points.of(places), Points.of(places.assign(code_region="53"))).tolist() == [
        inf
    ]
    assert nearest_km(Points.of(places.assign(code_region="53")), Points.of(places)).tolist() == [
        inf
    ]


def some(*regions: str):
    """Draw a few places of some regions, anywhere: code, latitude, longitude."""
    place = st.tuples(st.sampled_from(regions), st.floats(-89, 89), st.floats(-179, 179))
    return st.lists(place, max_size=8)


@given(places=some("53", "11", "01", "02", "04"), sites=some("53", "44", "01", "02", "06"))
def test_distances_are_those_of_a_naive_search(places, sites):
    header = "code_region|latitude|longitude"
    one = dict.fromkeys(["53", "11", "44"], "métropole") | dict.fromkeys(["01", "02"], "Antilles")
    found = nearest_km(Points.of(table(header, *places)), Points.of(table(header, *sites)))
    for place, km in zip(places, found, strict=True):
        spot = dict(zip(header.split("|"), place, strict=True))
        reachable = [
            haversine(spot, dict(zip(header.split("|"), site, strict=True)))
            for site in sites
            if one.get(site[0], site[0]) == one.get(place[0], place[0])
        ]
        assert km == pytest.approx(min(reachable, default=inf), rel=1e-6, abs=1e-3)


@pytest.mark.parametrize("count", [GROUP, GROUP + 1, 4 * GROUP])
@pytest.mark.parametrize("degrees", [0.0, 0.01, 8.0])
@pytest.mark.parametrize("north", [-20, 0, 20])
def test_of_many_sites_the_nearest_is_found(count, degrees, north):
    """On one parallel, in one town's latitudes, over a country; south or north of all the places too."""
    draws = np.random.default_rng(count)

    def scattered(size: int, middle: float) -> Points:
        latitude = draws.uniform(middle - degrees / 2, middle + degrees / 2, size)
        longitude = draws.uniform(-5, 8, size)
        return Points.of(
            pd.DataFrame({"code_region": "53", "latitude": latitude, "longitude": longitude})
        )

    places, sites = scattered(2 * GROUP + 7, 47), scattered(count, 47 + north)
    chords = np.linalg.norm(places.xyz[:, None] - sites.xyz[None], axis=2)
    naive = 2 * EARTH_RADIUS_KM * np.arcsin(chords.min(axis=1) / 2)
    assert nearest_km(places, sites) == pytest.approx(naive, abs=1e-3)
    assert nearest_km(sites, sites) == pytest.approx(0, abs=1e-3)


@given(st.integers(0, 1000), st.floats(1, 2000))
def test_what_lies_within_a_radius_is_what_a_chord_reaches(seed, radius_km):
    """Of spots on the sphere, and of the middles of cells that lie under or above it."""
    draws = np.random.default_rng(seed)
    centres = on_sphere(draws.uniform(41, 51, 5), draws.uniform(-5, 8, 5))
    spots = on_sphere(draws.uniform(41, 51, 40), draws.uniform(-5, 8, 40))
    spots *= draws.choice([0.99, 1.0, 1.01], (40, 1))
    apart = np.linalg.norm(centres[:, None] - spots[None], axis=2)
    assert (within(centres, spots, chord(radius_km)) == (apart <= chord(radius_km))).all()
