"""Under many seeds: what holds under one of them only is found, and said once; what cannot differ is not repeated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from autograder.grading import Cell, Job
from autograder.model import OutcomeKind, Result, Status, Verdict
from autograder.verify import Rule, jobs, render_text, verify
from autograder.verify.drawn import Drawn


class Noting:
    """A grader that remembers on which inputs each candidate was graded, and what of it."""

    def __init__(self, grader: Any) -> None:
        self._grader = grader
        self.jobs: dict[str, Job] = {}

    def __call__(self, candidates: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
        asked = list(candidates)
        self.jobs.update({job.key: job for job in asked})
        return iter(self._grader(asked))


@pytest.fixture
def drawing(small: Any) -> Any:
    """The small course, with two tests that draw their inputs; the third is fixed and needs one of them."""
    path = small.solutions / "test_hidden.py"
    text = path.read_text(encoding="utf-8")
    for name in ("test_mean", "test_count"):
        text = text.replace(f"{name}(student)", f"{name}(student, rng)")
    path.write_text(text, encoding="utf-8")
    return small


def test_right_solutions_mistakes_cheaters_and_answers_without_work_are_graded_under_every_seed(drawing: Any) -> None:
    grader = Noting(drawing.grader)
    report = verify(drawing.assignment, grader, root=drawing.root, seeds=4)
    assert report.findings == ()
    again = {key.partition(" (seed")[0]: job for key, job in grader.jobs.items() if "(seed" in key}
    assert {"reference", "correct/loops.py", "stub", "wrong/mean_sum.py"} <= again.keys()
    assert {"answer", "cheater"} <= {key.split()[0] for key in again}
    assert not any(key.startswith(("mutant", "probe")) for key in again)
    assert "graded under 4 seeds" in render_text(report)
    # All of them on the same inputs, each of which is another's; plain code on several in one worker.
    of_seed = {seed: drawing.assignment.inputs.another_key(seed) for seed in (1, 2, 3)}
    reference = grader.jobs["reference (seeds 1 to 3)"]
    assert (reference.inputs, *reference.also) == tuple(of_seed.values())
    assert {grader.jobs[f"cheater noise (seed {seed})"].inputs for seed in of_seed} == {*of_seed.values()}
    assert grader.jobs["reference"].inputs not in of_seed.values()
    # What is kept is kept by its inputs, too.
    assert verify(drawing.assignment, drawing.grader, root=drawing.root, seeds=4).graded == 0


def test_a_fixed_test_is_not_run_again_nor_a_mistake_that_it_takes_points_for(drawing: Any) -> None:
    grader = Noting(drawing.grader)
    verify(drawing.assignment, grader, root=drawing.root, seeds=2)
    assert grader.jobs["reference (seed 1)"].tests == {"test_mean", "test_count"}
    assert grader.jobs["wrong/mean_sum.py (seed 1)"].tests == {"test_mean"}
    assert "wrong/above_equal.py (seed 1)" not in grader.jobs  # `test_at_the_limit` says so, and why


def test_a_suite_that_draws_nothing_is_graded_once(small: Any) -> None:
    grader = Noting(small.grader)
    assert verify(small.assignment, grader, root=small.root, seeds=50).ok
    assert not any("(seed" in key for key in grader.jobs)


def test_what_happens_under_one_seed_only_is_said_with_that_seed(drawing: Any) -> None:
    path = drawing.solutions / "correct/loops.py"  # it keeps something: each seed has a worker of its own
    text = path.read_text(encoding="utf-8").replace("total = 0.0", "total = 0.0\n    seen.append(a)")
    path.write_text("seen = []\n\n\n" + text, encoding="utf-8")
    drawing.grader.broken_on = "correct/loops.py (seed 3)"
    report = verify(drawing.assignment, drawing.grader, root=drawing.root, seeds=4)
    assert not report.ok
    found = [one for one in report.findings if one.rule is Rule.RIGHT]
    assert {one.place for one in found} == {"correct/loops.py"}
    assert all(one.message.endswith("(under 1 of 3 other seeds, such as 3)") for one in found)


def test_seeds_that_broke_together_are_graded_one_by_one(drawing: Any) -> None:
    drawing.grader.broken_on = "correct/loops.py (seeds 1 to 3)"
    assert verify(drawing.assignment, drawing.grader, root=drawing.root, seeds=4).findings == ()
    graded = [key for key in drawing.grader.graded if key.startswith("correct/loops.py (seed")]
    assert sorted(graded) == [f"correct/loops.py ({which})" for which in ("seed 1", "seed 2", "seed 3", "seeds 1 to 3")]


def test_what_is_wrong_under_every_seed_is_said_once(drawing: Any) -> None:
    text = (drawing.solutions / "correct/loops.py").read_text()
    drawing.write("correct/loops.py", text.replace("x > limit", "x >= limit"))
    one, many = (
        verify(drawing.assignment, drawing.grader, root=drawing.root, seeds=seeds).findings for seeds in (1, 3)
    )
    assert many == one
    assert len([item for item in one if item.rule is Rule.RIGHT]) == 1


# ------------------------------------------------------------------------------------------------ which tests again

SUITE = """
@exercise("f")
def test_values(student, rng): ...
@exercise("f")
def test_printed(student): ...
@exercise("f", needs=test_values)
def test_edges(student): ...
@exercise("f", needs=(test_printed, test_edges))
def test_laws(student, rng): ...
"""
PLAIN, KEEPS = "def f(x):\n    return x\n", "seen = []\ndef f(x):\n    seen.append(x)\n    return x\n"


def found(**verdicts: str) -> jobs.Record:
    tests = tuple(jobs.TestRecord(f"test_{name}", Verdict(verdict), 1.0) for name, verdict in verdicts.items())
    full = all(test.verdict is Verdict.PASSED for test in tests)
    score = sum(test.verdict is Verdict.PASSED for test in tests)
    exercise = jobs.ExerciseRecord(float(score), 4.0, Verdict.PASSED if full else Verdict.FAILED, tests)
    return jobs.Record(Status.GRADED, OutcomeKind.EXITED, "", {"f": exercise})


def again(source: str, misconception: str | None = None, suite: str = SUITE, **verdicts: str) -> set[str] | None:
    job = Job("candidate", (Cell("f", source, ("f",)),))
    part = Drawn({"test_hidden.py": suite}).part(job, found(**verdicts), misconception)
    return None if part is None else {name.removeprefix("test_") for name in part.job.tests or ()}


ALL_PASSED = dict.fromkeys(("values", "printed", "edges", "laws"), "passed")


@pytest.mark.parametrize(
    ("source", "verdicts", "tests"),
    [
        (PLAIN, {}, {"values", "laws"}),
        (PLAIN, {"printed": "failed", "laws": "not_checked"}, {"values"}),
        (PLAIN, {"values": "failed", "edges": "not_checked", "laws": "not_checked"}, {"values", "edges", "laws"}),
        (PLAIN, {"edges": "failed", "laws": "not_checked"}, {"values"}),
        (PLAIN, {"printed": "failed"}, {"values", "laws"}),  # for its form, which kept nothing from being run
        (KEEPS, {}, {"values", "printed", "edges", "laws"}),
        (KEEPS, {"printed": "failed", "laws": "not_checked"}, {"values", "printed", "edges", "laws"}),
        ("import numpy as np\n" + PLAIN.replace("x\n", "np.random.default_rng().normal()\n"), {}, {*ALL_PASSED}),
    ],
)  # fmt: skip
def test_what_may_be_found_otherwise_is_run_again(source: str, verdicts: dict[str, str], tests: set[str]) -> None:
    assert again(source, **{**ALL_PASSED, **verdicts}) == tests


def test_tests_that_share_what_was_asked_once_are_run_together() -> None:
    suite = SUITE.replace("student): ...", "student): student.once('key', student.f)")
    assert again(PLAIN, suite=suite, **ALL_PASSED) == {*ALL_PASSED}


def test_a_fixture_of_the_suites_own_that_draws_makes_every_test_one_that_draws() -> None:
    suite = "@pytest.fixture\ndef points(rng): ...\n" + SUITE.replace("student, rng", "student, points")
    assert again(PLAIN, suite=suite, **ALL_PASSED) == {*ALL_PASSED}


def test_a_mistake_is_graded_again_where_only_a_test_that_draws_is_sure_of_it() -> None:
    lost_by_luck = ALL_PASSED | {"laws": "failed"}
    assert again(PLAIN, "", **lost_by_luck) == {"values", "laws"}
    assert again(PLAIN, "", **lost_by_luck | {"edges": "failed"}) is None


def test_a_result_is_put_together_from_what_stands_and_what_was_run_again() -> None:
    drawn = Drawn({"test_hidden.py": SUITE})
    before = found(**ALL_PASSED)
    assert drawn.whole(before, None) is before
    assert drawn.whole(before, found(values="passed", laws="passed")).exercises["f"] == before.exercises["f"]
    [lost] = drawn.whole(before, found(values="failed", laws="passed")).exercises.values()
    assert {test.name: test.verdict.value for test in lost.tests} == {
        "test_values": "failed", "test_printed": "passed", "test_edges": "not_checked", "test_laws": "not_checked",
    }  # fmt: skip
    assert (lost.score, lost.verdict, lost.full) == (1.0, Verdict.FAILED, False)
    broken = replace(found(values="failed"), status=Status.INTERNAL_ERROR)
    assert drawn.whole(before, broken).status is Status.INTERNAL_ERROR


def test_a_failure_that_kept_nothing_from_being_run_does_not_under_other_inputs_either() -> None:
    before = found(**ALL_PASSED | {"values": "failed"})  # for its form
    [again] = Drawn({"test_hidden.py": SUITE}).whole(before, found(values="failed", laws="passed")).exercises.values()
    assert [test.name for test in again.failed] == ["test_values"]
    assert again.score == 3.0
