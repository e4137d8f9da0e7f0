"""The layers of docs/architecture.md hold: a module imports only from lower ones, and sideways only in its own room."""

from __future__ import annotations

import ast
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
