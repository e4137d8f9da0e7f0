"""Under many seeds: what holds under one of them only is found, and said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from autograder.grading import Job
from autograder.model import Result
from autograder.verify import Rule, render_text, verify


class Noting:
    """A grader that remembers on which inputs each candidate was graded."""

    def __init__(self, grader: Any) -> None:
        self._grader = grader
        self.inputs: dict[str, str] = {}

    def __call__(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
        asked = list(jobs)
        self.inputs.update({job.key: job.inputs for job in asked})
        return iter(self._grader(asked))


def test_right_solutions_mistakes_cheaters_and_answers_without_work_are_graded_under_every_seed(small: Any) -> None:
    grader = Noting(small.grader)
    report = verify(small.assignment, grader, root=small.root, seeds=3)
    assert report.findings == ()
    again = {key.removesuffix(" (seed 1)") for key in grader.inputs if key.endswith(" (seed 1)")}
    assert {"reference", "correct/loops.py", "stub", "wrong/mean_sum.py"} <= again
    assert {"answer", "cheater"} <= {key.split()[0] for key in again}
    assert not any(key.startswith(("mutant", "probe")) for key in again)
    keys = [{grader.inputs[f"{key}{seed}"] for key in again} for seed in ("", " (seed 1)", " (seed 2)")]
    assert all(len(each) == 1 for each in keys)
    assert len(set().union(*keys)) == 3
    assert "graded under 3 seeds" in render_text(report)
    # What is kept is kept by its inputs, too.
    assert verify(small.assignment, small.grader, root=small.root, seeds=4).graded == len(again)


def test_what_happens_under_one_seed_only_is_said_with_that_seed(small: Any) -> None:
    small.grader.broken_on = "correct/loops.py (seed 2)"
    report = verify(small.assignment, small.grader, root=small.root, seeds=4)
    assert not report.ok
    found = [one for one in report.findings if one.rule is Rule.RIGHT]
    assert {one.place for one in found} == {"correct/loops.py"}
    assert all(one.message.endswith("(under 1 of 3 other seeds, such as 2)") for one in found)


def test_what_is_wrong_under_every_seed_is_said_once(small: Any) -> None:
    text = (small.solutions / "correct/loops.py").read_text()
    small.write("correct/loops.py", text.replace("x > limit", "x >= limit"))
    one, many = (
        verify(small.assignment, small.grader, root=small.root, seeds=seeds).findings for seeds in (1, 3)
    )
    assert many == one
    assert len([item for item in one if item.rule is Rule.RIGHT]) == 1
