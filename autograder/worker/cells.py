"""Runs the notebook's cells in one namespace, as IPython does, and finds the line of an error."""

from __future__ import annotations
import __future__ as future

import ast
import builtins
import inspect
import linecache
import sys
import types
from collections.abc import Coroutine, Sequence
from typing import Any

from autograder.worker.checkpoints import Checkpoints
from autograder.worker.shell import InteractiveShell

FILE_PREFIX = "cell "
_FUTURE_FLAGS = 0
for _name in future.all_feature_names:
    _FUTURE_FLAGS |= getattr(future, _name).compiler_flag
_MOST_STEPS = 100_000
_WAITS = "await waits for something outside of the notebook, and nothing comes from there when graded"


class Notebook:
    """The student's namespace. It is called `__main__`, as in a notebook."""

    def __init__(self) -> None:
        self.module = types.ModuleType("__main__")
        self.shell = InteractiveShell(self.module.__dict__)
        # A session that was pasted whole has `Out[3]: ...` in it, which only has to be no error.
        kept = {"In": [""], "Out": {}, "_i": "", "_ii": "", "_iii": "", "_dh": ["."]}
        offered = {"display": _display, "get_ipython": lambda: self.shell}
        self.module.__dict__.update(offered, **kept)
        builtins.__dict__.update(offered)  # as IPython does: modules that a cell writes find them, too
        self.module.__dict__.update(_ih=kept["In"], _oh=kept["Out"])
        sys.modules["__main__"] = self.module
        if "IPython" not in sys.modules:  # then `from IPython import get_ipython` gives the same
            stand_in = types.ModuleType("IPython.core.getipython")
            stand_in.__dict__["get_ipython"] = lambda: self.shell
            sys.modules[stand_in.__name__] = stand_in
        self.checkpoints = Checkpoints(self.module.__dict__)
        self._flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self._last: tuple[Any, ...] = ()

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
        """Run one piece of code, named as a cell. The value of an expression at its end is called `_` from then on.

        Raises:
            BaseException: whatever the cell raises.
        """
        filename = self.shell.filename = f"{FILE_PREFIX}{cell}"
        # inspect.getsource and tracebacks find the student's lines here, as they would in Jupyter.
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        try:
            if _may_end_in_expression(source):
                tree = self._compiled(source, filename, ast.PyCF_ONLY_AST)
                last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
                self._run_all(tree, filename)
                if last is not None:
                    self._remember(self._execute(self._compiled(ast.Expression(last.value), filename, mode="eval")))
            else:
                self._run_all(source, filename)
        finally:
            self.shell.end_cell()

    def _run_all(self, source: Any, filename: str) -> None:
        """Run a cell. Where a statement can be read and not compiled, as a `return` outside of a function, those before
        it run, as in IPython, which compiles one after the other.
        """
        try:
            code = self._compiled(source, filename)
        except SyntaxError:
            tree = source if isinstance(source, ast.Module) else self._compiled(source, filename, ast.PyCF_ONLY_AST)
            for node in tree.body:
                self._execute(self._compiled(ast.Module([node], []), filename))
        else:
            self._execute(code)

    def _compiled(self, source: Any, filename: str, flags: int = 0, mode: str = "exec") -> Any:
        return compile(source, filename, mode, flags=self._flags | flags, dont_inherit=True)

    def _execute(self, code: types.CodeType) -> Any:
        self._flags |= code.co_flags & _FUTURE_FLAGS  # `from __future__` holds for the cells after it
        value = eval(code, self.module.__dict__)  # noqa: S307  running the student's code is what this process is for
        return _finished(value) if code.co_flags & inspect.CO_COROUTINE else value

    def _remember(self, value: Any) -> None:
        """As IPython: `_`, `__` and `___` are the last values, unless the notebook uses `_` itself."""
        names = self.module.__dict__
        if value is None or (self._last and names.get("_") is not self._last[0]) or (not self._last and "_" in names):
            return
        self._last = (value, *self._last[:2])
        names.update(zip(("_", "__", "___"), self._last, strict=False))


def _may_end_in_expression(source: str) -> bool:
    """Whether the last line stands at the margin, as that of a definition does not: then it is worth a look."""
    end = source.rstrip()
    start = end.rfind("\n") + 1
    return end[start : start + 1] not in ("", " ", "\t", "#")


def _finished(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What a cell with `await` at its top comes to. There is no event loop: a step that only gives way goes on.

    Raises:
        RuntimeError: it waits for something.
    """
    for _ in range(_MOST_STEPS):
        try:
            waits_for = coroutine.send(None)
        except StopIteration as done:
            return done.value
        if waits_for is not None:
            break
    coroutine.close()
    raise RuntimeError(_WAITS)


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
