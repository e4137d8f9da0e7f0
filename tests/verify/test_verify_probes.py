"""Answers that have no misconception are told none, and answers that nobody worked for do not earn everything."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.errors import CourseError, SuiteError
from autograder.grading import Cell, Job
from autograder.model import OutcomeKind, Status, Verdict
from autograder.suite.bodies import bodies_of, with_body
from autograder.verify import Severity, render_text, report_json, verify
from autograder.verify.altering import altered
from autograder.verify.cheaters import cheater_jobs
from autograder.verify.files import read_files
from autograder.verify.jobs import ExerciseRecord, Record
from autograder.verify.jobs import TestRecord as OneTest
from autograder.verify.overlay import WrongSolution
from autograder.verify.probes import probe_jobs, probed
from autograder.verify.report import Rule
from autograder.verify.source import split

CALLING = """def one(x):
    ### BEGIN SOLUTION
    return x + 1.0
    ### END SOLUTION


def two(x):
    ### BEGIN SOLUTION
    return one(one(x))
    ### END SOLUTION


class Adder:
    def add(self, x):
        ### BEGIN SOLUTION
        return one(x)
        ### END SOLUTION
"""
NEGATED = "def _alter(right, args, kwargs):\n    return _leaves(right(*args, **kwargs), lambda value: -value)\n"


def _run(cells: tuple[Cell, ...]) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for cell in cells:
        exec(compile(cell.source, "cell", "exec"), names)
    return names


def test_only_what_is_asked_for_is_altered_not_what_an_exercise_calls_of_another() -> None:
    names = _run(altered(split(CALLING), NEGATED))
    assert names["one"](1.0) == -2.0
    assert names["two"](1.0) == -3.0
    assert names["Adder"]().add(1.0) == -2.0


def test_every_probe_is_made_for_every_exercise_and_answers_something_else_or_raises(small: Any) -> None:
    files = read_files(small.assignment)
    for job in probe_jobs(files):
        above = _run(job.cells)["above"]
        try:
            answer = above([1.0, 2.0], 1.5)
        except Exception:
            continue
        whole = "integers" in job.key  # a count is whole already
        assert (type(answer) is not int or answer != 1) or whole, job.key


def _record(*tests: OneTest) -> Record:
    exercise = ExerciseRecord(0.0, 1.0, Verdict.FAILED, tests)
    return Record(Status.GRADED, OutcomeKind.EXITED, "", {"above": exercise})


def _failed(message: str, misconception: str = "not-strict") -> OneTest:
    return OneTest("test_at_the_limit", Verdict.FAILED, 1.0, misconception, True, message)


def test_a_hint_is_true_only_where_the_same_is_said_of_a_wrong_solution_that_has_the_mistake() -> None:
    wrong = {"w": WrongSolution("w", "above", "not-strict", ""), "v": WrongSolution("v", "above", "another", "")}
    records = {
        "w": _record(_failed("got 2, expected 1")),
        "v": _record(_failed("got 3, expected 1")),  # is told a mistake that is not its own: proves nothing
        "probe same": _record(_failed("got 2, expected 1")),
        "probe other": _record(_failed("ValueError: of something else")),
        "probe v": _record(_failed("got 3, expected 1")),
        "probe silent": _record(_failed("got [1], expected 1", "")),
    }
    jobs = [Job(key, ()) for key in records if key.startswith("probe")]
    found = probed(jobs, wrong, ["above"], records)
    assert found.probes == 4
    assert [(item.probe, item.misconception) for item in found.false_hints] == [
        ("probe other", "not-strict"),
        ("probe v", "not-strict"),
    ]


def test_what_probes_are_told_is_printed_with_its_numbers(small: Any) -> None:
    def at_the_limit(names: dict[str, Any]) -> None:  # a suite that puts every wrong answer down to one mistake
        assert repr(names["above"]([0.5, 1.0, 1.0, 2.5], 1.0)) == "1", "not-strict"

    small.grader.tests["above"] = [("test_at_the_limit", at_the_limit)]
    report = verify(small.assignment, small.grader, root=small.root, mutants_per_exercise=0, keep=False)
    told = report.told
    assert told.probes > 20
    assert (told.wrong, told.recognised) == (2, 1)
    assert told.false_hints == len([item for item in report.findings if item.rule is Rule.HINTS])
    assert f"{told.false_hints} of {told.probes} probes are told a mistake" in render_text(report)
    assert report_json(report)["hints"]["probes"] == told.probes


def test_cheaters_that_change_nothing_are_none_and_one_that_earns_everything_is_told(small: Any) -> None:
    report = verify(small.assignment, small.grader, root=small.root, mutants_per_exercise=0, keep=False)
    free = [item for item in report.findings if item.rule is Rule.CHEATERS]
    # the mean is asked for once and by its exact value: a replay changes nothing there, noise is seen
    assert report.told.cheaters > 0
    assert report.told.cheated == len(free)
    assert not any("noise" in item.place for item in free)

    def believes(names: dict[str, Any]) -> None:
        assert names["mean_of"]([1.0, 2.0, 6.0]) > 0

    small.grader.tests["mean_of"] = [("test_mean", believes)]
    report = verify(small.assignment, small.grader, root=small.root, mutants_per_exercise=0, keep=False)
    noise = [item for item in report.findings if item.place == "cheater noise"]
    assert [(item.severity, item.message) for item in noise] == [
        (
            Severity.ERROR,
            "earns everything of mean_of: a test is missing; if every such answer is right, say why in equivalent.toml",
        )
    ]


def test_a_cheater_whose_answers_are_right_is_listed_with_the_reason_which_is_printed(small: Any) -> None:
    def believes(names: dict[str, Any]) -> None:
        assert names["mean_of"]([1.0, 2.0, 6.0]) > 0

    small.grader.tests["mean_of"] = [("test_mean", believes)]
    entry = '[[cheater]]\nexercise = "mean_of"\ncheater = "{}"\nwhy = "any positive number is right"\n'
    small.write("equivalent.toml", entry.format("noise"))
    report = verify(small.assignment, small.grader, root=small.root, mutants_per_exercise=0, seeds=2, keep=False)
    assert not [item for item in report.findings if item.place == "cheater noise"]
    assert "noise earns everything of mean_of: any positive number is right" in render_text(report)
    small.write("equivalent.toml", entry.format("too-big"))
    report = verify(small.assignment, small.grader, root=small.root, mutants_per_exercise=0, keep=False)
    assert [item.message for item in report.errors if item.place == "equivalent.toml: too-big of mean_of"] == [
        "is none that earns everything; remove it"
    ]


def test_who_silences_a_warning_is_a_cheater_where_a_test_asks_for_none(small: Any) -> None:
    def keys() -> set[str]:
        return {job.key for job in cheater_jobs(read_files(small.assignment)) if "silenced" in job.key}

    assert keys() == set()
    small.write("test_hidden.py", (small.solutions / "test_hidden.py").read_text() + "    check_no_warning(student)\n")
    assert keys() == {"cheater silenced-warning", "cheater silenced-warning, giving itself away"}


def test_what_cheats_in_another_exercise_that_the_tests_use_is_no_cheater(small: Any) -> None:
    def uses_another(names: dict[str, Any]) -> None:
        for numbers in ([1.0], [1.0, 2.0]):  # a replay gives itself away here, and changes nothing of mean_of
            names["above"](numbers, 0.0)
        assert abs(names["mean_of"]([1.0, 2.0, 6.0]) - 3.0) < 1e-9

    small.grader.tests["mean_of"] = [("test_mean", uses_another)]
    report = verify(small.assignment, small.grader, root=small.root, mutants_per_exercise=0, keep=False)
    assert not [item for item in report.findings if item.rule is Rule.CHEATERS and item.exercise == "mean_of"]


def test_a_base_in_another_style_must_be_right_itself(small: Any) -> None:
    small.write("wrong/bases/above.py", "def above(a, limit):\n    return len([x for x in a if x >= limit])\n")
    small.write("wrong/above.toml", 'm = { base = "wrong/bases/above.py", edits = [["len", "sum"]] }\n')
    report = verify(small.assignment, small.grader, root=small.root, mutants_per_exercise=0, keep=False)
    found = [item for item in report.findings if item.place == "wrong/bases/above.py: above"]
    assert len(found) == 1
    assert found[0].rule is Rule.RIGHT


def test_verify_says_how_many_mistakes_are_edits_and_how_long_they_are(small: Any) -> None:
    small.write("wrong/above.toml", 'm = { edits = [["x > limit", "x < limit"]] }\n')
    report = verify(small.assignment, small.grader, root=small.root, mutants_per_exercise=0, keep=False)
    assert (report.written.mistakes, report.written.edits) == (3, 1)
    lines = [line for path in (small.solutions / "wrong").iterdir() for line in path.read_text().splitlines()]
    assert report.written.lines == len(lines)
    assert f"3 mistakes, 1 of them edits, in {len(lines)} lines" in render_text(report)


BODY = '''class Pair:
    def first(self, x):
        """Doc."""
        y = x
        return y

    def second(self): return 1
'''


def test_a_body_replaces_what_a_function_does_and_leaves_its_signature_and_docstring() -> None:
    changed = with_body(BODY, "Pair.first", "if x:\n    return 0\nreturn 1", "here")
    assert changed.startswith(
        'class Pair:\n    def first(self, x):\n        """Doc."""\n        if x:\n            return 0\n'
    )
    assert "y = x" not in changed
    assert bodies_of("return 1", "f", "here") == {"f": "return 1"}
    assert bodies_of({"first": "return 1"}, "Pair", "here") == {"Pair.first": "return 1"}


@pytest.mark.parametrize(
    ("within", "body", "message"),
    [
        ("Pair.third", "return 1", "here: there is no Pair.third"),
        ("Pair.second", "return 2", "here: Pair.second stands on one line"),
        ("Pair.first", "return (", "here: the body of Pair.first is not Python"),
    ],
)
def test_a_body_that_does_not_fit_is_an_error_that_says_why(within: str, body: str, message: str) -> None:
    with pytest.raises(SuiteError) as caught:
        with_body(BODY, within, body, "here")
    assert str(caught.value).startswith(message)


def test_a_body_that_is_no_text_is_refused() -> None:
    with pytest.raises(CourseError) as caught:
        bodies_of([1], "f", "wrong/f.toml: m")
    assert str(caught.value).startswith("wrong/f.toml: m: body: [1], expected Python, or for a class a table by method")
