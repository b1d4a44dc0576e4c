"""Printed files without a server: one view, or a whole folder, through the command line."""

import pytest

from dashboard.__main__ import main
from dashboard.app import create_app
from dashboard.data import load_dataset
from dashboard.edition import progress, views


@pytest.fixture
def said(capsys):
    """Return what was written on both outputs, with plain spaces to read."""
    return lambda: tuple(text.replace("\u202f", " ") for text in capsys.readouterr())


@pytest.fixture(scope="module")
def site(unconfigured):
    """Return a client of the site that the same files are asked of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_URL", "https://example.org/")
        return create_app(load_dataset()).server.test_client()


def test_one_view_is_printed_in_the_file_that_is_named(tmp_path, said):
    path = tmp_path / "neuf" / "carte.pdf"
    assert main(["export", str(path), "filiere=tourisme&format=colonne"]) == 0
    assert path.read_bytes().startswith(b"%PDF-1.7")
    assert said() == (f"Fichier écrit : {path}\n", "")


def test_every_filiere_and_every_region_are_printed_in_a_folder(tmp_path, said):
    assert main(["export", "--tout", str(tmp_path), "format=social", "--type", "png"]) == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 12 + 18
    assert names[0] == "cmq-2017-06-alimentaire-social.png"
    assert "cmq-2017-06-ile-de-france-social.png" in names
    assert all(path.read_bytes()[:4] == b"\x89PNG" for path in tmp_path.iterdir())
    output, errors = said()
    assert output == f"30 fichiers dans {tmp_path}\n"
    assert (
        errors.splitlines()[0]
        == "[........................] 1 sur 30  cmq-2017-06-mobilite-social.png"
    )
    assert (
        errors.splitlines()[-1]
        == "[########################] 30 sur 30  cmq-2017-06-corse-social.png"
    )


def test_the_folder_holds_each_filiere_then_each_region(toy):
    asked = list(views(toy, "theme=gris&filiere=tourisme"))
    assert asked[0] == "filiere=mobilite&theme=gris"
    assert asked[11] == "filiere=numerique&theme=gris"
    assert asked[12:] == [f"region={code}&theme=gris" for code in toy.regions.index]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["carte.doc"],
            "Paramètre « FICHIER » : nom « carte.doc » sans type connu. Valeurs admises : pdf, png, svg.\n",
        ),
        (
            ["carte.pdf", "format=a9"],
            "Paramètre « format » : valeur « a9 » inconnue. Valeurs admises : a4, a4-paysage, pleine-page, demi-page, colonne, double, carre, social, diapo.\n",
        ),
        (
            ["carte.svg", "theme=gris"],  # as at « /carte.svg », which needs a format for it
            "Paramètre « theme » : valeur « gris » inconnue. Valeurs admises : clair, sombre. "
            "« theme=gris » est possible pour /carte.pdf, /carte.png, ou "
            "/carte.svg et un format (format=a4).\n",
        ),
        (
            ["--tout", "cartes", "--type", "eps"],
            "Paramètre « --type » : valeur « eps » inconnue. Valeurs admises : pdf, png, svg.\n",
        ),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(
    tmp_path, monkeypatch, said, arguments, message
):
    monkeypatch.chdir(tmp_path)
    assert main(["export", *arguments]) == 2
    assert said() == ("", message)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path, said):
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    path = tmp_path / "fichier" / "carte.pdf"
    assert main(["export", str(path), "format=colonne"]) == 1
    assert said() == ("", f"Fichier non écrit : un fichier porte ce nom ({path.parent})\n")


def test_the_public_address_is_on_the_page_when_it_is_known(tmp_path, monkeypatch):
    for public in ("", "https://example.org/cmq"):
        monkeypatch.setenv("DASHBOARD_URL", public)
        assert main(["export", str(tmp_path / f"{len(public)}.svg"), "format=demi-page"]) == 0
    without, with_code = sorted(path.stat().st_size for path in tmp_path.iterdir())
    assert with_code > without


def test_the_bar_says_how_many_of_how_many():
    assert progress(1, 2, "a.pdf") == "[############............] 1 sur 2  a.pdf"


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("pdf", "filiere=energie"),
        ("svg", "filiere=tourisme"),
        ("svg", "filiere=tourisme&titre=0&theme=sombre&largeur=480"),
        ("svg", "filiere=tourisme&format=demi-page"),
    ],
)
def test_the_same_view_without_a_server_has_the_same_bytes(
    tmp_path, monkeypatch, site, kind, query
):
    monkeypatch.setenv("DASHBOARD_URL", "https://example.org/")
    path = tmp_path / f"carte.{kind}"
    assert main(["export", str(path), query]) == 0
    assert site.get(f"/carte.{kind}?{query}").data == path.read_bytes()


def test_a_folder_of_drawings_is_that_of_the_site(tmp_path, site):
    assert main(["export", "--tout", str(tmp_path), "largeur=480", "--type", "svg"]) == 0
    drawn = (tmp_path / "cmq-2017-06-tourisme-480px.svg").read_bytes()
    assert site.get("/carte.svg?filiere=tourisme&largeur=480").data == drawn
