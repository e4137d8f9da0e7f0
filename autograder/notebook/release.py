"""Builds a source notebook and, through nbgrader's own converter, the released one, in a folder beside the course.

What nbgrader gives is compared, cell by cell, with what the contract says students get; a release that holds anything
else never gets into the course.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import sqlite3
import sysconfig
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import CourseError, InternalError
from autograder.imports import without_grammar_of_iris
from autograder.model import Assignment, Course, Language
from autograder.notebook.contract import (
    REFERENCE_FILE,
    NotebookContract,
    Role,
    contract,
    read_text,
    reference_place,
)
from autograder.notebook.docstrings import check_docstrings
from autograder.notebook.frame import framed, is_of_the_frame
from autograder.notebook.reading import printable
from autograder.notebook.stubs import BEGIN, END, cut_exercise, solution_lines
from autograder.notebook.weave import notebook_text, weave

SOURCE_FOLDER = "source"
RELEASE_FOLDER = "release"
FILES_FOLDER = "files"
DATASETS_FOLDER = "datasets"

# Shorter lines, such as `return y`, stand in any program.
_TRIVIAL_CHARS = 16

# The line of a traceback that names the exception.
_RAISED = re.compile(r"[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt)\b: ")


@dataclass(frozen=True, slots=True)
class Built:
    """A release that stands beside the course, complete and checked.

    Attributes:
        source: the folder that is to be `source/NAME`.
        release: the folder that is to be `release/NAME`.
        gradebook: a SQLite file in which nbgrader recorded the notebook's cells.
        files: the data files beside the notebook, by their path below it.
        notes: for the instructor to look at.
    """

    source: Path
    release: Path
    gradebook: Path
    files: tuple[str, ...]
    notes: tuple[str, ...]


def build(course: Course, assignment: Assignment, language: Language, folder: Path) -> Built:
    """Make a release in an empty folder; nothing else of the course is touched. The same input gives the same bytes.

    To be called within `scripts_on_path`.

    Raises:
        CourseError: a file of the assignment is wrong or missing, or nbgrader refuses the notebook.
        InternalError: the released notebook is not what students should get.
    """
    plan = contract(assignment)
    _check_translation(assignment, plan, language)
    notebook = framed(weave(assignment, language), course, assignment, plan, language)
    files = _data_files(assignment) | _data_sets(course, assignment)
    notes = _shown_solutions(assignment, plan, language)
    built = Built(
        source=folder / SOURCE_FOLDER / assignment.name,
        release=folder / RELEASE_FOLDER / assignment.name,
        gradebook=folder / "gradebook.db",
        files=tuple(files),
        notes=tuple(notes),
    )
    _write_source(built.source, assignment, notebook_text(notebook), files)
    _begin_gradebook(built.gradebook)
    _generate(folder, f"sqlite:///{built.gradebook}", course, assignment)
    _check_release(built.release / f"{assignment.name}.ipynb", plan, language)
    return built


def _data_files(assignment: Assignment) -> dict[str, Path]:
    """The regular files of `assignments/NAME/files`, by their path below it."""
    folder = assignment.folder / FILES_FOLDER
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            place = f"assignments/{assignment.name}/{FILES_FOLDER}/{name}"
            raise CourseError(place, "a link", "a file", "copy what it points to")
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in Path(name).parts):
            if name == f"{assignment.name}.ipynb":
                raise CourseError(f"assignments/{assignment.name}/{FILES_FOLDER}/{name}", "the notebook's own name")
            found[name] = path
    return found


def _data_sets(course: Course, assignment: Assignment) -> dict[str, Path]:
    """The files of the data sets that student code may see, by their bare names: they lie beside the notebook."""
    found: dict[str, Path] = {}
    for name in assignment.data:
        folder = course.root / DATASETS_FOLDER / name
        files = sorted(path for path in folder.glob("[!.]*") if path.is_file())
        if not files:
            fix = f"autograder datasets fetch {name}"
            raise CourseError(f"{DATASETS_FOLDER}/{name}", "no files", "those of the data set", fix)
        found |= {path.name: path for path in files}
    return found


def _write_source(folder: Path, assignment: Assignment, text: str, files: dict[str, Path]) -> None:
    folder.mkdir(parents=True)
    for name, path in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    (folder / f"{assignment.name}.ipynb").write_text(text, encoding="utf-8")


class _Errors(logging.Handler):
    """Keeps what nbgrader logs as errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _generate(root: Path, database_url: str, course: Course, assignment: Assignment) -> None:
    """Run nbgrader's generate_assignment in a folder, with a gradebook of its own, without its noise."""
    with without_grammar_of_iris():
        from nbgrader.apps.api import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.exc import SAWarning

    logger = logging.Logger("autograder.nbgrader", logging.ERROR)  # of its own: nothing reaches the root logger
    errors = _Errors()
    logger.addHandler(errors)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader 0.9 under SQLAlchemy 2.1
        folder = CourseDirectory(root=str(root), course_id=course.course_id, db_url=database_url, log=logger)
        result = NbGraderAPI(coursedir=folder, log=logger).generate_assignment(assignment.name, force=True)
    if not result["success"]:
        got = f"nbgrader cannot make it: {_first_cause(errors.messages, result)}"
        raise CourseError(f"{RELEASE_FOLDER}/{assignment.name}", got)


def _begin_gradebook(path: Path) -> None:
    """A SQLite file with one table.

    In an empty one nbgrader notes its schema's version, which it asks of another process. This one is read once and
    thrown away, so that nobody asks for its version.
    """
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")


@contextmanager
def scripts_on_path() -> Iterator[None]:
    """nbgrader starts `alembic` by its bare name, which an environment that is not activated does not find."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _first_cause(messages: Iterable[str], result: dict[str, Any]) -> str:
    """The exception of the first traceback in nbgrader's log, or failing that of its result."""
    for text in [*messages, str(result.get("error", ""))]:
        raised = [line for line in text.splitlines() if _RAISED.match(line)]
        if raised:
            return printable(raised[-1], 200)
    return "it does not say why"


def _check_release(path: Path, plan: NotebookContract, language: Language) -> None:
    """Students get what the contract says, cell by cell, and nothing else.

    Raises:
        InternalError: something is missing, different or too much.
    """
    text = path.read_text(encoding="utf-8")
    for mark in (BEGIN, END):
        if mark in text:
            raise InternalError(f"{path.name}: {mark!r} is in the released notebook")
    every = json.loads(text)["cells"]
    cells = [cell for cell in every if not is_of_the_frame(cell, plan)]
    if len(every) != len(cells) + 3 or is_of_the_frame(every[0], plan):
        raise InternalError(f"{path.name}: the cells around the assignment's own are not all there")
    got = [(cell["metadata"]["nbgrader"]["grade_id"], cell["source"]) for cell in cells]
    joined = [(grade_id, source if isinstance(source, str) else "".join(source)) for grade_id, source in got]
    expected = [(cell.id, cell.sources[language]) for cell in plan.cells]
    for (grade_id, source), (wanted_id, wanted) in zip(joined, expected, strict=False):
        if grade_id != wanted_id or source != wanted:
            raise InternalError(f"{path.name}: cell {grade_id!r} is not what students should get as {wanted_id!r}")
    if len(joined) != len(expected):
        raise InternalError(f"{path.name}: {len(joined)} cells, expected {len(expected)}")
    for cell in every:
        if cell.get("outputs") or cell.get("attachments"):
            raise InternalError(f"{path.name}: cell {cell['id']!r} has outputs or attachments")


def _check_translation(assignment: Assignment, plan: NotebookContract, language: Language) -> None:
    """A language other than the first, which is the reference's, has the docstrings of all stubs."""
    if language == plan.languages[0]:
        return
    place = reference_place(assignment)
    reference = read_text(assignment.solutions / REFERENCE_FILE, place)
    sources = {cell.id: cut_exercise(reference, cell.id, place) for cell in plan.of_role(Role.SOLUTION)}
    check_docstrings(assignment, language, sources, place)


def _shown_solutions(assignment: Assignment, plan: NotebookContract, language: Language) -> list[str]:
    """A note for each cell that shows a line of a solution.

    In a stub, that line stands outside the marked regions as well. In a text or given cell it may be meant, so it is
    not refused.
    """
    place = reference_place(assignment)
    reference = read_text(assignment.solutions / REFERENCE_FILE, place)
    notes: list[str] = []
    for solution in plan.of_role(Role.SOLUTION):
        source = cut_exercise(reference, solution.id, place)
        hidden = {line for line in solution_lines(source, place) if len(line) > _TRIVIAL_CHARS}
        for cell in plan.cells:
            shown = {line.strip() for line in cell.sources[language].split("\n")}
            notes.extend(
                f"cell {cell.id!r} shows a line of the solution of {solution.id!r}: {printable(line)}"
                for line in sorted(hidden & shown)
            )
    return notes
