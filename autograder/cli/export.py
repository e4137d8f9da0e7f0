"""`autograder export`: the grades as CSV, for Canvas or Moodle, or as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import chosen_assignments, current_course
from autograder.cli.output import check_output, write_output
from autograder.errors import CourseError
from autograder.model import ENGLISH, Assignment, Course, Result


@click.command()
@click.argument("assignments", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "canvas", "moodle", "json"]),
    default="csv",
    show_default=True,
    help="For whom.",
)
@click.option("--title", "titles", multiple=True, metavar="NAME=TITLE", help="The LMS's own title of an assignment.")
@click.option(
    "--roster", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Canvas's exported gradebook."
)
@click.option("--identity", default="username", show_default=True, metavar="COLUMN", help="Moodle's identity column.")
@click.option("--output", type=click.Path(path_type=Path), help="Write there instead of to stdout.")
@click.pass_obj
def command(
    root: Path | None,
    assignments: tuple[str, ...],
    form: str,
    titles: tuple[str, ...],
    roster: Path | None,
    identity: str,
    output: Path | None,
) -> None:
    """Write the grades of ASSIGNMENTS (all that were graded, if none is named).

    What people graded by hand in formgrader is part of them.
    """
    check_output(output)
    course = current_course(root)
    chosen = chosen_assignments(course, assignments)
    from autograder.batch import standing

    results = [result for assignment in chosen for result in standing(course, assignment).final()]
    if not results:
        raise CourseError("export", "nothing was graded yet", fix="run `autograder grade NAME`")
    columns = _titles(chosen, titles)
    if not assignments:  # a column without a grade would make an assignment of no points in the LMS
        graded = {result.assignment for result in results}
        columns = {name: title for name, title in columns.items() if name in graded}
    text = _rendered(course, results, form, columns, roster, identity)
    write_output(text, output)


def _titles(assignments: list[Assignment], given: tuple[str, ...]) -> dict[str, str]:
    titles = {assignment.name: assignment.title.in_language(ENGLISH) for assignment in assignments}
    for pair in given:
        name, equals, title = pair.partition("=")
        if not equals or name not in titles:
            raise CourseError("--title", pair, "NAME=TITLE with an assignment's name")
        titles[name] = title
    return titles


def _rendered(
    course: Course, results: list[Result], form: str, titles: dict[str, str], roster: Path | None, identity: str
) -> str:
    from autograder import export

    match form:
        case "canvas":
            return export.canvas_csv(results, titles, roster.read_text(encoding="utf-8-sig") if roster else "")
        case "moodle":
            return export.moodle_csv(results, titles, identity)
        case "json":
            return export.to_json(results, course.language)
    return export.grades_csv(results)
