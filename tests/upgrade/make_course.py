"""Makes `course-0.1.tar.xz`: what version 0.1 left behind in a course of twelve assignments, graded and in use.

It is run with the version that is to be remembered, not with the one that stands beside it, in an empty folder:

    git worktree add OLD cb76e0c && PYTHONPATH=OLD python tests/upgrade/make_course.py OLD EMPTY_FOLDER

The archive holds what that version and nbgrader made and what people entered: `release/`, `source/`, `submitted/`,
`autograded/`, `.autograder/`, `gradebook.db`, `nbgrader_config.py`, and in `before/` its exports. Assignments,
solutions and data are not in it: a course takes those from the checkout that it is updated to. Nor are data files
beside notebooks, which `release` copies.
"""

from __future__ import annotations

import lzma
import shutil
import subprocess
import sys
import tarfile
import warnings
from pathlib import Path

from autograder.classroom import make_class
from autograder.config import assignment_names, load_assignment, load_course
from autograder.model import ENGLISH, KOREAN
from autograder.notebook.release import release

ARCHIVE = Path(__file__).with_name("course-0.1.tar.xz")
STUDENTS = 17
# A right solution, mixed ones, one late, one whose notebook ends its own process, one that cannot be read.
KEPT = (1, 4, 5, 6, 7, 8, 14, 16)
FORMATS = ("csv", "canvas", "moodle", "json")
LEFT_BEHIND = (
    "release", "source", "submitted", "autograded", ".autograder", "gradebook.db", "nbgrader_config.py", "before",
)  # fmt: skip


def main(old: Path, root: Path) -> None:
    for name in ("assignments", "solutions", "datasets", "course.toml"):
        (shutil.copytree if (old / name).is_dir() else shutil.copy)(old / name, root / name)
    course = load_course(root)
    names = assignment_names(course)
    everybody: dict[str, list[str]] = {}
    for number, name in enumerate(names):
        assignment = load_assignment(course, name)
        release(course, assignment, KOREAN if number % 4 == 3 else ENGLISH)
        made = make_class(course, assignment, STUDENTS, seed=number)
        everybody[name] = [made[index] for index in KEPT]
        for student in set(made) - set(everybody[name]):
            shutil.rmtree(root / "submitted" / student / name)
    for folder in (root / "submitted").iterdir():
        if not any(folder.iterdir()):
            folder.rmdir()
    run(root, "grade", *names)
    for name in names:
        by_hand(root, name, everybody[name])
    (root / "before").mkdir()
    for form in FORMATS:
        run(root, "export", "--format", form, "--output", f"before/export.{form}")
    pack(root)


def run(root: Path, *arguments: str) -> None:
    command = [sys.executable, "-c", "from autograder.cli import main; main()", "--course", str(root), *arguments]
    subprocess.run(command, cwd=root, check=True)


def by_hand(root: Path, name: str, students: list[str]) -> None:
    """What a teaching assistant enters in formgrader: scores, extra credit, comments, an extension."""
    from nbgrader.api import Gradebook

    course = load_course(root)
    assignment = load_assignment(course, name)
    manual = [exercise for exercise in assignment.exercises if exercise.manual]
    automatic = [exercise for exercise in assignment.exercises if not exercise.manual]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Gradebook(course.database_url, course.course_id) as book:
            for number, student in enumerate(students[:5]):
                for exercise in manual:  # of the others it is still waited for
                    grade = book.find_grade(exercise.grade_id, name, name, student)
                    grade.manual_score = round(exercise.points * (number + 1) / 6, 2)
                    grade.needs_manual_grade = False
                    comment = book.find_comment(exercise.grade_id, name, name, student)
                    comment.manual_comment = f"Read by hand: {exercise.name} of {student}."
            last = automatic[-1]
            grade = book.find_grade(last.grade_id, name, name, students[1])
            grade.manual_score = float(last.points)  # an appeal that was granted
            grade = book.find_grade(last.grade_id, name, name, students[2])
            grade.manual_score, grade.extra_credit = last.points / 2, 0.25
            comment = book.find_comment(automatic[0].solution_id, name, name, students[3])
            comment.manual_comment = "Nicely put. 잘했습니다."
            book.db.commit()


def pack(root: Path) -> None:
    """Sorted by name and kind, owners and times left out: like files lie together and compress to next to nothing."""

    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = info.mtime = 0
        info.uname = info.gname = ""
        return info

    # A generated file is kept in one copy a student and assignment: data files beside notebooks are not needed.
    wanted = []
    for name in LEFT_BEHIND:
        place = root / name
        files = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
        if name in ("release", "source"):
            files = [path for path in files if path.suffix == ".ipynb"]
        wanted += [path for path in files if path.suffix != ".lock"]
    wanted.sort(key=lambda path: (path.name, str(path)))
    with lzma.open(ARCHIVE, "wb", preset=9 | lzma.PRESET_EXTREME) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for path in wanted:
            tar.add(path, arcname=str(path.relative_to(root)), filter=plain)
    print(f"{ARCHIVE}: {ARCHIVE.stat().st_size} bytes, {len(wanted)} files")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
