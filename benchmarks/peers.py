"""Other ways to grade the same notebooks. All of them run the visible checks, one assertion block an exercise.

That is less than the hidden suite does, and the nearest that each of them can be given: nbgrader's own tests are the
cells of the released notebook; otter gets each as a test file; pytest and the bare interpreter run them as functions.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.classes import NAME, notebook_of
from benchmarks.measuring import run, tool

OTTER = "otter-grader==7.0.0"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "autograder" / "bench"
Grade = Callable[[Sequence[str]], object]


def checks_of(root: Path) -> dict[str, str]:
    """The visible checks by exercise, out of the released notebook."""
    released = json.loads((root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    return {
        identity.removeprefix("test-"): "".join(cell["source"])
        for cell in released["cells"]
        if (identity := cell["metadata"].get("nbgrader", {}).get("grade_id", "")).startswith("test-")
    }


def code_of(root: Path, student: str) -> list[str]:
    """The code cells of a submission that define something, magics left out."""
    cells = json.loads(notebook_of(root, student).read_text(encoding="utf-8"))["cells"]
    wanted = [cell for cell in cells if cell["cell_type"] == "code" and
              not str(cell["metadata"].get("nbgrader", {}).get("grade_id", "")).startswith(("test-", "demo"))]  # fmt: skip
    sources = ["".join(cell["source"]) for cell in wanted]
    return ["\n".join(line for line in source.splitlines() if not line.startswith("%")) for source in sources]


def nbgrader(root: Path) -> Grade:
    """`nbgrader autograde`, all students of the course in one command."""
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'bench'\n")

    def grade(students: Sequence[str]) -> None:
        shutil.rmtree(root / "autograded", ignore_errors=True)
        run([tool("nbgrader"), "autograde", NAME, "--force"], root)
        made = [path.parent.parent.name for path in (root / "autograded").glob(f"*/{NAME}/{NAME}.ipynb")]
        if sorted(made) != sorted(students):
            raise RuntimeError(f"nbgrader graded {len(made)} of {len(students)}")

    return grade


def otter(root: Path) -> Grade:
    """`otter run`, a command for each student, from an environment of its own."""
    program = _otter_program()
    folder = root / "otter"
    tests = folder / "tests"
    tests.mkdir(parents=True, exist_ok=True)
    for name, source in checks_of(root).items():
        test = {
            "name": name,
            "points": 1,
            "suites": [{"cases": [{"code": _doctest(source)}], "scored": True, "setup": "", "teardown": "",
                        "type": "doctest"}],
        }  # fmt: skip
        (tests / f"{name}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n", encoding="utf-8")
    archive = folder / "autograder.zip"
    run([str(program), "generate", "-t", "tests", "-o", str(archive), "--no-environment", "--no-requirements",
         "--no-config"], folder)  # fmt: skip

    def grade(students: Sequence[str]) -> None:
        for student in students:
            target = folder / student
            target.mkdir(exist_ok=True)
            run([str(program), "run", "-a", str(archive), "-o", str(target), "--no-logo",
                 str(notebook_of(root, student))], folder)  # fmt: skip
            if not (target / "results.json").is_file():
                raise RuntimeError(f"otter left no results for {student}")

    return grade


def _doctest(source: str) -> str:
    lines = source.splitlines()
    shown: list[str] = []
    for statement in ast.parse(source).body:
        assert statement.end_lineno is not None
        first, *rest = lines[statement.lineno - 1 : statement.end_lineno]
        shown += [f">>> {first}", *(f"... {line}" for line in rest)]
    return "\n".join(shown) + "\n"


def _otter_program() -> Path:
    """otter in its own environment, installed at the first use and kept."""
    return environment(CACHE / "otter", OTTER, "ipykernel", "numpy", "matplotlib") / "otter"


def environment(home: Path, *packages: str) -> Path:
    """The programs of a virtual environment that holds peers, otter among them; made if it is not there yet."""
    programs = home / "bin"
    if not (programs / "otter").is_file():
        print("installing", ", ".join(packages), "into", home, file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        subprocess.run(
            [str(programs / "python"), "-m", "pip", "install", "-qq", *packages],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return programs


def pytest(root: Path) -> Grade:
    """`python -m pytest` in a process for each student."""
    folder = root / "pytest"
    folder.mkdir(exist_ok=True)
    body = ["import pytest", "from student import *", "import numpy as np", ""]
    for name, source in checks_of(root).items():
        body += [f"def test_{name}():", *("    " + line for line in source.splitlines()), ""]
    (folder / "test_visible.py").write_text("\n".join(body), encoding="utf-8")

    def grade(students: Sequence[str]) -> None:
        for student in students:
            guarded = [_guarded(source) for source in code_of(root, student)]
            (folder / "student.py").write_text("\n".join(guarded), encoding="utf-8")
            run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_visible.py"], folder, good=(0, 1))

    return grade


def bare(root: Path) -> Grade:
    """The floor: an interpreter that imports NumPy and runs cells and checks, in a process for each student."""
    checks = list(checks_of(root).values())

    def grade(students: Sequence[str]) -> None:
        for student in students:
            program = "\n".join(map(_guarded, [*code_of(root, student), *checks]))
            run([sys.executable, "-c", program], root)

    return grade


def bare_start(root: Path) -> Grade:
    """Less than the floor: an interpreter that imports NumPy and does nothing, in a process for each student."""

    def grade(students: Sequence[str]) -> None:
        for _ in students:
            run([sys.executable, "-c", "import numpy"], root)

    return grade


def _guarded(source: str) -> str:
    """A cell whose exception does not stop the next one."""
    return f"try:\n    exec(compile({source!r}, 'cell', 'exec'), globals())\nexcept Exception:\n    pass"
