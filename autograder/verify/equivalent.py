"""`equivalent.toml`: mutants that are no mistakes, each with the reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import ConfigError
from autograder.verify.mutants import Mutant

_REQUIRED = ("exercise", "id", "why")
_OPTIONAL = ("change",)
_EXPECTED = {
    "exercise": "a text",
    "id": "a text, or a list of them",
    "why": "a sentence",
    "change": "a text",
}


@dataclass(frozen=True, slots=True)
class Equivalent:
    """One entry. `change`, where given, must be what the mutant says of itself: it ties the entry to the text."""

    exercise: str
    id: str
    why: str
    change: str = ""


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
    """The mutants of one table: `id` is a text, or a list of them where one reason holds for all."""
    if not isinstance(entry, dict):
        raise ConfigError(place, "is not a table", "[[mutant]]")
    for key, value in entry.items():
        if key not in _REQUIRED + _OPTIONAL:
            raise ConfigError(place, f"unknown key {key!r}", f"one of {', '.join(_REQUIRED + _OPTIONAL)}")
        texts = value if key == "id" and isinstance(value, list) and value else [value]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise ConfigError(place, f"{key} is {value!r}", _EXPECTED[key])
    for key in _REQUIRED:
        if key not in entry:
            raise ConfigError(place, f"no {key}", "exercise, id and why", "add it")
    ids = entry["id"] if isinstance(entry["id"], list) else [entry["id"]]
    for identity in ids:
        yield Equivalent(entry["exercise"], identity, entry["why"], entry.get("change", ""))


def stale(entries: Sequence[Equivalent], mutants: Sequence[Mutant]) -> dict[str, str]:
    """Entries that fit no mutant, by id, with what is wrong."""
    by_id = {mutant.id: mutant for mutant in mutants}
    wrong: dict[str, str] = {}
    seen: set[str] = set()
    for entry in entries:
        mutant = by_id.get(entry.id)
        if entry.id in seen:
            wrong[entry.id] = "is listed twice"
        elif mutant is None:
            wrong[entry.id] = "is no mutant of the reference any more"
        elif mutant.exercise != entry.exercise:
            wrong[entry.id] = f"belongs to {mutant.exercise}, not to {entry.exercise}"
        elif entry.change and entry.change != mutant.change:
            wrong[entry.id] = f"is another change now: {mutant.change}"
        seen.add(entry.id)
    return wrong
