"""A crowd in the browser: nothing scrolls sideways, every frame has its height, rounds are reached."""

import re

import pytest
from conftest import at_first_mark, watched
from faults import faults
from playwright.sync_api import expect

from dashboard.clusters import notice
from dashboard.display import Display
from dashboard.framing import frame_height
from dashboard.geography import LARGE, NARROW
from dashboard.rounds import rounds
from dashboard.selection import Selection

pytestmark = pytest.mark.browser
WIDTHS = (280, 320, 440, 599, 600, 799, 800, 1079, 1080, 1400)


@pytest.fixture
def tab(browser, crowd_address):
    """Open a page over a crowd; see `watched`."""
    with watched(browser, crowd_address) as opened:
        yield opened


@pytest.mark.parametrize(
    "query", ["", "filiere=tourisme", "vue=liste&vague=1", "filiere=chimie&region=11"]
)
def test_a_frame_of_a_crowd_has_its_height_at_every_width(tab, crowd_address, crowd, query):
    selection = Selection.from_query(query)
    tab.goto(f"{crowd_address}embed?{query}")
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 600})
        needed = tab.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
        given = frame_height(crowd, selection, Display(), width)
        assert needed <= given <= needed * 1.25 + 40, width
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("path", ["embed", "embed?filiere=chimie&theme=sombre", "embed?vue=liste"])
def test_a_frame_of_a_crowd_has_no_fault_that_a_machine_sees(browser, crowd_address, width, path):
    opened = browser.new_page(viewport={"width": width, "height": 800})
    opened.goto(f"{crowd_address}{path}")
    assert faults(opened) == []
    opened.close()


def test_the_arrows_go_from_round_to_round_in_a_frame_and_say_each(tab, crowd_address, crowd):
    tab.goto(f"{crowd_address}embed")
    first, second, *_ = rounds(crowd, Selection(), LARGE)
    tab.keyboard.press("Tab")
    card = tab.locator(".bulle")
    expect(card.locator("b")).to_have_text(first.words[0])
    tab.keyboard.press("ArrowRight")
    expect(card.locator("b")).to_have_text(second.words[0])
    expect(card.locator("span").last).to_have_text(second.words[-1])
    tab.set_viewport_size({"width": 400, "height": 900})
    expect(tab.locator(".etroite .note")).to_have_text(notice(crowd, Selection(), NARROW))
    expect(tab.locator(".large .note")).to_be_hidden()


def test_without_script_a_round_leads_to_its_words(browser, crowd_address, crowd):
    opened = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 900}
    ).new_page()
    opened.goto(f"{crowd_address}embed#large-0")
    expect(opened.locator("#large-0")).to_be_in_viewport()
    expect(opened.locator("#large-0 b")).to_have_text(rounds(crowd, Selection(), LARGE)[0].words[0])
    assert opened.locator("#large-0").bounding_box()["height"] > 20
    opened.context.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("path", ["", "?filiere=chimie", "?vue=liste", "?vue=couverture"])
def test_the_page_of_a_crowd_has_no_fault_that_a_machine_sees(browser, crowd_address, width, path):
    opened = browser.new_page(viewport={"width": width, "height": 800})
    opened.goto(f"{crowd_address}{path}")
    if "vue" not in path:  # the other views have no map
        expect(opened.locator(".planche .scatterlayer .trace").first).to_be_attached()
    assert faults(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


def test_a_round_clicked_while_a_filter_is_awaited_keeps_it(tab, crowd_address):
    tab.goto(crowd_address)
    tab.wait_for_selector("html.vivante")
    tab.route("**/vue/**", lambda route: None)
    tab.locator("#filtres a[data-filiere=tourisme]").dispatch_event("click")
    tab.mouse.move(*at_first_mark(tab))
    expect(tab.locator("#carte .bulle")).to_contain_text("campus")
    tab.mouse.click(*at_first_mark(tab))
    assert re.fullmatch(r"\?filiere=tourisme&region=\d\d", tab.evaluate("location.search"))
