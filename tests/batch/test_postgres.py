"""`autograder grade` with its gradebook on a PostgreSQL server."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest
from gradebook.test_postgres import server  # noqa: F401  the same server, started for these tests

from autograder.batch import store_of
from autograder.config import load_assignment, load_course
from autograder.model import ENGLISH
from autograder.release import release
from tests.steady import PATIENCE_S

from .conftest import LOOK, grade, start
from .small_course import NAME


@pytest.fixture
def on_server(root: Path, server: str) -> Path:  # noqa: F811
    policy = root / "course.toml"
    policy.write_text(policy.read_text() + f'\n[database]\nurl = "{server}"\n')
    course = load_course(root)
    release(course, load_assignment(course, NAME), ENGLISH)
    return root


def rows(root: Path) -> list[tuple[str, float, int]]:
    """Student, sum of automatic scores, and how many rows they are."""
    from sqlalchemy import create_engine, text

    query = """SELECT s.student_id, sum(g.auto_score), count(*) FROM grade g
               JOIN submitted_notebook n ON n.id = g.notebook_id
               JOIN submitted_assignment s ON s.id = n.assignment_id GROUP BY 1 ORDER BY 1"""
    engine = create_engine(load_course(root).database_url)
    with closing(engine.connect()) as db:
        return [(str(student), float(score), int(count)) for student, score, count in db.execute(text(query))]


@pytest.mark.slow
def test_a_class_is_graded_into_postgresql_also_after_a_kill_and_what_stands_there_is_not_written_again(
    on_server: Path,
) -> None:
    run = start(on_server)
    results = on_server / ".autograder" / "results" / NAME
    end_s = time.monotonic() + PATIENCE_S
    while len(list(results.glob("*.json"))) < 6 and time.monotonic() < end_s:
        time.sleep(0.02)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    done = grade(on_server)
    assert done.returncode == LOOK, done.stderr
    course = load_course(on_server)
    expected = [(result.student, result.score, 3) for result in store_of(course, load_assignment(course, NAME)).all()]
    assert rows(on_server) == expected
    again = grade(on_server)
    assert "(15 unchanged)" in again.stderr
    ledger = on_server / ".autograder" / "recorded" / f"{NAME}.jsonl"
    before = ledger.stat().st_mtime_ns
    grade(on_server)
    assert ledger.stat().st_mtime_ns == before
