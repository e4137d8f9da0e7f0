"""The rules, each a pure function from what was graded to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.grading import Job
from autograder.model import Verdict
from autograder.verify.equivalent import Equivalent, Harmless, stale
from autograder.verify.jobs import ExerciseRecord, Record
from autograder.verify.mutants import Mutant
from autograder.verify.overlay import WrongSolution
from autograder.verify.probes import FalseHint
from autograder.verify.report import MUTATION_THRESHOLD, ExerciseReport, Finding, Rule, Severity

Records = Mapping[str, Record]


def _error(rule: Rule, place: str, message: str, exercise: str = "") -> Finding:
    return Finding(rule, Severity.ERROR, place, message, exercise)


def _graded(
    rule: Rule, job: Job, names: Iterable[str], records: Records
) -> Iterator[tuple[str, ExerciseRecord] | Finding]:
    """The exercises of a job that were graded; for the others the finding that says so."""
    record = records[job.key]
    if record.internal_error:
        yield _error(rule, job.key, f"was not graded: {record.internal_error}")
        return
    for name in names:
        if job.exercises is not None and name not in job.exercises:
            continue
        exercise = record.exercises.get(name)
        if exercise is None:
            yield _error(rule, job.key, f"{name} is missing in the result", name)
        elif exercise.internal_error:
            yield _error(rule, job.key, f"the suite broke on {name}: {exercise.internal_error}", name)
        else:
            yield name, exercise


def tests(reference: Record, names: Iterable[str]) -> Iterator[Finding]:
    """Every exercise has tests, and every test is worth something."""
    for name in names:
        exercise = reference.exercises.get(name)
        if exercise is None or not exercise.tests:
            yield _error(Rule.TESTS, name, "has no test", name)
            continue
        for test in exercise.tests:
            if test.points <= 0:
                text = f"is worth {test.points:g}, expected more than 0"
                yield _error(Rule.TESTS, f"{name}: {test.name}", text, name)


def right(jobs: Iterable[Job], names: Sequence[str], records: Records) -> Iterator[Finding]:
    """The reference, the reference again, and every other right solution earn everything."""
    for job in jobs:
        for item in _graded(Rule.RIGHT, job, names, records):
            if isinstance(item, Finding):
                yield item
                continue
            name, exercise = item
            if not exercise.full:
                text = f"{name} earns {exercise.score:g} of {exercise.points:g}{_why(exercise)}"
                yield _error(Rule.RIGHT, job.key, text, name)


def _why(exercise: ExerciseRecord) -> str:
    told = [f"{test.name}: {test.message}" if test.message else test.name for test in exercise.failed]
    return f": {'; '.join(told)}" if told else ""


def nothing(jobs: Iterable[Job], names: Sequence[str], records: Records) -> Iterator[Finding]:
    """The stub and answers without work earn nothing."""
    for job in jobs:
        for item in _graded(Rule.NOTHING, job, names, records):
            if isinstance(item, Finding):
                yield item
                continue
            name, exercise = item
            passed = [test.name for test in exercise.tests if test.verdict is Verdict.PASSED]
            if exercise.score > 0 or passed:
                earned = f"{name} earns {exercise.score:g} of {exercise.points:g}"
                yield _error(Rule.NOTHING, job.key, f"{earned}: {', '.join(passed) or 'no test'} passes", name)


def odd(jobs: Iterable[Job], names: Sequence[str], records: Records) -> Iterator[Finding]:
    """Answers of every wrong kind are failed: the suite neither breaks on them nor believes them."""
    for job in jobs:
        for item in _graded(Rule.ODD, job, names, records):
            if isinstance(item, Finding):
                yield item
                continue
            name, exercise = item
            if exercise.verdict is not Verdict.FAILED or exercise.score >= exercise.points:
                text = f"{name} is {exercise.verdict} with {exercise.score:g} of {exercise.points:g}, expected failed"
                yield _error(Rule.ODD, job.key, text, name)


def wrong(
    jobs: Iterable[Job], files: Mapping[str, WrongSolution], names: Sequence[str], records: Records
) -> Iterator[Finding]:
    """Every wrong solution loses points on its exercise and is told its own misconception, or none where it says so.

    It keeps the points that it says it keeps.
    """
    for job in jobs:
        file = files[job.key]
        for item in _graded(Rule.WRONG, job, names, records):
            if isinstance(item, Finding):
                yield item
                continue
            name, exercise = item
            if exercise.full:
                text = f"earns all {exercise.points:g} points of {name}: a test is missing"
                yield _error(Rule.WRONG, job.key, text, name)
            elif file.misconception:
                yield from _told(job.key, file.misconception, exercise, name)
            elif file.untold and (named := _named(exercise)):
                text = f"is told {', '.join(named)}, which it does not have{_why(exercise)}"
                yield _error(Rule.WRONG, job.key, text, name)
            if exercise.score < file.keeps:
                text = f"earns {exercise.score:g} of {exercise.points:g}, expected {file.keeps:g}: one fault costs once"
                yield _error(Rule.WRONG, job.key, f"{text}{_why(exercise)}", name)


def _told(place: str, misconception: str, exercise: ExerciseRecord, name: str) -> Iterator[Finding]:
    naming = [test for test in exercise.failed if test.misconception == misconception]
    if not naming:
        named = _named(exercise)
        got = f"is told {', '.join(named)}" if named else "is told no misconception"
        yield _error(Rule.WRONG, place, f"{got}, expected {misconception}{_why(exercise)}", name)
    elif not any(test.hinted for test in naming):
        text = f"{naming[0].name} names {misconception} but lacks a hint in some language"
        yield _error(Rule.WRONG, place, text, name)


def _named(exercise: ExerciseRecord) -> list[str]:
    """The misconceptions that it is told."""
    return sorted({test.misconception for test in exercise.failed if test.misconception})


def mutation(
    exercises: Mapping[str, ExerciseRecord],
    wrong_files: Iterable[WrongSolution],
    mutants: Sequence[Mutant],
    records: Records,
    excused: frozenset[str],
) -> tuple[ExerciseReport, ...]:
    """What became of the mutants of each exercise.

    Args:
        exercises: what the reference earned.
        wrong_files: the wrong solutions, to be counted.
        mutants: those that were graded.
        records: by job key.
        excused: ids of the equivalent ones.
    """
    wrongs = [item.exercise for item in wrong_files]
    reports: list[ExerciseReport] = []
    for name, exercise in exercises.items():
        own = [mutant for mutant in mutants if mutant.exercise == name]
        counted = [mutant for mutant in own if mutant.id not in excused]
        survivors = tuple(mutant for mutant in counted if not killed(mutant, records))
        reports.append(
            ExerciseReport(
                name=name,
                points=exercise.points,
                tests=len(exercise.tests),
                wrong=wrongs.count(name),
                mutants=len(counted),
                killed=len(counted) - len(survivors),
                equivalent=len(own) - len(counted),
                survivors=survivors,
            )
        )
    return tuple(reports)


def killed(mutant: Mutant, records: Records) -> bool:
    """Whether the mutant cost its exercise points. The grader's own fault kills nothing."""
    record = records[f"mutant {mutant.id}"]
    exercise = record.exercises.get(mutant.exercise)
    if record.internal_error or exercise is None or exercise.internal_error:
        return False
    return not exercise.full


def mutants_hold(
    reports: Sequence[ExerciseReport], jobs: Iterable[Job], names: Sequence[str], records: Records
) -> Iterator[Finding]:
    """Enough mutants are killed, and the suite broke on none."""
    for job in jobs:
        for item in _graded(Rule.MUTANTS, job, names, records):
            if isinstance(item, Finding):
                yield item
    total, caught = sum(item.mutants for item in reports), sum(item.killed for item in reports)
    if total and caught / total < MUTATION_THRESHOLD:
        text = f"{caught} of {total} mutants are killed ({caught / total:.1%}), expected {MUTATION_THRESHOLD:.0%}"
        yield _error(Rule.MUTANTS, "all exercises", f"{text}; each survivor is a missing test")


def equivalents(
    entries: Sequence[Equivalent], all_mutants: Sequence[Mutant], graded: Sequence[Mutant], records: Records
) -> Iterator[Finding]:
    """Every entry of equivalent.toml is a mutant, and one that survives."""
    problems = stale(entries, all_mutants)
    for entry in entries:
        mutant = next((mutant for mutant in graded if entry.fits(mutant)), None)
        if entry.id in problems:
            yield _error(Rule.MUTANTS, f"equivalent.toml: {entry.id}", problems[entry.id], entry.exercise)
        elif mutant is not None and killed(mutant, records):
            text = f"is killed, so it is not equivalent ({mutant.description}); remove it"
            yield _error(Rule.MUTANTS, f"equivalent.toml: {entry.id}", text, entry.exercise)


def false_hints(found: Iterable[FalseHint]) -> Iterator[Finding]:
    """No probe is told a misconception that it does not have."""
    for item in found:
        text = f"{item.test} names {item.misconception}, of which no wrong solution says the same: {item.message}"
        yield _error(Rule.HINTS, f"{item.probe} of {item.exercise}", text, item.exercise)


def cheaters(found: Iterable[tuple[str, str]], harmless: Iterable[Harmless]) -> Iterator[Finding]:
    """No cheater earns everything, but for those of which equivalent.toml says why."""
    known = {item.pair for item in harmless}
    for key, name in found:
        if (key, name) not in known:
            why = "if every such answer is right, say why in equivalent.toml"
            text = f"earns everything of {name}: a test is missing; {why}"
            yield _error(Rule.CHEATERS, key, text, name)


def harmless(found: Iterable[tuple[str, str]], entries: Iterable[Harmless]) -> Iterator[Finding]:
    """Every cheater of equivalent.toml earns everything."""
    pairs = set(found)
    for item in entries:
        if item.pair not in pairs:
            place = f"equivalent.toml: {item.cheater} of {item.exercise}"
            yield _error(Rule.CHEATERS, place, "is none that earns everything; remove it", item.exercise)
