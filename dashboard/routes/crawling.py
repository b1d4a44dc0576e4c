"""What a search engine may follow: the rules of the site, and the addresses worth its while.

Every choice of a filter is an address, and lists combine: followed one by one, never seen before, they
are more than any server can draw. Views of one value are followed; the campuses have their own pages.
"""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from flask import Flask

from ..data import Dataset
from ..selection import Selection
from ..templating import written
from ..vocabulary import Vue
from .answering import refuse_parameters, respond

# They open the links that people share, to show what is behind; a shared view may have several values.
SHOWING_LINKS = ("facebookexternalhit", "LinkedInBot", "Slackbot", "TelegramBot", "Twitterbot")


def register_crawling(
    server: Flask, dataset: Dataset, texts: Iterable[str], root: Callable[[], str]
) -> None:
    """Serve robots.txt (RFC 9309) and the site map (sitemaps.org).

    Parameters
    ----------
    texts : the paths of the pages of text.
    root : gives the public address of the site, with its last slash.
    """
    views = [Selection(vue=vue).to_search() for vue in Vue]

    @server.get("/robots.txt")
    def robots():
        """Serve the rules for robots: they hold at the root of a host, not under a prefix."""
        refuse_parameters()
        prefix = urlsplit(root()).path
        rules = written("robots.txt", agents=SHOWING_LINKS, prefix=prefix, root=root())
        return respond(rules, "text/plain")

    @server.get("/sitemap.xml")
    def sitemap():
        """Serve the addresses of the three views, of the pages of text and of each campus."""
        refuse_parameters()
        campuses = [f"campus/{campus}" for campus in dataset.campuses.index]
        pages = [f"{root()}{page}" for page in (*views, *texts, *campuses)]
        return respond(written("sitemap.xml", pages=pages), "application/xml")
