"""A failed test, told twice: to the instructor in full, to the student without giving the answer away."""

from __future__ import annotations

from dataclasses import replace

from autograder.model import OutcomeKind, Text
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.values import StudentRaised

NO_HINT = Text("", "")
UNSOLVED = Text("This exercise is not solved yet.", "아직 풀지 않은 문제입니다.")


def text(*, en: str, ko: str) -> Text:
    """A sentence for students in both languages."""
    return Text(en, ko)


class StudentFailure(Exception):  # noqa: N818  a verdict on the student's answer, not an error of ours
    """The student's answer is not right.

    Args:
        message: for the instructor; may name inputs and expected values.
        hint: for the student; what to think about.
        misconception: the id of the recognised one, or empty.
    """

    def __init__(self, message: str, hint: Text = NO_HINT, misconception: str = "") -> None:
        self.message, self.hint, self.misconception = message, hint, misconception
        super().__init__(message)

    def at(self, case: str) -> StudentFailure:
        """The same failure, naming the row of a table in which it happened."""
        return StudentFailure(f"case '{case}': {self.message}", self.hint, self.misconception)


def fail(message: str, hint: Text = NO_HINT, misconception: str = "") -> None:
    """Fail the test: `message` for instructors, `hint` for the student.

    Raises:
        StudentFailure: always.
    """
    raise StudentFailure(message, hint, misconception)


def require(condition: object, message: str, hint: Text = NO_HINT, misconception: str = "") -> None:
    """Fail the test unless `condition` holds; for properties.

    Raises:
        StudentFailure: it does not hold.
    """
    if not condition:
        raise StudentFailure(message, hint, misconception)


def raised_failure(error: StudentRaised) -> StudentFailure:
    """What the student is told when their own code raised."""
    line_en = f" (line {error.line} of its cell)" if error.line else ""
    line_ko = f" (셀의 {error.line}번째 줄)" if error.line else ""
    match error.type_name:
        case "NotImplementedError":
            hint = UNSOLVED
        case "NameError" if not error.line:
            hint = text(
                en="The name that this exercise asks for is not defined. Was it renamed, or its cell deleted?",
                ko="이 문제에서 요구하는 이름이 정의되어 있지 않습니다. 이름을 바꾸었거나 셀을 지우지 않았나요?",
            )
        case _:
            what = f"{error.type_name}: {error.message[:200]}" if error.message else error.type_name
            hint = text(
                en=f"Your code stopped with {what}{line_en}.",
                ko=f"코드가 {what} 오류로 멈췄습니다{line_ko}.",
            )
    return StudentFailure(f"raised {error}", hint)


_ENDED_HINTS = {
    OutcomeKind.TIMEOUT: text(
        en="Your code did not finish in time. Does a loop never end, or could an array operation replace one?",
        ko="제한 시간 안에 끝나지 않았습니다. 끝나지 않는 반복문이 있거나, 배열 연산으로 바꿀 수 있는 반복문이 있나요?",
    ),
    OutcomeKind.MEMORY: text(
        en="Your code asked for more memory than it may use. How large do the arrays get?",
        ko="허용된 것보다 많은 메모리를 쓰려고 했습니다. 배열이 얼마나 커지는지 살펴보세요.",
    ),
    OutcomeKind.OUTPUT_LIMIT: text(
        en="Your code printed far too much. Remove the print calls inside loops.",
        ko="출력이 너무 많습니다. 반복문 안의 print를 지워 보세요.",
    ),
    OutcomeKind.PROTOCOL: text(
        en="The grader could not read what your code answered.",
        ko="코드가 돌려준 것을 채점기가 읽을 수 없었습니다.",
    ),
}
_ENDED_HINT = text(
    en="Your code ended the program that runs it (exit, a crash or a signal).",
    ko="코드가 실행 중인 프로그램을 끝냈습니다(exit 호출, 충돌 또는 시그널).",
)


def ended_failure(ended: WorkerEnded) -> StudentFailure:
    """What the student is told when their code ended the worker."""
    return StudentFailure(f"the worker ended: {ended}", _ENDED_HINTS.get(ended.kind, _ENDED_HINT))


def building_on(hint: Text, earlier: str) -> Text:
    """A hint that names an earlier exercise as the likely cause."""
    return replace(
        hint,
        en=f"This builds on {earlier}, which is not right yet: mend that first. {hint.en}".rstrip(),
        ko=f"이 문제는 {earlier}을(를) 사용하는데 아직 맞지 않습니다. 그것부터 고쳐 보세요. {hint.ko}".rstrip(),
    )
