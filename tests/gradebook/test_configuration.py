"""`nbgrader_config.py`: nbgrader finds the course by it wherever the course is, and it is never somebody else's file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.config import load_course
from autograder.gradebook import ask_nbgrader, write_nbgrader_config
from autograder.model import Course


@pytest.fixture
def small(tmp_path: Path) -> Course:
    (tmp_path / "here").mkdir()
    text = 'id = "small"\ntitle = { en = "Small" }\nlanguages = ["en"]\ntime_zone = "UTC"\n'
    (tmp_path / "here" / "course.toml").write_text(text, encoding="utf-8")
    return load_course(tmp_path / "here")


def test_it_names_no_place_and_a_course_that_was_moved_is_found_where_it_is(small: Course, tmp_path: Path) -> None:
    assert write_nbgrader_config(small) == ()
    assert str(tmp_path) not in (small.root / "nbgrader_config.py").read_text(encoding="utf-8")
    shutil.move(small.root, tmp_path / "there")
    moved = load_course(tmp_path / "there")
    state = ask_nbgrader(moved, moved.root)
    assert (state.root, state.guarded, state.same_database, state.problem) == (tmp_path / "there", True, True, "")
    assert state.command == Path(sys.executable).with_name("nbgrader")


def test_one_made_earlier_is_brought_up_to_date_and_the_same_one_not_written_again(small: Course) -> None:
    path = small.root / "nbgrader_config.py"
    write_nbgrader_config(small)
    made = path.read_text(encoding="utf-8")
    path.write_text(made.partition("\n")[0] + "\nc.CourseDirectory.db_url = 'sqlite:////elsewhere/gradebook.db'\n", encoding="utf-8")
    write_nbgrader_config(small)
    assert path.read_text(encoding="utf-8") == made
    before = path.stat().st_mtime_ns, path.stat().st_ino
    write_nbgrader_config(small)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_ones_own_is_left_alone_and_told_what_it_lacks(small: Course) -> None:
    path = small.root / "nbgrader_config.py"
    path.write_text("# mine; not: from autograder.guard import install\n", encoding="utf-8")
    assert write_nbgrader_config(small) == (
        "nbgrader_config.py is your own and was left alone",
        "nbgrader_config.py does not keep nbgrader's own Autograde from running students' code unconfined; "
        "add this line to it: from autograder.guard import install; install()",
    )
    path.write_text("# mine\nfrom autograder.guard import install; install()\n", encoding="utf-8")
    assert write_nbgrader_config(small) == ("nbgrader_config.py is your own and was left alone",)
    assert path.read_text(encoding="utf-8").startswith("# mine\n")


def test_it_may_hold_a_password_and_is_for_its_owner_only(small: Course) -> None:
    with (small.root / "course.toml").open("a", encoding="utf-8") as file:
        file.write('[database]\nurl = "postgresql://u:secret@h/db"\n')
    assert write_nbgrader_config(load_course(small.root)) == ()
    path = small.root / "nbgrader_config.py"
    assert path.stat().st_mode & 0o777 == 0o600
    assert "'postgresql://u:secret@h/db'" in path.read_text(encoding="utf-8")


def test_a_database_elsewhere_in_the_course_moves_with_it(small: Course) -> None:
    with (small.root / "course.toml").open("a", encoding="utf-8") as file:
        file.write('[database]\nurl = "sqlite:///grades/book.db"\n')
    course = load_course(small.root)
    write_nbgrader_config(course)
    assert "os.path.join(root, 'grades/book.db')" in (small.root / "nbgrader_config.py").read_text(encoding="utf-8")
    assert ask_nbgrader(course, course.root).same_database


def test_an_nbgrader_that_cannot_be_asked_is_said_to_be_unknown(small: Course, tmp_path: Path) -> None:
    script = tmp_path / "nbgrader"
    script.write_text("#!/bin/sh\nexec python3\n", encoding="utf-8")
    assert ask_nbgrader(small, small.root, script).problem
    script.write_text(f"#!{sys.executable} -S\n", encoding="utf-8")
    assert ask_nbgrader(small, small.root, script).problem == "which Python it belongs to is not known"


def test_the_hook_costs_a_start_of_python_next_to_nothing() -> None:
    """It stands before every start in this environment: what it imports is counted, not timed."""
    script = "import sys; before = set(sys.modules); import autograder.guard.hook; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({str(Path(__file__).parents[2])!r}); {script}"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    own = {"autograder", "autograder.guard", "autograder.guard.hook"}
    others = set(done.stdout.split()) - own
    of_warnings = {"warnings", "_py_warnings", "_contextvars"}  # from Python 3.14 on it is in parts
    assert {name.partition(".")[0] for name in others} <= {"__future__", "importlib"} | of_warnings
