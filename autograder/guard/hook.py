"""Guards parts of nbgrader when they are imported. Importing this module is enough; a `.pth` file does it.

Every Python of the environment runs this when it starts, so it imports next to nothing.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder

TYPE_CHECKING = False  # as in typing, which takes longer to import than all else here
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_GUARDED = (
    "nbgrader.converters.autograde",
    "nbgrader.converters.generate_feedback",
    "nbgrader.exchange.default.release_feedback",
)


class _Finder:
    """Finds these modules as Python would, and has each guarded when its code has run."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in _GUARDED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            from autograder.guard import guard

            guard(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
    sys.meta_path.insert(0, _Finder())
