"""The command line: serve the dashboard, check a folder of data, seal a correction."""

import argparse
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from socket import AF_INET, AF_INET6, create_server
from typing import NoReturn

from .data import BrokenData, Dataset, load_dataset, seal, silence
from .french import counted, failure, number, quoted
from .query import InvalidSelection, shown
from .settings import MOST, BrokenSetting, check_numbers, read_address
from .sphere import apart_km, on_sphere
from .vocabulary import Preuve

PROG = "python -m dashboard"
USAGE = f"{PROG} [run | check [DOSSIER] [--seal] | export …]"
HELP = f"""Usage\u202f: {USAGE}

Carte des campus des métiers et des qualifications.

Commandes\u202f:
  run                       servir le tableau de bord (par défaut)
  check [DOSSIER]           contrôler un dossier\u202f: toutes les anomalies, une par ligne
  check [DOSSIER] --seal    mettre à jour les empreintes de datapackage.json, si rien d’autre
                            n’est à corriger
  export FICHIER [VUE]      imprimer une vue\u202f: le nom finit par .pdf, .png ou .svg
  export --tout DOSSIER [VUE] [--type pdf|png|svg]
                            imprimer chaque filière et chaque région dans un dossier
                            VUE est ce qui suit «\u202f?\u202f» dans une adresse, et ses réglages\u202f:
                            "filiere=tourisme&format=demi-page&theme=gris"

Options\u202f:
  -h, --help                afficher cette aide

Variables d’environnement\u202f:
  HOST, PORT                adresse et port servis (127.0.0.1 et 8050)
  WEB_CONCURRENCY           nombre de processus (2)
  DASHBOARD_DATA            dossier de données (par défaut, celui du projet)
  DASHBOARD_URL             adresse publique\u202f; son chemin devient le préfixe du site
  DASHBOARD_CONTACT         qui répond du site, pour la déclaration d’accessibilité\u202f: adresse
                            électronique ou https, ou « Nom <adresse> »
"""

FAR_KM = 10  # from its commune: few are wider
UNSERVED = {
    errno.EADDRINUSE: "ce port est déjà pris",
    errno.EACCES: "ce port est réservé au système",
}


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
    export = commands.add_parser("export")
    export.add_argument("path", nargs="?", type=Path)
    export.add_argument("view", nargs="?", default="")
    export.add_argument("--tout", dest="whole", action="store_true")
    export.add_argument("--type", dest="kind")
    export.set_defaults(command="export")
    options = parser.parse_args(arguments)
    if options.command == "export" and (
        options.path is None or (options.kind and not options.whole)
    ):
        parser.error("FICHIER, or --type, which the name of a file says")
    return options


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


def unprinted(dataset: Dataset) -> Iterator[str]:
    """Warn of the names that the fonts of print cannot set whole, whatever the screen shows."""
    # Not before: only `check` and `export` have a use for the fonts.
    from .typesetting import missing

    for column in ("nom", "commune"):
        for campus, name in dataset.campuses[column].items():
            if lacking := missing(name):
                said = ", ".join(quoted(each) for each in lacking)
                yield (
                    f"Avertissement, campus {campus}, {column}\u202f: la police d’impression n’a pas "
                    f"{said}\u202f; une case vide y sera imprimée"
                )


def astray(dataset: Dataset) -> Iterator[str]:
    """Warn of the campuses far from the place that has the name of their commune, in their region."""
    at = ["code_region", "latitude", "longitude"]
    places = dataset.places[["nom", *at]].rename(columns={"nom": "commune"})
    pairs = dataset.campuses[["commune", *at]].reset_index()
    pairs = pairs.merge(places, on=["commune", "code_region"], suffixes=("", "_place"))
    here = on_sphere(pairs["latitude"], pairs["longitude"])
    there = on_sphere(pairs["latitude_place"], pairs["longitude_place"])
    pairs["km"] = apart_km(here, there)
    nearest = pairs.sort_values("km").drop_duplicates("id")
    for row in nearest[nearest["km"] > FAR_KM].sort_index().itertuples():
        yield (
            f"Avertissement, campus {row.id}, latitude longitude\u202f: ce point est à "
            f"{number(row.km)}\u00a0km de {shown(row.commune)}"
        )


def check(folder: Path | None, *, sealing: bool) -> int:
    """Say what a folder holds or all that is wrong in it, on standard output."""
    sealed = ""
    try:
        if sealing:
            names = ", ".join(seal(folder)) or "aucune, elles étaient justes"
            sealed = f"Empreintes mises à jour\u202f: {names}\n"
        dataset = load_dataset(folder)
    except BrokenData as broken:
        print(broken.listed)
        return 1
    except OSError as error:
        print(f"Empreintes non écrites\u202f: {failure(error)} ({error.filename})")
        return 1
    print(f"{sealed}{contents(dataset)}", *unprinted(dataset), *astray(dataset), sep="\n")
    return 0


def export(path: Path, view: str, *, whole: bool, kind: str) -> int:
    """Print a view in a file, or every filière and every region in a folder."""
    from .edition import print_all, print_one  # not before: `check` has no use for the fonts
    from .pressroom import BrokenPress, TooBusy

    try:
        root = read_address(os.environ.get("DASHBOARD_URL", ""))
        dataset = load_dataset()
        if whole:
            count = print_all(dataset, view, path, kind, root, tell)
            done = f"{counted(count, 'fichier')} dans {path}"
        else:
            done = f"Fichier écrit\u202f: {print_one(dataset, view, path, root)}"
    except (BrokenSetting, InvalidSelection) as refused:
        print(refused, file=sys.stderr)
        return 2
    except BrokenData as broken:
        print(broken.listed, file=sys.stderr)
        return 1
    except (BrokenPress, TooBusy) as broken:
        print(f"Impression impossible\u202f: {broken}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Fichier non écrit\u202f: {failure(error)} ({error.filename})", file=sys.stderr)
        return 1
    print(done)
    return 0


def tell(progress: str) -> None:
    """Show the progress on one line of a terminal, or line after line in a file."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{progress}", end="", file=sys.stderr, flush=True)
        if progress.startswith(f"[{'#' * 24}]"):
            print(file=sys.stderr)
    else:
        print(progress, file=sys.stderr, flush=True)


def refusal(host: str, port: int) -> str:
    """Say why an address cannot be served; nothing when it can, or when the system has opened it already."""
    if os.environ.keys() & {"GUNICORN_FD", "LISTEN_FDS"}:
        return ""
    try:
        create_server((host, port), family=AF_INET6 if ":" in host else AF_INET).close()
    except (OSError, UnicodeError) as error:
        return UNSERVED.get(getattr(error, "errno", 0), "cette machine n’a pas cette adresse")
    return ""


def run() -> int:
    """Serve the dashboard until interrupted."""
    try:
        check_numbers(os.environ)
    except BrokenSetting as broken:
        print(broken, file=sys.stderr)
        return 2
    for name in MOST:
        if os.environ.get(name) == "":
            del os.environ[name]  # gunicorn would read it as a number
    host, port = os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or 8050)
    if why := refusal(host, port):
        print(f"HOST {quoted(shown(host))}, PORT {port}\u202f: {why}", file=sys.stderr)
        return 1
    from .serving import Server  # not before: `check` has no use for a server

    # What SIGUSR2 starts again: `-m dashboard`, and not a file of the package.
    sys.argv = sys.orig_argv[1:]
    Server().run()
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit status."""
    for descriptor, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        if stream is None:  # closed: it must not become the first file to be opened
            silence(descriptor)
        elif descriptor:  # a terminal without UTF-8 must not stop us
            stream.reconfigure(errors="backslashreplace")
    options = parse_arguments(arguments)
    if options.command == "run":
        return run()
    try:
        if options.command == "check":
            status = check(options.folder, sealing=options.seal)
        else:
            kind = options.kind or "pdf"
            status = export(options.path, options.view, whole=options.whole, kind=kind)
        print(end="", flush=True)
    except OSError as error:  # of what is said: the rest has its own words
        silence(sys.stdout.fileno())  # or it fails again at exit
        if not isinstance(error, BrokenPipeError):  # who reads has read enough
            print(f"Sortie non écrite\u202f: {failure(error)}", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
