"""Imports of other people's packages that cost more than they must."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, cast

GRAMMAR_OF_IRIS = "rfc3987_syntax"
_EXTENSIONS = "nbgrader.server_extensions"
_SERVERS = ("assignment_list", "course_list", "formgrader", "validate_assignment")
_LOADS = "load_jupyter_server_extension"


@contextmanager
def without_grammar_of_iris() -> Iterator[None]:
    """Keep jsonschema, while it is imported (as nbgrader does), from building a parser for `iri` and `iri-reference`.

    That takes longer than all the rest of nbgrader's imports, and no schema of a notebook has these formats.
    """
    if GRAMMAR_OF_IRIS in sys.modules:
        yield
        return
    sys.modules[GRAMMAR_OF_IRIS] = cast("ModuleType", None)  # an ImportError, with which jsonschema reckons
    try:
        yield
    finally:
        del sys.modules[GRAMMAR_OF_IRIS]


@contextmanager
def without_servers() -> Iterator[None]:
    """Keep nbgrader, while its gradebook is imported, from importing all of Jupyter's server.

    Its package takes from four modules the functions that a server starts them with. They are there, and import the
    module when they are called; whoever imports one of the modules later gets the module itself.
    """
    names = [] if "nbgrader" in sys.modules else [f"{_EXTENSIONS}.{name}" for name in _SERVERS]
    made = {name: _stand_in(name) for name in names}
    sys.modules.update(made)
    try:
        yield
    finally:
        for name, module in made.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _stand_in(name: str) -> ModuleType:
    def real(attribute: str) -> Any:
        if attribute.startswith("__"):  # which the import itself looks for
            raise AttributeError(attribute)
        if sys.modules.get(name) is made:
            del sys.modules[name]
        return getattr(importlib.import_module(name), attribute)

    made = ModuleType(name)
    made.__dict__[_LOADS] = lambda app: real(_LOADS)(app)
    made.__dict__["__getattr__"] = real  # what else another version of nbgrader may take from it
    return made
