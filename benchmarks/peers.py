"""Other ways of grading the same notebooks, as near as each allows.

nbgrader and otter run the visible checks of the notebook, which are fewer tests than the hidden suite. pytest in a
subprocess and the bare floor run the same checks on the notebook's code in a file.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

from benchmarks.courses import NAME, keep_only, make_course
from benchmarks.measuring import Cost, median, per_submission, run

BIN = Path(sys.executable).parent


def code_cells(notebook: Path) -> Iterator[tuple[str, str, bool]]:
    """Grade id, source and whether it is a check, of each code cell."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            about = cell["metadata"].get("nbgrader", {})
            source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            yield about.get("grade_id", ""), source, bool(about.get("grade"))


def nbgrader(few: int, many: int) -> tuple[float, float]:
    """`nbgrader autograde`: seconds of wall clock and processor per submission."""

    def measure(students: int) -> Cost:
        with tempfile.TemporaryDirectory() as folder:
            course, _ = make_course(Path(folder), many)
            keep_only(course, students)
            return run(
                [BIN / "nbgrader", "autograde", NAME], course.root, env={"PATH": f"{BIN}:/usr/bin:/bin"}, ok=False
            )

    return per_submission(measure, few, many)


def _solution(notebook: Path) -> str:
    """The notebook's own code as a module; a cell that is not Python is left out."""
    parts = []
    for _, source, is_check in code_cells(notebook):
        try:
            ast.parse(source)
        except SyntaxError:
            continue
        if not is_check and "plot" not in source.split("def ")[0]:
            parts.append(source)
    return "import matplotlib\nmatplotlib.use('Agg')\n" + "\n\n".join(parts)


def _checks(notebook: Path) -> str:
    """A pytest file with one test for each visible check."""
    tests = []
    for grade_id, source, is_check in code_cells(notebook):
        if is_check:
            name = grade_id.replace("-", "_")
            tests.append(f"def {name}():\n{textwrap.indent(source, '    ')}\n")
    return "from solution import *\nfrom solution import np\n\n" + "\n\n".join(tests)


def _in_files(root: Path, count: int) -> Iterator[Path]:
    """Folders with solution.py and test_checks.py, one a submission."""
    notebooks = sorted((root / "submitted").glob(f"*/{NAME}/{NAME}.ipynb"))
    for notebook in notebooks[:count]:
        folder = root / "files" / notebook.parts[-3]
        folder.mkdir(parents=True)
        (folder / "solution.py").write_text(_solution(notebook), encoding="utf-8")
        (folder / "test_checks.py").write_text(_checks(notebook), encoding="utf-8")
        yield folder


def pytest_and_bare(root: Path, count: int) -> tuple[Cost, Cost]:
    """Medians of pytest in a subprocess, and of a bare Python that imports NumPy and runs the functions' definitions."""
    tested, bare = [], []
    for folder in _in_files(root, count):
        tested.append(
            run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_checks.py"], folder, ok=False)
        )
        code = "import numpy as np; a = np.linspace(-3, 3, 50)\nfor _ in range(80): np.exp(a) / np.exp(a).sum()"
        bare.append(run([sys.executable, "-c", code], folder))
    return _median(tested), _median(bare)


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(median([getattr(cost, name) for cost in costs]) for name in ("wall_s", "cpu_s", "peak_mib")))


def otter(root: Path, count: int, cache: Path) -> Cost:
    """`otter run` with the visible checks as its tests; otter lives in an environment of its own."""
    venv = cache / "otter"
    if not (venv / "bin" / "otter").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        packages = ["otter-grader==7.0.0", "numpy", "matplotlib", "ipykernel"]
        subprocess.run([str(venv / "bin" / "pip"), "install", "-q", *packages], check=True)
    notebooks = sorted((root / "submitted").glob(f"*/{NAME}/{NAME}.ipynb"))[:count]
    work = root / "otter"
    (work / "tests").mkdir(parents=True)
    for grade_id, source, is_check in code_cells(notebooks[0]):
        if is_check:
            name = grade_id.replace("-", "_")
            (work / "tests" / f"{name}.py").write_text(_otter_test(name, source), encoding="utf-8")
    path = {"PATH": f"{venv / 'bin'}:/usr/bin:/bin"}
    run([venv / "bin" / "otter", "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"], work, env=path)
    costs = []
    for notebook in notebooks:
        (work / "submission.ipynb").write_bytes(notebook.read_bytes())
        costs.append(run([venv / "bin" / "otter", "run", "-a", "autograder.zip", "submission.ipynb"], work, env=path))
    return _median(costs)


def _otter_test(name: str, source: str) -> str:
    """A test in otter's format: the check as one doctest."""
    body = "\n".join(f"...     {line}" for line in source.splitlines())
    lines = [f">>> def check():\n{body}", ">>> check()"]
    case = {"code": "\n".join(lines), "hidden": False, "locked": False}
    suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    return f"OK_FORMAT = True\ntest = {{'name': {name!r}, 'points': 1, 'suites': [{suite!r}]}}\n"
