"""The words printed on the map or shown by a mark."""

import re

import pytest

from dashboard.captions import campus, figure, incomplete, known_count, territory
from dashboard.choropleth import values
from dashboard.coverage import count_by_territory, territory_rows
from dashboard.selection import Selection
from dashboard.vocabulary import Indicator, Vague


def row_and_value(dataset, query: str, code: str):
    selection = Selection.from_query(query)
    return (
        count_by_territory(dataset, selection).loc[code],
        values(dataset, selection)[code],
        selection,
    )


@pytest.mark.parametrize(
    ("query", "code", "printed"),
    [
        ("", "53", "2 sur 3"),
        ("", "44", "2"),
        ("", "04", "1"),
        ("filiere=tourisme", "53", "1"),
        ("filiere=tourisme", "44", "0"),
        ("indicateur=taux", "53", "1,67"),
        ("indicateur=taux", "04", "?"),
        ("indicateur=diversite", "53", "2"),
        ("indicateur=dominante", "53", "2 sur 3"),
        ("indicateur=population", "53", "75\u202f%"),
        ("indicateur=population&filiere=chimie", "53", "?"),
        ("niveau=academie", "Nord", "2"),
        ("niveau=academie", "Sud", "0"),
    ],
)
def test_a_figure_takes_few_signs_and_never_hides_a_gap(toy, query, code, printed):
    assert figure(*row_and_value(toy, query, code)) == printed


def test_a_few_people_are_never_printed_as_nobody(toy):
    row, value, selection = row_and_value(toy, "indicateur=population", "44")
    assert row["complet"] and value > 0
    assert figure(row, 0.001, selection) == "<\u202f1\u202f%"
    assert territory(row, 0.001, selection)[-1].startswith("moins de 1\u202f% de la population")
    assert figure(row, 0, selection) == "0\u202f%"


def test_all_but_a_few_people_are_never_printed_as_everybody(toy):
    row, _, selection = row_and_value(toy, "indicateur=population", "44")
    assert figure(row, 0.99945, selection) == ">\u202f99\u202f%"
    assert territory(row, 0.99945, selection)[-1].startswith("plus de 99\u202f% de la population")
    assert figure(row, 1, selection) == "100\u202f%"


@pytest.mark.parametrize("indicator", Indicator)
def test_the_number_printed_and_said_is_the_one_that_shades(published, indicator):
    selection = Selection(indicator=indicator, vagues=frozenset({Vague.deux, Vague.trois}))
    numbers, rows = values(published, selection), territory_rows(published, selection)
    for code, value in numbers.dropna().items():
        printed = figure(rows[code], value, selection)
        number = float(re.sub(r"[^\d,]", "", printed).replace(",", "."))
        assert number / (100 if "%" in printed else 1) == pytest.approx(value, abs=0.01), printed
        said = " ".join(territory(rows[code], value, selection)).replace("aucun campus", "0 campus")
        assert printed.strip("<>\u202f?") in said


WEST = ["Ouest", "2 campus connus", "liste incomplète\u202f: 2 connus sur 3 publiés"]


@pytest.mark.parametrize(
    ("query", "code", "lines"),
    [
        ("", "53", WEST),
        ("", "44", ["Est", "2 campus connus", "liste complète d’après l’effectif publié"]),
        ("", "04", ["Île", "1 campus connu"]),
        (
            "filiere=tourisme",
            "44",
            [
                "Est",
                "aucun campus connu dans cette sélection",
                "liste complète d’après l’effectif publié",
            ],
        ),
        ("preuve=source", "53", ["Ouest", "1 campus connu dans cette sélection", WEST[2]]),
        ("niveau=academie", "Sud", ["Sud", "aucun campus connu"]),
        (
            "indicateur=taux",
            "53",
            [
                *WEST,
                "1,67 pour 100\u202f000 habitants de 15 à 24 ans "
                "(120\u202f000 au 1er janvier 2017)",
            ],
        ),
        (
            "indicateur=taux",
            "04",
            [
                "Île",
                "1 campus connu",
                "taux inconnu\u202f: population de 15 à 24 ans non disponible",
            ],
        ),
        (
            "indicateur=population",
            "53",
            [*WEST, "75\u202f% de la population à moins de 50 km d’un campus, à vol d’oiseau"],
        ),
        ("indicateur=population&filiere=chimie", "04", ["Île", "part inconnue"]),
        ("indicateur=diversite", "53", [*WEST, "2 filières présentes"]),
        (
            "indicateur=dominante",
            "53",
            [
                *WEST,
                "ex æquo\u202f: «\u202fTourisme, gastronomie\u202f» et «\u202fNumérique, télécommunications\u202f»",
            ],
        ),
        (
            "indicateur=dominante",
            "04",
            ["Île", "1 campus connu", "première filière\u202f: Bâtiment, éco-construction"],
        ),
        ("indicateur=dominante&niveau=academie", "Sud", ["Sud", "aucun campus connu"]),
    ],
)
def test_a_territory_says_its_count_and_how_complete_it_is(toy, query, code, lines):
    said = territory(*row_and_value(toy, query, code))
    if query.endswith("filiere=chimie"):
        said = [said[0], said[-1]]
    assert [plain(line) for line in said] == lines


def plain(line: str) -> str:
    """Take the no-break space before a unit for a plain one."""
    return line.replace("\u00a0", " ")


def test_a_territory_left_out_by_the_filter_is_not_said_empty(toy):
    """Est has two campuses; choosing Ouest leaves it out of the map, not out of the country."""
    said = territory(*row_and_value(toy, "region=53", "44"))
    assert not any("aucun campus" in line for line in said), said


@pytest.mark.parametrize(
    ("known", "published", "said", "gap"),
    [
        (11, 13, "11 connus sur 13", True),
        (1, 13, "1 connu sur 13", True),
        (0, 2, "0 connu sur 2", True),
        (13, 13, "13 connus sur 13", False),
    ],
)
def test_a_gap_is_said_with_its_denominator(toy, known, published, said, gap):
    row = count_by_territory(toy, Selection()).loc["53"].copy()
    row["effectif_connu"], row["effectif_publie"] = known, published
    assert known_count(row) == said
    assert incomplete(row) is gap


def test_a_territory_without_published_count_is_not_said_incomplete(toy):
    assert incomplete(count_by_territory(toy, Selection()).loc["04"]) is False


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        (
            "a",
            [
                "Table",
                "Brize, Ouest",
                "Tourisme, gastronomie",
                "Vague 1, label de février 2014",
                "Sourcé",
            ],
        ),
        (
            "b",
            [
                "Réseaux",
                "Brize, Ouest",
                "Numérique, télécommunications",
                "Vague 4, date inconnue",
                "En partie déduit — à vérifier\u202f: commune du siège et établissement support",
            ],
        ),
        (
            "d",
            [
                "Données",
                "Doux, Est",
                "Numérique, télécommunications",
                "Vague 2, label de 2015",
                "Sourcé — à vérifier\u202f: vague de labellisation",
            ],
        ),
    ],
)
def test_a_campus_says_name_town_filiere_wave_date_and_evidence(toy, key, lines):
    assert campus(toy.campuses.loc[key]) == lines


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2016-10", "label d’octobre 2016"),
        ("2016-08", "label d’août 2016"),
        ("2016-04", "label d’avril 2016"),
        ("2017-02-13", "label du 13 février 2017"),
        ("2017-10-01", "label du 1er octobre 2017"),
    ],
)
def test_the_date_of_a_label_is_said_in_good_french(toy, date, said):
    row = toy.campuses.loc["a"].copy()
    row["date_labellisation"] = date
    assert re.fullmatch(rf"Vague 1, {said}", campus(row)[3]), campus(row)[3]
