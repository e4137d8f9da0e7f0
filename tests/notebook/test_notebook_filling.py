"""Solved notebooks are the released ones with sources put in."""

from __future__ import annotations

import copy

import pytest
from notebook_sample import Sample, cell_of

from autograder.errors import CourseError
from autograder.notebook.filling import fill


def test_only_the_named_solution_cells_change_and_the_given_notebook_does_not(sample: Sample) -> None:
    notebook = sample.released()
    before = copy.deepcopy(notebook)
    filled = fill(notebook, {"double": "x = 1", "why": "Because."})
    assert notebook == before
    assert cell_of(filled, "double")["source"] == "x = 1"
    assert cell_of(filled, "why")["source"] == "Because."
    assert cell_of(filled, "Counter") == cell_of(before, "Counter")


def test_a_solution_without_a_cell_is_one_line(sample: Sample) -> None:
    with pytest.raises(CourseError) as caught:
        fill(sample.released(), {"Doubel": "x = 1"})
    assert str(caught.value) == (
        "notebook: no solution cell 'Doubel', expected one of double, Counter, why; did you mean 'double'?"
    )


def test_a_locked_cell_cannot_be_filled(sample: Sample) -> None:
    with pytest.raises(CourseError, match="no solution cell 'test-double'"):
        fill(sample.released(), {"test-double": "x = 1"})
