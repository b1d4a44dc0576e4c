"""The questions of coverage on the page: their figures whole, their links, their words when unknown."""

from dataclasses import replace

import pytest
from test_layout import Element, first_view, seen, texts
from toy import toy_dataset, without_campuses

from dashboard import findings
from dashboard.definitions import definitions
from dashboard.findings import LIFT, NONE_LEFT
from dashboard.french import typeset
from dashboard.layout import reach as reach_table
from dashboard.layout.analysis import QUESTIONS, analysis, questions
from dashboard.layout.comparison import comparison, difference, written
from dashboard.layout.need import needs
from dashboard.layout.reach import reach
from dashboard.layout.trial import of_people, percent, trial
from dashboard.selection import MOST_ESSAIS, Selection
from dashboard.vocabulary import Indicator


def read(query: str) -> Selection:
    return Selection.from_query(query)


def rows_of(table: Element) -> list[list[str]]:
    return [texts(row.find("th") + row.find("td")) for row in table.find("tr")]


def links_of(part: Element) -> dict[str, str]:
    return dict(
        zip(texts(part.find("a")), [a.attributes["href"] for a in part.find("a")], strict=True)
    )


@pytest.fixture(scope="module")
def towns():
    """The toy country with towns large enough to be proposed, as in test_scenario."""
    dataset = toy_dataset()
    places = dataset.places.assign(population=[300_000, 100_000, 600_000, 200_000, 50_000])
    return replace(dataset, places=places)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", ""),
        ("vue=liste&indicateur=population&contre=chimie", ""),
        ("indicateur=population", "distance prochain"),
        ("essai=2", "distance prochain"),
        ("indicateur=taux", "besoin"),
        ("indicateur=taux&contre=chimie", "comparer besoin"),
        ("contre=chimie", "comparer"),
        ("vue=couverture", "distance prochain besoin comparer"),
        ("vue=couverture&contre=chimie", "comparer distance prochain besoin"),
    ],
)
def test_a_view_raises_its_questions_in_their_order(toy, query, asked):
    assert questions(read(query)) == asked.split()
    sections = seen(analysis(toy, read(query))).inside
    assert [section.attributes["aria-labelledby"] for section in sections] == asked.split()
    for section in sections:
        assert section.find("h2")[0].attributes["id"] == section.attributes["aria-labelledby"]


def test_the_distances_stand_in_a_table_the_least_covered_first(toy):
    (table,) = seen(reach(toy, read("filiere=tourisme&rayon=100"))).find("table")
    assert rows_of(table) == [
        [
            "Région",
            "À moins de 25 km",
            "À moins de 50 km",
            "À moins de 100 km, choisi",
            "Distance médiane",
        ],
        ["France", "57 % ?, à confirmer", "57 % ?, à confirmer", "87 % ?, à confirmer", "< 1 km"],
        ["Île", "0 % ?, à confirmer", "0 % ?, à confirmer", "0 % ?, à confirmer", "aucun campus"],
        ["Est", "0 %", "0 %", "75 %", "99 km"],
        ["Ouest", "75 % ?, à confirmer", "75 % ?, à confirmer", "100 % ?, à confirmer", "< 1 km"],
    ]
    assert links_of(table)["À moins de 25 km"] == "?filiere=tourisme&rayon=25"
    assert links_of(table)["Est"] == "?filiere=tourisme&region=44&rayon=100"


@pytest.mark.parametrize(
    "dataset", [without_campuses(), replace(toy_dataset(), places=toy_dataset().places.iloc[:0])]
)
def test_a_distance_that_is_not_known_is_said_so(dataset):
    (table,) = seen(reach(dataset, read("region=53&niveau=academie"))).find("table")
    assert rows_of(table)[1:] == [[name, *["inconnue"] * 4] for name in ("France", "Nord", "Sud")]


def test_the_next_towns_are_ranked_and_each_can_be_tried(towns):
    page = seen(trial(towns, read("filiere=tourisme")))
    (table,) = page.find("table")
    assert rows_of(table)[1:] == [
        ["1. Essayer un campus : Dour Est", "+800 000", "+64,00"],
        ["1. Essayer un campus : Doux Est", "+800 000", "+64,00"],
        ["3. Essayer un campus : Loin Ouest", "+100 000", "+8,00"],
        ["4. Essayer un campus : Port Île", "+50 000", "+4,00"],
    ]
    assert links_of(table)["Essayer un campus : Loin"] == "?filiere=tourisme&essai=2"
    (plan,) = page.find("ol")
    assert texts(plan.find("li")) == [
        "Dour : +800 000, ce qui porte la part à 88,0 % de la population de France",
        "Loin : +100 000, ce qui porte la part à 96,0 % de la population de France",
        "Port : +50 000, ce qui porte la part à 100,0 % de la population de France",
    ]
    assert list(links_of(plan).values()) == [
        "?filiere=tourisme&essai=3",
        "?filiere=tourisme&essai=2,3",
        "?filiere=tourisme&essai=2,3,5",
    ]
    assert "1 − 1/e, environ 63 %" in texts([page])[0]


def test_a_scenario_is_shown_before_and_after_with_what_each_town_adds(towns):
    page = seen(trial(towns, read("filiere=tourisme&essai=2,3")))
    assert texts(page.find("figcaption")) == [
        "Avant : 24,0 % de la population de France",
        "Après : 96,0 % de la population de France",
    ]
    assert len({image.attributes["src"] for image in page.find("img")}) == 2
    assert all(image.attributes["alt"] for image in page.find("img"))
    steps = page.find("table")[0]
    assert rows_of(steps)[1:] == [
        ["Dour", "+800 000", "800 000", "88,0 %", "Retirer Dour"],
        ["Loin", "+100 000", "900 000", "96,0 %", "Retirer Loin"],
    ]
    links = links_of(page)
    assert links["Retirer Dour"] == "?filiere=tourisme&essai=2"
    assert links["Effacer le scénario"] == "?filiere=tourisme"
    assert (
        links["Voir ce scénario sur la carte"]
        == "?filiere=tourisme&indicateur=population&essai=2,3"
    )


def test_the_next_campus_has_one_of_the_chosen_filieres(towns):
    (note, *_) = texts(seen(trial(towns, read("filiere=tourisme,chimie"))).find("p"))
    assert "où un campus de l’une de ces filières mettrait" in note


def captions_of(page: Element) -> list[str]:
    return texts(page.find("caption"))


def test_a_scenario_of_one_town_speaks_of_one_campus(towns):
    page = seen(trial(towns, read("filiere=tourisme&essai=3")))
    assert captions_of(page) == [
        "Le campus à l’essai et son apport",
        "Les 2 villes du plus grand gain, le campus à l’essai étant là : choisir une ville la met à l’essai",
    ]
    assert "avant le campus à l’essai" in page.find("img")[0].attributes["alt"]


def test_no_share_of_people_is_known_before_the_first_campus(towns):
    page = seen(trial(towns, read("filiere=chimie&essai=3")))
    assert texts(page.find("figcaption"))[0] == "Avant : part inconnue"


def test_no_town_is_to_choose_once_as_many_as_can_be_are_on_trial(published):
    ten = ",".join(sorted(published.places.index[:MOST_ESSAIS]))
    page = seen(trial(published, read(f"essai={ten}")))
    assert captions_of(page)[1] == (
        "Les 10 villes du plus grand gain, les campus à l’essai étant là"
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "rayon=100",
            "Aucune ville de 10 000 habitants et plus n’apporterait d’habitant de plus à moins de 100 km.",
        ),
        (
            "rayon=100&region=44",
            "Aucune ville de 10 000 habitants et plus de la région choisie n’apporterait d’habitant de plus à moins de 100 km.",
        ),
    ],
)
def test_no_town_is_proposed_where_nobody_would_gain(towns, query, said):
    only = replace(
        towns, places=towns.places.drop(index="2") if "region" in query else towns.places
    )
    assert said in texts(seen(trial(only, read(query))).find("p", class_="avis"))


def test_without_places_no_gain_is_computed(towns):
    nowhere = replace(towns, places=towns.places.iloc[:0])
    assert texts(seen(trial(nowhere, Selection())).find("p", class_="avis")) == [
        "Aucun lieu habité dans ces données : aucun gain ne peut être calculé."
    ]


def test_the_need_is_ranked_with_the_mean_and_marks_what_is_incomplete(toy):
    youth, pupils = seen(needs(toy, Selection())).find("table")
    assert rows_of(youth) == [
        ["Région", "Campus connus"],
        ["Est", "2,50"],
        ["Moyenne nationale", "2,50 ?, à confirmer"],
        ["Ouest", "1,67 ?, à confirmer"],
        ["Île", "inconnu"],
    ]
    assert [row[0] for row in rows_of(pupils)[1:]] == ["Île", "Est", "Moyenne nationale", "Ouest"]
    spots = [(spot.attributes["cx"], spot.attributes["fill"]) for spot in youth.find("circle")]
    assert spots == [("100.00%", "currentColor"), ("66.67%", "var(--papier)")]
    lines = [(line.attributes["x1"], line.attributes["x2"]) for line in youth.find("line")]
    assert lines == [("100.00%", "100.00%")] * 4


def test_regions_that_tie_are_in_the_order_of_the_alphabet(toy):
    _, pupils = seen(needs(toy, read("filiere=batiment"))).find("table")
    assert [row[0] for row in rows_of(pupils)[1:]] == ["Île", "Moyenne nationale", "Est", "Ouest"]


def test_the_figures_of_the_country_are_sure_once_every_campus_is_known(toy):
    known = replace(toy, effectifs=toy.effectifs.assign(effectif=5))
    (table,) = seen(reach(known, read("filiere=tourisme"))).find("table")
    assert rows_of(table)[1] == ["France", "57 %", "57 %", "87 %", "< 1 km"]
    youth, _ = seen(needs(known, Selection())).find("table")
    assert ["Moyenne nationale", "2,50"] in rows_of(youth)


def test_the_need_of_nobody_is_words(toy):
    page = seen(needs(toy, read("filiere=chimie")))
    assert not page.find("table")
    assert texts(page.find("p", class_="avis")) == [
        "Aucun campus ne répond à ces filtres : élargissez-les."
    ]


def test_two_selections_are_compared_in_maps_figures_and_words(toy):
    page = seen(comparison(toy, read("filiere=numerique&contre=tourisme")))
    assert texts(page.find("figcaption")) == [
        "Numérique, télécommunications : 3 campus",
        "Tourisme, gastronomie : 1 campus",
    ]
    (table,) = page.find("table")
    assert rows_of(table) == [
        ["Région", "Numérique, télécommu\xadnications", "Tourisme, gastronomie", "Différence"],
        ["Est", "2", "0", "2 de plus"],
        ["Île", "0 ?, à confirmer", "0 ?, à confirmer", "autant"],
        ["Ouest", "1 ?, à confirmer", "1 ?, à confirmer", "autant"],
    ]
    assert texts(page.find("b")) == [
        "Numérique, télécommunications, contre Tourisme, gastronomie : davantage dans 1 région, "
        "autant dans 2 régions."
    ]
    assert links_of(page)["Cesser de comparer"] == "?filiere=numerique"


@pytest.mark.parametrize("query", ["contre=toutes", "filiere=numerique&contre=numerique"])
def test_two_selections_that_are_the_same_are_not_set_side_by_side(toy, query):
    page = seen(comparison(toy, read(query)))
    assert not page.find("figure") and not page.find("table")
    assert texts(page.find("p"))[0] == (
        "Les deux sélections sont les mêmes : aucun territoire ne diffère. Choisissez-en une autre "
        "ci-dessous."
    )
    assert "Cesser de comparer" in links_of(page)
    (others,) = page.find("details")
    assert "open" in others.attributes and len(others.find("li")) > 10


@pytest.mark.parametrize(
    ("query", "differences"),
    [
        (
            "indicateur=population&filiere=numerique&contre=tourisme",
            ["100 points de plus", "autant", "autant"],
        ),
        ("indicateur=population&filiere=tourisme&contre=chimie", ["inconnue"] * 3),
        (
            "indicateur=taux&filiere=tourisme&contre=numerique",
            ["autant", "2,50 de moins", "inconnue"],
        ),
    ],
)
def test_a_difference_is_said_in_the_unit_of_its_indicator(toy, query, differences):
    (table,) = seen(comparison(toy, read(query))).find("table")
    assert [row[-1] for row in rows_of(table)[1:]] == differences


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0004, "<\u202f0,1 point de plus"),
        (-0.005, "0,5 point de moins"),
        (0.0097, "1 point de plus"),
        (0.016, "2 points de plus"),
        (-0.12, "12 points de moins"),
    ],
)
def test_points_agree_with_their_number(share, said):
    assert difference(share, Indicator.population) == said


@pytest.mark.parametrize(
    ("say", "shares"),
    [
        (findings.percent, ["moins de 1\u202f%", "plus de 99\u202f%", "100\u202f%"]),
        (reach_table.share, ["<\u202f1\u202f%", ">\u202f99\u202f%", "100\u202f%"]),
        (
            lambda share: written(share, Indicator.population),
            ["<\u202f1\u202f%", ">\u202f99\u202f%", "100\u202f%"],
        ),
        (
            lambda share: written(share, Indicator.population, total=True),
            [
                "moins de 1\u202f% de la population",
                "plus de 99\u202f% de la population",
                "100\u202f% de la population",
            ],
        ),
        (percent, ["<\u202f0,1\u202f%", ">\u202f99,9\u202f%", "100,0\u202f%"]),
        (
            of_people,
            [
                "moins de 0,1\u202f% de la population de France",
                "plus de 99,9\u202f% de la population de France",
                "100,0\u202f% de la population de France",
            ],
        ),
    ],
)
def test_no_table_and_no_sentence_rounds_a_share_to_nobody_or_everybody(say, shares):
    assert [say(share) for share in (0.0004, 0.99958, 1)] == shares


def test_every_other_side_is_offered_but_the_selection_itself(toy):
    links = links_of(seen(comparison(toy, read("filiere=tourisme"))))
    assert len(links) == 11 + 1 + 3  # other filières, all of them, waves 1, 1-2 and 1-3
    assert links["Toutes les filières"] == "?filiere=tourisme&contre=toutes"
    assert links["Vagues 1 et 2"] == "?filiere=tourisme&contre=1,2"


@pytest.mark.parametrize(
    ("view", "compared"),
    [("vue=couverture", ["Toutes les filières"]), ("indicateur=population", [])],
)
def test_an_empty_selection_is_said_once_with_its_ways_out_in_the_head(toy, view, compared):
    page = first_view(toy, f"filiere=chimie&{view}")
    said = [part for part in texts(page.find("p")) if part.startswith(NONE_LEFT)]
    assert said == [f"{NONE_LEFT} ; {LIFT}."]
    lifted = [a for a in page.find("a") if a.text.lower().startswith("toutes les filières")]
    assert texts(lifted) == ["Toutes les filières : 5 campus", *compared]


@pytest.mark.parametrize("key", QUESTIONS)
def test_each_question_has_its_definitions_one_click_away(toy, key):
    selection = read("filiere=numerique&contre=tourisme&vue=couverture")
    page = seen(QUESTIONS[key][1](toy, selection))
    folded = [part for part in page.find("details") if part.attributes.get("class") == "definition"]
    assert len(folded) == 1 and folded[0].find("summary")
    assert folded[0].find("a")[-1].attributes["href"] == "methode#definitions"


@pytest.mark.parametrize("indicator", Indicator)
def test_a_comparison_defines_what_it_compares(toy, indicator):
    view = Selection(indicator=indicator, contre=frozenset({"tourisme"}))
    (folded,) = [
        part
        for part in seen(comparison(toy, view)).find("details")
        if part.attributes.get("class") == "definition"
    ]
    own_key = {Indicator.population: "part", Indicator.dominante: "effectif"}
    defined = definitions(toy)[own_key.get(indicator, indicator)]
    assert " ".join(typeset(defined["numerator"]).split()) in texts([folded])[0]


def test_a_definition_says_numerator_denominator_date_source_and_limits(toy):
    (folded,) = seen(needs(toy, Selection())).find("details", class_="definition")
    assert len(folded.find("h3")) == len(folded.find("dl")) == 2
    for terms in folded.find("dl"):
        named = ["Numérateur", "Dénominateur", "Date", "Source", "Limites"]
        assert texts(terms.find("dt")) == named
        assert all(texts(terms.find("dd")))


def test_two_maps_name_the_marks_of_both_and_the_scales_of_their_insets(toy):
    page = seen(comparison(toy, read("filiere=numerique&contre=tourisme")))
    marks, _ = (each for each in page.find("ul", class_="rang classes"))
    assert [item.text for item in marks.find("li")] == [
        "Tourisme, gastronomie",
        "Numérique, télécommunications",
        "Autres filières",
    ]
    notes = [each.text for each in page.find("p", class_="note")]
    assert "Marque creuse\u202f: à vérifier. Échelles différentes pour les cartons." in notes
    waves = seen(comparison(toy, read("vague=1&contre=4")))
    assert len(waves.find("ul", class_="rang classes")) == 1
