"""Lays a student's page out so that nbgrader's release_feedback takes it: under the notebook's name, with the secret.

nbgrader looks for `feedback/STUDENT/NAME/NAME.html`, when the work was handed in (`timestamp.txt`), and the secret that
came with it through the exchange (`submission_secret.txt`): the page goes where only somebody who has it finds it.
"""

from __future__ import annotations

import re
from pathlib import Path

from autograder.errors import CourseError
from autograder.files import GuardedFileError, read_guarded, write_whole
from autograder.model import Assignment, Course

SECRET_FILE = "submission_secret.txt"
_TIMESTAMP_FILE = "timestamp.txt"
_LONGEST_BYTES = 4096
_SECRET = re.compile(rb"[0-9A-Za-z_-]{16,1024}\s*")
_STAMP = re.compile(rb"[0-9A-Za-z :.+/_-]{10,100}\s*")


def lay_out_for_exchange(course: Course, assignment: Assignment, student: str, page: Path) -> bool:
    """Put `page` and what nbgrader needs into `feedback/STUDENT/NAME/`.

    Returns:
        Whether the work came through nbgrader's exchange, so that nbgrader can release its page.

    Raises:
        CourseError: the files cannot be written.
    """
    submitted = course.root / "submitted" / student / assignment.name
    folder = course.root / "feedback" / student / assignment.name
    secret = _read(submitted / SECRET_FILE, _SECRET)
    stamp = _read(submitted / _TIMESTAMP_FILE, _STAMP)
    wanted = {SECRET_FILE: secret, _TIMESTAMP_FILE: stamp if secret else None}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in wanted.items():
            if data is None:
                (folder / name).unlink(missing_ok=True)  # of earlier work
            else:
                write_whole(folder / name, data)
        write_whole(folder / f"{assignment.name}.html", page.read_bytes())
    except OSError as error:
        raise CourseError(str(error.filename or folder), f"cannot be written: {error.strerror}") from error
    return secret is not None and stamp is not None


def _read(path: Path, form: re.Pattern[bytes]) -> bytes | None:
    """A small file that a student's own program wrote; None if it is missing or anything else."""
    try:
        data = read_guarded(path, most_bytes=_LONGEST_BYTES)
    except GuardedFileError:
        return None
    return data if form.fullmatch(data) else None
