"""Stands in for IPython's shell, which notebooks take for granted: `get_ipython()` and what its magics leave behind.

Everything happens in the student's namespace and process. What has no meaning when graded (the screen, the kernel,
other programs) does nothing.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import sys
import time
from collections.abc import Iterator
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import CodeType
from typing import Any

_VALUES = {"timeit": "nrpv", "prun": "DlsT"}  # the options that take a value


class InteractiveShell:
    """What `get_ipython()` gives.

    Args:
        namespace: the notebook's.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.user_ns = namespace
        self.filename = "cell"
        self._captured: list[Captured] = []
        self._modules = WrittenModules()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Ignored()

    def run_line_magic(self, magic_name: str, line: str, *_: Any, **__: Any) -> Any:
        """Run the statement of `%time`, `%timeit` or `%prun`, once; any other magic does nothing."""
        if magic_name == "pwd":
            return os.curdir
        if magic_name not in ("time", "timeit", "prun"):
            return None
        options, statement = _split(magic_name, line)
        if magic_name == "timeit":
            return self._once(statement, "", "<timeit>", report="o" in options)
        try:
            code = compile(statement, "<magic>", "eval")
        except SyntaxError:
            code = compile(statement, "<magic>", "exec")
        return eval(code, self.user_ns)  # noqa: S307  the student's code, in the student's process

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run the body of `%%time`, `%%timeit`, `%%prun` or `%%capture`; any other cell is not run."""
        if magic_name not in ("time", "timeit", "prun", "capture"):
            return None
        options, statement = _split(magic_name, line)
        if magic_name == "timeit":
            return self._once("\n" + cell, statement, self.filename, report="o" in options)
        if magic_name == "capture":
            with self._capturing(line) as captured:
                exec(compile("\n" + cell, self.filename, "exec"), self.user_ns)  # noqa: S102
            if statement:
                self.user_ns[statement] = captured
            return None
        exec(compile(statement + "\n" + cell, self.filename, "exec"), self.user_ns)  # noqa: S102
        return None

    def magic(self, text: str) -> Any:
        """The old spelling of `run_line_magic`."""
        name, _, rest = text.lstrip("%").partition(" ")
        return self.run_line_magic(name, rest)

    def run_cell(self, raw_cell: str, *_: Any, **__: Any) -> Any:
        """Run code in the notebook's namespace."""
        exec(compile(raw_cell, "<run_cell>", "exec"), self.user_ns)  # noqa: S102

    def push(self, variables: Any, *_: Any, **__: Any) -> None:
        """Define names."""
        if isinstance(variables, dict):
            self.user_ns.update(variables)

    def system(self, *_: Any, **__: Any) -> None:
        """Nothing: no other program runs when graded."""

    def getoutput(self, *_: Any, **__: Any) -> list[str]:
        """Nothing: no other program runs when graded."""
        return []

    def capture(self, options: str = "") -> Captured:
        """Take what is printed until the cell ends, as `%%capture` does."""
        captured = Captured(options)
        captured.begin()
        self._captured.append(captured)
        return captured

    def write_file(self, name: str, text: str, *, append: bool = False, line: int = 0) -> None:
        """What `%%writefile NAME` does. A module can be imported also where no file can be written.

        Args:
            name: of the file, without a folder.
            text: what it says.
            append: whether that comes after what it said before.
            line: of the magic in its cell: an error in a module is found below it.
        """
        module = name.removesuffix(".py")
        try:
            with open(name, "a" if append else "w", encoding="utf-8") as file:
                file.write(f"{text}\n")
        except OSError:
            if module == name:
                raise
        if module == name:
            return
        known = self._modules.written.get(module) if append else None
        numbered = "\n" * line + text  # its lines have the numbers that they have in the cell
        self._modules.written[module] = (f"{known[0]}\n{text}", name) if known else (numbered, self.filename)
        if self._modules not in sys.meta_path:
            sys.meta_path.insert(0, self._modules)  # the folder of the notebook comes first, too

    def end_cell(self) -> None:
        """What was captured ends with its cell."""
        while self._captured:
            self._captured.pop().end()

    @contextlib.contextmanager
    def _capturing(self, options: str) -> Iterator[Captured]:
        captured = Captured(options)
        captured.begin()
        try:
            yield captured
        finally:
            captured.end()

    def _once(self, statement: str, setup: str, filename: str, *, report: bool) -> Timing | None:
        """Run what is to be timed one time, as a function's body: `%timeit` leaves no names behind."""
        body = [*ast.parse(setup, "<setup>").body, *ast.parse(statement, filename).body] or [ast.Pass()]
        function = ast.parse("def inner(): pass", filename)
        function.body[0].body = body  # type: ignore[attr-defined]
        made: dict[str, Any] = {}
        exec(compile(ast.fix_missing_locations(function), filename, "exec"), self.user_ns, made)  # noqa: S102
        start_s = time.perf_counter()
        made["inner"]()
        return Timing(time.perf_counter() - start_s) if report else None


class WrittenModules(MetaPathFinder, InspectLoader):
    """Finds and loads the modules that cells have written: by name, their text and the file that errors name."""

    def __init__(self) -> None:
        self.written: dict[str, tuple[str, str]] = {}

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Where a module comes from, if a cell has written it."""
        return ModuleSpec(fullname, self, origin=f"{fullname}.py") if fullname in self.written else None

    def get_source(self, fullname: str) -> str:
        """The text that was written."""
        return self.written[fullname][0]

    def get_code(self, fullname: str) -> CodeType:
        """The text compiled, so that an error is found in the cell that wrote it."""
        return self.source_to_code(*self.written[fullname])


class Timing:
    """What `%timeit -o` gives, of one run."""

    def __init__(self, seconds: float) -> None:
        self.loops = self.repeat = 1
        self.best = self.worst = self.average = seconds
        self.stdev = self.compile_time = 0.0
        self.all_runs = self.timings = [seconds]

    def __str__(self) -> str:
        return f"{self.average:.3g} s"


class Captured:
    """What `%%capture out` gives.

    Args:
        options: the rest of the magic's line.
    """

    def __init__(self, options: str = "") -> None:
        self._streams = {
            name: io.StringIO() for name in ("stdout", "stderr") if f"--no-{name}" not in options.split()
        }  # fmt: skip
        self._before: dict[str, Any] = {}
        self.outputs: list[Any] = []

    def begin(self) -> None:
        """Take what is printed from now on."""
        self._before = {name: getattr(sys, name) for name in self._streams}
        for name, stream in self._streams.items():
            setattr(sys, name, stream)

    def end(self) -> None:
        """Let what is printed go where it went before."""
        for name, stream in self._before.items():
            setattr(sys, name, stream)
        self._before = {}

    @property
    def stdout(self) -> str:
        """What was printed."""
        return self._text("stdout")

    @property
    def stderr(self) -> str:
        """What was printed as errors and warnings."""
        return self._text("stderr")

    def show(self) -> None:
        """Print it after all."""
        print(self.stdout, end="")

    def __call__(self) -> None:
        self.show()

    def __str__(self) -> str:
        return self.stdout

    def _text(self, name: str) -> str:
        return self._streams[name].getvalue() if name in self._streams else ""


class Ignored:
    """Whatever is asked of it, it is there, it is empty, and it does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Any:
        return self

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __contains__(self, key: Any) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __bool__(self) -> bool:
        return False


def _split(magic: str, line: str) -> tuple[str, str]:
    """A magic's options (their letters) and the statement after them."""
    found: list[str] = []
    rest = line.strip()
    while match := re.match(r"(--?[\w-]+)(?:\s+|$)", rest):
        option, rest = match[1].lstrip("-"), rest[match.end() :]
        found.append(option)
        if len(option) == 1 and option in _VALUES.get(magic, ""):
            rest = rest.partition(" ")[2].lstrip()
    return "".join(found), rest
