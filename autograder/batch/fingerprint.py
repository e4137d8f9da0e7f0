"""What a result depends on, as hashes: the keys under which results are kept.

- The *key* covers everything: the submission, the whole of the assignment's two folders (but for the solutions that
  only `verify` reads), the policy of the course, the data, the grader's code and the versions it runs on. Under the
  same key a result is taken as it is, for the price of one hash.
- Under another key the submission is read again, and two kinds of hash tell what of the work is still good: what was
  *run* (the cells, and all that is the same for every exercise), and each exercise's *tests* with all that they
  mention. Points, dates, the late policy and the text of the notebook are in neither: they are applied anew.

What cannot change a result (the number of cores, the place of the course) is left out.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from autograder.config import HINTS_FILES, SECRET_FILE, read_hints
from autograder.errors import AutograderError
from autograder.grading import Job
from autograder.model import EVERY, Assignment, Course, Hints, Submission
from autograder.suite.carrying import calls_of
from autograder.suite.dependencies import Statement, statements, tested_together, used_by

_PACKAGES = ("numpy", "pytest", "matplotlib")
_NOT_GRADED = frozenset({"correct", "wrong", "__pycache__", "equivalent.toml"})
_ROOMS = ("model", "config", "protocol", "worker", "sandbox", "suite", "grading", "notebook", "datasets", "wording")
_MODULES = ("files.py", "grades/scoring.py")


class Fingerprint:
    """The hashes of one assignment as it stands now. Files are read when a hash is first asked for.

    Args:
        course: the course.
        assignment: the assignment.
        isolation: how student code is confined.
    """

    def __init__(self, course: Course, assignment: Assignment, isolation: str) -> None:
        self._course, self._assignment, self._isolation = course, assignment, isolation

    def key(self, submission: Submission, data: bytes) -> str:
        """The key of one submission's result; `data` is what its notebook's file holds. Its time is no part of it."""
        digest = hashlib.sha256(self._everything.encode())
        student = submission.student
        digest.update(json.dumps([student, self._assignment.inputs.key_of(student)]).encode())
        digest.update(data)
        return digest.hexdigest()

    def run(self, job: Job) -> str:
        """The hash of what runs for a submission: its cells and inputs, under everything that all exercises share."""
        cells = [[cell.id, cell.source, cell.exercises] for cell in job.cells]
        return _digest([self._execution, job.inputs, cells, sorted(job.missing), sorted(job.untouched)])

    @cached_property
    def tests(self) -> Mapping[str, str]:
        """By exercise, the hash of its tests, of all that they mention or depend on, and of what students are told."""
        made = {}
        folder, said = self._assignment.solutions, Hints()
        with contextlib.suppress(AutograderError):  # a file that cannot be read is the suite host's to tell
            said = read_hints(folder, self._course.root, self._assignment.languages)
        told = {key: [[name, dict(text)] for name, text in table.items()] for key, table in said.by_exercise.items()}
        for name, group in self.together.items():
            used = used_by(self._suite, group)
            hints = [told.get(exercise) for exercise in (EVERY, *sorted(group))]
            made[name] = _digest([sorted(group), [[item.file, item.text] for item in used], hints])
        return made

    @cached_property
    def together(self) -> Mapping[str, frozenset[str]]:
        """By exercise, the exercises whose tests must run so that its own results are complete, itself included."""
        names = [exercise.name for exercise in self._assignment.exercises if not exercise.manual]
        reference = self._assignment.solutions / "reference.py"
        calls = calls_of(reference.read_text(encoding="utf-8"), names) if reference.is_file() else {}
        return tested_together(self._suite, names, calls)

    # ---------------------------------------------------------------- private

    @cached_property
    def _everything(self) -> str:
        assignment = self._assignment
        folders = [_hashes(folder, files_of(folder)) for folder in (assignment.folder, assignment.solutions)]
        return _digest([self._shared, self._course.grade.carry_forward, folders])

    @cached_property
    def _execution(self) -> str:
        """What all exercises share: everything but submissions, the suite's statements, and what is applied later."""
        solutions = self._assignment.solutions
        # The seed counts for itself, in `_shared`: moving it from one file to another changes no result.
        known = (*self._read, SECRET_FILE)
        others = [path for path in files_of(solutions) if path.name not in known and not path.match(HINTS_FILES)]
        return _digest([self._shared, _hashes(solutions, others)])

    @cached_property
    def _shared(self) -> str:
        assignment = self._assignment
        sets = [self._course.root / "datasets" / name for name in assignment.data]
        files = [path for folder in sets for path in files_of(folder)]
        if assignment.data:
            files += sorted((self._course.root / "datasets").glob("*.toml"))
        how = [assignment.name, asdict(assignment.limits), assignment.inputs.seed, assignment.preload, assignment.data]
        return _digest([grader_key(), self._isolation, how, _hashes(self._course.root, files)])

    @cached_property
    def _read(self) -> Mapping[str, tuple[Statement, ...]]:
        """The suite's files that could be taken apart, the reference among them."""
        solutions = self._assignment.solutions
        made: dict[str, tuple[Statement, ...]] = {}
        for path in [solutions / "reference.py", *sorted(solutions.glob("test_hidden*.py"))]:
            try:
                made[path.name] = tuple(statements(path.name, path.read_text(encoding="utf-8")))
            except (OSError, ValueError, SyntaxError):  # then it counts as a whole, for every exercise
                continue
        return made

    @cached_property
    def _suite(self) -> tuple[Statement, ...]:
        return tuple(item for file in self._read.values() for item in file)


def hash_of(data: bytes) -> str:
    """The hash of a notebook's file."""
    return hashlib.sha256(data).hexdigest()


@cache
def grader_parts() -> Mapping[str, str]:
    """What a grader is made of, by name: its own code as a hash, Python, and the packages it runs on, as versions."""
    package = Path(__file__).parent.parent
    files = [path for room in _ROOMS for path in files_of(package / room)] + [package / name for name in _MODULES]
    versions = {name: version(name) for name in _PACKAGES}
    return {"autograder": _digest(_hashes(package, files)), "Python": platform.python_version(), **versions}


@cache
def grader_key() -> str:
    """The hash of the grader's own code and of the versions it runs on."""
    return _digest(grader_parts())


def files_of(folder: Path) -> list[Path]:
    """What may count of a folder; editors' and Python's own droppings do not."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*")
        if not _NOT_GRADED & set(path.relative_to(folder).parts) and path.suffix != ".pyc" and path.is_file()
    )


def _hashes(base: Path, files: Iterable[Path]) -> list[list[str]]:
    return [[str(path.relative_to(base)), hashlib.sha256(path.read_bytes()).hexdigest()] for path in files]


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
