"""The figure that a page shows is the student's for inputs that everybody may see, over what is right there."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from course_notebooks import ROOT, project_assignment, reference_sources, solved

from autograder.model import LayerKind, Result, Role, Verdict
from autograder.suite.showing import Shown, figures_of, right_arrows, right_line

VISIBLE_X = tuple(float(f"{x:.6g}") for x in np.linspace(-3.0, 3.0, 61))
WITH_REFERENCES = sorted(path.parent for path in (ROOT / "solutions").glob("*/reference.py"))


@pytest.fixture
def sources() -> dict[str, str]:
    return reference_sources(project_assignment("02_activations"))


def graded(grade: Callable[[dict[str, Any]], Result], sources: dict[str, str]) -> Any:
    result = grade(solved(project_assignment("02_activations"), sources))
    return next(exercise for exercise in result.exercises if exercise.name == "plot_activations")


def test_a_right_figure_is_shown_for_the_visible_inputs_and_lies_on_the_right_lines(
    grade: Callable[[dict[str, Any]], Result], sources: dict[str, str]
) -> None:
    exercise = graded(grade, sources)
    assert exercise.verdict is Verdict.PASSED
    (panel,) = exercise.plot.panels
    theirs = [layer for layer in panel.layers if layer.role is Role.PLAIN]
    right = [layer for layer in panel.layers if layer.role is Role.RIGHT]
    assert [layer.label for layer in theirs] == ["step", "sigmoid", "tanh", "relu"]
    for mine, other in zip(theirs, right, strict=True):
        assert mine.rows[0] == pytest.approx(VISIBLE_X)
        assert np.allclose(np.array(mine.rows, float), np.array(other.rows, float))


def test_a_wrong_figure_shows_no_number_of_a_hidden_input(
    grade: Callable[[dict[str, Any]], Result], sources: dict[str, str]
) -> None:
    sources["plot_activations"] = (
        "def plot_activations(x):\n    figure, axes = plt.subplots()\n    axes.plot(x, x * x, label='relu')\n"
        "    return figure"
    )
    exercise = graded(grade, sources)
    assert exercise.verdict is Verdict.FAILED
    (theirs,) = [layer for layer in exercise.plot.panels[0].layers if layer.role is Role.PLAIN]
    assert theirs.rows[0] == pytest.approx(VISIBLE_X)


@pytest.mark.parametrize(
    "body",
    [
        "    return 1", "    raise ValueError(x)", "    import os; os._exit(0)",
        pytest.param("    while len(x): pass", marks=pytest.mark.slow),  # three times the limit of a call
    ],
)  # fmt: skip
def test_what_draws_nothing_has_no_figure(
    grade: Callable[[dict[str, Any]], Result], sources: dict[str, str], body: str
) -> None:
    sources["plot_activations"] = f"def plot_activations(x):\n{body}"
    exercise = graded(grade, sources)
    assert exercise.plot is None
    assert exercise.score == 0


def test_a_field_of_arrows_and_a_line_must_fit() -> None:
    x, y = np.meshgrid([0.0, 1.0], [0.0, 1.0])
    assert right_arrows(x, y, -x, -y).kind is LayerKind.ARROWS
    with pytest.raises(Exception, match=r"^FIGURES: shapes \(2,\), \(3,\); give all one shape$"):
        right_line([0, 1], [1, 2, 3])


@pytest.mark.parametrize("folder", WITH_REFERENCES, ids=lambda path: path.name)
def test_each_exercise_that_draws_has_a_figure_that_everybody_may_see(folder: Path) -> None:
    drawing = {
        function.name
        for function in ast.parse((folder / "reference.py").read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef) and "plt." in ast.unparse(function)
    }
    if not drawing:
        return
    found: dict[str, Shown] = {}
    for path in sorted(folder.glob("test_hidden*.py")):
        if "FIGURES" not in path.read_text(encoding="utf-8"):
            continue
        spec = importlib.util.spec_from_file_location(f"{folder.name}_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found |= figures_of([module])
    assert set(found) == drawing
