"""Lets nbgrader's release_feedback pass over students who did not come through its exchange.

nbgrader puts a page where only its owner finds it: under a hash of the secret that came with the submission. Work that
came by an LMS has no secret; nbgrader's own code ends there, and whoever comes after that student gets nothing.
"""

from __future__ import annotations

import functools
import glob
import os
from typing import Any

_MARK = "_autograder_guard"
_NEEDED = ("submission_secret.txt", "timestamp.txt")


def guard_release(exchange: type[Any]) -> None:
    """Put the guard into nbgrader's `ExchangeReleaseFeedback`; once is enough.

    Raises:
        ImportError: it has no such method any more.
    """
    original = getattr(exchange, "copy_files", None)
    if original is None:
        raise ImportError("nbgrader's ExchangeReleaseFeedback has no copy_files")
    if hasattr(original, _MARK):
        return

    @functools.wraps(original)
    def copy_files(self: Any) -> None:
        before = self.coursedir.student_id_exclude
        excluded = {student for student in (before or "").split(",") if student}
        secretless = sorted(_secretless(self.src_path) - excluded)
        for student in secretless:
            self.log.warning(
                "%s: %s did not come through nbgrader's exchange (no submission_secret.txt), and is passed over; "
                "the page is in feedback/%s/%s",
                self.coursedir.assignment_id,
                student,
                student,
                self.coursedir.assignment_id,
            )
        self.coursedir.student_id_exclude = ",".join([*excluded, *secretless])
        try:
            original(self)
        finally:
            self.coursedir.student_id_exclude = before

    setattr(copy_files, _MARK, True)
    exchange.copy_files = copy_files


def _secretless(pattern: str) -> set[str]:
    """Students whose folder of pages lacks what nbgrader needs; folders without a page are no matter."""
    found = set()
    for folder in glob.glob(pattern):
        if glob.glob(os.path.join(glob.escape(folder), "*.html")):
            missing = [name for name in _NEEDED if not os.path.isfile(os.path.join(folder, name))]
            if missing:
                found.add(os.path.basename(os.path.dirname(os.path.normpath(folder))))
    return found
