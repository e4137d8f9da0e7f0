"""`autograder collect`: takes submissions from nbgrader's exchange, an LMS's download or a folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import click

from autograder.cli.course import current_course, typed
from autograder.cli.saying import in_columns, some_of
from autograder.config import did_you_mean, load_assignment, read_decisions, read_roster
from autograder.errors import CourseError
from autograder.model import Assignment, Course, Roster, TimeSource

if TYPE_CHECKING:
    from autograder.intake import Ask, Collected, Directory, Found, Row

_MOST_NAMES = 12


@click.command()
@click.argument("assignment")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show as a table what would happen to each file, and write nothing.")
@click.option(
    "--worksheet", type=click.Path(path_type=Path), metavar="FILE", help="Moodle's grading worksheet: who, when."
)
@click.option("--time-zone", default="", metavar="ZONE", help="Of times without one. Default: the course's.")
@click.option("--encoding", default="", metavar="NAME", help="Of names in a zip that do not say theirs, such as cp949.")
@click.option("--pattern", default="", metavar="REGEX", help="How to find the student in a path: (?P<student>...).")
@click.option(
    "--stamped", is_flag=True,
    help="PATH is nbgrader's own folder: its timestamp.txt are no student's. UTC, where they name no zone.",
)  # fmt: skip
@click.pass_obj
def command(
    root: Path | None,
    assignment: str,
    path: Path | None,
    dry_run: bool,
    worksheet: Path | None,
    time_zone: str,
    encoding: str,
    pattern: str,
    stamped: bool,
) -> None:
    """Put submissions of ASSIGNMENT into submitted/, and keep every version.

    PATH is a download of Canvas, Moodle, Blackboard, Brightspace or Google Classroom, a folder of git clones, or a zip
    or folder with STUDENT/NOTEBOOK.ipynb or STUDENT.ipynb. Without PATH they come from nbgrader's exchange. Who is who
    stands in roster.csv (`autograder roster import FILE`).

    Exit code 1 if somebody must look at something. Students who have not handed in are no reason.
    """
    course = current_course(root)
    chosen = load_assignment(course, typed(assignment))
    from autograder.intake import Ask, Directory, RunLock, VersionStore, collect
    from autograder.intake.groups import groups_of, named_groups, not_shared, unmasked
    from autograder.intake.survey import known_students

    roster = read_roster(course)
    zone = _zone(time_zone)
    ask = Ask(pattern=pattern, encoding=encoding, zone=zone, stamped=stamped)
    if worksheet is not None:
        ask = _with_worksheet(ask, course, worksheet)
    called = named_groups(course, chosen, roster)
    directory = Directory(roster, unmasked(course, chosen.name, roster), known_students(course), called)
    groups = groups_of(course, chosen, roster)
    decisions = read_decisions(course, roster)
    if not any(VersionStore(course, chosen).students()) and (note := not_shared(chosen, roster, groups)):
        _say(note)  # once: from then on something is kept
    with nullcontext() if dry_run else RunLock(course, chosen, "collected"):
        found = _found(course, chosen, path, directory, ask)
        collected = collect(
            course,
            chosen,
            found,
            directory=directory,
            roster=roster,
            now=datetime.now(UTC),
            groups=groups,
            decisions=decisions,
            dry_run=dry_run,
        )
    if not dry_run and roster:
        from autograder.gradebook.students import name_students

        name_students(course, roster.people)
    if dry_run:
        _show(collected, zone or ZoneInfo(course.time_zone))
    _tell(chosen, collected, roster, dry_run=dry_run)
    if collected.must_look:
        raise click.exceptions.Exit(1)


def _found(course: Course, assignment: Assignment, path: Path | None, directory: Directory, ask: Ask) -> Found:
    if path is None:
        from autograder.intake.exchange import look_into_exchange

        return look_into_exchange(course, assignment)
    from autograder.intake import look_through

    return look_through(course, assignment, path, directory, ask)


def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        fix = did_you_mean(name, available_timezones())
        raise CourseError("--time-zone", repr(name), "a zone such as 'Asia/Seoul'", fix) from None


def _with_worksheet(ask: Ask, course: Course, path: Path) -> Ask:
    from dataclasses import replace

    from autograder.intake.sources.moodle import read_worksheet
    from autograder.intake.tables import read_cells

    cells = read_cells(path, [str(language) for language in course.languages], ask.encoding)
    return replace(ask, worksheet=read_worksheet(cells, ask.zone or ZoneInfo(course.time_zone), str(path)))


# ---------------------------------------------------------------- what is said


def _tell(assignment: Assignment, collected: Collected, roster: Roster, *, dry_run: bool) -> None:
    from autograder.intake import Fate
    from autograder.intake.collecting import TIME_KNOWN

    say = _say
    for note in collected.notes:
        say(note)
    for row in collected.of(Fate.NOT_UNDERSTOOD):
        say(f"{row.file}: {row.why}; not taken")
    for student, rows in _grouped(collected.of(Fate.LEFT)):
        files = "; ".join(f"{row.file} ({row.why})" for row in rows)
        say(f"{student}: not taken: {files}")
    for row in collected.of(Fate.ASIDE):
        say(f"{row.student}: {row.file}: {row.why}")
    for row in collected.of(Fate.OLDER):
        say(
            f"{row.student}: {row.file}: a newer one is here already; kept as a version"
            + (f" ({row.why})" if row.why else "")
        )
    taken = collected.of(Fate.TAKEN, Fate.KNOWN)
    for row in taken:
        if row.why and row.why != TIME_KNOWN:
            say(f"{row.student}: {row.file}: {row.why}")
    if now_known := [row.student for row in taken if row.why == TIME_KNOWN]:
        say(f"the times of {len(now_known)} that were here already are known now ({_names(now_known)})")
    for note in collected.look:
        say(note)
    _tell_times(taken)
    passed = [row for row in collected.of(Fate.PASSED_OVER) if row.why == "a program made it by itself"]
    if passed:
        files = _names(row.file for row in passed)
        say(f"passed over, made by programs and not by people: {len(passed)} ({files})")
    click.echo(
        f"{assignment.name}: {summary(collected, roster)}{' (dry run: nothing was written)' if dry_run else ''}",
        err=True,
    )


def summary(collected: Collected, roster: Roster) -> str:
    """The line at the end: how many were taken, and who or what was not."""
    from autograder.intake import Fate

    parts = [f"taken {len(collected.students)}"]
    for words, count in (
        ("newer already here", len({row.student for row in collected.of(Fate.OLDER)})),
        ("already here", len({row.student for row in collected.of(Fate.KNOWN)})),
    ):
        if count:
            parts.append(f"{words} {count}")
    for words, names in (
        ("without a notebook", collected.without_notebook),
        ("not understood", collected.not_understood),
    ):
        if names:
            parts.append(f"{words} {len(names)} ({_names(names)})")
    if roster and collected.missing:
        parts.append(f"of the roster nothing from {len(collected.missing)} ({_names(collected.missing)})")
    return ", ".join(parts)


def _tell_times(taken: Sequence[Row]) -> None:
    unknown = sorted({row.student for row in taken if row.submitted_at is None and not row.late_by_unknown})
    late = sorted({row.student for row in taken if row.late_by_unknown})
    claims = sorted({row.student for row in taken if row.time_source is TimeSource.COMMIT})
    if unknown:
        _say(f"no source says when {len(unknown)} handed in: nothing is taken off for lateness ({_names(unknown)})")
    if late:
        _say(f"the source calls {len(late)} late, and does not say by how much ({_names(late)}): see [late] unknown")
    if claims:
        _say(f"the times of {len(claims)} are those of commits, which whoever commits sets ({_names(claims)})")


def _show(collected: Collected, zone: ZoneInfo) -> None:
    lines = [("student", "file", "time", "from", "what would happen")]
    for row in collected.rows:
        when = "late, unknown by how much" if row.late_by_unknown else "unknown"
        if row.submitted_at is not None:
            when = row.submitted_at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S %Z")
        known = (
            ""
            if row.submitted_at is None
            else {TimeSource.COMMIT: "a commit's claim"}.get(row.time_source, str(row.time_source))
        )
        happens = f"{row.fate}: {row.why}" if row.why else str(row.fate)
        lines.append((row.student or "?", row.file, when if row.student else "", known, happens))
    for line in in_columns(lines):
        click.echo(line)


def _grouped(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.student, []).append(row)
    return sorted(found.items())


def _names(names: Iterable[str]) -> str:
    return some_of(list(names), _MOST_NAMES)


def _say(text: str) -> None:
    click.echo(f"autograder: {text}", err=True)
