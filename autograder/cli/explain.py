"""`autograder explain`: why a grade is what it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from autograder.cli.course import current_course, typed
from autograder.cli.standing import current_standings
from autograder.config import did_you_mean, load_assignment
from autograder.errors import CourseError
from autograder.model import ENGLISH, Assignment, Course, TimeSource, WithoutNotebook
from autograder.wording import one_line, points_text, reason_in_words

if TYPE_CHECKING:
    from autograder.batch import Member
    from autograder.grades import ExerciseGrade


@click.command()
@click.argument("student")
@click.argument("assignment")
@click.pass_obj
def command(root: Path | None, student: str, assignment: str) -> None:
    """Print the final grade of STUDENT for ASSIGNMENT with every reason, and every version that was handed in."""
    course = current_course(root)
    chosen = load_assignment(course, typed(assignment))
    (standing,) = current_standings(course, [chosen])
    known = [member.student for member in standing.members]
    member = next((one for one in standing.members if one.student == student), None)
    if member is None:
        raise _nobody(course, chosen, student, known)
    click.echo("\n".join(_lines(course, chosen, member)))


def _nobody(course: Course, assignment: Assignment, student: str, known: list[str]) -> CourseError:
    from autograder.intake.without import files_of

    place, got = f"student {student!r}", "not on the roster, and nothing of theirs was handed in"
    if others := files_of(course, assignment, student):
        names = ", ".join(one_line(one.name) for one in others)
        got = f"not on the roster, and what they handed in holds no notebook: {names}"
        return CourseError(place, got, fix="add them to roster.csv")
    return CourseError(place, got, fix=did_you_mean(student, known))


def _lines(course: Course, assignment: Assignment, member: Member) -> list[str]:
    grade = member.grade
    name = f" ({one_line(member.person.name)})" if member.person and member.person.name else ""
    total = "no grade" if grade.final is None else f"{points_text(grade.final)} of {points_text(grade.points)}"
    lines = [f"{one_line(member.student)}{name}, {assignment.name}: {total}, {grade.status.value}", ""]
    zone = ZoneInfo(course.time_zone)
    late = grade.lateness
    if late.due is not None:
        lines.append(f"  due           {late.due.astimezone(zone):%Y-%m-%d %H:%M %Z}")
    if member.submission is not None:
        at = "not known"
        if late.submitted_at is not None:
            at = _moment(late.submitted_at, member.submission.time_source, zone)
        lines.append(f"  handed in     {at}")
    elif member.without is not None:
        lines.append(f"  handed in     {_without(member.without, zone)}")
    if grade.exercises:
        lines.append("")
        width = max(len(one.name) for one in grade.exercises)
        lines += [f"  {one.name:<{width}}  {_score(one):>12}  {_source(one)}" for one in grade.exercises]
        known = "" if grade.final is not None else " so far"
        lines += ["", f"  score{known:<8} {points_text(grade.so_far)}"]
        lines.append(f"  late penalty  {points_text(grade.so_far_penalty)}")
        if grade.final is not None:
            lines.append(f"  final score   {points_text(grade.final)}")
    lines += ["", "Reasons:"]
    lines += [f"  - {line}" for line in _reasons(course, member)] or ["  none: its tests alone decided"]
    lines += ["", "Versions:", *_versions(course, assignment, member)]
    return lines


def _without(without: WithoutNotebook, zone: ZoneInfo) -> str:
    """What was handed in that holds no notebook, and when."""
    names = ", ".join(one_line(name) for name in without.files)
    if without.submitted_at is None:
        return f"{names}: no notebook; time not known"
    return f"{_moment(without.submitted_at, without.time_source, zone)}  {names}: no notebook"


def _moment(at: datetime, source: TimeSource, zone: ZoneInfo) -> str:
    """When something was handed in, and who says so."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z} (by: {source.value})"


def _score(one: ExerciseGrade) -> str:
    score = "?" if one.source.value == "none" else "-" if one.score is None else points_text(one.score)
    extra = f" +{points_text(one.extra)}" if one.extra else ""
    return f"{score}{extra} of {points_text(one.points)}"


def _source(one: ExerciseGrade) -> str:
    words = {
        "override": "set in decisions.toml",
        "free": "decided for everybody",
        "manual": "graded by a person",
        "automatic": "by its tests",
        "none": "waited for",
    }
    tests = ""
    if one.source.value != "automatic" and one.automatic is not None:
        tests = f" (its tests: {points_text(one.automatic)})"
    return words[one.source.value] + tests


def _reasons(course: Course, member: Member) -> list[str]:
    lines = []
    for reason in member.grade.reasons:
        text = reason_in_words(reason, course.time_zone).in_language(ENGLISH)
        lines.append(f"{text} [{one_line(reason.why)}]" if reason.why else text)
    return lines


def _versions(course: Course, assignment: Assignment, member: Member) -> list[str]:
    """Every version that was kept, with its score where it was graded."""
    from autograder.batch import store_of
    from autograder.intake import VersionStore, in_order
    from autograder.intake.without import files_of

    store = store_of(course, assignment)
    history = VersionStore(course, assignment).history(member.student)
    zone = ZoneInfo(course.time_zone)
    lines = []
    for version in in_order(history.versions):
        at = (
            "time not known"
            if version.submitted_at is None
            else f"{version.submitted_at.astimezone(zone):%Y-%m-%d %H:%M}"
        )
        result = store.of_version(member.student, version.digest)
        score = "not graded" if result is None else f"{points_text(result.score)} by its tests"
        if member.notebook == version.digest:
            score += "; this one counts"
        lines.append(f"  {at}  {version.digest[:12]}  {one_line(version.source)}  {score}")
    lines += [
        f"  {_without(WithoutNotebook((one.name,), one.submitted_at, one.time_source), zone)} ({one_line(one.why)})"
        for one in files_of(course, assignment, member.student)
    ]
    return lines or ["  none was kept yet; `autograder grade` keeps what lies in submitted/"]
