"""`solutions/NAME/secret.toml`: what of an assignment no student may know.

    seed = 2701          of the generators that the hidden tests draw their inputs from
    inputs = "own"       or "common": whether each student has inputs of their own; left out, as below

A course of an earlier version has the seed in `assignment.toml`, which students may see. It is still read there, so
that such a course goes on and no result that is kept loses its worth; `seed_warning` asks to move it.

Earlier versions gave everybody the same inputs. Whether an assignment was begun so is told by what is kept of it: the
head of each result says whose inputs it was graded with (`INPUTS_HEAD`), and one that says nothing is an earlier
version's. An assignment with no results yet begins with inputs of one's own.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from autograder.config.table import Table, read_table
from autograder.model import Course, Inputs, Scheme

SECRET_FILE = "secret.toml"
INPUTS_HEAD: Final = "inputs"
"""The key in the head of a kept result under which its scheme stands."""
_MOST_HEAD_BYTES = 1 << 16


def results_folder(course: Course, name: str) -> Path:
    """Where the results of an assignment are kept."""
    return course.root / ".autograder" / "results" / name


def read_inputs(course: Course, name: str, public: Table) -> Inputs:
    """What an assignment's hidden inputs are drawn from; with the seed 0 if nobody gave it one.

    Args:
        course: the course.
        name: of the assignment.
        public: its `assignment.toml`, which may still have the seed.

    Raises:
        ConfigError: a file says something it may not say, or both have a seed.
    """
    path = course.root / "solutions" / name / SECRET_FILE
    place, scheme = (course.course_id, course.term, name), None
    if path.is_file():
        table = read_table(path, course.root)
        seed = table.integer("seed", None, least=0)
        if table.get("inputs") is not None:
            scheme = Scheme(table.one_of("inputs", tuple(Scheme)))
        table.finish()
        if public.keep_out("seed") is not None:
            secret = path.relative_to(course.root).as_posix()
            public.fail("seed", f"{secret} has a seed too", "it there alone", "delete this line")
    else:
        seed = public.integer("seed", 0, least=0)
    scheme = scheme or _scheme_of_results(results_folder(course, name))
    return Inputs(seed, place, scheme)


def seed_warning(course: Course, name: str) -> str:
    """What to do about a seed that students may see or guess; empty where it is secret, or there is no hidden suite."""
    folder = course.root / "solutions" / name
    if (folder / SECRET_FILE).is_file() or not any(folder.glob("test_hidden*.py")):
        return ""
    secret = f"solutions/{name}/{SECRET_FILE}"
    path = course.root / "assignments" / name / "assignment.toml"
    if read_table(path, course.root).get("seed") is None:
        return f"{secret}: not there, so that anybody can guess the hidden inputs; write `seed = NUMBER` into it"
    return (
        f"assignments/{name}/assignment.toml: the seed of the hidden inputs stands where students may see it; "
        f"move the line `seed = ...` to {secret} (results that are kept stay good)"
    )


def _scheme_of_results(folder: Path) -> Scheme:
    """What the first result says that can be read; all of an assignment were graded alike."""
    try:
        entries = [entry for entry in os.scandir(folder) if entry.name.endswith(".json") and entry.name[0] != "."]
    except OSError:
        return Scheme.OWN
    for entry in entries:
        try:
            with open(entry.path, "rb") as file:
                head = json.loads(file.readline(_MOST_HEAD_BYTES))
            return Scheme(head.get(INPUTS_HEAD, Scheme.COMMON))
        except (OSError, ValueError, AttributeError):  # damaged: the others tell
            continue
    return Scheme.OWN
