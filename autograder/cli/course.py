"""Which course a command is about, and which of its assignments."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.config import assignment_names, did_you_mean, load_assignment, load_course, seed_warning
from autograder.errors import CourseError, UserError
from autograder.model import Assignment, Course, Language


def current_course(root: Path | None) -> Course:
    """The course of `--course`, or the nearest above this folder.

    Raises:
        CourseError: there is none.
    """
    if root is not None:
        return load_course(root.resolve())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "course.toml").is_file():
            return load_course(folder)
    raise CourseError(str(here), "no course.toml here or above", fix="go to the course's folder or use --course DIR")


def typed(name: str) -> str:
    """The name of an assignment without what a shell that completes names of folders has put behind it."""
    return name.strip(f"/{os.sep}")


def chosen_assignments(course: Course, names: Sequence[str]) -> list[Assignment]:
    """The assignments of these names; all of them if there are none.

    Raises:
        CourseError: one does not exist.
    """
    chosen = [load_assignment(course, typed(name)) for name in names or assignment_names(course)]
    for assignment in chosen:
        if warning := seed_warning(course, assignment.name):
            click.echo(f"autograder: {warning}", err=True)
    return chosen


def chosen_language(course: Course, tag: str | None) -> Language:
    """The language of `--language`; the course's first if there is none.

    Raises:
        UserError: the course does not have it.
    """
    if tag is None:
        return course.language
    if tag not in course.languages:
        raise UserError("--language", tag, f"one of {', '.join(course.languages)}", did_you_mean(tag, course.languages))
    return Language(tag)
