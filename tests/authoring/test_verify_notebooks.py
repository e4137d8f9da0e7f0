"""`verify` names what is wrong with the notebooks that students get: one fault of each kind, planted in a sound course."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.config import load_assignment, load_course
from autograder.grading import Job, Report, SuiteHost
from autograder.model import Language
from autograder.scaffold import FIRST_ASSIGNMENT, new_course
from autograder.verify import Finding, Severity
from autograder.verify.notebooks import RunCells, about_notebooks

NOTEBOOK = f"assignments/{FIRST_ASSIGNMENT}/notebook.py"
REFERENCE = f"solutions/{FIRST_ASSIGNMENT}/reference.py"
DEMO = "try:\n    print(said"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunCells]:
    """Runs notebooks in confined workers; a course of its own tells it the limits."""
    course = load_course(course_in(tmp_path_factory.mktemp("limits")))
    with SuiteHost(course, load_assignment(course, FIRST_ASSIGNMENT), public=True) as host:
        yield host.grade


def course_in(folder: Path, *languages: str) -> Path:
    new_course(folder / "course", languages=[Language(tag) for tag in languages or ("en", "ko")])
    return folder / "course"


def plant(root: Path, file: str, before: str, after: str) -> int:
    """Replace what stands once in a file; returns the line where it stands."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} in\n{text}"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return text.count("\n", 0, text.index(before)) + 1


def found(root: Path, run: RunCells | None) -> list[Finding]:
    return list(about_notebooks(load_assignment(load_course(root), FIRST_ASSIGNMENT), run))


def said(root: Path, run: RunCells | None) -> list[str]:
    return [f"{one.place}: {one.message}" for one in found(root, run) if one.severity is Severity.ERROR]


def test_the_notebooks_of_a_new_course_are_sound(tmp_path: Path, run: RunCells) -> None:
    assert found(course_in(tmp_path), run) == []


def test_a_check_that_the_reference_fails(tmp_path: Path, run: RunCells) -> None:
    root = course_in(tmp_path)
    line = plant(root, NOTEBOOK, "np.array([1.0, 2.0, 4.0])), 7.0)", "np.array([1.0, 2.0, 4.0])), 8.0)") - 1
    assert said(root, run) == [
        f"{NOTEBOOK}:{line}: the reference fails the checks of mean_square: for [1, 2, 4] it should be 7",
        f"{NOTEBOOK}:{line}: the reference fails the checks of mean_square: [1, 2, 4]에 대해서는 7이어야 합니다",
    ]


def test_a_check_that_the_stub_passes(tmp_path: Path, run: RunCells) -> None:
    root = course_in(tmp_path)
    path = root / NOTEBOOK
    text = path.read_text(encoding="utf-8")
    line = text.count("\n", 0, text.index("# %% public")) + 1
    check = 'public="mean_square"\nassert callable(mean_square)\n\n# %% demo'
    path.write_text(re.sub(r'public="mean_square"\n.*?# %% demo', check, text, flags=re.DOTALL), encoding="utf-8")
    assert f"{NOTEBOOK}:{line}: the checks of mean_square pass for the stub" in said(root, run)


def test_a_given_cell_that_raises(tmp_path: Path, run: RunCells) -> None:
    root = course_in(tmp_path)
    line = plant(root, NOTEBOOK, "import numpy as np\n", "import numpy as np\nweights = 1 / 0\n") - 1
    assert said(root, run) == [
        f"{NOTEBOOK}:{line}: this given cell raises {when}: ZeroDivisionError: division by zero, line 2 of the cell"
        for when in ("with the reference in place", "on stubs")
    ]


def test_a_demo_cell_that_dies_on_a_stub(tmp_path: Path, run: RunCells) -> None:
    root = course_in(tmp_path)
    plant(root, NOTEBOOK, "except NotImplementedError:", "except ValueError:")
    (line,) = said(root, run)
    assert line.endswith("this demo cell raises on stubs: NotImplementedError")
    assert line.startswith(f"{NOTEBOOK}:")


def test_a_demo_cell_that_asks_too_much_of_the_reference(tmp_path: Path, run: RunCells) -> None:
    root = course_in(tmp_path)
    plant(root, NOTEBOOK, "np.random.default_rng(0).normal(size=10_000)", "'text'")
    (line,) = said(root, run)
    assert "this demo cell raises with the reference in place: " in line


def test_a_cell_that_ends_its_process(tmp_path: Path, run: RunCells) -> None:
    root = course_in(tmp_path)
    plant(root, NOTEBOOK, "import numpy as np\n", "import numpy as np\nimport os\nos._exit(0)\n")
    assert all("this given cell raises" in line and "ended in cell" in line for line in said(root, run)[:1])
    assert said(root, run)


def test_a_helper_that_only_the_reference_has(tmp_path: Path, run: RunCells) -> None:
    root = course_in(tmp_path)
    plant(root, REFERENCE, "import numpy as np\n", "import numpy as np\n\n\ndef squared(x):\n    return x**2\n")
    line = plant(root, REFERENCE, "squares = x**2", "squares = squared(x)")
    assert f"{REFERENCE}:{line}: mean_square uses 'squared', which no given cell of the notebook has: give it there, " \
        "or mark it" in said(root, None)  # fmt: skip
    assert any("the reference fails the checks" in one for one in said(root, run))


def test_a_line_of_the_solution_in_a_stub_a_text_a_check(tmp_path: Path) -> None:
    shown = "return np.sum(squares) / len(x)"
    root = course_in(tmp_path)
    line = plant(root, NOTEBOOK, "# $$\\frac{1}{n} \\sum_{i=1}^{n} x_i^2$$\n# %% [markdown] lang=\"ko\"",
                 f"# {shown}\n# %% [markdown] lang=\"ko\"")  # fmt: skip
    assert said(root, None) == [f"{NOTEBOOK}:{line}: this cell shows a line of the solution of mean_square: {shown}"]


def test_a_line_of_the_solution_in_the_stub_itself(tmp_path: Path) -> None:
    root = course_in(tmp_path)
    plant(root, REFERENCE, "    ### BEGIN SOLUTION\n", "    squares = np.square(x)\n    ### BEGIN SOLUTION\n")
    plant(root, REFERENCE, "    squares = x**2\n", "    squares = np.square(x)\n")
    (line,) = said(root, None)
    assert line.endswith("the stub of mean_square shows a line of the solution of mean_square: squares = np.square(x)")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('public="mean_square"', 'pubic="mean_square"', "did you mean 'public'"),
        ("demo=true", "demo=yes", "demo=yes, expected demo=true"),
        ('exercise="mean_square"', 'exercise="mean_squares"', "did you mean 'mean_square'"),
        ('# %% [markdown] lang="ko"\n# # 첫걸음', '# %% [markdown] lang="en"\n# # 첫걸음', "expected its lang=\"ko\" right after it"),
        ('ko="수가 하나뿐이면', 'kr="수가 하나뿐이면', "text() without ko"),
    ],
)  # fmt: skip
def test_a_misspelt_attribute_and_a_missing_translation_are_named_with_their_line(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    root = course_in(tmp_path)
    line = plant(root, NOTEBOOK, before, after)
    (one,) = said(root, None)
    assert message in one
    assert abs(int(one.removeprefix(f"{NOTEBOOK}:").partition(":")[0]) - line) <= 6


def test_docstrings_that_are_not_translated(tmp_path: Path) -> None:
    root = course_in(tmp_path)
    (root / "assignments" / FIRST_ASSIGNMENT / "docstrings.ko.toml").unlink()
    (one,) = said(root, None)
    assert one.startswith(f"assignments/{FIRST_ASSIGNMENT}/docstrings.ko.toml: no such file")


def test_a_language_of_the_course_that_the_notebook_does_not_have(tmp_path: Path) -> None:
    root = course_in(tmp_path, "en")
    plant(root, "course.toml", 'languages = ["en"]', 'languages = ["en", "de"]')
    plant(root, "course.toml", 'en = "A new course"', 'en = "A new course", de = "Ein Kurs"')
    plant(root, f"assignments/{FIRST_ASSIGNMENT}/assignment.toml", 'en = "First steps"', 'en = "a", de = "b"')
    assert f"{NOTEBOOK}: no text in de, a language of the course" in said(root, None)
    (warning,) = [one for one in found(root, None) if one.severity is Severity.WARNING]
    assert warning.message == "the platform has no words in de: what it says itself comes in English"


def test_a_fault_of_the_grader_is_said_as_such(tmp_path: Path) -> None:
    def broken(job: Job) -> Report:
        return Report(job.key, error="the machine is on fire")

    said_ = said(course_in(tmp_path, "en"), broken)
    assert said_ == [
        f"{NOTEBOOK}: notebook in en, {which}: cannot be run: the machine is on fire"
        for which in ("with the reference", "as released")
    ]
