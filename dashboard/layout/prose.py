"""What the pages of text are written with: paragraphs, lists, tables, sections, links to elsewhere."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from ..french import number
from ..markup import html

WORDS = re.compile(r"[^\s-]+")
LONGEST_WORD = 14  # characters: a longer one is broken on a narrow screen


def paragraph(*pieces):
    """Write a paragraph of texts and components."""
    return html.P(list(pieces))


def items(lines: Iterable, ordered: bool = False):
    """Write a list, one item a line; a line may be made of several pieces."""
    written = [html.Li(line) for line in lines]
    return (html.Ol if ordered else html.Ul)(written, className="puces")


def with_code(text: str) -> list:
    """Set what stands between back quotes as code."""
    parts = text.split("`")
    return [html.Code(part) if n % 2 else part for n, part in enumerate(parts)]


def section(key: str, title: str, *content):
    """Write a section that an address can lead to: `#key`."""
    return html.Section([html.H2(title, id=key), *content])


def contents(sections: Sequence):
    """List the sections of a page as links."""
    headings = [section.children[0] for section in sections]
    links = [
        html.Li(html.A(heading.children, href=f"#{heading.attributes['id']}"))
        for heading in headings
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
    """Return the width of the longest word of a column, up to a limit, and its margin."""
    texts = " ".join(text for text in column if isinstance(text, str))
    return f"{3 + min(LONGEST_WORD, max(map(len, WORDS.findall(texts))))}ch"


def cell(value):
    """Write a number as French readers expect; leave texts and components as they are."""
    return number(value) if isinstance(value, int) else value


def link_out(title: str, url: object):
    """Link to a page elsewhere when its address is one of the web; else only name it."""
    if not is_web(url):
        return html.Span(title)
    return html.A(title, href=url, rel="noopener noreferrer nofollow")


def is_web(url: object) -> bool:
    """Whether a text is an address that is safe to follow: http or https, with a host."""
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
