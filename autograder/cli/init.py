"""`autograder init`: a new course."""

from __future__ import annotations

import os
from pathlib import Path

import click

from autograder.config import load_course
from autograder.model import ENGLISH, Course, Language


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", metavar="TEXT", default="", help="Of the course.")
@click.option(
    "--language", "languages", metavar="TAG", multiple=True, help="Of the course, such as en, ko or pt-BR; may be "
    "given again for another one. Default: en."
)  # fmt: skip
@click.option("--id", "course_id", metavar="ID", default="", help="For nbgrader. Default: the folder's name.")
@click.option("--time-zone", metavar="ZONE", default="UTC", show_default=True, help="Of due dates, such as Asia/Seoul.")
def command(folder: Path, title: str, languages: tuple[str, ...], course_id: str, time_zone: str) -> None:
    """Make a course in DIR, with one small assignment that can be verified, released and graded as it is.

    Nothing that is there already is replaced.
    """
    from autograder.scaffold import FIRST_ASSIGNMENT, new_course

    tags = tuple(Language(tag) for tag in dict.fromkeys(languages)) or (ENGLISH,)
    made = new_course(folder, course_id=course_id, title=title, languages=tags, time_zone=time_zone)
    for path in made:
        click.echo(str(path))
    tell_silent_languages(load_course(folder))
    shown = os.path.relpath(folder)
    click.echo(
        f"""
Next:
  cd {shown}
  autograder verify {FIRST_ASSIGNMENT}
  autograder release {FIRST_ASSIGNMENT}
  autograder demo
  autograder new NAME --exercises a,b""",
        err=True,
    )


def tell_silent_languages(course: Course) -> None:
    """Say which languages of a course a new assignment does not speak, and what is to be translated."""
    from autograder.scaffold import has_words

    for tag in course.languages:
        if not has_words(tag):
            click.echo(f"note: the texts marked {tag} came in English: translate them, hints.{tag}.toml too", err=True)
