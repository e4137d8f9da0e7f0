"""`solutions/NAME/hints.LANG.toml`: what students are told, a file for each language.

A table for each exercise, `["*"]` for what several are told alike. Its keys are the names of tests, with what the
student reads as the test's name, and the ids of misconceptions and other hints, with what to think about.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.config.table import read_table
from autograder.model import Hints, Language, Text

HINTS_FILES = "hints.*.toml"


def hints_file(folder: Path, language: str) -> Path:
    """The file of one language in a solutions folder."""
    return folder / HINTS_FILES.replace("*", language)


def read_hints(folder: Path, root: Path, languages: tuple[Language, ...]) -> Hints:
    """What students are told, in each of these languages that has a file in the solutions folder.

    Raises:
        ConfigError: a file is not TOML, or holds something that is not a sentence in a table.
    """
    merged: dict[str, dict[str, dict[str, str]]] = {}
    for language in languages:
        path = hints_file(folder, language)
        if path.is_file():
            for exercise, key, sentence in _read(path, root):
                merged.setdefault(exercise, {}).setdefault(key, {})[language] = sentence
    return Hints({exercise: {key: Text(said) for key, said in keys.items()} for exercise, keys in merged.items()})


def _read(path: Path, root: Path) -> Iterator[tuple[str, str, str]]:
    """Exercise, key and sentence, one by one."""
    table = read_table(path, root)
    for exercise in table.keys():  # noqa: SIM118  a Table is no mapping
        inner = table.table(exercise)
        for key in inner.keys():  # noqa: SIM118
            yield exercise, key, inner.string(key)
