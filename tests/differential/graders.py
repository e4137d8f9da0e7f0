"""Real nbgrader and this grader over one notebook, with the same visible checks."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, Self

import nbformat
from nbgrader.preprocessors import CheckCellMetadata, DeduplicateIds, Execute, OverwriteCells
from nbgrader.utils import determine_grade
from traitlets.config import Config

from autograder.grading import SuiteHost, prepare
from autograder.model import Assignment, Course, Submission, Verdict
from autograder.notebook.contract import contract
from tests.differential.small_assignment import NAME

Json = dict[str, Any]
_NOTEBOOKS_A_KERNEL = 50


class Nbgrader:
    """nbgrader's autograding of one notebook after another, with its preprocessors, in one kernel for some dozens.

    For every error IPython looks at all cells that a kernel has ever run, so that a kernel gets slower and slower.
    """

    def __init__(self, course: Course) -> None:
        logging.getLogger("traitlets").setLevel(logging.CRITICAL)
        self._folder = course.root / "release" / NAME
        self._resources = {
            "nbgrader": {"notebook": NAME, "assignment": NAME, "student": "s1",
                         "db_url": f"sqlite:///{course.root}/gradebook.db"}
        }  # fmt: skip
        self._manager: Any = None
        self._graded_here = 0

    def __enter__(self) -> Self:
        self._start()
        return self

    def _start(self) -> None:
        from jupyter_client.manager import start_new_kernel

        # What notebooks write into their folder stays out of this checkout.
        self._manager, client = start_new_kernel(kernel_name="python3", cwd=str(self._folder))
        client.stop_channels()

    def __exit__(self, *_: object) -> None:
        self._manager.shutdown_kernel(now=True)

    def full_marks(self, notebook: Json) -> frozenset[str]:
        """The exercises that earn everything."""
        self._graded_here += 1
        if self._graded_here % _NOTEBOOKS_A_KERNEL == 0:
            self._manager.shutdown_kernel(now=True)
            self._start()
        try:
            read = nbformat.reads(json.dumps(notebook), as_version=4)
            return self._graded(read)
        except Exception:
            return frozenset()

    def _graded(self, notebook: Any) -> frozenset[str]:
        config = Config()
        resources: Any = dict(self._resources)
        for step in (DeduplicateIds, OverwriteCells, CheckCellMetadata):
            notebook, resources = step(config=config).preprocess(notebook, resources)
        notebook.cells.append(nbformat.v4.new_code_cell("get_ipython().reset(new_session=False)"))
        execute = Execute(config=config, timeout=20, kernel_name="python3")
        try:
            notebook, _ = execute.preprocess(notebook, resources | {"metadata": {}}, km=self._manager)
        finally:
            # A kernel that was given is left alone, and so would the sockets and threads of each notebook's client be.
            if execute.kc is not None:
                execute.kc.stop_channels()
        full = set()
        for cell in notebook.cells:
            nbgrader = cell.metadata.get("nbgrader", {})
            if nbgrader.get("grade") and cell.cell_type == "code":
                earned, points = determine_grade(cell, execute.log)
                if earned == points:
                    full.add(nbgrader["grade_id"].removeprefix("test-"))
        return frozenset(full)


class Here:
    """This grader, with the visible checks as suite."""

    def __init__(self, course: Course, assignment: Assignment, folder: Path) -> None:
        self._host = SuiteHost(course, assignment, public=True)
        self._rules = contract(assignment)
        self._path = folder / f"{NAME}.ipynb"

    def __enter__(self) -> Self:
        self._host.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._host.close()

    def full_marks(self, notebook: Json) -> tuple[frozenset[str], tuple[str, ...]]:
        """The exercises that earn everything, and what was noted and found."""
        self._path.write_text(json.dumps(notebook), encoding="utf-8")
        prepared = prepare(Submission(NAME, "s1", self._path), self._rules, public=True)
        report = self._host.grade(prepared.job)
        passed = frozenset(test.exercise for test in report.tests if test.verdict is Verdict.PASSED)
        said = tuple(f"{test.exercise}: {test.message}" for test in report.tests if test.message)
        return passed, (*prepared.selection.notes, *report.notes, *said, report.error)
