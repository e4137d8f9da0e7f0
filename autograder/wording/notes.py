"""Notes about a notebook in the language of whoever reads them.

What was noticed is kept as a line of English, whatever the course speaks: a result says it to programs, is compared and
outlives a change of language. Each line was made from a sentence of `[noted]` in en.toml, so that sentence finds the
words that were filled in again, and another language's file says the whole anew. What came from Python itself, as the
message of an exception, stays as it is.
"""

from __future__ import annotations

import re
import string
from functools import cache

from autograder.model import ENGLISH, KOREAN, Language
from autograder.wording.particles import with_particles
from autograder.wording.sentences import section

_QUOTED = r"(?:'[^'\n]*'|\"[^\"\n]*\")"
_FIELDS = {
    **dict.fromkeys(("number", "line", "count"), r"-?\d+"),
    **dict.fromkeys(("cell", "name"), _QUOTED),
    "names": rf"{_QUOTED}(?:, {_QUOTED})+",
    "code": r"(?:'.*'|\".*\")",
    **dict.fromkeys(("kind", "word", "how"), r"[\w.-]+"),
    **dict.fromkeys(("assignment", "exercise", "sign"), r"\S+"),
    "size": r"\d+(?:\.\d+)?",
    "place": r".+?",
}
"""What stands in a field of that name; in any other, anything."""
_SAID_AGAIN = frozenset({"rest", "where", "got", "wanted", "fix", "encoding", "detail"})
_ITEM_ENDS = re.compile(rf"(?<=\)), (?={_QUOTED} \()")
_FORMATTER = string.Formatter()
_LONGEST = 1000


def note_in(note: str, language: Language) -> str:
    """A note as people who speak this language read it; as it is, where nothing is known of it."""
    if language == ENGLISH or len(note) > _LONGEST:
        return note
    return _said_again(note, language)


def _said_again(words: str, language: Language) -> str:
    for pattern, sentence in _sentences(language):
        found = pattern.fullmatch(words)
        if found is not None:
            filled = {name: _part(name, part, language) for name, part in found.groupdict().items()}
            said = sentence.format(**filled)
            return with_particles(said) if language == KOREAN else said
    return words


def _part(name: str, part: str, language: Language) -> str:
    if name == "items":
        return ", ".join(_said_again(item, language) for item in _ITEM_ENDS.split(part))
    return _said_again(part, language) if name in _SAID_AGAIN else part


@cache
def _sentences(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    """English sentences as patterns, each with the sentence that says the same; in the file's order."""
    texts = section("noted").values()
    return tuple((_pattern(text[ENGLISH]), text[language]) for text in texts if language in text)


def _pattern(sentence: str) -> re.Pattern[str]:
    parts, seen = [], set()
    for literal, name, _, _ in _FORMATTER.parse(sentence):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{_FIELDS.get(name, '.+')})")
            seen.add(name)
    return re.compile("".join(parts), re.DOTALL)
