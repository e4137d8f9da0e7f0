"""Sentences for students, and the languages they exist in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that student-facing text exists in."""

    EN = "en"
    KO = "ko"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for students, in every language of the platform."""

    en: str
    ko: str

    def in_language(self, language: Language) -> str:
        """The sentence in one language."""
        return self.ko if language is Language.KO else self.en


NO_TEXT = Text("", "")
