"""Runs the notebook's cells in one namespace, as a notebook does, and finds the line of an error."""

from __future__ import annotations
import __future__ as future

import linecache
import sys
import types
from collections.abc import Sequence
from typing import Any

from autograder.worker.checkpoints import Checkpoints

FILE_PREFIX = "cell "
_FUTURE_FLAGS = 0
for _name in future.all_feature_names:
    _FUTURE_FLAGS |= getattr(future, _name).compiler_flag


class Notebook:
    """The student's namespace. It is called `__main__`, as in a notebook."""

    def __init__(self) -> None:
        self.module = types.ModuleType("__main__")
        self.module.__dict__["display"] = _display
        sys.modules["__main__"] = self.module
        self.checkpoints = Checkpoints(self.module.__dict__)
        self._flags = 0

    def load(self, cell: str, source: str, exercises: Sequence[str] = (), stubs: Sequence[str] = ()) -> None:
        """Run one cell of the notebook and keep how the names stand after it.

        Raises:
            BaseException: whatever the cell raises.
        """
        try:
            self.run(cell, source)
        finally:
            self.checkpoints.keep(cell, exercises, stubs)

    def run(self, cell: str, source: str) -> None:
        """Run one piece of code, named as a cell.

        Raises:
            BaseException: whatever the cell raises.
        """
        filename = f"{FILE_PREFIX}{cell}"
        # inspect.getsource and tracebacks find the student's lines here, as they would in Jupyter.
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        code = compile(source, filename, "exec", flags=self._flags, dont_inherit=True)
        self._flags |= code.co_flags & _FUTURE_FLAGS  # `from __future__` holds for the cells after it
        exec(code, self.module.__dict__)  # noqa: S102  running the student's code is what this process is for


def _display(*values: Any, **_: Any) -> None:
    """Stands in for IPython's display, which notebooks take for granted."""
    for value in values:
        print(value)


def place_of(error: BaseException) -> tuple[str, int]:
    """The cell and line where an error arose: the innermost line of the student's own, ('', 0) if there is none."""
    if isinstance(error, SyntaxError) and str(error.filename).startswith(FILE_PREFIX):
        return str(error.filename)[len(FILE_PREFIX) :], error.lineno or 0
    cell, line = "", 0
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith(FILE_PREFIX):
            cell, line = filename[len(FILE_PREFIX) :], trace.tb_lineno
        trace = trace.tb_next
    return cell, line
