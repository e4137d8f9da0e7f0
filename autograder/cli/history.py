"""`autograder history`: the versions that somebody handed in, with their scores; and bringing one back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from autograder.cli.course import current_course, typed
from autograder.cli.saying import in_columns
from autograder.config import did_you_mean, load_assignment, read_decisions, read_roster
from autograder.errors import CourseError
from autograder.model import TimeSource
from autograder.wording import one_line


@click.command()
@click.argument("student")
@click.argument("assignment")
@click.option(
    "--bring-back", type=click.IntRange(min=1), metavar="N", help="Let version N count, until a newer one comes."
)
@click.option("--by-rule", is_flag=True, help="Let [late] counts decide again.")
@click.pass_obj
def command(root: Path | None, student: str, assignment: str, bring_back: int | None, by_rule: bool) -> None:
    """List what STUDENT has handed in for ASSIGNMENT: when, from where, what it earned, and which counts.

    No version is ever lost. What was brought back is graded by the next `autograder grade`.
    """
    if bring_back is not None and by_rule:
        raise click.UsageError("--bring-back and --by-rule exclude each other")
    course = current_course(root)
    chosen = load_assignment(course, typed(assignment))
    from autograder.batch import store_of
    from autograder.intake import RunLock, VersionStore, keep_what_is_there, place, survey, what_counts
    from autograder.intake.counting import as_placed
    from autograder.intake.without import all_without, files_of

    versions, results = VersionStore(course, chosen), store_of(course, chosen)
    roster = read_roster(course)
    decisions = read_decisions(course, roster)
    with RunLock(course, chosen, "looked through"):
        keep_what_is_there(course, chosen, datetime.now(UTC))
        history, others = versions.history(student), files_of(course, chosen, student)
        if not history.versions and not others:
            known = {*versions.students(), *all_without(course, chosen)}
            # Whom the roster has is meant: nobody else of a like name is asked for.
            fix = did_you_mean(student, known) if roster.person(student) is None else ""
            raise CourseError(student, f"has handed in nothing for {chosen.name}", "", fix)
        graded = {v.digest: r for v in history.versions if (r := results.of_version(student, v.digest)) is not None}
        target = None
        if (bring_back is not None or by_rule) and not history.versions:
            names = ", ".join(one_line(one.name) for one in others)
            raise CourseError(student, f"what was handed in for {chosen.name} holds no notebook: {names}")
        if bring_back is not None:
            if bring_back > len(history.versions):
                raise CourseError("--bring-back", str(bring_back), f"1 to {len(history.versions)}")
            target = history.versions[bring_back - 1]
            history = versions.choose(student, target.digest)
        elif by_rule:
            history = versions.choose(student, "")
            target = what_counts(course, chosen, history, decisions, graded)
        if target is not None:
            place(course, chosen, student, target, versions)
        there = {seen.submission.student: seen for seen in survey(course, chosen).seen}.get(student)
    counted = as_placed(history, there.digest, there.stamp) if there and history.of(there.digest) else None
    zone = ZoneInfo(course.time_zone)
    lines = [("", "version", "handed in", "from", "file", "score")]
    for number, version in enumerate(history.versions, start=1):
        result = graded.get(version.digest)
        score = "not graded" if result is None else f"{result.score:g} of {result.points:g}"
        score = result.status.value if result is not None and result.status.value != "graded" else score
        when = "late, unknown by how much" if version.late_by_unknown else "unknown"
        owner = f" (of {version.owner})" if version.owner not in ("", student) else ""
        aside = " (another file was taken)" if version.aside else ""
        lines.append(
            ("*" if version is counted else "", f"{number} {version.digest[:8]}",
             _when(version.submitted_at, version.time_source, zone) or when, version.source + owner,
             version.path + aside, score)
        )  # fmt: skip
    for one in others:
        when = _when(one.submitted_at, one.time_source, zone) or "unknown"
        lines.append(("", "-", when, one_line(one.source), one_line(one.name), f"no notebook: {one_line(one.why)}"))
    for line in in_columns(lines):
        click.echo(line)
    if not history.versions:
        return
    chosen_by = "a person brought it back" if history.chosen else f'by [late] counts = "{chosen.late.counts}"'
    click.echo(f"* counts ({chosen_by})", err=True)
    if target is not None:
        click.echo(
            f"{student}: version {target.digest[:8]} is in submitted/; `autograder grade {chosen.name}` grades it",
            err=True,
        )


def _when(at: datetime | None, source: TimeSource, zone: ZoneInfo) -> str:
    """When something was handed in, as its source says; empty where none does."""
    if at is None:
        return ""
    claim = " (a commit's claim)" if source is TimeSource.COMMIT else ""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S %Z") + claim
