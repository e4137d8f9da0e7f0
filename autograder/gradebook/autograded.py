"""Makes `autograded/STUDENT/NAME/`: the notebook that formgrader shows and that nbgrader's feedback is made of.

It is built anew: what the instructor released, in the instructor's version, and from the submission only the source of
the cells that a student writes. Outputs, metadata, attachments and raw cells of the submission do not come along, and
its Markdown is made harmless, because nbgrader renders this file in an instructor's browser. The tests of an exercise
are the output of its grade cell; the last output is the score as a plain number, which is what nbgrader's own scoring
looks for.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.gradebook import comments
from autograder.gradebook.markdown import harmless_markdown
from autograder.model import Assignment, Course, Exercise, ExerciseResult, FeedbackPolicy, Language, Result, Verdict
from autograder.wording import plain_text

AUTOGRADED_FOLDER = "autograded"
TIMESTAMP_FILE = "timestamp.txt"

_CODE_CHARS = 200_000
_MOST_CELLS = 1000
_NAME = re.compile(r"[^./\\\x00-\x1f][^/\\\x00-\x1f]{0,127}")  # one component of a path, not a hidden one

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StudentCell:
    """A cell of a submission. `kind` is `code`, `markdown` or `raw`; `grade_id` is what the cell says of itself."""

    kind: str
    source: str
    grade_id: str | None = None


def write_autograded(
    course: Course,
    assignment: Assignment,
    result: Result,
    *,
    released: Mapping[str, Any],
    cells: Sequence[StudentCell],
    language: Language,
    submitted_at: datetime | None = None,
) -> Path:
    """Write the notebook of one submission and its time of submission; the same input gives the same bytes.

    Args:
        released: the released notebook, `release/NAME/NAME.ipynb`, as JSON.
        cells: the submission's cells in order; none if it could not be read.
        language: of the test reports, notes and rubric.

    Returns:
        The notebook's path.

    Raises:
        CourseError: the student's or the assignment's name is no plain folder name.
    """
    for place, name in (("student", result.student), ("assignment", assignment.name)):
        if not _NAME.fullmatch(name):
            raise CourseError(place, ascii(name[:80]), "the name of a folder")
    folder = course.root / AUTOGRADED_FOLDER / result.student / assignment.name
    folder.mkdir(parents=True, exist_ok=True)
    notebook = autograded_notebook(
        assignment, result, released=released, cells=cells, language=language, policy=course.feedback
    )
    path = folder / f"{assignment.name}.ipynb"
    _replace(path, _as_text(notebook))
    stamp = folder / TIMESTAMP_FILE
    if submitted_at is None:
        stamp.unlink(missing_ok=True)
    else:
        utc = submitted_at.replace(tzinfo=UTC) if submitted_at.tzinfo is None else submitted_at.astimezone(UTC)
        _replace(stamp, utc.strftime("%Y-%m-%d %H:%M:%S.%f UTC\n"))
    return path


def autograded_notebook(
    assignment: Assignment,
    result: Result,
    *,
    released: Mapping[str, Any],
    cells: Sequence[StudentCell],
    language: Language,
    policy: FeedbackPolicy,
) -> Json:
    """The notebook that `write_autograded` writes, as JSON."""
    own = {_grade_id(cell): cell for cell in released["cells"] if _grade_id(cell)}
    chosen = _chosen(own, cells)
    scored = {exercise.grade_id: exercise for exercise in assignment.exercises}
    results = {exercise.name: exercise for exercise in result.exercises}
    made: list[Json] = []
    if notes := comments.notes(result, language):
        made.append(_text_cell(assignment, "notes", notes))
    for index, cell in _in_order(released["cells"], cells, chosen):
        if cell is None:
            made.append(_students_cell(assignment, cells[index], index))
            continue
        grade_id = _grade_id(cell)
        exercise = scored.get(grade_id)
        if exercise is not None and exercise.manual and (rubric := comments.rubric(exercise, language)):
            made.append(_text_cell(assignment, f"rubric-{grade_id}", rubric))
        source = chosen.get(grade_id) if _is_answer(cell) else None
        filled = _instructors_cell(cell, None if source is None else cells[source].source)
        if exercise is not None and exercise.name in results and filled["cell_type"] == "code":
            filled["outputs"] = _outputs(exercise, results[exercise.name], policy, language)
        made.append(filled)
    return {
        "cells": made,
        "metadata": {key: released["metadata"][key] for key in ("kernelspec", "language_info")
                     if key in released.get("metadata", {})},
        "nbformat": 4,
        "nbformat_minor": 5,
    }  # fmt: skip


_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _as_text(notebook: Json) -> str:
    """A notebook as JSON, a line for each cell: indentation would cost half of all that is done for a submission."""
    cells = ",\n".join(map(_to_json, notebook["cells"]))
    others = _to_json({key: notebook[key] for key in notebook if key != "cells"})
    return f'{{"cells": [\n{cells}\n],\n{others[1:]}\n'


def _chosen(own: Mapping[str, Json], cells: Sequence[StudentCell]) -> dict[str, int]:
    """Which of the submission's cells stands for an instructor's: of several the last that is not as released."""
    chosen: dict[str, int] = {}
    changed: set[str] = set()
    for index, cell in enumerate(cells):
        if cell.grade_id is None or cell.grade_id not in own or cell.kind != own[cell.grade_id]["cell_type"]:
            continue
        differs = cell.source.rstrip() != _source(own[cell.grade_id]).rstrip()
        if differs or cell.grade_id not in changed:
            chosen[cell.grade_id] = index
        if differs:
            changed.add(cell.grade_id)
    return chosen


def _in_order(
    released: Sequence[Json], cells: Sequence[StudentCell], chosen: Mapping[str, int]
) -> Iterator[tuple[int, Json | None]]:
    """Every released cell once, the student's own cells between them where they stood: `(index, None)`.

    A released cell goes where the submission has it; one that is missing there follows the one it followed.
    """
    known = {grade_id for cell in released if (grade_id := _grade_id(cell))}
    after: dict[int, list[Json]] = {}
    place = -1  # the submission's cell after which the next missing one goes
    # Cells that nbgrader does not know are about handing in: nobody needs them who grades.
    frame = {_source(own).rstrip() for own in released if not _grade_id(own)}
    for own in released:
        if not _grade_id(own):
            continue
        place = chosen.get(_grade_id(own), place)
        after.setdefault(place, []).append(own)
    yield from ((-1, own) for own in after.get(-1, ()))
    spare = _MOST_CELLS
    for index, cell in enumerate(cells):
        if index in after:
            yield from ((index, own) for own in after[index])
        elif cell.grade_id not in known and cell.kind != "raw" and spare and cell.source.rstrip() not in frame:
            spare -= 1
            yield index, None


def _instructors_cell(cell: Json, answer: str | None) -> Json:
    """A released cell without outputs, with a student's answer in it where there is one."""
    made: Json = {
        "cell_type": cell["cell_type"],
        "id": cell["id"],
        "metadata": cell["metadata"],
        "source": _source(cell) if answer is None else _shown(cell["cell_type"], answer),
    }
    if made["cell_type"] == "code":
        made.update(execution_count=None, outputs=[])
    return made


def _students_cell(assignment: Assignment, cell: StudentCell, index: int) -> Json:
    kind = "code" if cell.kind == "code" else "markdown"
    made: Json = {
        "cell_type": kind,
        "id": _cell_id(assignment, f"student-{index}"),
        "metadata": {},
        "source": _shown(kind, cell.source),
    }
    if kind == "code":
        made.update(execution_count=None, outputs=[])
    return made


def _text_cell(assignment: Assignment, name: str, source: str) -> Json:
    return {"cell_type": "markdown", "id": _cell_id(assignment, name), "metadata": {}, "source": source}


def _outputs(exercise: Exercise, result: ExerciseResult, policy: FeedbackPolicy, language: Language) -> list[Json]:
    report = comments.test_report(result, policy, language)
    if result.verdict is Verdict.INTERNAL_ERROR:
        return [{"name": "stderr", "output_type": "stream", "text": report}]
    number = repr(min(float(result.score), float(exercise.points)))
    return [
        {"name": "stdout", "output_type": "stream", "text": report},
        {"data": {"text/plain": number}, "execution_count": None, "metadata": {}, "output_type": "execute_result"},
    ]


def _shown(kind: str, source: str) -> str:
    return plain_text(source, limit_chars=_CODE_CHARS) if kind == "code" else harmless_markdown(source)


def _is_answer(cell: Json) -> bool:
    return bool(cell["metadata"]["nbgrader"].get("solution")) if _grade_id(cell) else False


def _grade_id(cell: Json) -> str:
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


def _source(cell: Json) -> str:
    """A cell's source; files keep it as a list of lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _cell_id(assignment: Assignment, name: str) -> str:
    return hashlib.sha256(f"{assignment.name}/autograded/{name}".encode()).hexdigest()[:16]


def _replace(path: Path, text: str) -> None:
    """Write a file in one step: who reads it sees the old or the new one. One that says this already is left alone."""
    data = text.encode("utf-8")
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
