"""`check --public NOTEBOOK`, with nothing else: the notebook says itself what to check, and gains nothing by saying more."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.config import load_assignment, load_course
from autograder.notebook.filling import fill, solution_sources
from tests.commands import run_in

NAME = "02_activations"
Run = Callable[..., subprocess.CompletedProcess[str]]


def solved(course: Path, *exercises: str) -> dict[str, Any]:
    released = json.loads((course / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    reference = solution_sources((load_assignment(load_course(course), NAME).solutions / "reference.py").read_text())
    return fill(released, {exercise: reference[exercise] for exercise in exercises})


@pytest.fixture
def anywhere(tmp_path: Path) -> Path:
    """A folder that is no course."""
    return tmp_path


def test_a_notebook_is_checked_where_there_is_no_course(course: Path, anywhere: Path) -> None:
    (anywhere / "mine.ipynb").write_text(json.dumps(solved(course, "relu", "softmax")), encoding="utf-8")
    done = run_in(anywhere, "check", "--public", "mine.ipynb", "--format", "json")
    result = json.loads(done.stdout)
    assert done.returncode == 1
    assert (result["assignment"], result["score"], result["points"]) == (NAME, 2.0, 13.0)
    assert {e["name"] for e in result["exercises"] if e["verdict"] == "passed"} == {"relu", "softmax"}
    assert list(anywhere.iterdir()) == [anywhere / "mine.ipynb"]


def test_a_notebook_that_says_nothing_of_itself_is_one_line(course: Path, anywhere: Path) -> None:
    notebook = solved(course)
    del notebook["metadata"]["autograder"]
    (anywhere / "old.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    done = run_in(anywhere, "check", "--public", "old.ipynb")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].endswith(
        "old.ipynb: a notebook that does not say which assignment it is of, expected a released one; start from the "
        "released notebook, or name the assignment with --assignment in its course"
    )


def test_without_public_the_assignment_is_to_be_named(course: Path, anywhere: Path) -> None:
    shutil.copy(course / "release" / NAME / f"{NAME}.ipynb", anywhere)
    done = run_in(anywhere, "check", f"{NAME}.ipynb")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(
        "--assignment: not given, expected the name of an assignment; only with --public does the notebook itself say "
        "what to check"
    )


def test_what_a_notebook_claims_is_not_read_where_there_is_a_course(run: Run, course: Path, tmp_path: Path) -> None:
    honest = solved(course, "relu")
    forged = json.loads(json.dumps(honest))
    carried = forged["metadata"]["autograder"]
    carried["assignment"] = "00_numpy_basics"
    carried["points"], carried["due"], carried["limits"] = 1000, "2099-01-01", {"cpu_s": 10_000}
    for cell in carried["cells"]:
        if cell["role"] == "public":
            cell["source"] = "pass"
    results = []
    for name, notebook in (("honest", honest), ("forged", forged)):
        path = tmp_path / name / "notebook.ipynb"
        path.parent.mkdir()
        path.write_text(json.dumps(notebook), encoding="utf-8")
        for public in ((), ("--public",)):
            done = run("check", str(path), "--assignment", NAME, *public, "--format", "json")
            result = json.loads(done.stdout)
            results.append((done.returncode, result["score"], result["points"], result["notes"]))
    assert results[:2] == results[2:]
    assert results[0][1] < 3
