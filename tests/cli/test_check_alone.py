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


@pytest.mark.parametrize(
    ("data", "korean"),
    [
        (None, "파일이 없습니다. 노트북이어야 합니다."),
        (b"", "빈 파일입니다. 노트북이어야 합니다. 가지고 있는 파일이 JupyterLab에서 열리면 다시 제출하세요. 열리지 않으면 "
         ".ipynb_checkpoints에 있는 이전 사본을 제출하거나, 배포된 노트북에 답을 다시 써서 제출하세요."),
        (b'{"nbformat": 4, "cells": []}', "어느 과제의 노트북인지 적혀 있지 않습니다. 배포된 노트북이어야 합니다. "
         "배포된 노트북에서 시작하거나, 과목 폴더에서 --assignment로 과제를 지정하세요."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("verb", [("check", "--public"), ("repair",)])
def test_why_a_notebook_cannot_be_read_is_said_in_the_language_that_was_asked_for(
    anywhere: Path, verb: tuple[str, ...], data: bytes | None, korean: str
) -> None:
    if data is not None:
        (anywhere / "mine.ipynb").write_bytes(data)
    done = run_in(anywhere, *verb, "mine.ipynb", "--language", "ko")
    assert (done.returncode, done.stderr, done.stdout) == (2, f"autograder: mine.ipynb: {korean}\n", "")


def test_repair_says_it_in_the_courses_language_where_none_is_asked_for(course: Path, anywhere: Path) -> None:
    (anywhere / "mine.ipynb").write_bytes(b"[]")
    for more, words in (((), "JSON array, expected a notebook"), (("--language", "ko"), "JSON 배열입니다.")):
        told = run_in(course, "repair", str(anywhere / "mine.ipynb"), "--assignment", NAME, *more).stderr
        assert told.startswith(f"autograder: mine.ipynb: {words}"), told


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
