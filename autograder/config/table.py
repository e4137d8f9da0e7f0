"""One TOML table that is being read: every key is checked, and what nobody asked for is a mistake."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from autograder.errors import ConfigError
from autograder.model import Language, Limits, Text, is_language_tag


def did_you_mean(name: str, choices: Iterable[str]) -> str:
    """`"did you mean 'X'?"` for the choice nearest to `name`, or the empty string."""
    by_folded = {choice.casefold(): str(choice) for choice in choices}
    near = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean {by_folded[near[0]]!r}?" if near else ""


class Table:
    """One TOML table that is being read; it remembers which keys were asked for, so that the others are mistakes."""

    def __init__(self, place: str, path: str, values: Mapping[str, object]) -> None:
        self._place = place
        self._path = path
        self._values = values
        self._known: list[str] = []
        self._children: list[Table] = []

    def fail(self, key: str, got: str, expected: str = "", fix: str = "") -> NoReturn:
        raise ConfigError(f"{self._place}: {self._path}{key}", got, expected, fix)

    def missing(self, key: str, expected: str, fix: str = "") -> NoReturn:
        """The key is needed and not there; one that looks like it is probably meant for it."""
        near = get_close_matches(key, [name for name in self._values if name not in self._known], n=1, cutoff=0.7)
        if near:
            self.fail(near[0], "unknown key", "", f"did you mean {key!r}?")
        self.fail(key, "nothing", expected, fix or f"add {key} = ...")

    def get(self, key: str) -> object | None:
        self._known.append(key)
        return self._values.get(key)

    def keep_out(self, key: str) -> object | None:
        """The value of a key that belongs elsewhere: no message offers it as one that would be right here."""
        return self._values.get(key)

    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def finish(self) -> None:
        """Refuse every key that nobody asked for, here and below."""
        for key in self._values:
            if key not in self._known:
                self.fail(key, "unknown key", f"one of {', '.join(self._known)}", did_you_mean(key, self._known))
        for child in self._children:
            child.finish()

    def table(self, key: str) -> Table:
        value = self.get(key)
        if value is None:
            value = {}
        return self._child(key, value)

    def tables(self, key: str) -> tuple[Table, ...]:
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fail(key, said_in_toml(value), "an array of tables", f"write [[{self._path}{key}]]")
        return tuple(self._child(f"{key}[{index}]", item) for index, item in enumerate(value))

    def _child(self, key: str, value: object) -> Table:
        if not isinstance(value, dict):
            self.fail(key, said_in_toml(value), "a table")
        child = Table(self._place, f"{self._path}{key}.", value)
        self._children.append(child)
        return child

    def string(self, key: str, default: str | None = None) -> str:
        value = self.get(key)
        if value is None and default is not None:
            return default
        if value is None:
            self.missing(key, "a string")
        if not isinstance(value, str):
            self.fail(key, said_in_toml(value), "a string")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.fail(key, said_in_toml(value), "a list of strings")
        for item in value:
            if value.count(item) > 1:
                self.fail(key, f"{item!r} twice", "each once")
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fail(key, said_in_toml(value), "true or false")
        return value

    def number(
        self, key: str, default: float | None, *, least: float = 0.0, most: float = math.inf, above: bool = False
    ) -> float:
        """A finite number in [least, most], or in (least, most] with `above`."""
        value = self.get(key)
        if value is None and default is not None:
            return default
        wanted = f"a number {'above' if above else 'of at least'} {least:g}"
        if math.isfinite(most):
            wanted += f" and at most {most:g}"
        if value is None:
            self.missing(key, wanted)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.fail(key, said_in_toml(value), wanted)
        if not least <= value <= most or (above and value == least):
            self.fail(key, said_in_toml(value), wanted)
        return float(value)

    def one_of(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        value = self.string(key, default)
        if value not in choices:
            self.fail(key, said_in_toml(value), f"one of {', '.join(choices)}", did_you_mean(value, choices))
        return value

    def moment(self, key: str, zone: tzinfo) -> datetime | None:
        """A date and time; without an offset it is in `zone`. None where the key is left out."""
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, datetime):
            self.fail(key, said_in_toml(value), "a date and a time without quotes, such as 2027-03-19T23:59:00")
        return value if value.tzinfo is not None else value.replace(tzinfo=zone)

    def integer(self, key: str, default: int | None, *, least: int) -> int:
        value = self.get(key)
        if value is None and default is not None:
            return default
        if value is None:
            self.fail(key, "nothing", f"a whole number of at least {least}", f"add {key} = ...")
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.fail(key, said_in_toml(value), f"a whole number of at least {least}")
        return value

    def text(self, key: str, languages: tuple[Language, ...]) -> Text:
        """A sentence in each of the course's languages, others may stand there too; for one language, a string."""
        value = self.get(key)
        if isinstance(value, str) and value.strip() and len(languages) == 1:
            return Text({languages[0]: value})
        wanted = "{ " + ", ".join(f'{language} = "..."' for language in languages) + " }"
        if not isinstance(value, dict):
            self.fail(key, "nothing" if value is None else said_in_toml(value), wanted)
        inner = self._child(key, value)
        others = [name for name in value if name not in languages and is_language_tag(name)]
        said = {name: inner.get(name) for name in (*languages, *others)}
        for name, sentence in said.items():
            if not isinstance(sentence, str) or not sentence.strip():
                inner.fail(name, "nothing" if sentence is None else said_in_toml(sentence), "a sentence")
        return Text({name: str(sentence) for name, sentence in said.items()})


def read_table(path: Path, root: Path) -> Table:
    place = path.relative_to(root).as_posix()
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(place, f"byte {error.start} is not UTF-8", "UTF-8", "save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(place, f"not TOML: {error}") from error
    except OSError as error:
        raise ConfigError(place, f"cannot be read: {error.strerror}") from error
    return Table(place, "", values)


def said_in_toml(value: object) -> str:
    """A value as a message shows it: short, on one line, in TOML's words where those differ from Python's."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return value.isoformat()
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def read_limits(table: Table, default: Limits) -> Limits:
    return Limits(
        call_s=table.number("call_s", default.call_s, above=True),
        load_s=table.number("load_s", default.load_s, above=True),
        submission_s=table.number("submission_s", default.submission_s, above=True),
        cpu_s=table.integer("cpu_s", default.cpu_s, least=1),
        memory_mib=table.integer("memory_mib", default.memory_mib, least=1),
        output_kib=table.integer("output_kib", default.output_kib, least=1),
        scratch_mib=table.integer("scratch_mib", default.scratch_mib, least=1),
        suite_mib=table.integer("suite_mib", default.suite_mib, least=16),
    )
