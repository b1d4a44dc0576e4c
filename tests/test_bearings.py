"""Whatever a reader does, they stay where they were, or are shown what the link promised: focus, scroll, bubble, box."""

from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from chromium import launch
from conftest import at_first_mark
from playwright.sync_api import expect
from test_keyboard import tab_to, visit

pytestmark = pytest.mark.browser

PHONE = {
    "viewport": {"width": 375, "height": 667},
    "has_touch": True,
    "is_mobile": True,
    "locale": "fr-FR",
}


@pytest.fixture
def phone(browser):
    context = browser.new_context(**PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "query", ["?filiere=numerique", "?filiere=mobilite&region=53", "?region=11"]
)
def test_a_finger_on_a_mark_opens_its_campus_at_once(phone, address, query):
    visit(phone, address, query)
    phone.touchscreen.tap(*at_first_mark(phone))
    expect(phone.locator("#panneau h2")).to_be_visible()
    first = phone.evaluate(
        "document.querySelector('.js-plotly-plot').data.find(({ name }) => name === 'campus').customdata[0]"
    )
    assert urlsplit(phone.url).query == f"{query[1:]}&campus={first}"


def test_a_finger_elsewhere_chooses_the_region(phone, address):
    visit(phone, address, "?filiere=numerique")
    phone.touchscreen.tap(*at_first_mark(phone))
    expect(phone.locator("#panneau h2")).to_be_visible()
    phone.locator("#panneau .fermer").tap()
    expect(phone.locator("#panneau h2")).to_have_count(0)
    x, y = at_first_mark(phone)
    phone.touchscreen.tap(x, y + 27)
    phone.wait_for_url("**/?filiere=numerique&region=53")


@pytest.mark.parametrize(
    ("query", "link", "title"),
    [
        ("?indicateur=population&essai=2982076", ".prochain .bouton", "h2#prochain"),
        ("?vue=couverture", ".distances tbody tr:nth-child(3) a", "h2#distance"),
        ("?indicateur=taux", ".points tbody a", "h2#besoin"),
    ],
)
def test_the_focus_stays_in_the_question_whose_link_was_followed(page, address, query, link, title):
    visit(page, address, query)
    page.locator(link).first.focus()
    with page.expect_response("**/questions/**"):
        page.keyboard.press("Enter")
    expect(page.locator(title)).to_be_focused()


@pytest.mark.parametrize(
    ("query", "link"),
    [
        ("?vue=couverture&essai=2982076", "text=Voir ce scénario sur la carte"),
        ("?vue=couverture", "text=Voir la carte des zones blanches"),
        ("?vue=couverture", ".grille tbody tr:nth-child(14) td:nth-child(4) a"),
    ],
)
def test_the_map_that_a_link_promises_is_in_sight(page, address, query, link):
    page.set_viewport_size({"width": 1280, "height": 600})
    visit(page, address, query)
    page.click(link)
    page.wait_for_url(lambda url: "vue=" not in url)
    expect(page.locator("#carte")).to_be_in_viewport()


def test_the_focus_does_not_pass_to_a_file(page, address):
    visit(page, address, "?vue=couverture&filiere=numerique")
    page.get_by_text("Voir toute la grille").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".onglets [aria-current]")).to_be_focused()


def test_the_way_to_the_search_leads_to_its_field(page, address):
    page.goto(address + "methode")
    page.get_by_text("Chercher un campus").click()
    expect(page.locator("#recherche")).to_be_focused()
    expect(page.locator("label[for=recherche]")).to_be_in_viewport()


def test_who_closes_a_campus_of_the_list_is_back_on_its_line(phone, address):
    visit(phone, address, "?vue=liste")
    line = phone.locator("#liste a[data-campus]").nth(40)
    line.tap()
    expect(phone.locator("#panneau h2")).to_be_in_viewport()
    phone.locator("#panneau .fermer").tap()
    expect(line).to_be_in_viewport()


def test_who_closes_a_campus_of_the_map_is_still_at_the_map(phone, address):
    visit(phone, address, "?filiere=numerique")
    phone.touchscreen.tap(*at_first_mark(phone))
    phone.locator("#panneau .fermer").tap()
    expect(phone.locator("#panneau h2")).to_have_count(0)
    expect(phone.locator("#carte")).to_be_in_viewport(ratio=0.5)


def test_the_bubble_is_whole_in_the_window(page, address):
    page.set_viewport_size({"width": 1280, "height": 400})
    visit(page, address)
    tab_to(page, ".repere")
    cut = []
    for _ in range(25):
        page.keyboard.press("PageDown")
        box = page.locator(".bulle").bounding_box()
        if box["y"] < 0:
            cut.append((page.locator(".bulle").text_content(), box["y"]))
    assert not cut


def test_going_back_closes_the_box_of_the_view_that_one_leaves(page, address):
    visit(page, address)
    page.click("#filtres a[data-vague='2']")
    page.wait_for_url("**/?vague=2")
    page.get_by_text("Partager").first.click()
    expect(page.locator("dialog")).to_be_visible()
    page.go_back()
    expect(page.locator("dialog")).to_be_hidden()
    assert urlsplit(page.url).query == ""


# As a browser translates a page: each text in an element of its own.
TRANSLATE = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) if (texts.currentNode.data.trim()) found.push(texts.currentNode);
  for (const text of found) {
    const font = document.createElement("font");
    text.replaceWith(font);
    font.append(text);
  }
}"""


def test_a_translated_page_still_says_its_lines_and_its_order(page, address):
    visit(page, address, "?vue=couverture")
    page.evaluate(TRANSLATE)
    tab_to(page, ".grille a")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    described, line = page.evaluate("""() => {
      const cell = document.activeElement;
      return [cell.getAttribute('aria-description'), cell.closest('tr').querySelector('th font').textContent];
    }""")
    assert described == line
    visit(page, address, "?vue=liste")
    page.evaluate(TRANSLATE)
    page.click("button[data-tri=commune]")
    expect(page.locator("#annonce")).to_have_text("Liste triée par commune, ordre croissant.")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?vague=1&contre=1,2", True),
        ("?indicateur=population&essai=2982076", True),
        ("?indicateur=taux", False),
    ],
)
def test_on_paper_stand_both_maps_that_the_sentence_sets_side_by_side(page, address, query, shown):
    visit(page, address, query)
    page.emulate_media(media="print")
    expect(page.locator("#analyse")).to_be_visible(visible=shown)
    assert page.locator("#analyse .cote-a-cote img").count() == (2 if shown else 0)


SPACED = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"


def apart(tab) -> bool:
    """Whether the title and the tabs stand apart."""
    return tab.evaluate("""() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('h1'));
      const [title, tabs] = [range, document.querySelector('.onglets')].map((part) => part.getBoundingClientRect());
      return title.right <= tabs.left || title.bottom <= tabs.top;
    }""")


@pytest.mark.parametrize("width", [1080, 1280, 1600])
def test_title_and_tabs_stand_apart_however_the_text_is_spaced(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    tab = context.new_page()
    tab.goto(address)
    assert apart(tab)
    tab.add_style_tag(content=SPACED)
    assert apart(tab)
    context.close()


@pytest.mark.parametrize("size", [20, 24, 32])
def test_title_and_tabs_stand_apart_however_large_the_text_is(browser, address, size):
    large = launch(
        SimpleNamespace(chromium=browser.browser_type), f"--blink-settings=defaultFontSize={size}"
    )
    tab = large.new_page()
    for width in (1080, 1280, 1600, 1920):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto(address)
        assert tab.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == (
            pytest.approx(size * 0.9375)
        )
        assert apart(tab), width
        if width < 1340:  # too narrow for such letters beside the map
            assert tab.locator("#filtres").bounding_box()["width"] > 20 * size
    tab.set_viewport_size({"width": 375, "height": 800})
    pages = ("", "?vue=liste", "?vue=couverture", "?indicateur=population", "?vague=1&contre=2")
    for path in (*pages, "methode", "telecharger", "accessibilite", "integrer"):
        tab.goto(address + path)
        assert tab.evaluate("document.documentElement.scrollWidth") == 375, path
    large.close()
