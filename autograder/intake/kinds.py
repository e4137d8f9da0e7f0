"""What a file is, whatever its name says; and what of a notebook is a student's work."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath

from autograder.config import assignment_names, load_assignment
from autograder.errors import AutograderError, NotebookError
from autograder.model import Assignment, Course
from autograder.notebook.contract import NotebookContract, Role, contract
from autograder.notebook.mistaken import as_utf8, what_it_is
from autograder.notebook.percent import CellKind
from autograder.notebook.reading import SubmittedCell, SubmittedNotebook, parse_submission
from autograder.notebook.selection import NOTHING_WRITTEN, select_cells

_PYTHON = frozenset({".py", ".pyw", ".r", ".m", ".js", ".java", ".c", ".cpp", ".sh"})
_NAMED = {
    ".pdf": "a PDF",
    ".html": "a web page",
    ".htm": "a web page",
    ".mht": "a web page",
    ".mhtml": "a web page",
    ".doc": "a text document",
    ".docx": "a text document",
    ".hwp": "a text document",
    ".hwpx": "a text document",
    ".odt": "a text document",
    ".rtf": "a text document",
    ".pages": "a text document",
    ".txt": "a text file",
    ".md": "a text file",
    ".csv": "a table",
    ".xlsx": "a table",
    ".png": "a picture",
    ".jpg": "a picture",
    ".jpeg": "a picture",
    ".gif": "a picture",
    ".heic": "a picture",
    ".svg": "a picture",
    ".url": "a link to a web page",
    ".webloc": "a link to a web page",
    ".gdoc": "a link to Google Drive",
    ".lnk": "a shortcut",
    ".npy": "data",
    ".npz": "data",
    ".pkl": "data",
    ".json": "JSON that is no notebook",
}
_PACKED = {
    ".rar": "RAR",
    ".7z": "7z",
    ".gz": "gzip",
    ".tgz": "tar",
    ".tar": "tar",
    ".xz": "xz",
    ".bz2": "bzip2",
    ".alz": "ALZ",
    ".egg": "EGG",
}


class Kind(StrEnum):
    """What becomes of a file."""

    NOTEBOOK = "notebook"
    ZIP = "zip"
    OTHER = "other"


def kind_of(name: str, data: bytes) -> tuple[Kind, str]:
    """What a file is by its contents, and by its name where those do not tell; and that in words."""
    suffix = PurePosixPath(name.casefold()).suffix
    start = as_utf8(data[:4096])[0].lstrip()
    if not data:
        return Kind.OTHER, "empty"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and suffix not in (
        ".docx",
        ".xlsx",
        ".odt",
        ".hwpx",
        ".npz",
        ".pages",
    ):
        return Kind.ZIP, "a zip"
    if start.startswith(b"{") and all(key in as_utf8(data)[0] for key in (b'"cells"', b'"nbformat"')):
        return Kind.NOTEBOOK, "a notebook"
    what = what_it_is(data)
    if what in ("a PDF", "a web page"):
        return Kind.OTHER, what
    if what.startswith("packed") or suffix in _PACKED:
        return Kind.OTHER, f"packed ({_PACKED.get(suffix, 'not as a zip')}): unpack it"
    if suffix == ".ipynb" and what:
        return Kind.OTHER, what
    if suffix == ".ipynb":
        return Kind.NOTEBOOK, "a notebook"  # broken perhaps: then grading says how
    if suffix in _PYTHON:
        return Kind.OTHER, "a script"
    return Kind.OTHER, _NAMED.get(suffix, "no notebook")


_PROGRAMS_FOLDERS = frozenset(
    (
        ".ipynb_checkpoints", "__macosx", "__pycache__", ".git", ".virtual_documents", ".venv", "venv", "node_modules",
        ".vscode", ".idea", ".ipython", ".jupyter",
    )
)  # fmt: skip
_PROGRAMS_FILES = (".ds_store", "thumbs.db", "desktop.ini", ".gitignore", ".gitkeep")


def is_by_product(path: PurePosixPath) -> bool:
    """Whether a program put it there by itself: Jupyter's checkpoints, macOS's resource forks, Windows's thumbnails,
    what editors keep beside a file.
    """
    folded = [part.casefold() for part in path.parts]
    return (
        path.name.startswith(("._", ".~", "~$"))
        or path.name.endswith("~")
        or bool(_PROGRAMS_FOLDERS & set(folded[:-1]))
        or folded[-1] in _PROGRAMS_FILES
    )


def is_lone_checkpoint(path: PurePosixPath, folders: Collection[PurePosixPath]) -> bool:
    """Whether it is the copy that Jupyter made of a notebook that is not there: `folders` hold what people made."""
    if path.parent.name.casefold() != ".ipynb_checkpoints" or path.suffix.casefold() != ".ipynb":
        return False
    home = path.parent.parent
    return bool(home.parts) and home not in folders


@dataclass(frozen=True, slots=True)
class Work:
    """What is in a notebook.

    Attributes:
        cells: how many answers there are: cells for them that are not as they were released.
        fits: whether anything in it is of this assignment. True where the assignment's cells are not known.
        other: the assignment that it looks like, where that is another one.
        problem: why it cannot be read, in a line.
        blank: whether it is the notebook as it was released, with nothing written in it.
    """

    cells: int = 0
    fits: bool = True
    other: str = ""
    problem: str = ""
    blank: bool = False


class Yardstick:
    """Measures notebooks that are meant for one assignment.

    Args:
        course: the course.
        assignment: the assignment.
    """

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._course, self._assignment = course, assignment
        self._seen: dict[bytes, Work] = {}

    def measure(self, data: bytes) -> Work:
        """What is in a notebook."""
        try:
            notebook = parse_submission(data, "notebook")
        except NotebookError as error:
            return Work(fits=True, problem=str(error))
        cells = notebook.cells
        ids = {cell.grade_id for cell in cells if cell.grade_id}
        counts = {name: len(ids & theirs) for name, theirs in self._exercise_ids.items()}
        own = counts.get(self._assignment.name, 0)
        most = max(counts, key=lambda name: counts[name], default="")
        other = most if most and counts[most] > own else ""
        written = sum(self._is_work(cell) for cell in cells)
        fits = own > 0 or not self._stubs or written > 0
        blank = own > 0 and not written and not other and self._is_blank(notebook)
        return Work(written, fits=fits and not other, other=other, blank=blank)

    def _is_blank(self, notebook: SubmittedNotebook) -> bool:
        return self._contract is not None and NOTHING_WRITTEN in select_cells(notebook, self._contract).notes

    def _is_work(self, cell: SubmittedCell) -> bool:
        """Whether a cell holds an answer: an exercise's cell that was changed, or a cell that defines an exercise."""
        source = _bare(cell.source)
        if not source or cell.kind is CellKind.RAW:
            return False
        if cell.grade_id in self._stubs:
            return source not in self._stubs[cell.grade_id]
        defines = any(f"def {name}(" in source or f"class {name}" in source for name in self._names)
        return defines and not any(source in stubs for stubs in self._stubs.values())

    # ---------------------------------------------------------------- private

    @cached_property
    def _contract(self) -> NotebookContract | None:
        try:
            return contract(self._assignment)
        except AutograderError:  # `release` and `grade` say what is wrong with it
            return None

    @cached_property
    def _stubs(self) -> Mapping[str | None, frozenset[str]]:
        """By grade id, what the cells for answers hold when released, in every language."""
        if self._contract is None:
            return {}
        cells = self._contract.of_role(Role.SOLUTION, Role.MANUAL)
        return {cell.id: frozenset(_bare(source) for source in cell.sources.values()) for cell in cells}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(exercise.name for exercise in self._assignment.exercises if not exercise.manual)

    @cached_property
    def _exercise_ids(self) -> Mapping[str, frozenset[str]]:
        """By assignment, the grade ids of its exercises. One that cannot be read is passed over."""
        found = {self._assignment.name: _ids(self._assignment)}
        try:
            names = assignment_names(self._course)
        except AutograderError:
            names = ()
        for name in names:
            if name not in found:
                try:
                    found[name] = _ids(load_assignment(self._course, name))
                except AutograderError:
                    continue
        return found


def _ids(assignment: Assignment) -> frozenset[str]:
    return frozenset(name for exercise in assignment.exercises for name in (exercise.solution_id, exercise.grade_id))


def _bare(source: str) -> str:
    """A cell's source without what an editor may change by itself."""
    return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", source).splitlines()).strip()
