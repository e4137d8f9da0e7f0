"""What a suite's own reference is for beside expected values: who calls whom in it, and what of it can be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.suite.carrying import calls_of
from autograder.suite.drawing import Picture, Rows, answered, pictures_of
from autograder.suite.outcomes import declaration_of
from autograder.suite.showing import Shown, figures_of
from autograder.suite.sources import load_reference


class AnswerKey:
    """The reference beside a suite's tests; nothing of it is read before it is asked for.

    Args:
        items: all collected tests of the suite.
    """

    def __init__(self, items: tuple[Any, ...]) -> None:
        self._items = items
        self._right: dict[str, tuple[Rows, ...] | None] = {}

    @cached_property
    def reference(self) -> ModuleType | None:
        """The reference; None where a suite has none."""
        path = self._path
        return None if path is None else load_reference(str(path.with_name("test_hidden.py")))

    @cached_property
    def calls(self) -> Mapping[str, tuple[str, ...]]:
        """By exercise, the other exercises that the reference's solution calls."""
        return {} if self._path is None else calls_of(self._path.read_text(encoding="utf-8"), self._exercises)

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """What can be drawn of a wrong answer, by exercise."""
        if self.reference is None:
            return {}
        return pictures_of(iter(self._modules), self.reference, iter(self._exercises))

    def right(self, exercise: str) -> tuple[Rows, ...] | None:
        """What is right in the picture of an exercise; it is the same for everybody. None where there is nothing."""
        if exercise not in self._right:
            try:
                self._right[exercise] = answered(self.pictures[exercise], self.reference)
            except Exception:  # noqa: BLE001  no picture, then; it has no say in a verdict
                self._right[exercise] = None
        return self._right[exercise]

    @cached_property
    def figures(self) -> Mapping[str, Shown]:
        """The figures that everybody may see, by exercise."""
        return figures_of(self._modules)

    @cached_property
    def _path(self) -> Path | None:
        path: Path | None = self._items[0].path.with_name("reference.py") if self._items else None
        return path if path is not None and path.is_file() else None

    @property
    def _modules(self) -> list[ModuleType]:
        return list({id(item.module): item.module for item in self._items}.values())

    @property
    def _exercises(self) -> dict[str, None]:
        return dict.fromkeys(declaration_of(item).exercise for item in self._items)
