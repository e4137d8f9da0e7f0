"""What a hidden suite reads besides the student's answers: the reference, and data on the trusted side."""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.errors import SuiteError

Provider = Callable[[str], Mapping[str, Any]]
_providers: list[Provider] = []
_PLOTTING = ("matplotlib", "matplotlib.pyplot")
_WITHOUT_PLOTTING = sys.stdlib_module_names | {"numpy"}


class _Later(ModuleType):
    """Stands for a module until something of it is asked for, and hands everything on from then."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":
            raise AttributeError(name)
        _forget_stand_ins()
        return getattr(importlib.import_module(self.__name__), name)


@contextlib.contextmanager
def _plotting_postponed(source: str) -> Iterator[None]:
    """Have `import matplotlib.pyplot` cost nothing if a reference only defines functions with it.

    Its import takes longer than all else that a suite host does before its first submission, and suites look at the
    student's figures, not at the reference's. A reference that imports anything else of matplotlib, or a module that
    could, is left alone; and when it is loaded, nobody else meets the stand-ins.
    """
    wanted = {*_imported(source)}
    others = {name.partition(".")[0] for name in wanted - {_PLOTTING[1]}}
    if _PLOTTING[1] not in wanted or not others <= _WITHOUT_PLOTTING or _PLOTTING[0] in sys.modules:
        yield
        return
    package, pyplot = (_Later(name) for name in _PLOTTING)
    package.__path__ = []
    package.__dict__["pyplot"] = pyplot
    sys.modules.update({_PLOTTING[0]: package, _PLOTTING[1]: pyplot})
    try:
        yield
    finally:
        _forget_stand_ins()


def _forget_stand_ins() -> None:
    for name in _PLOTTING:
        if isinstance(sys.modules.get(name), _Later):
            del sys.modules[name]


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}.*"


@cache
def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"reference_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise SuiteError(str(path), "cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses and inspect look their module up
    with _plotting_postponed(path.read_text(encoding="utf-8")):
        spec.loader.exec_module(module)
    return module


def load_reference(test_file: str) -> ModuleType:
    """The reference beside a test file, as a module.

    Args:
        test_file: the test's `__file__`.

    Raises:
        SuiteError: there is none.
    """
    path = Path(test_file).resolve().with_name("reference.py")
    if not path.is_file():
        raise SuiteError(str(path), "there is no reference", "write reference.py beside the hidden tests")
    return _load(path)


def provide_data(provider: Provider) -> None:
    """Say where data sets come from. Called once, by the process that hosts the suite."""
    _providers[:] = [provider]


def dataset(name: str) -> Mapping[str, Any]:
    """A data set on the trusted side, as arrays by name.

    Raises:
        SuiteError: nobody provides data here.
        DataError: the data set is missing.
    """
    if not _providers:
        raise SuiteError(f"dataset({name!r})", "no data is provided to this suite")
    return _providers[0](name)
