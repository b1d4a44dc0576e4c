"""The command line: serve the dashboard, check a folder of data, seal a correction."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from gunicorn.app.base import BaseApplication

from .data import BrokenData, Dataset, load_dataset, seal
from .french import counted, quoted
from .selection import shown
from .vocabulary import Preuve

PROG = "python -m dashboard"
USAGE = f"{PROG} [run | check [DOSSIER] [--seal]]"
HELP = f"""Usage\u202f: {USAGE}

Carte des campus des métiers et des qualifications.

Commandes\u202f:
  run                       servir le tableau de bord (par défaut)
  check [DOSSIER]           contrôler un dossier\u202f: toutes les anomalies, une par ligne
  check [DOSSIER] --seal    mettre à jour les empreintes de datapackage.json, si rien d’autre
                            n’est à corriger

Options\u202f:
  -h, --help                afficher cette aide

Variables d’environnement\u202f:
  HOST, PORT                adresse et port servis (127.0.0.1 et 8050)
  DASHBOARD_DATA            dossier de données (par défaut, celui du projet)
  DASHBOARD_URL             adresse publique\u202f; son chemin devient le préfixe du site
"""


class FrenchParser(argparse.ArgumentParser):
    """A parser whose sentences are ours: those of argparse are English."""

    def format_help(self) -> str:
        return HELP

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"Commande non comprise.\n\n{HELP}")


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; without a command, serve."""
    parser = FrenchParser(prog=PROG)
    parser.set_defaults(command="run")
    commands = parser.add_subparsers()
    commands.add_parser("run").set_defaults(command="run")
    check = commands.add_parser("check")
    check.add_argument("folder", nargs="?", type=Path)
    check.add_argument("--seal", action="store_true")
    check.set_defaults(command="check")
    return parser.parse_args(arguments)


def said(broken: BrokenData) -> str:
    """Write the list of breaches and their number."""
    return f"{broken}\n{counted(len(broken.breaches), 'anomalie')}"


def contents(dataset: Dataset) -> str:
    """Say what a folder holds."""
    preuves = dataset.campuses["preuve"].value_counts()
    known = ", ".join(
        counted(int(preuves.get(preuve, 0)), singular, plural)
        for preuve, singular, plural in (
            (Preuve.source, "sourcé", "sourcés"),
            (Preuve.partiel, "en partie déduit", "en partie déduits"),
            (Preuve.memoire, "sans page retrouvée", "sans page retrouvée"),
        )
    )
    parts = (
        f"{counted(len(dataset.campuses), 'campus', 'campus')} ({known})",
        counted(len(dataset.regions), "région"),
        counted(len(dataset.academies), "académie"),
        counted(len(dataset.places), "lieu", "lieux"),
        counted(len(dataset.effectifs), "effectif publié", "effectifs publiés"),
    )
    return f"{', '.join(parts)}\u202f; version {dataset.version}"


def check(folder: Path | None, *, sealing: bool) -> int:
    """Say what a folder holds or all that is wrong in it, on standard output."""
    try:
        if sealing:
            changed = seal(folder)
            names = ", ".join(changed) or "aucune, elles étaient justes"
            print(f"Empreintes mises à jour\u202f: {names}")
        print(contents(load_dataset(folder)))
    except BrokenData as broken:
        print(said(broken))
        return 1
    except OSError as error:
        print(f"Empreintes non écrites\u202f: {error.strerror} ({error.filename})")
        return 1
    return 0


class Server(BaseApplication):
    """Gunicorn around one application, as in production, without a file of settings."""

    def __init__(self, application: Callable, address: str):
        self.application, self.address = application, address
        super().__init__()

    def load_config(self) -> None:
        """Bind the address; say so in French once it answers."""
        said = f"Le tableau de bord répond à http://{self.address}"
        settings = {
            "bind": self.address,
            "worker_class": "gthread",
            "threads": 8,
            "loglevel": "warning",
            "when_ready": lambda server: print(said, flush=True),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable:
        """Return the application, built before any worker starts."""
        return self.application


def run() -> int:
    """Serve the dashboard until interrupted."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8050"
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        print(
            f"PORT\u202f: nombre de 1 à 65535 attendu, et non {quoted(shown(port))}",
            file=sys.stderr,
        )
        return 2
    try:
        dataset = load_dataset()
    except BrokenData as broken:
        print(said(broken), file=sys.stderr)
        return 1
    # Not before: `check` has no use for Dash, and a broken folder is refused without its import.
    from .app import create_app

    Server(create_app(dataset).server, f"{host}:{port}").run()
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal without UTF-8 must not stop us
    options = parse_arguments(arguments)
    if options.command == "check":
        return check(options.folder, sealing=options.seal)
    return run()


if __name__ == "__main__":
    sys.exit(main())
