"""The keyboard alone does everything, and each change is said once: no mouse, no `click`, no `focus()` here."""

import csv
import math
import random
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from faults import faults
from focus import plain, stop
from playwright.sync_api import expect

from dashboard.french import typeset
from dashboard.geography import COMPOSITIONS, LARGE
from dashboard.plate import plate
from dashboard.rounds import rounds
from dashboard.selection import Selection
from dashboard.vocabulary import Filiere

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
CAMPUSES = {
    row["id"]: row
    for row in csv.DictReader((ROOT / "data" / "campus.csv").read_text("utf-8").splitlines())
}
ARROWS = {"ArrowRight": (1, 0), "ArrowLeft": (-1, 0), "ArrowDown": (0, 1), "ArrowUp": (0, -1)}
MARK = ".repere"
# What a screen reader hears without a move of the focus: a text that changes in a live region, an alert that appears.
LISTEN = """() => {
  window.heard = [];
  const live = "[role=status], [role=alert], [aria-live]";
  new MutationObserver((records) => {
    for (const { type, target } of records) {
      const region = (target.closest ? target : target.parentElement)?.closest(live);
      if (!region || (type === "attributes" && (target !== region || region.hidden))) continue;
      if (region.closest("dialog") !== document.querySelector("dialog[open]")) continue; // inert under a box
      if (region.textContent) window.heard.push(region.textContent);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ["hidden"] });
}"""
HERE = "document.activeElement"


def visit(page, address, query=""):
    """Open a view, wait for the interactive page, and listen."""
    page.goto(address + query)
    page.wait_for_selector("html.vivante")
    page.evaluate(LISTEN)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, selector, key="Tab", most=400):
    """Press Tab until the focus is on what is looked for."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"wanted => {HERE}.matches(wanted)", selector):
            return page.locator(selector).first
    pytest.fail(f"{selector}: hors d’atteinte au clavier")


def heard(page, least=0):
    """Return what was said since the last time, once that much was said and two frames have passed."""
    page.wait_for_function("least => window.heard.length >= least", arg=least)
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return page.evaluate("() => window.heard.splice(0)")


def campus(page):
    """Return the campus of the map that has the focus."""
    return page.evaluate(f"{HERE}.dataset.repere")


def sentence(page, query):
    """Return what a view says of itself, once its address is there and something was said."""
    page.wait_for_url(f"**/{query}")
    page.wait_for_function("() => window.heard.length")
    return page.locator(".phrase").text_content()


def places(dataset, query="", composition=LARGE):
    """Return where the campuses of a view stand, in reading order, at their first place."""
    found = {}
    for dot in plate(dataset, Selection.from_query(query), composition).dots:
        found.setdefault(dot.campus, (dot.x, dot.y))
    return found


def nearest(points, here, way):
    """Find by hand what an arrow leads to: the nearest within an eighth of a turn, else on that side."""
    x, y = points[here]
    straight, side = {}, {}
    for key, (px, py) in points.items():
        dx, dy = (math.floor(100 * far + 0.5) for far in (px - x, py - y))
        ahead, across = dx * way[0] + dy * way[1], dx * way[1] - dy * way[0]
        if ahead > 0:
            side[key] = dx**2 + dy**2
            if -ahead <= across <= ahead:
                straight[key] = side[key]
    found = straight or side
    return min(found, key=found.get, default=here)


def test_the_first_links_lead_past_what_repeats(page, address):
    visit(page, address)
    press(page, "Tab")
    expect(page.locator(":focus")).to_have_text("Aller au contenu")
    press(page, "Tab")
    expect(page.locator(":focus")).to_have_text("Aller à la carte")
    press(page, "Enter", "Tab")
    assert campus(page) in CAMPUSES
    visit(page, address, "?vue=couverture")
    press(page, "Tab", "Tab")
    expect(page.locator(":focus")).to_have_text("Aller au tableau")
    press(page, "Enter", "Tab")
    assert page.evaluate(f"{HERE}.closest('#liste') !== null")


def test_filters_by_filiere_wave_and_region_are_followed_and_each_said_once(page, address):
    visit(page, address)
    for wanted, query in (
        ("#filtres a[data-filiere=batiment]", "?filiere=batiment"),
        ("#filtres a[data-vague='4']", "?filiere=batiment&vague=4"),
    ):
        tab_to(page, wanted)
        press(page, "Enter")
        phrase = sentence(page, query)
        assert heard(page) == [phrase]
        expect(page.locator(wanted)).to_be_focused()
    tab_to(page, ".groupe-regions summary")
    press(page, "Enter")
    tab_to(page, "#filtres a[data-region='84']", most=30)
    press(page, "Enter")
    phrase = sentence(page, "?filiere=batiment&vague=4&region=84")
    assert heard(page) == [phrase]
    expect(page.locator("#filtres a[data-region='84']")).to_be_focused()
    listed = page.locator("#liste a[data-campus]")
    expect(listed).to_have_count(
        sum(
            row["filiere"] == "batiment" and row["vague"] == "4" and row["code_region"] == "84"
            for row in CAMPUSES.values()
        )
    )


def test_what_clears_a_filter_goes_and_the_focus_stays_near(page, address):
    visit(page, address, "?filiere=tourisme&vague=4")
    tab_to(page, ".groupe-vagues .effacer")
    press(page, "Enter")
    phrase = sentence(page, "?filiere=tourisme")
    assert heard(page) == [phrase]
    expect(page.locator(".groupe-vagues a").first).to_be_focused()
    tab_to(page, ".tout-effacer", key="Shift+Tab")
    press(page, "Enter")
    page.wait_for_url(address)
    assert len(heard(page, 1)) == 1
    expect(page.locator("a[data-vue=carte]")).to_be_focused()


def test_shades_levels_views_and_orders_are_each_said_once(page, address):
    visit(page, address)
    for wanted, query, said in (
        ("a[data-indicateur=diversite]", "?indicateur=diversite", "Nombre de filières présentes, sur douze, par région."),
        ("a[data-niveau=academie]", "?niveau=academie&indicateur=diversite", "Nombre de filières présentes, sur douze, par académie."),
        ("a[data-vue=liste]", "?niveau=academie&indicateur=diversite&vue=liste", "Liste\u202f: {}"),
        ("a[data-vue=couverture]", "?niveau=academie&indicateur=diversite&vue=couverture", "Couverture\u202f: {}"),
        ("a[data-ordre=total]", "?niveau=academie&indicateur=diversite&vue=couverture&tri=total", "Grille triée par nombre de campus."),
    ):  # fmt: skip
        tab_to(page, wanted)
        press(page, "Enter")
        phrase = sentence(page, query)
        assert heard(page) == [said.format(phrase)]
        expect(page.locator(wanted)).to_be_focused()


def test_a_change_is_said_once_the_whole_page_has_changed(page, address):
    """Orca drops what is said among fifty other changes."""
    visit(page, address)
    page.evaluate(
        """() => { window.changed = []; new MutationObserver((records) => {
          for (const { target } of records) window.changed.push((target.closest ? target : target.parentElement).closest("#liste, #annonce")?.id);
        }).observe(document.body, { subtree: true, childList: true, characterData: true }); }"""
    )
    tab_to(page, "a[data-filiere=tourisme]")
    press(page, "Enter")
    heard(page, 1)
    parts = page.evaluate("() => window.changed")
    assert set(parts) >= {"liste", "annonce"}
    assert parts.index("annonce") > max(n for n, part in enumerate(parts) if part == "liste")


def test_growth_is_played_and_stopped_and_each_step_is_said(page, address):
    visit(page, address)
    button = tab_to(page, ".lire")
    press(page, "Enter")
    expect(button).to_have_accessible_name("Arrêter la croissance, vague après vague")
    sentence(page, "?vague=1,2")
    expect(button).to_be_focused()
    press(page, "Enter")
    expect(button).to_have_accessible_name("Lire la croissance, vague après vague")
    said = heard(page, 2)
    assert len(said) == 2, said
    assert "vague 1," in said[0] and "vagues 1 et 2," in said[1]


def test_the_map_is_one_stop_whose_instruction_is_read_on_entering(page, address):
    visit(page, address)
    link = tab_to(page, MARK)
    layer = page.get_by_role("tree", name="Campus de la carte")
    expect(layer.locator("[tabindex='0']")).to_have_count(1)
    first = CAMPUSES[campus(page)]
    label = Filiere(first["filiere"]).label
    start = f"{first['nom']}, {first['commune']}, {first['region']}, {label}, "
    assert page.evaluate(f"{HERE}.ariaLabel").startswith(start)
    expect(link).to_have_accessible_description(page.locator(".aide-clavier").text_content())
    expect(page.locator(".aide-clavier")).to_be_visible()
    expect(page.locator(".bulle")).to_contain_text(first["nom"], use_inner_text=True)
    press(page, "ArrowRight")
    expect(link).to_have_accessible_description("")  # not again at each step
    press(page, "Escape")
    expect(page.locator(".bulle")).to_be_hidden()
    press(page, "Tab")
    assert not page.evaluate(f"{HERE}.closest('.reperes')")
    expect(page.locator(".aide-clavier")).to_be_hidden()
    press(page, "Shift+Tab")
    expect(link).to_be_focused()
    assert heard(page) == []


@pytest.mark.parametrize(("width", "composition"), [(1280, "large"), (320, "etroite")])
def test_arrows_go_to_the_nearest_campus_on_their_side(
    page, address, published, width, composition
):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, address)
    points = places(published, "", COMPOSITIONS[composition])
    tab_to(page, MARK)
    here, crossed = campus(page), set()
    assert here == next(iter(points))
    for key in [
        *["ArrowLeft"] * 9,
        *["ArrowDown"] * 4,
        *["ArrowRight"] * 7,
        *["ArrowUp"] * 6,
        *["ArrowDown"] * 11,
    ]:
        here = nearest(points, here, ARROWS[key])
        press(page, key)
        assert campus(page) == here
        crossed.add(CAMPUSES[here]["region"])
        name = typeset(CAMPUSES[here]["nom"])
        expect(page.locator(".bulle")).to_contain_text(name, use_inner_text=True)
    assert len(crossed) >= 5 and {"Guyane", "La Réunion"} & crossed  # the insets too
    assert heard(page) == []


def test_page_keys_read_every_campus_in_the_order_of_the_list(page, address):
    visit(page, address)
    listed = page.locator("#liste a[data-campus]").evaluate_all(
        "links => links.map(a => a.dataset.campus)"
    )
    tab_to(page, MARK)
    press(page, "End")
    assert campus(page) == listed[-1]
    press(page, "PageDown")
    assert campus(page) == listed[-1]
    press(page, "Home")
    read = [campus(page)]
    for _ in listed[1:]:
        press(page, "PageDown")
        read.append(campus(page))
    assert read == listed
    press(page, "PageUp")
    assert campus(page) == listed[-2]


REACHED = """async ([module, sets]) => {
  const { neighbour } = await import(module);
  const ways = [[1, 0], [-1, 0], [0, 1], [0, -1]];
  return sets.map((points) => {
    const next = points.map((_, n) => ways.map((way) => neighbour(points, n, way)));
    const from = (start) => {
      const seen = new Set([start]);
      for (const n of seen) for (const to of next[n]) if (to >= 0) seen.add(to);
      return seen.size;
    };
    return [next, points.map((_, n) => from(n))];
  });
}"""


def test_every_campus_is_reached_from_every_other_by_arrows(page, address, published):
    """On the real map, in both compositions, for each filière and wave; on points drawn at random."""
    drawn = random.Random(7)
    queries = [
        "",
        *(f"filiere={filiere}" for filiere in Filiere),
        *(f"vague={n}" for n in (1, 2, 3, 4)),
    ]
    real = [
        list(places(published, query, composition).values())
        for query in queries
        for composition in COMPOSITIONS.values()
    ]
    chance = [
        [(drawn.uniform(0, 800), drawn.uniform(0, 630)) for _ in range(size)]
        for size in (2, 3, 10, *[72] * 20, 400)
    ]
    sets = [[{"x": x, "y": y} for x, y in points] for points in [*real, *chance]]
    visit(page, address)
    module = page.locator("#_dash-renderer").get_attribute("data-keys-src")
    for points, (found, reached) in zip(
        [*real, *chance], page.evaluate(REACHED, [module, sets]), strict=True
    ):
        assert reached == [len(points)] * len(points)
        numbered = dict(enumerate(points))
        for n, leads in enumerate(found[:80]):
            by_hand = [nearest(numbered, n, way) for way in ARROWS.values()]
            assert [to if to >= 0 else n for to in leads] == by_hand


def test_a_campus_opens_from_the_map_and_closing_gives_the_focus_back(page, address):
    visit(page, address)
    tab_to(page, MARK)
    press(page, "ArrowUp", "ArrowUp")
    here = campus(page)
    press(page, "Enter")
    heading = page.locator("#panneau h2")
    expect(heading).to_be_focused()
    expect(heading).to_have_text(CAMPUSES[here]["nom"])
    assert urlsplit(page.url).query == f"campus={here}"
    press(page, "Escape")
    expect(page.locator(MARK)).to_be_focused()
    assert campus(page) == here and urlsplit(page.url).query == ""
    assert heard(page) == []  # the focus says it
    press(page, "Enter")
    expect(heading).to_be_focused()
    press(page, "Tab")
    expect(page.locator("#panneau .fermer")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(MARK)).to_be_focused()


def test_a_campus_opens_from_the_list_or_its_address_and_the_focus_is_never_lost(page, address):
    visit(page, address)
    first = tab_to(page, "#liste a[data-campus]")
    press(page, "Enter")
    expect(page.locator("#panneau h2")).to_be_focused()
    press(page, "Escape")
    expect(first).to_be_focused()
    for query in (
        "?campus=audiovisuel-et-cinema-les-abymes",
        "?vue=couverture&campus=audiovisuel-et-cinema-les-abymes",
    ):
        visit(page, address, query)
        if "vue" not in query:  # the map stands on it
            tab_to(page, MARK)
            press(page, "Enter")
            expect(page.locator("#panneau h2")).to_be_focused()
        tab_to(page, "#panneau .fermer")
        press(page, "Escape")
        expect(page.locator("#panneau h2")).to_have_count(0)
        assert page.evaluate(f"{HERE} !== document.body")


def test_a_change_is_said_even_when_the_browser_is_never_idle(page, address):
    page.add_init_script(
        "window.requestIdleCallback = (then, { timeout } = {}) => timeout && setTimeout(then, timeout)"
    )
    visit(page, address)
    tab_to(page, "#filtres a[data-filiere]")
    press(page, "Enter")
    assert heard(page, 1) == [page.locator(".phrase").text_content()]
    tab_to(page, MARK)
    press(page, "Enter")
    expect(page.locator("#panneau h2")).to_be_focused()


def test_the_address_of_a_campus_is_copied_and_said_once(browser, address):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    visit(page, address, "?campus=audiovisuel-et-cinema-les-abymes")
    button = tab_to(page, "[data-action=copier]")
    press(page, "Enter")
    expect(page.locator("#panneau [role=status]")).to_have_text("Lien copié.")
    assert heard(page, 1) == ["Lien copié."]
    expect(button).to_have_accessible_name("Copier le lien")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}campus/audiovisuel-et-cinema-les-abymes"
    context.close()


MARK_AT = """() => {
  const plot = document.querySelector(".js-plotly-plot");
  const trace = plot.data.find(({ name }) => name === "campus");
  const n = trace.customdata.indexOf(document.activeElement.dataset.repere);
  const { xaxis, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  const [ring, board] = [document.activeElement, document.querySelector("#carte")].map((part) => part.getBoundingClientRect());
  const inside = ring.left >= board.left && ring.right <= board.right && ring.top >= board.top && ring.bottom <= board.bottom;
  return [box.x + xaxis._offset + xaxis.l2p(trace.x[n]) - ring.x - ring.width / 2,
    box.y + yaxis._offset + yaxis.l2p(trace.y[n]) - ring.y - ring.height / 2, inside];
}"""


def test_an_arrow_moves_the_focus_among_the_links_of_all_campuses(page, address, published):
    """A screen reader finds them all, each at its place in the reading order."""
    visit(page, address)
    tab_to(page, MARK)
    for key in ("ArrowRight", "ArrowRight", "PageDown", "Home"):
        page.evaluate(f"() => {{ window.before = {HERE}; }}")
        press(page, key)
        assert page.evaluate(
            f"() => before !== {HERE} && {HERE}.matches('.repere') && before.checkVisibility()"
        )
    expect(page.locator(MARK)).to_have_count(1)
    items = page.locator(".reperes [role=treeitem]")
    listed = items.evaluate_all(
        "items => items.map(({ dataset, ariaPosInSet, ariaSetSize }) => [dataset.repere, ariaPosInSet, ariaSetSize])"
    )
    order = list(places(published))
    assert listed == [[id_, str(n), str(len(order))] for n, id_ in enumerate(order, 1)]
    press(page, "Tab")
    assert not page.evaluate(f"{HERE}.closest('.reperes')")


def test_arrows_move_even_where_the_browser_does_not_say_the_focus(page, address):
    """Firefox says nothing of it in a window that is not in front."""
    page.add_init_script(
        "addEventListener('focusin', (event) => event.stopImmediatePropagation(), true)"
    )
    visit(page, address)
    tab_to(page, MARK)
    first = campus(page)
    press(page, "ArrowRight")
    assert campus(page) not in (None, first)
    press(page, "Home")
    assert campus(page) == first


def test_what_an_inset_repeats_is_ringed_twice_and_said_once(page, address):
    visit(page, address, "?region=11")
    tab_to(page, MARK)
    rings = page.locator(".reperes > :not([style*='opacity: 0'])")
    expect(rings).to_have_count(2)
    widths = rings.evaluate_all("parts => parts.map((part) => getComputedStyle(part).outlineWidth)")
    assert widths == ["3px", "3px"]


def test_after_a_filter_the_map_stands_on_a_campus_of_it(page, address):
    visit(page, address)
    tab_to(page, MARK)
    tab_to(page, "#filtres a[data-filiere=energie]", key="Shift+Tab")
    press(page, "Enter")
    sentence(page, "?filiere=energie")
    tab_to(page, MARK)
    assert CAMPUSES[campus(page)]["filiere"] == "energie"
    press(page, "ArrowDown")
    assert CAMPUSES[campus(page)]["filiere"] == "energie"
    visit(page, address, "?filiere=numerique&region=94")
    expect(page.locator(MARK)).to_have_count(0)


def test_in_a_crowd_the_arrows_go_from_round_to_round(browser, crowd_address, crowd):
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    visit(page, crowd_address)
    points = {f"region/{each.region}/{n}": (each.x, each.y) for n, each in enumerate(rounds(crowd, Selection(), LARGE)) if not each.repeated}  # fmt: skip
    drawn = plate(crowd, Selection(), LARGE)
    points |= {dot.campus: (dot.x, dot.y) for dot in drawn.dots if not dot.repeated}
    tab_to(page, MARK)
    here = campus(page)
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "ArrowLeft", "ArrowDown"):
        here = nearest(points, here, ARROWS[key])
        press(page, key)
        assert campus(page) == here
    while not here.startswith("region/"):
        press(page, "PageDown")
        here = campus(page)
    region, place = here.split("/")[1:]
    assert page.evaluate(f"{HERE}.ariaLabel").startswith(drawn.rounds[int(place)].words[0])
    press(page, "Enter")
    phrase = sentence(page, f"?region={region}")
    assert heard(page) == [phrase]
    page.wait_for_selector(f"{MARK}:focus")
    press(page, "Enter")  # the region is there: on to its list
    page.wait_for_function("() => location.hash === '#liste'")
    press(page, "Tab")
    assert page.evaluate(f"{HERE}.closest('#liste') !== null")
    page.close()


def test_the_grid_is_one_stop_and_its_cells_are_walked(page, address):
    visit(page, address, "?vue=couverture")
    tab_to(page, ".grille *")
    at = f"(() => {{ const cell = {HERE}.closest('th, td'); return [cell.parentElement.rowIndex, cell.cellIndex]; }})()"
    assert page.evaluate(at) == [1, 0]
    press(page, "ArrowRight", "ArrowRight", "ArrowDown")
    assert page.evaluate(at) == [2, 2]
    press(page, "ArrowUp", "ArrowUp", "ArrowUp")
    assert page.evaluate(at) == [0, 2]
    press(page, "Control+End")
    rows, columns = page.evaluate(
        "[document.querySelector('.grille').rows.length, document.querySelector('.grille').rows[0].cells.length]"
    )
    assert page.evaluate(at) == [rows - 1, columns - 1]
    press(page, "Home", "ArrowUp", "ArrowUp")
    assert page.evaluate(at) == [rows - 3, 0]
    press(page, "Control+Home", "ArrowDown", "End", "ArrowLeft")
    assert page.evaluate(at) == [1, columns - 2]
    press(page, "Tab")
    assert not page.evaluate(f"{HERE}.closest('.grille')")
    press(page, "Shift+Tab")
    assert page.evaluate(at) == [1, columns - 2]
    press(page, "Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    cell = page.locator(":focus")
    expect(page.get_by_role("gridcell").filter(has=cell)).to_have_count(1)
    query = cell.get_attribute("href")
    assert heard(page) == []
    press(page, "Enter")
    phrase = sentence(page, query)
    assert heard(page) == [f"Carte\u202f: {phrase}"]
    expect(page.locator("a[data-vue=carte]")).to_be_focused()  # the grid is gone


def test_a_cell_come_to_by_an_arrow_says_its_line(page, address):
    """A screen reader says the column; going down, Orca leaves out the line."""
    visit(page, address, "?vue=couverture")
    expect(page.locator(".defile:has(> .grille)")).to_have_attribute("tabindex", "-1")
    tab_to(page, ".grille *")
    cell = page.locator(":focus")
    expect(cell).to_have_accessible_description("")
    press(page, "ArrowRight", "ArrowDown")
    line = cell.evaluate("cell => cell.closest('tr').cells[0].querySelector('a').firstChild.data")
    expect(cell).to_have_accessible_description(line)
    press(page, "ArrowRight")
    expect(cell).to_have_accessible_description("")
    press(page, "Home", "ArrowDown")
    expect(cell).to_have_accessible_description("")  # the line itself
    expect(page.locator("[aria-description]")).to_have_count(0)


def test_the_list_is_searched_and_sorted_and_each_is_said_once(page, address):
    visit(page, address, "?vue=liste")
    tab_to(page, "#recherche")
    page.keyboard.type("lannion")
    found = page.locator("#liste a[data-campus]")
    expect(found).to_have_count(sum(row["commune"] == "Lannion" for row in CAMPUSES.values()))
    assert heard(page, 1) == ["1 campus pour «\u202flannion\u202f»."]
    expect(page.locator("#recherche")).to_be_focused()
    page.keyboard.type("xyz")
    expect(found).to_have_count(0)
    assert heard(page, 1) == ["Aucun campus ne répond à cette recherche."]
    press(page, "Escape")
    expect(found).to_have_count(len(CAMPUSES))
    assert heard(page, 1) == [f"{len(CAMPUSES)} campus."]
    button = tab_to(page, "button[data-tri=vague]")
    for order, state in (("croissant", "ascending"), ("décroissant", "descending")):
        press(page, "Enter")
        expect(page.locator("th.col-vague")).to_have_attribute("aria-sort", state)
        expect(button).to_be_focused()
        assert heard(page, 1) == [f"Liste triée par vague, ordre {order}."]


def test_at_320_pixels_the_list_is_still_sorted(page, address):
    page.set_viewport_size({"width": 320, "height": 900})
    visit(page, address, "?vue=liste")
    button = tab_to(page, "button[data-tri=commune]")
    press(page, "Enter")
    expect(page.locator("th.col-commune")).to_have_attribute("aria-sort", "ascending")
    expect(button).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_box_keeps_the_focus_and_gives_it_back(browser, address, width):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    visit(page, address, "?filiere=tourisme")
    opener = tab_to(page, "a[data-boite=integrer]")
    press(page, "Enter")
    box = page.get_by_role("dialog", name="Intégrer cette vue")
    expect(box.get_by_role("heading", level=1)).to_be_focused()
    for _ in range(60):  # more than there are stops
        press(page, "Tab")
        if page.evaluate(f"() => {HERE} !== document.body"):  # the browser's own bar comes between
            assert page.evaluate(f"() => {HERE}.closest('dialog') !== null")
            if page.evaluate(f"() => {HERE}.localName !== 'iframe'"):  # which shows it itself
                plain(stop(page))
    tab_to(page, "dialog .reglage a[href*='largeur=480']")
    press(page, "Enter")
    setting = box.get_by_role("link", name="480 px")
    expect(setting).to_have_attribute("aria-current", "true")
    expect(setting).to_be_focused()
    assert heard(page) == []  # the focus says it
    tab_to(page, "dialog button[data-copier=code-cadre]")
    press(page, "Enter")
    expect(box.get_by_text("Copié.")).to_be_visible()
    assert heard(page, 1) == ["Copié."]
    copied = box.get_by_role("button", name="Copier\u202f: Cadre seul")
    expect(copied).to_be_focused()  # where the whole code would be read out
    assert page.evaluate("navigator.clipboard.readText()").startswith("<iframe")
    press(page, "Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(opener).to_be_focused()
    context.close()


def test_a_file_is_downloaded(page, address):
    visit(page, address, "?filiere=tourisme")
    tab_to(page, ".telechargements a[href^='donnees/campus.csv']")
    with page.expect_download() as download:
        press(page, "Enter")
    assert download.value.path().read_text("utf-8").count("\n") == 1 + sum(
        row["filiere"] == "tourisme" for row in CAMPUSES.values()
    )


def test_a_failure_is_said_once_each_time(browser, address):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    visit(page, address)
    page.context.set_offline(True)
    tab_to(page, "a[data-filiere=tourisme]")
    for _ in range(2):
        press(page, "Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        page.wait_for_selector("main:not([aria-busy])")
        (said,) = heard(page, 1)
        assert said.startswith("La vue n’a pas pu être chargée")
    tab_to(page, "a[data-boite=integrer]")
    press(page, "Enter")
    assert len(heard(page, 1)) == 1
    page.set_viewport_size({"width": 1280, "height": 400})
    for _ in range(25):  # the alert, at the bottom of the window, covers nothing
        press(page, "Tab")
        plain(stop(page))
    tab_to(page, "a[data-filiere=tourisme]", key="Shift+Tab")
    page.context.set_offline(False)
    press(page, "Enter")
    phrase = sentence(page, "?filiere=tourisme")
    assert heard(page) == [phrase]
    expect(page.get_by_role("alert")).to_be_hidden()
    page.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_each_cell_of_the_grid_is_seen_under_the_focus(page, address, width):
    page.set_viewport_size({"width": width, "height": 700})
    visit(page, address, "?vue=couverture")
    tab_to(page, ".grille *")
    for key in (*["ArrowRight"] * 15, *["ArrowLeft"] * 15, *["ArrowDown"] * 20):
        press(page, key)
        plain(stop(page))


def test_the_mark_under_the_focus_is_seen_in_forced_colours(page, address):
    page.emulate_media(forced_colors="active")
    visit(page, address)
    tab_to(page, MARK)
    style = page.evaluate(
        f"(() => {{ const {{ borderColor, outlineColor, borderWidth, outlineWidth }} = getComputedStyle({HERE}); return [borderColor, outlineColor, borderWidth, outlineWidth]; }})()"
    )
    assert (
        style[2:] == ["2px", "3px"] and style[0] != style[1]
    )  # two tones: one is seen on any fill


@pytest.mark.parametrize(
    ("width", "order"), [(320, ["#tete", ".zone-carte", "#filtres", ".zone-liste"])]
)
def test_on_a_phone_the_focus_goes_down_the_page(page, address, width, order):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, address)
    met = []
    for _ in range(120):
        press(page, "Tab")
        part = page.evaluate(f"parts => parts.find(part => {HERE}.closest(part))", order)
        if part and part not in met:
            met.append(part)
    assert met == order


def test_walking_moves_nothing_on_the_page(page, address):
    visit(page, address)
    tab_to(page, MARK)
    page.evaluate(
        """() => { window.shifts = []; new PerformanceObserver((list) => {
          for (const { node } of list.getEntries().flatMap(({ sources }) => sources)) if (!node.closest(".reperes")) window.shifts.push(node.outerHTML);
        }).observe({ type: "layout-shift" }); }"""
    )
    press(page, "ArrowRight", "ArrowUp", "ArrowUp", "ArrowLeft", "PageDown", "Escape", "Tab")
    heard(page)
    assert page.evaluate("window.shifts") == []


def test_the_map_has_its_figures_in_a_list_that_follows_the_view(page, address):
    visit(page, address)
    tab_to(page, "details:has(#chiffres-carte) summary")
    press(page, "Enter")
    rows = page.locator("#chiffres-carte li")
    expect(rows).to_have_count(18)
    expect(rows.first).to_have_text(
        "Auvergne-Rhône-Alpes, 11 campus connus, liste incomplète\u202f: 11 connus sur 13 publiés"
    )
    before = rows.all_text_contents()
    tab_to(page, "a[data-filiere=energie]", key="Shift+Tab")
    press(page, "Enter")
    sentence(page, "?filiere=energie")
    assert rows.all_text_contents() != before
    assert faults(page) == []
