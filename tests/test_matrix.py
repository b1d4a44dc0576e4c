"""The grid of coverage as plain values, the same on the page and in a frame."""

import pytest
from test_layout import cells, ids_of, seen

from dashboard import layout
from dashboard.display import Display
from dashboard.embedding import frame
from dashboard.matrix import SIGNS, SUMS, Cell, Row, matrix, signs
from dashboard.selection import Selection
from dashboard.vocabulary import State


def read(query: str) -> Selection:
    return Selection.from_query(query)


def test_a_row_says_each_crossing_and_its_sums(toy):
    unsure = f"Bâtiment, éco-construction, {State.a_confirmer.label}"
    assert matrix(toy, read("filiere=tourisme,batiment&vague=1")) == [
        Row(
            "44",
            "Est",
            (
                Cell("–", "absent", f"Tourisme, gastronomie, {State.absent.label}"),
                Cell("–", "absent", f"Bâtiment, éco-construction, {State.absent.label}"),
            ),
            (0, 2, 0),
        ),
        Row(
            "04",
            "Île",
            (
                Cell("?", "a-confirmer", f"Tourisme, gastronomie, {State.a_confirmer.label}"),
                Cell("×", "hors-filtre", f"Bâtiment, éco-construction, {State.hors_filtre.label}"),
            ),
            (0, 0, 1),
        ),
        Row(
            "53",
            "Ouest",
            (
                Cell("1", "present", "1 campus, Tourisme, gastronomie"),
                Cell("?", "a-confirmer", unsure),
            ),
            (1, 0, 1),
        ),
    ]


def test_the_legend_lists_the_states_that_the_grid_has(toy):
    every = {State.present: "1"} | SIGNS
    assert signs(matrix(toy, read("filiere=tourisme,batiment&vague=1"))) == every
    assert State.hors_filtre not in signs(matrix(toy, read("")))
    framed = frame(toy, read("vue=couverture"), Display(), "https://e.example/").html
    (page,) = ids_of(seen(layout.body(toy, read("vue=couverture"))), "liste")
    for shown in (framed, page.text):
        assert State.a_confirmer.label in shown
        assert State.hors_filtre.label not in shown


@pytest.mark.parametrize(
    "query", ["", "tri=lacunes&filiere=tourisme,numerique", "niveau=academie&tri=total"]
)
def test_the_page_and_the_frame_show_the_same_grid(toy, query):
    selection = read(f"{query}&vue=couverture".removeprefix("&"))
    (rows,) = ids_of(seen(layout.body(toy, selection)), "liste")
    page = next(t for t in rows.find("table") if t.attributes["class"] == "grille")
    framed = frame(toy, selection, Display(), "https://e.example/").html
    for row in matrix(toy, selection):
        for cell in row.cells:
            assert cell.words in framed
        (line,) = [r for r in page.find("tr") if r.find("th")[0].text.startswith(row.name + " sur")]
        said = [text.lstrip("".join(SIGNS.values())) for text in cells(line)]
        assert said[1:] == [
            *(" ".join(cell.words.split()) for cell in row.cells),
            *(f"{words} : {count}" for words, count in zip(SUMS.values(), row.sums, strict=True)),
        ]
    assert framed.count("<td") == sum(
        len(row.cells) + len(row.sums) for row in matrix(toy, selection)
    )


def test_a_comparison_in_a_frame_is_two_maps_on_one_scale(toy):
    page = frame(
        toy, read("filiere=numerique&contre=tourisme"), Display(), "https://e.example/"
    ).html
    assert page.count("<figure>") == 2
    assert "<figcaption>Numérique, télécommunications</figcaption>" in page
    assert "<figcaption>Tourisme, gastronomie</figcaption>" in page
    assert 'class="marques"' not in page
    assert "davantage dans 1 région, autant dans 2 régions" in page
