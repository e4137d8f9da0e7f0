"""What students are told about an assignment's exercises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.model.text import NO_TEXT, Text

EVERY = "*"
"""Stands for every exercise, where several are told the same."""


@dataclass(frozen=True, slots=True)
class Hints:
    """Sentences by exercise and key; a key is a test's name, a misconception's id or a name that the suite gives."""

    by_exercise: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)

    def find(self, exercise: str, key: str) -> Text:
        """What is said of an exercise under a key, else of every exercise; empty if nothing is."""
        for table in (exercise, EVERY):
            found = self.by_exercise.get(table, {}).get(key)
            if found is not None:
                return found
        return NO_TEXT
