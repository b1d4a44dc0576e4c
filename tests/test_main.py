"""The command line, in a process of its own where its status and its speed matter."""

import os
import socket
import subprocess
import sys

import pytest
from folder import seal, spoil

from dashboard.__main__ import HELP, main
from dashboard.data import ROOT, digest, load_dataset

HOLDS = (
    "3 campus (1 sourcé, 1 en partie déduit, 1 sans page retrouvée), 18 régions, 31 académies, "
    "2 lieux, 3 effectifs publiés ; version {version}\n"
)
TWO_BREACHES = (
    "campus.csv, ligne 2, colonne vague : « 0 » — vague inconnue ; valeurs admises : 1, 2, 3, 4\n"
    "campus.csv, ligne 4, colonne vague : « 9 » — vague inconnue ; valeurs admises : 1, 2, 3, 4\n"
    "2 anomalies\n"
)


@pytest.fixture
def broken(folder):
    spoil(folder, "campus.csv", 2, "vague", "0")
    spoil(folder, "campus.csv", 4, "vague", "9")
    return folder


def printed(capsys) -> tuple[str, str]:
    """Return what was written on both outputs, with plain spaces to read."""
    return tuple(text.replace("\u202f", " ") for text in capsys.readouterr())


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        timeout=30,
    )


def test_check_says_what_a_sound_folder_holds(folder, capsys):
    assert main(["check", str(folder)]) == 0
    assert printed(capsys) == (HOLDS.format(version=load_dataset(folder).version), "")


def test_check_warns_of_letters_that_print_as_empty_boxes(folder, capsys):
    spoil(folder, "campus.csv", 2, "nom", "Bois 木材 et 🎓 木")
    spoil(folder, "campus.csv", 3, "commune", "بريست")
    assert main(["check", str(folder)]) == 0
    assert printed(capsys)[0].splitlines()[1:] == [
        "Avertissement, campus bois-epinal, nom : la police d’impression n’a pas « 木 », « 材 », "
        "« 🎓 » ; une case vide y sera imprimée",
        "Avertissement, campus mer-brest, commune : la police d’impression n’a pas « ب », « ر », "
        "« ي », « س », « ت » ; une case vide y sera imprimée",
    ]


def test_check_warns_of_a_campus_far_from_its_commune(folder, capsys):
    spoil(folder, "campus.csv", 3, "longitude", "-3.48628")  # still in its region
    assert main(["check", str(folder)]) == 0
    assert printed(capsys)[0].splitlines()[1:] == [
        "Avertissement, campus mer-brest, latitude longitude : ce point est à 74\u00a0km de Brest"
    ]


def test_check_lists_and_counts_every_breach(broken, capsys):
    assert main(["check", str(broken)]) == 1
    assert printed(capsys) == (TWO_BREACHES, "")


def test_check_says_that_there_is_no_folder(tmp_path, capsys):
    assert main(["check", str(tmp_path / "absent")]) == 1
    said = f"{tmp_path}/absent : dossier introuvable ou illisible\n1 anomalie\n"
    assert printed(capsys) == (said, "")


def test_a_name_that_no_folder_can_have_is_that_of_none(monkeypatch, capsys):
    monkeypatch.setenv("DASHBOARD_DATA", "a" * 300)
    assert main(["check"]) == 1
    said = f"{'a' * 80}… : dossier introuvable ou illisible\n1 anomalie\n"
    assert printed(capsys) == (said, "")


def test_check_takes_the_folder_that_is_served(broken, capsys, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(broken))
    assert main(["check"]) == 1
    assert printed(capsys) == (TWO_BREACHES, "")


def test_sealing_publishes_a_correction(folder, capsys):
    corrected = (folder / "campus.csv").read_text("utf-8").replace(",Mer,", ",La mer,")
    (folder / "campus.csv").write_text(corrected, "utf-8")
    assert main(["check", str(folder)]) == 1
    assert main(["check", str(folder), "--seal"]) == 0
    listed, sealed = printed(capsys)[0].split("2 anomalies\n")
    assert listed.count("champ hash de campus.csv") == 1
    holds = HOLDS.format(version=load_dataset(folder).version)
    assert sealed == f"Empreintes mises à jour : campus.csv\n{holds}"
    assert main(["check", "--seal", str(folder)]) == 0
    assert printed(capsys)[0] == f"Empreintes mises à jour : aucune, elles étaient justes\n{holds}"


def test_sealing_lists_the_other_breaches_and_writes_nothing(broken, capsys):
    (broken / "places.csv").write_bytes((broken / "places.csv").read_bytes() + b"3,A,53,48,-4,1\n")
    before = digest((broken / "datapackage.json").read_bytes())
    assert main(["check", str(broken), "--seal"]) == 1
    assert printed(capsys) == (TWO_BREACHES, "")
    assert digest((broken / "datapackage.json").read_bytes()) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["foo"],
        ["check", "a", "b"],
        ["check", "--foo"],
        ["run", "x"],
        ["export"],
        ["export", "a.pdf", "--type", "png"],
    ],
)
def test_a_wrong_command_is_answered_in_french(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr() == ("", f"Commande non comprise.\n\n{HELP}")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "-h"]])
def test_help_is_in_french(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 0
    assert capsys.readouterr() == (HELP, "")


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "8050 ", "٨"])
def test_a_wrong_port_is_refused(port, capsys, monkeypatch):
    monkeypatch.setenv("PORT", port)
    assert main(["run"]) == 2
    said = f"PORT : nombre de 1 à 65535 attendu, et non « {port} »\n"
    assert printed(capsys) == ("", said)


def test_an_address_that_cannot_be_served_is_said_at_once(capsys, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("PORT", port)
        for host, why in (
            ("127.0.0.1", "ce port est déjà pris"),
            ("192.0.2.1", "cette machine n’a pas cette adresse"),
            ("[::1]", "cette machine n’a pas cette adresse"),
            ("a..b", "cette machine n’a pas cette adresse"),
            ("a b", "cette machine n’a pas cette adresse"),
        ):
            monkeypatch.setenv("HOST", host)
            assert main(["run"]) == 1
            assert printed(capsys) == ("", f"HOST « {host} », PORT {port} : {why}\n")


def test_the_server_refuses_a_broken_folder_within_three_seconds(broken):
    with socket.create_server(("127.0.0.1", 0)) as free:  # the usual one may serve the dashboard
        port = str(free.getsockname()[1])
    answer = command("run", DASHBOARD_DATA=str(broken), PORT=port)
    assert answer.returncode == 1
    assert answer.stderr.decode("utf-8").replace("\u202f", " ") == TWO_BREACHES
    assert answer.stdout == b""


def test_check_speaks_to_a_terminal_without_utf_8(folder):
    seal(folder)
    answer = command("check", str(folder), PYTHONIOENCODING="ascii")
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert answer.stdout.startswith(b"3 campus (1 sourc\\xe9, 1 en partie d\\xe9duit")


def shell(line: str) -> subprocess.CompletedProcess:
    """Run a line of bash where `$dashboard` is the command line; give its status and what it said."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=ROOT,
        env=os.environ | {"dashboard": f"{sys.executable} -m dashboard"},
        capture_output=True,
        timeout=30,
    )


def test_who_has_read_enough_of_a_list_is_no_failure_to_be_told(broken):
    """The reader is gone before the first word."""
    answer = shell(f"$dashboard check {broken} | true")
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, b"", b"")


def test_an_output_that_is_full_is_said_and_one_that_is_closed_is_not(folder):
    full = shell(f"$dashboard check {folder} > /dev/full")
    assert (full.returncode, full.stdout) == (1, b"")
    assert full.stderr.decode().replace("\u202f", " ") == "Sortie non écrite : disque plein\n"
    closed = shell(f"$dashboard check {folder} >&-")
    assert (closed.returncode, closed.stdout, closed.stderr) == (0, b"", b"")
    closed = shell(f"$dashboard check {folder} 2>&-")
    assert (closed.returncode, closed.stderr) == (0, b"") and closed.stdout


def test_check_loads_neither_dash_nor_plotly():
    script = (
        "import sys, dashboard.__main__ as command; command.main(['check']);"
        "print({'dash', 'plotly', 'mapclassify', 'pyogrio', 'flask'} & set(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.stdout.splitlines()[-1] == "set()"
