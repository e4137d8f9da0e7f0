"""Suite hosts on other machines: what they need to take along, and whether they grade as this one would."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from autograder.batch.fingerprint import files_of, grader_parts
from autograder.batch.grading import Executor, give_up
from autograder.config import load_assignment, load_course
from autograder.errors import CourseError
from autograder.grading import IsolationMode, SuiteHost
from autograder.model import Assignment, Course

_DATABASE = re.compile(r"^\[database\][^\[]*|^database\b.*$", re.MULTILINE)


def dask_executor(course: Course, assignment: Assignment, address: str, isolation: IsolationMode) -> Executor:
    """Suite hosts on the workers of a Dask cluster.

    The files of the assignment are sent to each worker once: workers need the package, and no shared disk.

    Raises:
        UserError: the package `distributed` is not installed.
        CourseError: a file of the course cannot be sent.
    """
    from autograder.executors.dask import DaskExecutor

    make_host = partial(
        remote_host, assignment=assignment.name, isolation=isolation.value, grader=dict(grader_parts()), address=address
    )
    return DaskExecutor(address, luggage(course, assignment), make_host, give_up)


def luggage(course: Course, assignment: Assignment) -> bytes:
    """A zip archive of what a suite host of the assignment reads: no solutions but the reference, no gradebook's URL.

    Raises:
        CourseError: the URL of the gradebook cannot be told apart in course.toml.
    """
    sets = [course.root / "datasets" / name for name in assignment.data]
    paths = [path for folder in (assignment.folder, assignment.solutions, *sets) for path in files_of(folder)]
    paths += sorted((course.root / "datasets").glob("*.toml"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("course.toml", _without_database((course.root / "course.toml").read_text(encoding="utf-8")))
        for path in paths:
            archive.write(path, path.relative_to(course.root))
    return packed.getvalue()


def remote_host(root: Path, *, assignment: str, isolation: str, grader: Mapping[str, str], address: str) -> SuiteHost:
    """A suite host in the process that runs this, of the files under `root`.

    Raises:
        CourseError: this process would not grade as the one that asks.
    """
    here = grader_parts()
    if other := [name for name in sorted({*here, *grader}) if here.get(name) != grader.get(name)]:
        raise CourseError(
            f"a worker of {address}",
            f"it differs in {', '.join(_difference(name, here, grader) for name in other)}",
            "the same as where `grade` was started",
            "install both from the same requirements.lock and the same checkout",
        )
    course = load_course(root)
    return SuiteHost(course, load_assignment(course, assignment), isolation=IsolationMode(isolation))


def _without_database(text: str) -> str:
    """course.toml without the URL of the gradebook, which may hold a password that workers have no use for."""
    shorter = _DATABASE.sub("", text)
    if "database" in tomllib.loads(shorter):
        raise CourseError("course.toml: database", "written in an unusual way", "a table [database]")
    return shorter


def _difference(name: str, here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """`numpy (2.2.0 instead of 2.3.1)`; of the package itself only hashes of its code are known."""
    if name == "autograder":
        return "autograder's own code"
    return f"{name} ({here.get(name, 'none')} instead of {there.get(name, 'none')})"
