"""The contract of a notebook, and the notebook that is woven to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from notebook_sample import NOTEBOOK, REFERENCE, Sample, cell_of

from autograder.errors import CourseError
from autograder.model import ENGLISH, KOREAN, Language
from autograder.notebook.contract import Role
from autograder.notebook.weave import notebook_text, weave

PLACE = "assignments/01_count/notebook.py"


def test_the_contract_lists_every_cell_in_order(sample: Sample) -> None:
    contract = sample.contract
    assert [(cell.id, cell.role, cell.exercise) for cell in contract.cells] == [
        ("text-1", Role.TEXT, None),
        ("code-1", Role.GIVEN, None),
        ("text-2", Role.TEXT, None),
        ("double", Role.SOLUTION, "double"),
        ("test-double", Role.PUBLIC, "double"),
        ("demo-1", Role.DEMO, None),
        ("Counter", Role.SOLUTION, "Counter"),
        ("test-Counter", Role.PUBLIC, "Counter"),
        ("why", Role.MANUAL, "why"),
    ]
    assert contract.languages == (ENGLISH, KOREAN)


def test_the_contract_holds_each_cell_as_it_is_released_in_each_language(sample: Sample) -> None:
    given = sample.contract.cell("code-1")
    assert given is not None
    assert given.sources == {
        ENGLISH: 'import numpy as np\n\nUNIT = "pieces"',
        KOREAN: 'import numpy as np\n\nUNIT = "개"',
    }
    stub = sample.contract.cell("double")
    assert stub is not None
    assert "raise NotImplementedError()" in stub.sources[KOREAN]
    why = sample.contract.cell("why")
    assert why is not None
    assert why.sources[KOREAN] == "왜 0부터 셀까요?\n\nYOUR ANSWER HERE"


def test_the_contract_needs_no_solutions_and_then_knows_no_stubs(sample: Sample) -> None:
    whole = sample.contract
    shutil.rmtree(sample.root / "solutions")
    without = sample.contract
    assert [cell.id for cell in without.cells] == [cell.id for cell in whole.cells]
    stub = without.cell("double")
    assert stub is not None
    assert stub.sources == {}


def test_a_text_in_one_language_only_makes_a_course_in_one_language(sample: Sample) -> None:
    sample.write(PLACE, "\n\n".join(part for part in NOTEBOOK.split("\n\n") if 'lang="ko"' not in part))
    assert sample.contract.languages == (ENGLISH,)
    with pytest.raises(CourseError, match=rf"^{PLACE}: no text in ko, expected one of en$"):
        weave(sample.assignment, KOREAN)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('# %% [markdown] lang="ko"\n# # 세기', "# %% [markdown]\n# # 세기",
         f'{PLACE}:1: a lang="en" text, expected its lang="ko" right after it'),
        ('# %% exercise="double"\n', '# %% exercise="double"\nx = 1\n',
         f"{PLACE}:19: code in the cell of 'double', expected an empty cell; write it in reference.py"),
        ('# %% exercise="double"\n', '# %% exercise="doubel"\n',
         f"{PLACE}:19: exercise 'doubel', expected an exercise of assignment.toml; did you mean 'double'?"),
        ('# %% exercise="double"\n', '', f"{PLACE}:20: checks of 'double' before its exercise, expected after it"),
        ('# %% exercise="double"\n', '# %% exercise="double"\n\n# %% exercise="double"\n',
         f"{PLACE}:21: a second cell 'double', expected one"),
        ('# %% public="Counter"', "# %%",
         f'{PLACE}: no cell with public="Counter", expected one for each exercise'),
        ('# %% public="Counter"', '# %% public="why"',
         f"{PLACE}:32: checks of 'why', a manual exercise, expected none: a person grades it"),
        ("counter.add()\n", "### BEGIN HIDDEN TESTS\n",
         f"{PLACE}:32: 'BEGIN HIDDEN TESTS' in a cell; solutions stand in reference.py"),
        ('# %% exercise="Counter"\n', '# %% [markdown] exercise="Counter"\n# Write.\n',
         f"{PLACE}:30: exercise 'Counter' in a markdown cell, expected a code cell"),
        ("# ## double\n", "", f"{PLACE}:16: an empty cell, expected text or code"),
        ('text(en="pieces", ko="개")', 'text(en="pieces")',
         f'{PLACE}:14: text() without ko, expected text(en="...", ko="...") with plain string literals'),
    ],
)  # fmt: skip
def test_a_notebook_that_contradicts_itself_is_refused_with_its_line(
    sample: Sample, old: str, new: str, message: str
) -> None:
    assert old in NOTEBOOK
    sample.write(PLACE, NOTEBOOK.replace(old, new, 1))
    with pytest.raises(CourseError) as caught:
        _ = sample.contract
    assert str(caught.value) == message


def test_exercises_stand_in_the_order_of_their_points(sample: Sample) -> None:
    path = sample.root / "assignments/01_count/assignment.toml"
    path.write_text(path.read_text().replace("double = 2\nCounter = 1.5", "Counter = 1.5\ndouble = 2"))
    with pytest.raises(CourseError) as caught:
        _ = sample.contract
    assert str(caught.value) == (
        f"{PLACE}: 'double' where [points] of assignment.toml has 'Counter', expected the same order in both"
    )


def test_a_missing_notebook_is_one_line(sample: Sample) -> None:
    (sample.root / PLACE).unlink()
    with pytest.raises(CourseError) as caught:
        _ = sample.contract
    assert str(caught.value) == f"{PLACE}: no such file; docs/writing-an-assignment.md says what it holds"


@pytest.mark.parametrize("language", [ENGLISH, KOREAN])
def test_the_woven_notebook_is_the_golden_one(
    sample: Sample, language: Language, golden: Callable[[str, str], None]
) -> None:
    golden(f"source_{language}.ipynb.json", notebook_text(weave(sample.assignment, language)))


def test_ids_are_the_same_in_both_languages(sample: Sample) -> None:
    notebooks = [weave(sample.assignment, language)["cells"] for language in (ENGLISH, KOREAN)]
    ids = [[(cell["id"], cell["metadata"]["nbgrader"]["grade_id"]) for cell in cells] for cells in notebooks]
    assert ids[0] == ids[1]
    assert len({cell_id for cell_id, _ in ids[0]}) == len(ids[0])


def test_the_woven_notebook_is_valid_for_nbformat_and_nbgrader(sample: Sample) -> None:
    import nbformat
    from nbgrader.nbgraderformat import MetadataValidator

    for language in (ENGLISH, KOREAN):
        text = notebook_text(weave(sample.assignment, language))
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        MetadataValidator().validate_nb(notebook)


def test_points_stand_on_the_grade_cells_only(sample: Sample) -> None:
    notebook = weave(sample.assignment, ENGLISH)
    points = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"].get("points")
        for cell in notebook["cells"]
    }
    assert {key: value for key, value in points.items() if value is not None} == {
        "test-double": 2,
        "test-Counter": 1.5,
        "why": 4,
    }


def test_an_exercise_that_the_reference_lacks_is_one_line(sample: Sample) -> None:
    sample.write("solutions/01_count/reference.py", REFERENCE.replace("class Counter", "class Countr"))
    with pytest.raises(CourseError) as caught:
        weave(sample.assignment, ENGLISH)
    assert str(caught.value) == (
        "solutions/01_count/reference.py: no 'Counter', expected a top-level def or class for every auto-graded "
        "exercise; did you mean 'Countr'?"
    )


def test_the_manual_cell_keeps_its_text_around_the_region(sample: Sample) -> None:
    source = cell_of(weave(sample.assignment, ENGLISH), "why")["source"]
    assert source == "Why does counting start at zero?\n\n### BEGIN SOLUTION\n### END SOLUTION"
