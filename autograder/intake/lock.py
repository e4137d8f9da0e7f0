"""One at a time at the files of an assignment; and whether the one before came to its end."""

from __future__ import annotations

import contextlib
import os
from types import TracebackType

from autograder.errors import CourseError
from autograder.files import NO_TRANSLATION, try_lock
from autograder.model import Assignment, Course


class RunLock:
    """Held while an assignment is graded, collected or released; a context manager. The kernel drops it however the
    process ends.

    Args:
        course: the course.
        assignment: what is worked on.
        doing: what is done to it, as a message to others says it.
    """

    def __init__(self, course: Course, assignment: Assignment, doing: str = "graded") -> None:
        self._name, self._doing = assignment.name, doing
        self._path = course.root / ".autograder" / "locks" / f"{assignment.name}.lock"
        self._descriptor = -1
        self.left_over = False
        """Whether the last holder was killed, so that it may have left drafts of files."""

    def __enter__(self) -> RunLock:
        """Take it.

        Raises:
            CourseError: another run has it.
            CourseError: the file cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | NO_TRANSLATION, 0o644)
        except OSError as error:
            raise CourseError(str(self._path), f"cannot be written: {error.strerror}") from error
        if not try_lock(descriptor):
            process, _, doing = os.read(descriptor, 64).decode(errors="replace").strip().partition(" ")
            os.close(descriptor)
            what = f"it is being {doing or 'graded'} already, by process {process or 'of another machine'}"
            raise CourseError(self._name, what, "", "wait for that run, or end it")
        self._descriptor = descriptor
        with contextlib.suppress(OSError):  # on a full disk it is still a lock
            self.left_over = bool(os.read(descriptor, 32))
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, f"{os.getpid()} {self._doing}\n".encode())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
