"""Imports of other people's packages that are kept from importing more than is needed."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.imports import without_servers

_SERVER = "def load_jupyter_server_extension(app): return f'started in {app}'\nOTHER = 5\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package as nbgrader's is, in its place."""
    for name in _imported():
        monkeypatch.delitem(sys.modules, name)
    extensions = tmp_path / "nbgrader" / "server_extensions"
    extensions.mkdir(parents=True)
    (extensions / "__init__.py").touch()
    for name in ("assignment_list", "course_list", "formgrader", "validate_assignment"):
        (extensions / f"{name}.py").write_text(_SERVER)
    (tmp_path / "nbgrader" / "__init__.py").write_text(
        "from .server_extensions.formgrader import load_jupyter_server_extension as load\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path / "nbgrader"
    for name in _imported():
        del sys.modules[name]


def _imported() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] == "nbgrader"]


def test_a_server_is_imported_when_it_is_started_and_not_before(package: Path) -> None:
    with without_servers():
        nbgrader = importlib.import_module("nbgrader")
    assert "nbgrader.server_extensions.formgrader" not in sys.modules
    assert nbgrader.load("here") == "started in here"
    assert importlib.import_module("nbgrader.server_extensions.formgrader").OTHER == 5


def test_whatever_else_is_taken_from_a_server_imports_it(package: Path) -> None:
    with (package / "__init__.py").open("a") as file:
        file.write("from .server_extensions.course_list import OTHER\n")
    with without_servers():
        assert importlib.import_module("nbgrader").OTHER == 5
    assert "nbgrader.server_extensions.course_list" in sys.modules


def test_nothing_stands_in_for_what_was_imported_before(package: Path) -> None:
    importlib.import_module("nbgrader")
    before = sys.modules["nbgrader.server_extensions.formgrader"]
    with without_servers():
        assert sys.modules["nbgrader.server_extensions.formgrader"] is before
    assert sys.modules["nbgrader.server_extensions.formgrader"] is before
