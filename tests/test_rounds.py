"""Rounds in pixels: number, shape, colour, doubt and words."""

from dataclasses import replace

import pytest

from dashboard import theme
from dashboard.clusters import clusters
from dashboard.geography import LARGE, NARROW
from dashboard.rounds import RING_PX, alone, ring_px, rounds
from dashboard.selection import Selection
from dashboard.vocabulary import Filiere


def test_every_cell_is_a_round_or_a_campus_alone(crowd):
    found = clusters(crowd, Selection(), LARGE)
    assert len(rounds(crowd, Selection(), LARGE)) + len(alone(crowd, Selection(), LARGE)) == sum(
        map(len, found.values())
    )
    assert all(each.count > 1 for each in rounds(crowd, Selection(), LARGE))


@pytest.mark.parametrize("composition", [LARGE, NARROW], ids=lambda each: each.name)
def test_no_round_hides_the_number_of_another(crowd, composition):
    found = rounds(crowd, Selection(), composition)
    for n, one in enumerate(found):
        for other in found[:n]:
            if one.repeated == other.repeated:
                far = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
                assert far > 2 * 9, (one.words[0], other.words[0])


def test_a_round_of_one_filiere_has_its_colour_and_the_others_are_grey(crowd):
    view = Selection.from_query("filiere=tourisme")
    assert {each.filiere for each in rounds(crowd, view, LARGE)} == {"tourisme"}
    assert {each.colour for each in rounds(crowd, view, LARGE)} == {theme.MARKS["tourisme"].colour}
    mixed = [each for each in rounds(crowd, Selection(), LARGE) if not each.filiere]
    assert {each.colour for each in mixed} == {theme.NOTE}


def test_a_round_is_hollow_when_nothing_in_it_is_proven(crowd):
    view = Selection.from_query("preuve=source")
    assert not any(each.hollow for each in rounds(crowd, view, LARGE))
    doubtful = replace(crowd, campuses=crowd.campuses.assign(preuve="partiel"))
    found = rounds(doubtful, Selection(), LARGE)
    assert all(each.hollow and each.type_colour == theme.INK for each in found)


def test_a_round_says_how_many_where_which_and_what_is_to_be_checked(crowd):
    largest = max(rounds(crowd, Selection(), LARGE), key=lambda each: each.count)
    (cluster,) = (
        each
        for each in clusters(crowd, Selection(), LARGE)["metropole"]
        if each.count == largest.count
    )
    first, filieres, doubt, names = largest.words
    assert first == f"{largest.count} campus, Île-de-France"
    slug, count = cluster.filieres[0]
    assert filieres.startswith(f"{Filiere(slug).short}\u202f: {count}\u202f; ")
    assert filieres.endswith(f"{len(cluster.filieres) - 3} autres filières")
    assert doubt == f"dont {cluster.unproven} à vérifier"
    shown = crowd.campuses["nom"][list(cluster.first)]
    assert names == f"{', '.join(shown)} et {largest.count - 3} autres"


def test_the_ring_of_the_opened_campus_goes_around_its_round(crowd, published):
    paris = crowd.campuses.index[crowd.campuses["code_region"] == "11"][0]
    view = Selection(campus=paris)
    assert ring_px(crowd, view, LARGE, repeated=False) > max(
        RING_PX, 0.9 * max(each.r for each in rounds(crowd, view, LARGE))
    )
    known = Selection(campus=published.campuses.index[0])
    assert ring_px(published, known, LARGE, repeated=False) == RING_PX == 13
