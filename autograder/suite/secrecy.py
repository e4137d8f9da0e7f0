"""What is told of a test or a case that a suite marks `secret`: nothing that the student's own process chose.

A fixed input is the same for everybody. Whoever sees it in the text of an exception of their own, in the name of a type
or in a shape can hand it to the next one. So of such a case only this is told: which kind of error of Python's or
NumPy's own it was, the line of the notebook, and sentences of ours in which nothing of the answer is filled in.
"""

from __future__ import annotations

import builtins
from functools import cache

from autograder.model import NO_TEXT, Evidence, Text
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.values import StudentRaised
from autograder.suite.errors import explain, what_stopped
from autograder.suite.failures import StudentFailure
from autograder.suite.hints import Hint, Told
from autograder.wording import said, unfilled

_KINDS = frozenset(
    name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
)
_OF_NUMPY = frozenset({"AxisError", "LinAlgError", "UFuncTypeError"})
_ANY = "Exception"


class SecretCase(Exception):  # noqa: N818  a verdict on the student's answer, which is its cause
    """Whatever a row of a table that is kept secret came to.

    Args:
        name: of the row.
        error: what it raised.
    """

    def __init__(self, name: str, error: Exception) -> None:
        self.name, self.error = name, error
        super().__init__(f"case '{name}'")


def told_in_secret(failure: StudentFailure, error: BaseException, case: str = "") -> StudentFailure:
    """The same failure without anything that the student's process chose.

    Args:
        failure: what an open test would say.
        error: what was raised.
        case: the name of the row of a table; empty for a whole test.
    """
    where = f"case '{case}', kept secret" if case else "kept secret"
    match error:
        case StudentRaised(type_name="NotImplementedError"):
            return StudentFailure(f"{where}: raised NotImplementedError", failure.hint)
        case StudentRaised():
            bare = _bare(error)
            hint = _hint(failure) if failure.misconception else explain(error)
            line, first = Evidence(line=failure.evidence.line), what_stopped(bare)
            return StudentFailure(f"{where}: raised {bare}", hint, failure.misconception, line, first=first)
        case WorkerEnded():  # how, is the kernel's word or ours
            return StudentFailure(f"{where}: the worker ended: {error.kind}", failure.hint)
    what = "form" if failure.of_form else "value"
    return StudentFailure(f"{where}: another {what} than the expected one", _hint(failure), failure.misconception)


def _hint(failure: StudentFailure) -> Told:
    """What is told, if it stands in a file as it is; else a sentence that says as much of every answer."""
    hint = failure.hint
    if isinstance(hint, Hint) and not hint.values:
        return hint
    if isinstance(hint, Text) and hint in _fixed():
        return hint
    return said("secret.form" if failure.of_form else "secret.value")


@cache
def _fixed() -> frozenset[Text]:
    return frozenset({*unfilled()} - {NO_TEXT})


def _bare(error: StudentRaised) -> StudentRaised:
    """The kind and the place of an error: the nearest class that Python or NumPy has, and a line that is there."""
    kind = next((name for name in (error.type_name, *error.bases) if name in _KINDS or name in _OF_NUMPY), _ANY)
    known = bool(error.source.strip())  # then it was we who found the line in a cell that was sent
    bare = StudentRaised(kind, (kind,), "", error.cell if known else "", error.line if known else 0)
    bare.source, bare.exercises = (error.source, error.exercises) if known else ("", ())
    return bare
