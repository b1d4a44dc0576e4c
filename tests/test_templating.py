"""Templates: what they write is escaped, valid as XML, and set as French is printed."""

import pytest
from jinja2 import DictLoader
from markupsafe import Markup

from dashboard.templating import in_french, lettered, once, prose, proses, readable

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
    values = {"a": 5, "words": "<b> & c", "mark": Markup("<b>x</b>"), "said": "c : d"}
    values |= {"abbr": Markup('<abbr title="à : b">CSV</abbr>'), "quoted": """<a b="l'é">"""}
    assert prose(template(text), **values) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("l'« été » : 50 km", f"l’«{NNBSP}été{NNBSP}»{NNBSP}: 50{NBSP}km"),
        ("lu en LP, ALP, LP-1", 'lu en <abbr title="lycée professionnel">LP</abbr>, ALP, LP-1'),
    ],
)
def test_a_text_is_escaped_and_set_and_its_abbreviations_explained(text, written):
    assert in_french(text) == written


def test_a_link_has_the_letters_of_its_abbreviations_for_name():
    link = '<a href="?">a <b><abbr title="t">LP</abbr></b></a>'
    apart = ' <abbr title="t">LP</abbr>'
    assert lettered(link + apart) == link.replace("abbr", "span") + apart


def test_a_table_names_its_rows_and_no_column_is_narrower_than_a_word():
    table = proses().get_template("parts.html").module.table
    rows = [("un été", 12_345, Markup("<b>x</b>")), ("anticonstitutionnellement", 0, "fin")]
    assert table("T", ("Mot", "Effectif", "Reste"), rows) == (
        '<table style="overflow-wrap:anywhere"><caption>T</caption><thead><tr>'
        '<th scope="col" style="min-width:min(17ch, 42vw)">Mot</th>'
        '<th scope="col" style="min-width:min(11ch, 27vw)">Effectif</th>'
        '<th scope="col" style="min-width:min(8ch, 20vw)">Reste</th></tr></thead><tbody>'
        f'<tr><th scope="row">un été</th><td>12{NNBSP}345</td><td><b>x</b></td></tr>'
        '<tr><th scope="row">anticonstitutionnellement</th><td>0</td><td>fin</td></tr>'
        "</tbody></table>"
    )
    with pytest.raises(ValueError):
        table("T", ("Mot", "Effectif"), rows)


def test_what_xml_forbids_is_replaced():
    assert readable("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert readable(5) == 5


def test_what_many_views_share_is_written_once_and_escaped():
    disc = proses().get_template("choix.html").module.disc
    assert once(disc, True) is once(disc, True) != once(disc, False)
    region = proses().get_template("choix.html").module.region
    assert "<b>" not in once(region, "53", "<b>Ouest</b>", "?~region=53", False, 2)
