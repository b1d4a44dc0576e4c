"""What a search engine is told: rules read by a parser of robots.txt, and a map of the site."""

import re
from html import unescape
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from protego import Protego

from dashboard.app import create_app
from dashboard.routes.crawling import SHOWING_LINKS

HOST = "http://localhost"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def site(unconfigured, published):
    return create_app(published).server.test_client()


def rules(client, path="/robots.txt"):
    answer = client.get(path)
    assert answer.status_code == 200 and answer.mimetype == "text/plain"
    return Protego.parse(answer.text)


def links(client, address):
    """List the addresses of the site that a page links to."""
    page = client.get(address).text
    found = (
        urljoin(address, unescape(href)) for href in re.findall(r'<a[^>]* href="([^"]*)"', page)
    )
    return {link.partition("#")[0] for link in found if link.startswith(HOST)}


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("/", True),
        ("/?vue=couverture", True),
        ("/?filiere=tourisme", True),
        ("/campus/a", True),
        ("/methode", True),
        ("/carte.png?format=social", True),
        ("/assets/page.js?v=1", True),
        ("/?filiere=mobilite,tourisme", False),
        ("/?filiere=mobilite%2Ctourisme", False),
        ("/?filiere=tourisme&vague=1", False),
        ("/embed?filiere=tourisme&titre=0", False),
        ("/donnees/campus.csv?region=53&excel=1", False),
    ],
)
def test_views_of_one_value_are_followed_and_no_others(client, address, followed):
    asked = rules(client)
    assert asked.can_fetch(HOST + address, "Googlebot") is followed
    for agent in SHOWING_LINKS:
        assert asked.can_fetch(HOST + address, agent)


def test_who_follows_the_rules_has_read_the_site_and_who_does_not_never_ends(client):
    asked = rules(client)
    read, beside, todo = set(), set(), {f"{HOST}/"}
    while todo:
        read |= todo
        pages = (link for link in todo if not re.search(r"/donnees/|/carte\.|/embed", link))
        found = set().union(*(links(client, page) for page in pages))
        todo = {link for link in found if asked.can_fetch(link, "a")} - read
        beside |= found - todo - read
    assert len(read) < 1_000
    assert len(beside) > 2 * len(read)  # one step further only


def test_the_map_of_the_site_lists_what_is_served_once(site, published):
    answer = site.get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    listed = [loc.text for loc in ElementTree.fromstring(answer.data).iter(LOC)]
    assert listed[:5] == [
        f"{HOST}/{page}"
        for page in ("", "?vue=couverture", "?vue=liste", "methode", "accessibilite")
    ]
    assert listed[5:] == [f"{HOST}/campus/{campus}" for campus in published.campuses.index]
    for address in listed:
        page = site.get(address)
        assert page.status_code == 200 and 'content="noindex"' not in page.text
    assert list(rules(site).sitemaps) == [f"{HOST}/sitemap.xml"]
    assert all(rules(site).can_fetch(address, "a") for address in listed)


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml"])
def test_both_are_kept_like_the_pages(client, toy, address):
    answer = client.get(address)
    assert answer.headers["ETag"].startswith(f'"{toy.version}-')
    assert client.get(f"{address}?x=1").status_code == 400


def test_under_a_prefix_the_rules_and_the_map_are_of_the_prefix(monkeypatch, toy):
    monkeypatch.setenv("DASHBOARD_URL", "https://example.org/cmq/")
    client = create_app(toy).server.test_client()
    asked = rules(client, "/cmq/robots.txt")
    assert list(asked.sitemaps) == ["https://example.org/cmq/sitemap.xml"]
    assert not asked.can_fetch("https://example.org/cmq/?vague=1,2", "a")
    assert asked.can_fetch("https://example.org/autre?x=1,2", "a")
    assert "<loc>https://example.org/cmq/campus/a</loc>" in client.get("/cmq/sitemap.xml").text
