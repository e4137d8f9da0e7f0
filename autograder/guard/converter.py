"""What stands in the place of `convert_notebooks` of nbgrader's Autograde and GenerateFeedback.

It is told which folders nbgrader would convert, by `self.assignments`, and touches nothing of them: names are looked
at, no file is opened. The grader that it starts has its own care for what lies there.
"""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MARK = "_autograder_guard"
_COMMAND = "from autograder.cli import main; main()"
_LONGEST_LIST = 200
"""So many students are named to the grader; above that it grades all, which costs next to nothing for the unchanged."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of nbgrader's that is done here.

    Attributes:
        verb: what does it.
        folder: where nbgrader takes from.
        instead: what is said to be done.
        warning: about an assignment that is left to nbgrader, with a place for its name; may be empty.
    """

    verb: str
    folder: str
    instead: str
    warning: str = ""


AUTOGRADE = Step(
    "grade",
    "submitted",
    "graded by autograder, confined, and not by nbgrader's Autograde",
    "{0} has no solutions/{0}: this is nbgrader's own Autograde, and the students' code runs unconfined, as you",
)
FEEDBACK = Step("feedback", "autograded", "given autograder's feedback, and not nbgrader's")


@dataclass(frozen=True, slots=True)
class _Ours:
    """An assignment of a course of this grader's, and who is to be graded; `odd` are folders that are not its own."""

    course: Path
    name: str
    students: list[str]
    odd: list[str]


def guard_converter(converter: type[Any], step: Step) -> None:
    """Put the guard into a converter of nbgrader's; once is enough.

    Raises:
        ImportError: it has no such method any more.
    """
    original = getattr(converter, "convert_notebooks", None)
    if original is None:
        raise ImportError(f"nbgrader's {converter.__name__} has no convert_notebooks")
    if hasattr(original, _MARK):
        return

    @functools.wraps(original)
    def convert_notebooks(self: Any) -> None:
        _convert(self, original, step)

    setattr(convert_notebooks, _MARK, True)
    converter.convert_notebooks = convert_notebooks


def _convert(converter: Any, original: Callable[[Any], None], step: Step) -> None:
    ours, others = _parted(converter.assignments, Path(converter.coursedir.root), step)
    excluded = set((converter.coursedir.student_id_exclude or "").split(","))
    everybody = converter.coursedir.student_id == "*" and excluded == {""}
    problems = []
    for item in ours:
        students = [student for student in item.students if student not in excluded]
        if item.odd:
            problems.append(
                f"{item.name}: {item.odd[0]} is not {step.folder}/STUDENT/{item.name} of the course at {item.course}; "
                f"nothing of it was run; put it there, then `autograder {step.verb} {item.name}`"
            )
        elif students:
            problem = _done(converter.log, item, [] if everybody else students, step)
            problems += [problem] if problem else []
    if others:
        for name in sorted({Path(folder).name for folder in others}) if step.warning else ():
            converter.log.warning("%s", step.warning.format(name))
        converter.assignments = others
        original(converter)
    if problems:
        for problem in problems:
            converter.log.error(problem)
        raise _refusal(converter)(" ".join(problems))


def _refusal(converter: Any) -> type[Exception]:
    """nbgrader's own exception, which its command line and its server turn into a message."""
    module = sys.modules["nbgrader.converters.base"]
    found: type[Exception] = module.NbGraderException
    return found


def _parted(folders: Mapping[str, list[str]], root: Path, step: Step) -> tuple[list[_Ours], dict[str, list[str]]]:
    """What is this grader's to grade, by course and assignment, and what is nbgrader's."""
    ours: dict[tuple[Path, str], _Ours] = {}
    others: dict[str, list[str]] = {}
    for folder, notebooks in sorted(folders.items()):
        place = Path(os.path.normpath(root / folder))
        name, student = place.name, place.parent.name
        course = _course_with(name, place, root)
        if course is None:
            others[folder] = notebooks
            continue
        item = ours.setdefault((course, name), _Ours(course, name, [], []))
        if place == course / step.folder / student / name:
            item.students.append(student)
        else:
            item.odd.append(str(place))
    return list(ours.values()), others


def _course_with(name: str, folder: Path, root: Path) -> Path | None:
    """The course that has a solution for an assignment, around its folder or around nbgrader's root."""
    # A link leads elsewhere than it lies: both count.
    for start in (folder, root, Path(os.path.realpath(folder)), Path(os.path.realpath(root))):
        for above in (start, *start.parents):
            if (above / "course.toml").is_file() and (above / "solutions" / name).is_dir():
                return above
    return None


def _done(log: Any, item: _Ours, students: Sequence[str], step: Step) -> str:
    """Do it with this grader; returns why that could not be done, or an empty string."""
    log.info("%s is %s", item.name, step.instead)
    chosen = [f"--student={student}" for student in students] if len(students) <= _LONGEST_LIST else []
    # A process of its own: the server goes on whatever becomes of it. -P: nothing is imported from where it starts.
    done = subprocess.run(
        [sys.executable, "-P", "-c", _COMMAND, "--course", str(item.course), step.verb, item.name, *chosen],
        cwd=item.course, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    said = [line for line in (done.stdout + done.stderr).replace("\r", "\n").splitlines() if line.strip()]
    for line in said:
        log.info("%s", line)
    if done.returncode in (0, 1):  # 1: somebody must look at something, and it says at what
        return ""
    return said[-1] if said else f"{item.name}: the grader ended with exit code {done.returncode}"
