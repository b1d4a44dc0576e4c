"""The page without a script: what it says, where its links lead, and that nothing in it runs."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest
from toy import HOSTILE, hostile_dataset, toy_dataset, with_campuses, without_campuses
from typography import VOID

from dashboard import ids, layout
from dashboard.embedding import note
from dashboard.layout import pages
from dashboard.layout.legend import legend
from dashboard.layout.listing import found, listing, ordered, row
from dashboard.layout.panel import panel
from dashboard.selection import Selection, read_params
from dashboard.summary import credit, sentence, subtitle

QUERIES = [
    "",
    "filiere=tourisme",
    "filiere=numerique,chimie&vague=1,2",
    "region=53&preuve=source",
    "niveau=academie&indicateur=taux",
    "indicateur=population&rayon=25&campus=b",
    "indicateur=dominante&vue=liste",
    "vue=couverture&niveau=academie",
    "vue=couverture&filiere=numerique&tri=lacunes",
    "vue=couverture&region=53&essai=2,4&contre=batiment",
    "indicateur=population&essai=5&niveau=academie",
    "filiere=chimie&contre=toutes,1&indicateur=taux",
    "filiere=chimie",
]


@dataclass
class Element:
    """An element of a page, with the whole text that it holds."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""
    inside: list["Element"] = field(default_factory=list)

    def find(self, tag: str, **attributes: str) -> list["Element"]:
        """List the elements inside, in reading order, that have a tag and attributes."""
        wanted = {name.rstrip("_").replace("_", "-"): text for name, text in attributes.items()}
        return [
            part
            for child in self.inside
            for part in [child, *child.every()]
            if part.tag == tag and wanted.items() <= part.attributes.items()
        ]

    def every(self) -> list["Element"]:
        return [part for child in self.inside for part in [child, *child.every()]]


class Reader(HTMLParser):
    """Read a page as a browser that runs scripts does, and refuse an element left open."""

    def __init__(self, written: str):
        super().__init__()
        self.open = [Element("", {})]
        self.feed(str(written))
        self.close()
        assert len(self.open) == 1, self.open[-1].tag

    def handle_starttag(self, tag, attrs):
        assert len(attrs) == len(dict(attrs)), attrs
        element = Element(tag, dict(attrs))
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        if self.open[-1].tag == "noscript":
            return
        for element in self.open:
            element.text += data


def seen(written: str) -> Element:
    """Read a part of the page back from its HTML."""
    return Reader(written).open[0]


def first_view(dataset, query: str) -> Element:
    return seen(layout.body(dataset, Selection.from_query(query)))


def texts(elements: list[Element]) -> list[str]:
    """Return the text of each element, any run of spaces as a plain one."""
    return [" ".join(element.text.split()) for element in elements]


@pytest.mark.parametrize("query", QUERIES)
def test_hostile_texts_are_shown_and_never_run(query):
    dataset = hostile_dataset()
    selection = Selection.from_query(query)
    written = layout.body(dataset, selection)
    assert "<script" not in written.lower()
    page = Reader(written).open[0]
    assert not {part.tag for part in page.every()} & {"script", "iframe", "object", "style"}
    assert not [a for part in page.every() for a in part.attributes if a.startswith("on")]
    assert HOSTILE in page.text


def test_a_hostile_campus_has_a_harmless_page():
    document = pages.campus(hostile_dataset(), "a")
    assert "<script" not in document.content.lower()
    page = Reader(document.content).open[0]
    assert page.find("h1")[0].text == f'"nom={HOSTILE}'
    assert [
        link.attributes["title"] for link in page.find("a", rel="noopener noreferrer nofollow")
    ] == ['https://a.example/"><script>']


def test_the_address_of_a_source_is_not_set_as_prose(toy):
    address = "https://a.example/x,2015-2016"
    sourced = toy.campuses.assign(sources=[(address,)] * len(toy.campuses))
    page = Reader(pages.campus(replace(toy, campuses=sourced), "a").content).open[0]
    (link,) = page.find("a", rel="noopener noreferrer nofollow")
    assert link.attributes["href"] == address


@pytest.mark.parametrize("query", QUERIES)
def test_every_link_of_a_view_leads_to_a_canonical_view(toy, query):
    page = first_view(toy, query)
    links = [
        a.attributes["href"]
        for part in ids_of(page, "tete", "filtres", "analyse", "liste", "panneau")
        for a in part.find("a")
    ]
    states = [href for href in links if href.startswith("?") or href == "./"]
    assert len(states) > 30 or "vue=couverture" in query
    for href in states:
        selection, _ = toy.read(href.removeprefix("./"))
        assert (selection.to_search() or "./") == href
    for href in set(links) - set(states):
        file = r"donnees/(couverture|distances|villes)\.csv(\?\S+)?"
        known = rf"methode(#definitions)?|#\w+|campus/[a-e]|https://\S+|{file}"
        assert re.fullmatch(known, href), href


def ids_of(page: Element, *names: str) -> list[Element]:
    return [part for part in page.every() if part.attributes.get("id") in names]


@pytest.mark.parametrize("query", QUERIES)
def test_a_page_has_one_title_and_no_id_twice(toy, query):
    page = first_view(toy, query)
    assert texts(page.find("h1")) == ["Les campus des métiers et des qualifications"]
    names = [part.attributes["id"] for part in page.every() if "id" in part.attributes]
    assert len(names) == len(set(names))
    for part in page.every():
        for labelled in ("aria-labelledby", "for"):
            if labelled in part.attributes and part.attributes[labelled] != ids.SEARCH:
                assert part.attributes[labelled] in names
    assert all(link.text.strip() for link in page.find("a"))


@pytest.mark.parametrize(
    ("query", "on"),
    [
        ("", ["5 campus à l’issue de la vague 4", "Nombre de campus", "Régions"]),
        (
            "filiere=tourisme,chimie&vague=1,2&region=44&preuve=source&niveau=academie"
            "&indicateur=population&rayon=100",
            [
                "Retirer Tourisme, gastronomie, 0 campus",
                "Retirer Chimie et biotechnologies, 0 campus",
                "Vague 1 0 campus",
                "Vague 2 0 campus",
                "0 campus à l’issue de la vague 2",
                "Population à proximité",
                "100 km",
                "Académies",
                "Désactiver : Campus sourcés seulement",
                "Retirer Est, 0 campus",
            ],
        ),
    ],
)
def test_what_is_on_says_so(toy, query, on):
    (filters,) = ids_of(first_view(toy, query), "filtres")
    assert texts(filters.find("a", aria_current="true")) == [f"{words}, choisi" for words in on]


@pytest.mark.parametrize(
    ("query", "filiere", "leads_to"),
    [
        ("", "tourisme", "?filiere=tourisme"),
        ("filiere=tourisme", "tourisme", "./"),
        ("filiere=tourisme&campus=a", "chimie", "?filiere=tourisme,chimie"),
        ("vue=liste&vague=1", "numerique", "?filiere=numerique&vague=1&vue=liste"),
    ],
)
def test_a_filiere_is_a_link_that_adds_it_or_takes_it_out(toy, query, filiere, leads_to):
    (link,) = first_view(toy, query).find("a", data_filiere=filiere)
    assert link.attributes["href"] == leads_to


def test_the_filieres_count_what_they_would_show(toy):
    counts = {
        link.attributes["data-filiere"]: int(link.find("span", class_="nombre")[0].text.split()[0])
        for link in first_view(toy, "vague=4&filiere=tourisme").find("a")
        if "data-filiere" in link.attributes
    }
    assert len(counts) == 12
    assert {slug: count for slug, count in counts.items() if count} == {"numerique": 2}


def test_the_growth_is_four_cumulated_steps(toy):
    steps = [
        (link.attributes["data-pas"], link.find("b")[0].text, link.attributes["href"])
        for link in first_view(toy, "vague=2").find("a")
        if "data-pas" in link.attributes
    ]
    assert steps == [
        ("1", "1\u00a0campus", "?vague=1"),
        ("2", "2\u00a0campus", "?vague=1,2"),
        ("3", "3\u00a0campus", "?vague=1,2,3"),
        ("4", "5\u00a0campus", "./"),
    ]


@pytest.mark.parametrize(
    ("query", "sentence", "figures"),
    [
        (
            "",
            "5 campus, labellisés en vagues 1 à 4, dans 3 régions.",
            [
                "5 campus identifiés sur 6 labellisés",
                "3 sourcés en ligne, les autres à vérifier",
                "3 régions sur 3 avec au moins un campus connu",
            ],
        ),
        (
            "filiere=numerique&preuve=source",
            "2 campus sourcés de la filière Numérique, télécommunications, "
            "labellisés en vagues 1 à 4, dans 1 région.",
            [
                "2 campus sur 5 identifiés (6 labellisés)",
                "2 sourcés en ligne",
                "1 région sur 3 avec au moins un de ces campus",
            ],
        ),
        (
            "filiere=chimie",
            "Aucun campus connu de la filière Chimie et biotechnologies, "
            "labellisé en vague 1, 2, 3 ou 4.",
            ["Toutes les filières : 5 campus"],
        ),
        (
            "filiere=chimie&vague=3&preuve=source",
            "Aucun campus sourcé de la filière Chimie et biotechnologies, labellisé en vague 3.",
            ["Sans filtre : 5 campus"],
        ),
    ],
)
def test_the_head_says_the_selection_and_three_figures(toy, query, sentence, figures):
    page = first_view(toy, query)
    (said,) = page.find("p", class_="phrase")
    assert said.text == sentence
    assert figures_of(toy, query) == figures


def figures_of(dataset, query: str) -> list[str]:
    (listed,) = first_view(dataset, query).find("ul", class_="rang chiffres")
    return texts(listed.find("li"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("region=53", "1 sourcé en ligne, l’autre à vérifier"),
        ("filiere=tourisme", "1 sourcé en ligne"),
        ("vague=1,3,4", "2 sourcés en ligne, les autres à vérifier"),
        ("vague=3,4&filiere=numerique,batiment", "1 sourcé en ligne, les autres à vérifier"),
        ("filiere=batiment", "0 sourcé en ligne, 1 à vérifier"),
        ("region=04,53&vague=3,4", "0 sourcé en ligne, tous à vérifier"),
    ],
)
def test_what_is_sourced_agrees_with_its_number(toy, query, said):
    assert figures_of(toy, query)[1] == said


def test_one_campus_of_one_is_said_in_the_singular(toy):
    one = replace(
        toy, campuses=toy.campuses.loc[["a"]], effectifs=toy.effectifs.iloc[:1].assign(effectif=1)
    )
    assert figures_of(one, "")[0] == "1 campus identifié sur 1 labellisé"
    assert figures_of(one, "vague=1")[0] == "1 campus sur 1 identifié (1 labellisé)"
    assert subtitle(one) == (
        "1 réseau d’écoles et d’entreprises labellisé par l’État, dans l’une des 12 filières. "
        "Situation de mars 2014."
    )


def test_the_regions_of_the_sentence_are_named_when_chosen(toy):
    selection = Selection.from_query("region=53,44&filiere=tourisme")
    assert sentence(toy, selection) == (
        "1 campus de la filière Tourisme, gastronomie, labellisé en vague 1, 2, 3 ou 4, "
        "région Est ou Ouest"
    )


def test_every_map_says_that_a_share_or_a_rate_is_a_minimum_too(toy):
    (legend,) = ids_of(first_view(toy, "indicateur=population"), "legende")
    assert (
        "à vérifier. Les chiffres sont des minimums là où la liste est incomplète." in legend.text
    )
    assert "cartons. Là où la liste est incomplète, un chiffre est un minimum." in note(toy)


def test_no_map_says_so_where_every_list_is_complete(toy):
    known = toy.effectifs.assign(perimetre=["France", "Ouest", "Île", "Est", "Ouest"], effectif=1)
    (legend,) = ids_of(first_view(replace(toy, effectifs=known), ""), "legende")
    assert "minimum" not in legend.text
    assert "minimum" not in note(replace(toy, effectifs=known))


def test_what_to_do_with_the_map_is_said_under_it(toy, crowd):
    said = "Une marque ouvre la fiche d’un campus (creuse\u202f: à vérifier)\u202f; un clic sur {}une région ne garde que ses campus. "
    for dataset, rounds in ((toy, ""), (crowd, "un rond ou ")):
        (caption,) = first_view(dataset, "").find("div", class_="note avec-script")
        assert caption.text == said.format(rounds) + "Ou choisissez une filière."
        (link,) = caption.find("a")
        assert link.attributes["href"] == "#filtres"


@pytest.mark.parametrize(
    ("query", "leads_to"), [("campus=a&niveau=academie", []), ("region=53&campus=a", ["./"])]
)
def test_filters_can_all_be_lifted_where_there_are_some(toy, query, leads_to):
    links = first_view(toy, query).find("a", class_="bouton tout-effacer")
    assert [link.attributes["href"] for link in links] == leads_to


def test_where_no_campus_answers_each_filter_can_be_lifted_alone(toy):
    page = first_view(toy, "filiere=batiment&vague=3&region=04&preuve=source&campus=a")
    (listed,) = page.find("ul", class_="rang chiffres")
    offered = {link.text: link.attributes["href"] for link in listed.find("a")}
    assert offered == {
        "Campus à vérifier compris\u202f: 1 campus": "?filiere=batiment&vague=3&region=04"
    }
    page = first_view(toy, "filiere=tourisme&vague=4")
    (listed,) = page.find("ul", class_="rang chiffres")
    assert {link.text: link.attributes["href"] for link in listed.find("a")} == {
        "Toutes les filières\u202f: 2 campus": "?vague=4",
        "Toutes les vagues\u202f: 1 campus": "?filiere=tourisme",
    }


def test_the_subtitle_says_what_the_map_shows_of_when_and_by_whom(toy):
    what = "réseaux d’écoles et d’entreprises labellisés par l’État, dans 12 filières."
    assert subtitle(toy) == f"6 {what} Situation de juin 2017."
    unpublished = replace(toy, effectifs=toy.effectifs.iloc[:0])
    assert subtitle(unpublished) == f"R{what[1:]}"


@pytest.mark.parametrize("query", ["filiere=chimie", "vue=liste&region=04&preuve=source"])
def test_a_selection_without_campus_says_so_and_leads_back(toy, query):
    (rows,) = ids_of(first_view(toy, query), "liste")
    assert texts(rows.inside) == [
        "Aucun campus connu ne répond à ces filtres. Effacer tous les filtres."
    ]
    assert [span.text for span in rows.find("span")] == ["."]  # after the link
    back = Selection.from_query(rows.find("a")[0].attributes["href"].removeprefix("./"))
    assert not back.filtered


def test_a_country_without_campus_says_so():
    page = first_view(without_campuses(), "")
    (rows,) = ids_of(page, "liste")
    assert rows.text == "Aucun campus dans ces données."
    assert rows.find("a") == []
    assert first_view(without_campuses(), "vue=couverture").find("table")


def test_a_note_names_the_filieres_in_words(toy):
    noted = toy.campuses.assign(note="« batiment » possible, non « Bois ».")
    (panel,) = ids_of(first_view(with_campuses(toy, noted), "campus=b"), "panneau")
    proof, *_ = panel.find("section")
    assert texts(proof.find("p"))[-1] == "« Bâtiment, éco-construction » possible, non « Bois »."


@pytest.mark.parametrize(
    ("others", "said"), [(12, []), (13, ["et 1 autre"]), (14, ["et 2 autres"])]
)
def test_the_neighbours_left_out_are_counted(toy, others, said):
    many = toy.campuses.iloc[[1] * (others + 1)]
    many.index = [f"c{n}" for n in range(others + 1)]
    page = first_view(with_campuses(toy, many.assign(code_region="44")), "campus=c0")
    (panel,) = ids_of(page, "panneau")
    region = panel.find("ul")[1]
    assert texts(region.find("li"))[12:] == said


def test_the_list_is_a_table_grouped_by_region(toy):
    (rows,) = ids_of(first_view(toy, ""), "liste")
    (table,) = rows.find("table")
    assert texts(table.find("caption")) == ["5 campus, par région"]
    assert [texts(row.find("th") + row.find("td")) for row in table.find("tr")] == [
        ["Campus ↑", "Filière", "Commune", "Vague", "Label", "Preuve"],
        ["Est 2 connus, liste complète"],
        ["Code", "Numérique, télécommunications", "Dour, Est", "4", "13 février 2017", "sourcé"],
        ["Données", "Numérique, télécommunications", "Doux, Est", "2", "2015", "sourcé"],
        ["Île 1 connu, effectif publié inconnu"],
        ["Cases", "Bâtiment, éco-construction", "Port, Île", "3", "octobre 2016", "à vérifier"],
        ["Ouest 2 connus sur 3"],
        ["Réseaux", "Numérique, télécommunications", "Brize, Ouest", "4", "inconnue", "à vérifier"],
        ["Table", "Tourisme, gastronomie", "Brize, Ouest", "1", "février 2014", "sourcé"],
    ]
    assert [link.attributes["href"] for link in table.find("a")] == [
        f"?campus={campus}" for campus in "cdeba"
    ]
    assert {cell.attributes.get("scope") for cell in table.find("th")} == {"col", "row"}


def test_one_known_campus_is_said_in_the_singular(toy):
    est = toy.effectifs.assign(effectif=1)
    alone = replace(toy, campuses=toy.campuses.loc[["c"]], effectifs=est)
    table = seen(listing(alone, Selection()))
    assert texts(table.find("span", class_="note")) == ["1 connu, liste complète"]


@pytest.mark.parametrize(
    ("words", "ids_found"),
    [
        ("zzz", ""),
        ("(", ""),
        ("code dour doux", ""),
        ("", "abcde"),
        ("TABLE", "a"),
        ("reseaux", "b"),
        ("Réseaux", "b"),
        ("brize", "ab"),
        ("ile", "e"),
        ("lycee de", "ad"),
        ("est code", "c"),
        ("gastronomie", "a"),
        ("télécommunications", "bcd"),
    ],
)
def test_a_search_finds_every_word_that_the_list_shows(toy, words, ids_found):
    assert "".join(found(toy, toy.campuses.index, words)) == ids_found


def test_a_search_without_result_says_so(toy):
    assert (
        seen(listing(toy, Selection(), "zzz")).text == "Aucun campus ne répond à cette recherche."
    )


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (None, "ecdba"),
        ({"colonne": "nom", "sens": "descending"}, "abdce"),
        ({"colonne": "vague", "sens": "ascending"}, "adebc"),
        ({"colonne": "vague", "sens": "descending"}, "bceda"),
        ({"colonne": "commune", "sens": "ascending"}, "abcde"),
        ({}, "ecdba"),
    ],
)
def test_the_list_is_sorted_as_asked(toy, sort, order):
    assert "".join(ordered(toy, toy.campuses.index, sort)) == order


@pytest.mark.parametrize(
    ("sort", "head"),
    [
        ({"colonne": "vague", "sens": "descending"}, ("Vague ↓", "descending")),
        ({"colonne": "vague"}, ("Vague ↑", "ascending")),
        ({"vue": "", "mots": "a"}, ("Campus ↑", "ascending")),  # searched, and not yet sorted
        (None, ("Campus ↑", "ascending")),
    ],
)
def test_the_sorted_column_says_so(toy, sort, head):
    table = seen(listing(toy, Selection(), (sort or {}).get("mots", ""), sort))
    assert [
        (head.text, head.attributes["aria-sort"])
        for head in table.find("th")
        if "aria-sort" in head.attributes
    ] == [head]


def test_a_long_list_says_how_much_it_leaves_out_and_sorts_before_it_cuts(toy):
    several = toy.campuses.loc[["c"] * 201].copy()
    several.index = [f"c{n}" for n in range(201)]
    several["nom"] = [f"Campus {200 - n:03}" for n in range(201)]
    page = seen(listing(with_campuses(toy, several), Selection()))
    assert texts(page.find("p"))[0].startswith("Les 200 premiers sur 201 :")
    assert page.find("a", href="donnees/campus.csv")
    names = texts(page.find("th", scope="row"))
    assert (names[1], names[-1], len(names)) == ("Campus 000", "Campus 199", 201)


def test_a_campus_is_written_once_for_the_views_that_list_it(toy):
    """Its row, and the link of it, read the same whatever the filters."""
    first = listing(toy, Selection())
    written = row.cache_info().misses
    views = first, listing(toy, Selection.from_query("filiere=numerique"))
    assert row.cache_info().misses == written
    whole, filtered = (re.findall(r"<tr><th class=\"col-nom.*?</tr>", view, re.S) for view in views)
    assert filtered
    assert len(filtered) < len(whole)
    assert set(filtered) < set(whole)
    opened = listing(toy, Selection.from_query("campus=b"))
    assert opened.count('<tr aria-current="true">') == 1


def test_the_panel_says_all_that_is_known_and_what_is_not_proven(toy):
    page = seen(panel(toy, Selection.from_query("campus=b&vague=4")))
    assert texts(page.find("h2")) == ["Réseaux"]
    assert texts(page.find("dt")) == [
        "Filière",
        "Vague de labellisation",
        "Date de labellisation",
        "Établissement support",
        "Commune du siège",
        "Académie",
        "Région",
    ]
    assert texts(page.find("dd")) == [
        "Numérique, télécommunications",
        "vague 4",
        "inconnu ◯ à vérifier",
        "inconnu ◯ à vérifier",
        "Brize (code Insee 35001) ◯ à vérifier",
        "Nord",
        "Ouest",
    ]
    proof, *_ = page.find("section")
    assert texts(proof.find("p")) == [
        "Une page publique le nomme, mais un point essentiel est déduit.",
        "À vérifier : commune du siège et établissement support.",
        "Siège non lu.",
    ]
    links = {" ".join(a.text.split()): a.attributes["href"] for a in page.find("a")}
    assert links == {
        "×Fermer la fiche": "?vague=4",
        "a.example": "https://a.example/reseaux",
        "Table": "?vague=4&campus=a",
        "Code": "?vague=4&campus=c",
        "Données": "?vague=4&campus=d",
        "Page de ce campus": "campus/b",
    }


def test_no_campus_opened_is_an_empty_panel(toy):
    assert panel(toy, Selection()) == ""


def grid_of(toy, query: str) -> list[list[str]]:
    (rows,) = ids_of(first_view(toy, query), "liste")
    table = next(t for t in rows.find("table") if t.attributes["class"] == "grille")
    return [cells(row) for row in table.find("tr")]


def cells(row: Element) -> list[str]:
    """Say each cell of a row: the sign that is seen, then its name in words, which may start with it."""
    found = row.find("th") + row.find("td")
    names = [
        [
            link.attributes["aria-label"]
            for link in cell.find("a")
            if "aria-label" in link.attributes
        ]
        for cell in found
    ]
    return [
        " ".join(f"{'' if name[0].startswith(seen) else seen}{name[0]}".split()) if name else seen
        for seen, name in zip(texts(found), names, strict=True)
    ]


def test_the_grid_says_what_is_there_what_is_not_and_what_is_not_known(toy):
    unsure = "aucun campus connu, liste incomplète ou non publiée : à confirmer"
    sums = ("Total : {}", "Lacunes sûres : {}", "À confirmer : {}")

    def summed(*counts):
        return [words.format(count) for words, count in zip(sums, counts, strict=True)]

    assert grid_of(toy, "vue=couverture&filiere=tourisme,numerique&vague=1,4") == [
        ["Région", "Tourisme", "Numérique", "Total", "Lacunes sûres", "À confirmer"],
        [
            "Est sur la carte",
            "–Tourisme, gastronomie, aucun campus, la liste du territoire est complète",
            "1 campus, Numérique, télécommunications",
            *summed(1, 1, 0),
        ],
        [
            "Île sur la carte",
            f"?Tourisme, gastronomie, {unsure}",
            f"?Numérique, télécommunications, {unsure}",
            *summed(0, 0, 2),
        ],
        [
            "Ouest sur la carte",
            "1 campus, Tourisme, gastronomie",
            "1 campus, Numérique, télécommunications",
            *summed(2, 0, 0),
        ],
        ["Ensemble", "1", "2", "3", "", ""],
        ["Lacunes sûres", "1", "0", "1", "", ""],
        ["À confirmer", "1", "1", "2", "", ""],
    ]


def test_a_cell_whose_campus_is_filtered_out_is_not_a_gap(toy):
    ouest = grid_of(toy, "vue=couverture&filiere=tourisme&vague=2")[-4]
    assert ouest == [
        "Ouest sur la carte",
        "×Tourisme, gastronomie, un campus est connu, hors du filtre",
        "Total : 0",
        "Lacunes sûres : 0",
        "À confirmer : 0",
    ]


@pytest.mark.parametrize(
    ("tri", "names"),
    [
        ("", ["Est", "Île", "Ouest"]),
        ("&tri=total", ["Est", "Ouest", "Île"]),
        ("&tri=lacunes", ["Est", "Île", "Ouest"]),
        ("&tri=lacunes&filiere=tourisme,numerique", ["Île", "Est", "Ouest"]),
        ("&tri=total&filiere=tourisme", ["Ouest", "Est", "Île"]),
    ],
)
def test_the_rows_are_sorted_by_name_by_total_or_by_gaps(toy, tri, names):
    rows = grid_of(toy, f"vue=couverture{tri}")
    assert [row[0].removesuffix(" sur la carte") for row in rows[1:4]] == names


def test_every_head_and_cell_of_the_grid_leads_to_its_map(toy):
    (rows,) = ids_of(first_view(toy, "vue=couverture&rayon=25&niveau=academie&tri=total"), "liste")
    table = next(t for t in rows.find("table") if t.attributes["class"] == "grille")
    links = [a.attributes["href"] for a in table.find("a")]
    assert len(links) == 12 + 4 * (1 + 12)
    assert links[0] == "?filiere=mobilite&niveau=academie&rayon=25"
    nord = next(row for row in table.find("tr") if row.text.startswith("Nord"))
    assert [a.attributes["href"] for a in nord.find("a")][:2] == [
        "?region=53&niveau=academie&rayon=25",
        "?filiere=mobilite&region=53&niveau=academie&rayon=25",
    ]


def test_the_grid_as_a_file_is_that_of_the_view(toy):
    (rows,) = ids_of(first_view(toy, "vue=couverture&region=53&tri=total&essai=2"), "liste")
    hrefs = [a.attributes["href"] for a in rows.find("a")]
    files = [href for href in hrefs if href.startswith("donnees/couv")]
    assert files == [
        "donnees/couverture.csv?region=53",
        "donnees/couverture.csv?region=53&excel=1",
    ]


def test_the_legend_says_unit_classes_and_sizes(toy):
    (legend,) = ids_of(first_view(toy, "indicateur=taux"), "legende")
    assert texts(legend.find("h3"))[0] == (
        "Campus connus pour 100 000 habitants de 15 à 24 ans, par région (entre parenthèses, le nombre de régions)"
    )
    assert texts(legend.find("ul", class_="rang classes")[0].find("li")) == [
        "jusqu’à 1,88 (1)",
        "1,88 à 2,50 (1)",
        "donnée inconnue (1)",
    ]


def test_the_credit_names_each_source_of_the_campuses_and_of_the_outlines(toy):
    assert credit(toy, Selection()) == "Sources\u202f: Ministère\u202f; Afdet\u202f; Natural Earth."
    assert credit(replace(toy, package={}, outlines_package={}), Selection()) == ""


@pytest.mark.parametrize("query", QUERIES)
def test_the_files_offered_are_those_of_the_view(toy, query):
    selection = Selection.from_query(query)
    links = [a.attributes["href"] for a in seen(legend(toy, selection)).find("a")]
    hrefs = [href for href in links if href.startswith("donnees/")]
    assert len(hrefs) == len(set(hrefs)) >= 6
    for href in hrefs:
        path, _, search = href.partition("?")
        params = read_params(search, ["excel"] if path.endswith(".csv") else [])
        wanted = selection.but(campus=None, vue="carte", tri="nom", contre=frozenset())
        assert Selection.from_params(params).but(vue="carte") == wanted


def test_dash_holds_the_interactive_map_and_what_it_is_asked_for():
    held = {part.id: part for part in layout.island()}
    assert set(held) == {ids.COMPOSITION, ids.SEARCH, ids.ROWS, ids.GRAPH}
    config = held[ids.GRAPH].config
    assert (config["displayModeBar"], config["showSendToCloud"]) == (False, False)


def test_every_place_that_the_script_writes_in_is_once_in_the_page(toy):
    written = layout.body(toy, Selection())
    for name in (ids.MAIN, ids.HEAD, ids.FILTERS, ids.MAP, ids.LEGEND, ids.PANEL, ids.LIST):
        assert written.count(f' id="{name}"') == 1, name
    for name in (ids.ANALYSIS, ids.FIGURES, ids.WORDS, ids.ANNOUNCEMENT, ids.FAILURE):
        assert written.count(f' id="{name}"') == 1, name


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "vue-carte"),
        ("vue=liste", "vue-liste rangs"),
        ("vue=couverture", "vue-couverture rangs avec-questions"),
        ("campus=a&indicateur=taux", "vue-carte avec-panneau avec-questions"),
        ("indicateur=taux", "vue-carte avec-questions avec-besoin"),
        ("indicateur=taux&essai=3", "vue-carte avec-questions double"),
        ("indicateur=taux&vue=liste", "vue-liste rangs"),
    ],
)
def test_the_style_sheet_is_told_the_view(query, shown):
    assert layout.main_class(Selection.from_query(query)) == shown


def test_a_campus_has_a_page_of_its_own():
    document = pages.campus(toy_dataset(), "d")
    assert document.title == "Données — Campus des métiers et des qualifications"
    assert document.description == (
        "Données\u202f: Numérique, télécommunications, Doux (Est), vague 2."
    )
    page = Reader(document.content).open[0]
    assert texts(page.find("h1")) == ["Données"]
    assert {a.attributes["href"] for a in page.find("a")} == {
        "#contenu",
        "../",
        "../?vue=couverture",
        "../?vue=liste",
        "../?vue=liste#recherche",
        "../?campus=d",
        "../methode",
        "../accessibilite",
        "https://c.example/donnees",
        "b",
        "c",
    }


def test_a_date_of_the_list_is_on_one_line(toy):
    assert "13\u00a0février\u00a02017</td>" in layout.body(toy, Selection())
