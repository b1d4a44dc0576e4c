"""The code to paste: what it holds, and how tall; `test_embed_browser.py` holds the height to the page."""

import re
from html import escape
from html.parser import HTMLParser

import pytest
from toy import hostile_dataset

from dashboard import framing, oembed
from dashboard.display import Display
from dashboard.framing import code, frame_height, lines, picture_code, rows_of
from dashboard.imposition import impose
from dashboard.layout import kit
from dashboard.selection import Selection
from dashboard.vocabulary import Theme

ROOT = "https://example.org/cmq/"


def elements(text: str) -> list[tuple[str, dict]]:
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    parser.feed(text)
    return found


def test_a_frame_has_all_that_an_article_needs(toy):
    selection = Selection.from_query("filiere=tourisme")
    given = code(toy, selection, Display(theme=Theme.sombre, titled=False, width_px=640), ROOT)
    ((tag, frame),) = elements(given.frame)
    assert tag == "iframe"
    assert frame["src"] == f"{ROOT}embed?filiere=tourisme&titre=0&theme=sombre"
    assert frame["title"].startswith("Carte\u202f: 1 campus de la filière Tourisme")
    assert frame["loading"] == "lazy"
    assert frame["width"] == "100%"
    assert frame["height"] == str(given.height)
    style = dict(rule.split(":") for rule in frame["style"].split(";"))
    assert style["width"] == "100%" and style["max-width"] == "640px" and style["border"] == "0"
    assert style["aspect-ratio"] == f"640/{given.height}"
    assert "min-height" in style


def test_the_script_is_the_second_line(toy):
    given = code(toy, Selection(), Display(), ROOT)
    first, second = given.fitted.split("\n")
    assert first == given.frame
    assert second == f'<script async src="{ROOT}embed.js"></script>'


def test_what_a_content_system_leaves_of_a_code_is_what_the_page_says(toy):
    """An author whose frames and scripts are taken out (WordPress: `wp_kses_post`) must not be told otherwise."""
    given = code(toy, Selection(), Display(), ROOT)
    stripped = re.compile(r"</?(iframe|script)\b[^>]*>")
    assert stripped.sub("", given.fitted).strip() == ""
    assert re.sub(r"</?script\b[^>]*>", "", given.fitted).strip() == given.frame
    picture = picture_code(toy, Selection(), Display(), ROOT)
    assert stripped.sub("", picture) == picture
    said = " ".join(kit.integrer(toy, Selection(), Display(), ROOT).content.split())
    assert "ce code disparaît à l’enregistrement" in said
    assert "Là où il est ôté, il reste le cadre seul." in said


def test_the_picture_has_its_size_its_words_and_its_link(toy):
    display = Display(keyed=False, width_px=500)
    given = picture_code(toy, Selection.from_query("vague=1"), display, ROOT)
    (link, target), (image, shown) = elements(given)
    assert (link, image) == ("a", "img")
    assert target == {"href": f"{ROOT}?vague=1"}
    assert shown["src"] == f"{ROOT}carte.png?vague=1&legende=0&largeur=500"
    assert shown["alt"].startswith(
        "Carte de France, nombre de campus connus, par région\u202f: 1 campus, labellisé en vague 1"
    )
    assert shown["width"] == "500" and int(shown["height"]) > 500


def test_a_page_is_set_once_where_its_picture_is_given_and_not_for_a_frame(toy, monkeypatch):
    made = []
    monkeypatch.setattr(framing, "impose", lambda job: made.append(job) or impose(job))
    assert oembed.answer(toy, {"url": ROOT}, ROOT)["html"].startswith("<iframe ")
    assert made == []
    given = picture_code(toy, Selection(), Display(), ROOT)
    made.clear()
    assert escape(given, quote=False) in kit.integrer(toy, Selection(), Display(), ROOT).content
    assert len(made) == 1


def test_hostile_words_stay_in_their_attribute():
    view = hostile_dataset(), Selection.from_query("region=53"), Display(), ROOT
    assert [tag for tag, _ in elements(code(*view).fitted)] == ["iframe", "script"]
    assert [tag for tag, _ in elements(picture_code(*view))] == ["a", "img"]


def least(style: str, screen: int) -> float:
    """Return the least height that a style gives on a screen of some width, in pixels."""
    rule = dict(part.split(":") for part in style.split(";")).get("min-height", "0px")
    if not rule.startswith("clamp"):
        return float(rule.removesuffix("px"))
    low, step, high = re.fullmatch(
        r"clamp\((\d+)px,\((\d+)px - 100vw\)\*999,(\d+)px\)", rule
    ).groups()
    return min(max(float(low), (float(step) - screen) * 999), float(high))


@pytest.mark.parametrize("width", [320, 480, 640, 800, 1200, 1400])
@pytest.mark.parametrize("query", ["", "filiere=tourisme", "vue=couverture", "vue=liste&vague=1"])
def test_a_frame_is_tall_enough_in_every_column(published, width, query):
    """On a phone as wide as the column, and on a wide screen in the columns that it was made for."""
    selection = Selection.from_query(query)
    given = code(published, selection, Display(width_px=width), ROOT)
    ((_, frame),) = elements(given.frame)
    assert given.height >= least(frame["style"], 1400)  # what oEmbed says is what is shown
    for column in range(280, width + 1, 20):
        screens = [column] if width >= 600 and column < 600 else [column, 1400]
        for screen in screens:
            shown = max(least(frame["style"], screen), column * given.height / width)
            needed = frame_height(published, selection, Display(), column)
            assert shown >= needed - 24, (column, screen)


def test_a_frame_made_for_a_wide_column_leaves_no_hole_in_it(published):
    given = code(published, Selection(), Display(width_px=800), ROOT)
    ((_, frame),) = elements(given.frame)
    assert least(frame["style"], 1400) <= frame_height(published, Selection(), Display(), 800)


def test_less_is_shown_in_a_shorter_frame(published):
    whole = frame_height(published, Selection(), Display(), 800)
    assert frame_height(published, Selection(), Display(titled=False), 800) < whole
    assert frame_height(published, Selection(), Display(keyed=False), 800) < whole


def test_lines_are_cut_where_a_browser_cuts_them():
    assert lines("", 14, 300) == 0
    assert lines("mot", 14, 300) == 1
    assert lines("dix lettres", 10, 57.2) == 1  # 11 characters
    assert lines("dix lettres", 10, 57.1) == 2
    assert lines("dix\u202flettres", 10, 57.1) == 1  # a space that keeps its words together
    assert lines("dix-lettres", 10, 57.1) == 2
    assert lines("douze lettres longues", 10, 42) == 3  # each word on its own


def test_boxes_are_set_in_rows():
    assert rows_of([100, 100, 100], 332) == 1
    assert rows_of([100, 100, 100], 331) == 2
    assert rows_of([], 300) == 1
