"""Keys under which results are kept: everything that can change a result, hashed.

A key covers the notebook's bytes, when it was handed in, the whole of the assignment's two folders, the policy of the
course, the data that the assignment uses, the grader's own code and the versions that it runs on. What cannot change a
score (the number of cores, the place of the course) is left out.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from autograder.model import Assignment, Course, Submission

_PACKAGES = ("numpy", "pytest", "matplotlib")
_NOT_GRADED = frozenset({"correct", "wrong", "__pycache__"})


def key_of(submission: Submission, suite_key: str) -> str:
    """The key of one submission's result.

    Args:
        submission: whose notebook is read.
        suite_key: of its assignment, from `suite_key`.

    Raises:
        OSError: the notebook cannot be read.
    """
    digest = hashlib.sha256(suite_key.encode())
    digest.update(submission.student.encode())
    digest.update(str(submission.path).encode())
    digest.update(repr(submission.submitted_at).encode())
    with submission.path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def suite_key(course: Course, assignment: Assignment, isolation: str) -> str:
    """The key of everything besides the submission that can change a result of this assignment."""
    digest = hashlib.sha256()
    digest.update(_grader_key().encode())
    policy = {"late": asdict(course.late), "limits": asdict(assignment.limits), "zone": course.time_zone}
    due = assignment.due.isoformat() if assignment.due else ""
    digest.update(json.dumps([policy, due, isolation, assignment.seed], sort_keys=True).encode())
    for folder in (assignment.folder, assignment.solutions):
        _add_files(digest, folder, _files(folder))
    _add_files(digest, course.root, [p for name in assignment.data for p in _files(course.root / "datasets" / name)])
    return digest.hexdigest()


@cache
def _grader_key() -> str:
    """The grader's own code and what it runs on."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    rooms = ("protocol", "worker", "sandbox", "suite", "grading", "notebook")
    files = [path for room in rooms for path in _files(package / room)]
    _add_files(digest, package, [*files, package / "scoring.py", package / "model.py", package / "config.py"])
    digest.update(platform.python_version().encode())
    for name in _PACKAGES:
        digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not _NOT_GRADED & set(path.parts))


def _add_files(digest: hashlib._Hash, base: Path, files: Iterable[Path]) -> None:
    for path in files:
        digest.update(str(path.relative_to(base)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
