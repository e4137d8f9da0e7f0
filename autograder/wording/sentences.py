"""What the platform itself says to students: a TOML file beside this module for each language, named by its tag.

English is the language that is always there: it says which sentences there are, and stands in for a language that has
no file. Every other file has the same keys with the same `{names}` to be filled in.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from autograder.errors import ConfigError
from autograder.model import ENGLISH, KOREAN, Language, Text
from autograder.wording.particles import with_particles

_FOLDER = Path(__file__).parent
_FORMATTER = string.Formatter()


@cache
def sentences(folder: Path = _FOLDER) -> Mapping[str, Text]:
    """All sentences by key, as `verdicts.passed`, English first.

    Raises:
        ConfigError: a file is not TOML, or has not just the keys and the names to fill in that English has.
    """
    english = _read(folder / f"{ENGLISH}.toml")
    by_language: dict[str, dict[str, str]] = {ENGLISH: english}
    for path in sorted(folder.glob("*.toml")):
        if path.stem != ENGLISH:
            by_language[path.stem] = _read(path)
            _agree(path, by_language[path.stem], english)
    return {key: Text({tag: texts[key] for tag, texts in by_language.items()}) for key in english}


def said(key: str, /, **values: object) -> Text:
    """A sentence of the platform's, filled in; a value that is a Text is said in the sentence's own language.

    Raises:
        KeyError: there is no such sentence, or it has a name that is not given.
    """
    if not values:
        return _as_it_stands(key)
    found = sentences()[key]
    filled = {tag: sentence.format(**_in(tag, values)) for tag, sentence in found.items()}
    return Text({tag: with_particles(sentence) if tag == KOREAN else sentence for tag, sentence in filled.items()})


@cache
def _as_it_stands(key: str) -> Text:
    return sentences()[key].map(lambda sentence: sentence.format())


def unfilled() -> tuple[Text, ...]:
    """The sentences in which nothing is filled in."""
    fixed = [text for text in sentences().values() if not any(any(_names(words)) for words in text.values())]
    return tuple(text.map(lambda words: words.format()) for text in fixed)


def section(name: str) -> Mapping[str, Text]:
    """The sentences whose keys begin with `name.`, by the rest of their key."""
    return {key.removeprefix(f"{name}."): text for key, text in sentences().items() if key.startswith(f"{name}.")}


def spoken() -> tuple[Language, ...]:
    """The languages that the platform itself speaks."""
    return tuple(map(Language, sentences()["verdicts.passed"]))


def not_spoken(languages: Iterable[Language]) -> tuple[Language, ...]:
    """Those of these languages in which the platform's own words come in English."""
    return tuple(language for language in languages if language not in spoken())


def _in(tag: str, values: Mapping[str, object]) -> dict[str, object]:
    return {name: value.in_language(tag) if isinstance(value, Text) else value for name, value in values.items()}


def _read(path: Path) -> dict[str, str]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read: {error}") from error
    return {f"{table}.{key}": str(sentence) for table, inner in tables.items() for key, sentence in inner.items()}


def _agree(path: Path, texts: Mapping[str, str], english: Mapping[str, str]) -> None:
    for key in english.keys() ^ texts.keys():
        got, fix = ("is missing", "add it") if key in english else ("is not in English", "remove it")
        raise ConfigError(f"{path}: {key}", got, f"the keys of {ENGLISH}.toml", fix)
    for key, sentence in texts.items():
        if {*_names(sentence)} != {*_names(english[key])}:
            wanted = " ".join(f"{{{name}}}" for name in sorted({*_names(english[key])}))
            raise ConfigError(f"{path}: {key}", sentence, f"{wanted or 'no names'} to fill in, as in {ENGLISH}.toml")


def _names(sentence: str) -> Iterator[str]:
    return (name for _, name, _, _ in _FORMATTER.parse(sentence) if name is not None)
