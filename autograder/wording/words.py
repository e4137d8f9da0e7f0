"""Words that every output shares: verdicts and outcomes in the languages of the course, and text made fit to print.

What a student typed can reach a message, a hint or a note. `plain_text` takes out what could steer a terminal, reorder
a line or break a file; escaping for HTML, CSV and the like is the business of whoever writes those.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from autograder.model import FeedbackPolicy, Language, OutcomeKind, Result, Status, TestResult, Text, Verdict
from autograder.wording.notes import note_in
from autograder.wording.sentences import said

# CSI and OSC sequences go as a whole; the lone escape character of any other goes with the controls.
_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x9b[0-?]*[ -/]*[@-~]")
# Controls, format characters (bidirectional overrides, zero-width ones), surrogates, private use, unassigned.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_CUT = "..."

VERDICTS: Mapping[Verdict, Text] = MappingProxyType({verdict: said(f"verdicts.{verdict.value}") for verdict in Verdict})
OUTCOMES: Mapping[OutcomeKind, Text] = MappingProxyType(
    {kind: said(f"outcomes.{kind.value}") for kind in OutcomeKind}
)
OWN_FAULT = said("verdicts.own_fault")
UNANSWERED = said("verdicts.unanswered")


def plain_text(text: str, *, limit_chars: int = 4000) -> str:
    """`text` without terminal escapes, control and invisible characters, cut at `limit_chars`; lines end in a newline.

    Joiners inside scripts that need them are lost too: that is the price of lines that read as they are.
    """
    cut = text[: limit_chars + 1]  # before any work: a message may be as long as a student makes it
    if len(text) <= limit_chars and cut.replace("\n", "").isprintable():
        return cut
    cut = _LINE_ENDS.sub("\n", _ESCAPES.sub("", cut)).replace("\t", "    ")
    cut = "".join(char for char in cut if char == "\n" or unicodedata.category(char) not in _UNPRINTABLE)
    return cut if len(text) <= limit_chars else cut[: limit_chars - len(_CUT)] + _CUT


def one_line(text: str, *, limit_chars: int = 400) -> str:
    """As `plain_text`, with every run of white space made one space."""
    return " ".join(plain_text(text, limit_chars=limit_chars).split())


def columns_of(text: str) -> int:
    """Columns that a text takes where all letters are of one width; Hangul and the like take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def points_text(points: float) -> str:
    """Points as people write them: `2`, `2.5`, `0.67`."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def about_test(test: TestResult, language: Language) -> str:
    """What a student reads as the test's name; the test's own name where it has no other."""
    return one_line(test.about.in_language(language)) or one_line(test.name)


def notes_for_student(result: Result, language: Language) -> tuple[str, ...]:
    """What a student may read of a result's notes. After a fault of the grader they can tell of the hidden suite."""
    if result.status is Status.INTERNAL_ERROR:
        return ()
    return tuple(one_line(note_in(one_line(note), language)) for note in result.notes)


def advice(test: TestResult, policy: FeedbackPolicy, language: Language) -> str:
    """What a student may read about a test that did not pass, or only given another exercise; empty if nothing.

    The instructor's message names inputs and expected values, so only the course's policy lets it through.
    """
    if test.verdict is Verdict.PASSED:
        return plain_text(test.hint.in_language(language)) if test.carried and policy.hints else ""
    if test.verdict is Verdict.INTERNAL_ERROR:
        return OWN_FAULT.in_language(language)
    parts = [test.hint.in_language(language)] if policy.hints else []
    if policy.messages:
        parts.append(test.message)
    return "\n".join(text for text in map(plain_text, parts) if text)
