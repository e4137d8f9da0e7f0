"""A student's whole way through nbgrader's exchange by its Assignment List: fetch, solve, submit, and our page comes back."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from batch.small_course import NAME, write_course
from guard.test_feedback_through_nbgrader import nbgrader

from .conftest import Lab, Window, autograder, jupyter_lab, whole_notebooks
from .test_jupyterlab import CELLS, cells_of, open_notebook, position, save

ANSWERS = {"relu": "def relu(x):\n    return x\n", "softmax": "def softmax(a):\n    return np.exp(a - a.max()) / np.exp(a - a.max()).sum()\n"}
HINT = "Negative inputs come through."


def write_answers(page: Any, path: Path) -> None:
    """Put an answer in place of what was released in its cell."""
    for grade_id, answer in ANSWERS.items():
        cell = page.locator(CELLS).nth(position(cells_of(path), grade_id))
        cell.scroll_into_view_if_needed()
        cell.locator(".cm-content").click(position={"x": 5, "y": 5})
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(answer)
    save(page)


def assignment_list(lab: Lab, window: Window) -> Any:
    """nbgrader's Assignment List, opened from its menu."""
    page = window.page
    page.goto(lab.address("/lab") + "&reset")
    page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    page.get_by_role("menuitem", name="Assignment List", exact=True).click()
    return page.locator("#nbgrader-assignment-list")


def test_a_student_submits_in_the_assignment_list_and_reads_the_exported_score_and_a_hint_there(
    window: Window, tmp_path: Path
) -> None:
    root, exchange, home, work = (tmp_path / name for name in ("course", "exchange", "home", "work"))
    for folder in (root, home / ".jupyter", work):
        folder.mkdir(parents=True)
    write_course(root)
    assignment = root / "assignments" / NAME / "assignment.toml"
    assignment.write_text(assignment.read_text(encoding="utf-8").replace("due = 2027", "due = 2999"), encoding="utf-8")
    autograder(root, "release")
    # Both sides are told where the exchange is; the instructor by the course's file, which is thereby a file of one's own.
    where = f"c.Exchange.root = {str(exchange)!r}\n"
    config = root / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8").partition("\n")[2] + where, encoding="utf-8")
    (home / ".jupyter" / "nbgrader_config.py").write_text(f"c = get_config()\n{where}", encoding="utf-8")
    whole_notebooks(home)
    said = nbgrader(tmp_path, (root, "release_assignment", NAME))
    assert "ended with" not in said, said

    with jupyter_lab(work, home) as (url, token):
        lab = Lab(url, token, work, {})
        listed = assignment_list(lab, window)
        listed.locator("#released_assignments_list").get_by_role("button", name="Fetch", exact=True).click()
        submit = listed.locator("#fetched_assignments_list").get_by_role("button", name="Submit", exact=True)
        submit.wait_for()
        path = work / NAME / f"{NAME}.ipynb"
        write_answers(open_notebook(lab, window, path), path)
        assignment_list(lab, window)
        submit.click()
        submitted = listed.locator("#submitted_assignments_list")
        submitted.get_by_role("button", name="Fetch Feedback", exact=True).wait_for()

        autograder(root, "collect", NAME)
        (who,) = (folder.name for folder in (root / "submitted").iterdir())
        autograder(root, "grade", NAME)
        said = nbgrader(tmp_path, (root, "generate_feedback", NAME), (root, "release_feedback", NAME))
        assert "ended with" not in said, said
        autograder(root, "export", NAME, "--output", str(tmp_path / "grades.csv"))
        with (tmp_path / "grades.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)

        assignment_list(lab, window)
        submitted.get_by_text("(feedback available to fetch)").wait_for()
        submitted.get_by_role("button", name="Fetch Feedback", exact=True).click()
        submitted.get_by_text("(view feedback)").click()
        page = window.page
        page.locator(".jp-DirListing-item", has_text=f"{NAME}.html").dblclick()
        shown = page.frame_locator(".jp-HTMLViewer iframe")
        score = shown.get_by_role("img", name=f"Score: {row['final_score']} / {row['points']}", exact=True)
        score.wait_for()
        assert score.is_visible()
        assert shown.get_by_text(who, exact=True).is_visible()
        assert shown.get_by_text(HINT).first.is_visible()
    assert row["student"] == who
    assert 0 < float(row["final_score"]) < float(row["points"])
    assert window.foreign == []
    assert window.errors == []
