"""`equivalent.toml`: mutants that are no mistakes, each with the reason."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import ConfigError
from autograder.verify.mutants import Mutant

_KEYS = ("in", "changes", "why")
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


def read_equivalents(path: Path) -> tuple[Equivalent, ...]:
    """The entries; none if there is no file.

    Raises:
        ConfigError: the file is not TOML, or an entry has an unknown, missing or empty key.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(str(path), f"is not TOML: {error}", "[[mutant]] tables") from None
    entries = content.pop("mutant", [])
    if content or not isinstance(entries, list):
        raise ConfigError(str(path), f"unknown key {next(iter(content), 'mutant')!r}", "only [[mutant]] tables")
    return tuple(
        item for number, entry in enumerate(entries, 1) for item in _entries(f"{path}: mutant {number}", entry)
    )


def _entries(place: str, entry: object) -> Iterator[Equivalent]:
    """The mutants of one table, for which one reason holds."""
    if not isinstance(entry, dict):
        raise ConfigError(place, "is not a table", "[[mutant]]")
    for key in (*entry, *_KEYS):
        if key not in _KEYS:
            raise ConfigError(place, f"unknown key {key!r}", f"one of {', '.join(_KEYS)}")
        if key not in entry:
            raise ConfigError(place, f"no {key}", ", ".join(_KEYS), "add it")
    for key, expected in (("in", "a function, as Dense.forward"), ("why", "a sentence")):
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise ConfigError(place, f"{key} is {entry[key]!r}", expected)
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
