"""The page in a real browser, against the real server process; every test ends on an empty console.

Chromium missing is a failure, not a skip: `tests/run` installs it.
"""

import base64
import csv
import io
import re
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from chromium import launch
from conftest import at_first_mark
from faults import faults
from playwright.sync_api import expect
from pypdf import PdfReader

from dashboard.french import at

ROOT = Path(__file__).parent.parent
APP = "body"
CAMPUSES = list(
    csv.DictReader((ROOT / "data" / "campus.csv").read_text(encoding="utf-8").splitlines())
)
VISIBLE = """() => {
  const plot = document.querySelector('.js-plotly-plot');
  const marks = plot?.data.find(t => t.name === 'campus');  // none before the first drawing
  return [...new Set(marks ? marks.customdata : [])].sort();
}"""

pytestmark = pytest.mark.browser


def ids(**wanted):
    """Read the ids of data/campus.csv whose columns have the wanted values."""
    return sorted(
        row["id"] for row in CAMPUSES if all(row[name] in value for name, value in wanted.items())
    )


def visit(page, address, query=""):
    """Open a view and wait until the interactive page has replaced the first one."""
    page.goto(address + query)
    page.wait_for_selector("html.vivante")


def shows(page, expected):
    """Check that map, table and sentence show the same campuses, those expected."""
    page.wait_for_function(f"n => ({VISIBLE})().length === n", arg=len(expected))
    assert page.evaluate(VISIBLE) == expected
    listed = page.locator(f"{APP} #liste a[data-campus]")
    expect(listed).to_have_count(len(expected))
    assert sorted(link.get_attribute("data-campus") for link in listed.all()) == expected
    expect(page.locator(f"{APP} .phrase")).to_contain_text(f"{len(expected)} campus")


def test_every_campus_is_on_the_map_and_in_the_list(page, address):
    visit(page, address)
    shows(page, ids())
    assert page.evaluate("document.documentElement.lang") == "fr"


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize(
    "query",
    [
        "?filiere=tourisme&region=53",
        "?indicateur=taux",
        "?filiere=tourisme&indicateur=population&essai=3013525,3030300",
        "?filiere=tourisme&vague=1,2&vue=couverture&contre=energie,1,2,3",
        "?filiere=chimie&region=94&vue=couverture",
    ],
)
def test_no_accessibility_rule_is_broken_and_nothing_scrolls_sideways(page, address, width, query):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, address, query)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_that_refuses_an_address_breaks_no_accessibility_rule(browser, address, width):
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.goto(f"{address}?filiere=x")
    assert faults(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_an_open_campus_breaks_no_accessibility_rule(page, address):
    page.set_viewport_size({"width": 320, "height": 900})
    visit(page, address, f"?campus={ids()[0]}")
    assert faults(page) == []


def test_filters_by_filiere_wave_and_region_agree_with_the_file(page, address):
    visit(page, address)
    page.click(f"{APP} a[data-filiere=batiment]")
    shows(page, ids(filiere=["batiment"]))
    page.click(f"{APP} a[data-vague='4']")
    shows(page, ids(filiere=["batiment"], vague=["4"]))
    page.click(f"{APP} .groupe-regions summary")
    page.click(f"{APP} a[data-region='84']")
    shows(page, ids(filiere=["batiment"], vague=["4"], code_region=["84"]))
    assert urlsplit(page.url).query == "filiere=batiment&vague=4&region=84"
    page.click(f"{APP} .tout-effacer")
    shows(page, ids())
    assert urlsplit(page.url).query == ""


def test_cumulated_waves_and_sourced_campuses_agree_with_the_file(page, address):
    visit(page, address)
    page.click(f"{APP} a[data-pas='2']")
    shows(page, ids(vague=["1", "2"]))
    page.click(f"{APP} .interrupteur a")
    shows(page, ids(vague=["1", "2"], preuve=["source"]))


def test_the_focus_stays_on_the_filter_that_was_followed(page, address):
    visit(page, address)
    for choice in ("filiere=tourisme", "vague='3'", "niveau=academie"):
        page.focus(f"{APP} a[data-{choice}]")
        page.keyboard.press("Enter")
        expect(page.locator(f"{APP} a[data-{choice}]")).to_have_attribute("aria-current", "true")
        expect(page.locator(f"{APP} a[data-{choice}]")).to_be_focused()


def test_back_and_forward_return_to_each_view(page, address):
    visit(page, address)
    page.click(f"{APP} a[data-filiere=tourisme]")
    shows(page, ids(filiere=["tourisme"]))
    page.click(f"{APP} a[data-filiere=energie]")
    shows(page, ids(filiere=["tourisme", "energie"]))
    page.go_back()
    shows(page, ids(filiere=["tourisme"]))
    page.go_back()
    shows(page, ids())
    page.go_forward()
    shows(page, ids(filiere=["tourisme"]))


def test_quick_clicks_add_up(page, address):
    """Each is of the view asked for before, still on its way: none of what was chosen is lost."""
    visit(page, address, "?vague=1,2")
    page.route("**/vue/**", lambda route: None)
    for key, value, asked in (
        ("filiere", "tourisme", "?filiere=tourisme&vague=1,2"),
        ("filiere", "mobilite", "?filiere=mobilite,tourisme&vague=1,2"),
        ("vague", "2", "?filiere=mobilite,tourisme&vague=1"),
        ("region", "53", "?filiere=mobilite,tourisme&vague=1&region=53"),
        ("region", "84", "?filiere=mobilite,tourisme&vague=1&region=53,84"),
        ("indicateur", "taux", "?filiere=mobilite,tourisme&vague=1&region=53,84&indicateur=taux"),
        ("vague", "1", "?filiere=mobilite,tourisme&region=53,84&indicateur=taux"),
        ("region", "84", "?filiere=mobilite,tourisme&region=53,84&indicateur=taux"),  # again
        ("indicateur", "effectif", "?filiere=mobilite,tourisme&region=53,84"),  # the one shown
    ):
        page.locator(f"#filtres a[data-{key}='{value}']").dispatch_event("click")
        assert page.evaluate("location.search") == asked
    page.unroute("**/vue/**")  # what was held goes on
    shows(page, ids(filiere=["mobilite", "tourisme"], code_region=["53", "84"]))
    page.go_back()
    shade = page.locator("#filtres a[data-indicateur=taux]")
    expect(shade).to_have_attribute("aria-current", "true")


def test_quick_clicks_on_a_tab_and_on_what_clears_are_of_the_view_asked_for(page, address):
    visit(page, address, "?vague=1")
    page.route("**/vue/**", lambda route: None)
    page.locator("#filtres a[data-filiere=tourisme]").dispatch_event("click")
    page.locator("#filtres .groupe-vagues .effacer").dispatch_event("click")
    assert page.evaluate("location.search") == "?filiere=tourisme"
    page.locator(".onglets a[data-vue=liste]").dispatch_event("click")
    assert page.evaluate("location.search") == "?filiere=tourisme&vue=liste"
    page.locator(".onglets a[data-vue=carte]").dispatch_event("click")
    assert page.evaluate("location.search") == "?filiere=tourisme"
    page.locator(".tout-effacer").dispatch_event("click")
    assert page.evaluate("location.search") == ""


def test_the_grid_sorted_while_a_filter_is_awaited_keeps_it(page, address):
    visit(page, address, "?vue=couverture")
    page.route("**/vue/**", lambda route: None)
    page.locator("#filtres a[data-filiere=tourisme]").dispatch_event("click")
    for order, asked in (("lacunes", "&tri=lacunes"), ("nom", "")):
        page.locator(f"#liste a[data-ordre={order}]").dispatch_event("click")
        assert page.evaluate("location.search") == f"?filiere=tourisme&vue=couverture{asked}"


def test_towns_put_on_trial_one_after_the_other_add_up(page, address):
    visit(page, address, "?vue=couverture&essai=2988507")
    links = page.locator("#questions .villes a[data-essai]")
    expect(links.first).to_be_visible()
    first, second = (links.nth(n).get_attribute("data-essai") for n in (0, 1))
    page.route("**/vue/**", lambda route: None)
    for town, tried in (
        (first, {"2988507", first}),
        (second, {"2988507", first, second}),
        ("2988507", {first, second}),
    ):
        page.locator(f"#questions a[data-essai='{town}']").dispatch_event("click")
        asked = page.evaluate("location.search")
        assert asked == f"?vue=couverture&essai={','.join(sorted(tried))}"


def test_a_campus_opened_and_closed_while_a_filter_is_awaited_keeps_it(page, address):
    """By the map, its keyboard, the list, the panel: what is asked for is the view with the filter."""
    first = ids(filiere=["tourisme"])[0]
    visit(page, address, f"?campus={first}")
    page.route("**/vue/**", lambda route: None)
    page.locator("#filtres a[data-filiere=tourisme]").dispatch_event("click")
    for link, asked in (
        ("#panneau .fermer", "?filiere=tourisme"),
        (f"#liste a[data-campus='{first}']", f"?filiere=tourisme&campus={first}"),
        ("#panneau .fermer", "?filiere=tourisme"),
        (f".repere[data-repere='{first}']", f"?filiere=tourisme&campus={first}"),
    ):
        page.locator(link).dispatch_event("click")
        assert page.evaluate("location.search") == asked
    label = page.locator(".dessin-large .noms text", has_text="Occitanie").bounding_box()
    page.mouse.click(label["x"] + label["width"] / 2, label["y"] + label["height"] + 8)
    assert page.evaluate("location.search") == "?filiere=tourisme&region=76"
    page.mouse.move(*at_first_mark(page))
    expect(page.locator(f"{APP} .bulle")).to_contain_text("Vague")
    page.mouse.click(*at_first_mark(page))
    asked = page.evaluate("location.search")
    assert asked.startswith("?filiere=tourisme&region=76&campus=")


def test_all_waves_chosen_one_by_one_are_no_filter(page, address):
    visit(page, address, "?vague=1,2")
    page.route("**/vue/**", lambda route: None)
    for vague, asked in (("3", "?vague=1,2,3"), ("4", "")):
        page.locator(f"#filtres a[data-vague='{vague}']").dispatch_event("click")
        assert page.evaluate("location.search") == asked


def test_a_view_that_comes_late_never_replaces_a_newer_one(page, address):
    visit(page, address)
    held = []
    page.route("**/vue/**filiere=mobilite", lambda route: held.append(route))
    page.click(f"{APP} a[data-filiere=mobilite]")
    page.wait_for_function("() => location.search === '?filiere=mobilite'")
    page.click(f"{APP} a[data-filiere=tourisme]")
    shows(page, ids(filiere=["mobilite", "tourisme"]))
    with page.expect_response("**/vue/**filiere=mobilite"):
        for route in held:
            route.continue_()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    shows(page, ids(filiere=["mobilite", "tourisme"]))


def test_without_a_connection_the_page_stays_and_says_so(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(tab, address)
    tab.route("**/vue/**", lambda route: route.abort())
    tab.click(f"{APP} a[data-filiere=tourisme]")
    expect(tab.get_by_role("alert")).to_contain_text("La vue n’a pas pu être chargée")
    assert tab.evaluate(VISIBLE) == ids()
    tab.unroute("**/vue/**")
    tab.click("#panne a")
    shows(tab, ids(filiere=["tourisme"]))
    expect(tab.get_by_role("alert")).to_be_hidden()
    tab.close()


def test_a_failure_that_waits_for_a_frame_is_not_said_of_the_view_that_comes_first(
    browser, address
):
    """A busy browser makes its next frame long after the server has answered."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(tab, address)
    tab.route("**/vue/**filiere=mobilite", lambda route: route.abort())
    tab.evaluate(
        """async () => {
            const held = [], [hold, drop] = [window.requestAnimationFrame, window.cancelAnimationFrame];
            window.requestAnimationFrame = (then) => held.push(then);
            window.cancelAnimationFrame = (turn) => { delete held[turn - 1]; };
            const [first, next] = ["mobilite", "tourisme"]
                .map((slug) => document.querySelector(`#filtres a[data-filiere=${slug}]`));
            first.click();
            while (!held.length) await new Promise((done) => setTimeout(done, 10));
            next.click();
            while (!document.title.includes("Tourisme")) await new Promise((done) => setTimeout(done, 10));
            [window.requestAnimationFrame, window.cancelAnimationFrame] = [hold, drop];
            held.forEach((then) => then(performance.now()));
        }"""
    )
    expect(tab.get_by_role("alert")).to_be_hidden()
    tab.close()


def test_plotly_draws_again_only_what_moves_a_mark(page, address):
    visit(page, address)
    page.evaluate(
        """() => {
            window.drawings = 0;
            const { react } = window.Plotly;
            window.Plotly.react = (...what) => { window.drawings += 1; return react(...what); };
        }"""
    )
    page.click(f"{APP} a[data-indicateur=taux]")
    expect(page.locator("#legende h3").first).to_contain_text("Campus connus pour 100")
    assert page.evaluate("window.drawings") == 0
    page.click(f"{APP} a[data-filiere=tourisme]")
    shows(page, ids(filiere=["tourisme"]))
    assert page.evaluate("window.drawings") > 0


def test_a_view_reached_from_another_is_the_same_as_opened(page, address):
    """Element by element: from the grid to the grid of no campus, to the list, and back."""
    queries = ["", "&filiere=numerique&vague=1", "&vague=2", ""]
    searches = [f"?vue={vue}{query}" for vue in ("couverture", "liste") for query in queries]
    opened = {}
    for search in dict.fromkeys(searches):
        visit(page, address, search)
        opened[search] = page.locator("#liste").evaluate("part => part.innerHTML")
    assert 'class="present"' not in opened[searches[1]]
    for search in [*searches, *reversed(searches)]:
        page.evaluate(
            "to => { history.pushState(null, '', to); dispatchEvent(new Event('popstate')); }",
            search,
        )
        page.wait_for_function(
            """html => {
                const shown = document.querySelector("#liste");
                const wanted = shown.cloneNode();
                wanted.innerHTML = html;
                return shown.isEqualNode(wanted);
            }""",
            arg=opened[search],
        )


def test_questions_are_answered_once_the_view_is_shown_and_only_for_the_last(page, address):
    visit(page, address)
    held = []
    page.route("**/questions/**vague=1**", lambda route: held.append(route))
    page.click(f"{APP} a[data-indicateur=population]")
    expect(page.locator("#analyse #distance")).to_be_visible()
    page.click(f"{APP} a[data-vague='1']")
    expect(page.locator("#liste a[data-campus]")).to_have_count(len(ids(vague=["1"])))
    expect(page.locator("#analyse")).to_have_attribute("aria-busy", "true")
    page.click(".tout-effacer")
    expect(page.locator("#analyse")).not_to_have_attribute("aria-busy", "true")
    whole = page.locator("#analyse").inner_text()
    assert len(held) == 1
    with page.expect_response("**/questions/**vague=1**"):
        held[0].continue_()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.locator("#analyse").inner_text() == whole
    page.click(f"{APP} a[data-indicateur=effectif]")
    expect(page.locator("#analyse")).to_be_empty()
    page.unroute("**/questions/**vague=1**")


def test_a_next_view_that_fails_leaves_the_one_before_whole(browser, address):
    """Its list and its answers still come, though another view was asked for meanwhile."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(tab, address)
    tab.route("**/vue/**vague=1**", lambda route: route.abort())
    held = []
    tab.route("**/questions/**", lambda route: held.append(route))
    tab.click(f"{APP} a[data-indicateur=taux]")
    expect(tab.locator("#analyse")).to_have_attribute("aria-busy", "true")
    tab.click(f"{APP} a[data-vague='1']")
    expect(tab.get_by_role("alert")).to_be_visible()
    for route in held:
        route.continue_()
    expect(tab.locator("#analyse #besoin")).to_be_visible()
    expect(tab.locator("#analyse")).not_to_have_attribute("aria-busy", "true")
    shows(tab, ids())
    tab.close()


def test_going_back_while_a_view_is_awaited_leaves_it(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(tab, address)
    held = []
    tab.route("**/vue/**filiere=tourisme", lambda route: held.append(route))
    with tab.expect_request("**/vue/**filiere=tourisme"):
        tab.click(f"{APP} a[data-filiere=tourisme]")
    tab.wait_for_url("**/?filiere=tourisme")
    tab.go_back()
    with tab.expect_response("**/vue/**filiere=tourisme"):
        held[0].continue_()
    tab.evaluate("() => new Promise((then) => requestAnimationFrame(() => setTimeout(then)))")
    shows(tab, ids())
    expect(tab.locator("main")).not_to_have_attribute("aria-busy", "true")
    tab.close()


def test_the_way_to_the_map_is_offered_where_there_is_one(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(tab, address)
    way = tab.locator(".evitement[href='#carte']")
    for vue, links in (("liste", 0), ("carte", 1), ("couverture", 0)):
        tab.click(f"a[data-vue={vue}]")
        expect(tab.locator(f"a[data-vue={vue}]")).to_have_attribute("aria-current", "page")
        expect(way.and_(tab.locator(":not([hidden])"))).to_have_count(links)
        tab.reload()
        expect(way.and_(tab.locator(":not([hidden])"))).to_have_count(links)
        tab.wait_for_selector("html.vivante")
    tab.close()


def test_a_mouse_at_rest_on_a_link_asks_for_its_view_once(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(tab, address)
    asked = []
    tab.on("request", lambda request: asked.append(urlsplit(request.url).query))
    with tab.expect_request("**/vue/**filiere=tourisme"):
        tab.hover(f"{APP} a[data-filiere=tourisme]")
    assert not urlsplit(tab.url).query
    tab.click(f"{APP} a[data-filiere=tourisme]")
    shows(tab, ids(filiere=["tourisme"]))
    assert [query for query in asked if "filiere" in query] == ["filiere=tourisme"]
    tab.close()


def test_views_of_academies_are_said_from_theirs_which_is_there_before(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    with tab.expect_response("**/vue/**?niveau=academie"):
        visit(tab, address)
    asked = []
    tab.on("request", lambda request: asked.append(urlsplit(request.url).query))
    tab.click(f"{APP} a[data-niveau=academie]")
    expect(tab.locator(f"{APP} a[data-niveau=academie]")).to_have_attribute("aria-current", "true")
    shows(tab, ids())
    tab.click(f"{APP} a[data-filiere=tourisme]")
    shows(tab, ids(filiere=["tourisme"]))
    assert asked == ["filiere=tourisme&niveau=academie"]
    link = tab.locator(f"{APP} a[data-vague='2']")
    expect(link).to_have_attribute("href", "?filiere=tourisme&vague=2&niveau=academie")
    tab.close()


def test_questions_that_cannot_be_answered_are_said_and_no_old_figure_stays(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(tab, address, "?indicateur=taux")
    tab.route("**/questions/**", lambda route: route.abort())
    tab.click(f"{APP} a[data-filiere=tourisme]")
    shows(tab, ids(filiere=["tourisme"]))
    expect(tab.get_by_role("alert")).to_contain_text("La vue n’a pas pu être chargée")
    expect(tab.locator("#analyse")).to_be_empty()
    tab.close()


def test_a_view_that_comes_late_is_waited_for_in_sight(page, address):
    visit(page, address)
    held = []
    page.route("**/vue/**filiere=tourisme", lambda route: held.append(route))
    page.click(f"{APP} a[data-filiere=tourisme]")
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    bar = "getComputedStyle(document.querySelector('main'), '::before')"
    assert page.evaluate(f"[{bar}.position, {bar}.height]") == ["fixed", "3px"]
    for route in held:
        route.continue_()
    shows(page, ids(filiere=["tourisme"]))
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")


def test_a_wait_is_shown_without_motion_to_who_wants_none(browser, address):
    """The bar of a view that is late grows, or is there at once."""
    bar = "parseFloat(getComputedStyle(document.querySelector('main'), '::before').right)"
    found = {}
    for wanted in ("reduce", "no-preference"):
        plain = browser.new_context(java_script_enabled=False, reduced_motion=wanted)
        tab = plain.new_page()
        tab.goto(address)
        tab.evaluate("document.querySelector('main').setAttribute('aria-busy', 'true')")
        found[wanted] = tab.evaluate(f"{bar} / innerWidth")
        plain.close()
    assert found["reduce"] == pytest.approx(0.05, abs=0.01)
    assert found["no-preference"] == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_failure_is_seen_wherever_one_stands_on_the_page(browser, address, width):
    tab = browser.new_page(viewport={"width": width, "height": 700})
    visit(tab, address)
    tab.route("**/vue/**", lambda route: route.abort())
    tab.click(f"{APP} a[data-filiere=numerique]")
    expect(tab.get_by_role("alert")).to_be_in_viewport(ratio=1)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(tab) == []
    tab.close()


def test_a_window_is_narrow_for_who_asked_for_type_twice_as_large(browser, address):
    """The browser's own setting: what fits a line is counted in its type, as is the map that goes with it."""
    chrome = launch(
        SimpleNamespace(chromium=browser.browser_type), "--blink-settings=defaultFontSize=32"
    )
    tab = chrome.new_page(viewport={"width": 800, "height": 900})
    for query, drawn in (("", "etroite"), ("?vue=liste", None), ("?vue=couverture", None)):
        visit(tab, address + query)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 800, query
        assert tab.locator("#carte").get_attribute("data-composition") == drawn
    chrome.close()


@pytest.mark.parametrize(("width", "height"), [(375, 740), (1280, 800)])
def test_a_stranger_sees_the_map_first_and_where_to_begin(page, address, width, height):
    page.set_viewport_size({"width": width, "height": height})
    visit(page, address)
    board = page.locator("#carte").bounding_box()
    assert board["y"] < height / 2
    expect(page.locator("#carte")).to_be_in_viewport(ratio=0.8)
    page.click("text=Par où commencer ?")
    expect(page.locator("#parcours")).to_be_in_viewport()
    page.click(".parcours a[href='?indicateur=taux']")
    page.wait_for_function("() => location.search === '?indicateur=taux'")
    expect(page.locator("#legende h3").first).to_contain_text("15 à 24 ans")
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_a_view_of_another_version_of_the_site_is_opened_anew(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(tab, address)
    tab.route("**/vue/**", lambda route: route.fulfill(status=404))
    with tab.expect_navigation(url="**/?filiere=tourisme"):
        tab.click(f"{APP} a[data-filiere=tourisme]")
    tab.close()


def test_a_page_that_a_cache_gives_without_its_views_stays_as_drawn(browser, address):
    """Once new data are served, a cache may go on giving the old page for a day: it is not opened for ever."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    opened = []
    tab.on("framenavigated", lambda frame: opened.append(frame.url))
    tab.route("**/vue/**", lambda route: route.fulfill(status=404))
    with tab.expect_request(lambda asked: asked.resource_type == "fetch" and asked.url == address):
        tab.goto(address)
    tab.wait_for_load_state("networkidle")
    assert opened == [address]
    expect(tab.locator("#panne")).to_be_hidden()
    with tab.expect_navigation(url="**/?filiere=tourisme"):
        tab.click(f"{APP} a[data-filiere=tourisme]")
    expect(tab.locator("h1")).to_be_visible()
    expect(tab.locator(".phrase")).to_contain_text("Tourisme, gastronomie")
    tab.close()


def test_a_page_older_than_its_site_is_opened_anew_once(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    aged = re.compile(r'data-version="[^"]*"')
    old = []

    def kept(route):  # as a browser does, until it is told to ask again
        answer = route.fetch()
        if old:
            return route.fulfill(response=answer)
        old.append(route.request.url)
        return route.fulfill(
            response=answer, body=aged.sub('data-version="vieille"', answer.text())
        )

    tab.route(address, kept)
    tab.goto(address)
    tab.wait_for_selector("html.vivante")
    assert tab.locator("script[data-version]").get_attribute("data-version") != "vieille"
    assert tab.evaluate("history.state") is None  # of the next version, it can be opened anew too
    tab.close()


def test_two_servers_of_different_versions_do_not_open_a_page_for_ever(browser, address):
    """While one is replaced, a page may come from the one and each of its views be asked of the other."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    opened, given = [], count()
    tab.on("request", lambda asked: asked.is_navigation_request() and opened.append(asked.url))
    named = re.compile(r'data-version="[^"]*"')

    def other(route):
        answer = route.fetch()
        page = named.sub(f'data-version="version-{next(given)}"', answer.text())
        route.fulfill(response=answer, body=page)

    tab.route(address, other)
    tab.goto(address)
    tab.wait_for_timeout(3000)
    assert opened == [address, address]
    with tab.expect_navigation(url="**/?filiere=tourisme"):
        tab.click(f"{APP} a[data-filiere=tourisme]")
    expect(tab.locator(".phrase")).to_contain_text("Tourisme, gastronomie")
    tab.close()


def test_a_territory_says_itself_under_the_pointer(page, address):
    visit(page, address)
    label = page.locator(".dessin-large .noms text", has_text="Occitanie").bounding_box()
    page.mouse.move(label["x"] + label["width"] / 2, label["y"] + label["height"] + 8)
    expect(page.locator(".bulle")).to_contain_text("Occitanie9 campus connus")
    page.mouse.move(5, 5)
    expect(page.locator(".bulle")).to_be_hidden()


BORDERS = """async picture => {
  const image = Object.assign(new Image(), { src: `data:image/png;base64,${picture}` });
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const near = (n) => [0xa8, 0x9f, 0x8b].every((wanted, part) => Math.abs(data[n + part] - wanted) < 40);
  return Array.from({ length: data.length / 4 }, (_, n) => 4 * n).filter(near).length;
}"""


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_borders_are_as_plain_on_the_interactive_map_as_on_the_drawn_one(
    browser, address, width
):
    """Most regions are white here: their borders alone tell them from the page."""
    found = []
    for script in (False, True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        tab = context.new_page()
        tab.goto(f"{address}?filiere=numerique")
        if script:
            tab.wait_for_selector("html.vivante")
        picture = tab.locator("#carte").screenshot()
        context.close()
        counting = browser.new_page()
        found.append(counting.evaluate(BORDERS, base64.b64encode(picture).decode()))
        counting.close()
    drawn, interactive = found
    assert interactive > 0.8 * drawn > 0


def test_a_campus_opens_from_the_list_takes_the_focus_and_closes(page, address):
    visit(page, address)
    campus = ids(filiere=["numerique"])[0]
    name = next(row["nom"] for row in CAMPUSES if row["id"] == campus)
    page.click(f"{APP} #liste a[data-campus='{campus}']")
    heading = page.locator(f"{APP} #panneau h2")
    expect(heading).to_have_text(name)
    expect(heading).to_be_focused()
    assert urlsplit(page.url).query == f"campus={campus}"
    page.keyboard.press("Escape")
    expect(heading).to_have_count(0)
    expect(page.locator(f"{APP} #liste a[data-campus='{campus}']")).to_be_focused()


def test_a_click_on_the_map_opens_a_campus_and_filters_a_region(page, address):
    visit(page, address, "?filiere=numerique")
    x, y = at_first_mark(page)
    page.mouse.move(x, y)
    page.wait_for_selector(f"{APP} .bulle")
    page.mouse.click(x, y)
    expect(page.locator(f"{APP} #panneau h2")).to_be_visible()
    assert urlsplit(page.url).query == f"filiere=numerique&campus={ids(filiere=['numerique'])[0]}"
    visit(page, address)
    label = page.locator(".dessin-large .noms text", has_text="Occitanie").bounding_box()
    page.mouse.click(label["x"] + label["width"] / 2, label["y"] + label["height"] + 8)
    shows(page, ids(code_region=["76"]))


def test_zoom_stays_when_a_filter_changes_and_a_button_shows_all_again(page, address):
    visit(page, address)
    extent = "document.querySelector('.js-plotly-plot').layout.xaxis.range"
    whole = page.evaluate(extent)
    page.click(f"{APP} button[data-carte=plus]")
    page.wait_for_function(f"span => {extent}[1] - {extent}[0] < span", arg=whole[1] - whole[0])
    near = page.evaluate(extent)
    framed = page.locator(".dessin-large").get_attribute("viewBox").split()
    assert [float(framed[0]), float(framed[0]) + float(framed[2])] == pytest.approx(near)
    hair = page.locator(".dessin-large .liens").evaluate(
        "line => parseFloat(line.style.strokeWidth)"
    )
    assert hair == pytest.approx(0.8 * (near[1] - near[0]) / (whole[1] - whole[0]), rel=0.01)
    page.click(f"{APP} a[data-filiere=tourisme]")
    shows(page, ids(filiere=["tourisme"]))
    assert page.evaluate(extent) == near
    page.click(f"{APP} button[data-carte=tout]")
    page.wait_for_function(f"left => {extent}[0] === left", arg=whole[0])


def test_a_map_turned_while_enlarged_is_whole_again(page, address):
    visit(page, address)
    page.click(f"{APP} button[data-carte=plus]")
    page.wait_for_function("() => document.querySelector('.agrandie')")
    page.set_viewport_size({"width": 600, "height": 900})
    page.wait_for_function(
        "() => document.querySelector('#carte').dataset.composition === 'etroite'"
    )
    assert page.locator(".dessin:visible").get_attribute("viewBox") == "0 0 340 414.6"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function("() => document.querySelector('#carte').dataset.composition === 'large'")
    assert page.locator(".dessin:visible").get_attribute("viewBox") == "0 0 800 629.9"


@pytest.mark.parametrize("awaited", ["vue/**", "assets/dash-renderer*", "_dash-dependencies"])
def test_a_phone_turned_while_the_map_comes_has_its_marks_in_place(page, address, awaited):
    held, turned = [], []
    page.set_viewport_size({"width": 390, "height": 844})
    page.route(f"**/{awaited}", lambda route: route.continue_() if turned else held.append(route))
    page.goto(address)
    while not held:
        page.wait_for_timeout(20)
    turned.append(page.set_viewport_size({"width": 844, "height": 390}))
    page.evaluate("() => new Promise(requestAnimationFrame)")
    for route in held:
        route.continue_()
    page.wait_for_selector("html.vivante")
    page.wait_for_function(
        "() => document.querySelector('.js-plotly-plot').layout.xaxis.range[1] === 800"
    )
    assert page.locator(".dessin:visible").get_attribute("viewBox") == "0 0 800 629.9"


def test_the_map_comes_where_the_browser_keeps_to_itself_when_it_paints(page, address):
    """As against fingerprinting; or it is too old to know."""
    page.add_init_script("delete window.PerformanceObserver")
    visit(page, address)
    shows(page, ids())


def test_growth_plays_the_four_waves_to_the_end(page, address):
    visit(page, address)
    page.click(f"{APP} .lire")
    page.wait_for_url("**/?vague=1,2,3", timeout=15000)
    expect(page.locator(f"{APP} .lire")).to_have_text("Arrêter la croissance, vague après vague")
    page.wait_for_function("() => !location.search", timeout=15000)
    shows(page, ids())
    expect(page.locator(f"{APP} .lire")).to_have_text("Lire la croissance, vague après vague")


def test_what_a_view_does_not_change_is_the_same_element(page, address):
    """A reader keeps the focus, a screen reader its place, and the regions unfolded stay so."""
    visit(page, address)
    page.click(f"{APP} summary:has-text('régions')")
    page.evaluate("() => { window.kept = document.querySelector('a[data-vague=\"2\"]'); }")
    page.focus("a[data-vague='2']")
    page.keyboard.press("Enter")
    shows(page, ids(vague=["2"]))
    assert page.evaluate("document.activeElement === window.kept && kept.isConnected")
    assert page.evaluate("kept.getAttribute('aria-current')") == "true"
    assert page.evaluate("document.querySelector('details:has([data-region])').open")
    page.click("a[data-region='84']")
    shows(page, ids(vague=["2"], code_region=["84"]))
    changed = page.evaluate("() => document.querySelector('main').outerHTML")
    visit(page, address, "?vague=2&region=84")
    same = """html => {
      const changed = new DOMParser().parseFromString(html, "text/html");
      return ["tete", "filtres", "legende"].filter(
        id => changed.getElementById(id).isEqualNode(document.getElementById(id)));
    }"""
    assert page.evaluate(same, changed) == ["tete", "filtres", "legende"]


def test_the_list_is_searched_and_sorted(page, address):
    visit(page, address, "?vue=liste")
    page.fill(f"{APP} #recherche", "LANNION")
    found = page.locator(f"{APP} #liste a[data-campus]")
    expect(found).to_have_count(len(ids(commune=["Lannion"])))
    page.fill(f"{APP} #recherche", "")
    expect(found).to_have_count(len(CAMPUSES))
    page.click(f"{APP} button[data-tri=vague]")
    expect(page.locator(f"{APP} th.col-vague")).to_have_attribute("aria-sort", "ascending")
    waves = page.locator(f"{APP} #liste tbody").first.locator("td.col-vague").all_text_contents()
    assert waves == sorted(waves) and len(set(waves)) > 1


def test_the_grid_takes_the_place_of_a_list_that_was_searched_and_sorted(page, address):
    visit(page, address, "?vue=liste")
    page.click("button[data-tri=commune]")
    page.fill("#recherche", "lannion")
    found = page.locator("#liste a[data-campus]")
    expect(found).to_have_count(len(ids(commune=["Lannion"])))
    page.click(f"{APP} .onglets a[data-vue=couverture]")
    expect(page.locator("#liste .grille")).to_be_visible()
    with page.expect_response("**/_dash-update-component"):
        page.click(f"{APP} .onglets a[data-vue=carte]")
    expect(page.locator("th.col-commune")).to_have_attribute("aria-sort", "ascending")
    expect(found).to_have_count(len(ids(commune=["Lannion"])))


def test_a_list_sorted_before_the_page_is_there_is_sorted_then(page, address):
    held = []
    page.route("**/assets/dash-renderer*", lambda route: held.append(route))
    with page.expect_request("**/assets/dash-renderer*"):
        page.goto(address)
    page.click("button[data-tri=vague]")
    held[0].continue_()
    expect(page.locator("th.col-vague")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#annonce")).to_have_text("Liste triée par vague, ordre croissant.")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_list_whose_search_is_not_answered_says_so(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(tab, address)
    tab.route("**/_dash-update-component", lambda route: route.fulfill(status=503))
    tab.fill("#recherche", "lannion")
    expect(tab.get_by_role("alert")).to_contain_text("La vue n’a pas pu être chargée")
    tab.unroute("**/_dash-update-component")
    tab.click("#panne a")
    expect(tab.locator("#liste a[data-campus]")).to_have_count(len(ids(commune=["Lannion"])))
    expect(tab.get_by_role("alert")).to_be_hidden()
    tab.close()


def test_without_script_the_page_tells_the_same_and_its_links_work(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert tab.locator("body a[data-campus]").count() == len(CAMPUSES)
    drawn = tab.locator("body svg[role=img]:visible")
    assert drawn.count() == 1
    assert drawn.bounding_box()["width"] > 500
    assert tab.locator("body .dessin-large .campus use").count() > len(CAMPUSES)
    assert tab.locator("button:visible").count() == 0  # none would do anything
    assert tab.locator("body #liste th.col-vague").inner_text() == "Vague"
    tab.click("body a[data-filiere=tourisme]")
    assert urlsplit(tab.url).query == "filiere=tourisme"
    assert tab.locator("body a[data-campus]").count() == len(ids(filiere=["tourisme"]))
    assert tab.locator("body .phrase").text_content().startswith("10 campus de la filière")
    context.close()


def test_a_finger_on_the_map_scrolls_the_page(browser, address):
    context = browser.new_context(
        viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True, locale="fr-FR"
    )
    tab = context.new_page()
    visit(tab, address)
    box = tab.locator(f"{APP} .planche").bounding_box()
    session = context.new_cdp_session(tab)
    session.send(
        "Input.synthesizeScrollGesture",
        {"x": box["x"] + 150, "y": min(box["y"] + 150, 600), "yDistance": -250},
    )
    tab.wait_for_function("() => window.scrollY > 100")
    context.close()


def test_a_cell_of_the_grid_leads_to_its_map(page, address):
    visit(page, address, "?vue=couverture")
    page.click(f"{APP} .grille a[href='?filiere=tourisme&region=76']")
    shows(page, ids(filiere=["tourisme"], code_region=["76"]))


def test_the_grid_is_sorted_by_a_link_that_keeps_the_focus(page, address):
    visit(page, address, "?vue=couverture")
    names = page.locator(f"{APP} .grille tbody tr:not(.sommes) th")
    first = names.first.text_content()
    page.focus(f"{APP} a[data-ordre=total]")
    page.keyboard.press("Enter")
    expect(page.locator(f"{APP} a[data-ordre=total]")).to_have_attribute("aria-current", "true")
    expect(page.locator(f"{APP} a[data-ordre=total]")).to_be_focused()
    totals = page.locator(f"{APP} .grille tbody tr:not(.sommes) td:nth-last-child(3)")
    counts = [int(text.split()[-1]) for text in totals.all_text_contents()]
    assert counts == sorted(counts, reverse=True) and first
    assert sum(counts) == len(CAMPUSES)


def test_on_a_phone_the_whole_grid_is_seen_and_touched_without_scrolling(page, address):
    page.set_viewport_size({"width": 320, "height": 900})
    visit(page, address, "?vue=couverture")
    frame = page.locator(f"{APP} .defile")
    assert frame.evaluate("part => part.scrollWidth <= part.clientWidth")
    cells = page.locator(f"{APP} .grille tbody tr:not(.sommes)").nth(3).locator("td a")
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert len(boxes) == 12 and len({round(box["y"]) for box in boxes}) == 1
    assert all(box["width"] >= 23.9 and box["height"] >= 44 for box in boxes)


def test_a_town_is_tried_from_the_ranking_and_seen_on_the_map(page, address):
    visit(page, address, "?filiere=tourisme&indicateur=population")
    stakes = """() => document.querySelector('.js-plotly-plot').data
      .filter(t => t.name === 'essais').flatMap(t => t.hovertext || []).length"""
    assert page.evaluate(stakes) == 0
    town = page.locator(f"{APP} .villes a[data-essai]").first
    code, name = town.get_attribute("data-essai"), town.text_content().split(": ", 1)[1]
    town.click()
    page.wait_for_function(f"() => ({stakes})() > 0")
    assert urlsplit(page.url).query == f"filiere=tourisme&indicateur=population&essai={code}"
    expect(page.locator(f"{APP} .phrase")).to_contain_text(f"à l’essai {at(name)}")
    expect(page.locator(f"{APP} .cote-a-cote img")).to_have_count(2)
    page.click(f"{APP} .chiffree a[data-essai='{code}']")
    expect(page.locator(f"{APP} .cote-a-cote img")).to_have_count(0)


def test_a_comparison_is_made_and_ended_by_links(page, address):
    visit(page, address, "?filiere=tourisme&vue=couverture")
    page.click(f"{APP} a[data-contre=energie]")
    pictures = page.locator(f"{APP} .comparer img")
    expect(pictures).to_have_count(2)
    assert urlsplit(page.url).query == "filiere=tourisme&vue=couverture&contre=energie"
    assert all(p.evaluate("image => image.complete && image.naturalWidth") for p in pictures.all())
    page.click(f"{APP} .comparer .bouton")
    expect(pictures).to_have_count(0)


def test_coverage_is_read_and_followed_without_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}?vue=couverture&filiere=tourisme")
    tab.click("body .villes a >> nth=0")
    assert tab.locator("body .cote-a-cote img").count() == 2
    tab.click("body .definition summary >> nth=0")
    expect(tab.locator("body .definition dl").first).to_be_visible()
    tab.click("body .grille tbody td a >> nth=0")
    assert urlsplit(tab.url).query.startswith("filiere=tourisme&region=84&essai=")
    context.close()


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_the_two_short_buttons_under_the_map_share_a_line(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, address)
    tops = {
        name: page.locator(f"{APP} [data-boite={name}]").bounding_box()["y"]
        for name in ("integrer", "partager", "telecharger")
    }
    assert tops["integrer"] == tops["partager"] < tops["telecharger"]


@pytest.mark.parametrize("width", [390, 1280])
def test_printed_the_dashboard_is_one_page_with_its_map_its_keys_and_its_table(
    browser, address, width
):
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.goto(address)
    tab.wait_for_selector("html.vivante")
    reader = PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True)))
    tab.close()
    (page,) = reader.pages
    text = " ".join(page.extract_text().split())
    for said in (
        "72 campus, labellisés en vagues 1 à 4, dans 15 régions.",
        "Nombre de campus connus, par région",
        "Mobilité, aéronautique, transports 11",
        "Tourisme pyrénéen · Foix",
    ):
        assert said in text, said
    for button in ("Télécharger", "Intégrer", "Méthode", "Chercher", "l’issue de la vague"):
        assert button not in text, button
    assert 200 < page.mediabox.width / 72 * 25.4 < 220


@pytest.mark.parametrize("width", [390, 1280])
def test_on_paper_stand_the_sentence_the_map_its_key_and_the_table_alone(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, address, "?filiere=tourisme")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for shown in (".phrase", ".planche", "#legende .classes", ".filieres", "table.liste"):
        expect(page.locator(f"{APP} {shown}")).to_be_visible()
    for hidden in (".onglets", ".boutons-carte", ".telechargements", ".actions", ".recherche"):
        expect(page.locator(f"{APP} {hidden}").first).to_be_hidden()
    board = page.locator(f"{APP} .planche").bounding_box()
    drawn = page.locator(f"{APP} .js-plotly-plot").bounding_box()
    assert drawn["width"] == pytest.approx(board["width"], abs=1)
    assert drawn["height"] <= board["height"] + 1
    ground = page.locator(".dessin:visible").bounding_box()  # the territories, under their marks
    assert ground == pytest.approx(drawn, abs=1)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(f"{APP} .boutons-carte")).to_be_visible()
