"""What a hidden suite reads besides the student's answers: the reference, and data on the trusted side."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.errors import SuiteError

Provider = Callable[[str], Mapping[str, Any]]
_providers: list[Provider] = []


@cache
def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"reference_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise SuiteError(str(path), "cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses and inspect look their module up
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
