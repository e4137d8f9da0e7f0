"""Whose inputs the generators of the hidden tests draw."""

from __future__ import annotations

import hmac
import json
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

COMMON_KEY = ""
"""The key under which everybody has the same inputs, those of the assignment's seed alone."""


class Scheme(StrEnum):
    """Whether each student has inputs of their own, or all have the same, as in earlier versions."""

    OWN = "own"
    COMMON = "common"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an assignment's hidden inputs are drawn from.

    A student's key is a keyed hash (HMAC-SHA256) under the secret seed, so that whoever knows inputs of one student,
    and even that student's key, knows nothing of another's.

    Attributes:
        seed: secret: it must not get into a log with the rest.
        place: the course's id, its term, and the assignment: another term has other inputs.
        scheme: who has which.
    """

    seed: int = field(default=0, repr=False)
    place: tuple[str, str, str] = ("", "", "")
    scheme: Scheme = Scheme.OWN

    def key_of(self, student: str) -> str:
        """The key of a student's inputs, as hex digits; `COMMON_KEY` where everybody has the same.

        Args:
            student: the id on the roster; empty for work that is nobody's, whose inputs are no student's.
        """
        if self.scheme is Scheme.COMMON:
            return COMMON_KEY
        return self._key("student", unicodedata.normalize("NFC", student))

    def another_key(self, number: int) -> str:
        """The key of inputs that no student has, of which there are as many as there are numbers: for trials."""
        return self._key("trial", str(number))

    def _key(self, *parts: str) -> str:
        message = json.dumps([*self.place, *parts], ensure_ascii=True)
        return hmac.digest(str(self.seed).encode(), message.encode(), "sha256").hex()
