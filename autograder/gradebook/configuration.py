"""`nbgrader_config.py` at the course root: lets nbgrader and formgrader find the course, and guards its Autograde.

The file is made from `course.toml` and holds no place of this machine, so that a course can be moved. A file of that
name that was not made here is never touched; what it lacks is said.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.model import Course

NBGRADER_CONFIG = "nbgrader_config.py"
GUARD_LINE = "from autograder.guard import install; install()"
_GENERATED = "# Made by `autograder release` from course.toml: change that file, or delete this line to keep your own."
_LOADS_GUARD = re.compile(r"^[ \t]*(?:from|import)[ \t]+autograder\.guard\b", re.MULTILINE)
_LONGEST_CONFIG_BYTES = 1 << 20
_PATIENCE_S = 120.0
_TEXT = '''{generated}
import os

c = get_config()  # noqa: F821 - given by traitlets
root = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.root = root
c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.db_url = {database}

# Students' code runs confined, in this course's own grader, and never in nbgrader's Autograde.
try:
    {line}
except Exception as error:  # nbgrader of another environment: better no Autograde than one that confines nothing
    from nbgrader.converters.autograde import Autograde
    from nbgrader.converters.base import NbGraderException

    def convert_notebooks(self, original=Autograde.convert_notebooks, why=str(error)):
        names = sorted({{os.path.basename(os.path.normpath(folder)) for folder in self.assignments}})
        ours = [name for name in names if os.path.isdir(os.path.join(root, "solutions", name))]
        if not ours:
            return original(self)
        message = f"{{ours[0]}}: only `autograder grade {{ours[0]}}` may run it, which is not to be had here ({{why}})"
        self.log.error(message)
        raise NbGraderException(message)

    convert_notebooks._autograder_guard = True
    if not hasattr(Autograde.convert_notebooks, "_autograder_guard"):
        Autograde.convert_notebooks = convert_notebooks

# Formulas in formgrader without a network.
try:
    from autograder.guard.formulas import draw_formulas
    draw_formulas(c)
except ImportError:
    pass
'''
_ASK = """
import json, os, sys
sys.modules["rfc3987_syntax"] = None  # see autograder.imports; this may be another Python, without that package
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
app = AutogradeApp()
app.initialize([])
guarded = hasattr(Autograde.convert_notebooks, "_autograder_guard")
dirs, config = app.coursedir, app.config
exchange, late = config.get("Exchange", {}), config.get("LateSubmissionPlugin", {})
print("\\n" + json.dumps({
    "root": dirs.root, "guarded": guarded, "database": dirs.db_url, "course_id": dirs.course_id,
    "student_id_exclude": dirs.student_id_exclude, "submitted_directory": dirs.submitted_directory,
    "timestamp_format": str(exchange.get("timestamp_format", "")), "late_penalty": str(late.get("penalty_method", "")),
}))
"""


@dataclass(frozen=True, slots=True)
class NbgraderState:
    """What an nbgrader, started in a folder, takes for its course.

    Attributes:
        command: the nbgrader that was asked.
        folder: where it was started.
        root: the course's folder as it sees it.
        guarded: whether this grader stands before its Autograde.
        same_database: whether it writes this course's gradebook.
        problem: why it could not be asked; the others mean nothing then.
        course_id: what it calls the course.
        student_id_exclude: patterns of students that it passes over, with commas between.
        submitted_directory: where it looks for submissions, below the root.
        timestamp_format: in which its exchange writes times; empty where the configuration is silent.
        late_penalty: its own late penalty; empty where the configuration is silent.
    """

    command: Path
    folder: Path
    root: Path | None = None
    guarded: bool = False
    same_database: bool = False
    problem: str = ""
    course_id: str = ""
    student_id_exclude: str = ""
    submitted_directory: str = ""
    timestamp_format: str = ""
    late_penalty: str = ""


def write_nbgrader_config(course: Course) -> tuple[str, ...]:
    """Bring `nbgrader_config.py` up to date; one that says so already is left alone.

    Returns:
        Notes about a file of that name that was not made here.
    """
    path = course.root / NBGRADER_CONFIG
    there = _text_of(path)
    if there is not None and not there.startswith(_GENERATED):
        notes = [f"{NBGRADER_CONFIG} is your own and was left alone"]
        if not _LOADS_GUARD.search(there):
            notes.append(
                f"{NBGRADER_CONFIG} does not keep nbgrader's own Autograde from running students' code unconfined; "
                f"add this line to it: {GUARD_LINE}"
            )
        return tuple(notes)
    text = config_text(course)
    if there != text:
        # A database's URL may hold a password.
        _write_atomically(path, text, mode=0o600)
    return ()


def config_text(course: Course) -> str:
    """What the file says for this course."""
    url = course.database_url
    own = f"sqlite:///{course.root}{os.sep}"
    inside = url.startswith(own)
    database = f"'sqlite:///' + os.path.join(root, {url.removeprefix(own)!r})" if inside else repr(url)
    return _TEXT.format(generated=_GENERATED, course_id=course.course_id, database=database, line=GUARD_LINE)


def ask_nbgrader(course: Course, folder: Path, command: Path | None = None) -> NbgraderState:
    """Start nbgrader in a folder, without having it do anything, and see what it loads. Takes seconds.

    Args:
        command: the `nbgrader` to ask; None: the one beside this Python.
    """
    asked = command or Path(sys.executable).with_name("nbgrader")
    python = sys.executable if command is None else _python_of(command)
    if not python:
        return NbgraderState(asked, folder, problem="which Python it belongs to is not known")
    try:
        done = subprocess.run(
            [python, "-c", _ASK], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", check=False, timeout=_PATIENCE_S,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout.strip().rpartition("\n")[2])
    except (OSError, subprocess.TimeoutExpired) as error:
        return NbgraderState(asked, folder, problem=f"it cannot be started: {error}")
    except ValueError:
        last = (done.stderr.strip() or "it says nothing").rpartition("\n")[2]
        return NbgraderState(asked, folder, problem=last)
    names = ("course_id", "student_id_exclude", "submitted_directory", "timestamp_format", "late_penalty")
    return NbgraderState(
        asked,
        folder,
        Path(found["root"]),
        bool(found["guarded"]),
        found["database"] == course.database_url,
        **{name: str(found.get(name) or "") for name in names},
    )


def other_nbgrader() -> Path | None:
    """The `nbgrader` that a shell would start, if it is not the one beside this Python."""
    found = shutil.which("nbgrader")
    if found is None:
        return None
    own = Path(sys.executable).with_name("nbgrader")
    return None if os.path.realpath(found) == os.path.realpath(own) else Path(found)


def _python_of(command: Path) -> str:
    """The Python in the first line of an installed script; empty if it does not say."""
    try:
        with command.open("rb") as file:
            line = file.readline(1000).decode(errors="replace").strip()
    except OSError:
        return ""
    python = line.removeprefix("#!").strip()
    return python if line.startswith("#!") and os.path.isabs(python) and os.access(python, os.X_OK) else ""


def _text_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_CONFIG_BYTES).decode("utf-8", "replace")
    except FileNotFoundError:
        return None


def _write_atomically(path: Path, text: str, *, mode: int) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
