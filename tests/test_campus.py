"""One campus in words: what is known, what is not proven, and who its neighbours are."""

import pytest

from dashboard.campus import Fact, evidence, facts, label_end, proven, records, siblings
from dashboard.vocabulary import Preuve


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2014", "2018"),
        ("2014-02", "2018-02"),
        ("2017-02-13", "2021-02-13"),
        ("2016-02-29", "2020-02-29"),
    ],
)
def test_a_label_ends_four_years_later_as_precisely_as_it_began(start, end):
    assert label_end(start) == end


def test_only_a_sourced_campus_is_proven(toy):
    assert [proven(row) for _, row in toy.campuses.iterrows()] == [True, False, True, True, False]
    assert toy.campuses["preuve"].isin(list(Preuve)).all()


@pytest.mark.parametrize(
    ("campus", "said"),
    [
        ("a", "sourcé"),
        ("b", "en partie déduit — à vérifier\u202f: commune du siège et établissement support"),
        ("d", "sourcé — à vérifier\u202f: vague de labellisation"),
        ("e", "sans page retrouvée — à vérifier\u202f: label acquis à la mi-2017"),
    ],
)
def test_the_evidence_says_what_remains_to_be_checked(toy, campus, said):
    assert evidence(toy.campuses.loc[campus]) == said


def test_every_field_is_listed_and_what_is_unknown_is_said(toy):
    assert facts(toy.campuses.loc["b"]) == [
        Fact("Filière", "Numérique, télécommunications"),
        Fact("Vague de labellisation", "vague 4"),
        Fact("Date de labellisation", "inconnu", doubtful=True),
        Fact("Établissement support", "inconnu", doubtful=True),
        Fact("Commune du siège", "Brize (code Insee 35001)", doubtful=True),
        Fact("Académie", "Nord"),
        Fact("Région", "Ouest"),
    ]


def test_a_proven_campus_has_no_doubt(toy):
    assert facts(toy.campuses.loc["c"]) == [
        Fact("Filière", "Numérique, télécommunications"),
        Fact("Vague de labellisation", "vague 4"),
        Fact("Date de labellisation", "13 février 2017 (quatre ans, jusqu’en février 2021)"),
        Fact("Établissement support", "université de l’Est"),
        Fact("Commune du siège", "Dour (code Insee 67001)"),
        Fact("Académie", "Est"),
        Fact("Région", "Est"),
    ]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2018-12", "décembre 2018 (quatre ans, jusqu’en décembre 2022)"),
        ("2019-10-01", "1er octobre 2019"),
        ("2025", "2025"),
    ],
)
def test_no_end_is_said_of_a_label_that_the_decree_of_2019_may_rule(toy, date, said):
    campus = dict(toy.campuses.loc["c"]) | {"date_labellisation": date}
    assert facts(campus)[2].value == said


def test_a_label_in_doubt_makes_its_wave_doubtful(toy):
    doubtful = {
        campus: [fact.label for fact in facts(toy.campuses.loc[campus]) if fact.doubtful]
        for campus in "ade"
    }
    assert doubtful == {
        "a": [],
        "d": ["Vague de labellisation"],
        "e": ["Vague de labellisation", "Établissement support"],
    }


def test_the_neighbours_are_the_others_of_the_region_and_of_the_filiere(toy):
    def others(campus, column):
        return [other["id"] for other in siblings(toy, records(toy)[campus], column)]

    assert others("b", "code_region") == ["a"]
    assert others("b", "filiere") == ["c", "d"]
    assert others("e", "filiere") == []
