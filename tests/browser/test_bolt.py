"""formgrader's bolt, clicked by an instructor on a hostile submission: it is this grader, or it says why not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch.small_course import NAME, write_course
from guard.conftest import RIGHT, RIGHT_IN_SIGHT, everything, hand_in

from .conftest import Lab, Window, autograder, jupyter_lab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """JupyterLab in a small course that was graded; two of its submissions were then made into attacks."""
    root = tmp_path / "course"
    root.mkdir()
    write_course(root)
    autograder(root, "release")
    hand_in(root, "honest", {"relu": RIGHT, "softmax": RIGHT_IN_SIGHT})
    hostile = hand_in(root, "hostile", {"relu": RIGHT, "spread": f"open({str(tmp_path / 'escaped')!r}, 'w').write('here')\n"})
    piped = hand_in(root, "piped", {"relu": RIGHT})
    autograder(root, "grade", NAME)
    (tmp_path / "secret").write_text("of the instructor", encoding="utf-8")
    (hostile / "mine.txt").symlink_to(tmp_path / "secret")
    (hostile / "zero").symlink_to("/dev/zero")
    os.mkfifo(hostile / "pipe")
    (piped / f"{NAME}.ipynb").unlink()
    os.mkfifo(piped / f"{NAME}.ipynb")
    home = tmp_path / "home"
    (home / "settings").mkdir(parents=True)
    with jupyter_lab(root, home) as (url, token):
        yield Lab(url, token, root, {})


def bolt(lab: Lab, window: Window, student: str) -> str:
    """Click it in a student's row; what the dialog says."""
    page = window.page
    page.goto(lab.address("/formgrader"))  # leaves the cookie that the pages below ask for
    page.goto(f"{lab.url}/formgrader/manage_submissions/{NAME}")
    row = page.locator("table tbody tr", has_text=student)
    row.locator(".autograde a").click()
    dialog = page.locator(".modal-dialog")
    dialog.wait_for()
    return str(dialog.inner_text())


@pytest.mark.parametrize("student", ["honest", "hostile"])
def test_the_bolt_is_this_grader_and_leaves_every_row_as_it_was(lab: Lab, window: Window, tmp_path: Path, student: str) -> None:
    before = everything(lab.course)
    said = bolt(lab, window, student)
    assert f"Successfully autograded '{NAME}' for student '{student}'" in said
    assert "graded by autograder, confined, and not by nbgrader's Autograde" in said
    assert everything(lab.course) == before
    assert not (tmp_path / "escaped").exists()
    assert not any("secret" in path.name or path.name in ("mine.txt", "pipe", "zero") for path in (lab.course / "autograded").rglob("*"))
    assert window.errors == []


def test_a_pipe_in_place_of_a_notebook_is_said_in_words_and_nothing_waits_for_it(lab: Lab, window: Window) -> None:
    before = everything(lab.course)
    assert "unreadable: piped" in bolt(lab, window, "piped")
    after = everything(lab.course)
    for kind in ("grades", "comments", "submissions"):
        others = [[row for row in found["gradebook"][kind] if row[0] != "piped"] for found in (before, after)]
        assert others[0] == others[1]


def test_a_config_of_ones_own_does_not_open_the_door_in_the_browser_either(lab: Lab, window: Window, tmp_path: Path) -> None:
    (lab.course / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'small'\n", encoding="utf-8")
    before = everything(lab.course)
    assert "graded by autograder" in bolt(lab, window, "hostile")
    assert everything(lab.course) == before
    assert not (tmp_path / "escaped").exists()
