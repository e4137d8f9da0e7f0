"""Makes `autograded/STUDENT/NAME/`: the notebook that formgrader shows and that nbgrader's feedback is made of.

It is built anew from what the one selection says is shown (`autograder.notebook.selection`), in that order, each
released cell with the metadata by which nbgrader knows it. Nothing of a submission's outputs and metadata comes along,
and its Markdown is made harmless, because nbgrader renders this file in an instructor's browser. The tests of an
exercise are the output of its grade cell; the last output is the score as a plain number, which is what nbgrader's own
scoring looks for.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.gradebook import comments
from autograder.gradebook.shown import Page, Picture
from autograder.model import (
    Assignment,
    Course,
    Exercise,
    ExerciseResult,
    FeedbackPolicy,
    Language,
    Result,
    ShownCell,
    ShownKind,
    Verdict,
    without_right,
)
from autograder.pictures import plot_picture
from autograder.wording import compared_in_words, plot_in_words

AUTOGRADED_FOLDER = "autograded"
TIMESTAMP_FILE = "timestamp.txt"
_SVG = "image/svg+xml"

_NAME = re.compile(r"[^./\\\x00-\x1f][^/\\\x00-\x1f]{0,127}")  # one component of a path, not a hidden one

Json = dict[str, Any]


def write_autograded(
    course: Course,
    assignment: Assignment,
    result: Result,
    *,
    released: Mapping[str, Any],
    shown: Sequence[ShownCell],
    language: Language,
    submitted_at: datetime | None = None,
    pictures: Sequence[Sequence[Picture]] = (),
    changed: bool = False,
) -> Path:
    """Write the notebook of one submission and its time of submission; the same input gives the same bytes.

    Args:
        released: the released notebook, `release/NAME/NAME.ipynb`, as JSON.
        shown: what is shown of the submission; nothing if it could not be read.
        language: of the test reports, notes and rubric.
        pictures: those of each of `shown`, where they were looked at.
        changed: whether the file is another one now than the one that was graded.

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
        assignment, result, released=released, shown=shown, language=language, policy=course.feedback,
        pictures=pictures, changed=changed,
    )  # fmt: skip
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
    shown: Sequence[ShownCell],
    language: Language,
    policy: FeedbackPolicy,
    pictures: Sequence[Sequence[Picture]] = (),
    changed: bool = False,
) -> Json:
    """The notebook that `write_autograded` writes, as JSON."""
    known = {_grade_id(cell): cell for cell in released["cells"] if _grade_id(cell)}
    # Cells that nbgrader does not know are about handing in: nobody needs them who grades.
    frame = {_source(cell).rstrip() for cell in released["cells"] if not _grade_id(cell)}
    scored = {exercise.grade_id: exercise for exercise in assignment.exercises}
    results = {exercise.name: exercise for exercise in result.exercises}
    page = Page(assignment.name, language)
    made: list[Json] = []
    if notes := comments.notes(result, language):
        made.append(_text_cell(assignment, "notes", notes))
    if changed:
        made.append(page.remark("changed_since"))
    left = dict(known)
    for index, cell in enumerate([*shown, *_unseen(known, shown)]):
        own = left.pop(cell.grade_id, None)
        if own is None and not cell.ran and cell.source.rstrip() in frame:
            continue
        exercise = scored.get(cell.grade_id) if own is not None else None
        if exercise is not None and exercise.manual and (rubric := comments.rubric(exercise, language)):
            made.append(_text_cell(assignment, f"rubric-{cell.grade_id}", rubric))
        written = list(page.cells(cell, own, pictures[index] if index < len(pictures) else ()))
        if exercise is not None and exercise.name in results:
            for filled in written:
                if _grade_id(filled) == cell.grade_id and filled["cell_type"] == "code":
                    filled["outputs"] = _outputs(exercise, results[exercise.name], policy, language)
        made += written
    return {
        "cells": made,
        "metadata": {key: released["metadata"][key] for key in ("kernelspec", "language_info")
                     if key in released.get("metadata", {})},
        "nbformat": 4,
        "nbformat_minor": 5,
    }  # fmt: skip


def _unseen(known: Mapping[str, Json], shown: Sequence[ShownCell]) -> Iterator[ShownCell]:
    """Released cells that the selection has not: nbgrader's books have them, so they are there."""
    seen = {cell.grade_id for cell in shown}
    for grade_id, cell in known.items():
        if grade_id not in seen:
            yield ShownCell(ShownKind(cell["cell_type"]), _source(cell), grade_id, students=False)


_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def _as_text(notebook: Json) -> str:
    """A notebook as JSON, a line for each cell: indentation would cost half of all that is done for a submission."""
    cells = ",\n".join(map(_to_json, notebook["cells"]))
    others = _to_json({key: notebook[key] for key in notebook if key != "cells"})
    return f'{{"cells": [\n{cells}\n],\n{others[1:]}\n'


def _text_cell(assignment: Assignment, name: str, source: str) -> Json:
    return {"cell_type": "markdown", "id": _cell_id(assignment, name), "metadata": {}, "source": source}


def _outputs(exercise: Exercise, result: ExerciseResult, policy: FeedbackPolicy, language: Language) -> list[Json]:
    report = comments.test_report(result, policy, language)
    if result.verdict is Verdict.INTERNAL_ERROR:
        return [{"name": "stderr", "output_type": "stream", "text": report}]
    drawn = [
        {"data": {_SVG: svg}, "metadata": {_SVG: {"alt": told}}, "output_type": "display_data"}
        for svg, told in _drawn(result, policy, language)
    ]
    number = repr(min(float(result.score), float(exercise.points)))
    return [
        {"name": "stdout", "output_type": "stream", "text": report},
        *drawn,
        {"data": {"text/plain": number}, "execution_count": None, "metadata": {}, "output_type": "execute_result"},
    ]


def _drawn(result: ExerciseResult, policy: FeedbackPolicy, language: Language) -> Iterator[tuple[str, str]]:
    """What came beside what is right, once each, and what the exercise drew: our own SVG, numbers and escaped text.

    Each with its text alternative.
    """
    if policy.hints:
        failed = (test.evidence.plot for test in result.tests if test.verdict is Verdict.FAILED)
        for plot in dict.fromkeys(plot for plot in failed if plot is not None):
            labelled, told = compared_in_words(plot, language)
            yield plot_picture(labelled, title=told), told
    if result.plot is not None:
        plot = result.plot if policy.hints else without_right(result.plot)
        title, description = plot_in_words(plot, result.name, language)
        yield plot_picture(plot, title=title, description=description), f"{title}. {description}"


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
