"""`autograder demo`: the main job from nothing."""

from __future__ import annotations

import os
import shlex
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.course import current_course, typed
from autograder.cli.grade import grade_assignment
from autograder.cli.isolation import isolation_option, warn_if_unconfined
from autograder.cli.pages import class_pages, handed_in
from autograder.cli.saying import Colour, painted
from autograder.cli.standing import current_standings, works
from autograder.config import assignment_names, load_assignment
from autograder.errors import CourseError
from autograder.grades import GradedWork
from autograder.model import Assignment, Course, Result, Status, Verdict

if TYPE_CHECKING:
    from autograder.batch import Standing


@click.command()
@click.option(
    "--students",
    type=click.IntRange(min=1, max=2000),
    default=24,
    show_default=True,
    metavar="N",
    help="Size of the class.",
)
@click.option(
    "--assignment", "name", metavar="NAME", help="What the class hands in. Default: the course's first assignment."
)
@isolation_option
@click.pass_obj
def command(root: Path | None, students: int, name: str | None, isolation: str) -> None:
    """Release an assignment, make a class of submissions, grade them, write gradebook and reports.

    The class is made of the reference, the other right solutions, the wrong ones and, unless it is small, a few broken
    or hostile notebooks. Nothing of a real class is touched: with real submissions present it refuses.
    """
    from autograder.classroom import first_versions, has_odd_ones, make_class, people
    from autograder.gradebook import write_nbgrader_config
    from autograder.gradebook.students import name_students
    from autograder.release import release

    course = current_course(root)
    assignment = load_assignment(course, _first(course) if name is None else typed(name))
    warn_if_unconfined(isolation)
    start_s = time.monotonic()
    click.echo(f"releasing {assignment.name} through nbgrader ...", err=True)
    for note in write_nbgrader_config(course):
        click.echo(f"note: {note}", err=True)
    released = release(course, assignment, course.language)
    made = make_class(course, assignment, students)
    name_students(course, people(made))
    odd = ", broken and hostile notebooks among them" if has_odd_ones(students) else ""
    click.echo(f"made a class of {len(made)}{odd}; grading, first the earlier versions of some ...", err=True)
    with first_versions(course, assignment, made) as again:
        if again:  # what they handed in at first, so that reports can say which hint helped
            grade_assignment(course, assignment, students=again, isolation=isolation)
    results = grade_assignment(course, assignment, students=made, isolation=isolation)
    (standing,) = current_standings(course, [assignment])
    class_ = [work for work in works(standing.members) if work.result.student in made]
    known = {work.result.student for work in class_}
    click.echo(_table(class_, [result for result in results if result.student not in known]))
    pages = _write_pages(course, assignment, class_, standing)
    click.echo(_where(course, assignment, released.release, pages, _worth_a_look(class_), time.monotonic() - start_s))
    if any(result.status is Status.INTERNAL_ERROR for result in results):
        raise click.exceptions.Exit(3)


def _first(course: Course) -> str:
    """The course's first assignment.

    Raises:
        CourseError: it has none.
    """
    for name in assignment_names(course):
        return name
    raise CourseError(str(course.root), "no assignment yet", fix="make one: autograder new NAME --exercises a,b")


def _table(graded: list[GradedWork], faults: list[Result]) -> str:
    """One line a student: score, a bar, and what stood out; last those whom a fault of the grader left without one."""
    width = max(len(result.student) for result in (*(work.result for work in graded), *faults))
    lines = [f"{'student':<{width}}  {'score':>11}  {'':20}  what stood out"]
    for work in sorted(graded, key=lambda one: (-one.grade.net_so_far, one.result.student)):
        grade, result = work.grade, work.result
        share = grade.net_so_far / grade.points if grade.points else 0.0
        colour: Colour = "green" if share >= 0.8 else "yellow" if share >= 0.5 else "red"
        bar = painted(f"{'#' * round(20 * share):<20}", colour)
        late = f" - {grade.so_far_penalty:g} late" if grade.so_far_penalty else ""
        score = f"{grade.net_so_far:g} of {grade.points:g}"
        lines.append(f"{result.student:<{width}}  {score:>11}  {bar}  {_remark(result)}{late}".rstrip())
    lines += [f"{result.student:<{width}}  {'-':>11}  {'':20}  {_remark(result)}" for result in faults]
    return "\n".join(lines)


def _remark(result: Result) -> str:
    if result.status is Status.UNREADABLE:
        return "cannot be read"
    if result.status is Status.INTERNAL_ERROR:
        return "INTERNAL ERROR, not graded"
    if result.outcome.detail:
        return f"{result.outcome.kind.value}: {result.outcome.detail}"
    found = Counter(
        test.misconception
        for exercise in result.exercises
        for test in exercise.tests
        if test.verdict is Verdict.FAILED and test.misconception
    )
    return ", ".join(name for name, _ in found.most_common(3))


def _write_pages(
    course: Course, assignment: Assignment, graded: list[GradedWork], standing: Standing
) -> list[Path]:
    from autograder.report import write_feedback

    members = {member.student: member for member in standing.members}
    for work in graded:
        came = handed_in(course, assignment, members[work.result.student])
        for language in course.languages:
            write_feedback(course, assignment, work, language=language, handed_in=came)
    return [page for language in course.languages for page in class_pages(course, assignment, standing, language)]


def _worth_a_look(graded: list[GradedWork]) -> str:
    """The student whose page shows most: with the most pictures."""

    def pictures(work: GradedWork) -> int:
        tests = (test for exercise in work.result.exercises for test in exercise.tests)
        return sum(test.evidence.plot is not None for test in tests)

    return max(graded, key=pictures).result.student


def _where(
    course: Course, assignment: Assignment, notebook: Path, pages: list[Path], student: str, seconds: float
) -> str:
    def shown(path: Path) -> str:
        return str(path.relative_to(course.root) if path.is_relative_to(course.root) else path)

    return f"""
Done in {seconds:.0f} s. In {course.root}:
  what students get    {shown(notebook)}
  what they handed in  submitted/STUDENT/{assignment.name}/{assignment.name}.ipynb
  the gradebook        {course.database_url.removeprefix("sqlite:///").removeprefix(str(course.root) + "/")}
  feedback             feedback/STUDENT/{assignment.name}/
  the class report     {shown(pages[0])}
  for the next lecture {shown(pages[1])}

Look first at {shown(pages[0])}, then at feedback/{student}/{assignment.name}/{assignment.name}.{course.language}.html.

Next:
{_next(course, notebook=shown(notebook), name=assignment.name)}
"""


def _next(course: Course, notebook: str, name: str) -> str:
    own = ".venv/bin/" if (course.root / ".venv" / "bin" / "autograder").exists() else ""  # else it is on the path
    allow_root = " --allow-root" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    commands = {
        f"jupyter lab{allow_root}": "formgrader shows the class; the notebook opens in release/",
        f"autograder check {notebook} --assignment {name}": "what a student would be told",
        f"autograder grade {name}": "again: nothing has changed, so nothing is run",
        "autograder export --format canvas": "grades as CSV, for Canvas or Moodle",
        f"autograder verify {name}": "the hidden suite itself, tested",
    }
    there = shlex.join(["cd", str(course.root)])  # the commands name what lies in the course
    lines = [] if course.root == Path.cwd() else [f"  {there}"]
    return "\n".join([*lines, *(f"  {own}{command}\n      {what}" for command, what in commands.items())])
