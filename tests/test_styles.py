"""The style sheets as one system: small, on one scale, and without a rule for nothing.

They are read by the browser itself. A rule is alive when each of its selectors finds something in a
page that is served, as it stands or after what a reader does there.
"""

import re
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
FILES = sorted([*ROOT.glob("assets/*.css"), *ROOT.glob("dashboard/templates/*.css")])
PAGE, FRAME = ("page.css", "socle.css"), ("embed.css", "socle.css")
MOST_BYTES = 15_000
INLINE = re.compile(
    r"<style>(?![{]{2})(.*?)</style>", re.DOTALL
)  # not those that a template is given
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const found = [];
  const read = (rules) => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) {
        const written = rule.cssText.slice(rule.cssText.indexOf("{") + 1, rule.cssText.lastIndexOf("}"));
        const pairs = written.split(";").map(part => part.split(/:(.*)/s).slice(0, 2).map(word => word.trim()));
        found.push([rule.selectorText, pairs.filter(([name]) => name)]);
      } else if (rule.cssRules) read(rule.cssRules);
    }
  };
  read(sheet.cssRules);
  return found;
}"""
# What a query cannot ask for: parts that are not elements, where the pointer or the keyboard is, a wait.
UNASKED = re.compile(
    r"::[a-z-]+|:not\((?:\[hidden\]|:focus-within)\)|:hover|:focus-(?:visible|within)|(?<=li):target|\[aria-busy\]"
)
ANY = ":not(#jamais)"
MATCHED = "selectors => selectors.filter(selector => document.querySelector(selector))"
SCALED = re.compile(r"(margin|padding|(row-|column-)?gap)(-[a-z]+)*|font(-size)?|line-height")
LENGTH = re.compile(r"(?<![\w-])\d*\.?\d+(px|pt|pc|mm|cm|in|rem)\b")
HAIRLINE_PX = 2
LEADING = {"1.2", "1.4"}


def sheet(name: str) -> str:
    (file,) = (file for file in FILES if file.name == name)
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rules(browser):
    """The rules of each style sheet, those of its media queries too: selectors, declarations."""
    tab = browser.new_page()
    found = {file.name: tab.evaluate(RULES, file.read_text(encoding="utf-8")) for file in FILES}
    tab.close()
    assert set(found) == {*PAGE, *FRAME}
    assert all(len(each) > 20 for each in found.values())
    return found


def apart(selectors: str) -> list[str]:
    """Split a list of selectors at its own commas, not at those of `:is()`."""
    parts, depth = [""], 0
    for letter in selectors:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def asked(selector: str) -> str:
    """Return what a query finds of a selector."""
    return UNASKED.sub(lambda found: "" if found[0].startswith("::") else ANY, selector)


def test_all_the_style_sheets_together_are_small():
    inline = [
        style
        for file in Path(ROOT, "dashboard", "templates").glob("*.html")
        for style in INLINE.findall(file.read_text(encoding="utf-8"))
    ]
    assert sum(file.stat().st_size for file in FILES) + sum(map(len, inline)) < MOST_BYTES


def test_spaces_and_type_are_on_the_scale(rules):
    """A document sets the size of its type at its root; lines thinner than a space are lines."""
    strays = [
        (name, selector, declared, value)
        for name, each in rules.items()
        for selector, declarations in each
        for declared, value in declarations
        if SCALED.fullmatch(declared) and value and selector not in (":root", "html")
        if any(
            not (length[0].endswith("px") and float(length[0][:-2]) <= HAIRLINE_PX)
            for length in LENGTH.finditer(value)
        )
        or (declared == "line-height" and value not in LEADING)
        or (declared == "font-size" and not re.fullmatch(r"0px|inherit|var\(--t\d\)", value))
    ]
    assert strays == []


def test_every_step_of_the_scale_is_used():
    written = "".join(file.read_text(encoding="utf-8") for file in FILES)
    steps = re.findall(r"(--[et]\d):", sheet("socle.css"))
    assert len(set(steps)) == 11
    assert [step for step in steps if f"var({step})" not in written] == []


def test_every_rule_finds_something(rules, browser, address, crowd_address):
    left = {
        name: {asked(one): one for selectors, _ in each for one in apart(selectors)}
        for name, each in rules.items()
    }

    def look(tab, names):
        for name in names:
            for found in tab.evaluate(MATCHED, list(left[name])):
                del left[name][found]

    def visit(path, names=PAGE, width=1280, act=None):
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.goto(path)
        look(tab, names)
        if act:
            act(tab)
            look(tab, names)
        tab.close()

    def on_the_map(tab):
        tab.wait_for_selector("html.vivante")
        label = tab.locator(".dessin-large .noms text", has_text="Occitanie").bounding_box()
        tab.mouse.move(label["x"] + label["width"] / 2, label["y"] + label["height"] + 8)
        expect(tab.locator(".bulle")).to_be_visible()
        tab.click("button[data-carte=plus]")
        tab.wait_for_selector(".agrandie")
        tab.click("[data-boite=telecharger]")
        expect(tab.locator("dialog")).to_be_visible()

    def in_the_frame(tab):
        tab.click(".filieres a >> nth=0")
        tab.focus(".marques a[tabindex='0']")
        tab.keyboard.press("ArrowRight")
        expect(tab.locator(".vu >> nth=0")).to_be_attached()

    visit(address, act=on_the_map)
    visit(address, width=320, act=lambda tab: tab.wait_for_selector("[data-composition]"))
    for query in (
        "?vue=liste&filiere=chimie&region=94",
        "?vue=couverture&filiere=tourisme&contre=energie&preuve=source",
        "?vue=couverture",
        "?indicateur=taux&niveau=academie",
        "methode",
        "integrer",
    ):
        visit(address + query)
    for plotted in (
        f"{address}?filiere=tourisme&indicateur=population&campus=tourisme-integre-et-valorisation-le-gosier&essai=3013525",
        f"{crowd_address}?filiere=tourisme",
    ):
        visit(plotted, act=lambda tab: tab.wait_for_selector("html.vivante"))
    visit(f"{address}embed", FRAME, act=in_the_frame)
    for query in ("?vue=couverture", "?vue=couverture&filiere=tourisme", "?vue=liste", "#c0"):
        visit(f"{address}embed{query}", FRAME)
    visit(f"{address}embed?contre=1,2", FRAME)
    assert {name: list(selectors.values()) for name, selectors in left.items()} == {
        name: [] for name in rules
    }
