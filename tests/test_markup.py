"""A tree of elements as HTML: escaped, closed, always the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from markupsafe import Markup

from dashboard.markup import html, to_html


@pytest.mark.parametrize(
    ("tree", "written"),
    [
        (None, ""),
        ([], ""),
        (0, "0"),
        (12, "12"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<script>", "&lt;script&gt;"),
        ("l'« été » : 50 km", "l’«\u202fété\u202f»\u202f: 50\u00a0km"),
        (html.Code("l'a : b"), "<code>l'a : b</code>"),
        (html.P(["« ", html.Code("a : b")]), "<p>«\u202f<code>a : b</code></p>"),
        ("lu en LP, ALP, LP-1", 'lu en <abbr title="lycée professionnel">LP</abbr>, ALP, LP-1'),
        (
            html.A(["a ", html.B("LP")], href="?"),
            '<a href="?">a <b><span title="lycée professionnel">LP</span></b></a>',
        ),
        (html.Option("LP & « a »"), "<option>LP &amp; «\u202fa\u202f»</option>"),
        (html.Abbr("LP", title="x"), '<abbr title="x">LP</abbr>'),
        (["a", None, ["b", 1]], "ab1"),
        (html.P(), "<p></p>"),
        (html.P(0), "<p>0</p>"),
        (html.P(["a ", html.B("b"), None]), "<p>a <b>b</b></p>"),
        (html.Br(), "<br>"),
        (html.Div([html.Hr(), html.Img(src="a.png")]), '<div><hr><img src="a.png"></div>'),
        (html.P("a", className="b c"), '<p class="b c">a</p>'),
        (html.P(title='"><script>'), '<p title="&quot;&gt;&lt;script&gt;"></p>'),
        (html.P(title="l'eau"), '<p title="l’eau"></p>'),
        (html.P(**{"data-x": "l'eau"}), '<p data-x="l&#x27;eau"></p>'),
        (html.A("x", href="?a=1&b=2"), '<a href="?a=1&amp;b=2">x</a>'),
        (html.Label("x", htmlFor="y"), '<label for="y">x</label>'),
        (html.Details("x", open=True), "<details open>x</details>"),
        (html.Details("x", open=False), "<details>x</details>"),
        (html.P(title=None), "<p></p>"),
        (html.P(tabIndex=0), '<p tabindex="0"></p>'),
        (html.Td(colSpan=2), '<td colspan="2"></td>'),
        (html.P(**{"data-x": 1}), '<p data-x="1"></p>'),
        (html.P(**{"aria-hidden": "true"}), '<p aria-hidden="true"></p>'),
        (html.P(style={"--part": "0.5", "color": "red"}), '<p style="--part:0.5;color:red"></p>'),
        (html.P(style={"color": '"><script>'}), '<p style="color:&quot;&gt;&lt;script&gt;"></p>'),
        (html.P(Markup("<svg>&amp;</svg>")), "<p><svg>&amp;</svg></p>"),
    ],
)
def test_a_tree_is_written(tree, written):
    assert to_html(tree) == written


PAGE = """
from dashboard.markup import html, to_html
print(to_html(html.A("x", **{"data-b": 1, "aria-label": "l", "data-a": 2, "aria-current": "true"})))
"""


def test_the_same_tree_has_the_same_bytes_in_every_process():
    """Or no cache could keep a page: each worker would give it another ETag."""
    written = {
        subprocess.run(
            [sys.executable, "-c", PAGE],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(written) == 1, written
