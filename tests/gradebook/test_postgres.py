"""The same gradebook on a PostgreSQL server, a real one started for the test; skipped where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.errors import CourseError, InternalError
from autograder.gradebook import GradebookWriter, given_in, read_rows
from autograder.grades import GivenGrade
from autograder.model import ENGLISH, Assignment, Course
from autograder.release import release
from tests.steady import PATIENCE_S

from .conftest import NAME, small_result

AT = datetime(2027, 3, 18, 9, 30, tzinfo=UTC)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "/none")]
    if not found[-1].is_file():
        pytest.skip("no PostgreSQL server is installed")
    return found[-1].parent


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server behind a socket in a folder of its own; the URL of an empty database."""
    pytest.importorskip("psycopg")
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a short path: sockets take no long one
    # PostgreSQL does not run as root; where that is the user, its own account has to be there.
    as_user: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("runuser") is None:
            pytest.skip("PostgreSQL does not run as root here")
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_user, str(programs / program), *arguments], cwd="/", check=True, timeout=PATIENCE_S,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "grader", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -h ''", "start")
        try:
            run("createdb", "-h", str(folder), "-U", "grader", "grades")
            run("createdb", "-h", str(folder), "-U", "grader", "empty")
            plain = ("-E", "SQL_ASCII", "--locale=C", "-T", "template0")
            run("createdb", "-h", str(folder), "-U", "grader", *plain, "plain")
            yield f"postgresql+psycopg://grader@/grades?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def on_server(course: Course, assignment: Assignment, server: str) -> Course:
    moved = replace(course, database_url=server)
    release(moved, assignment, ENGLISH)
    return moved


def test_a_postgresql_gradebook_holds_the_same_and_is_not_written_twice(
    on_server: Course, assignment: Assignment
) -> None:
    from nbgrader.api import Gradebook

    results = [small_result(assignment, f"s{number:03}") for number in range(3)]

    def shown() -> list[tuple[str, float, bool, datetime | None, list[str]]]:
        with Gradebook(on_server.database_url, on_server.course_id) as gradebook:
            return [
                (one.student_id, one.score, one.needs_manual_grade, one.timestamp,
                 sorted(grade.id for grade in one.notebooks[0].grades))
                for one in sorted(gradebook.assignment_submissions(NAME), key=lambda one: str(one.student_id))
            ]  # fmt: skip

    with GradebookWriter(on_server) as writer:
        writer.register(assignment)
        assert writer.write_many((result, AT) for result in results) == 3
        writer.flush()
    rows = read_rows(on_server, assignment)
    assert [given_in(row, assignment).exercises for row in rows.values()] == [{}, {}, {}]
    first = shown()
    assert [row[:4] for row in first] == [(f"s{n:03}", 3.0, True, datetime(2027, 3, 18, 9, 30)) for n in range(3)]
    with Gradebook(on_server.database_url, on_server.course_id) as gradebook:
        grade = gradebook.find_grade("why", NAME, NAME, "s001")
        grade.manual_score, grade.needs_manual_grade = 4.0, False
        gradebook.db.commit()
    with GradebookWriter(on_server) as writer:
        writer.write_many((result, AT) for result in results)
    rows = read_rows(on_server, assignment)
    assert given_in(rows["s001"], assignment).exercises == {"why": GivenGrade(4.0)}
    assert rows["s001"].timestamp == AT
    assert [row[4] for row in shown()] == [row[4] for row in first]
    assert [row[1] for row in shown()] == [3.0, 7.0, 3.0]


def test_a_server_that_is_not_there_is_an_internal_error_without_its_password(course: Course) -> None:
    pytest.importorskip("psycopg")
    away = replace(course, database_url="postgresql+psycopg://me:secret@127.0.0.1:1/grades?connect_timeout=2")
    with pytest.raises(InternalError) as caught, GradebookWriter(away):
        pass
    assert str(caught.value).startswith("gradebook postgresql+psycopg://me:***@127.0.0.1:1/grades")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def shown(course: Course) -> str:
    from sqlalchemy.engine import make_url

    return make_url(course.database_url).render_as_string()


@pytest.mark.slow
def test_an_empty_database_is_a_line_until_something_is_released_into_it(
    course: Course, assignment: Assignment, server: str
) -> None:
    empty = replace(course, database_url=server.replace("/grades?", "/empty?"))
    with pytest.raises(CourseError) as caught, GradebookWriter(empty):
        pass
    assert str(caught.value) == (
        f"{shown(empty)}: no gradebook there yet; make it with `autograder release NAME`"
    )
    assert read_rows(empty, assignment) == {}
    release(empty, assignment, ENGLISH)
    with GradebookWriter(empty) as writer:
        writer.register(assignment)
        assert writer.write_many([(small_result(assignment, "s001"), AT)]) == 1


def test_a_database_that_does_not_store_utf_8_is_refused_with_how_to_make_another(
    course: Course, assignment: Assignment, server: str
) -> None:
    plain = replace(course, database_url=server.replace("/grades?", "/plain?"))
    refused = (
        f"{shown(plain)}: its encoding is SQL_ASCII, expected UTF8; make another with "
        "`createdb --encoding UTF8 --template template0 NAME`, and name that in course.toml"
    )
    with pytest.raises(CourseError) as caught, GradebookWriter(plain):
        pass
    assert str(caught.value) == refused
    for ask in (lambda: release(plain, assignment, ENGLISH), lambda: read_rows(plain, assignment)):
        with pytest.raises(CourseError) as caught:
            ask()
        assert str(caught.value) == refused
