"""Released through nbgrader's own converter: what students get, and that nbgrader alone still works on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from notebook_sample import NOTEBOOK, REFERENCE, SEED, Json, Sample, cell_of

from autograder.errors import CourseError, InternalError
from autograder.model import ENGLISH, KOREAN
from autograder.notebook.filling import fill, solution_sources
from autograder.notebook.release import _check_release
from autograder.release import ReleaseReport, release
from tests.steady import PATIENCE_S


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, ReleaseReport]:
    """One release, in English, of the sample course with a data file; made once because nbgrader is slow."""
    sample = Sample(tmp_path_factory.mktemp("course").resolve())
    sample.write("assignments/01_count/files/data/points.csv", "1,2\n")
    sample.write("assignments/01_count/files/.hidden", "no")
    return sample, release(sample.course, sample.assignment, ENGLISH)


def test_the_report_says_what_was_released(released: tuple[Sample, ReleaseReport]) -> None:
    sample, report = released
    assert report == ReleaseReport(
        assignment="01_count",
        language=ENGLISH,
        source=sample.root / "source/01_count/01_count.ipynb",
        release=sample.root / "release/01_count/01_count.ipynb",
        exercises=3,
        points=7.5,
        files=("data/points.csv",),
        notes=(),
    )


def test_data_files_go_with_the_notebook_and_hidden_ones_do_not(released: tuple[Sample, ReleaseReport]) -> None:
    folder = released[1].release.parent
    assert (folder / "data/points.csv").read_text() == "1,2\n"
    assert sorted(path.name for path in folder.iterdir()) == ["01_count.ipynb", "data"]


def test_the_released_notebook_is_the_golden_one(
    released: tuple[Sample, ReleaseReport], golden: Callable[[str, str], None]
) -> None:
    golden("release_en.ipynb.json", released[1].release.read_text(encoding="utf-8"))


def test_nothing_of_a_solution_or_a_hidden_test_is_in_it(released: tuple[Sample, ReleaseReport]) -> None:
    text = released[1].release.read_text(encoding="utf-8")
    for secret in ("BEGIN SOLUTION", "END SOLUTION", "doubled_value", "self.count = self.count + 1", "HIDDEN_SECRET"):
        assert secret not in text
    everything = b"".join(path.read_bytes() for path in released[0].root.rglob("*") if path.is_file())
    assert everything.count(str(SEED).encode()) == 1  # in secret.toml, and in no log or database that release leaves
    stubs = 3  # in the cells, and in the contract that the notebook carries
    assert text.count("raise NotImplementedError()") == 2 * stubs
    assert "YOUR ANSWER HERE" in text


def test_the_test_helper_gives_what_nbgrader_gives(released: tuple[Sample, ReleaseReport]) -> None:
    sample, report = released
    cells = json.loads(report.release.read_text(encoding="utf-8"))["cells"]
    assert ["".join(cell["source"]) for cell in cells] == [cell["source"] for cell in sample.framed()["cells"]]


def test_locked_cells_cannot_be_edited_in_jupyterlab(released: tuple[Sample, ReleaseReport]) -> None:
    notebook = json.loads(released[1].release.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        assert cell["metadata"]["deletable"] is False
        locked = cell["metadata"].get("nbgrader", {"locked": True})["locked"]
        assert cell["metadata"].get("editable", True) is not locked


def test_releasing_again_gives_the_same_bytes_and_another_language_the_same_ids(
    released: tuple[Sample, ReleaseReport],
) -> None:
    sample, report = released
    first = report.release.read_bytes()
    korean = json.loads(release(sample.course, sample.assignment, KOREAN).release.read_bytes())
    english = json.loads(first)
    assert [cell["id"] for cell in korean["cells"]] == [cell["id"] for cell in english["cells"]]
    assert korean["metadata"]["title"] == "세기"
    release(sample.course, sample.assignment, ENGLISH)
    assert report.release.read_bytes() == first


def test_the_gradebook_knows_the_assignment_and_its_points(released: tuple[Sample, ReleaseReport]) -> None:
    from nbgrader.api import Gradebook

    sample, _ = released
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Gradebook(sample.course.database_url, sample.course.course_id) as gradebook:
            assert gradebook.find_assignment("01_count").max_score == 7.5


def test_nbgraders_validate_passes_a_solved_copy_and_fails_the_stub(
    released: tuple[Sample, ReleaseReport], tmp_path: Path
) -> None:
    _, report = released
    notebook = json.loads(report.release.read_text(encoding="utf-8"))
    solved = fill(notebook, {"double": solution_sources(REFERENCE)["double"]})
    path = tmp_path / "half.ipynb"
    path.write_text(json.dumps(solved), encoding="utf-8")
    from nbgrader.validator import Validator

    results = Validator().validate(str(path))
    failed = " ".join(entry["source"] for entry in results["failed"])
    assert "counter = Counter()" in failed
    assert "double(2)" not in failed
    assert "changed" not in results


def test_release_says_nothing_on_the_way_and_needs_no_activated_environment(sample: Sample) -> None:
    root = Path(__file__).resolve().parents[2]
    script = (
        f"import sys; sys.path.insert(0, {str(root)!r})\n"
        "from pathlib import Path\n"
        "from autograder.config import *\nfrom autograder.model import ENGLISH\n"
        "from autograder.release import release\n"
        "course = load_course(Path.cwd())\n"
        "release(course, load_assignment(course, '01_count'), ENGLISH)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=sample.root, capture_output=True, text=True, timeout=PATIENCE_S,
        env={"PATH": os.defpath, "HOME": str(sample.root)},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_nothing_of_an_earlier_release_stays(sample: Sample) -> None:
    old = sample.write("assignments/01_count/files/old.txt", "old")
    report = release(sample.course, sample.assignment, ENGLISH)
    assert (report.release.parent / "old.txt").exists()
    old.unlink()
    report = release(sample.course, sample.assignment, ENGLISH)
    assert not (report.release.parent / "old.txt").exists()
    assert not (report.source.parent / "old.txt").exists()


def test_a_solution_line_shown_elsewhere_is_noted(sample: Sample) -> None:
    sample.write(
        "assignments/01_count/notebook.py",
        NOTEBOOK.replace("# ## double\n", "# ## double\n# doubled_value = np.add(x, x)  # 두 배\n"),
    )
    report = release(sample.course, sample.assignment, ENGLISH)
    assert report.notes == (
        "cell 'text-2' shows a line of the solution of 'double': doubled_value = np.add(x, x)  # 두 배",
    )


def test_a_notebook_that_is_not_what_students_should_get_is_refused(sample: Sample, tmp_path: Path) -> None:
    notebook = sample.framed()
    path = tmp_path / "n.ipynb"
    changes: list[tuple[Json, str]] = [
        ({"source": "### BEGIN SOLUTION"}, "n.ipynb: 'BEGIN SOLUTION' is in the released notebook"),
        ({"source": "return np.add(x, x)"}, "n.ipynb: cell 'double' is not what students should get as 'double'"),
        ({"outputs": [{"text": "4"}]}, "has outputs or attachments"),
    ]
    for change, message in changes:
        changed = json.loads(json.dumps(notebook))
        cell_of(changed, "double").update(change)
        path.write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises(InternalError) as caught:
            _check_release(path, sample.contract, ENGLISH)
        assert message in str(caught.value)
    for gone, message in (
        (-3, "n.ipynb: 8 cells, expected 9"),
        (-1, "n.ipynb: the cells around the assignment's own are not all there"),
    ):
        cells = notebook["cells"]
        path.write_text(json.dumps(notebook | {"cells": [cell for cell in cells if cell is not cells[gone]]}))
        with pytest.raises(InternalError) as caught:
            _check_release(path, sample.contract, ENGLISH)
        assert str(caught.value) == message


def test_a_link_among_the_data_files_is_refused(sample: Sample) -> None:
    (sample.root / "assignments/01_count/files").mkdir()
    (sample.root / "assignments/01_count/files/x.py").symlink_to(sample.root / "solutions/01_count/test_hidden.py")
    with pytest.raises(CourseError) as caught:
        release(sample.course, sample.assignment, ENGLISH)
    assert str(caught.value) == "assignments/01_count/files/x.py: a link, expected a file; copy what it points to"
