"""`autograder audit`: holds every fact that is kept twice against its twin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.course import current_course
from autograder.cli.saying import counted, some_of
from autograder.cli.standing import in_use
from autograder.config import read_decisions, read_roster
from autograder.files import write_whole
from autograder.model import Course, Decisions, Roster

if TYPE_CHECKING:
    from autograder.audit import ExportedRow, Facts, Finding
    from autograder.batch import Standing
    from autograder.export import ExportRow
    from autograder.gradebook import NbgraderState

_MOST_ASSIGNMENTS = 3


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--pairs", is_flag=True, help="Print the pairs of sources that are compared, and end.")
@click.pass_obj
def command(root: Path | None, assignments: tuple[str, ...], pairs: bool) -> None:
    """Hold the sources of ASSIGNMENTS (those released or graded, if none is named) against each other.

    They are the roster, what was submitted, the versions kept, the results, the gradebook, the decisions, the times,
    what nbgrader's configuration says, and the last export. A line on stdout for each disagreement, with what to do.
    Nothing is changed. Exit code 1 if there is one.
    """
    from autograder.audit import PAIRS

    if pairs:
        for one, other in PAIRS:
            click.echo(f"{one} / {other}")
        return
    course = current_course(root)
    from autograder.batch import standing
    from autograder.gradebook import ask_nbgrader

    chosen = in_use(course, assignments)
    moment = datetime.now(UTC)
    standings = [standing(course, assignment, now=moment) for assignment in chosen]
    for note in (note for found in standings for note in found.notes):
        click.echo(f"autograder: {note}", err=True)
    found = findings_of(course, standings, nbgrader=ask_nbgrader(course, course.root))
    for finding in found:
        click.echo(str(finding))
    what = f"{counted(len(found), 'disagreement')} in {counted(len(chosen), 'assignment')}"
    click.echo(f"{what}, {len(PAIRS)} pairs of sources compared", err=True)
    if found:
        raise click.exceptions.Exit(1)


def findings_of(
    course: Course, standings: Sequence[Standing], *, nbgrader: NbgraderState | None = None
) -> list[Finding]:
    """What the sources disagree about. What is one thing in several assignments is one finding, with all their names;
    one about the course as a whole has that of the first.

    Args:
        nbgrader: what nbgrader loads; None: it is not asked, which takes seconds.
    """
    from autograder.audit import audit

    roster = read_roster(course)
    decisions = read_decisions(course, roster)
    same: dict[tuple[object, ...], list[Finding]] = {}
    for standing in standings:
        for finding in audit(facts_of(course, standing, roster, decisions, nbgrader)):
            told = (finding.pair, finding.student, finding.what)
            same.setdefault((*told, finding.fix) if finding.student else told, []).append(finding)
    return [
        replace(first, assignment=some_of([first.assignment, *(one.assignment for one in more)], _MOST_ASSIGNMENTS))
        if first.student
        else first
        for first, *more in same.values()
    ]


def facts_of(
    course: Course, standing: Standing, roster: Roster, decisions: Decisions, nbgrader: NbgraderState | None = None
) -> Facts:
    """What each source says of one assignment, as it is now."""
    from autograder.audit import Facts, KeptFact
    from autograder.batch import row_difference, store_of
    from autograder.gradebook import read_names, read_rows
    from autograder.grading import page_problem
    from autograder.intake import VersionStore, what_counts
    from autograder.intake.survey import known_students

    assignment = standing.assignment
    versions, store = VersionStore(course, assignment), store_of(course, assignment)
    histories = {student: versions.history(student) for student in versions.students()}
    members = {member.student: member for member in standing.members}
    submissions = {name: one.submission for name, one in members.items() if one.submission is not None}
    hashes = {name: found for name, one in submissions.items() if (found := _hash(one.path))}
    counts = {}
    for student, history in histories.items():
        digests = {version.digest for version in history.versions}
        results = {one: result for one in digests if (result := store.of_version(student, one))}
        counting = what_counts(course, assignment, history, decisions, results)
        if counting is not None:
            counts[student] = counting.digest
    kept = store.all_kept()
    pages = {}
    for student, one in kept.items():
        if student in submissions and (problem := page_problem(course, assignment, one.result)):
            what, _, fix = problem.rpartition("; ")
            pages[student] = (what, fix)
    exported, exported_course = _last_export(course)
    return Facts(
        course=course,
        assignment=assignment,
        now=datetime.now(UTC),
        roster=roster,
        decisions=decisions,
        submissions=submissions,
        hashes=hashes,
        histories=histories,
        counts=counts,
        kept={name: KeptFact(one.result, one.basis.notebook, store.written_at(name)) for name, one in kept.items()},
        rows=read_rows(course, assignment),
        names=read_names(course),
        grades={name: one.grade for name, one in members.items()},
        differences={name: what for name, one in members.items() if (what := row_difference(course, assignment, one))},
        pages=pages,
        of_older_tests=standing.of_older_tests,
        anybody=frozenset(known_students(course)),
        nbgrader=nbgrader,
        exported=exported.get(assignment.name) if exported is not None else None,
        exported_course=exported_course,
    )


def note_export(course: Course, rows: Iterable[ExportRow]) -> None:
    """Remember what was exported, for the next audit; assignments that are not among `rows` keep what they had."""
    from autograder.export import LAST_EXPORT

    path = course.root / LAST_EXPORT
    made: dict[str, dict[str, Any]] = {}
    for row in rows:
        grade = row.grade
        said = {"status": grade.status.value, "final": grade.final, "late_penalty": grade.late_penalty}
        made.setdefault(grade.assignment, {})[row.student] = said
    before = _record(course)
    data = {"course": course.course_id, "assignments": {**before.get("assignments", {}), **made}}
    write_whole(path, json.dumps(data, ensure_ascii=False).encode("utf-8"))


def _last_export(course: Course) -> tuple[Mapping[str, Mapping[str, ExportedRow]] | None, str]:
    from autograder.audit import ExportedRow

    record = _record(course)
    if not record:
        return None, ""
    rows = {
        name: {student: ExportedRow(**row) for student, row in mine.items()}
        for name, mine in record["assignments"].items()
    }
    return rows, record["course"]


def _record(course: Course) -> dict[str, Any]:
    """The record of the last export; nothing where there is none, or it cannot be read."""
    from autograder.export import LAST_EXPORT

    try:
        found: dict[str, Any] = json.loads((course.root / LAST_EXPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if {"course", "assignments"} <= found.keys() else {}


def _hash(path: Path) -> str:
    from autograder.errors import NotebookError
    from autograder.intake.versions import digest_of
    from autograder.notebook.reading import submission_bytes

    try:
        return digest_of(submission_bytes(path))
    except NotebookError:
        return ""
