"""What is shown of a submission, held against what ran.

A result keeps the hash of the cells that were sent to the worker. The page that formgrader shows says which of its
cells ran, to the last character; the hash of those must be the same. It is compared when the page is written, and again
by whoever looks after a course.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from autograder.errors import NotebookError
from autograder.gradebook import cells_that_ran
from autograder.model import Assignment, Course, Result, ShownCell, Status, Submission, run_digest
from autograder.notebook.contract import NotebookContract
from autograder.notebook.magics import plain_python
from autograder.notebook.reading import read_submission
from autograder.notebook.selection import select_cells


def shown_again(submission: Submission, contract: NotebookContract, result: Result) -> tuple[ShownCell, ...] | None:
    """What is shown of a submission whose result was kept; None where its file is not the one that was graded."""
    if result.status is Status.UNREADABLE:
        return ()
    try:
        selection = select_cells(read_submission(submission.path), contract)
    except NotebookError:
        return None
    digest = run_digest((cell.id, cell.source) for cell in selection.cells)
    return selection.shown if result.ran in ("", digest) else None


def page_digest(page: Mapping[str, Any]) -> str:
    """The hash of what a page in `autograded/` says has run.

    Raises:
        KeyError, TypeError, ValueError: it is no page that this grader wrote.
    """
    ran = cells_that_ran(page)
    return run_digest((name, plain_python(source)[0] if students else source) for name, source, students in ran)


def page_problem(course: Course, assignment: Assignment, result: Result) -> str:
    """Why formgrader shows other code than was graded; empty if it shows just that, or if nothing ran."""
    if result.status is not Status.GRADED or not result.ran:
        return ""
    place = f"autograded/{result.student}/{assignment.name}/{assignment.name}.ipynb"
    try:
        page = json.loads((course.root / place).read_text(encoding="utf-8"))
        if any(cell["metadata"].get("autograder", {}).get("cut") for cell in page["cells"]):
            return ""  # the page itself says how much of it is not there
        same = page_digest(page) == result.ran
    except FileNotFoundError:
        return f"{place}: no such file; run `autograder grade {assignment.name} --force`"
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        same = False
    again = f"run `autograder grade {assignment.name} --force`"
    return "" if same else f"{place}: shows other code than was graded; {again}"
