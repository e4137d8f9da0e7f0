"""Results on disk, one file a submission, under the key of everything that can change them.

What is damaged is said to whoever asks, and the next run grades that submission again. What an older version wrote is
read, whatever it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.batch.result_files import (
    Basis,
    Kept,
    head_of,
    load_kept,
    read_head,
    replaced_folder,
    result_place,
    status_of,
    trial_place,
    write_kept,
)
from autograder.errors import CourseError, InternalError
from autograder.files import write_whole
from autograder.model import Result, Status

AGAIN = "run this again: what was graded is kept"


class ResultStore:
    """The kept results of one assignment.

    Args:
        folder: where they are; made when first written.
        run: the name of the run that writes. What it replaces by another result of the same version is kept under that
            name, so that it can be put back; without a name it is not.
    """

    def __init__(self, folder: Path, run: str = "") -> None:
        self._folder, self._run = folder, run

    @property
    def folder(self) -> Path:
        """Where they are."""
        return self._folder

    def recall(self, student: str, key: str, notebook: str) -> Status | None:
        """The status of a result that was kept under this key and is not the newest; then it is the newest (again).

        It is that of an earlier version, or what a trial has found.

        Args:
            student: whose.
            key: of the result.
            notebook: the hash of the notebook's file.

        Raises:
            CourseError: as `put`.
        """
        for name in (notebook, f"key-{key}"):
            earlier = self._earlier(student) / f"{name}.json"
            status = status_of(earlier, key)
            if status is None:
                continue
            try:
                data = earlier.read_bytes()
                self._set_aside(student, notebook)
                write_whole(self._place(student), data)
            except OSError as error:
                raise _cannot_write(self._place(student), error) from error
            return status
        return self._taken_over(student, key)

    def _taken_over(self, student: str, key: str) -> Status | None:
        """The status of what a trial has found under this key; then it is the newest result, as one that was run."""
        tried = self._trial(student)
        status = status_of(tried, key)
        if status is None or status is Status.INTERNAL_ERROR:
            return None
        try:
            data = tried.read_bytes()
            head = read_head(data)
            self._keep_replaced(student, head)
            self._set_aside(student, head["notebook"])
            write_whole(self._place(student), data)
            tried.unlink(missing_ok=True)
        except (OSError, ValueError, KeyError, TypeError):
            return None  # then it is run
        return status

    def of_version(self, student: str, notebook: str) -> Result | None:
        """The newest result of one version of a student's notebook.

        Args:
            student: whose.
            notebook: the hash of the notebook's file.
        """
        for place in (self._place(student), self._earlier(student) / f"{notebook}.json"):
            kept = load_kept(place)
            if kept is not None and kept.basis.notebook == notebook:
                return kept.result
        return None

    def status(self, student: str, key: str) -> Status | None:
        """The status of the result kept for this student, if its key is this one. Does not read the result."""
        return status_of(self._place(student), key)

    def get(self, student: str, key: str) -> Result | None:
        """The result kept for this student, if its key is this one."""
        return self.load(student).result if self.status(student, key) else None

    def load(self, student: str) -> Kept:
        """What is kept for this student, whatever its key.

        Raises:
            InternalError: there is nothing, or it cannot be read.
        """
        place = self._place(student)
        kept = load_kept(place)
        if kept is None:
            raise InternalError(f"{place}: the kept result of {student} cannot be read; delete the file")
        return kept

    def latest(self, student: str) -> Kept | None:
        """The newest that is kept for this student, whatever its key."""
        return load_kept(self._place(student))

    def all(self) -> tuple[Result, ...]:
        """The newest result of every student, by student."""
        return tuple(kept.result for _, kept in sorted(self.all_kept().items()))

    def all_kept(self) -> dict[str, Kept]:
        """What is kept for every student; without what cannot be read (`damaged`)."""
        found = [load_kept(path) for path in sorted(self._folder.glob("*.json"))]
        return {kept.result.student: kept for kept in found if kept is not None}

    def written_at(self, student: str) -> datetime | None:
        """When this student's result was written; None where there is none."""
        try:
            return datetime.fromtimestamp(self._place(student).stat().st_mtime, UTC)
        except OSError:
            return None

    def damaged(self, student: str) -> Path | None:
        """The file with this student's result, if there is one and it cannot be read."""
        place = self._place(student)
        return place if place.is_file() and load_kept(place) is None else None

    def put(self, result: Result, key: str, basis: Basis | None = None) -> None:
        """Keep a result. That of another version of the notebook is set aside, not lost.

        Raises:
            CourseError: the disk is full or not writable; what was there stays.
        """
        place = self._place(result.student)
        head, data = write_kept(result, key, basis)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._keep_replaced(result.student, head)
            self._set_aside(result.student, basis.notebook if basis else "")
            write_whole(place, data)
        except OSError as error:
            raise _cannot_write(place, error) from error

    def put_back(self, student: str, data: bytes) -> tuple[str, Status]:
        """Make a result that was kept the newest again; its key and status. That of another version is set aside.

        Raises:
            CourseError: it is damaged, or cannot be written.
        """
        place = self._place(student)
        try:
            head = read_head(data)
            found, notebook = (str(head["key"]), Status(head["status"])), str(head["notebook"])
        except (ValueError, KeyError, TypeError):
            raise CourseError(str(place), "the result that was replaced is damaged and cannot be put back") from None
        try:
            self._set_aside(student, notebook)
            write_whole(place, data)
        except OSError as error:
            raise _cannot_write(place, error) from error
        return found

    def set_aside(self, student: str, notebook: str) -> bytes | None:
        """The kept result of a version that is not the newest, as it lies on disk; None if there is none."""
        try:
            return (self._earlier(student) / f"{notebook}.json").read_bytes()
        except FileNotFoundError:
            return None

    # ---------------------------------------------------------------- private

    def _place(self, student: str) -> Path:
        return result_place(self._folder, student)

    def _earlier(self, student: str) -> Path:
        return self._folder / "versions" / self._place(student).stem

    def _trial(self, student: str) -> Path:
        return trial_place(self._folder, student)

    def _set_aside(self, student: str, notebook: str) -> None:
        """Keep the newest result beside those of earlier versions, if it is another version's than this.

        Results from before notebooks were noted have none in their head: they go by their key.

        Raises:
            OSError: it cannot be written.
        """
        place = self._place(student)
        head = head_of(place)
        if not head or (notebook and head.get("notebook") == notebook):
            return
        name = head.get("notebook") or f"key-{head.get('key', '')}"
        earlier = self._earlier(student) / f"{name}.json"
        earlier.parent.mkdir(parents=True, exist_ok=True)
        write_whole(earlier, place.read_bytes())

    def _keep_replaced(self, student: str, new: Mapping[str, Any]) -> None:
        """Keep the result of this version that the new one replaces, the first time that this run replaces it.

        Raises:
            OSError: it cannot be written.
        """
        notebook = new["notebook"]
        if not self._run or not notebook:
            return
        for old in (self._place(student), self._earlier(student) / f"{notebook}.json"):
            head = head_of(old)
            if head.get("notebook") != notebook:
                continue
            if head.get("sha256") != new["sha256"] and head.get("status") != Status.INTERNAL_ERROR:
                kept = replaced_folder(self._folder, self._run) / self._place(student).stem / f"{notebook}.json"
                if not kept.exists():
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    write_whole(kept, old.read_bytes())
            return


class TrialStore(ResultStore):
    """The kept results of an assignment, and beside them those of a run that changes nothing.

    What such a run has found is the next one's to take over, if nothing has changed until then (`ResultStore.recall`).
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._tried: set[str] = set()

    def status(self, student: str, key: str) -> Status | None:
        """As of a store; what a trial has found comes first."""
        status = status_of(self._trial(student), key)
        if status is None:
            return super().status(student, key)
        self._tried.add(student)
        return status

    def recall(self, student: str, key: str, notebook: str) -> Status | None:
        """Nothing is brought back: that would be a change."""
        return None

    def load(self, student: str) -> Kept:
        """As of a store; what this trial has found comes first."""
        kept = load_kept(self._trial(student)) if student in self._tried else None
        return super().load(student) if kept is None else kept

    def latest(self, student: str) -> Kept | None:
        """As of a store; what this trial has found comes first."""
        return self.load(student) if student in self._tried else super().latest(student)

    def put(self, result: Result, key: str, basis: Basis | None = None) -> None:
        """Remember a result for the next run.

        Raises:
            CourseError: the disk is full or not writable.
        """
        place = self._trial(result.student)
        try:
            write_whole(place, write_kept(result, key, basis)[1])
        except OSError as error:
            raise _cannot_write(place, error) from error
        self._tried.add(result.student)


def _cannot_write(place: Path, error: OSError) -> CourseError:
    return CourseError(str(place), f"cannot be written: {error.strerror}", fix=f"make room, then {AGAIN}")
