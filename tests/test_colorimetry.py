"""Colours are measured as the published tables and another library do."""

import pytest

from dashboard.colorimetry import Vision, ciede2000, contrast, distance, lab, seen

SHARMA = [  # pairs 1, 4, 7, 9, 13, 17 to 20, 25 and 34 of the published table
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
    ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "distance"), SHARMA)
def test_the_measure_of_colours_agrees_with_the_published_pairs(one, other, distance):
    assert ciede2000(one, other) == pytest.approx(distance, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(distance, abs=5e-5)


def test_the_distance_of_colours_is_that_of_their_places_in_lab():
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.01)
    assert lab("#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.01)
    assert distance("#ff0000", "#ffffff") == ciede2000(lab("#ff0000"), lab("#ffffff"))
    assert distance("#777777", "#777777") == 0


def test_contrast_goes_from_1_to_21_whatever_the_order():
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == 21
    assert contrast("#123456", "#123456") == 1


SIMULATED = {  # by colorspacious 1.1.2, sRGB1+CVD at severity 100
    "#d02010": ("#d02010", "#5d5208", "#877800", "#e60020"),
    "#3a7d2c": ("#3a7d2c", "#807223", "#786c33", "#33796c"),
    "#20a0f0": ("#20a0f0", "#7aa3f3", "#5d91ef", "#00b4bd"),
    "#e0b020": ("#e0b020", "#c6af00", "#d2bc2b", "#f39f97"),
    "#603080": ("#603080", "#0f4483", "#26477e", "#5c3f53"),
}


@pytest.mark.parametrize("vision", Vision)
def test_a_simulated_colour_is_that_of_colorspacious(vision):
    for colour, expected in SIMULATED.items():
        assert seen(colour, vision) == expected[list(Vision).index(vision)], colour


@pytest.mark.parametrize("vision", Vision)
def test_greys_are_grey_in_every_vision(vision):
    for grey in ("#000000", "#555555", "#a8a8a8", "#ffffff"):
        assert seen(grey, vision) == grey
