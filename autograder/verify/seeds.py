"""The same under other inputs: no score may depend on luck.

Right solutions, answers without work, mistakes and cheaters are graded again on inputs that no student has, as far as
inputs can change what is found (`drawn`). What the rules say of them then, and did not say before, is luck.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.grading import Job
from autograder.model import Inputs, OutcomeKind
from autograder.verify import rules
from autograder.verify.cheaters import cheated, cheats, is_open
from autograder.verify.drawn import Drawn, Part
from autograder.verify.equivalent import Harmless
from autograder.verify.jobs import ExerciseRecord, Record
from autograder.verify.overlay import WrongSolution
from autograder.verify.plan import REFERENCE_AGAIN
from autograder.verify.report import Finding, Severity

_TOGETHER_S = 16.0
"""Seconds that a job of several seeds may take, far within the time of a submission."""


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

    def parts(
        self, drawn: Drawn, files: Mapping[str, WrongSolution], records: Mapping[str, Record]
    ) -> tuple[Part, ...]:
        """What of them other inputs can change.

        Args:
            drawn: what depends on inputs.
            files: the mistakes by job key.
            records: what was found of the candidates on the usual inputs.
        """
        asked = [
            *(drawn.part(job, records[job.key]) for job in self.right if job.key != REFERENCE_AGAIN),
            *(drawn.part(job, records[job.key], like=self.right[0]) for job in self.nothing),
            *(drawn.part(job, records[job.key], files[job.key].misconception) for job in self.wrong),
            *(drawn.part(job, records[job.key]) for job in self._undecided(drawn, records)),
        ]
        return tuple(part for part in asked if part is not None)

    def _undecided(self, drawn: Drawn, records: Mapping[str, Record]) -> Iterator[Job]:
        """The cheaters in those exercises in which they change answers, and in which no fixed test takes points.

        Whether one does, by which its open twin is known, is a matter of its code and not of inputs.
        """
        for job in self.cheaters:
            if is_open(job.key):
                continue
            found = records[job.key].exercises
            names = frozenset(name for name in found if cheats(job, name, records) and not drawn.loses(found[name]))
            if names:
                yield replace(job, exercises=names)


class Trials:
    """The parts under some seeds, several seeds in one job where that comes to the same.

    Args:
        parts: what is to be graded.
        inputs: of the assignment.
        numbers: of the seeds.
        durations_s: by job key, what the candidate took on the usual inputs.
    """

    def __init__(
        self, parts: Sequence[Part], inputs: Inputs, numbers: Sequence[int], durations_s: Mapping[str, float]
    ) -> None:
        self._inputs = inputs
        self._trials = [
            (part.job, seeds) for part in parts for seeds in _groups(numbers, part, durations_s[part.job.key])
        ]

    @property
    def jobs(self) -> list[Job]:
        """What to grade."""
        return [self._job(job, seeds) for job, seeds in self._trials]

    def broken(self, records: Mapping[str, Record]) -> list[Job]:
        """What to grade seed by seed: a worker has ended, and what came after that is not known."""
        return [
            self._job(job, (seed,))
            for job, seeds in self._trials
            if len(seeds) > 1 and not _came_through(records[_key_of(job, seeds)])
            for seed in seeds
        ]

    def found(self, records: Mapping[str, Record]) -> dict[tuple[str, int], Record]:
        """What was found, by job key and seed."""
        found = {}
        for job, seeds in self._trials:
            together = records[_key_of(job, seeds)]
            for index, seed in enumerate(seeds):
                alone = records.get(_key_of(job, (seed,)))
                found[job.key, seed] = alone if alone is not None else _one_of(together, index)
        return found

    def _job(self, job: Job, seeds: Sequence[int]) -> Job:
        first, *others = (self._inputs.another_key(seed) for seed in seeds)
        return replace(job, key=_key_of(job, seeds), inputs=first, also=tuple(others))


def _groups(numbers: Sequence[int], part: Part, duration_s: float) -> Iterator[Sequence[int]]:
    size = 1
    while part.keeps_nothing and size < len(numbers) and 2 * size * duration_s <= _TOGETHER_S:
        size *= 2
    return (numbers[at : at + size] for at in range(0, len(numbers), size))


def _key_of(job: Job, seeds: Sequence[int]) -> str:
    which = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
    return f"{job.key} ({which})"


def _came_through(record: Record) -> bool:
    failed = any(item.internal_error for item in record.exercises.values())
    return record.outcome is OutcomeKind.EXITED and not record.internal_error and not failed


def _one_of(record: Record, index: int) -> Record:
    """What was found under one of the seeds of a job."""
    mark = f"#{index}" if index else ""

    def own(item: ExerciseRecord) -> ExerciseRecord:
        of_seed = (test for test in item.tests if test.name.partition("#")[1:] == ("#" if index else "", mark[1:]))
        return replace(item, tests=tuple(replace(test, name=test.name.removesuffix(mark)) for test in of_seed))

    return replace(record, exercises={name: own(item) for name, item in record.exercises.items()})


def found_by_luck(
    candidates: Candidates,
    files: Mapping[str, WrongSolution],
    names: Sequence[str],
    records: Mapping[str, Record],
    found: Mapping[tuple[str, int], Record],
    drawn: Drawn,
    harmless: Collection[Harmless] = (),
) -> Iterator[Finding]:
    """What holds under some seeds only; each once, with how many and the first of them.

    Args:
        candidates: with the keys that they have under no particular seed.
        files: the mistakes by job key.
        names: the exercises.
        records: on the usual inputs, by key.
        found: what was found of parts under other seeds, by job key and seed.
        drawn: what depends on inputs.
        harmless: the cheaters that may earn everything.
    """
    numbers = sorted({seed for _, seed in found})
    usual = {_key(finding) for finding in _findings(candidates, files, names, records, harmless)}
    seen: dict[tuple[str, ...], list[int]] = {}
    first: dict[tuple[str, ...], Finding] = {}
    for number in numbers:
        view = {job.key: drawn.whole(records[job.key], found.get((job.key, number))) for job in candidates.all}
        for finding in _findings(candidates, files, names, view, harmless):
            if _key(finding) not in usual:
                seen.setdefault(_key(finding), []).append(number)
                first.setdefault(_key(finding), finding)
    for key, finding in first.items():
        count = f"under {len(seen[key])} of {len(numbers)} other seeds, such as {seen[key][0]}"
        yield replace(finding, message=f"{finding.message} ({count})")


def _findings(
    candidates: Candidates,
    files: Mapping[str, WrongSolution],
    names: Sequence[str],
    records: Mapping[str, Record],
    harmless: Collection[Harmless],
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
    yield from rules.cheaters(free, harmless)


def _key(finding: Finding) -> tuple[str, ...]:
    return finding.rule, finding.severity, finding.exercise, finding.place
