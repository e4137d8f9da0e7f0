"""Releases one assignment."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import ConsentNeededError, CourseError
from autograder.gradebook import CellChanges, register_release
from autograder.model import Assignment, Course, Language
from autograder.notebook.release import RELEASE_FOLDER, SOURCE_FOLDER, build, scripts_on_path
from autograder.release.folders import Folder, Record

_ABANDONED_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What was released. `files` are the data files beside the notebook; `notes` are for the instructor to look at."""

    assignment: str
    language: Language
    source: Path
    release: Path
    exercises: int
    points: float
    files: tuple[str, ...]
    notes: tuple[str, ...]


def release(course: Course, assignment: Assignment, language: Language, *, consent: bool = False) -> ReleaseReport:
    """Write the source notebook and the released one; the same input gives the same bytes.

    Args:
        course: the course.
        assignment: what is released.
        language: of its texts.
        consent: go on where something that a person made or entered is replaced; a copy of it is kept.

    Raises:
        ConsentNeededError: that is the case, and there is no consent. Nothing was changed.
        CourseError: a file of the assignment is wrong or missing, nbgrader refuses the notebook, or `source/NAME` is
            somebody else's. Nothing was changed.
        InternalError: the released notebook is not what students should get, or the gradebook cannot be written.
            Nothing was changed.
    """
    name = assignment.name
    record = Record(course.root / ".autograder" / "released" / f"{name}.json")
    folders = [Folder(course.root / kind, name, record.of(kind)) for kind in (SOURCE_FOLDER, RELEASE_FOLDER)]
    changed = [path for folder in folders for path in folder.changed()]
    if changed and not consent:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise ConsentNeededError(
            changed[0] + more,
            "changed by hand since it was released, and would be replaced",
            fix=f"change assignments/{name} instead, or go on with --yes, which keeps a copy",
        )
    with _beside(course) as place, scripts_on_path():
        built = build(course, assignment, language, place)
        changes = register_release(course, assignment, built.gradebook, drop_entries=consent)
        notes = [*built.notes, *_said(changes, course)]
        try:
            for folder, new in zip(folders, (built.source, built.release), strict=True):
                copies = folder.replace(new, course.root / ".autograder" / "replaced")
                notes += [f"{old} was changed by hand: kept as {copy.relative_to(course.root)}" for old, copy in copies]
                notes += [f"{path} is not of this release and was left there" for path in folder.strangers()]
        except OSError as error:
            got = f"cannot be written: {error.strerror}"
            raise CourseError(str(error.filename), got, fix="mend that, then release again") from error
        record.write({folder.kind: folder.digests() for folder in folders})
    return ReleaseReport(
        assignment=name,
        language=language,
        source=folders[0].notebook,
        release=folders[1].notebook,
        exercises=len(assignment.exercises),
        points=assignment.points,
        files=built.files,
        notes=tuple(notes),
    )


def _said(changes: CellChanges, course: Course) -> Iterator[str]:
    """What the gradebook's cells went through, where somebody had handed in or entered something."""
    if changes.dropped and changes.kept_in is not None:
        kept = changes.kept_in.relative_to(course.root)
        yield f"{changes.dropped} entries of people went with cells that are gone; they are kept in {kept}"


@contextmanager
def _beside(course: Course) -> Iterator[Path]:
    """A folder to build in, on the course's own disk, so that what is built can be moved; gone afterwards."""
    parent = course.root / ".autograder" / "building"
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for left_over in parent.iterdir():  # of a run that was killed
            if time.time() - left_over.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(left_over, ignore_errors=True)
        place = Path(tempfile.mkdtemp(dir=parent))
    except OSError as error:
        raise CourseError(str(parent), f"cannot be written: {error.strerror}") from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
