"""Templates: what they write is escaped, valid as XML, and set as French is printed."""

import pytest
from jinja2 import DictLoader

from dashboard.markup import html
from dashboard.templating import prose, proses, readable

NNBSP, NBSP = "\u202f", "\u00a0"


@pytest.fixture
def template(monkeypatch):
    """Make a template of prose of a text."""
    return lambda text: monkeypatch.setattr(proses(), "loader", DictLoader({text: text})) or text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<p>\nUn\n  deux : <b>l'été</b>\n</p>\n", f"<p>Un deux{NNBSP}: <b>l’été</b></p>"),
        ("<p>{{ a }}\nkm</p>\n<p>{{ a }}\n{{ a }}</p>", f"<p>5{NBSP}km</p><p>55</p>"),
        ("{% if a %}\n<p>{{ words }} :</p>\n{% endif %}\n", f"<p>&lt;b&gt; &amp; c{NNBSP}:</p>"),
        (
            '<p title="{{ said|typeset }}"></p><textarea>{{ quoted|code }} : {{ said|code }}</textarea>',
            f'<p title="c{NNBSP}: d"></p><textarea>&lt;a b="l\'é"&gt; : c : d</textarea>',
        ),
        ("<p>{{ mark }} ; <code>a : b</code></p>", f"<p><b>x</b>{NNBSP}; <code>a : b</code></p>"),
        (
            "<p>CSV, {{ abbr }}</p>",
            '<p><abbr title="valeurs séparées par des virgules (Comma-Separated Values)">CSV</abbr>, '
            '<abbr title="à : b">CSV</abbr></p>',
        ),
    ],
)
def test_a_page_is_typed_with_plain_spaces_and_broken_in_lines_at_will(template, text, written):
    values = {"a": 5, "words": "<b> & c", "mark": html.B("x"), "abbr": html.Abbr("CSV")}
    values |= {"said": "c : d", "quoted": """<a b="l'é">"""}
    values["abbr"].attributes["title"] = "à : b"
    expected = written.replace("à : b", f"à{NNBSP}: b")
    assert prose(template(text), **values) == expected


def test_what_xml_forbids_is_replaced():
    assert readable("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert readable(5) == 5
