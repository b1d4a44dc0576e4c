"""Links said from the address of their page, by what they change of it: they read the same in every view."""

import re
from dataclasses import fields
from functools import lru_cache

from .selection import PARAMETERS, Selection

OF_FIELD = dict(zip([field.name for field in fields(Selection)], PARAMETERS, strict=True))
LINK = re.compile(r'href="(?:\?(?!~)([^"]*)|\./)"')
CHANGE = re.compile(r'href="\?~([^"]*)"')


def parameters(query: str) -> dict[str, str]:
    """Split a canonical query string, its values as they are written; one without value takes its parameter away."""
    return dict(part.split("=", 1) for part in query.split("&") if part)


def relative(html: str, query: str) -> str:
    """Say the links of a page by the parameters that they change.

    Parameters
    ----------
    query : of the page, canonical as those of its links are.

    Returns
    -------
    The HTML with `href="?~name=value&amp;other="` for a link that changes one parameter and takes another away.
    """
    here = parameters(query)

    def said(link: re.Match) -> str:
        there = parameters((link[1] or "").replace("&amp;", "&"))
        changed = [f"{name}={there[name]}" for name in there if there[name] != here.get(name)]
        changed += [f"{name}=" for name in here if name not in there]
        return f'href="?~{"&amp;".join(changed)}"'

    return LINK.sub(said, html)


def absolute(html: str, query: str) -> str:
    """Write the links of a page that are said by what they change, as the page's script does.

    Parameters
    ----------
    query : of the page, canonical.
    """
    here = parameters(query)

    def written(link: re.Match) -> str:
        there = here | parameters(link[1].replace("&amp;", "&"))
        kept = [f"{name}={there[name]}" for name in PARAMETERS if there.get(name)]
        return f'href="{"?" + "&amp;".join(kept) if kept else "./"}"'

    return CHANGE.sub(written, html)


@lru_cache(maxsize=4096)
def change(**values) -> str:
    """Write the link that gives fields of any selection these values, as `absolute` takes it."""
    there = parameters(Selection(**values).to_query())
    names = [OF_FIELD[field] for field in values]
    return "?~" + "&".join(f"{name}={there.get(name, '')}" for name in names)
