"""What the pages of text are written with besides their templates: contents, tables, links to elsewhere."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from ..cells import is_url
from ..french import number
from ..markup import html

WORDS = re.compile(r"[^\s-]+")
LONGEST_WORD = 14  # characters: a longer one is broken on a narrow screen


def contents(page: str):
    """List the sections of a page as links."""
    links = [
        html.Li(html.A(Markup(title), href=f"#{key}"))
        for key, title in re.findall(r'<h2 id="(.*?)">(.*?)</h2>', page)
    ]
    return html.Nav(html.Ul(links, className="colonnes liens"), **{"aria-label": "Sommaire"})


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence]):
    """Write a table whose first column names its rows; it fits any width without scrolling."""
    rows = list(rows)
    columns = zip(heads, *rows, strict=True)
    return html.Table(
        [
            html.Caption(caption),
            html.Thead(
                html.Tr(
                    [
                        html.Th(column[0], scope="col", style={"min-width": narrowest(column)})
                        for column in columns
                    ]
                )
            ),
            html.Tbody(
                [
                    html.Tr([html.Th(cell(first), scope="row"), *(html.Td(cell(c)) for c in rest)])
                    for first, *rest in rows
                ]
            ),
        ],
        style={"overflow-wrap": "anywhere"},
    )


def narrowest(column: Iterable) -> str:
    """Return the width of the longest word of a column, HTML left out, up to a limit, and its margin."""
    texts = " ".join(text for text in column if type(text) is str)
    return f"{3 + min(LONGEST_WORD, max(map(len, WORDS.findall(texts))))}ch"


def cell(value):
    """Write a number as French readers expect; leave texts and components as they are."""
    return number(value) if isinstance(value, int) else value


def link_out(title: str, url: object):
    """Link to a page elsewhere when its address is one of the web; else only name it."""
    if not isinstance(url, str) or not is_url(url):
        return html.Span(title)
    return html.A(title, href=url, rel="noopener noreferrer nofollow")
