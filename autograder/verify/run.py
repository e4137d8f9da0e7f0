"""The whole of verify for one assignment: plan, grade what changed, judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import InternalError
from autograder.grading import Job
from autograder.model import Assignment
from autograder.verify import rules
from autograder.verify.cache import Cache
from autograder.verify.cheaters import alone, cheated, cheater_jobs, confirmed
from autograder.verify.depends import Fingerprints
from autograder.verify.drawn import Drawn
from autograder.verify.equivalent import excused
from autograder.verify.files import Files, read_files
from autograder.verify.jobs import GradeMany, Progress, Record, record
from autograder.verify.limits import about_limits, needs_of, own_limits
from autograder.verify.notebooks import RunCells, about_notebooks
from autograder.verify.plan import REFERENCE, make_plan, mutant_jobs, only
from autograder.verify.probes import probe_jobs, probed, recognised
from autograder.verify.report import ExerciseReport, Finding, Report, Told
from autograder.verify.seeds import Candidates, Trials, found_by_luck


@dataclass(frozen=True, slots=True)
class _Extent:
    """How much of it somebody wants; the arguments of `verify`."""

    exercises: Collection[str]
    quick: bool
    mutants_per_exercise: int | None
    seeds: int


def verify(
    assignment: Assignment,
    grade: GradeMany,
    *,
    root: Path,
    run_notebook: RunCells | None = None,
    exercises: Collection[str] = (),
    quick: bool = False,
    mutants_per_exercise: int | None = None,
    seeds: int = 1,
    progress: Progress | None = None,
    keep: bool = True,
    fresh: bool = False,
) -> Report:
    """Test an assignment's hidden suite, and the notebooks that students get.

    Args:
        assignment: the assignment.
        grade: grades jobs for this assignment.
        root: the course's root; results are kept under `.autograder/verify` there.
        run_notebook: runs the cells of a notebook; None: only the suite is tested.
        exercises: only these are tested, and no limit judged; empty: all.
        quick: without odd answers, probes and cheaters, for somebody who waits for the answer.
        mutants_per_exercise: at most so many of each; None: all.
        seeds: under so many, the usual inputs among them, right solutions, mistakes, cheaters and answers without work
            are graded.
        progress: told after each job.
        keep: whether results are kept for the next run.
        fresh: grade everything again, whatever was kept.

    Returns:
        The report; `report.ok` says whether every rule holds.

    Raises:
        CourseError: the reference or the suite is missing or unreadable.
        ConfigError: equivalent.toml says something it may not say.
        InternalError: the grader lost a job.
    """
    files = read_files(assignment)
    if exercises:
        files = files.only(exercises)
    path = root / ".autograder" / "verify" / f"{assignment.name}.json"
    cache = Cache(path if keep and not fresh else None)
    many = path.with_suffix(".seeds.json")
    others = Cache(many if keep and not fresh and seeds > 1 else None)
    try:
        desk = _Desk(assignment, files, grade, root, cache, progress)
        lucky = _Desk(assignment, files, grade, root, others, progress)
        extent = _Extent(exercises, quick, mutants_per_exercise, seeds)
        report = _verify(assignment, files, desk, lucky, extent)
        notebooks = () if run_notebook is None else tuple(about_notebooks(assignment, run_notebook))
        return replace(report, findings=(*report.findings, *notebooks))
    finally:  # what was graded before an interruption counts the next time
        if keep:
            cache.save(path)
            if seeds > 1:
                others.save(many)


def _verify(assignment: Assignment, files: Files, desk: _Desk, lucky: _Desk, extent: _Extent) -> Report:
    plan = make_plan(files, extent.mutants_per_exercise)
    probes, cheaters = (() if extent.quick else tuple(jobs(files)) for jobs in (probe_jobs, cheater_jobs))
    if extent.quick:
        plan = replace(plan, odd=())
    if extent.exercises:
        plan = plan.only(files.names)
        probes, cheaters = only(probes, files.names), only(cheaters, files.names)
    desk.total = plan.size
    desk.grade({"reference": plan.right[:1]})
    reference = desk.records[REFERENCE]
    findings = [*files.problems, *rules.tests(reference, files.names)]
    if reference.internal_error:  # nothing else can be told apart from the suite's own fault
        findings.extend(rules.right(plan.right[:1], files.names, desk.records))
        return _report(assignment, (), findings, desk, Told())

    sound = frozenset(name for name in files.names if name in reference.exercises and reference.exercises[name].full)
    mutants = tuple(mutant for mutant in plan.mutants if mutant.exercise in sound)
    desk.total -= len(plan.mutants) - len(mutants)
    desk.total += len(probes) + len(cheaters)
    longest_s = max([assignment.limits.call_s, *own_limits(files.tests).values()])
    jobs = mutant_jobs(files, mutants, reference.duration_s, longest_s)
    desk.grade(
        {
            "right solutions": plan.right[1:],
            "wrong solutions": plan.wrong_jobs,
            "answers without work": plan.nothing,
            "odd answers": plan.odd,
            "mutants": jobs,
            "probes": probes,
            "cheaters": cheaters,
        }
    )

    names, records = files.names, desk.records
    graded = {name: reference.exercises[name] for name in names if name in reference.exercises}
    reports = rules.mutation(graded, files.wrong, mutants, records, excused(files.equivalents, mutants))
    findings.extend(rules.right(plan.right, names, records))
    findings.extend(rules.nothing(plan.nothing, names, records))
    findings.extend(rules.wrong(plan.wrong_jobs, plan.wrong, names, records))
    findings.extend(rules.mutants_hold(reports, jobs, names, records))
    findings.extend(rules.equivalents(files.equivalents, plan.all_mutants, mutants, records))
    findings.extend(rules.odd(plan.odd, names, records))
    found = probed(probes, plan.wrong, names, records)
    findings.extend(rules.false_hints(found.false_hints))
    count, free = cheated(cheaters, names, records)
    desk.grade({"cheaters": tuple(alone(files, free))})
    free = confirmed(free, records)
    findings.extend(rules.cheaters(free, files.harmless))
    if not extent.quick:
        findings.extend(rules.harmless(free, files.harmless))
    told = Told(
        probes=found.probes,
        false_hints=len(found.false_hints),
        wrong=len(plan.wrong),
        recognised=recognised(plan.wrong, records),
        cheaters=count,
        cheated=len(free),
        harmless=tuple(f"{item.cheater} earns everything of {item.exercise}: {item.why}" for item in files.harmless),
    )
    needs = needs_of((records[job.key] for job in plan.right), own_limits(files.tests))
    if not extent.exercises:  # they hold for all exercises
        findings.extend(about_limits(assignment.limits, needs, own_limits(files.tests)))
    if extent.seeds > 1:
        candidates = Candidates(plan.right, plan.nothing, plan.wrong_jobs, cheaters)
        drawn = Drawn(files.tests)
        parts = candidates.parts(drawn, plan.wrong, records)
        durations_s = {part.job.key: records[part.job.key].duration_s for part in parts}
        trials = Trials(parts, assignment.inputs, range(1, extent.seeds), durations_s)
        lucky.total = len(trials.jobs)
        lucky.grade({"other seeds": trials.jobs})
        lucky.grade({"other seeds": trials.broken(lucky.records)})
        found_again = trials.found(lucky.records)
        findings.extend(found_by_luck(candidates, plan.wrong, names, records, found_again, drawn, files.harmless))
    report = _report(assignment, reports, findings, desk, told)
    return replace(
        report, graded=desk.graded + lucky.graded, reused=desk.reused + lucky.reused,
        needs=(needs.call_s, needs.cells_s), seeds=extent.seeds,
    )  # fmt: skip


def _report(
    assignment: Assignment,
    reports: tuple[ExerciseReport, ...],
    findings: Iterable[Finding],
    desk: _Desk,
    told: Told,
) -> Report:
    return Report(assignment.name, reports, tuple(findings), desk.graded, desk.reused, told, desk.written)


class _Desk:
    """Hands jobs to the grader, unless their result is known already, and collects the records."""

    def __init__(
        self,
        assignment: Assignment,
        files: Files,
        grade: GradeMany,
        root: Path,
        cache: Cache,
        progress: Progress | None,
    ) -> None:
        self.records: dict[str, Record] = {}
        self.written = files.written
        self.total = 0
        self.graded = 0
        self.reused = 0
        self._prints = Fingerprints(assignment, files.reference, files.tests, root)
        self._languages = assignment.languages
        self._inputs = assignment.inputs.key_of("")
        self._grade, self._cache, self._progress = grade, cache, progress

    def grade(self, groups: Mapping[str, Sequence[Job]]) -> None:
        """Grade the jobs that are not known, in one go.

        Args:
            groups: jobs by what they are, in words.

        Raises:
            InternalError: the grader returned a job that it was not given, or not all that it was.
        """
        unknown: dict[str, tuple[Job, str, str]] = {}
        for what, jobs in groups.items():
            for job in (one if one.inputs else replace(one, inputs=self._inputs) for one in jobs):
                key = f"{job.key} {self._prints.key(job)}"
                known = self._cache.get(key)
                if known is None:
                    unknown[job.key] = (job, key, what)
                else:
                    self.records[job.key] = known
                    self.reused += 1
        if self.reused:
            self._tell(next(iter(groups)))
        for job, result in self._grade([job for job, _, _ in unknown.values()]) if unknown else ():
            if job.key not in unknown:
                raise InternalError(f"verify: the grader returned {job.key!r}, which was not asked for or came before")
            _, key, what = unknown.pop(job.key)
            self.records[job.key] = record(result, self._languages, job.exercises)
            self._cache.put(key, self.records[job.key])
            self.graded += 1
            self._tell(what)
        if unknown:
            raise InternalError(f"verify: the grader lost {len(unknown)} jobs, the first {next(iter(unknown))!r}")

    def _tell(self, what: str) -> None:
        if self._progress is not None:
            self._progress(len(self.records), self.total, what)
