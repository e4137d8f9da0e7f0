"""The same under other inputs: no score may depend on luck.

Right solutions, answers without work, mistakes and cheaters are graded again on inputs that no student has. What the
rules say of them then, and did not say before, is luck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.grading import Job
from autograder.model import Inputs
from autograder.verify import rules
from autograder.verify.cheaters import cheated
from autograder.verify.jobs import Record
from autograder.verify.overlay import WrongSolution
from autograder.verify.report import Finding, Severity


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is graded under every seed."""

    right: tuple[Job, ...]
    nothing: tuple[Job, ...]
    wrong: tuple[Job, ...]
    cheaters: tuple[Job, ...]

    @property
    def all(self) -> tuple[Job, ...]:
        """All of them."""
        return (*self.right, *self.nothing, *self.wrong, *self.cheaters)


def under_seed(job: Job, inputs: Inputs, number: int) -> Job:
    """The job on the inputs of one of the seeds, under a key of its own."""
    return replace(job, key=f"{job.key} (seed {number})", inputs=inputs.another_key(number))


def found_by_luck(
    candidates: Candidates,
    files: Mapping[str, WrongSolution],
    names: Sequence[str],
    records: Mapping[str, Record],
    numbers: Sequence[int],
) -> Iterator[Finding]:
    """What holds under some seeds only; each once, with how many and the first of them.

    Args:
        candidates: with the keys that they have under no particular seed.
        files: the mistakes by job key.
        names: the exercises.
        records: of all seeds, and of none, by key.
        numbers: of the seeds.
    """
    usual = {_key(finding) for finding in _findings(candidates, files, names, records)}
    seen: dict[tuple[str, ...], list[int]] = {}
    first: dict[tuple[str, ...], Finding] = {}
    for number in numbers:
        view = {job.key: records[f"{job.key} (seed {number})"] for job in candidates.all}
        for finding in _findings(candidates, files, names, view):
            if _key(finding) not in usual:
                seen.setdefault(_key(finding), []).append(number)
                first.setdefault(_key(finding), finding)
    for key, finding in first.items():
        count = f"under {len(seen[key])} of {len(numbers)} other seeds, such as {seen[key][0]}"
        yield replace(finding, message=f"{finding.message} ({count})")


def _findings(
    candidates: Candidates, files: Mapping[str, WrongSolution], names: Sequence[str], records: Mapping[str, Record]
) -> Iterator[Finding]:
    yield from rules.right(candidates.right, names, records)
    yield from rules.nothing(candidates.nothing, names, records)
    losing = {key: replace(file, misconception="") for key, file in files.items()}
    lost = [*rules.wrong(candidates.wrong, losing, names, records)]
    yield from lost
    for finding in rules.wrong(candidates.wrong, files, names, records):
        if finding not in lost:  # it loses its points, and is told something else
            yield replace(finding, severity=Severity.WARNING)
    _, free = cheated(candidates.cheaters, names, records)
    yield from rules.cheaters(free)


def _key(finding: Finding) -> tuple[str, ...]:
    return finding.rule, finding.severity, finding.exercise, finding.place
