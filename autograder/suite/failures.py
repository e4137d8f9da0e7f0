"""A failed test, told twice: to the instructor in full, to the student without giving the answer away."""

from __future__ import annotations

from autograder.model import NO_TEXT, NOTHING_SEEN, Evidence, OutcomeKind, Text
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.values import StudentRaised
from autograder.suite.errors import in_words
from autograder.suite.forms import Form
from autograder.suite.hints import Hint, Told
from autograder.suite.proving import Proof
from autograder.wording import said

NO_HINT = NO_TEXT
UNSOLVED = said("failures.unsolved")


class StudentFailure(Exception):  # noqa: N818  a verdict on the student's answer, not an error of ours
    """The student's answer is not right.

    Args:
        message: for the instructor; may name inputs and expected values.
        hint: for the student, what to think about: a text, or the key of one in hints.LANG.toml.
        misconception: the id of the recognised one, or empty.
        evidence: what a page can show of it.
        first: what the student is told before the hint, whatever that is: the error that their code raised.
        of_form: whether the answer is of another form than the expected one.
        form: the other form in which it may be right.
        proof: how the recognised misconception may still be refuted.
    """

    def __init__(
        self,
        message: str,
        hint: Told = NO_HINT,
        misconception: str = "",
        evidence: Evidence = NOTHING_SEEN,
        *,
        first: Text = NO_HINT,
        of_form: bool = False,
        form: Form | None = None,
        proof: Proof | None = None,
    ) -> None:
        self.message, self.misconception, self.evidence, self.first = message, misconception, evidence, first
        self.of_form, self.form, self.proof = of_form, form, proof
        self.hint: Text | Hint = Hint(hint) if isinstance(hint, str) else hint
        super().__init__(message)

    def at(self, case: str) -> StudentFailure:
        """The same failure, naming the row of a table in which it happened."""
        message = f"case '{case}': {self.message}"
        return StudentFailure(
            message, self.hint, self.misconception, self.evidence,
            first=self.first, of_form=self.of_form, form=self.form, proof=self.proof,
        )  # fmt: skip


def fail(message: str, hint: Told = NO_HINT, misconception: str = "") -> None:
    """Fail the test: `message` for instructors, `hint` for the student; without one, the misconception's own.

    Raises:
        StudentFailure: always.
    """
    raise StudentFailure(message, hint or misconception or NO_HINT, misconception)


def require(condition: object, message: str, hint: Told = NO_HINT, misconception: str = "") -> None:
    """Fail the test unless `condition` holds; for properties.

    Raises:
        StudentFailure: it does not hold.
    """
    if not condition:
        fail(message, hint, misconception)


def raised_failure(error: StudentRaised) -> StudentFailure:
    """What the student is told when their own code raised."""
    match error.type_name:
        case "NotImplementedError":
            hint = UNSOLVED
        case "NameError" if not error.line:
            outer, _, like = error.meant.rpartition(".")
            if outer:
                hint = said("failures.name_inside", name=like, outer=outer)
            else:
                hint = said("failures.name_like", name=like) if like else said("failures.name_missing")
        case _:
            hint = in_words(error)
    return StudentFailure(f"raised {error}", hint)


_ENDED_HINTS = {
    OutcomeKind.TIMEOUT: said("failures.timeout"),
    OutcomeKind.MEMORY: said("failures.memory"),
    OutcomeKind.OUTPUT_LIMIT: said("failures.output_limit"),
    OutcomeKind.PROTOCOL: said("failures.protocol"),
}
_ENDED_HINT = said("failures.ended")


def ended_failure(ended: WorkerEnded) -> StudentFailure:
    """What the student is told when their code ended the worker."""
    return StudentFailure(f"the worker ended: {ended}", _ENDED_HINTS.get(ended.kind, _ENDED_HINT))


def building_on(hint: Text, earlier: str) -> Text:
    """A hint that names an earlier exercise as the likely cause."""
    return said("failures.builds_on", earlier=earlier).then(hint)
