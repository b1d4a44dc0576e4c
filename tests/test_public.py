"""The setting that says where the site is: read strictly, or refused in French."""

import pytest

from dashboard.__main__ import main
from dashboard.app import create_server
from dashboard.public import BrokenAddress, read_address


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
def test_an_address_is_read_with_its_last_slash(text, address):
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
def test_anything_else_is_refused_in_words(text):
    with pytest.raises(BrokenAddress, match="DASHBOARD_URL\u202f: adresse http ou https attendue"):
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
