"""What students and instructors see: a released notebook in JupyterLab, nbgrader's Validate, formgrader, our pages."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.config import load_assignment, load_course
from autograder.model import ENGLISH, KOREAN, Language
from autograder.notebook.weave import notebook_text, weave

from .conftest import NAME, STUDENTS, Lab, Window

IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
KERNEL_READY = """async ([path, token]) => {
    const sessions = await (await fetch(`/api/sessions?token=${token}`)).json();
    const kernel = sessions.find(session => session.path === path)?.kernel;
    return kernel?.execution_state === "idle" && kernel.connections > 0;
}"""
CELLS = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell"


def source_of(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def cells_of(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def position(cells: list[dict[str, Any]], grade_id: str) -> int:
    return next(at for at, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def released(lab: Lab, folder: str) -> Path:
    """A copy of the released notebook, in a folder of its own."""
    path = lab.course / folder / f"{NAME}.ipynb"
    path.parent.mkdir()
    shutil.copy(lab.course / "release" / NAME / path.name, path)
    return path


def solved(lab: Lab, folder: str, language: Language) -> Path:
    """The notebook with the reference in its solution cells."""
    assignment = load_assignment(load_course(lab.course), NAME)
    path = lab.course / folder / f"{NAME}.ipynb"
    path.parent.mkdir()
    path.write_text(notebook_text(weave(assignment, language)), encoding="utf-8")
    return path


def open_notebook(lab: Lab, window: Window, path: Path) -> Any:
    """Open a notebook as a student would, and wait until its kernel is ready."""
    page = window.page
    # `reset`: without the tabs that were open before.
    page.goto(lab.address(f"/lab/tree/{path.relative_to(lab.course)}") + "&reset")
    page.wait_for_selector(IDLE)
    # The page says idle before there is a kernel; what is run then is asked for in vain.
    page.wait_for_function(KERNEL_READY, arg=[str(path.relative_to(lab.course)), lab.token], polling=250)
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-KernelName", has_text="Python 3").wait_for()
    page.wait_for_selector(IDLE)
    cells = cells_of(path)
    page.wait_for_function("([cells, count]) => document.querySelectorAll(cells).length === count", arg=[CELLS, len(cells)])
    return page


def save(page: Any) -> None:
    """Until the server says that the file is written: before, it may be there in part."""
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url) as saved:
        page.keyboard.press("Control+s")
    assert saved.value.ok


def type_into(page: Any, at: int, text: str) -> None:
    """Click into a cell, as one would to edit it, and type at its beginning."""
    cell = page.locator(CELLS).nth(at)
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content:visible, .jp-MarkdownOutput:visible").first.dblclick(position={"x": 5, "y": 5})
    page.keyboard.press("Control+Home")
    # Not as a person's keystrokes: in command mode those would be shortcuts.
    page.keyboard.insert_text(text)


# ---------------------------------------------------------------- the notebook


def test_a_student_can_write_in_solution_cells_and_change_or_delete_nothing_else(lab: Lab, window: Window) -> None:
    path = released(lab, "locked")
    before = cells_of(path)
    page = open_notebook(lab, window, path)
    solution, checks = position(before, "softmax"), position(before, "test-softmax")
    given = next(at for at, cell in enumerate(before) if "import numpy as np" in source_of(cell))
    text = next(at for at, cell in enumerate(before) if source_of(cell).startswith("## 1."))
    for at in (solution, checks, given, text):
        type_into(page, at, "# typed here\n")
    for at in (checks, given):
        page.locator(CELLS).nth(at).locator(".jp-InputPrompt").click()
        page.keyboard.press("d")
        page.keyboard.press("d")
    save(page)
    after = cells_of(path)
    assert len(after) == len(before)
    assert source_of(after[solution]) == "# typed here\n" + source_of(before[solution])
    changed = [at for at, cell in enumerate(after) if source_of(cell) != source_of(before[at])]
    assert changed == [solution]


@pytest.mark.parametrize("language", [ENGLISH, KOREAN])
def test_a_solved_notebook_runs_to_its_end_with_pictures_and_formulas(
    lab: Lab, window: Window, language: Language
) -> None:
    path = solved(lab, f"solved-{language}", language)
    page = open_notebook(lab, window, path)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = max(at for at, cell in enumerate(cells_of(path)) if cell["cell_type"] == "code")
    page.locator(CELLS).nth(last).locator(".jp-InputArea-prompt", has_text=re.compile(r"\[\d+\]:")).wait_for()
    page.wait_for_selector(IDLE)
    save(page)
    outputs = [output for cell in cells_of(path) for output in cell.get("outputs", [])]
    drawn = sum("image/png" in output.get("data", {}) for output in outputs)
    assert [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"] == []
    assert drawn >= 8
    widths = page.locator(".jp-RenderedImage img").evaluate_all("images => images.map(image => image.naturalWidth)")
    assert len(widths) == drawn
    assert min(widths) > 200
    text = page.locator(CELLS).all_inner_texts()
    assert any("가" <= char <= "힣" for char in "".join(text)) is (language == KOREAN)
    assert page.locator("mjx-container").count() > 40
    assert page.locator("mjx-merror, [data-mjx-error], .MathJax_Error").count() == 0
    # Formulas that MathJax did not find would still have their dollars.
    prose = page.locator(".jp-MarkdownOutput").all_inner_texts()
    assert [paragraph for paragraph in prose if "$" in paragraph] == []
    assert window.foreign == []
    assert window.errors == []


def test_validate_names_the_checks_that_fail_and_is_content_with_the_reference(lab: Lab, window: Window) -> None:
    said = []
    for path in (released(lab, "validated"), solved(lab, "validated-solved", ENGLISH)):
        page = open_notebook(lab, window, path)
        page.get_by_text("Validate", exact=True).click()
        page.get_by_text("Validation Results").wait_for()
        said.append(page.locator(".jp-Dialog").inner_text())
        page.locator(".jp-Dialog button").last.click()
    assert "The following cell failed" in said[0]
    assert "NotImplementedError" in said[0]
    assert "result = step(" in said[0]
    assert "Success! Your notebook passes all the tests." in said[1]


# ---------------------------------------------------------------- formgrader


def test_formgrader_lists_the_class_with_our_scores(lab: Lab, window: Window) -> None:
    page = window.page
    page.goto(lab.address("/formgrader"))
    page.get_by_role("link", name=str(STUDENTS), exact=True).click()
    page.get_by_text("demo-ada", exact=True).wait_for()
    rows = page.locator("table tbody tr").evaluate_all("rows => rows.map(row => [...row.cells].map(c => c.innerText.trim()))")
    shown = {}
    for row in rows:
        student = next(text for text in row if text.startswith("demo-"))
        scores = next((text for text in row if re.fullmatch(r"[\d.]+ / [\d.]+", text)), "")
        shown[student] = tuple(float(part) for part in scores.split(" / ") if part)
    assert shown == {student: (result["score"], result["points"]) for student, result in lab.results.items()}
    assert window.errors == []


def test_formgrader_shows_a_submission_with_its_scores_and_hints(lab: Lab, window: Window) -> None:
    student, exercise, hint = next(
        (student, exercise, test["hint"])
        for student, result in sorted(lab.results.items())
        for exercise in result["exercises"]
        for test in exercise["tests"]
        if test["verdict"] == "failed" and test["misconception"]
    )
    page = window.page
    page.goto(lab.address("/formgrader"))
    page.goto(f"{lab.url}/formgrader/manage_students/{student}/{NAME}")
    page.locator("table a", has_text=NAME).click()
    page.get_by_text("Student's answer").first.wait_for()
    body = page.locator("body").inner_text()
    assert f"Score: {exercise['score']:g} / {exercise['points']:g}" in body
    assert hint in body
    box = page.locator(f"input.score[id]:below(:text('test-{exercise['name']}'))").first
    assert box.is_visible()


def test_formgrader_draws_formulas_and_pictures_and_asks_no_other_host(lab: Lab, window: Window) -> None:
    shown = {student: lab.course / "autograded" / student / NAME / f"{NAME}.ipynb" for student in sorted(lab.results)}
    student = next(student for student, path in shown.items() if "image/svg+xml" in path.read_text(encoding="utf-8"))
    page = window.page
    page.goto(lab.address("/formgrader"))
    page.goto(f"{lab.url}/formgrader/manage_students/{student}/{NAME}")
    page.locator("table a", has_text=NAME).click()
    page.locator(".MathJax").first.wait_for()
    page.wait_for_function("MathJax.Hub.queue.pending === 0 && MathJax.Hub.queue.queue.length === 0")
    assert page.locator(".MathJax").count() > 40
    pictures = page.locator("img[src^='data:image/svg']").evaluate_all("images => images.map(one => [one.naturalWidth, one.alt])")
    assert pictures
    assert all(width > 200 and alt for width, alt in pictures)
    assert window.foreign == []
    assert window.errors == []
