"""nbgrader's exchange: where students of a shared server hand in.

nbgrader's own collector is asked, with the configuration that nbgrader itself would read (`nbgrader_config.py` of the
course, the user and the system: exchange root, another exchange such as ngshare, a time zone). It is given a folder of
its own to collect into: `submitted/` may hold something newer from elsewhere, which it would delete.
"""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from autograder.errors import CourseError
from autograder.files import GuardedFileError, read_guarded
from autograder.imports import without_grammar_of_iris
from autograder.intake.archives import Member
from autograder.intake.choosing import Candidate
from autograder.intake.found import Found, Left
from autograder.intake.kinds import Kind, Yardstick, is_by_product, kind_of
from autograder.intake.people import Clue
from autograder.intake.sources import Claim
from autograder.intake.survey import MOST_NOTEBOOK_BYTES, TIMESTAMP_FILE
from autograder.intake.times import parse_timestamp
from autograder.model import Assignment, Course, TimeSource
from autograder.notebook.release import scripts_on_path

NAME = "nbgrader's exchange"
_BESIDE = ("submission_secret.txt",)


def look_into_exchange(course: Course, assignment: Assignment) -> Found:
    """Ask nbgrader's collector for everybody's submission. `submitted/` is not touched.

    Raises:
        CourseError: nbgrader could not collect; the message is the last line of what it said.
    """
    scratch = course.root / ".autograder"
    scratch.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="exchange-", dir=scratch) as folder:
        _collect(course, assignment, Path(folder))
        return _found(course, assignment, Path(folder))


def _collect(course: Course, assignment: Assignment, folder: Path) -> None:
    with without_grammar_of_iris():
        from nbgrader.apps import NbGrader, NbGraderAPI  # type: ignore[import-untyped,unused-ignore]

    # Where there is no gradebook yet, nbgrader makes one with a program that lies beside Python's.
    with _inside(course.root), scripts_on_path(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        application: Any = NbGrader()
        application.log.setLevel(logging.CRITICAL + 1)
        application.raise_config_file_errors = True
        try:
            application.load_config_file()
        except Exception as error:  # noqa: BLE001  the file is a program of the course's own
            what = f"nbgrader cannot read it: {type(error).__name__}: {error}"
            raise CourseError("nbgrader_config.py", what) from None
        config = application.config
        config.CourseDirectory.root = str(course.root)
        if not config.CourseDirectory.get("course_id"):
            config.CourseDirectory.course_id = course.course_id
        config.CourseDirectory.submitted_directory = os.path.relpath(folder, course.root)
        config.CourseDirectory.db_url = (
            f"sqlite:///{folder}/none.db" if not _has_gradebook(course) else course.database_url
        )
        answer = NbGraderAPI(config=config).collect(assignment.name, update=True)
    if not answer["success"]:
        said = [line for line in str(answer.get("log") or answer.get("error") or "").splitlines() if line.strip()]
        raise CourseError(NAME, said[-1].strip() if said else "collecting failed")


def _has_gradebook(course: Course) -> bool:
    prefix = "sqlite:///"
    return not course.database_url.startswith(prefix) or Path(course.database_url.removeprefix(prefix)).exists()


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """nbgrader reads `nbgrader_config.py` from the working directory."""
    here = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


def _found(course: Course, assignment: Assignment, folder: Path) -> Found:
    found = Found()
    yardstick = Yardstick(course, assignment)
    for student in sorted(os.listdir(folder)):
        home = folder / student / assignment.name
        if not home.is_dir() or home.is_symlink():
            continue
        at = _stamp(home, ZoneInfo(course.time_zone))
        beside = tuple((name, data) for name in _BESIDE if (data := _read(home / name)))
        for path in sorted(home.rglob("*")):
            below = PurePosixPath(path.relative_to(home).as_posix())
            if path.is_dir() and not path.is_symlink():
                continue
            member = Member(PurePosixPath(student) / below, None)
            source = TimeSource.EXCHANGE if at else TimeSource.UNKNOWN
            claim = Claim(NAME, Clue(id=student), str(below), at, source, submission=student)
            if is_by_product(below) or below.name in (TIMESTAMP_FILE, *_BESIDE):
                found.left.append(Left(member, claim, "a program made it by itself", quiet=True))
                continue
            try:
                data = read_guarded(path, most_bytes=MOST_NOTEBOOK_BYTES)
            except GuardedFileError as error:
                found.left.append(Left(member, claim, str(error)))
                continue
            kind, words = kind_of(below.name, data)
            if kind is not Kind.NOTEBOOK:
                # What was released beside the notebook comes back with it.
                released = (course.root / "release" / assignment.name / below).is_file()
                found.left.append(Left(member, claim, words, quiet=released))
                continue
            work = yardstick.measure(data)
            if work.other:
                found.left.append(Left(member, claim, f"this looks like {work.other}"))
            else:
                found.candidates.append(Candidate(member, claim, data, work, beside))
    return found


def _stamp(home: Path, zone: ZoneInfo) -> datetime | None:
    """When nbgrader says that it was handed in. The file is the exchange's: a student's own is not copied over it."""
    data = _read(home / TIMESTAMP_FILE)
    moment = parse_timestamp(data[:100].decode("utf-8", "replace"), zone) if data else None
    return moment.astimezone(UTC) if moment else None


def _read(path: Path) -> bytes:
    try:
        return read_guarded(path, most_bytes=1 << 20)
    except GuardedFileError:
        return b""
