"""Every released notebook of the course as students see it: in JupyterLab, Run All, with nothing solved and with everything.

With AUTOGRADER_SCREENSHOTS=FOLDER in the environment a picture of each whole page is left there, to be looked at.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.config import assignment_names, load_assignment, load_course
from autograder.model import Language
from autograder.notebook.contract import Role, contract
from autograder.notebook.filling import fill, solution_sources
from autograder.notebook.frame import framed
from autograder.notebook.stubs import cleared
from autograder.notebook.weave import notebook_text, weave
from tests.steady import PATIENCE_S

from .conftest import ROOT, Lab, Window
from .test_jupyterlab import CELLS, IDLE, cells_of, open_notebook, save

COURSE = load_course(ROOT)
LANGUAGES = contract(load_assignment(COURSE, assignment_names(COURSE)[0])).languages


def made(lab: Lab, name: str, language: Language, *, solved: bool) -> Path:
    """The released notebook in a folder of its own, with its data, and with the reference in it where it is solved."""
    assignment = load_assignment(COURSE, name)
    notebook = framed(weave(assignment, language), COURSE, assignment, contract(assignment), language)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = cleared(cell["source"], name)
        else:
            cell["source"] = cell["source"].replace("### BEGIN SOLUTION\n### END SOLUTION", "YOUR ANSWER HERE")
    if solved:
        reference = solution_sources((assignment.solutions / "reference.py").read_text(encoding="utf-8"))
        wanted = {exercise.name for exercise in assignment.exercises if not exercise.manual}
        notebook = fill(notebook, {exercise: reference[exercise] for exercise in wanted})
    path = lab.course / f"{name}-{language}-{'solved' if solved else 'released'}" / f"{name}.ipynb"
    path.parent.mkdir()
    for data in assignment.data:
        for file in (ROOT / "datasets" / data).glob("*.npz"):
            shutil.copy(file, path.parent)
    path.write_text(notebook_text(notebook), encoding="utf-8")
    return path


def run_all(page: Any, path: Path) -> None:
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    # The last cell's own code is folded away; what it prints is not.
    printed = page.locator(CELLS).last.locator(".jp-OutputArea-output")
    printed.first.wait_for(timeout=PATIENCE_S * 1000)  # the lecture's 90,000 epochs are among them
    page.wait_for_selector(IDLE)
    save(page)


def picture(window: Window, path: Path) -> None:
    folder = os.environ.get("AUTOGRADER_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    height = window.page.evaluate(
        f"[...document.querySelectorAll('{CELLS}')].reduce((sum, cell) => sum + cell.offsetHeight + 12, 0)"
    )
    window.page.set_viewport_size({"width": 1100, "height": min(int(height) + 200, 16_000)})
    window.page.evaluate(f"document.querySelector('{CELLS}').scrollIntoView()")
    window.page.wait_for_timeout(500)
    window.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook").screenshot(
        path=str(Path(folder) / f"{path.parent.name}.png")
    )


@pytest.mark.parametrize("solved", [False, True], ids=["released", "solved"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", assignment_names(COURSE))
def test_run_all_goes_to_the_end_and_the_last_cell_counts(
    lab: Lab, window: Window, name: str, language: Language, solved: bool
) -> None:
    path = made(lab, name, language, solved=solved)
    page = open_notebook(lab, window, path)
    run_all(page, path)
    picture(window, path)
    plan = contract(load_assignment(COURSE, name))
    exercises = len(plan.of_role(Role.SOLUTION))
    failed, complained = [], []
    for cell in cells_of(path):
        for output in cell.get("outputs", []):
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "the last cell")
            if output["output_type"] == "error":
                failed.append((grade_id, output["ename"]))
            elif output.get("name") == "stderr":
                complained.append((grade_id, output["text"]))
    checks = [] if solved else [(cell.id, "NotImplementedError") for cell in plan.of_role(Role.PUBLIC)]
    assert sorted(failed) == sorted(checks)
    assert complained == []
    said = "".join("".join(output["text"]) for output in cells_of(path)[-1]["outputs"])
    passed = exercises if solved else 0
    begin = {"en": f"{passed} of {exercises} pass", "ko": f"{exercises}문제 중 {passed}문제가"}[str(language)]
    assert said.startswith(begin)
    assert path.name in said  # it found the saved file
    assert said.count("\n- ") == (not solved or bool(plan.of_role(Role.MANUAL)))  # one line names all that is not solved
    # Formulas and emphasis that were not rendered still have their signs.
    prose = page.locator(".jp-MarkdownOutput").all_inner_texts()
    assert [paragraph for paragraph in prose if "$" in paragraph.replace("달러", "") and name != "07_backprop"] == []
    assert [line for paragraph in prose for line in paragraph.split("\n") if re.search(r"\*\*\S|\S\*\*", line)] == []
    assert page.locator("mjx-merror, [data-mjx-error], .MathJax_Error").count() == 0
    assert window.errors == []
