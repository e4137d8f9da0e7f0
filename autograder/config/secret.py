"""`solutions/NAME/secret.toml`: what of an assignment no student may know.

    seed = 2701     of the generators that the hidden tests draw their inputs from

A course of an earlier version has the seed in `assignment.toml`, which students may see. It is still read there, so
that such a course goes on and no result that is kept loses its worth; `seed_warning` asks to move it.
"""

from __future__ import annotations

from autograder.config.table import Table, read_table
from autograder.model import Course

SECRET_FILE = "secret.toml"


def read_seed(course: Course, name: str, public: Table) -> int:
    """The seed of an assignment; 0 if nobody gave it one.

    Args:
        course: the course.
        name: of the assignment.
        public: its `assignment.toml`, which may still have the seed.

    Raises:
        ConfigError: a file says something it may not say, or both have a seed.
    """
    path = course.root / "solutions" / name / SECRET_FILE
    if not path.is_file():
        return public.integer("seed", 0, least=0)
    table = read_table(path, course.root)
    seed = table.integer("seed", None, least=0)
    table.finish()
    if public.keep_out("seed") is not None:
        secret = path.relative_to(course.root).as_posix()
        public.fail("seed", f"{secret} has a seed too", "it there alone", "delete this line")
    return seed


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
