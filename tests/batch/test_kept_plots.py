"""What an exercise drew is kept with its result, and goes from the suite host to the grader whole."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.batch.result_json import result_from_json, result_to_json
from autograder.batch.store import ResultStore
from autograder.grading.jobs import Report, report_from_json, report_to_json
from autograder.model import ExerciseResult, Layer, LayerKind, Panel, Plot, Result, Role, Status, Verdict

PLOT = Plot((Panel((Layer(LayerKind.LINE, ((0.0, None), (2.5, 3.0)), "loss", Role.YOURS),), "t", "x", "y"),), True)
RESULT = Result(
    "05", "s001", "n.ipynb", Status.GRADED, 1.0, 2.0,
    exercises=(
        ExerciseResult("plot", 1.0, 1.0, Verdict.PASSED, plot=PLOT), ExerciseResult("loss", 0.0, 1.0, Verdict.FAILED)
    ),
)  # fmt: skip


def test_a_plot_comes_back_from_the_store_as_it_was_put_in(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.put(RESULT, "key")
    assert store.load("s001").result == RESULT


def test_a_result_from_before_plots_were_kept_is_read_without_any() -> None:
    data = result_to_json(RESULT)
    for exercise in data["exercises"]:
        del exercise["plot"]
    assert [one.plot for one in result_from_json(json.loads(json.dumps(data))).exercises] == [None, None]


def test_a_report_brings_the_plots_to_the_grader() -> None:
    report = Report("s001", plots={"plot": PLOT})
    assert report_from_json(json.loads(json.dumps(report_to_json(report)))) == report
