"""Sentences for students, and the languages they exist in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NewType, final

Language = NewType("Language", str)
"""The tag of a language as BCP 47 writes it: `en`, `ko`, `pt-BR`."""

ENGLISH = Language("en")
KOREAN = Language("ko")

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_language_tag(name: str) -> bool:
    """Whether `name` has the form of a language's tag."""
    return _TAG.fullmatch(name) is not None


@final
class Text(Mapping[str, str]):
    """A sentence for students by language tag, in the order in which it was written; frozen.

    A language in which nothing is said is not there, so that a text without any sentence is empty, and false.

    Args:
        said: sentences by tag.
        by_tag: the same, for tags that are names: `Text(en="Which axis?", ko="어느 축일까요?")`.
    """

    __slots__ = ("_said",)
    _said: dict[str, str]

    def __init__(self, said: Mapping[str, str] | None = None, /, **by_tag: str) -> None:
        kept = {tag: sentence for tag, sentence in {**(said or {}), **by_tag}.items() if sentence.strip()}
        object.__setattr__(self, "_said", kept)

    def in_language(self, language: str) -> str:
        """The sentence in one language; else in the first in which there is one; empty if there is none."""
        found = self._said.get(language)
        return found if found is not None else next(iter(self._said.values()), "")

    def map(self, change: Callable[[str], str]) -> Text:
        """The text with every sentence changed."""
        return Text({tag: change(sentence) for tag, sentence in self._said.items()})

    def then(self, other: Text) -> Text:
        """This sentence and another after it, in every language that one of them has."""
        tags = dict.fromkeys([*self, *other])
        return Text({tag: f"{self.in_language(tag)} {other.in_language(tag)}".strip() for tag in tags})

    def __getitem__(self, language: str) -> str:
        return self._said[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self._said == dict(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._said.items()))

    def __repr__(self) -> str:
        return f"Text({self._said!r})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Text is frozen: {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"Text is frozen: {name!r} cannot be deleted")

    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        return Text, (dict(self._said),)


NO_TEXT = Text()
