"""nbgrader's own programs show what was written: export, generate_feedback, and formgrader as a page."""

from __future__ import annotations

import csv
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.gradebook import GradebookWriter, write_autograded
from autograder.model import ENGLISH, Assignment, Course, ShownCell, ShownKind
from tests.steady import PATIENCE_S

from .conftest import NAME, nbgrader, released_notebook, small_grade, small_result

AT = datetime(2027, 3, 20, 9, 30, tzinfo=UTC)
CELLS = [
    ShownCell(ShownKind.MARKDOWN, "<script>alert('from a student')</script>"),
    ShownCell(ShownKind.CODE, "def softmax(a):\n    return np.exp(a) / np.exp(a).sum()\n", "softmax"),
    ShownCell(ShownKind.MARKDOWN, "By the [chain](javascript:alert(1)) rule.", "why"),
]


@pytest.fixture
def graded(course: Course, assignment: Assignment) -> Course:
    """One late submission, in the gradebook and in autograded/."""
    result = small_result(assignment, notes=["cell 'x' was changed"])
    with GradebookWriter(course) as writer:
        writer.register(assignment)
        writer.write(result, AT, small_grade(assignment, result, AT))
    write_autograded(
        course, assignment, result, released=released_notebook(course), shown=CELLS, language=ENGLISH,
        submitted_at=AT,
    )  # fmt: skip
    return course


def leave_to_nbgrader(course: Course) -> None:
    """Without its solutions the assignment is plain nbgrader's, and so are its feedback pages."""
    shutil.rmtree(course.root / "solutions" / NAME)


def test_nbgrader_export_prints_the_scores(graded: Course) -> None:
    nbgrader(graded, "export")
    with (graded.root / "grades.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["student_id"] == "s001"
    assert row["timestamp"] == "2027-03-20 09:30:00"
    scores = {name: float(row[name]) for name in ("raw_score", "late_submission_penalty", "score", "max_score")}
    assert scores == {"raw_score": 3.0, "late_submission_penalty": 0.3, "score": 2.7, "max_score": 8.0}


def test_nbgraders_feedback_shows_scores_tests_hints_and_rubric_and_runs_nothing(graded: Course) -> None:
    leave_to_nbgrader(graded)
    nbgrader(graded, "generate_feedback", NAME)
    page = (graded.root / "feedback" / "s001" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "Score: 2.7 / 8.0" in page
    assert "scores of 1000: What can you subtract" in page
    for piece in ("[+] small scores: passed (2 / 2)", "The chain rule is used.", "Notes of the grader"):
        assert piece in page
    assert "<script>alert(" not in page
    assert 'href="javascript:' not in page


@contextmanager
def jupyter(course: Course, home: Path) -> Iterator[tuple[str, str]]:
    """A Jupyter server in the course's folder: its address and token."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    (course.root / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.root = {str(course.root)!r}\nc.CourseDirectory.course_id = 'small'\n"
    )
    home.mkdir()
    folders = dict.fromkeys(("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"), str(home))
    scripts = str(Path(sys.executable).parent)
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
         f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={course.root}"],
        cwd=course.root, env={**os.environ, **folders, "PATH": f"{scripts}:{os.environ['PATH']}"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}", token
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_S)


def fetched(address: str, token: str, *, patience_s: float = 60) -> str:
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"})
    until = time.monotonic() + patience_s
    while True:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def test_formgrader_shows_scores_and_the_answer_for_a_person_to_grade(graded: Course, tmp_path: Path) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(graded.database_url, graded.course_id) as gradebook:
        submission = gradebook.find_submission_notebook(NAME, NAME, "s001").id
    with jupyter(graded, tmp_path / "home") as (address, token):
        listed = fetched(f"{address}/formgrader/api/submitted_notebooks/{NAME}/{NAME}", token)
        page = fetched(f"{address}/formgrader/submissions/{submission}/", token)
        comments = fetched(f"{address}/formgrader/api/comments?submission_id={submission}", token)
    assert '"score": 3.0' in listed
    assert '"needs_manual_grade": true' in listed
    assert "What can you subtract from every score?" in comments
    for piece in ("[-] scores of 1000: not yet (0 / 1)", "The shape is named.", 'id="why-comment"'):
        assert piece in page
    assert "<script>alert(" not in page
    assert 'href="javascript:' not in page


def test_nbgraders_later_feedback_shows_what_a_person_gave(graded: Course) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(graded.database_url, graded.course_id) as gradebook:
        grade = gradebook.find_grade("why", NAME, NAME, "s001")
        grade.manual_score, grade.needs_manual_grade = 4.0, False
        gradebook.find_comment("why", NAME, NAME, "s001").manual_comment = "well argued"
        gradebook.db.commit()
    leave_to_nbgrader(graded)
    nbgrader(graded, "generate_feedback", NAME)
    page = (graded.root / "feedback" / "s001" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "Score: 6.7 / 8.0" in page
    assert "well argued" in page
    assert (graded.root / "autograded" / "s001" / NAME / "timestamp.txt").is_file()
