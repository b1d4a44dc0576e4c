"""The frame in a real browser, alone and in the pages of another site; the box that gives its code."""

import http.server
import io
import threading
from urllib.parse import urlsplit

import pytest
from faults import faults
from playwright.sync_api import Error, expect
from pypdf import PdfReader
from test_night import rgb

from dashboard import theme
from dashboard.display import Display
from dashboard.framing import code, frame_height, picture_code
from dashboard.selection import Selection
from dashboard.vocabulary import Theme

pytestmark = pytest.mark.browser
WIDTHS = (
    280,
    320,
    344,
    375,
    413,
    440,
    520,
    595,
    599,
    600,
    700,
    799,
    800,
    1000,
    1079,
    1080,
    1280,
    1400,
)
VIEWS = (
    "",
    "filiere=tourisme",
    "filiere=tourisme,energie&niveau=academie&indicateur=taux",
    "filiere=tourisme&indicateur=population&essai=3030300",
    "filiere=tourisme,chimie,numerique&preuve=source",  # long words in its title
)

APP = "body"


@pytest.fixture
def article(browser):
    """Serve pages of another origin, under a policy; return what opens one, given its body."""
    pages = {}

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body, policy = pages[self.path]
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(f"<!DOCTYPE html><html lang=fr><title>Article</title>{body}".encode())

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tabs = []

    def show(body, policy, **options):
        tab = browser.new_page(**options)
        tabs.append(tab)
        pages["/"] = body, policy
        tab.goto(f"http://localhost:{server.server_port}/")
        return tab

    yield show
    for tab in tabs:
        tab.close()
    server.shutdown()
    server.server_close()


def strict(address):
    """The policy of a site that lets in this map and nothing else, inline styles not even."""
    origin = address.rstrip("/")
    return f"default-src 'none'; frame-src {origin}; script-src {origin}; img-src {origin}"


def height_of(frame):
    """Return the height of a frame's content, in pixels."""
    return frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")


@pytest.mark.parametrize("query", VIEWS)
@pytest.mark.parametrize("options", ["", "titre=0", "legende=0"])
def test_the_height_of_a_frame_is_that_of_its_content(page, address, published, query, options):
    """A little more at most: nothing scrolls in the frame, and no hole is left under it."""
    selection = Selection.from_query(query)
    display = Display(titled=options != "titre=0", keyed=options != "legende=0")
    page.goto(f"{address}embed?{'&'.join(part for part in (query, options) if part)}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 600})
        needed, given = height_of(page), frame_height(published, selection, display, width)
        assert needed <= given <= needed * 1.1 + 40, width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "query",
    [
        "vague=1,2&vue=liste",
        "vue=couverture",
        "filiere=tourisme,energie&niveau=academie&vue=couverture",
        "filiere=tourisme&contre=energie",
        "vue=couverture&contre=1,2",
        "filiere=tourisme&contre=tourisme",
        "filiere=tourisme&indicateur=population&contre=energie",
        "filiere=tourisme,energie,chimie&contre=toutes",
    ],
)
@pytest.mark.parametrize("keyed", [True, False])
def test_the_other_views_have_their_height_too(page, address, published, query, keyed):
    selection = Selection.from_query(query)
    page.goto(f"{address}embed?{query}{'' if keyed else '&legende=0'}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 600})
        needed = height_of(page)
        given = frame_height(published, selection, Display(keyed=keyed), width)
        assert needed <= given <= needed * 1.25, width


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize(
    "query", ["", "?filiere=chimie&theme=sombre", "?vue=liste", "?campus=zzz", "?vague=1&titre=0"]
)
def test_a_frame_has_no_fault_that_a_machine_sees(browser, address, width, query):
    tab = browser.new_page(viewport={"width": width, "height": 700})
    tab.goto(f"{address}embed{query}")
    assert faults(tab) == []
    tab.close()


@pytest.mark.parametrize("width", [300, 640, 1000])
def test_in_the_pages_of_another_site_two_frames_grow_to_their_contents(
    article, address, published, width
):
    views = [Selection.from_query(query) for query in VIEWS[:2]]
    one, two = (code(published, view, Display(width_px=width), address) for view in views)
    tab = article(
        f"<p>Avant</p>{one.fitted}<p>Entre</p>{two.frame}<p>Après</p>",
        strict(address),
        viewport={"width": width + 16, "height": 2600},
    )
    tab.wait_for_function(
        "() => [...document.querySelectorAll('iframe')].every(f => f.style.height)"
    )
    heights = []
    for element in tab.query_selector_all("iframe"):
        frame = element.content_frame()
        frame.wait_for_selector("footer")
        heights.append(element.evaluate("frame => frame.getBoundingClientRect().height"))
        assert heights[-1] == pytest.approx(height_of(frame), abs=5)
        assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
    assert heights[0] != heights[1]


@pytest.mark.parametrize(("screen", "column"), [(1200, 800), (1200, 640), (360, 360), (320, 300)])
def test_a_frame_alone_fits_its_content_in_an_article(article, address, published, screen, column):
    """Without the script: nothing scrolls in it, and the hole under it is small."""
    given = code(published, Selection(), Display(width_px=800), address)
    origin = address.rstrip("/")
    tab = article(
        f'<div style="width:{column}px">{given.frame}</div>',
        f"default-src 'none'; frame-src {origin}; style-src 'unsafe-inline'",
        viewport={"width": screen, "height": 1500},
    )
    element = tab.query_selector("iframe")
    frame = element.content_frame()
    frame.wait_for_selector("footer")
    height = element.evaluate("frame => frame.getBoundingClientRect().height")
    needed = height_of(frame)
    assert needed <= height <= needed * 1.12 + 40


def await_fit(tab):
    """Wait until the frame is as tall as what it holds."""
    inside = tab.query_selector("iframe").content_frame()
    tab.wait_for_function(
        "needed => Math.abs(document.querySelector('iframe').offsetHeight - needed) < 6",
        arg=height_of(inside),
    )


def test_a_frame_follows_its_column(article, address, published):
    given = code(published, Selection(), Display(width_px=1000), address)
    tab = article(given.fitted, strict(address), viewport={"width": 1000, "height": 2000})
    tab.wait_for_function("() => document.querySelector('iframe').style.height")
    before = tab.evaluate("document.querySelector('iframe').offsetHeight")
    tab.set_viewport_size({"width": 400, "height": 2000})
    tab.wait_for_function(
        "before => document.querySelector('iframe').offsetHeight !== before", arg=before
    )
    await_fit(tab)


def test_a_frame_in_a_sandbox_grows_to_its_content_too(article, address, published):
    """As content systems put a frame that they found by its address: its origin is « null »."""
    given = code(published, Selection(), Display(width_px=1000), address)
    boxed = given.fitted.replace("<iframe ", '<iframe sandbox="allow-scripts" ')
    tab = article(boxed, strict(address), viewport={"width": 700, "height": 2000})
    tab.wait_for_function("() => document.querySelector('iframe').style.height")
    await_fit(tab)


def test_printed_from_a_wide_window_an_article_holds_the_whole_frame(article, address, published):
    given = code(published, Selection(), Display(width_px=1200), address)
    origin = address.rstrip("/")
    policy = (
        f"default-src 'none'; frame-src {origin}; script-src {origin}; style-src 'unsafe-inline'"
    )
    tab = article(given.fitted, policy, viewport={"width": 1400, "height": 2000})
    tab.wait_for_function("() => document.querySelector('iframe').style.height.endsWith('px')")
    height = "document.querySelector('iframe').style.height"
    before = tab.evaluate(height)
    said = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(tab.pdf(format="A4"))).pages
    )
    assert "Licence Ouverte" in said
    tab.wait_for_function(f"before => {height} === before", arg=before)


def test_pasted_twice_with_their_script_frames_are_printed_as_their_code_says(
    article, address, published
):
    origin = address.rstrip("/")
    policy = (
        f"default-src 'none'; frame-src {origin}; script-src {origin}; style-src 'unsafe-inline'"
    )
    given = code(published, Selection(), Display(width_px=800), address)
    tab = article(2 * given.fitted, policy, viewport={"width": 900, "height": 1500})
    ratios = "[...document.querySelectorAll('iframe')].map((one) => one.style.aspectRatio)"
    tab.wait_for_function(f"() => {ratios}.join() === 'auto,auto'")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "auto" not in tab.evaluate(ratios)


def test_messages_from_elsewhere_do_not_move_a_frame(article, address, published):
    given = code(published, Selection(), Display(width_px=800), address)
    tab = article(given.fitted, strict(address), viewport={"width": 900, "height": 1500})
    tab.wait_for_function("() => document.querySelector('iframe').style.height")
    before = tab.evaluate("document.querySelector('iframe').offsetHeight")
    for message in (
        "{type: 'cmq:hauteur', version: 1, hauteur: 5}",
        "{type: 'cmq:hauteur', version: 2, hauteur: 5}",
        "'cmq:hauteur'",
    ):
        tab.evaluate(f"window.postMessage({message}, '*')")
    inside = tab.query_selector("iframe").content_frame()
    for height in ("-1", "'<b>'", "1e9", "null"):
        inside.evaluate(
            f"parent.postMessage({{type: 'cmq:hauteur', version: 1, hauteur: {height}}}, '*')"
        )
    tab.evaluate("new Promise(done => setTimeout(done, 0))")
    assert tab.evaluate("document.querySelector('iframe').offsetHeight") == before


def test_the_dashboard_refuses_a_foreign_frame_and_the_picture_passes(article, address, published):
    origin = address.rstrip("/")
    picture = picture_code(published, Selection(), Display(), address)
    tab = article(
        f'<iframe src="{address}"></iframe>{picture}',
        f"default-src 'none'; frame-src {origin}; img-src {origin}",
    )
    tab.wait_for_function("() => document.querySelector('img').naturalWidth > 0")
    refused = tab.query_selector("iframe").content_frame()
    assert refused is None or "Filières" not in refused.content()
    image = tab.locator("img")
    width, height = (int(image.get_attribute(name)) for name in ("width", "height"))
    drawn = image.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert drawn == pytest.approx([2 * width, 2 * height], abs=2)  # twice as fine as a screen's
    assert image.get_attribute("alt").startswith(
        "Carte de France, nombre de campus connus, par région\u202f: 72 campus"
    )


def test_the_data_are_read_by_the_script_of_any_site(article, address):
    """A notebook, a map of someone else: open data are of use there."""
    tab = article("", f"default-src 'none'; connect-src {address.rstrip('/')}")
    read = "async address => (await (await fetch(address)).json())"
    assert len(tab.evaluate(read, f"{address}donnees/campus.geojson?vague=2,1")["features"]) > 9
    described = tab.evaluate(read, f"{address}donnees/datapackage.json")
    csv = "async address => (await (await fetch(address)).text()).split(',')[0]"
    assert {tab.evaluate(csv, file["path"]) for file in described["resources"]} >= {"id", "code"}


def test_a_wrong_parameter_is_read_inside_the_frame(article, address):
    tab = article(f'<iframe src="{address}embed?vague=9"></iframe>', strict(address))
    frame = tab.query_selector("iframe").content_frame()
    frame.wait_for_selector("h1")
    assert "vague" in frame.inner_text("p") and "1, 2, 3, 4" in frame.inner_text("p")


def test_marks_are_reached_read_and_closed_with_the_keyboard_alone(page, address):
    page.goto(f"{address}embed?vague=1")
    page.keyboard.press("Tab")
    marks = page.locator(".large .marques a:not([aria-hidden])")
    expect(marks.first).to_be_focused()
    card = page.locator(".bulle")
    said = []
    for _ in range(marks.count()):
        said.append(card.locator("b").text_content())
        page.keyboard.press("ArrowRight")
    assert len(set(said)) == 13
    expect(marks.first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(marks.last).to_be_focused()
    expect(card.locator("b")).to_have_text(said[-1])
    page.keyboard.press("Escape")
    expect(card).to_be_empty()
    page.keyboard.press("Tab")
    expect(page.locator(".filieres a").first).to_be_focused()


def test_marks_are_walked_in_a_browser_of_a_few_years_ago(page, address):
    page.add_init_script("delete Element.prototype.checkVisibility")  # Safari before 17.4
    page.goto(f"{address}embed?vague=1")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    marks = page.locator(".large .marques a:not([aria-hidden])")
    expect(marks.nth(1)).to_be_focused()
    expect(page.locator(".bulle b")).not_to_be_empty()


def test_a_filiere_of_the_key_puts_the_others_in_grey_without_a_request(page, address):
    page.goto(f"{address}embed")
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    entry = page.locator(".filieres a[data-filiere=tourisme]")
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "true")
    greyed = page.locator(".large .marques a.gris")
    every = page.locator(".large .marques a")
    kept = page.locator(".large .marques a.tourisme:not(.gris)")
    assert greyed.count() + kept.count() == every.count()
    assert kept.count() == 11  # ten, and the one of Île-de-France again in its inset
    colour = "mark => getComputedStyle(mark.firstElementChild).fill"
    assert greyed.first.evaluate(colour) == rgb(theme.CONTEXT)
    assert kept.first.evaluate(colour) == "rgb(202, 133, 5)"
    assert "Tourisme, gastronomie\u00a010" in page.locator(".annonce").text_content()
    page.keyboard.press("Space")
    expect(entry).to_have_attribute("aria-pressed", "false")
    expect(greyed).to_have_count(0)
    assert asked == []


def test_a_pointer_or_a_finger_near_a_mark_shows_its_card(browser, address):
    context = browser.new_context(
        viewport={"width": 360, "height": 1200}, has_touch=True, is_mobile=True
    )
    tab = context.new_page()
    tab.goto(f"{address}embed?filiere=numerique")
    box = tab.locator(".etroite .marques a").bounding_box()
    tab.touchscreen.tap(box["x"] + box["width"] / 2 + 9, box["y"] + box["height"] / 2 + 9)
    expect(tab.locator(".bulle b")).to_be_visible()
    card = tab.locator(".bulle").bounding_box()
    assert card["x"] >= 0 and card["x"] + card["width"] <= 360
    tab.touchscreen.tap(10, 20)
    context.close()


def test_the_opened_campus_keeps_its_card_whatever_the_width(page, address):
    campus = "numerique-et-photonique-lannion"
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto(f"{address}embed?campus={campus}")
    card = page.locator(".bulle b")
    expect(card).to_have_text("Numérique et photonique")
    for width in (700, 340, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        expect(card).to_have_text("Numérique et photonique")
        box = page.locator(".bulle").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    expect(page.locator(".bulle")).to_be_empty()


@pytest.mark.parametrize("address_of_view", ["embed", "embed?filiere=tourisme"])
def test_without_script_the_frame_is_whole(browser, address, address_of_view):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 900, "height": 900})
    tab = context.new_page()
    tab.goto(address + address_of_view)
    assert tab.locator("svg.dessous[role=img]").count() == 3
    listed = tab.locator("section li[id]").count()
    assert listed == (10 if "tourisme" in address_of_view else 72)
    assert tab.locator("footer").inner_text().startswith("Explorer la carte")
    tab.locator(".large .marques a:not([aria-hidden])").first.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("li:target b")).to_be_visible()
    tab.locator(".filieres a[data-filiere=tourisme]").click()
    assert urlsplit(tab.url).query == (
        "" if address_of_view.endswith("tourisme") else "filiere=tourisme"
    )
    context.close()


def test_the_frame_and_the_kit_lead_back_to_the_view_that_they_show(page, address):
    query = "filiere=tourisme&vague=1,2&niveau=academie"
    page.goto(f"{address}embed?{query}")
    explore = page.locator("a.explorer")
    assert explore.evaluate("link => link.href") == f"{address}?{query}"
    for path in ("integrer", "partager", "telecharger"):
        page.goto(f"{address}{path}?{query}")
        page.click(".retour a")
        assert page.url == f"{address}?{query}"
        expect(page.locator(".phrase").first).to_contain_text("Tourisme, gastronomie")


def test_a_dark_page_gets_a_dark_frame_unless_the_article_chose(browser, address):
    ground = "getComputedStyle(document.body).backgroundColor"
    for scheme, query, expected in (
        ("dark", "", "rgb(22, 21, 19)"),
        ("light", "", "rgb(255, 255, 255)"),
        ("light", "?theme=sombre", "rgb(22, 21, 19)"),
        ("dark", "?theme=clair", "rgb(255, 255, 255)"),
    ):
        tab = browser.new_page(color_scheme=scheme)
        tab.goto(f"{address}embed{query}")
        assert tab.evaluate(ground) == expected, (scheme, query)
        tab.close()


def test_printed_the_frame_keeps_its_colours_and_drops_its_link(page, address):
    page.goto(f"{address}embed?theme=sombre")
    page.goto(f"{address}embed")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".explorer")).to_be_hidden()
    expect(page.locator("footer p")).to_be_visible()


def test_the_code_is_chosen_and_copied_in_a_box_over_the_map(browser, address, published):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(f"{address}?filiere=tourisme")
    tab.wait_for_selector("html.vivante")
    tab.click(f"{APP} a[data-boite=integrer]")
    box = tab.locator("dialog.boite")
    expect(box.locator("h1")).to_be_focused()
    box.get_by_role("link", name="480 px").click()
    expect(box.locator("a[aria-current]", has_text="480")).to_be_visible()
    box.locator("[data-copier=code-ajuste]").click()
    expect(box.locator("#code-ajuste ~ [role=status]")).to_have_text("Copié.")
    expected = code(
        published, Selection.from_query("filiere=tourisme"), Display(width_px=480), address
    )
    assert tab.evaluate("navigator.clipboard.readText()") == expected.fitted
    assert faults(tab) == []
    tab.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(tab.locator(f"{APP} a[data-boite=integrer]")).to_be_focused()
    assert urlsplit(tab.url).query == "filiere=tourisme"
    context.close()


def test_the_link_the_citation_and_the_image_are_copied(browser, address):
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(f"{address}partager?filiere=tourisme")
    tab.click("[data-copier=lien-vue]")
    expect(tab.locator("#lien-vue ~ [role=status]")).to_have_text("Copié.")
    assert tab.evaluate("navigator.clipboard.readText()") == f"{address}?filiere=tourisme"
    tab.click("[data-copier-image]")
    expect(tab.locator(".actions [role=status]")).to_have_text("Image copiée.")
    kind, size = tab.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const blob = await item.getType("image/png");
          const { width } = await createImageBitmap(blob);
          return [blob.type, width];
        }"""
    )
    assert (kind, size) == ("image/png", 2 * 860)
    context.close()


def test_what_cannot_be_copied_is_not_said_to_be(page, address):
    page.add_init_script("""
        Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
        document.execCommand = () => false;
    """)
    page.goto(f"{address}integrer")
    page.click("[data-copier=code-cadre]")
    expect(page.locator("#code-cadre ~ [role=status]")).to_contain_text("Copie refusée")
    assert page.evaluate("getSelection().toString()").startswith("<iframe")


def test_the_box_opens_without_the_script_that_copies(browser, address):
    """As where an extension stops it: a button that could do nothing is off."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.route("**/assets/partage.js*", lambda route: route.abort())
    tab.goto(address)
    tab.wait_for_selector("html.vivante")
    tab.click(f"{APP} a[data-boite=integrer]")
    box = tab.get_by_role("dialog", name="Intégrer cette vue")
    expect(box.locator("#code-cadre")).to_be_visible()
    expect(box.locator("[data-copier=code-cadre]")).to_be_disabled()
    expect(tab.get_by_role("alert")).to_be_hidden()
    tab.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize(
    "path", ["integrer", "integrer?filiere=energie&largeur=320", "partager", "telecharger"]
)
def test_the_pages_of_the_kit_have_no_fault_that_a_machine_sees(browser, address, path, width):
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(address + path)
    tab.wait_for_load_state("networkidle")
    assert faults(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_every_theme_is_offered_to_a_frame():
    assert [theme.value for theme in Theme] == ["auto", "clair", "sombre"]


@pytest.mark.parametrize("path", ["embed", "partager", "methode"])
def test_no_script_writes_html_but_that_of_the_map(browser, address, path):
    tab = browser.new_page()
    tab.goto(f"{address}{path}")
    with pytest.raises(Error, match="TrustedHTML"):
        tab.evaluate("document.body.innerHTML = '<b>autre</b>'")
    tab.close()
