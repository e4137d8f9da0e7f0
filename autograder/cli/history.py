"""`autograder history`: the versions that somebody handed in, with their scores; and bringing one back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from autograder.cli.course import current_course, typed
from autograder.config import did_you_mean, load_assignment, read_decisions, read_roster
from autograder.errors import CourseError
from autograder.model import TimeSource


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

    versions, results = VersionStore(course, chosen), store_of(course, chosen)
    decisions = read_decisions(course, read_roster(course))
    with RunLock(course, chosen, "looked through"):
        keep_what_is_there(course, chosen, datetime.now(UTC))
        history = versions.history(student)
        if not history.versions:
            known = set(versions.students())
            raise CourseError(student, f"has handed in nothing for {chosen.name}", "", did_you_mean(student, known))
        graded = {v.digest: r for v in history.versions if (r := results.of_version(student, v.digest)) is not None}
        target = None
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
    zone = ZoneInfo(course.time_zone)
    lines = [("", "version", "handed in", "from", "file", "score")]
    for number, version in enumerate(history.versions, start=1):
        when = "late, unknown by how much" if version.late_by_unknown else "unknown"
        if version.submitted_at is not None:
            when = version.submitted_at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S %Z")
            when += " (a commit's claim)" if version.time_source is TimeSource.COMMIT else ""
        result = graded.get(version.digest)
        score = "not graded" if result is None else f"{result.score:g} of {result.points:g}"
        score = result.status.value if result is not None and result.status.value != "graded" else score
        counts = "*" if there is not None and there.digest == version.digest else ""
        owner = f" (of {version.owner})" if version.owner not in ("", student) else ""
        aside = " (another file was taken)" if version.aside else ""
        lines.append(
            (counts, f"{number} {version.digest[:8]}", when, version.source + owner, version.path + aside, score)
        )
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    for line in lines:
        click.echo("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
    chosen_by = "a person brought it back" if history.chosen else f'by [late] counts = "{chosen.late.counts}"'
    click.echo(f"* counts ({chosen_by})", err=True)
    if target is not None:
        click.echo(
            f"{student}: version {target.digest[:8]} is in submitted/; `autograder grade {chosen.name}` grades it",
            err=True,
        )
