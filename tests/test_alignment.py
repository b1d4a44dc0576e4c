"""What stands in line on the pages, and what is not cut, measured in a real browser."""

from itertools import pairwise

import pytest
from picture import await_fonts

pytestmark = pytest.mark.browser
ASIDE = """() => Array.from(document.querySelectorAll('.sommes td .marque'), (mark) => {
  const number = document.createRange();
  number.selectNode(mark.nextSibling);
  const middles = [mark, number].map((part) => part.getBoundingClientRect()).map((box) => box.x + box.width / 2);
  return Math.abs(middles[0] - middles[1]);
})"""
TOPS = """selector => Array.from(document.querySelectorAll('.grille tbody tr'), (row) => [
  ...new Set(Array.from(row.querySelectorAll(selector), (part) => part.getBoundingClientRect())
    .filter((box) => box.width).map((box) => Math.round(box.top)))].length)"""
HEIGHTS = """selector => Array.from(document.querySelectorAll(selector), (part) =>
  part.getBoundingClientRect().height)"""
BOXES = """selector => Array.from(document.querySelectorAll(selector), (part) => {
  const box = part.getBoundingClientRect();
  return [box.left, box.right];
})"""
CUT = r"""() => {
  const cut = [];
  for (const cell of document.querySelectorAll('.chiffree :is(th, td)')) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const word of texts.currentNode.data.matchAll(/[\p{L}\p{N}\u00ad]+/gu)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        const lines = Array.from(range.getClientRects()).filter((line) => line.width > 1);
        if (lines.length > 1 && !word[0].includes('\u00ad') && !cell.closest('.hors-ecran')) cut.push(word[0]);
      }
    }
  }
  return cut;
}"""
LEFT = """selector => Array.from(document.querySelectorAll(selector), (part) => {
  const range = document.createRange();
  range.selectNodeContents(part);
  return Math.round(range.getBoundingClientRect().left);
})"""


@pytest.fixture
def phone(browser):
    """A tab as narrow as the smallest phone, that waits for the font however long it takes."""
    tab = browser.new_page(viewport={"width": 320, "height": 640}, locale="fr-FR")
    await_fonts(tab)
    yield tab
    tab.close()


@pytest.mark.parametrize(
    "query",
    ["?vue=couverture", "?vue=couverture&filiere=tourisme", "?vue=couverture&niveau=academie"],
)
def test_on_a_phone_the_marks_of_a_row_and_its_sums_stand_in_line(phone, address, query):
    """The rows of the sums too: each number is under its mark."""
    phone.goto(address + query)
    rows = phone.locator(".grille tbody tr").count()
    assert rows > 18
    assert phone.evaluate(TOPS, ".marque") == [1] * rows
    assert max(phone.evaluate(ASIDE)) < 2
    assert phone.evaluate(TOPS, "tr:not(.sommes) .somme") == [1] * (rows - 3) + [0] * 3
    assert len(set(phone.evaluate(HEIGHTS, "tr:not(.sommes) > .somme"))) == 1  # « 10 » on its line


@pytest.mark.parametrize(
    "query",
    [
        "?vue=couverture&filiere=numerique&contre=services-entreprises",
        "?filiere=tourisme&indicateur=population&essai=3013525,2993024",
        "methode",
    ],
)
@pytest.mark.parametrize("font", [True, False], ids=["police", "sans-police"])
def test_on_a_phone_no_word_of_a_table_is_cut(phone, address, query, font):
    """Nor in the letters of a reader whose network is too slow for ours."""
    if not font:
        phone.route("**/polices/*", lambda route: route.abort())
    phone.goto(address + query)
    phone.evaluate("document.fonts.ready")
    assert phone.evaluate(CUT) == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", ["?vue=couverture", "embed?vue=couverture"])
def test_the_head_of_the_territories_stands_over_their_names(page, address, path):
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(address + path)
    edges = page.evaluate(LEFT, ".grille tr > th:first-child")
    assert len(edges) > 18
    assert len(set(edges)) == 1


@pytest.mark.parametrize("query", ["", "?filiere=tourisme"])
def test_on_a_phone_the_words_of_the_key_figures_stand_in_line(phone, address, query):
    phone.goto(address + query)
    edges = phone.evaluate(LEFT, ".chiffres .nombre")
    assert len(edges) == 3
    assert len(set(edges)) == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_a_title_of_the_filters_is_as_far_from_its_choices_everywhere(page, address, width):
    """One space, that between a title and a list; those that the reader opens have no list."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    gaps = page.evaluate("""() => Array.from(document.querySelectorAll('.groupe > .rang + ul'), (list) =>
      Math.round(list.getBoundingClientRect().top - list.previousElementSibling.getBoundingClientRect().bottom))""")
    assert gaps == [8] * 5


@pytest.mark.parametrize("query", ["vue=couverture", "vue=liste", "contre=1,2", ""])
def test_in_a_frame_what_is_shown_does_not_touch_its_date(page, address, query):
    page.goto(f"{address}embed?{query}")
    gap = """() => document.querySelector('main > div').getBoundingClientRect().top
      - document.querySelector('main > .note').getBoundingClientRect().bottom"""
    assert page.evaluate(gap) == pytest.approx(8, abs=0.1)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_line_of_the_mean_runs_unbroken_through_the_rows(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}?vue=couverture")
    holes = page.evaluate("""() => Array.from(document.querySelectorAll('.points'), (table) => {
      const lines = Array.from(table.querySelectorAll('line'), (line) => line.getBoundingClientRect());
      return Math.max(...lines.slice(1).map((line, n) => line.top - lines[n].bottom));
    })""")
    assert len(holes) == 2
    assert max(holes) <= 0
    over = """() => Array.from(document.querySelectorAll('.points'), (table) =>
      table.caption.getBoundingClientRect().bottom
      - Math.min(...Array.from(table.querySelectorAll('line'), (line) => line.getBoundingClientRect().top)))"""
    assert max(page.evaluate(over)) <= 0
    if width == 1280:
        heads = """() => Array.from(document.querySelectorAll('.points tbody'), (rows) =>
          rows.getBoundingClientRect().top)"""
        assert len(set(page.evaluate(heads))) == 1


@pytest.mark.parametrize("width", [320, 700, 1280])
@pytest.mark.parametrize("query", ["", "contre=1,2", "indicateur=population"])
def test_in_a_frame_every_map_shows_its_names_and_figures(page, address, query, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}embed?{query}")
    maps = page.locator(".carte:visible, figure")
    assert maps.count() == (2 if "contre" in query else 1)
    for each in maps.all():
        shown = each.locator("text:visible").all_text_contents()
        assert len(shown) > 15


@pytest.mark.parametrize("width", [320, 600, 800, 1079, 1200])
def test_in_a_frame_the_marks_over_a_grid_stand_apart(page, address, width):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{address}embed?vue=couverture")
    marks = page.evaluate(BOXES, ".grille thead .symbole")
    assert len(marks) == 12
    assert all(left[1] <= right[0] for left, right in pairwise(marks))


def test_in_a_frame_the_tints_of_a_grid_are_printed(page, address):
    page.goto(f"{address}embed?vue=couverture")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.present')).printColorAdjust")
        == "exact"
    )
