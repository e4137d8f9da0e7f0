"""The write-ahead log of a SQLite gradebook: where it is used, and what a killed writer leaves."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from autograder.gradebook.sqlite import drop_log, is_local
from autograder.model import Course

from .conftest import NAME

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
tmpfs /home/local\\040disk tmpfs rw 0 0
share /mnt cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("file", "expected"),
    [("/srv/g.db", True), ("/home/me/g.db", False), ("/home/local disk/g.db", True), ("/mnt/g.db", False)],
)
def test_only_a_disk_of_this_machine_is_local(tmp_path: Path, file: str, expected: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert is_local(Path(file), mounts) is expected


def test_without_a_table_of_mounts_nothing_is_local(tmp_path: Path) -> None:
    assert not is_local(tmp_path / "g.db", tmp_path / "none")


WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from autograder.config import load_assignment, load_course
from autograder.gradebook import GradebookWriter
from autograder.model import Verdict
from autograder.grades.scoring import ScoredTest, assemble

course = load_course(Path(sys.argv[1]))
assignment = load_assignment(course, sys.argv[2])
tests = [ScoredTest("t", "relu", 1, Verdict.PASSED), ScoredTest("u", "softmax", 1, Verdict.FAILED)]
with GradebookWriter(course) as writer:
    for number in range(100_000):
        writer.write(assemble(assignment, student=f"s{number:06}", notebook="", tests=tests), None)
        print(number, flush=True)
"""


def test_a_killed_writer_leaves_every_submission_whole_or_absent(course: Course) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE_UNTIL_KILLED, str(course.root), NAME], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    said = [writer.stdout.readline() for _ in range(25)]
    os.kill(writer.pid, signal.SIGKILL)
    said += writer.stdout.readlines()
    writer.wait()
    done = max(int(line) for line in said if line.endswith("\n"))
    file = course.root / "gradebook.db"
    with closing(sqlite3.connect(file)) as connection:
        students = connection.execute("SELECT count(*) FROM submitted_assignment").fetchone()[0]
        rows = connection.execute("SELECT count(*) FROM grade GROUP BY notebook_id").fetchall()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert students - (done + 1) in (0, 1)
    assert rows == [(3,)] * students
    assert drop_log(file)
