"""The settings: where the site is, who answers for it, read strictly or refused in French."""

import pytest

from dashboard.__main__ import main
from dashboard.app import create_app, create_server
from dashboard.settings import BrokenSetting, Contact, read_address, read_contact


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", ""),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org/cmq", "https://example.org/cmq/"),
        ("http://xn--rgion-bsa.fr:8080/a/b-c_d.e~f/", "http://xn--rgion-bsa.fr:8080/a/b-c_d.e~f/"),
        ("http://localhost:8050/", "http://localhost:8050/"),
        ("http://[::1]:8050/cmq/", "http://[::1]:8050/cmq/"),
    ],
)
def test_the_address_of_a_site_is_read_with_its_last_slash(text, address):
    assert read_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "example.org/cmq",
        "/cmq/",
        "//example.org/",
        "ftp://example.org/",
        "javascript:alert(1)",
        "https://",
        "https:///cmq/",
        "http://[::1",
        "https://a b/",
        "https://<script>/",
        "https://régions.fr/",
        "https://u:p@example.org/",
        "https://example.org:0/",
        "https://example.org:65536/",
        "https://example.org/é/",
        "https://example.org//a",
        "https://example.org/a/../b",
        "https://example.org/?a=1",
        "https://example.org/#a",
        "https://example.org/\n",
        f"https://{'a' * 5000}!",
    ],
)
def test_what_is_no_address_of_a_site_is_refused_in_words(text):
    with pytest.raises(BrokenSetting, match="DASHBOARD_URL\u202f: adresse http ou https attendue"):
        read_address(text)


def test_a_wrong_address_stops_the_server_and_the_printing_with_its_message(
    monkeypatch, tmp_path, capsys
):
    monkeypatch.setenv("DASHBOARD_URL", "example.org/cmq")
    said = (
        "DASHBOARD_URL : adresse http ou https attendue, avec ou sans chemin, sans rien après "
        "(https://example.org/cmq/), et non « example.org/cmq »"
    )
    with pytest.raises(SystemExit) as stopped:
        create_server()
    assert str(stopped.value).replace("\u202f", " ") == said
    assert main(["export", str(tmp_path / "carte.pdf")]) == 2
    assert capsys.readouterr().err.replace("\u202f", " ") == f"{said}\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "contact", "href"),
    [
        ("a.b+c@exemple.fr", Contact("", "a.b+c@exemple.fr"), "mailto:a.b+c@exemple.fr"),
        (
            "https://exemple.fr/contact?sujet=carte",
            Contact("", "https://exemple.fr/contact?sujet=carte"),
            "https://exemple.fr/contact?sujet=carte",
        ),
        ("Afdet <a@b.fr>", Contact("Afdet", "a@b.fr"), "mailto:a@b.fr"),
        (
            "Région Île-de-France <https://b.fr:8443>",
            Contact("Région Île-de-France", "https://b.fr:8443"),
            "https://b.fr:8443",
        ),
    ],
)
def test_an_address_or_a_name_and_an_address_are_read(text, contact, href):
    assert read_contact(text) == contact
    assert contact.href == href


def test_nothing_is_no_contact():
    assert read_contact("") is None


@pytest.mark.parametrize(
    "text",
    [
        "moi",
        "a@b",
        "a b@c.fr",
        "a@b.fr,c@d.fr",
        "a@b.fr?subject=x",
        "http://exemple.fr/",
        "https://",
        "https://exemple",
        "https://a b.fr/",
        "https://exemple.fr:0/",
        "https://exemple.fr:99999/",
        "https://u:p@exemple.fr/",
        'https://exemple.fr/"><script>',
        "javascript:alert(1)",
        "mailto:a@b.fr",
        "<a@b.fr>",
        "Nom <>",
        "Nom <a@b.fr> suite",
        "Nom\u202e <a@b.fr>",
        " ",
        "a@b.fr\n",
    ],
)
def test_what_is_no_contact_is_refused_in_words(text):
    with pytest.raises(BrokenSetting, match="DASHBOARD_CONTACT\u202f: adresse électronique ou"):
        read_contact(text)


def test_a_wrong_contact_stops_the_server_with_its_message(monkeypatch):
    monkeypatch.setenv("DASHBOARD_CONTACT", "personne")
    with pytest.raises(SystemExit) as stopped:
        create_server()
    assert str(stopped.value).replace("\u202f", " ") == (
        "DASHBOARD_CONTACT : adresse électronique ou adresse https attendue, seule ou après un nom "
        "(« Nom <adresse> »), et non « personne »"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Afdet & Cie <a@b.fr>",
            ["Afdet &amp; Cie s’engage", 'Afdet &amp; Cie, <a href="mailto:a@b.fr">a@b.fr</a>.'],
        ),
        ("https://b.fr/x?a=1&b=2", ['<a href="https://b.fr/x?a=1&amp;b=2">']),
        ("", ["<b>aucun contact n’est réglé sur ce site</b> (à vérifier)."]),
    ],
)
def test_the_statement_gives_the_contact_or_says_that_there_is_none(toy, monkeypatch, text, said):
    monkeypatch.setenv("DASHBOARD_CONTACT", text)
    page = create_app(toy).server.test_client().get("/accessibilite").text
    for words in said:
        assert words in page
    assert ("son nom n’est pas réglé" in page) == (not text.startswith("Afdet"))
