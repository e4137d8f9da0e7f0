"""The pages' own words. A template says `w.score`; a word that is not there is an error, and no page is made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from autograder.model import Language
from autograder.wording import section


@cache
def words(language: Language) -> Mapping[str, str]:
    """All words in one language; in English, where the platform does not speak it."""
    return MappingProxyType({name: text.in_language(language) for name, text in section("pages").items()})
