"""Classes of the shaded map: zero apart, unknown apart, one scale for the four waves."""

from bisect import bisect_left
from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy import without_campuses

from dashboard import theme
from dashboard.choropleth import (
    Class,
    class_bounds,
    class_lows,
    quartile_bounds,
    shade,
    spread,
    together,
    values,
    whole_bounds,
)
from dashboard.selection import Selection
from dashboard.vocabulary import RATES, REGIONS, Filiere, Indicator, Level, Vague

selections = st.builds(
    Selection,
    filieres=st.frozensets(st.sampled_from(Filiere), max_size=2),
    vagues=st.frozensets(st.sampled_from(Vague)),
    regions=st.frozensets(st.sampled_from(REGIONS), max_size=3),
    sourced_only=st.booleans(),
    level=st.sampled_from(Level),
    indicator=st.sampled_from(Indicator),
)
T = theme.TINTS
SCALED = [indicator for indicator in Indicator if indicator is not Indicator.dominante]


def read(query: str) -> Selection:
    return Selection.from_query(query)


def legend(dataset, query: str) -> list[tuple[str, str, int]]:
    return [
        (item.label, item.fill, item.size) for item in shade(dataset, read(query)).classes.values()
    ]


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("", [("1", T[0], 1), ("2", T[4], 2)]),
        ("indicateur=diversite", [("1", T[0], 2), ("2", T[4], 1)]),
        (
            "filiere=numerique",
            [("aucun de ces campus", theme.ZERO, 1), ("1", T[0], 1), ("2", T[4], 1)],
        ),
        (
            "indicateur=taux",
            [
                ("jusqu’à 1,88", T[0], 1),
                ("1,88 à 2,50", T[4], 1),
                ("donnée inconnue", theme.UNKNOWN, 1),
            ],
        ),
        (
            "indicateur=population",
            [
                ("0,5 à 20\u202f%", T[0], 0),
                ("20 à 40\u202f%", T[1], 0),
                ("40 à 60\u202f%", T[2], 0),
                ("60 à 80\u202f%", T[3], 1),
                ("80 à 100\u202f%", T[4], 2),
            ],
        ),
        (
            "indicateur=population&filiere=batiment",
            [
                ("moins de 0,5\u202f%", theme.ZERO, 2),
                ("0,5 à 20\u202f%", T[0], 0),
                ("20 à 40\u202f%", T[1], 0),
                ("40 à 60\u202f%", T[2], 0),
                ("60 à 80\u202f%", T[3], 0),
                ("80 à 100\u202f%", T[4], 1),
            ],
        ),
        (
            "indicateur=dominante",
            [
                ("Bâtiment, éco-construction", "#c19e97", 1),
                ("Numérique, télécommunications", "#a0cdff", 1),
                ("plusieurs filières ex æquo", theme.TIE, 1),
            ],
        ),
        (
            "indicateur=dominante&filiere=tourisme",
            [
                ("aucun de ces campus", theme.ZERO, 2),
                ("Tourisme, gastronomie", "#e9cc96", 1),
            ],
        ),
        ("region=53", [("2", T[4], 1), ("hors du filtre", theme.OUTSIDE, 2)]),
        (
            "region=53&vague=1",
            [("1", T[0], 1), ("2", T[4], 0), ("hors du filtre", theme.OUTSIDE, 2)],
        ),
        (
            "niveau=academie",
            [("aucun campus connu", theme.ZERO, 1), ("1", T[0], 1), ("2", T[4], 2)],
        ),
    ],
)
def test_the_legend_says_the_classes_and_their_sizes(toy, query, lines):
    assert legend(toy, query) == lines


@pytest.mark.parametrize("indicator", SCALED)
def test_a_legend_without_any_campus_has_no_impossible_class(indicator):
    """No « 1 à 0 », no « 0,00 à 0,00 »: where nothing is counted, only zero or unknown is left."""
    for line, _, _ in legend(without_campuses(), f"indicateur={indicator}"):
        assert line not in ("1 à 0", "0,00 à 0,00")


def test_where_no_campus_is_known_the_dominant_filiere_is_none():
    assert legend(without_campuses(), "indicateur=dominante") == [
        ("aucun campus connu", theme.ZERO, 3)
    ]


def test_two_maps_say_none_alike_when_a_filter_narrows_one(toy):
    one, other = read("filiere=tourisme"), read("niveau=region")
    beside = shade(toy, one, other), shade(toy, other, one)
    assert beside[0].of("44").label == "aucun de ces campus"
    assert [each.label for each in together(*beside)][:2] == ["aucun de ces campus", "1"]
    assert shade(without_campuses(), other, one).of("44").label == "aucun de ces campus"


def test_two_maps_list_the_classes_that_either_has(toy):
    one, other = read("region=53"), read("region=53&filiere=tourisme")
    beside = shade(toy, one, other), shade(toy, other, one)
    for shading in beside:
        assert [c.label for c in shading.classes.values()] == ["1", "2", "hors du filtre"]
    assert [each.label for each in together(*beside)] == ["1", "2", "hors du filtre"]


def test_a_country_whose_campuses_are_in_one_region_has_one_class(toy):
    alone = replace(toy, campuses=toy.campuses.assign(code_region="53", academie="Nord"))
    assert legend(alone, "") == [("aucun campus connu", theme.ZERO, 2), ("5", T[4], 1)]


def test_unknown_is_hatched_and_never_the_colour_of_zero(toy):
    shading = shade(toy, read("indicateur=taux&filiere=tourisme"))
    assert shading.of("04") == Class("inconnu", "donnée inconnue", theme.UNKNOWN, 1, hatched=True)
    assert shading.of("44") == Class("zero", "aucun de ces campus", theme.ZERO, 1)
    assert theme.UNKNOWN != theme.ZERO


def test_a_territory_left_out_is_neither_zero_nor_unknown(toy):
    shading = shade(toy, read("indicateur=taux&region=53"))
    assert shading.keys == {"53": "classe-0", "44": "hors-filtre", "04": "hors-filtre"}


@given(selection=selections)
def test_each_territory_is_in_the_class_of_its_value(published, selection):
    shading = shade(published, selection)
    found = values(published, selection)
    assert list(shading.keys) == list(found.index)
    sizes = {key: item.size for key, item in shading.classes.items() if item.size}
    assert sizes == Counter(shading.keys.values())
    assert (
        sum(sizes.values()) == len(found) == {Level.region: 18, Level.academie: 31}[selection.level]
    )
    if selection.indicator is Indicator.dominante:
        return
    highs = class_bounds(published, selection)
    lows = class_lows(selection.indicator, highs)
    for code, key in shading.keys.items():
        if key == "hors-filtre":
            assert selection.regions
        elif key == "inconnu":
            assert pd.isna(found[code])
        elif key == "zero":
            assert 0 <= found[code] <= (0.005 if selection.indicator is Indicator.population else 0)
        else:
            n = int(key.removeprefix("classe-"))
            decimals = 2 if selection.indicator in RATES else 15  # a rate, as printed
            assert lows[n] <= round(found[code], decimals) <= highs[n], (code, key)


@pytest.mark.parametrize("indicator", SCALED)
@pytest.mark.parametrize("level", Level)
def test_the_four_waves_share_one_scale(published, indicator, level):
    """The same bounds, the same words and the same tints, so that the growth can be watched."""
    scales = []
    for upto in range(1, 5):
        selection = Selection(
            vagues=frozenset(Vague(n) for n in range(1, upto + 1)), level=level, indicator=indicator
        )
        classes = shade(published, selection).classes.values()
        scales.append([(c.label, c.fill) for c in classes if c.key.startswith("classe-")])
    assert scales == [scales[-1]] * 4


@pytest.mark.parametrize(
    ("highest", "bounds"),
    [
        (1, (1,)),
        (2, (1, 2)),
        (4, (1, 2, 3, 4)),
        (5, (2, 3, 4, 5)),
        (12, (3, 6, 9, 12)),
        (13, (4, 7, 10, 13)),
        (1000, (250, 500, 750, 1000)),
    ],
)
def test_whole_numbers_are_cut_in_at_most_four_classes(highest, bounds):
    assert whole_bounds(highest) == bounds


@given(st.integers(1, 10_000))
def test_no_class_of_whole_numbers_is_empty_by_construction(highest):
    bounds = whole_bounds(highest)
    assert bounds[-1] == highest
    assert all(low < high for low, high in zip((0, *bounds), bounds, strict=False))


@pytest.mark.parametrize(
    ("rates", "bounds"),
    [
        ([0, 0], ()),
        ([0, float("nan"), 2, 2], (2.0,)),
        ([0, 1, 2, 3, 4, 5], (2, 3, 4, 5)),
        ([1, 2], (1.25, 2)),
        ([1, 1, 1, 2, 3, 4], (1, 2.75, 4)),
    ],
)
def test_rates_are_cut_in_quarters_of_the_positive_ones(rates, bounds):
    assert quartile_bounds(pd.Series(rates, dtype=float)) == bounds


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40))
def test_no_class_of_rates_is_empty(rates):
    bounds = quartile_bounds(np.array(rates))
    classes = {bisect_left(bounds, round(rate, 2)) for rate in rates if rate > 0}
    assert classes == set(range(len(bounds))) <= set(range(4))


def test_territories_of_one_printed_rate_are_of_one_class(toy):
    """Ouest and Est print « 1,08 », whatever is left out after it; Île prints another rate."""
    young = pd.Series([185_185, 92_302, 40_000], index=toy.regions.index)
    dataset = replace(toy, regions=toy.regions.assign(population_15_24_2017=young))
    campuses = dataset.campuses.loc[["a", "b", "c", "e"]]
    dataset = replace(dataset, campuses=campuses)
    selection = read("indicateur=taux")
    assert [f"{v:.4f}" for v in values(dataset, selection)] == ["1.0800", "1.0834", "2.5000"]
    keys = shade(dataset, selection).keys
    assert keys["53"] == keys["44"] != keys["04"]


@pytest.mark.parametrize(
    ("classes", "tints"),
    [
        (1, [T[2]]),
        (2, [T[0], T[4]]),
        (3, [T[0], T[2], T[4]]),
        (5, list(T)),
    ],
)
def test_the_tints_are_spread_over_the_classes(classes, tints):
    assert spread(classes) == tints


def test_a_dataset_of_one_region_is_shaded_too(toy):
    alone = replace(
        toy,
        regions=toy.regions.loc[["44"]],
        academies=toy.academies.loc[["Est"]],
        campuses=toy.campuses.loc[["c", "d"]],
    )
    assert legend(alone, "indicateur=taux") == [("jusqu’à 2,50", T[2], 1)]
