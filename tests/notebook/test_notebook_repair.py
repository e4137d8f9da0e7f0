"""A notebook that lost its form comes back in the released one, with everything that was written."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from click.testing import CliRunner
from notebook_sample import Json, Sample, cell_of, code_cell, read

from autograder.cli.main import cli
from autograder.notebook.carried import contract_of
from autograder.notebook.filling import fill
from autograder.notebook.frame import is_closing_cell, is_closing_text
from autograder.notebook.repair import repaired
from autograder.notebook.selection import select_cells
from autograder.notebook.weave import notebook_text

DOUBLE = "def double(x):\n    return 2 * x"
COUNTER = "class Counter:\n    count = 0"


@pytest.fixture
def solved(sample: Sample) -> Json:
    return fill(sample.released(), {"double": DOUBLE, "Counter": COUNTER})


def mended(sample: Sample, notebook: Json) -> Json:
    contract = sample.contract
    made = repaired(select_cells(read(notebook), contract), contract)
    again = select_cells(read(made), contract)
    assert not [note for note in again.notes if "repaired" in note or "missing" in note]
    assert contract_of(made["metadata"], "the copy").cells  # it can be checked where there is no course
    assert [is_closing_cell(cell["source"], contract) for cell in made["cells"]].index(True) == len(made["cells"]) - 1
    assert sum(is_closing_text(cell["source"], contract) for cell in made["cells"]) == 1
    return made


def sources(notebook: Json) -> dict[str, str]:
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell["source"] for cell in notebook["cells"] if "nbgrader" in cell["metadata"]}


def without_metadata(notebook: Json) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def became_text(notebook: Json) -> None:
    cell_of(notebook, "double")["cell_type"] = "markdown"


def split(notebook: Json) -> None:
    at = notebook["cells"].index(cell_of(notebook, "double"))
    second = copy.deepcopy(notebook["cells"][at]) | {"source": "    return 2 * x", "id": "second"}
    notebook["cells"][at]["source"] = "def double(x):"
    notebook["cells"].insert(at + 1, second)


def merged(notebook: Json) -> None:
    cell_of(notebook, "double")["source"] = f"{DOUBLE}\n\n{COUNTER}"
    notebook["cells"].remove(cell_of(notebook, "Counter"))


def elsewhere(notebook: Json) -> None:
    cell_of(notebook, "double")["source"] = (
        'def double(x):\n    """Twice x."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
    )
    notebook["cells"].append(code_cell(DOUBLE))


@pytest.mark.parametrize("mangle", [without_metadata, became_text, split, merged])
def test_every_answer_is_in_its_cell_again(sample: Sample, solved: Json, mangle: object) -> None:
    assert callable(mangle)
    mangle(solved)
    made = sources(mended(sample, solved))
    assert (made["double"], made["Counter"]) == (DOUBLE, COUNTER)
    assert list(made) == list(sources(sample.released()) | {}) or mangle is merged


def test_what_is_the_students_own_stays_and_so_do_pictures(sample: Sample, solved: Json) -> None:
    solved["cells"].append(code_cell("mine = 1"))
    cell_of(solved, "why")["source"] = "see ![p](attachment:p.png)"
    cell_of(solved, "why")["attachments"] = {"p.png": {"image/png": "iVBO"}}
    made = mended(sample, solved)
    assert made["cells"][-3]["source"] == "mine = 1"
    assert cell_of({"cells": [c for c in made["cells"] if c["metadata"]]}, "why")["attachments"] == {
        "p.png": {"image/png": "iVBO"}
    }


def test_the_command_writes_a_copy_beside_the_notebook_and_says_what_it_did(sample: Sample, solved: Json) -> None:
    path = sample.root / "n.ipynb"
    without_metadata(solved)
    path.write_text(notebook_text(solved), encoding="utf-8")
    before = path.read_bytes()
    run = CliRunner().invoke(cli, ["--course", str(sample.root), "repair", str(path), "--assignment", "01_count"])
    assert run.exit_code == 0, run.output
    assert "written: " in run.output
    assert "repaired: 'double' (known by its cell id)" in run.output
    assert "`autograder repair`" not in run.output
    assert path.read_bytes() == before
    assert Path(sample.root / "n-repaired.ipynb").is_file()
