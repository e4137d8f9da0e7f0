"""A clean copy of a notebook whose form was lost: every cell in its place again, with what the student wrote in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from autograder.errors import CourseError
from autograder.model import ShownCell, ShownKind
from autograder.notebook.contract import ContractCell, NotebookContract, Role
from autograder.notebook.frame import closed, is_closing_text
from autograder.notebook.matching import checksum
from autograder.notebook.selection import Selection
from autograder.notebook.stubs import definitions
from autograder.notebook.weave import cell_with

Json = dict[str, Any]


def repaired(selection: Selection, contract: NotebookContract) -> Json:
    """The notebook that `selection` was made from, in the form in which it was released, without outputs.

    Answers keep every character; one that was merged into another cell is put into its own again. Given cells are the
    instructor's.
    """
    moved = _answers_moved(selection, contract)
    cells: list[Json] = []
    for number, shown in enumerate(selection.shown):
        required = contract.cell(shown.grade_id)
        if required is None:
            if not is_closing_text(shown.source, contract):  # it is put back, with the cell that it is about
                cells.append(_own(contract, number, shown))
        else:
            source = moved.get(required.id, shown.source)
            if required.id not in moved and not shown.students and not shown.ran:
                source = required.sources.get(selection.language, shown.source)
            cell = cell_with(contract, required, source)
            cell["metadata"]["nbgrader"]["checksum"] = checksum(required, required.sources.get(selection.language, ""))
            cells.append(cell | _attachments(shown))
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
    }
    made = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return closed(made, contract, selection.language)


def _answers_moved(selection: Selection, contract: NotebookContract) -> dict[str, str]:
    """By exercise, the source of its cell, where answers that share one can be told apart."""
    sources = {cell.ran: cell.source for cell in selection.shown if cell.ran and cell.students}
    moved: dict[str, str] = {}
    for cell in selection.cells:
        if len(cell.exercises) < 2:
            continue
        left = sources[cell.id]
        for name in cell.exercises:
            if name != cell.id and (taken := _definition(left, name)):
                left = left.replace(taken, "", 1).strip("\n")
                moved[name] = taken
        moved[cell.id] = left
    return moved


def _definition(source: str, name: str) -> str:
    try:
        return definitions(source, name).get(name, "")
    except CourseError:
        return ""


def _own(contract: NotebookContract, number: int, shown: ShownCell) -> Json:
    name = f"{contract.assignment}/own-{number}"
    cell_id = hashlib.sha256(name.encode()).hexdigest()
    made: Json = {"cell_type": str(shown.kind), "id": cell_id[:16], "metadata": {}, "source": shown.source}
    if shown.kind is ShownKind.CODE:
        made |= {"execution_count": None, "outputs": []}
    return made | _attachments(shown)


def _attachments(shown: ShownCell) -> Json:
    if not shown.pictures or shown.kind is ShownKind.CODE:
        return {}
    return {"attachments": {picture.name: {picture.mime: picture.data} for picture in shown.pictures}}


def unanswered(selection: Selection, contract: NotebookContract) -> Iterator[ContractCell]:
    """The cells that had to be put back as they were released: nothing was found for them."""
    for cell in contract.of_role(Role.SOLUTION, Role.MANUAL):
        if cell.id in selection.missing:
            yield cell
