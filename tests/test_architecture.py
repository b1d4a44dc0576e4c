"""Which module may know which: read from the code, held against the table of the design."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "dashboard"
# A module may import only from the lines above its own.
LINES = (
    (
        "vocabulary",
        "ids",
        "theme",
        "french",
        "dodging",
        "labelling",
        "press",
        "delta",
        "headers",
        "gate",
        "answer",
        "shelf",
        "measures",
        "counts",
        "visitor",
    ),
    ("query", "typesetting", "inks", "gathering", "colorimetry", "sphere", "canonical", "refusals"),
    ("selection", "geography", "folio", "numbering", "pressroom", "settings"),
    ("breaches", "location", "payload", "display", "wording", "hrefs"),
    ("cells", "parsing", "formats"),
    ("rules", "dataset", "audit", "templating"),
    ("data",),
    ("coverage", "campus", "sheet", "job"),
    ("distance",),
    ("choropleth", "captions", "outlines", "scenario", "need", "matrix", "clusters"),
    ("comparison", "definitions", "exports", "lettering", "legend", "spots"),
    ("findings", "rounds"),
    ("summary",),
    ("sharing", "picking", "descriptor"),
    ("plate", "marks"),
    ("picture", "figures", "cartography", "roll"),
    ("drawing", "blocks"),
    ("embedding", "imposition"),
    ("framing", "printing"),
    ("oembed", "edition"),
    ("layout",),
    ("view",),
    ("answers",),
    ("callbacks", "routes", "journal"),
    ("site",),
    ("app",),
    ("serving", "starting"),
    ("__main__",),
)
LAYOUT_LINES = (
    ("definition", "picture", "landmarks"),
    (
        "comparison",
        "filters",
        "grid",
        "head",
        "inventory",
        "legend",
        "listing",
        "need",
        "panel",
        "parcours",
        "style",
    ),
    ("reach", "trial"),
    ("analysis", "pages"),
    ("__init__", "accessibilite", "kit", "methode"),
)
# What a line allows and the design does not.
FORBIDDEN = {("routes", "layout"), ("routes", "figures"), ("callbacks", "exports")}
LIBRARIES = {
    "dash": {"layout", "callbacks", "site"},
    "flask": {"routes", "site", "app"},
    "flask_compress": {"app"},
    "werkzeug": {"routes", "answer", "answers", "site"},
    "jinja2": {"templating"},
    "brotli": {"answer"},
    "typst": {"press"},
    "segno": {"blocks"},
    "fontTools": {"typesetting"},
    "gunicorn": {"refusals", "serving", "starting", "visitor"},
    "prometheus_client": {"measures"},
}
OPENERS = {
    "open",
    "fdopen",
    "mkstemp",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "read_csv",
    "read_file",
    "read_json",
    "read_parquet",
    "to_file",
    "iterdir",
    "glob",
    "urlopen",
}
FILES = sorted(set(PACKAGE.rglob("*.py")) - set((PACKAGE / "templates").rglob("*.py")))
names = [path.relative_to(PACKAGE).as_posix() for path in FILES]
every_file = pytest.mark.parametrize("path", FILES, ids=names)


def module(path: Path) -> str:
    """Name the module of a file; the files of the package layout are all « layout »."""
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> set[tuple[int, str]]:
    """List what a file imports: how many packages up it looks (0: a library), and what it names."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {(0, alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add((node.level, node.module.split(".")[0] if node.level else node.module))
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.level, alias.name) for alias in node.names}
    return found


def own_imports(path: Path) -> set[str]:
    """List the modules of the package, outside its own folder, that a file imports."""
    depth = len(path.relative_to(PACKAGE).parts)
    return {name for level, name in imports(path) if level == depth}


def line_of(name: str, lines: tuple[tuple[str, ...], ...]) -> int:
    return next(number for number, line in enumerate(lines) if name in line)


def test_every_module_has_its_line():
    found = {module(path) for path in FILES} - {"__init__"}
    assert found == {name for line in LINES for name in line}
    layout = {path.stem for path in (PACKAGE / "layout").glob("*.py")}
    assert layout == {name for line in LAYOUT_LINES for name in line}


@every_file
def test_a_module_imports_only_from_the_lines_above(path):
    if path == PACKAGE / "__init__.py":
        assert own_imports(path) == set()
        return
    here = module(path)
    for name in own_imports(path):
        assert line_of(name, LINES) < line_of(here, LINES), f"{here} imports {name}"
        assert (here, name) not in FORBIDDEN, f"{here} imports {name}"


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "layout").glob("*.py")), ids=lambda path: path.stem
)
def test_the_parts_of_the_page_import_only_from_the_lines_above(path):
    for level, name in imports(path):
        if level == 1:
            assert line_of(name, LAYOUT_LINES) < line_of(path.stem, LAYOUT_LINES), name


@every_file
def test_the_package_is_never_imported_by_its_full_name(path):
    assert not [name for level, name in imports(path) if not level and name.startswith("dashboard")]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_imported_only_where_the_design_says(library):
    users = {
        module(path)
        for path in FILES
        for level, name in imports(path)
        if level == 0 and name.split(".")[0] == library
    }
    assert users == LIBRARIES[library]


def test_files_are_opened_only_in_data_and_for_the_counts():
    openers = {
        module(path)
        for path in FILES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", None)) in OPENERS
    }
    assert openers == {"data", "counts"}


def test_only_the_entry_points_read_the_environment():
    readers = {
        module(path)
        for path in FILES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    }
    assert readers == {"__main__", "app", "data", "counts"}


@every_file
def test_nothing_happens_at_import_but_definitions(path):
    """A docstring, imports, definitions, constants; `if` only to run the command line."""
    head, *rest = parsed(path).body
    assert isinstance(head, ast.Expr) and isinstance(head.value, ast.Constant), "no docstring"
    allowed = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
    for node in rest:
        runs = isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)
        assert isinstance(node, allowed) or runs, ast.unparse(node)


@every_file
def test_every_function_says_what_it_does(path):
    """But the small ones inside others, methods of the language, and error handlers."""
    tree = parsed(path)
    places = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    for place in places:
        for node in place.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("__"):
                overrides = isinstance(place, ast.ClassDef) and place.bases
                assert ast.get_docstring(node) or overrides, node.name


@every_file
def test_a_module_is_one_noun_and_short(path):
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_callbacks_are_thin():
    """At most three outputs each, no tree of elements, no figure, no `try`."""
    tree = parsed(PACKAGE / "callbacks.py")
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Try)]
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not used & {"html", "dcc", "go"}
    callbacks = [
        [part.func.id for part in decorator.args]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
    ]
    assert callbacks
    for parts in callbacks:
        assert 1 <= parts.count("Output") <= 3
