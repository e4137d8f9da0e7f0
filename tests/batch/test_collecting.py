"""Submissions from zips and folders land where nbgrader looks for them, and nowhere else."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from autograder.batch.collecting import MAX_NOTEBOOK_BYTES, collect_from
from autograder.errors import CourseError
from autograder.model import Assignment, Course, Text

NAME = "02_activations"
TITLE = Text(en="t", ko="t")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path / "course", "c", TITLE)


@pytest.fixture
def assignment(course: Course) -> Assignment:
    return Assignment(NAME, TITLE, course.root, course.root, ())


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2027, 3, 19, 12, 0, 0)), data)
    return path


def placed(course: Course) -> dict[str, bytes]:
    root = course.root / "submitted"
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.ipynb"))}


@pytest.mark.parametrize(
    ("member", "student"),
    [
        ("Ada Lovelace_4711_assignsubmission_file_/my work.ipynb", "4711"),
        ("lovelaceada_4711_99_02_activations.ipynb", "4711"),
        ("lovelaceada_LATE_4711_99_02_activations.ipynb", "4711"),
        ("ada/02_activations/02_activations.ipynb", "ada"),
        ("ada.ipynb", "ada"),
    ],
)
def test_a_student_is_told_from_the_path_that_an_lms_writes(
    course: Course, assignment: Assignment, tmp_path: Path, member: str, student: str
) -> None:
    collected = collect_from(course, assignment, make_zip(tmp_path / "x.zip", {member: b"{}"}))
    assert collected.students == (student,)
    assert placed(course) == {f"{student}/{NAME}/{NAME}.ipynb": b"{}"}
    stamp = (course.root / "submitted" / student / NAME / "timestamp.txt").read_text()
    assert stamp == "2027-03-19 12:00:00.000000 UTC\n"


@pytest.mark.parametrize(
    "member",
    ["../ada.ipynb", "/etc/ada.ipynb", "a/../../ada.ipynb", "..\\ada.ipynb", "-rf/x.ipynb", "a\x1b[31m/x.ipynb"],
)
def test_a_path_that_leads_elsewhere_is_not_taken_and_is_noted(
    course: Course, assignment: Assignment, tmp_path: Path, member: str
) -> None:
    collected = collect_from(course, assignment, make_zip(tmp_path / "x.zip", {member: b"{}"}))
    assert collected.students == ()
    assert len(collected.notes) == 1
    assert collected.notes[0].isprintable()
    assert not (course.root / "submitted").exists()


def test_a_bomb_and_a_link_are_not_taken(course: Course, assignment: Assignment, tmp_path: Path) -> None:
    path = make_zip(tmp_path / "x.zip", {"bomb/x.ipynb": b"0" * (MAX_NOTEBOOK_BYTES + 1), "ada/x.ipynb": b"{}"})
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("link/x.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    collected = collect_from(course, assignment, path)
    assert collected.students == ("ada",)
    assert len(collected.notes) == 2


def test_of_two_notebooks_the_one_of_the_assignments_name_counts(
    course: Course, assignment: Assignment, tmp_path: Path
) -> None:
    members = {"ada/scratch.ipynb": b"1", f"ada/{NAME}.ipynb": b"2", "ada/zz.ipynb": b"3"}
    collected = collect_from(course, assignment, make_zip(tmp_path / "x.zip", members))
    assert placed(course) == {f"ada/{NAME}/{NAME}.ipynb": b"2"}
    assert len(collected.notes) == 2


def test_a_folder_is_taken_without_following_links(course: Course, assignment: Assignment, tmp_path: Path) -> None:
    source = tmp_path / "in"
    (source / "ada").mkdir(parents=True)
    (source / "ada" / "x.ipynb").write_bytes(b"{}")
    (tmp_path / "secret").write_bytes(b"secret")
    (source / "eve").mkdir()
    os.symlink(tmp_path / "secret", source / "eve" / "x.ipynb")
    collected = collect_from(course, assignment, source)
    assert collected.students == ("ada",)
    assert collected.notes == ("eve/x.ipynb: a link; not taken",)


def test_a_pattern_of_ones_own(course: Course, assignment: Assignment, tmp_path: Path) -> None:
    path = make_zip(tmp_path / "x.zip", {"group-7/s123.notebook.ipynb": b"{}"})
    assert collect_from(course, assignment, path, pattern=r"/(?P<student>s\d+)\.").students == ("s123",)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(", r"--pattern: not a regular expression \(missing \), unterminated subpattern at position 0\)"),
        ("x", r"--pattern: x, expected a group \(\?P<student>\.\.\.\)"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(
    course: Course, assignment: Assignment, tmp_path: Path, pattern: str, message: str
) -> None:
    with pytest.raises(CourseError, match=f"^{message}$"):
        collect_from(course, assignment, tmp_path, pattern=pattern)


def test_what_is_neither_zip_nor_folder_says_so(course: Course, assignment: Assignment, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("no zip")
    with pytest.raises(CourseError, match="not a readable zip .*expected a zip file or a folder"):
        collect_from(course, assignment, tmp_path / "x.zip")
    with pytest.raises(CourseError, match="not there, expected a zip file or a folder"):
        collect_from(course, assignment, tmp_path / "missing")
