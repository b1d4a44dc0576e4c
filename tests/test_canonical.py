"""What other sites and readers add to an address: taken off by a redirect; nothing else is."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_oembed import ROOT, ask

from dashboard.canonical import canonical, without
from dashboard.display import Display
from dashboard.selection import PARAMETERS

MARKS = [
    "utm_source=lettre",
    "fbclid=IwAR0_a-b",
    "gclid=",
    "at_medium=custom7",
    "xtor=RSS-1",
    "UTM_Source=a",
    "gad_source=1",
    "srsltid=Af",
    "ScCid=1",
    "ref_src=twsrc%5Etfw",
    "mibextid=xfxF2i",
    "__hstc=1.2",
]
marks = st.lists(st.sampled_from([*MARKS, "mtm_campaign", "_gl=1*a*b"]))


@given(first=marks, then=marks, last=marks)
def test_marks_are_taken_off_wherever_they_stand(first, then, last):
    added = "&".join([*first, "filiere=numerique", *then, "vague=1", *last])
    assert without(added) == "filiere=numerique&vague=1"


@pytest.mark.parametrize("mark", MARKS)
def test_the_view_of_the_link_is_shown(client, mark):
    answer = client.get(f"/?{mark}&vague=1&filiere=numerique", follow_redirects=True)
    assert (answer.status_code, answer.request.query_string) == (200, b"filiere=numerique&vague=1")


@pytest.mark.parametrize(
    "address", ["/", "/embed", "/campus/a", "/methode", "/donnees/campus.csv", "/carte.svg"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_every_address_is_cleaned_and_no_cache_keeps_the_redirect(client, address, method):
    answer = client.open(f"{address}?fbclid=IwAR", method=method)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (301, "no-store")
    assert answer.headers["Content-Length"] == "0"  # or gunicorn sends it in pieces, HEAD otherwise
    found = client.open(f"{address}?fbclid=IwAR", method=method, follow_redirects=True)
    assert (found.status_code, found.request.path) == (200, address)
    assert found.request.query_string == b""


@pytest.mark.parametrize(
    "path", ["//evil.example/", "///evil.example", "/\\evil.example", "/a:b", ""]
)
def test_a_redirect_leads_to_no_other_site(path):
    told = {}
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "utm_source=a"}
    canonical(None)(environ, lambda status, headers: told.update(headers))
    assert urlsplit(urljoin("https://cmq.example/x", told["Location"])).netloc == "cmq.example"
    assert not told["Location"].startswith(("//", "/\\"))


def test_a_slash_too_many_at_the_start_leads_to_the_one_address(client):
    answer = client.get("/", environ_overrides={"PATH_INFO": "//embed"})
    assert (answer.status_code, answer.headers["Location"]) == (301, "/embed")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/methode/", "/methode"),
        ("/campus/a//", "/campus/a"),
        ("/embed/?utm_source=a&vague=1", "/embed?vague=1"),
    ],
)
def test_slashes_too_many_lead_to_the_one_address(client, typed, meant):
    answer = client.get(typed)
    assert (answer.status_code, answer.headers["Location"]) == (301, meant)
    assert client.get(meant).status_code == 200


def test_none_of_our_own_parameters_is_taken_for_a_mark():
    ours = [
        *PARAMETERS,
        *Display.NAMES,
        "format",
        "couleurs",
        "excel",
        "url",
        "maxwidth",
        "maxheight",
    ]
    query = "&".join(f"{name}=1" for name in ours)
    assert without(query) == query


def test_what_is_sent_is_not_redirected(client):
    assert client.post("/?utm_source=a").status_code == 405


def test_what_is_no_mark_is_still_refused(client):
    for query in ("utm=1", "source=lettre", "fbclid2=a", "filiere=utm_source"):
        assert client.get(f"/?{query}").status_code == 400


def test_a_link_with_marks_that_an_editor_pastes_becomes_its_frame(client):
    plain = ask(client, f"{ROOT}?filiere=numerique").json
    assert ask(client, f"{ROOT}?utm_source=x&filiere=numerique&fbclid=y").json == plain
