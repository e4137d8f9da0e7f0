"""Which released cell a cell of a submission is.

A cell is known by its grade id; where that is lost, by the id that nbformat gave it when it was released; where that is
lost as well (Colab drops both), by the released text that still stands in it. All three are the file's own word. They
decide which instructor's cell is meant and where it stands, never what it holds: a locked cell is the instructor's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from autograder.notebook.contract import ContractCell, NotebookContract, Role, released_cell_id
from autograder.notebook.reading import SubmittedCell, SubmittedNotebook
from autograder.notebook.stubs import ANSWER_STUB


class FoundBy(StrEnum):
    """How a cell was recognised."""

    GRADE_ID = "its grade id"
    CELL_ID = "its cell id"
    TEXT = "its text"
    NAME = "its name"


@dataclass(frozen=True, slots=True)
class Match:
    """A cell of a submission and the released cell that it is, or a copy of; None for one of the student's own."""

    cell: SubmittedCell
    required: ContractCell | None = None
    found_by: FoundBy | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """All cells of a submission, in order, and for each locked cell of the contract the one that stands for it."""

    matches: tuple[Match, ...]
    locked: Mapping[str, SubmittedCell]
    counts: Mapping[str, int]

    def of(self, grade_id: str) -> tuple[Match, ...]:
        """The cells that are this released cell, in order."""
        return tuple(match for match in self.matches if match.required is not None and match.required.id == grade_id)


def match_cells(notebook: SubmittedNotebook, contract: NotebookContract) -> Matched:
    """Recognise the cells of `notebook`."""
    matches = _by_text(_by_id(notebook.cells, contract), contract)
    counts = dict.fromkeys((cell.id for cell in contract.cells), 0)
    for match in matches:
        if match.required is not None:
            counts[match.required.id] += 1
    locked: dict[str, SubmittedCell] = {}
    own: set[int] = set()
    for cell in contract.cells:
        copies = [match.cell for match in matches if match.required is cell]
        if not cell.role.locked or not copies:
            continue
        same = [copy for copy in copies if as_released(cell, copy) or as_once_released(cell, copy)]
        locked[cell.id] = real = (same or copies)[-1 if cell.role is Role.PUBLIC or not same else 0]
        # A copy that was changed is what the student made of it, as one without an id is.
        own |= {copy.position for copy in copies if copy is not real and copy not in same}
    return Matched(
        tuple(Match(match.cell) if match.cell.position in own else match for match in matches), locked, counts
    )


def _by_id(cells: Iterable[SubmittedCell], contract: NotebookContract) -> list[Match]:
    by_grade_id = {cell.id: cell for cell in contract.cells}
    folded = {cell.id.casefold(): cell for cell in contract.cells}
    if len(folded) < len(by_grade_id):  # two ids that differ in case only: then case counts
        folded = {}
    by_cell_id = {released_cell_id(contract.assignment, cell.id): cell for cell in contract.cells}
    made: list[Match] = []
    for cell in cells:
        claimed = (cell.grade_id or "").strip()
        if required := by_grade_id.get(claimed) or folded.get(claimed.casefold()):
            made.append(Match(cell, required, FoundBy.GRADE_ID))
        elif required := by_cell_id.get(cell.cell_id or ""):
            made.append(Match(cell, required, FoundBy.CELL_ID))
        else:
            made.append(Match(cell))
    return made


def _by_text(matches: list[Match], contract: NotebookContract) -> list[Match]:
    """Cells that have lost both ids, by the text of a released cell that nothing else stands for."""
    found = {match.required.id for match in matches if match.required is not None}
    lost = [cell for cell in contract.cells if cell.id not in found]
    if not lost or len(found) == len(contract.cells):
        return matches
    made: list[Match] = []
    for match in matches:
        required = None
        if match.required is None and match.cell.source.strip():
            required = next((cell for cell in lost if _reads_like(cell, match.cell)), None)
        if required is None:
            made.append(match)
        else:
            lost.remove(required)
            made.append(Match(match.cell, required, FoundBy.TEXT))
    return made


def _reads_like(cell: ContractCell, submitted: SubmittedCell) -> bool:
    if cell.role is Role.MANUAL:
        questions = (source.removesuffix(ANSWER_STUB).strip() for source in cell.sources.values())
        return any(question and submitted.source.lstrip().startswith(question) for question in questions)
    return cell.role.kind is submitted.kind and as_released(cell, submitted)


def as_released(cell: ContractCell, submitted: SubmittedCell) -> bool:
    """Whether a cell still holds what was released."""
    return any(same_text(source, submitted.source) for source in cell.sources.values())


def as_once_released(cell: ContractCell, submitted: SubmittedCell) -> bool:
    """Whether nbgrader's checksum, which the cell itself carries since its release, still fits.

    The cell of an earlier release is known by it, and an untouched one where the reference is not at hand. A student
    who forges it gains nothing: a locked cell is the instructor's anyway, and a stub earns nothing.
    """
    return submitted.checksum is not None and submitted.checksum == checksum(cell, submitted.source)


def is_stub(cell: ContractCell, submitted: SubmittedCell) -> bool:
    """Whether a cell to write in is as it was released, now or earlier."""
    return as_released(cell, submitted) or as_once_released(cell, submitted)


def checksum(cell: ContractCell, source: str) -> str:
    """What nbgrader.utils.compute_checksum gives for this cell with that source."""
    role = cell.role
    parts = [source, role.kind, role.graded, not role.locked, role.locked, cell.id]
    if cell.points is not None:
        parts.append(float(cell.points))
    return hashlib.md5("".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def same_text(released: str, submitted: str) -> bool:
    """Whether two sources are the same but for what editors change by themselves at line ends and the cell's end."""
    if released == submitted:
        return True
    if released.partition("\n")[0].rstrip() != submitted.partition("\n")[0].rstrip():
        return False  # most that differ do so at once
    first, second = ([line.rstrip() for line in text.rstrip().split("\n")] for text in (released, submitted))
    return first == second


def remainder(cell: ContractCell, submitted: SubmittedCell) -> str:
    """What was merged into a locked cell: all but the released text; empty where that does not stand in it."""
    for source in cell.sources.values():
        before, found, after = submitted.source.partition(source.strip())
        if found and source.strip():
            return "\n\n".join(part.strip("\n") for part in (before, after) if part.strip())
    return ""
