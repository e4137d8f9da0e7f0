"""Which cells of a submission run, and in which order; what is missing, untouched or was changed.

Cells are known by grade id, never by position:

- A solution cell is the student's. If its id is there more than once, the last one that is not the released stub
  counts, because running the notebook from top to bottom leaves that definition; copies of the stub are dropped, other
  copies run as student cells.
- A given cell is the instructor's, whatever became of it; a deleted one comes back after the cell it followed.
- Cells without an id, or with one that the assignment does not have, are the student's and run where they stand.
- Text, demo cells and public checks do not run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from autograder.model import Cell, Language
from autograder.notebook.contract import ContractCell, NotebookContract, Role
from autograder.notebook.frame import is_closing_cell
from autograder.notebook.magics import plain_python
from autograder.notebook.percent import CellKind
from autograder.notebook.reading import SubmittedCell, SubmittedNotebook


@dataclass(frozen=True, slots=True)
class Selection:
    """What a submission amounts to.

    `cells` run in this order; a student's own cell at position N is called `cell-N`. `public_cells` are the visible
    checks, in the instructor's version. `missing` and `untouched` name exercises, manual ones included. `positions`
    says where a cell stood in the submission, from 1.
    """

    cells: tuple[Cell, ...]
    public_cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    missing: frozenset[str]
    untouched: frozenset[str]
    language: Language
    positions: Mapping[str, int]


_MOST_NOTES = 50


def select_cells(notebook: SubmittedNotebook, contract: NotebookContract) -> Selection:
    """The cells of `notebook` that run under `contract`. Every notebook has a selection."""
    known = {cell.id: cell for cell in contract.cells}
    copies: dict[str, list[SubmittedCell]] = {cell.id: [] for cell in contract.cells}
    for cell in notebook.cells:
        if cell.grade_id in known:
            copies[cell.grade_id].append(cell)
    chosen = {cell.id: _chosen(cell, copies[cell.id]) for cell in contract.cells}
    language = _language(contract, chosen)
    notes = list(_contract_notes(contract, copies, chosen))
    cells: list[Cell] = []
    positions: dict[str, int] = {}
    for required, submitted in _in_order(notebook, contract, chosen, known):
        if required is not None and required.role is Role.GIVEN:
            made = Cell(required.id, required.sources[language])
        else:
            assert submitted is not None
            made = _students(required, submitted, notes)
        if submitted is not None:
            positions[made.id] = submitted.position
            if required is None and submitted.grade_id is not None and submitted.grade_id not in known:
                got = f"cell {submitted.position} has the grade id {submitted.grade_id!r}"
                notes.append(f"{got}, which this assignment does not have: it runs as the student's own")
        cells.append(made)
    exercises = contract.of_role(Role.SOLUTION, Role.MANUAL)
    return Selection(
        cells=tuple(cells),
        public_cells=tuple(
            Cell(cell.id, cell.sources[language], _exercises(cell)) for cell in contract.of_role(Role.PUBLIC)
        ),
        notes=_capped(notes),
        missing=frozenset(cell.id for cell in exercises if chosen[cell.id] is None),
        untouched=frozenset(cell.id for cell in exercises if _is_stub(cell, chosen[cell.id])),
        language=language,
        positions=MappingProxyType(positions),
    )


def _students(required: ContractCell | None, submitted: SubmittedCell, notes: list[str]) -> Cell:
    """A cell that the student wrote, as plain Python."""
    cell_id = f"cell-{submitted.position}" if required is None else required.id
    source, refused = plain_python(submitted.source.replace("\r\n", "\n"))
    notes.extend(f"cell {cell_id!r}, {note}" for note in refused)
    return Cell(cell_id, source, () if required is None else _exercises(required))


def _exercises(cell: ContractCell) -> tuple[str, ...]:
    return () if cell.exercise is None else (cell.exercise,)


def _chosen(cell: ContractCell, copies: list[SubmittedCell]) -> SubmittedCell | None:
    """The copy of a contract cell that counts; one that became another kind of cell does not."""
    fit = [copy for copy in copies if copy.kind is cell.role.kind]
    if not cell.role.locked:
        changed = [copy for copy in fit if not _is_stub(cell, copy)]
        fit = changed[-1:] or fit
    return fit[0] if fit else None


def _in_order(
    notebook: SubmittedNotebook,
    contract: NotebookContract,
    chosen: Mapping[str, SubmittedCell | None],
    known: Mapping[str, ContractCell],
) -> Iterator[tuple[ContractCell | None, SubmittedCell | None]]:
    """What runs: a contract cell and the submission's cell that counts for it; either may be None."""
    restored: dict[str | None, list[ContractCell]] = {}  # by the contract cell after which they come back
    anchor: str | None = None
    for cell in contract.cells:
        if chosen[cell.id] is not None:
            anchor = cell.id
        elif cell.role is Role.GIVEN:
            restored.setdefault(anchor, []).append(cell)
    yield from ((cell, None) for cell in restored.get(None, ()))
    for submitted in notebook.cells:
        cell_known = known.get(submitted.grade_id or "")
        if cell_known is None:
            code = submitted.kind is CellKind.CODE and submitted.source.strip()
            if code and not is_closing_cell(submitted.source, contract):
                yield None, submitted
        elif chosen[cell_known.id] is submitted:
            if cell_known.role in (Role.GIVEN, Role.SOLUTION):
                yield cell_known, submitted
            yield from ((cell, None) for cell in restored.get(cell_known.id, ()))
        elif (
            cell_known.role is Role.SOLUTION and submitted.kind is CellKind.CODE and not _is_stub(cell_known, submitted)
        ):
            yield None, submitted


def _contract_notes(
    contract: NotebookContract,
    copies: Mapping[str, list[SubmittedCell]],
    chosen: Mapping[str, SubmittedCell | None],
) -> Iterator[str]:
    if not any(copies.values()):
        yield f"no cell of {contract.assignment} is in the notebook: is it another assignment's?"
        return
    texts = earlier = 0
    for cell in contract.cells:
        found = copies[cell.id]
        submitted = chosen[cell.id]
        changed = cell.role.locked and submitted is not None and not _as_released(cell, submitted)
        if changed and submitted is not None and _as_once_released(cell, submitted):
            earlier += 1
            changed = False
        if cell.role in (Role.TEXT, Role.DEMO):
            texts += submitted is None or changed
            continue
        if submitted is None:
            became = f"is now a {found[0].kind} cell" if found else "is missing"
            yield f"cell {cell.id!r} {became}: {_CONSEQUENCE[cell.role]}"
        elif changed:
            yield f"cell {cell.id!r} was changed by the student"
        if submitted is not None and len(found) > 1:
            counts = "the instructor's version" if cell.role.locked else "the last one that was changed"
            yield f"cell {cell.id!r} is there {len(found)} times: {counts} counts"
    if texts:
        yield f"{texts} text or demo cell{'s were' if texts > 1 else ' was'} changed or deleted by the student"
    if earlier:
        cells = "cells are" if earlier > 1 else "cell is"
        yield f"{earlier} locked {cells} of an earlier release: the present version counts"


_CONSEQUENCE = {
    Role.SOLUTION: "its exercise earns nothing",
    Role.MANUAL: "its exercise earns nothing",
    Role.GIVEN: "the instructor's version runs",
    Role.PUBLIC: "the instructor's version is used",
}


def _capped(notes: list[str]) -> tuple[str, ...]:
    if len(notes) <= _MOST_NOTES:
        return tuple(notes)
    return (*notes[:_MOST_NOTES], f"and {len(notes) - _MOST_NOTES} more notes")


def _language(contract: NotebookContract, chosen: Mapping[str, SubmittedCell | None]) -> Language:
    """The language that most of the locked cells are in."""
    matches = dict.fromkeys(contract.languages, 0)
    for cell in contract.cells:
        submitted = chosen[cell.id]
        if cell.role.locked and submitted is not None:
            for language, source in cell.sources.items():
                matches[language] += _same(source, submitted.source)
    return max(contract.languages, key=lambda language: matches[language])


def _as_released(cell: ContractCell, submitted: SubmittedCell) -> bool:
    return any(_same(source, submitted.source) for source in cell.sources.values())


def _is_stub(cell: ContractCell, submitted: SubmittedCell | None) -> bool:
    """Whether a cell to write in is as it was released, now or earlier."""
    return submitted is not None and (_as_released(cell, submitted) or _as_once_released(cell, submitted))


def _as_once_released(cell: ContractCell, submitted: SubmittedCell) -> bool:
    """Whether nbgrader's checksum, which the cell itself carries since its release, still fits.

    The cell of an earlier release is known by it, and an untouched one where the reference is not at hand. A student
    who forges it gains nothing: a locked cell is the instructor's anyway, and a stub earns nothing.
    """
    return submitted.checksum is not None and submitted.checksum == _checksum(cell, submitted.source)


def _checksum(cell: ContractCell, source: str) -> str:
    """What nbgrader.utils.compute_checksum gives for this cell with that source."""
    role = cell.role
    parts = [source, role.kind, role.graded, not role.locked, role.locked, cell.id]
    if cell.points is not None:
        parts.append(float(cell.points))
    return hashlib.md5("".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def _same(released: str, submitted: str) -> bool:
    """Whether two sources are the same but for what editors change by themselves at line ends and the cell's end."""
    if released == submitted:
        return True
    if released.partition("\n")[0].rstrip() != submitted.partition("\n")[0].rstrip():
        return False  # most that differ do so at once
    first, second = ([line.rstrip() for line in text.rstrip().split("\n")] for text in (released, submitted))
    return first == second
