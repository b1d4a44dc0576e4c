"""Read and check the folders `data`, `data/accessibilite` and `geodata`: the only module that opens files.

Each file is read once, whole: what is checked, counted in the version and served are the same
bytes, whatever happens to the file meanwhile. They belong together: each has the sum that its
folder's `datapackage.json` gives, and both of these are as they were once all has been read.
"""

import json
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

from .audit import COLUMNS, CRITERIA, FILE, audit_breaches
from .breaches import FILES, Breach, Submission
from .dataset import Dataset, dataset_of
from .french import counted, failure
from .parsing import (
    origin_breaches,
    parse_outlines,
    parse_package,
    parse_resources,
    parse_table,
    schema_breaches,
)
from .rules import broken_rules

ROOT = Path(__file__).resolve().parent.parent
DATA, GEODATA = ROOT / "data", ROOT / "geodata"
AUDIT = DATA / "accessibilite"  # of this very site, whatever folder of campuses it serves
PACKAGE = "datapackage.json"
READINGS = 3  # of a folder that is being replaced, before it is refused
OUTLINES = {"regions.geojson": "code_region", "academies.geojson": "academie"}


class BrokenData(Exception):
    """A folder that breaks the rules; `str()` is the list of its breaches, one per line."""

    def __init__(self, breaches: list[Breach]):
        self.breaches = breaches
        super().__init__("\n".join(map(str, breaches)))

    @property
    def listed(self) -> str:
        """The list of the breaches and their number."""
        return f"{self}\n{counted(len(self.breaches), 'anomalie')}"


@dataclass
class Package:
    """A folder described by a `datapackage.json`, each file read once, and what is wrong in it."""

    folder: Path
    prefix: str = ""  # before the names of its files in a breach
    contents: dict[str, bytes] = field(default_factory=dict)
    description: dict = field(default_factory=dict)
    resources: dict[str, dict] = field(default_factory=dict)
    breaches: list[Breach] = field(default_factory=list)
    stale: list[Breach] = field(default_factory=list)  # only checksums: what sealing mends

    def read(self, path: str) -> None:
        """Read a file, or say that it cannot be."""
        file, rule = self.folder / path, "fichier absent"
        try:
            if file.is_file():  # not a named pipe, which would wait for ever
                self.contents[path] = file.read_bytes()
                return
        except OSError as error:
            rule = f"fichier illisible ({failure(error)})"
        self.breaches.append(Breach(self.prefix + path, None, None, None, rule))

    def changed(self) -> bool:
        """Whether the description, which holds the sums of all the rest, is no longer the one read."""
        again = Package(self.folder)
        again.read(PACKAGE)
        return again.contents.get(PACKAGE) != self.contents.get(PACKAGE)


@dataclass(frozen=True)
class Checked:
    """What the folders hold, and everything that is wrong in it."""

    data: Package
    outlines: Package
    statement: Package
    audit: pd.DataFrame  # the table of the statement, as text
    submission: Submission | None  # None when the outlines themselves are broken
    breaches: list[Breach]  # in the order of the files and lines, checksums included


def digest(content: bytes) -> str:
    """Return the checksum of a file as the Data Package standard writes it."""
    return f"sha256:{sha256(content).hexdigest()}"


def read_package(folder: Path, required: tuple[str, ...], prefix: str = "") -> Package:
    """Read the files that a folder describes and those that it must have, and check their sums."""
    package = Package(folder, prefix)
    file = prefix + PACKAGE
    package.read(PACKAGE)
    if PACKAGE in package.contents:
        package.description, wrong = parse_package(file, package.contents[PACKAGE])
        package.resources, unsafe = parse_resources(file, package.description)
        package.breaches += wrong + unsafe + origin_breaches(file, package.description)
    suffix = Path(required[0]).suffix
    try:
        # Not what an editor or macOS hides there.
        names = sorted(path.name for path in folder.iterdir() if path.suffix == suffix)
        present = [name for name in names if not name.startswith(".")]
    except OSError:  # moved away meanwhile: each of its files is said to be missing
        present = []
    for path in dict.fromkeys([*required, *package.resources, *present]):
        package.read(path)
        content = package.contents.get(path)
        if content is not None and path in package.resources:
            package.stale += stale_sums(file, path, package.resources[path], content)
        elif content is not None and package.description:
            rule = f"fichier sans entrée dans {PACKAGE}"
            package.breaches.append(Breach(prefix + path, None, None, None, rule))
    schemas, wrong = schema_breaches(file, package.resources)
    package.breaches += wrong
    for path in dict.fromkeys(schemas):
        package.read(path)
        if path in package.contents:
            package.breaches += parse_package(prefix + path, package.contents[path], "fields")[1]
    return package


def stale_sums(file: str, path: str, resource: dict, content: bytes) -> list[Breach]:
    """Say which of the two sums of a resource differ from those of the bytes read."""
    sums = {"hash": digest(content), "bytes": len(content)}
    hint = "si le fichier a été corrigé à dessein, python -m dashboard check --seal"
    return [
        Breach(
            file, None, f"{name} de {path}", str(resource.get(name, "")), f"{true} lu\u202f; {hint}"
        )
        for name, true in sums.items()
        if resource.get(name) != true
    ]


def check(folder: Path | None = None) -> Checked:
    """Read a folder, by default the one served, and hold it against every rule.

    Raises
    ------
    BrokenData
        If there is no such folder; other breaches are in the answer.
    """
    folder = folder or Path(os.environ.get("DASHBOARD_DATA") or DATA)
    if not (os.path.isdir(folder) and os.access(folder, os.R_OK | os.X_OK)):
        rule = "dossier introuvable ou illisible"
        raise BrokenData([Breach(str(folder), None, None, None, rule)])
    for _ in range(READINGS):
        data = read_package(folder, tuple(FILES))
        outlines = read_package(GEODATA, tuple(OUTLINES), "geodata/")
        statement = read_package(AUDIT, (CRITERIA,), "accessibilite/")
        packages = (data, outlines, statement)
        moving = [package for package in packages if package.changed()]
        if not moving:
            break
    # It may be tomorrow already where the data are written.
    latest = date.today() + timedelta(days=1)
    breaches = [
        Breach(package.prefix + PACKAGE, None, None, None, "modifié pendant la lecture")
        for package in moving
    ]
    breaches += [each for package in packages for each in (*package.breaches, *package.stale)]
    tables = {}
    for file in FILES:
        if file in data.contents:
            tables[file], wrong = parse_table(file, data.contents[file])
            breaches += wrong
    audit, wrong = parse_table(FILE, statement.contents.get(CRITERIA, b""), COLUMNS)
    if CRITERIA in statement.contents:
        breaches += [*wrong, *audit_breaches(audit, latest)]
    submission = None
    if not outlines.breaches and not outlines.stale:
        shapes = [parse_outlines(outlines.contents[path], code) for path, code in OUTLINES.items()]
        submission = Submission(tables, *shapes, today=latest)
        breaches += broken_rules(submission)
    order = {file: rank for rank, file in enumerate(FILES)}
    breaches.sort(key=lambda breach: (order.get(breach.file, len(order)), breach.line or 0))
    return Checked(data, outlines, statement, audit, submission, breaches)


def load_dataset(folder: Path | None = None) -> Dataset:
    """Read a folder, by default `DASHBOARD_DATA` or else the project's own.

    Raises
    ------
    BrokenData
        With every breach, if there is one.
    """
    checked = check(folder)
    if checked.breaches:
        raise BrokenData(checked.breaches)
    descriptions = checked.data.description, checked.outlines.description
    version = version_of(checked.data, checked.outlines, checked.statement)
    return dataset_of(checked.submission, checked.audit, *descriptions, version)


def version_of(*packages: Package) -> str:
    """Return a short checksum of all the bytes that were read."""
    sums = [
        f"{package.prefix}{path} {digest(content)}"
        for package in packages
        for path, content in sorted(package.contents.items())
    ]
    return sha256("\n".join(sums).encode()).hexdigest()[:12]


@cache
def code_version() -> str:
    """Return a short checksum of the package's own files: what it writes of the same data may change."""
    # Not what an editor or Python leaves there: hidden files, links to nowhere, compiled code.
    files = sorted(
        path
        for path in Path(__file__).parent.rglob("[!.]*.*")
        if path.is_file() and path.parent.name != "__pycache__"
    )
    return sha256(b"".join(map(Path.read_bytes, files))).hexdigest()[:12]


def seal(folder: Path | None = None) -> list[str]:
    """Write the true checksums of a folder into its `datapackage.json`, all at once or not at all.

    Sealing the project's own folder seals the table of its accessibility statement too.

    Returns
    -------
    The paths whose checksum was out of date.

    Raises
    ------
    BrokenData
        With the breaches other than its checksums, if there is one; nothing is written then.
    OSError
        If the folder cannot be written.
    """
    checked = check(folder)
    own = checked.data.folder.resolve() == DATA.resolve()
    sealed = [checked.data, checked.statement] if own else [checked.data]
    stale = [breach for package in sealed for breach in package.stale]
    others = [breach for breach in checked.breaches if breach not in stale]
    if others:
        raise BrokenData(others)
    return [path for package in sealed for path in seal_package(package)]


def seal_package(package: Package) -> list[str]:
    """Write the true checksums of a package, and return the paths whose checksum was out of date."""
    changed = []
    for path, resource in package.resources.items():
        content = package.contents[path]
        if stale_sums(PACKAGE, path, resource, content):
            resource |= {"hash": digest(content), "bytes": len(content)}
            changed.append(package.prefix + path)
    if changed:
        description = json.dumps(package.description, ensure_ascii=False, indent=2) + "\n"
        replace(package.folder / PACKAGE, description)
    return changed


def replace(file: Path, text: str) -> None:
    """Replace a file with a text in one step, so that no reader ever sees half of it."""
    file = file.resolve()
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        shutil.copymode(file, name)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise


def silence(descriptor: int) -> None:
    """Have what is written to an output go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    if nowhere != descriptor:
        os.dup2(nowhere, descriptor)
        os.close(nowhere)


def write(path: Path, content: bytes) -> None:
    """Write a file that a reader asked for, its folder made if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
