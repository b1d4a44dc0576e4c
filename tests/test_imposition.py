"""The printed page as laid out: nothing collides, nothing leaves the page, everything is said."""

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas import concat
from shapely import union_all
from test_drawing import some, views

from dashboard import theme
from dashboard.cartography import outlines
from dashboard.choropleth import shade
from dashboard.clusters import notice
from dashboard.formats import FORMATS, MM, Printout
from dashboard.french import signs
from dashboard.geography import HALF_PAGE, NARROW, PAGE, TALL_PAGE
from dashboard.imposition import impose
from dashboard.job import Job
from dashboard.numbering import crossed
from dashboard.rounds import rounds
from dashboard.selection import Selection
from dashboard.vocabulary import REGIONS, Filiere, Indicator, Level, Tirage

VIEWS = [
    Selection(),
    *(Selection(filieres=frozenset({filiere})) for filiere in Filiere),
    *(Selection(regions=frozenset({region})) for region in REGIONS),
]
HARD = (
    "indicateur=population",
    "indicateur=population&niveau=academie",
    "indicateur=population&niveau=academie&region=84&filiere=services-entreprises",
    "indicateur=taux",
    "indicateur=dominante",
    "vue=couverture&filiere=numerique",
)
URL = "https://example.org/cmq/?filiere=services-entreprises&region=84"


def printout(name, **options):
    kind = "png" if FORMATS[name].screen else "pdf"
    return Printout.from_params(kind, {"format": name} | options)


def every_line(folio):
    """List every line of text of a page."""
    return [*folio.rest.words, *folio.map.words]


def collisions(folio):
    """List the pairs of lines of text whose boxes overlap, and the lines that leave the page."""
    texts = [words.text for words in every_line(folio)]
    left, top, right, bottom = np.array([words.box for words in every_line(folio)]).T
    outside = (left < 0) | (top < 0) | (right > folio.width) | (bottom > folio.height)
    out = [texts[n] for n in np.flatnonzero(outside)]
    crossed = (left[:, None] < right) & (top[:, None] < bottom)
    over = [(texts[n], texts[m]) for n, m in np.argwhere(np.triu(crossed & crossed.T, 1))]
    return out, over


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_overlaps_another_or_leaves_the_page(published, name):
    found = {
        view.to_query(): collisions(impose(Job(published, view, printout(name), URL)))
        for view in VIEWS
    }
    assert {query: bad for query, bad in found.items() if bad != ([], [])} == {}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "options", [{}, {"titre": "0"}, {"legende": "0"}, {"theme": "gris"}], ids=str
)
def test_the_longest_sentences_and_keys_fit_too(published, name, options):
    towns = f"indicateur=population&essai={published.places.index[3]}"
    found = {
        query: collisions(
            impose(Job(published, Selection.from_query(query), printout(name, **options), URL))
        )
        for query in (*HARD, towns)
    }
    assert {query: bad for query, bad in found.items() if bad != ([], [])} == {}


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_free_widths_hold_their_text(published, kind):
    widths = (80, 129, 130, 219, 220, 420) if kind == "pdf" else (280, 599, 600, 860, 2400)
    for width in widths:
        made = Printout.from_params(kind, {"largeur": str(width)})
        for query in ("", "filiere=tourisme", *HARD[:2]):
            folio = impose(Job(published, Selection.from_query(query), made, URL))
            assert collisions(folio) == ([], []), (width, query)


TOWNS = 10


options = st.fixed_dictionaries(
    {"theme": st.sampled_from(Tirage)},
    optional={"titre": st.just("0"), "legende": st.just("0")},
)


def at_its_address(dataset, view, made):
    return Job(dataset, view, made, f"https://campus.example.org/carte/{view.to_search()}")


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(list(FORMATS)), view=views(most=None), options=options, data=st.data())
def test_no_text_overlaps_another_whatever_is_chosen(published, name, view, options, data):
    towns = data.draw(some(published.places.index[:200], TOWNS))
    job = at_its_address(published, view.but(essai=towns), printout(name, **options))
    folio, margin = impose(job), job.form.margin
    assert collisions(folio) == ([], [])
    for words in folio.rest.words:
        left, _, right, _ = words.box
        assert margin - 0.01 <= left and right <= folio.width - margin + 0.01, words.text


@pytest.mark.parametrize(
    "query",
    [
        "vague=1,2,3&indicateur=dominante",
        "vague=2,3,4&region=01,11,24,27,28,32,44,52,53,75,76,84,93&preuve=source"
        "&indicateur=dominante",
        "indicateur=population&essai=1090161,2974385,2980801",
    ],
)
def test_what_is_long_in_a_half_page_takes_from_its_map(published, query):
    job = at_its_address(
        published, Selection.from_query(query), printout("demi-page", theme="gris")
    )
    assert collisions(impose(job)) == ([], [])


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("indicator", Indicator)
@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.layout == "volet"])
def test_the_longest_of_all_keys_fits_beside_its_map(published, name, level, indicator):
    view = Selection(
        filieres=frozenset(list(Filiere)[:11]),
        regions=frozenset(REGIONS[:16]),
        level=level,
        indicator=indicator,
        essai=frozenset(published.places.index[:TOWNS]),
    )
    job = at_its_address(published, view, printout(name, theme="gris"))
    assert collisions(impose(job)) == ([], [])


def test_a_name_that_the_smallest_type_leaves_no_room_gives_way_to_its_figure(published):
    towns = "3579767,3579429,3579761,3579789,3579267,3579585,3579250,3579732"
    view = Selection.from_query(f"indicateur=dominante&essai={towns}&rayon=25")
    folio = impose(at_its_address(published, view, printout("a4")))
    assert collisions(folio) == ([], [])


LISTED = [name for name, form in FORMATS.items() if form.listed]


@pytest.mark.parametrize("name", LISTED)
def test_every_campus_of_a_full_page_has_its_number_on_the_map_and_in_the_list(published, name):
    folio = impose(Job(published, Selection(), printout(name), URL))
    on_map = sorted(int(words.text) for words in folio.map.words if words.role == "numero")
    assert on_map == list(range(1, 73))
    listed = [words.text for words in folio.rest.words]
    assert [text for text in listed if text.isdigit()] == [str(n) for n in range(1, 73)]
    text = " ".join(listed)
    for campus, row in published.campuses.iterrows():
        entry = signs(f"{row['nom']}, {row['commune']}{'' if row['preuve'] == 'source' else '*'}")
        assert entry in text, campus
    for region in published.campuses["region"].unique():
        assert any(words.startswith(f"{signs(region)}\u00a0\u00a0") for words in listed), region


@pytest.mark.parametrize("name", LISTED)
def test_a_full_page_names_every_region_with_its_figure_and_says_all_around_it(published, name):
    folio = impose(Job(published, Selection(), printout(name), URL))
    drawn = " ".join(words.text for words in folio.map.words).replace("- ", "-")
    for region in published.regions["region"]:
        assert region in drawn, region
    around = " ".join(words.text for words in folio.rest.words)
    for said in (
        "72 campus, labellisés en vagues 1\u00a0à\u00a04, dans 15 régions.",
        "Situation de juin 2017.",
        "Marque creuse\u00a0: à vérifier (et * dans la liste).",
        "Les chiffres sont des minimums là où la liste est incomplète.",
        "Sources\u00a0:",
        "Données sous Licence Ouverte",
        "example.org/cmq/?filiere=services-entreprises&region=84",
    ):
        assert said in around, said
    for filiere in Filiere:
        assert filiere.short in around, filiere


def test_a_spread_leaves_its_fold_empty(published):
    folio = impose(Job(published, Selection(), printout("double"), URL))
    middle, safe = folio.width / 2, 10 * MM
    for words in every_line(folio):
        left, _, right, _ = words.box
        assert right <= middle - safe or left >= middle + safe, words.text
    for shape in (*folio.map.shapes, *folio.rest.shapes):
        across = [x for ring in shape.rings for x, _ in ring]
        assert max(across) <= middle - safe or min(across) >= middle + safe


@pytest.mark.parametrize("name", FORMATS)
def test_type_is_never_smaller_than_six_points_or_eleven_pixels(published, name):
    for view in VIEWS:
        folio = impose(Job(published, view, printout(name), URL))
        assert min(words.size for words in every_line(folio)) >= (
            11 if FORMATS[name].screen else 6.1
        )


def test_in_grey_a_hue_is_said_by_a_letter_on_the_map_and_in_the_key(published):
    view = Selection.from_query("indicateur=dominante")
    folio = impose(Job(published, view, printout("a4", theme="gris"), URL))
    around = " ".join(words.text for words in folio.rest.words)
    said = dict(re.findall(r"\b([A-L])\u00a0: ([^()]+) \(\d+\)", around))
    assert len(said) == len(shade(published, view).classes) - 1
    figures = [words.text for words in folio.map.words if words.weight == 700]
    on_map = {text[-1] for text in figures if text[-1].isalpha()}
    assert on_map == set(said)
    coloured = impose(Job(published, view, printout("a4"), URL))
    assert not [w for w in coloured.map.words if w.weight == 700 and w.text[-1].isalpha()]


@pytest.mark.parametrize("composition", [PAGE, TALL_PAGE, HALF_PAGE, NARROW], ids=lambda c: c.name)
def test_no_inset_touches_the_mainland_or_another(published, composition):
    drawn = outlines(published, composition, Level.region)
    lands = {key: union_all(shapes) for key, shapes in drawn.items()}
    for one, other in combinations(lands, 2):
        assert lands[one].distance(lands[other]) > 2, (one, other)


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_of_a_crowd_overlaps_another_or_leaves_the_page(crowd, name):
    views = "", "filiere=tourisme", "region=53", "region=84&filiere=numerique", "niveau=academie"
    found = {
        query: collisions(impose(Job(crowd, Selection.from_query(query), printout(name), URL)))
        for query in views
    }
    assert {query: bad for query, bad in found.items() if bad != ([], [])} == {}


@pytest.mark.parametrize("name", ["a4", "a4-paysage", "pleine-page", "double"])
def test_a_list_too_long_for_its_page_gives_way_to_counts_by_region(crowd, name):
    whole = impose(Job(crowd, Selection(), printout(name), URL))
    said = [words.text for words in every_line(whole)]
    assert any(text.startswith("1\u00a0200 campus, trop nombreux pour une liste") for text in said)
    counts = crowd.campuses.groupby("region").size()
    for region, count in counts.items():
        assert f"{signs(region)}\u00a0\u00a0{count}" in said
    assert not [text for text in said if "dans la liste" in text]
    short = impose(Job(crowd, Selection.from_query("region=94"), printout(name), URL))
    corse = crowd.campuses[crowd.campuses["code_region"] == "94"]
    listed = "".join(words.text for words in every_line(short)).replace(" ", "")
    for name_ in corse["nom"]:
        assert signs(name_).replace(" ", "") in listed
    assert [words.text for words in every_line(short) if words.role == "numero"] == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_page_and_every_picture_says_how_its_map_is_read(published, name):
    words = impose(Job(published, Selection(), printout(name), URL)).rest.words
    around = " ".join(line.text for line in words)
    for said in (
        "Marque creuse\u00a0: à vérifier",
        "Les campus d’une même ville sont écartés, un trait mène au lieu exact.",
        "Échelles différentes pour les cartons.",
        "Les chiffres sont des minimums là où la liste est incomplète.",
    ):
        assert said in around, said


@pytest.mark.parametrize("name", ["a4", "a4-paysage", "demi-page", "colonne", "social"])
def test_the_rounds_of_a_page_are_those_of_its_composition_and_its_notes_say_them(crowd, name):
    page = impose(Job(crowd, Selection(), printout(name), URL))
    figures = sorted(words.text for words in page.map.words if words.role == "effectif")
    notes = " ".join(words.text for words in page.rest.words)
    (drawn,) = (
        composition
        for composition in FORMATS[name].compositions
        if sorted(each.number for each in rounds(crowd, Selection(), composition)) == figures
    )
    assert notice(crowd, Selection(), drawn).replace("\u202f", "\u00a0") in notes


@pytest.mark.parametrize("name", ["pleine-page", "a4"])
def test_a_number_stands_apart_from_the_figures_beside_it(published, name):
    """« 67 % » and the mark numbered 34 are not « 67 %34 »."""
    view = Selection.from_query("niveau=academie&indicateur=population&rayon=25")
    words = impose(Job(published, view, printout(name), URL)).map.words
    figures = [line for line in words if line.role != "numero"]
    wider = [replace(line, x=line.x + by) for line in figures for by in (-1.4, 1.4)]
    for number in (line for line in words if line.role == "numero"):
        assert not [line.text for line in wider if number.crosses(line)], number.text


def gathered_in(dataset, commune, count):
    """The dataset with so many campuses more in a town, of each filière in turn."""
    known = dataset.campuses
    town = known[known["commune"] == commune].iloc[[0] * count]
    town = town.assign(filiere=[list(Filiere)[n % len(Filiere)] for n in range(count)])
    named = town.set_axis([f"site-{n}" for n in range(count)]).rename_axis(known.index.name)
    return replace(dataset, campuses=concat([known, named]))


@pytest.mark.parametrize("name", ["a4", "double"])
@pytest.mark.parametrize("commune", ["Lyon", "Marseille", "Les Abymes", "Tremblay-en-France"])
def test_no_number_stands_on_a_line_and_none_crosses_a_text(published, commune, name):
    """Twelve campuses of a town, a hair-line to each: its own numbers, and those around, keep off."""
    job = Job(gathered_in(published, commune, 12), Selection(), printout(name), URL)
    drawn = impose(job).map
    inks = theme.colours()["note"], job.ink("encre")
    lines = [each for each in drawn.shapes if not each.closed and each.stroke in inks]
    ends = np.array([np.ravel(line.rings[0]) for line in lines])
    assert {line.stroke for line in lines} == set(inks)
    boxes = np.array([words.box for words in drawn.words])
    over = crossed(ends, boxes).any(axis=0)
    assert [words.text for words, bad in zip(drawn.words, over, strict=True) if bad] == []
