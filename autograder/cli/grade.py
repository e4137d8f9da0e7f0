"""`autograder grade`: grades submitted/, writes the gradebook and autograded/."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from autograder.cli.course import chosen_assignments, current_course
from autograder.cli.isolation import isolation_option, warn_if_unconfined
from autograder.cli.looks import Looks
from autograder.cli.output import check_output, write_output
from autograder.cli.progress import Progress
from autograder.cli.saying import counted
from autograder.cli.standing import current_standings, export_rows, now, remember_grades, remembered_grades
from autograder.config import read_decisions, read_roster
from autograder.errors import CourseError
from autograder.model import Assignment, Course, Result, Status, Verdict
from autograder.wording import one_line

if TYPE_CHECKING:
    from autograder.batch import Graded
    from autograder.export import ExportRow
    from autograder.grades import GradedWork


@click.command()
@click.argument("assignments", nargs=-1, required=True)
@click.option("--student", "students", multiple=True, metavar="ID", help="Only this student; may be repeated.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Submissions at a time. Default: one per core.")
@click.option("--scheduler", metavar="ADDRESS", help="Grade on the Dask cluster of this scheduler (tcp://HOST:8786).")
@click.option("--force", is_flag=True, help="Grade also what has not changed since it was graded.")
@click.option("--output", type=click.Path(path_type=Path), help="Write all results there as JSON.")
@click.option(
    "--what-if",
    is_flag=True,
    help="Say on stdout whose grades would change, by how much and why; change nothing. What is run for it need not be "
    "run again by the next `grade`.",
)
@click.option(
    "--take-back", is_flag=True, help="Put back the results that the last run replaced, and say whose grades change."
)
@isolation_option
@click.pass_obj
def command(
    root: Path | None,
    assignments: tuple[str, ...],
    students: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    force: bool,
    output: Path | None,
    what_if: bool,
    take_back: bool,
    isolation: str,
) -> None:
    """Grade the submissions of ASSIGNMENTS and write the gradebook.

    Results are kept as they come: run it again after an interruption and it goes on. What has not changed is not run
    again. Who needs a look is named at the end. Exit code 1 if something could not be read, 3 if the grader itself
    failed on a submission.
    """
    course = current_course(root)
    if scheduler is not None and jobs is not None:
        raise click.UsageError("--jobs is about this machine; workers of --scheduler grade one for each thread")
    if take_back and (what_if or force or output is not None or scheduler is not None or jobs is not None):
        raise click.UsageError("--take-back grades nothing; of the other options only --student goes with it")
    check_output(output)
    warn_if_unconfined(isolation)
    chosen = chosen_assignments(course, assignments)
    _check_students(course, chosen, students)
    from autograder.gradebook import write_nbgrader_config

    for note in write_nbgrader_config(course):  # one that an earlier version made does not guard nbgrader's Autograde
        click.echo(f"autograder: {note}", err=True)
    if take_back:
        for assignment in chosen:
            _take_back(course, assignment, students)
        return
    if what_if:
        for assignment in chosen:
            _tell_what_if(course, assignment, students=students, jobs=jobs, force=force, isolation=isolation)
        return
    faults: list[Result] = []
    works: list[GradedWork] = []
    looks = Looks()
    for assignment in chosen:
        items: list[Graded] = []
        grading = grade_each(
            course,
            assignment,
            students=students,
            jobs=jobs,
            scheduler=scheduler,
            force=force,
            isolation=isolation,
            looks=looks,
        )
        with contextlib.closing(grading):  # after Ctrl-C, before anything is said
            for item in grading:
                if item.status is Status.INTERNAL_ERROR:
                    faults.append(item.result)
                if output is not None:
                    items.append(item)
        stands = current_standings(course, [assignment])
        remember_grades(course, stands)
        looks.stood(assignment, [one.result for stand in stands for one in stand.members if one.result], students)
        for stand in stands:
            looks.of_older_tests(assignment, stand.of_older_tests, len(stand.graded))
        works += _works(course, assignment, items)
    if output is not None:
        from autograder.export import to_json

        works.sort(key=lambda work: (work.result.assignment, work.result.student))
        write_output(to_json(works, course.language, zone=course.time_zone), output)
    for result in faults:
        click.echo(f"autograder: internal error on {result.student}: {_what_failed(result)}", err=True)
    looks.tell()
    if faults:
        raise click.exceptions.Exit(3)
    if looks.must_look:
        raise click.exceptions.Exit(1)


def _check_students(course: Course, chosen: Sequence[Assignment], students: Sequence[str]) -> None:
    """Refuse a student of whom nobody has heard before anything is graded.

    Raises:
        CourseError: one is not in the roster, and has handed in none of these assignments.
    """
    if not students:
        return
    from autograder.config import did_you_mean
    from autograder.intake import survey

    handed_in = {item.student for assignment in chosen for item in survey(course, assignment).submissions}
    known = handed_in | {person.id for person in read_roster(course).people}
    for student in students:
        if student not in known:
            fix = did_you_mean(student, known)
            raise CourseError(f"--student {student}", "nobody of this name has handed in", "a student's id", fix)


def _tell_what_if(
    course: Course, assignment: Assignment, *, students: Sequence[str], jobs: int | None, force: bool, isolation: str
) -> None:
    """Grade as a run would, keep nothing, and say whose final grade would be another one than after the last run."""
    from autograder.batch import FinalGrading, TrialStore, grade_many, standing, store_of
    from autograder.export import ExportRow
    from autograder.grading import IsolationMode

    moment = now()
    before = standing(course, assignment, now=moment)
    wanted = [one for member in before.members if (one := member.submission)]
    wanted = [one for one in wanted if not students or one.student in students]
    store = TrialStore(store_of(course, assignment).folder)
    graded = grade_many(
        course, assignment, wanted, jobs=jobs, isolation=IsolationMode(isolation), force=force, store=store
    )
    results = {item.submission.student: item.result for item in graded}
    grading = FinalGrading(course, assignment, now=moment)
    members = [member for member in before.members if not students or member.student in students]
    old = [ExportRow(member.student, member.person, member.grade) for member in members]
    new = [
        ExportRow(one.student, one.person, grading.grade(one.student, results[one.student], one.submission))
        if one.student in results
        else ExportRow(one.student, one.person, one.grade)
        for one in members
    ]
    changed = _tell_changes(course, old, new, remembered_grades(course, assignment))
    click.echo(f"{assignment.name}: {counted(changed, 'grade')} would change; nothing was changed", err=True)


def _tell_changes(course: Course, old: Sequence[ExportRow], new: Sequence[ExportRow], remembered: str = "") -> int:
    """Say on stdout whose final grade is another one, by how much and why; returns how many there are.

    Args:
        old: the grades as they are; what was decided since the last run is in them already.
        new: the grades as they would be.
        remembered: the grades after the last run, as `export` writes them; of whom it says nothing, `old` does.
    """
    from autograder.export import changes, grades_csv, read_grades_csv

    zone = course.time_zone
    before = read_grades_csv(grades_csv(old, zone), "the grades as they are")
    if remembered:
        known = read_grades_csv(remembered, "the grades after the last run")
        before |= {key: row for key, row in known.items() if key in before}
    lines = changes(before, new, zone)
    for line in lines:
        click.echo(line)
    return len(lines)


def _take_back(course: Course, assignment: Assignment, students: Sequence[str]) -> None:
    """Put back what the last run that replaced results has replaced, and say whose final grade changes.

    Raises:
        CourseError: no run has replaced anything that could be put back.
    """
    from autograder.batch import Recorder, standing
    from autograder.batch.regrades import regrades, take_back
    from autograder.intake import RunLock

    with RunLock(course, assignment):
        before = standing(course, assignment, now=now())
        decisions = read_decisions(course, read_roster(course))
        taken = take_back(course, assignment, before.members, decisions, students=students)
        with Recorder(course, assignment) as recorder:
            for item in taken.items:
                recorder.add(item)
        left = regrades(course, assignment)
    after = current_standings(course, [assignment])
    remember_grades(course, after)
    changed = _tell_changes(course, export_rows([before]), export_rows(after))
    zone = ZoneInfo(course.time_zone)
    when = taken.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S %Z")
    what = f"{len(taken.items)} results of before {when} put back, {counted(changed, 'grade')} changed"
    click.echo(f"{assignment.name}: {what}", err=True)
    for student in taken.passed_over:
        click.echo(f"{assignment.name}: {student}: has handed in again since, and keeps what is there", err=True)
    click.echo(
        f"{assignment.name}: they stand until `autograder grade` runs; mend or bring back the tests before. "
        f"Runs that can still be taken back: {len(left)}",
        err=True,
    )
    looks = Looks()
    for stand in after:
        looks.of_older_tests(assignment, stand.of_older_tests, len(stand.graded))
    looks.tell()


def _works(course: Course, assignment: Assignment, items: Sequence[Graded]) -> list[GradedWork]:
    """What was graded, with the final grades."""
    if not items:
        return []
    from autograder.batch import FinalGrading
    from autograder.grades import GradedWork

    grading = FinalGrading(course, assignment)
    made = []
    for item in items:
        student, result = item.submission.student, item.result
        grade = grading.grade(student, result, item.submission)
        made.append(GradedWork(result, grade, grading.given(student)))
    return made


def _what_failed(result: Result) -> str:
    """What an instructor has to look at: the host's own words, or the exercises whose tests failed, and how."""
    if result.outcome.detail:
        return result.outcome.detail
    found = [
        f"{exercise.name}, {test.name}: {one_line(test.message)}"
        for exercise in result.exercises
        for test in exercise.tests
        if test.verdict is Verdict.INTERNAL_ERROR
    ]
    return "; ".join(found) or "its tests could not be run"


def grade_assignment(
    course: Course, assignment: Assignment, *, students: Sequence[str] = (), isolation: str = "auto"
) -> list[Result]:
    """Grade one assignment's submissions; all results, by student.

    Raises:
        AutograderError: as `grade_each`.
    """
    found = [item.result for item in grade_each(course, assignment, students=students, isolation=isolation)]
    return sorted(found, key=lambda result: result.student)


def grade_each(
    course: Course,
    assignment: Assignment,
    *,
    students: Sequence[str] = (),
    jobs: int | None = None,
    scheduler: str | None = None,
    force: bool = False,
    isolation: str = "auto",
    looks: Looks | None = None,
) -> Generator[Graded, None, None]:
    """Grade one assignment's submissions with a progress bar and record them meanwhile; each as soon as it is known.

    Raises:
        AutograderError: nothing can be graded at all, another run is at work, or results cannot be written.
    """
    from autograder.batch import Recorder, grade_many, store_of, sweep
    from autograder.batch.regrades import drop_old
    from autograder.batch.rounds import put_what_counts
    from autograder.gradebook.students import name_students
    from autograder.grading import IsolationMode
    from autograder.intake import RunLock, survey
    from autograder.intake.placing import share_what_is_there

    with RunLock(course, assignment) as lock:
        if lock.left_over:
            sweep(course, assignment)
        roster = read_roster(course)
        decisions = read_decisions(course, roster)
        found = share_what_is_there(course, assignment, roster, decisions, datetime.now(UTC))
        for note in found.notes:
            click.echo(f"autograder: {note}", err=True)
        if looks is not None:
            looks.surveyed(assignment, found, roster, students)
        mode = IsolationMode(isolation)
        executor = None
        if scheduler is not None:
            from autograder.batch.remote import dask_executor

            executor = dask_executor(course, assignment, scheduler, mode)
        store = store_of(course, assignment, run=f"{now():%Y%m%dT%H%M%S.%f}")
        moved = put_what_counts(
            course, assignment, decisions, students=students, jobs=jobs, isolation=mode, executor=executor, store=store
        )
        if moved:
            why = f'[late] counts = "{assignment.late.counts}"'
            click.echo(f"{assignment.name}: another version counts now, by {why}: {', '.join(moved)}", err=True)
            found = replace(survey(course, assignment), notes=found.notes)
        wanted = [item for item in found.submissions if not students or item.student in students]
        for unknown in sorted(set(students) - {item.student for item in wanted}):
            click.echo(f"autograder: {unknown}: no submission of {assignment.name}", err=True)
        if not wanted:
            click.echo(f"{assignment.name}: nothing to grade in {course.root / 'submitted'}", err=True)
            return
        for one in wanted:
            if damaged := store.damaged(one.student):
                what = f"the kept result {damaged.name} is damaged; graded again"
                click.echo(f"autograder: {one.student}: {what}", err=True)
        names = [one.student for one in wanted]
        with Recorder(course, assignment) as recorder, Progress(names, "submission") as progress:
            for item in grade_many(
                course, assignment, wanted, jobs=jobs, isolation=mode, force=force, executor=executor, store=store
            ):
                recorder.add(item)
                if looks is not None:
                    looks.graded(item)
                progress.step(item.submission.student, cached=item.cached, fault=item.status is not Status.GRADED)
                yield item
        drop_old(course, assignment)
        name_students(course, roster.people)
        click.echo(f"{assignment.name}: {progress.summary()}", err=True)
