"""Imports of other people's packages that cost more than they must."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import cast

GRAMMAR_OF_IRIS = "rfc3987_syntax"


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
