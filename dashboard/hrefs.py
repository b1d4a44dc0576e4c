"""Links said from the address of their page: what changes one parameter reads the same in every view."""

import re

LINK = re.compile(r'href="\?([^"]*)"')


def parameters(query: str) -> dict[str, str]:
    """Split a canonical query string, its values as they are written."""
    return dict(part.split("=", 1) for part in query.split("&") if part)


def relative(html: str, query: str) -> str:
    """Say the links of a page by the parameter that they change.

    Parameters
    ----------
    query : of the page, canonical as those of its links are.

    Returns
    -------
    The HTML with `href="?~name=value"` for a link that changes one parameter, or takes it away (no value);
    links that change several are left.
    """
    here = parameters(query).items()

    def said(link: re.Match) -> str:
        there = parameters(link[1].replace("&amp;", "&"))
        changed = {name for name, _ in here ^ there.items()}
        if len(changed) != 1:
            return link[0]
        [name] = changed
        return f'href="?~{name}={there.get(name, "")}"'

    return LINK.sub(said, html)
