"""`equivalent.toml`: mutants that are no mistakes and cheaters that do none, each with the reason."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import ConfigError
from autograder.verify.mutants import Mutant

_KEYS = ("in", "changes", "why")
_CHEATER_KEYS = ("exercise", "cheater", "why")
_TABLES = "[[mutant]] and [[cheater]] tables"
_CHANGE = "[line, change], or [line, change, number] where several are alike"


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A mutant that is no mistake: function, text of the line, change, which of several alike, and why."""

    function: str
    written: str
    change: str
    occurrence: int | None
    why: str

    @property
    def exercise(self) -> str:
        """The exercise that the function belongs to."""
        return self.function.partition(".")[0]

    @property
    def id(self) -> str:
        """As of the mutant, so far as it is told."""
        which = f" #{self.occurrence}" if self.occurrence else ""
        return f"{self.function}: {self.written}: {self.change}{which}"

    def fits(self, mutant: Mutant) -> bool:
        """Whether it means this one."""
        same = (mutant.function, mutant.written, mutant.change) == (self.function, self.written, self.change)
        return same and self.occurrence in (None, mutant.occurrence)


@dataclass(frozen=True, slots=True)
class Harmless:
    """A cheater that may earn everything of an exercise, for what it answers is right there, too: and why."""

    exercise: str
    cheater: str
    why: str

    @property
    def pair(self) -> tuple[str, str]:
        """The job's key and the exercise."""
        return f"cheater {self.cheater}", self.exercise


def read_equivalents(path: Path) -> tuple[Equivalent, ...]:
    """The mutants; none if there is no file.

    Raises:
        ConfigError: the file is not TOML, or an entry has an unknown, missing or empty key.
    """
    entries = _tables(path)["mutant"]
    return tuple(
        item for number, entry in enumerate(entries, 1) for item in _entries(f"{path}: mutant {number}", entry)
    )


def read_harmless(path: Path) -> tuple[Harmless, ...]:
    """The cheaters; none if there is no file.

    Raises:
        ConfigError: the file is not TOML, or an entry has an unknown, missing or empty key.
    """
    return tuple(
        Harmless(**_checked(f"{path}: cheater {number}", entry, _CHEATER_KEYS, dict.fromkeys(_CHEATER_KEYS, "a text")))
        for number, entry in enumerate(_tables(path)["cheater"], 1)
    )


def _tables(path: Path) -> dict[str, list[object]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        content = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(str(path), f"is not TOML: {error}", _TABLES) from None
    found = {name: content.pop(name, []) for name in ("mutant", "cheater")}
    for name, entries in (*content.items(), *found.items()):
        if name not in found or not isinstance(entries, list):
            raise ConfigError(str(path), f"unknown key {name!r}", f"only {_TABLES}")
    return found


def _checked(place: str, entry: object, keys: Sequence[str], texts: Mapping[str, str]) -> dict[str, Any]:
    """A table that has these keys and no others; `texts` says which of them are texts, and what they say."""
    if not isinstance(entry, dict):
        raise ConfigError(place, "is not a table", f"[[{place.rpartition(': ')[2].split()[0]}]]")
    for key in (*entry, *keys):
        if key not in keys:
            raise ConfigError(place, f"unknown key {key!r}", f"one of {', '.join(keys)}")
        if key not in entry:
            raise ConfigError(place, f"no {key}", ", ".join(keys), "add it")
    for key, expected in texts.items():
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise ConfigError(place, f"{key} is {entry[key]!r}", expected)
    return entry


def _entries(place: str, table: object) -> Iterator[Equivalent]:
    """The mutants of one table, for which one reason holds."""
    entry = _checked(place, table, _KEYS, {"in": "a function, as Dense.forward", "why": "a sentence"})
    if not isinstance(entry["changes"], list) or not entry["changes"]:
        raise ConfigError(place, f"changes is {entry['changes']!r}", f"a list of {_CHANGE}")
    for change in entry["changes"]:
        match change:
            case [str(written), str(became)]:
                yield Equivalent(entry["in"], written, became, None, entry["why"])
            case [str(written), str(became), int(occurrence)] if occurrence is not True and occurrence > 0:
                yield Equivalent(entry["in"], written, became, occurrence, entry["why"])
            case _:
                raise ConfigError(place, f"a change is {change!r}", _CHANGE)


def as_change(mutant: Mutant) -> str:
    """How a mutant is written among the `changes` of an entry."""
    which = [str(mutant.occurrence)] if mutant.occurrence > 1 else []
    return f"[{', '.join([_toml_text(mutant.written), _toml_text(mutant.change), *which])}]"


def _toml_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if "'" in text else f"'{text}'"


def excused(entries: Sequence[Equivalent], mutants: Sequence[Mutant]) -> frozenset[str]:
    """The ids of the mutants that are no mistakes."""
    return frozenset(mutant.id for mutant in mutants if any(entry.fits(mutant) for entry in entries))


def stale(entries: Sequence[Equivalent], mutants: Sequence[Mutant]) -> dict[str, str]:
    """Entries that fit no mutant, or several, by id, with what is wrong and what to do."""
    wrong: dict[str, str] = {}
    seen: set[str] = set()
    for entry in entries:
        fitting = [mutant for mutant in mutants if entry.fits(mutant)]
        if entry.id in seen:
            wrong[entry.id] = "is listed twice; remove one"
        elif not fitting:
            wrong[entry.id] = "is no mutant of the reference; remove it"
        elif len(fitting) > 1:
            wrong[entry.id] = f"fits {len(fitting)} mutants; say which, as a third item from 1 on"
        seen.add(entry.id)
    return wrong
