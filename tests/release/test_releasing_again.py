"""Releasing again, after students have handed in and people have graded: nothing that somebody made is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from batch.conftest import grade
from batch.conftest import gradebook as rows
from batch.small_course import NAME

from autograder.config import load_assignment, load_course
from autograder.errors import AutograderError, ConsentNeededError, CourseError
from autograder.gradebook import GradebookWriter

from .conftest import STUDENT, TEXT, TOML, change, files, gradebook, release_again, released, without_spread
from tests.commands import run_in


def everything(root: Path) -> dict[str, object]:
    return {kind: files(root / kind) for kind in ("source", "release")} | {"rows": rows(root)}


# ---------------------------------------------------------------- failures


@pytest.mark.parametrize(
    "broken",
    ["no database", *(pytest.param(text, marks=pytest.mark.slow) for text in ("", "SQLite format 3\0 and no more"))],
)
def test_a_gradebook_that_is_none_leaves_the_release_that_is_there(root: Path, broken: str) -> None:
    before = {kind: files(root / kind) for kind in ("source", "release")}
    change(root, TEXT, ("# # Small", "# # Small, and newer"))
    (root / "gradebook.db").write_text(broken, encoding="utf-8")
    if broken:
        with pytest.raises(AutograderError) as caught:
            release_again(root)
        assert "\n" not in str(caught.value)
        assert {kind: files(root / kind) for kind in ("source", "release")} == before
    else:  # an empty file is an empty database
        assert release_again(root).exercises == 3
    assert list((root / ".autograder" / "building").iterdir()) == []


def test_what_nbgrader_refuses_is_one_line_and_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbgrader.preprocessors import ComputeChecksums

    def refuse(*_: object, **__: object) -> None:
        raise ValueError("this one not")

    before = everything(root)
    monkeypatch.setattr(ComputeChecksums, "preprocess_cell", refuse)
    with pytest.raises(CourseError) as caught:
        release_again(root)
    assert str(caught.value) == f"release/{NAME}: nbgrader cannot make it: ValueError: this one not"
    assert everything(root) == before


@pytest.mark.slow
def test_a_release_that_cannot_be_moved_into_place_leaves_a_whole_notebook(root: Path) -> None:
    before = (root / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    (root / f"assignments/{NAME}/files").mkdir()
    (root / f"assignments/{NAME}/files/points.csv").write_text("1,2\n", encoding="utf-8")
    (root / "release" / NAME / "points.csv").mkdir()
    with pytest.raises(CourseError, match=r"points\.csv: cannot be written: a folder is where a file belongs; mend that"):
        release_again(root)
    assert (root / "release" / NAME / f"{NAME}.ipynb").read_bytes() == before
    assert grade(root).returncode == 0


# ---------------------------------------------------------------- cells that come and go


def test_an_exercise_and_a_text_that_are_new_get_rows_for_all_who_handed_in(root: Path) -> None:
    before = rows(root)
    change(root, TOML, ("softmax = 3\n", "mean = 4\nsoftmax = 3\n"))
    change(root, TEXT, ('# %% exercise="softmax"', '# %% [markdown]\n# A new text.\n\n# %% exercise="mean"\n\n# %% public="mean"\nassert mean(np.zeros(2)) == 0.0\n\n# %% exercise="softmax"'))
    (root / f"solutions/{NAME}/reference.py").open("a").write(
        '\n\ndef mean(x):\n    """The mean."""\n    ### BEGIN SOLUTION\n    return float(np.mean(x))\n    ### END SOLUTION\n'
    )
    (root / f"solutions/{NAME}/test_hidden.py").open("a").write(
        '\n\n@exercise("mean")\ndef test_mean(student, rng):\n'
        "    x = rng.standard_normal(5)\n    check(student.mean(x), reference.mean(x), TOL, args=(x,))\n"
    )
    release_again(root)
    with gradebook(root) as book:
        for submission in book.find_assignment(NAME).submissions:
            new = book.find_grade("test-mean", NAME, NAME, submission.student.id)
            assert (new.auto_score, new.needs_manual_grade) == (None, True)
            assert book.find_comment("mean", NAME, NAME, submission.student.id)
    kept = {key: [row for row in value if "mean" not in str(row)] for key, value in rows(root).items()}
    assert kept == before
    done = grade(root)
    assert done.returncode == 0, done.stderr
    after = [row for row in rows(root)["grades"] if row[1] == "test-mean"]
    assert {row[2:] for row in after} == {(0.0, None, 0)}
    assert [row for row in rows(root)["grades"] if row[3] is not None] == [row for row in before["grades"] if row[3] is not None]


@pytest.mark.slow
def test_an_exercise_that_is_gone_takes_nothing_of_the_others_along(root: Path) -> None:
    with gradebook(root) as book:  # what a person entered for it is another test's
        book.find_grade("test-spread", NAME, NAME, STUDENT).manual_score = None
        book.db.commit()
    before = rows(root)
    without_spread(root)
    report = release_again(root)
    assert report.notes == ()
    assert [row for row in before["grades"] if row[1] != "test-spread"] == rows(root)["grades"]
    assert [row for row in before["comments"] if row[1] != "spread"] == rows(root)["comments"]
    assert not any("spread" in str(cell["metadata"]) for cell in released(root))
    done = grade(root)
    assert done.returncode == 0, done.stderr
    assert [row[:2] for row in rows(root)["submissions"]] == [row[:2] for row in before["submissions"]]


def test_what_a_person_entered_is_asked_for_before_it_goes_and_kept(root: Path) -> None:
    before = everything(root)
    without_spread(root)
    with pytest.raises(ConsentNeededError) as caught:
        release_again(root)
    assert str(caught.value) == (
        f"gradebook: {NAME}: what people entered for cells that are gone would be dropped: "
        f"test-spread of {STUDENT}; --yes drops it and keeps a copy in .autograder/dropped"
    )
    assert everything(root) == before
    report = release_again(root, consent=True)
    assert report.notes == (
        f"1 entries of people went with cells that are gone; they are kept in .autograder/dropped/{NAME}.jsonl",
    )
    kept = (root / ".autograder" / "dropped" / f"{NAME}.jsonl").read_text(encoding="utf-8")
    assert json.loads(kept) == {"student": STUDENT, "cell": "test-spread", "manual_score": 1.0, "extra_credit": None}


@pytest.mark.slow
def test_no_row_is_left_that_belongs_to_nothing(root: Path) -> None:
    without_spread(root)
    release_again(root, consent=True)
    with closing(sqlite3.connect(root / "gradebook.db")) as db:
        for table in ("grade", "comment"):
            assert db.execute(f"SELECT count(*) FROM {table} WHERE cell_id NOT IN (SELECT id FROM base_cell)").fetchone() == (0,)
        for table in ("grade_cells", "solution_cells", "task_cells"):
            assert db.execute(f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT id FROM base_cell)").fetchone() == (0,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.slow
def test_moved_cells_and_changed_points_keep_every_score(root: Path) -> None:
    before = rows(root)
    text = (root / TEXT).read_text(encoding="utf-8")
    at = [text.index(f'# %% exercise="{name}"') for name in ("relu", "softmax", "spread")]
    head, relu, softmax, spread = (text[start:end] for start, end in zip([0, *at], [*at, len(text)], strict=True))
    (root / TEXT).write_text(head + spread + "\n" + softmax + relu, encoding="utf-8")
    change(root, TOML, ("relu = 1\nsoftmax = 3\nspread = 2\n", "spread = 2\nsoftmax = 3\nrelu = 5\n"))
    release_again(root)
    assert rows(root) == before
    course = load_course(root)
    with GradebookWriter(course) as writer:
        writer.register(load_assignment(course, NAME))  # the points are those of assignment.toml


# ---------------------------------------------------------------- whose the folders are


def test_a_source_folder_of_somebody_else_is_never_touched(root: Path) -> None:
    shutil.rmtree(root / "source" / NAME)
    (root / "source" / NAME).mkdir()
    own = {"cells": [{"cell_type": "code", "id": "a", "metadata": {"nbgrader": {"grade_id": "relu"}}, "source": "mine"}]}
    (root / "source" / NAME / f"{NAME}.ipynb").write_text(json.dumps(own), encoding="utf-8")
    (root / ".autograder" / "released" / f"{NAME}.json").unlink()
    before = everything(root)
    for consent in (False, True):
        with pytest.raises(CourseError) as caught:
            release_again(root, consent=consent)
        assert str(caught.value) == (
            f"source/{NAME}: it was not made by `autograder release`, and is not touched; "
            f"move it away, then `autograder release {NAME}`"
        )
    assert everything(root) == before


@pytest.mark.parametrize("content", ["data", "link"])
def test_a_source_folder_without_a_notebook_of_ours_is_somebody_elses(root: Path, tmp_path: Path, content: str) -> None:
    shutil.rmtree(root / "source" / NAME)
    if content == "link":
        (tmp_path / "mine").mkdir()
        (root / "source" / NAME).symlink_to(tmp_path / "mine")
    else:
        (root / "source" / NAME).mkdir()
        (root / "source" / NAME / "measured.csv").write_text("1\n", encoding="utf-8")
    with pytest.raises(CourseError, match="not touched"):
        release_again(root)
    assert content == "data" or list((tmp_path / "mine").iterdir()) == []


@pytest.mark.slow
def test_a_release_without_a_record_is_known_by_its_cells(root: Path) -> None:
    """As version 0.1 left it."""
    shutil.rmtree(root / ".autograder" / "released")
    assert release_again(root).notes == ()


def test_a_change_by_hand_is_asked_for_and_kept_and_opening_a_notebook_is_none(root: Path) -> None:
    path = root / "source" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.13"}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert release_again(root).notes == ()
    notebook["cells"][0]["source"] = "# Mine"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    before = everything(root)
    with pytest.raises(ConsentNeededError) as caught:
        release_again(root)
    assert str(caught.value) == (
        f"source/{NAME}/{NAME}.ipynb: changed by hand since it was released, and would be replaced; "
        f"change assignments/{NAME} instead, or go on with --yes, which keeps a copy"
    )
    assert everything(root) == before
    report = release_again(root, consent=True)
    copy = f".autograder/replaced/{NAME}/1/source/{NAME}.ipynb"
    assert report.notes == (f"source/{NAME}/{NAME}.ipynb was changed by hand: kept as {copy}",)
    assert json.loads((root / copy).read_text(encoding="utf-8")) == notebook


@pytest.mark.slow
def test_a_file_that_no_release_wrote_stays_and_is_said(root: Path) -> None:
    (root / "release" / NAME / "photo.png").write_bytes(b"mine")
    assert release_again(root).notes == (f"release/{NAME}/photo.png is not of this release and was left there",)
    assert (root / "release" / NAME / "photo.png").read_bytes() == b"mine"


# ---------------------------------------------------------------- around it


def test_the_due_date_stands_in_formgrader_from_the_release_on(root: Path) -> None:
    for due in ("2027-03-20T12:00:00", "2027-04-01T09:30:00"):
        text = (root / TOML).read_text(encoding="utf-8").splitlines()
        (root / TOML).write_text("\n".join(f"due = {due}" if line.startswith("due") else line for line in text), encoding="utf-8")
        release_again(root)
        with gradebook(root) as book:
            assert book.find_assignment(NAME).duedate.isoformat() == due


def test_the_command_asks_and_goes_on_with_yes(root: Path) -> None:
    without_spread(root)
    done = run_in(root, "release", NAME)
    assert done.returncode == 2
    assert done.stderr.startswith("autograder: gradebook: 01_small: what people entered for cells that are gone would be dropped")
    assert "Traceback" not in done.stderr
    run_in(root, "release", NAME, "--yes", check=True)
    assert grade(root).returncode == 0


@pytest.mark.slow
def test_a_gradebook_that_is_missing_is_made_anew(root: Path) -> None:
    (root / "gradebook.db").unlink()
    release_again(root)
    assert grade(root).returncode == 0
    assert len(rows(root)["submissions"]) == 6
