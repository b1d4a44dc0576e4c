"""What a machine can check of RGAA 4.1 and WCAG 2.2, on each page of the sample, in a real browser.

`data/accessibilite/criteres.csv` says which test checks which criterion.
"""

import re
from html.parser import HTMLParser
from itertools import groupby, pairwise, product

import pytest
from conftest import watched
from faults import faults
from focus import plain, walk
from playwright.sync_api import expect
from test_theme import contrast
from typography import VOID

from dashboard import theme

SAMPLE = {
    "carte": "",
    "couverture": "?vue=couverture",
    "liste": "?vue=liste",
    "cadre": "embed",
    "campus": "campus/relation-client-marseille",
    "methode": "methode",
    "accessibilite": "accessibilite",
}
TEXTS = ("cadre", "campus", "methode", "accessibilite")  # without the interactive page
SPACED = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
# A style sheet that no Content-Security-Policy of ours forbids.
STYLE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""

pytestmark = pytest.mark.browser
every_page = pytest.mark.parametrize("name", SAMPLE)
every_text = pytest.mark.parametrize("name", [name for name in SAMPLE if name != "cadre"])


def visit(page, address, name, width=1280, height=900):
    """Open a page of the sample, and wait for its script where it has one."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + SAMPLE[name])
    if name not in TEXTS:
        page.wait_for_selector("html.vivante")


@pytest.fixture(scope="module", params=SAMPLE)
def still(request, browser, address):
    """Open a page of the sample once for all that only reads it: its name, the page."""
    tab = browser.new_page(locale="fr-FR")
    visit(tab, address, request.param)
    yield request.param, tab
    tab.close()


def accessible(page):
    """Read the accessibility tree of the browser: role, name and properties of each node, in order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        {"role": node["role"]["value"], "name": node.get("name", {}).get("value", "")}
        for node in nodes
        if not node["ignored"]
    ]


@every_page
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing(page, address, name, width):
    visit(page, address, name, width)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", [name for name in SAMPLE if name not in TEXTS])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_before_the_script_comes_axe_finds_nothing(browser, address, name, width):
    """It takes links out of the order of Tab: before, each one is a target, as for who has no script."""
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.route("**/*.js*", lambda route: route.abort())
    tab.goto(address + SAMPLE[name])
    assert faults(tab) == []
    tab.close()


# Images, frames, colours


def test_every_image_has_an_alternative_or_is_left_out(still):
    page = still[1]
    bare = page.evaluate(
        """() => [...document.querySelectorAll('img, svg, canvas, object, area, [role=img]')]
        .filter((image) => !image.closest('[aria-hidden=true]') && image.checkVisibility())
        .filter((image) => image.localName === 'img' ? !image.hasAttribute('alt')
          : !(['img', 'group'].includes(image.getAttribute('role'))
              && (image.hasAttribute('aria-label') || image.hasAttribute('aria-labelledby'))))
        .map((image) => image.outerHTML.slice(0, 120))"""
    )
    assert bare == []


def test_the_alternative_of_the_map_says_the_view(browser, page, address):
    sentence = "10 campus de la filière tourisme, gastronomie"
    plain = browser.new_context(java_script_enabled=False)
    tab = plain.new_page()
    tab.goto(address + "?filiere=tourisme")
    (drawn,) = [node for node in accessible(tab) if node["role"] == "image" and node["name"]]
    assert sentence.lower() in drawn["name"].lower()
    plain.close()
    page.goto(address + "embed?filiere=tourisme")
    (framed,) = [node for node in accessible(page) if node["role"] == "image" and node["name"]]
    assert sentence.lower() in framed["name"].lower()
    visit(page, address, "carte")
    page.click("a[data-filiere=tourisme]")
    expect(page.locator("#annonce")).to_contain_text(sentence, ignore_case=True)
    board = [node["name"] for node in accessible(page) if node["role"] == "tree"]
    assert board == ["Campus de la carte"]


def test_a_link_beside_the_map_leads_to_the_same_campuses(page, address):
    visit(page, address, "carte")
    page.click(".carte a[href='#liste']")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#liste') !== null")
    marks = page.evaluate(
        """() => [...new Set(document.querySelector('.js-plotly-plot').data
        .find((trace) => trace.name === 'campus').customdata)].sort()"""
    )
    listed = page.locator("#liste a[data-campus]")
    assert sorted(link.get_attribute("data-campus") for link in listed.all()) == marks
    visit(page, address, "cadre")
    detail = page.evaluate(
        """() => [...document.querySelectorAll('svg[role=img]')].map((drawn) =>
        document.getElementById(drawn.getAttribute('aria-describedby')).textContent)"""
    )
    assert all("Auvergne-Rhône-Alpes" in words for words in detail) and len(detail) == 3


def test_a_pictured_comparison_has_its_legends(page, address):
    for query in (
        "?vue=couverture&filiere=tourisme&contre=energie",
        "?vue=couverture&filiere=tourisme&essai=3013525",
        "embed?filiere=tourisme&contre=energie",
    ):
        page.goto(address + query)
        figures = page.locator("figure:not(.carte):has(figcaption)")
        expect(figures).to_have_count(2)
        for figure in figures.all():
            picture = figure.locator("img, svg[role=img]").first
            said = picture.get_attribute("alt") or picture.evaluate(
                "drawn => document.getElementById(drawn.getAttribute('aria-labelledby'))?.textContent "
                "|| drawn.getAttribute('aria-label')"
            )
            assert said and figure.locator("figcaption").inner_text().strip()


def test_frames_are_titled(page, address):
    visit(page, address, "carte")
    page.click("a[data-boite=integrer]")
    frame = page.locator("dialog iframe")
    expect(frame).to_have_count(1)
    sentence = page.locator(".phrase").first.inner_text().rstrip(".")
    assert sentence in frame.get_attribute("title")
    for name in SAMPLE:
        page.goto(address + SAMPLE[name])
        assert page.locator("iframe:not([title])").count() == 0


@pytest.mark.parametrize("night", [False, True])
def test_texts_of_the_map_are_read_on_every_ground(night):
    ink = theme.colours(night)["encre"]
    for fill in (theme.PAPER, theme.ZERO, theme.UNKNOWN, *theme.TINTS):
        assert contrast(ink, theme.at_night(fill) if night else fill) >= 4.5, fill


def hexadecimal(colour):
    """Turn « rgb(1, 2, 3) » into #010203."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def test_controls_and_focus_stand_out(still):
    """The edge of a button or a field, and the ring of the focus: 3:1 on the page."""
    page = still[1]
    edges = page.evaluate(
        """() => [...document.querySelectorAll('button, input, textarea, summary, .bouton, .boutons a, .quatre a')]
        .filter((part) => part.checkVisibility()).map((part) => getComputedStyle(part))
        .filter((style) => style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth))
        .map((style) => style.borderTopColor)"""
    )
    for colour in set(edges):
        assert contrast(hexadecimal(colour), theme.PAPER) >= 3, colour
    page.keyboard.press("Tab")
    ring = page.evaluate(
        """() => { const focused = document.activeElement, style = getComputedStyle(focused);
        return style.outlineStyle === 'none' ? getComputedStyle(focused.firstElementChild).stroke
          : style.outlineColor; }"""
    )
    assert contrast(hexadecimal(ring), theme.PAPER) >= 3


# Tables


def test_tables_have_a_caption_and_headers(still):
    name, page = still
    assert bool(headed(page)) == (name not in {"cadre", "campus"})


@pytest.mark.parametrize("query", ["vue=couverture", "filiere=tourisme&contre=energie"])
def test_tables_of_a_frame_have_a_caption_and_headers(page, address, query):
    page.goto(f"{address}embed?{query}")
    assert bool(headed(page)) == ("vue" in query)


def headed(page):
    """Find the tables of a page: every head is that of a whole row or column, so that none needs a summary."""
    tables = page.evaluate(
        """() => [...document.querySelectorAll('table')].map((table) => ({
          caption: table.caption?.textContent.trim() || '',
          scopes: [...table.querySelectorAll('th')].map((head) => head.getAttribute('scope')),
          headless: [...table.tBodies].flatMap((body) => [...body.rows])
            .filter((row) => row.querySelectorAll('th[scope=row]').length !== 1).length,
          columns: [...table.tHead.rows].map((row) => row.querySelectorAll('th[scope=col]').length),
          wide: Math.max(...[...table.rows].map((row) => [...row.cells].reduce((n, cell) => n + cell.colSpan, 0))),
        }))"""
    )
    for table in tables:
        assert table["caption"] and set(table["scopes"]) == {"col", "row"}, table
        assert table["headless"] == 0 and table["columns"] == [table["wide"]], table
    captions = [table["caption"] for table in tables]
    assert len(captions) == len(set(captions))
    return captions


@pytest.mark.parametrize("name", ["carte", "couverture", "liste", "methode", "accessibilite"])
def test_tables_keep_their_roles_on_a_phone(page, address, name):
    """A style sheet that lays a table out otherwise can take its roles and its heads away."""
    visit(page, address, name, 320)
    headless = page.evaluate(
        """() => [...document.querySelectorAll('main td')].filter((cell) => cell.checkVisibility()
          && !cell.closest('table').tHead.rows[0].cells[cell.cellIndex].checkVisibility())
        .map((cell) => cell.outerHTML.slice(0, 80))"""
    )
    assert headless == []
    roles = [node["role"] for node in accessible(page)]
    shown = "[...document.querySelectorAll('{}')].filter(part => part.checkVisibility()).length"
    for role, part in (
        ("table", "table"),
        ("row", "tr"),
        ("rowheader", "th[scope=row]"),
        ("columnheader", "th[scope=col]"),
        ("cell", "td"),
    ):
        count = roles.count(role) + roles.count({"cell": "gridcell", "table": "grid"}.get(role))
        assert count == page.evaluate(shown.format(part)) > 0, role


# Links and scripts

NAMED = """() => [...document.querySelectorAll('a[href], button, summary, [role=button]')]
  .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.closest('[aria-hidden=true]'))
  .map((part) => {
    const label = part.getAttribute('aria-labelledby');
    const spoken = (label ? document.getElementById(label).textContent
      : part.getAttribute('aria-label') || part.textContent).trim();
    return { spoken, seen: part.innerText?.trim() ?? '', title: part.title, href: part.href?.toString() ?? '',
      where: (part.closest('tr, section, nav, ul') || part.parentElement).textContent };
  })"""
VAGUE = {"ici", "cliquez ici", "lire la suite", "en savoir plus", "lien", "suite", "plus", "voir"}


def test_every_link_is_named_and_says_where_it_leads(still):
    """The same words lead to the same place, or stand each in a row or a list that tells them apart."""
    page = still[1]
    links = [link for link in page.evaluate(NAMED) if link["href"]]
    assert links
    for link in links:
        assert link["spoken"] and link["spoken"].lower() not in VAGUE
    links.sort(key=lambda link: link["spoken"])
    for words, same in groupby(links, key=lambda link: link["spoken"]):
        same = list(same)
        places = {link["href"] for link in same}
        told = {(link["where"], link["title"]) for link in same}
        assert len(places) <= len(told), words


def test_a_visible_name_is_in_the_accessible_name(still):
    page = still[1]
    signs = {"+", "−", "⤢", "←", "↑", "↓", "→", "×"}
    for part in page.evaluate(NAMED):
        seen, spoken = (re.sub(r"\W+", "", part[kind]).lower() for kind in ("seen", "spoken"))
        if part["seen"] not in signs:
            assert seen in spoken or spoken in seen, part


def test_status_messages_are_announced(browser, address):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-write"]
    )
    tab = context.new_page()
    visit(tab, address, "carte")
    said = tab.locator("body > .page > [role=status]")
    tab.click("a[data-filiere=energie]")
    expect(said).to_contain_text("transition énergétique", ignore_case=True)
    tab.fill("#recherche", "Lannion")
    expect(said).to_have_text("Aucun campus ne répond à cette recherche.")
    tab.fill("#recherche", "")
    expect(said).to_have_text("8 campus.")
    tab.click("#liste a[data-campus] >> nth=0")
    tab.click("[data-action=copier]")
    expect(tab.locator("#panneau [role=status]")).to_have_text("Lien copié.")
    tab.click("a[data-boite=integrer]")
    tab.click("dialog [data-copier] >> nth=0")
    expect(tab.locator("dialog [role=status]").first).to_contain_text("Copié")
    tab.goto(address + "embed")
    tab.click(".filieres a >> nth=0")
    expect(tab.locator("[role=status]")).to_contain_text("les autres en gris")
    context.close()


def test_a_sort_keeps_the_focus(page, address):
    visit(page, address, "liste")
    page.focus("button[data-tri=vague]")
    page.keyboard.press("Enter")
    expect(page.locator("th.col-vague")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("button[data-tri=vague]")).to_be_focused()


def test_growth_can_be_stopped_and_says_so(page, address):
    visit(page, address, "carte")
    button = page.locator("[data-action=lire]")
    expect(button).to_have_accessible_name("Lire la croissance, vague après vague")
    button.click()
    page.wait_for_url("**/?vague=1,2")
    expect(button).to_have_accessible_name("Arrêter la croissance, vague après vague")
    button.click()
    expect(button).to_have_accessible_name("Lire la croissance, vague après vague")


# Mandatory elements


def test_the_document_has_a_type_a_language_and_a_title_of_its_own(page, address):
    titles = []
    for name in SAMPLE:
        visit(page, address, name)
        assert page.evaluate("[document.doctype.name, document.compatMode]") == [
            "html",
            "CSS1Compat",
        ]
        assert page.evaluate("document.documentElement.lang") == "fr"
        assert page.evaluate("document.characterSet") == "UTF-8"
        titles.append(page.title())
    views, texts = titles[:3], titles[4:]
    assert len({*views, *texts}) == len(views) + len(texts)
    assert all("ampus des métiers et des qualifications" in title for title in titles)
    visit(page, address, "carte")
    page.click("a[data-filiere=tourisme]")
    expect(page).to_have_title(re.compile("[Tt]ourisme"))


class Nesting(HTMLParser):
    """Every tag closed, in order; no attribute twice, no id twice."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.faults = [], [], []
        self.feed(text)
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if len(names) != len(set(names)):
            self.faults.append(self.get_starttag_text())
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")


@every_page
def test_every_tag_is_closed_in_order_and_every_id_is_alone(page, address, name):
    read = Nesting(page.request.get(address + SAMPLE[name]).text())
    assert read.faults == [] and len(read.ids) == len(set(read.ids))
    visit(page, address, name)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(part => part.id)")
    ours = [each for each in ids if not re.match(r"(clip|legend|g)[0-9a-f]{5}", each)]
    assert len(ours) == len(set(ours))
    assert Nesting("<p id=a><b id=a></p></b>").faults and Nesting("<ul><li></ul>").faults


@pytest.mark.parametrize(("name", "count"), [("methode", 4), ("accessibilite", 50)])
def test_english_words_say_their_language(page, address, name, count):
    visit(page, address, name)
    names = page.locator("main [lang]")
    assert names.count() >= count
    assert {name.get_attribute("lang") for name in names.all()} == {"en"}
    page.evaluate(
        "() => { for (const part of document.querySelectorAll('[lang=en]')) part.remove(); }"
    )
    assert re.findall(r"\b(?:the|and|is|of|with)\b", page.inner_text("main")) == []


def test_nothing_is_laid_out_by_markup(still):
    page = still[1]
    shaped = page.evaluate(
        """() => [...document.querySelectorAll('basefont, blink, big, center, font, marquee, s, strike, tt, u, '
        + '[align], [alink], [background], [bgcolor], [border], [cellpadding], [cellspacing], [char], [charoff], '
        + '[clear], [compact], [color], [frameborder], [hspace], [link], [marginheight], [marginwidth], [text], '
        + '[valign], [vlink], [vspace], table[role=presentation], br + br')]
        .map((part) => part.outerHTML.slice(0, 80))"""
    )
    assert shaped == []


# Structure


def test_headings_descend_one_level_at_a_time(still):
    name, page = still
    found = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((head) => head.checkVisibility())
        .map((head) => [Number(head.localName[1]), head.textContent.trim()])"""
    )
    levels = [level for level, _ in found]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(words for _, words in found)
    if name == "carte":
        inside = [words for level, words in found if level == 2]
        assert inside == ["Carte", "Filtres", "Par où commencer", "Liste des campus"]


def test_landmarks_hold_everything_and_are_named(still):
    name, page = still
    nodes = accessible(page)
    roles = [node["role"] for node in nodes]
    assert roles.count("main") == roles.count("contentinfo") == 1
    if name != "cadre":
        assert roles.count("banner") == 1
        menus = [node["name"] for node in nodes if node["role"] == "navigation"]
        assert len(menus) == len(set(menus)) >= 2 and all(menus)
    outside = page.evaluate(
        """() => [...document.body.querySelectorAll('*')].filter((part) => part.checkVisibility() && part.innerText?.trim()
          && [...part.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
          && !part.closest('header, main, footer, .evitement, [role=status], [role=alert], script, style'))
        .map((part) => part.outerHTML.slice(0, 80))"""
    )
    assert outside == []


# Presentation

TEXT = "document.body.innerText.replace(/\\s+/g, ' ')"


@every_page
def test_without_styles_nothing_is_lost(page, address, name):
    """Nothing that is read disappears, and the code is in the order of reading."""
    visit(page, address, name)
    read = page.evaluate(
        """() => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
          while (texts.nextNode()) {
            const { parentElement: part, data } = texts.currentNode;
            if (data.trim() && part.checkVisibility({ visibilityProperty: true })) found.push(data);
          }
          return found;
        }"""
    )
    page.evaluate(
        """() => { for (const part of document.querySelectorAll('style, link[rel=stylesheet]')) part.remove();
        for (const part of document.querySelectorAll('[style]')) part.removeAttribute('style'); }"""
    )
    bare = "".join(page.evaluate("document.body.innerText").split())
    bare += "".join("".join(page.locator("svg text").all_text_contents()).split())
    assert [text for text in read if "".join(text.split()) not in bare] == []
    if name == "carte":
        parts = (
            "Lescampusdesmétiers",
            "72campus,labellisés",
            "Téléchargercettevue",
            "Vaguesdelabellisation",
            "Aéronautiqueetspatial",
        )
        order = [bare.index(words) for words in parts]
        assert order == sorted(order)


LOST = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')].filter((part) => {
    if (part.closest('svg, .evitement, [aria-hidden=true], .planche')) return false;
    for (let each = part; each; each = each.parentElement) { // words for screen readers
      if (getComputedStyle(each).clipPath === 'inset(50%)') return false;
    }
    if (![...part.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) return false;
    if (!part.checkVisibility({ visibilityProperty: true })) return false;
    const range = document.createRange();
    for (const child of part.childNodes) {
      if (child.nodeType !== 3 || !child.data.trim()) continue;
      range.selectNodeContents(child);
      for (const line of range.getClientRects()) {
        if (line.right > width + 1 && !part.closest('.defile')) return true;
        const box = part.closest('a, button, li, td, th, p, summary, label')?.getBoundingClientRect();
        if (box && (line.right > box.right + 2 || line.bottom > box.bottom + 4 || line.left < box.left - 2)) return true;
      }
    }
    return false;
  }).map((part) => part.outerHTML.slice(0, 120));
}"""


@every_page
@pytest.mark.parametrize("width", [320, 640])
def test_enlarged_or_narrow_nothing_is_lost(page, address, name, width):
    """A screen of 1 280 px enlarged four times, and twice: no sideways scroll, no text out of its box."""
    visit(page, address, name, width, 256 if width == 320 else 450)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LOST) == []


@every_page
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_spaced_text_is_neither_cut_nor_too_wide(page, address, name, width):
    visit(page, address, name, width)
    page.evaluate(STYLE, SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LOST) == []


def test_spaced_text_widens_the_table_of_a_comparison_not_the_page(page, address):
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(f"{address}?vue=couverture&filiere=tourisme&contre=numerique")
    page.wait_for_selector("html.vivante")
    page.evaluate(STYLE, SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(LOST) == []


@every_page
def test_both_orientations_show_everything(page, address, name):
    visit(page, address, name, 360, 740)
    upright = set(page.evaluate(TEXT).split())
    page.set_viewport_size({"width": 740, "height": 360})
    lying = set(page.evaluate(TEXT).split())
    # A table lies on its side with its heads, a map in another composition with its own names.
    assert {word for word in upright - lying if word.isalpha() and len(word) > 3} == set()


def test_ink_and_paper_are_declared_together(still):
    page = still[1]
    body = page.evaluate(
        "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))"
    )
    assert [hexadecimal(colour) for colour in body] == [theme.INK.lower(), theme.PAPER.lower()]


@every_text
def test_links_in_a_text_are_underlined(page, address, name):
    visit(page, address, name)
    plain = page.evaluate(
        """() => [...document.querySelectorAll('p a, dd a, td a')].filter((link) => link.checkVisibility()
          && !link.matches('.bouton, .hors-ecran a, .grille a, header a')
          && ![...link.closest('p, dd, td').childNodes].every((child) => child === link)
          && !getComputedStyle(link).textDecorationLine.includes('underline'))
        .map((link) => link.outerHTML.slice(0, 100))"""
    )
    assert plain == []


def test_no_words_point_at_a_place_or_a_shape_alone(still):
    page = still[1]
    said = page.evaluate("document.body.textContent")
    pointing = r"ci-dessous|ci-dessus|à (?:gauche|droite)\b|en (?:rouge|vert|bleu|orange)\b|colonne de (?:gauche|droite)"
    assert re.findall(rf".{{0,30}}(?:{pointing})", said) == []


# Focus

WALKED = {
    **SAMPLE,
    "campus ouvert": "?campus=audiovisuel-et-cinema-les-abymes",
    "couverture filtrée": "?vue=couverture&filiere=tourisme",
    "liste filtrée": "?vue=liste&region=84",
}


@pytest.fixture(scope="module", params=product(WALKED, (320, 720, 1280)), ids=str)
def walked(request, browser, address):
    """Go through a page by Tab and back, once for all that is asked of it: its name and width, the stops of each way."""
    name, width = request.param
    with watched(browser, address) as tab:
        tab.set_viewport_size({"width": width, "height": 700})
        tab.goto(address + WALKED[name])
        if name not in TEXTS:
            tab.wait_for_selector("html.vivante")
        yield name, width, walk(tab, "Tab"), walk(tab, "Shift+Tab")


def test_focus_is_seen_never_hidden_and_leaves_the_page(walked):
    name, _, there, back = walked
    assert len(back) == len(there) > (0 if name in TEXTS else 30)
    for stop in (*there, *back):
        plain(stop)


def test_focus_goes_block_after_block(walked):
    """Each block once; under one another, from the top to the bottom."""
    _, width, there, _ = walked
    blocks = [
        (block, next(iter(stops))) for block, stops in groupby(there, key=lambda s: s["block"])
    ]
    assert len({block for block, _ in blocks}) == len(blocks)
    if width < 1080:
        tops = [stop["top"] for block, stop in blocks if "evitement" not in block]
        assert tops == sorted(tops), blocks


@every_text
def test_skip_links_lead_to_what_they_say(page, address, name):
    visit(page, address, name)
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    expect(first).to_have_text("Aller au contenu")
    box = first.bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0
    for link in page.locator(".evitement:visible").all():
        target = page.locator(link.get_attribute("href"))
        expect(target).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, footer') !== null")


# Hover, pointer, keys, time


def test_what_a_pointer_shows_can_be_reached_and_put_away(page, address):
    visit(page, address, "carte")
    label = page.locator(".dessin-large .noms text", has_text="Occitanie").bounding_box()
    bubble = page.locator(".bulle")
    page.mouse.move(label["x"] + label["width"] / 2, label["y"] + label["height"] + 8)
    reach(page, bubble, "Occitanie")
    page.mouse.move(5, 5)
    expect(bubble).to_be_hidden()
    mark = page.evaluate(
        """() => { const plot = document.querySelector('.js-plotly-plot'), box = plot.getBoundingClientRect();
        const trace = plot.data.find((each) => each.name === 'campus'), { xaxis, yaxis } = plot._fullLayout;
        const n = trace.customdata.indexOf('relation-client-marseille');
        return [box.x + xaxis._offset + xaxis.c2p(trace.x[n]), box.y + yaxis._offset + yaxis.c2p(trace.y[n])]; }"""
    )
    page.mouse.move(*mark)
    reach(page, bubble, "Relation client")
    page.mouse.move(5, 5)
    page.focus(".repere")
    page.keyboard.press("ArrowRight")
    expect(bubble).to_be_visible()
    page.keyboard.press("Escape")
    expect(bubble).to_be_hidden()
    visit(page, address, "cadre")
    card = page.locator(".bulle")
    page.locator(".carte.large .marques a").nth(20).hover()
    reach(page, card, "")


def reach(page, shown, words):
    """Go from what the pointer is on to what it showed, wait there, then put it away with Escape."""
    expect(shown).to_be_visible()
    expect(shown).to_contain_text(words)
    said = shown.text_content()
    box = shown.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_timeout(600)
    expect(shown).to_be_visible()
    assert shown.text_content() == said
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()


def test_a_press_is_taken_back_before_release(page, address):
    visit(page, address, "carte")
    before = page.url
    link = page.locator("a[data-filiere=tourisme]").bounding_box()
    for start in ((link["x"] + 60, link["y"] + 10), (700, 400)):
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(640, 20, steps=3)
        page.mouse.up()
        assert page.url == before
    assert page.locator("[aria-current=true][data-filiere]").count() == 0


def test_no_single_key_acts_outside_the_map(page, address):
    visit(page, address, "carte")
    extent = "document.querySelector('.js-plotly-plot').layout.xaxis.range.join()"
    before = page.url, page.evaluate(extent)
    page.focus("a[data-filiere=tourisme]")
    for key in "+-0abcdefghijklmnopqrstuvwxyz?/":
        page.keyboard.press(key)
    assert (page.url, page.evaluate(extent)) == before
    page.focus(".repere")
    page.keyboard.press("+")
    page.wait_for_function(f"() => {extent} !== '{before[1]}'")


@every_page
def test_nothing_moves_plays_or_opens_by_itself(page, address, name):
    opened = []
    page.context.on("page", lambda tab: opened.append(tab.url))
    visit(page, address, name)
    assert (
        page.locator("audio, video, object, embed, marquee, meta[http-equiv=refresh]").count() == 0
    )
    assert page.evaluate("document.getAnimations().length") == 0
    text, before = page.evaluate(TEXT), (page.url, page.title())
    page.wait_for_timeout(300)
    assert page.evaluate(TEXT) == text
    for _ in range(12):
        page.keyboard.press("Tab")
    assert (page.url, page.title()) == before and opened == []


# Forms and navigation


def test_the_search_is_labelled(page, address):
    for name in ("carte", "liste"):
        visit(page, address, name, 320)
        (field,) = page.locator("input:visible, select:visible, textarea:visible").all()
        label = page.locator("label[for=recherche]")
        expect(field).to_have_accessible_name("Chercher un campus, une ville, une filière")
        over, under = label.bounding_box(), field.bounding_box()
        assert 0 <= under["y"] - (over["y"] + over["height"]) < 12
        assert abs(under["x"] - over["x"]) < 2


@pytest.mark.parametrize("name", ["carte", "couverture", "liste"])
def test_boxes_name_their_fields_buttons_and_picture(page, address, name):
    visit(page, address, name)
    named = {
        "integrer": ["Cadre seul", "Cadre à la hauteur de son contenu", "Image"],
        "partager": ["Lien", "Citation"],
    }
    for box, titles in named.items():
        page.click(f".parcours a[data-boite][href^={box}]")
        fields = page.locator("dialog textarea, dialog input, dialog select")
        expect(fields).to_have_count(len(titles))
        for n, title in enumerate(titles):
            expect(fields.nth(n)).to_have_accessible_name(title)
            label = page.locator(
                f"dialog label[for={fields.nth(n).get_attribute('id')}]"
            ).bounding_box()
            assert 0 <= fields.nth(n).bounding_box()["y"] - (label["y"] + label["height"]) < 12
            button = page.locator("dialog [data-copier]").nth(n)
            expect(button).to_have_accessible_name(f"Copier\u202f: {title}")
        page.keyboard.press("Escape")
    page.click(".parcours a[data-boite][href^=telecharger] >> nth=0")
    sentence = page.locator("dialog .phrase").inner_text()
    expect(page.locator("dialog img")).to_have_accessible_name(
        f"Aperçu du format A4\u202f: {sentence}"
    )


def test_the_menu_and_the_foot_are_the_same_on_every_page(page, address):
    """The menu and the search, each at the same place of each page, with the way to the contact."""
    menus, feet = set(), set()
    for name in SAMPLE:
        if name == "cadre":
            continue
        visit(page, address, name)
        words = page.locator("nav[aria-label=Vues] a").all_text_contents()
        menus.add(tuple(each.removesuffix(", choisi") for each in words))
        feet.add(tuple(page.locator("footer nav a").all_text_contents()))
        order = page.evaluate(
            """() => [...document.querySelectorAll('header, nav[aria-label=Vues], h1, footer nav')]
            .map((part) => part.localName === 'nav' ? part.ariaLabel : part.localName).join(' ')"""
        )
        assert order in ("header h1 Vues Site", "header Vues h1 Site")
        page.get_by_role("link", name="Chercher un campus").click()
        page.wait_for_selector("html.vivante")
        expect(page.locator("#recherche")).to_be_visible()
    assert menus == {("Carte", "Couverture", "Liste", "Méthode")}
    (foot,) = feet
    assert foot[:3] == ("La carte", "Chercher un campus", "Méthode et sources")
    assert re.fullmatch(r"Accessibilité\u202f: (totalement|partiellement|non) conforme", foot[3])


def test_files_say_their_format(page, address):
    visit(page, address, "carte")
    page.click("a[data-boite=telecharger]")
    expect(page.locator("dialog")).to_be_visible()
    formats = {"pdf": "PDF", "png": "PNG", "svg": "SVG", "csv": "CSV", "geojson": "GeoJSON"}
    links = page.evaluate(
        """() => [...document.querySelectorAll('a[href*="donnees/"], dialog a[href*="carte."]')]
        .map((link) => [new URL(link.href).pathname.split('.').pop(), link.href, link.textContent])"""
    )
    assert len(links) >= 8
    for kind, href, words in links:
        named = "Excel" if "excel=1" in href else formats.get(kind, "Description des données")
        assert named in words, (href, words)
