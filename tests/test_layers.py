"""The layers of docs/architecture.md hold: a module imports only from lower ones, and sideways only in its own room."""

from __future__ import annotations

import ast
import graphlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "autograder"
ROW = re.compile(r"^\| (\d) \| `(\w+)` \|", re.MULTILINE)
MODULES = sorted(PACKAGE.rglob("*.py"))


def layers() -> dict[str, int]:
    """Room to layer, as the document's table says."""
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return {room: int(layer) for layer, room in ROW.findall(table)}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[tuple[str, int]]:
    """Rooms of this package that a module imports anywhere, inside functions too, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            names = [node.module or ""]
            if node.module == "autograder":
                names = [f"autograder.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "autograder" and len(parts) > 1 and parts[1] != "__version__":
                yield parts[1], node.lineno


def test_every_room_stands_in_the_table_and_every_row_is_a_room() -> None:
    rooms = {room_of(path) for path in MODULES} - {"__init__"}
    assert rooms == set(layers())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_lower_layers(path: Path) -> None:
    table, room = layers(), room_of(path)
    for other, line in imported_rooms(path):
        if room != "__init__" and other != room:
            assert table[other] < table[room], f"{path.relative_to(ROOT)}:{line}: {room} imports {other}"


def imported_modules(path: Path, modules: dict[str, Path]) -> set[str]:
    """Modules of this package that a module imports anywhere; those for types alone, too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & modules.keys()) or {node.module or ""}
    return found & modules.keys()


def test_no_imports_go_round_in_a_circle_not_even_for_types() -> None:
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}
    graph = {name: imported_modules(path, modules) - {name} for name, path in modules.items()}
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def private_names(tree: ast.AST) -> set[str]:
    """Private attributes and methods that classes of a module define."""
    found: set[str] = set()
    for owner in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for node in ast.walk(owner):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_own(node):
                found.add(node.attr)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
    return {name for name in found if name.startswith("_") and not name.startswith("__")}


def is_own(node: ast.Attribute) -> bool:
    """Whether it is of the object itself, or of a module of Python's."""
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls", "os")


def reached_into(tree: ast.Module, private: set[str]) -> Iterator[ast.Attribute]:
    """Private members of another object that a module uses. A function beside a class may use that class's own."""
    here = private_names(tree)
    for statement in tree.body:
        foreign = private if isinstance(statement, ast.ClassDef) else private - here
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and node.attr in foreign and not is_own(node):
                yield node


def test_no_class_reaches_into_the_private_members_of_another() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    private = set().union(*map(private_names, trees.values()))
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        for path, tree in trees.items()
        for node in reached_into(tree, private)
    ]
    assert not found, found


def test_no_module_imports_a_private_name_of_another() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {alias.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder")
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.startswith("__")
    ]
    assert not found, found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("class A:\n    def f(self, other):\n        return other._x", 1),
        ("class A:\n    def f(self):\n        return self._x", 0),
        ("def f(other):\n    return other._x", 1),
        ("class A:\n    _x: int\n\ndef f(a):\n    return a._x", 0),
    ],
)
def test_what_counts_as_reaching_into_another(code: str, found: int) -> None:
    assert len(list(reached_into(ast.parse(code), {"_x"}))) == found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_at_most_a_few_hundred_lines(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 450


@pytest.mark.parametrize("path", [p for p in MODULES if room_of(p) in ("worker", "protocol")], ids=lambda p: p.name)
def test_what_runs_beside_the_student_needs_numpy_and_the_standard_library_only(path: Path) -> None:
    import sys

    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert name.split(".")[0] in {*sys.stdlib_module_names, "numpy", "autograder"}
