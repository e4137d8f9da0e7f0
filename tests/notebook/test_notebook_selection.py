"""Cells are taken by grade id: what runs, in which order, and what is noted."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notebook_sample import NOTEBOOK, REFERENCE, Json, Sample, cell_of, code_cell, read

from autograder.model import ENGLISH, KOREAN, Attachment, Language, ShownCell
from autograder.notebook.filling import fill, solution_sources
from autograder.notebook.magics import plain_python
from autograder.notebook.selection import NOTHING_WRITTEN, Cell, Selection, select_cells

DOUBLE = "def double(x):\n    return 2 * x"
COUNTER = "class Counter:\n    count = 0"


@pytest.fixture
def solved(sample: Sample) -> Json:
    """The released notebook with both exercises solved."""
    return fill(sample.released(), {"double": DOUBLE, "Counter": COUNTER})


def select(sample: Sample, notebook: Json) -> Selection:
    return select_cells(read(notebook), sample.contract)


def ids(selection: Selection) -> list[str]:
    return [cell.id for cell in selection.cells]


def without(notebook: Json, *grade_ids: str) -> Json:
    kept = [cell for cell in notebook["cells"] if cell["metadata"]["nbgrader"]["grade_id"] not in grade_ids]
    return notebook | {"cells": kept}


def test_given_and_solution_cells_run_and_nothing_else(sample: Sample, solved: Json) -> None:
    selection = select(sample, solved)
    assert selection.cells == (
        Cell("code-1", 'import numpy as np\n\nUNIT = "pieces"'),
        Cell("double", DOUBLE, ("double",)),
        Cell("Counter", COUNTER, ("Counter",)),
    )
    assert [cell.id for cell in selection.public_cells] == ["test-double", "test-Counter"]
    assert selection.notes == ()
    assert selection.missing == frozenset()
    assert selection.untouched == {"why"}
    assert selection.positions == {"code-1": 2, "double": 4, "Counter": 7}


def test_the_released_notebook_is_all_untouched_in_either_language(sample: Sample) -> None:
    for language in (ENGLISH, KOREAN):
        selection = select(sample, sample.released(language))
        assert selection.untouched == {"double", "Counter", "why"}
        assert selection.language is language
        assert selection.notes == (NOTHING_WRITTEN,)


@pytest.mark.parametrize("written", ["x = 3", "# I could not do it"])
def test_a_notebook_with_anything_written_in_it_is_not_called_empty(sample: Sample, written: str) -> None:
    notebook = sample.released()
    notebook["cells"].insert(4, code_cell(written))
    assert NOTHING_WRITTEN not in select(sample, notebook).notes
    notebook = sample.released()
    cell_of(notebook, "why")["source"] += written
    assert NOTHING_WRITTEN not in select(sample, notebook).notes


def test_a_released_notebook_that_lost_cells_and_metadata_is_still_as_it_was_released(sample: Sample) -> None:
    notebook = without(sample.released(), "double", "text-1")
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    assert NOTHING_WRITTEN in select(sample, notebook).notes


def test_the_instructors_cells_come_in_the_language_of_the_notebook(sample: Sample) -> None:
    selection = select(sample, sample.released(KOREAN))
    assert selection.cells[0].source.endswith('UNIT = "개"')
    assert "2의 두 배" in selection.public_cells[0].source


def test_cells_are_found_wherever_they_stand_and_run_in_the_students_order(sample: Sample, solved: Json) -> None:
    moved = solved | {"cells": [*solved["cells"][:2], *reversed(solved["cells"][2:])]}
    assert ids(select(sample, moved)) == ["code-1", "Counter", "double"]


def test_the_students_own_cells_run_where_they_stand(sample: Sample, solved: Json) -> None:
    solved["cells"].insert(3, code_cell("helper = 1"))
    solved["cells"].append(code_cell("print(helper)"))
    selection = select(sample, solved)
    assert ids(selection) == ["code-1", "cell-4", "double", "Counter", "cell-11"]
    assert selection.cells[1] == Cell("cell-4", "helper = 1")
    assert selection.notes == ()


def test_empty_and_markdown_cells_of_the_student_do_not_run(sample: Sample, solved: Json) -> None:
    solved["cells"] += [code_cell(" \n"), {"cell_type": "markdown", "metadata": {}, "source": "x"}]
    assert ids(select(sample, solved)) == ["code-1", "double", "Counter"]


def test_a_changed_given_cell_runs_as_the_instructor_wrote_it_and_is_noted(sample: Sample, solved: Json) -> None:
    cell_of(solved, "code-1")["source"] = "import evil"
    selection = select(sample, solved)
    assert selection.cells[0].source == 'import numpy as np\n\nUNIT = "pieces"'
    assert selection.notes == ("cell 'code-1' was changed by the student",)


def test_a_changed_check_is_noted_and_the_instructors_is_used(sample: Sample, solved: Json) -> None:
    cell_of(solved, "test-double")["source"] = "assert True"
    selection = select(sample, solved)
    assert selection.public_cells[0].source.startswith("assert double(2) == 4")
    assert selection.notes == ("cell 'test-double' was changed by the student",)


def test_blanks_at_line_ends_are_no_change(sample: Sample, solved: Json) -> None:
    cell_of(solved, "code-1")["source"] = 'import numpy as np \r\n\r\nUNIT = "pieces"\r\n'
    assert select(sample, solved).notes == ()


def test_a_deleted_given_cell_comes_back_at_its_place(sample: Sample, solved: Json) -> None:
    selection = select(sample, without(solved, "code-1"))
    assert ids(selection) == ["code-1", "double", "Counter"]
    assert selection.notes == ("cell 'code-1' is missing: the instructor's version is used",)


def test_a_deleted_given_cell_comes_back_before_the_cells_that_followed_it(sample: Sample, solved: Json) -> None:
    bare = without(solved, "code-1", "text-1", "text-2")
    bare["cells"].insert(0, code_cell("first = 1"))
    assert ids(select(sample, bare)) == ["code-1", "cell-1", "double", "Counter"]


def test_a_missing_solution_cell_costs_its_exercise_only(sample: Sample, solved: Json) -> None:
    selection = select(sample, without(solved, "double"))
    assert selection.missing == {"double"}
    assert ids(selection) == ["code-1", "Counter"]
    assert selection.notes == ("cell 'double' is missing: its exercise earns nothing",)


def test_a_missing_check_costs_nothing(sample: Sample, solved: Json) -> None:
    selection = select(sample, without(solved, "test-double"))
    assert [cell.id for cell in selection.public_cells] == ["test-double", "test-Counter"]
    assert selection.notes == ("cell 'test-double' is missing: the instructor's version is used",)


def test_a_renamed_solution_cell_is_found_by_the_name_that_it_defines(sample: Sample, solved: Json) -> None:
    cell_of(solved, "double")["metadata"]["nbgrader"]["grade_id"] = "dubble"
    selection = select(sample, solved)
    assert selection.missing == frozenset()
    assert selection.cells[1] == Cell("double", DOUBLE, ("double",))
    assert selection.notes == ("repaired: 'double' (known by its cell id); `autograder repair` writes a clean copy",)


def test_a_solution_cell_that_became_text_runs_as_the_code_that_it_is(sample: Sample, solved: Json) -> None:
    for kind in ("markdown", "raw"):
        cell_of(solved, "double")["cell_type"] = kind
        selection = select(sample, solved)
        assert selection.missing == frozenset()
        assert selection.cells[1] == Cell("double", DOUBLE, ("double",))
        assert selection.notes == (
            f"repaired: 'double' (cell 4 had become a {kind} cell: to turn it back, click into it and press Esc, then Y); "
            "`autograder repair` writes a clean copy",
        )


@pytest.mark.parametrize("own", ["from math import exp as double", "double = 3", "def double(x):\n    return 0"])
def test_an_answer_that_became_text_counts_where_it_stands_as_under_nbgrader(
    sample: Sample, solved: Json, own: str
) -> None:
    cell_of(solved, "double")["cell_type"] = "markdown"
    at = solved["cells"].index(cell_of(solved, "double"))
    solved["cells"].insert(at, code_cell(own))
    selection = select(sample, solved)
    assert next(cell.source for cell in selection.cells if cell.exercises == ("double",)) == DOUBLE
    assert [cell.source for cell in selection.cells if not cell.exercises][-1] == own
    solved["cells"].insert(at + 2, code_cell("def double(x):\n    return x + x"))  # written anew below it
    selection = select(sample, solved)
    assert "x + x" in next(cell.source for cell in selection.cells if cell.exercises == ("double",))


@pytest.mark.parametrize(
    "written",
    [
        f"My answer:\n\n```python\n{DOUBLE}\n```\nIt doubles.", f"```\nimport math\n```\nand\n~~~py\n{DOUBLE}\n~~~",
        "My answer:\n\n    def double(x):\n        return 2 * x\n\nIt doubles.",
        f"  ````\n# ```\n{DOUBLE}\n````\nIt's so.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_among_words_of_a_text_cell_counts_and_no_word_is_lost(
    sample: Sample, solved: Json, kind: str, written: str
) -> None:
    cell_of(solved, "double").update(cell_type=kind, source=written)
    selection = select(sample, solved)
    code = next(cell.source for cell in selection.cells if cell.exercises == ("double",))
    names: dict[str, Any] = {}
    exec(code, names)
    assert names["double"](2) == 4
    assert code.count("\n") == written.count("\n")
    assert all(word in code for word in written.split() if word.isalpha())
    assert len(selection.notes) == 1


def test_a_solution_cell_that_became_text_without_an_answer_says_how_to_turn_it_back(
    sample: Sample, solved: Json
) -> None:
    cell_of(solved, "double").update(cell_type="markdown", source="I will write `double` later")
    selection = select(sample, solved)
    assert selection.missing == {"double"}
    assert selection.notes == (
        "cell 'double' is now a markdown cell and holds no answer: its exercise earns nothing; "
        "to turn it back, click into it and press Esc, then Y",
    )


def test_a_text_cell_that_became_code_does_not_run(sample: Sample, solved: Json) -> None:
    cell_of(solved, "text-1").update(cell_type="code", source="evil = 1")
    selection = select(sample, solved)
    assert ids(selection) == ["code-1", "double", "Counter"]
    assert selection.notes == ("1 text or demo cell was changed or deleted by the student",)


def test_of_doubled_solution_cells_the_last_changed_one_counts_and_the_others_run_too(
    sample: Sample, solved: Json
) -> None:
    stub = sample.released()["cells"][3]
    solved["cells"].insert(4, code_cell("def double(x):\n    return x + x", "double"))
    solved["cells"].insert(5, copy.deepcopy(stub))
    selection = select(sample, solved)
    assert selection.cells[1:3] == (
        Cell("cell-4", DOUBLE),
        Cell("double", "def double(x):\n    return x + x", ("double",)),
    )
    assert ids(selection) == ["code-1", "cell-4", "double", "Counter"]
    assert selection.notes == ("cell 'double' is there 3 times: cell 5 counts",)
    assert "double" not in selection.untouched


def test_of_doubled_stubs_one_runs(sample: Sample) -> None:
    notebook = sample.released()
    notebook["cells"].insert(4, copy.deepcopy(notebook["cells"][3]))
    selection = select(sample, notebook)
    assert ids(selection) == ["code-1", "double", "Counter"]
    assert "double" in selection.untouched


def test_a_doubled_given_cell_runs_once(sample: Sample, solved: Json) -> None:
    solved["cells"].append(copy.deepcopy(cell_of(solved, "code-1")))
    assert ids(select(sample, solved)) == ["code-1", "double", "Counter"]


def test_a_copy_of_a_given_cell_that_was_changed_is_the_students_own(sample: Sample, solved: Json) -> None:
    solved["cells"].append(code_cell("np = None", "code-1"))
    assert ids(select(sample, solved)) == ["code-1", "double", "Counter", "cell-10"]


def test_a_manual_answer_that_may_stand_elsewhere_is_not_said_to_earn_nothing(sample: Sample, solved: Json) -> None:
    notebook = without(solved, "why")
    assert select(sample, notebook).notes == ("cell 'why' is missing: its exercise earns nothing",)
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "Because of the sum."})
    assert select(sample, notebook).notes == ("cell 'why' is missing: does the answer stand in another cell?",)


@pytest.mark.parametrize("tag", ['<img src="{}">', "<IMG alt='a' src='{}' width=300/>", "before <img width='3' src=\"{}\"> after"])
def test_a_picture_that_was_pasted_as_html_reaches_the_teacher(sample: Sample, solved: Json, tag: str) -> None:
    cell_of(solved, "why")["source"] = tag.format("data:image/png;base64,aGVsbG8=")
    shown = next(cell for cell in select(sample, solved).shown if cell.grade_id == "why")
    assert shown.pictures == (Attachment("data-1", "image/png", "aGVsbG8="),)
    assert "![](attachment:data-1)" in shown.source
    assert "base64" not in shown.source


def test_a_missing_manual_answer_is_missing(sample: Sample, solved: Json) -> None:
    selection = select(sample, without(solved, "why"))
    assert selection.missing == {"why"}
    assert selection.untouched == frozenset()


def test_changed_and_deleted_texts_are_one_note(sample: Sample, solved: Json) -> None:
    cell_of(solved, "text-1")["source"] = "mine"
    assert select(sample, without(solved, "demo-1")).notes == (
        "2 text or demo cells were changed or deleted by the student",
    )


def test_magics_are_taken_out_and_shell_lines_noted(sample: Sample, solved: Json) -> None:
    cell_of(solved, "double")["source"] = f"%matplotlib inline\n!ls\n{DOUBLE}"
    selection = select(sample, solved)
    assert selection.cells[1].source == f"# %matplotlib inline\n# !ls\n{DOUBLE}"
    assert selection.notes == ("cell 'double', line 2: '!ls' is not run: no other program runs when graded",)


def test_another_assignments_notebook_is_one_note(sample: Sample) -> None:
    selection = select(sample, {"cells": [code_cell("x = 1")], "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    assert selection.notes == ("no exercise of 01_count is in the notebook: is it another assignment's?",)
    assert selection.missing == {"double", "Counter", "why"}
    assert ids(selection) == ["code-1", "cell-1"]
    other = [
        cell | {"metadata": {"nbgrader": nbgrader | {"grade_id": nbgrader["grade_id"].replace("double", "treble")}}, "id": f"o{at}"}
        for at, cell in enumerate(sample.released()["cells"])
        if (nbgrader := cell["metadata"]["nbgrader"])["grade_id"].startswith(("text-", "code-", "double", "test-double"))
    ]
    other[-1]["source"] = "assert treble(1) == 3"
    for cell in other:
        cell["source"] = cell["source"].replace("double", "treble")
    notebook = {"cells": other, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    assert select(sample, notebook).notes[0].startswith("no exercise of 01_count is in the notebook")


def test_notes_are_capped(sample: Sample, solved: Json) -> None:
    solved["cells"] += [code_cell("!ls") for _ in range(60)]
    assert len(select(sample, solved).notes) == 51
    assert select(sample, solved).notes[-1] == "and 10 more notes"


def test_without_the_reference_nbgraders_checksum_tells_an_untouched_cell(sample: Sample) -> None:
    from nbformat import from_dict
    from nbgrader.utils import compute_checksum

    notebook = sample.released()
    cell_of(notebook, "Counter")["source"] = COUNTER
    for grade_id in ("double", "Counter"):
        cell = cell_of(sample.released(), grade_id)
        cell_of(notebook, grade_id)["metadata"]["nbgrader"]["checksum"] = compute_checksum(from_dict(cell))
    shutil.rmtree(sample.root / "solutions")
    selection = select(sample, notebook)
    assert selection.untouched == {"double", "why"}
    assert selection.missing == frozenset()


def test_cells_of_an_earlier_release_are_not_called_changed(sample: Sample) -> None:
    from nbformat import from_dict
    from nbgrader.utils import compute_checksum

    notebook = sample.released()
    for cell in notebook["cells"]:
        cell["metadata"]["nbgrader"]["checksum"] = compute_checksum(from_dict(cell))
    cell_of(notebook, "test-Counter")["source"] = "pass"
    sample.write("assignments/01_count/notebook.py", NOTEBOOK.replace("Twice", "Two times").replace("== 4", "== 2 * 2"))
    sample.write("solutions/01_count/reference.py", REFERENCE.replace("Twice x.", "Two times x."))
    selection = select(sample, notebook)
    assert selection.notes == (
        NOTHING_WRITTEN,
        "cell 'test-Counter' was changed by the student",
        "2 locked cells are of an earlier release: the present version counts",
    )
    assert selection.untouched == {"double", "Counter", "why"}
    assert "2 * 2" in selection.public_cells[0].source


def test_the_notes_on_a_mangled_notebook_are_the_golden_ones(
    sample: Sample, solved: Json, golden: Callable[[str, str], None]
) -> None:
    cell_of(solved, "code-1")["source"] = "import evil"
    cell_of(solved, "double")["source"] = f"%time x = 1\n?double\n%cd ..\n{DOUBLE}"
    cell_of(solved, "test-Counter")["cell_type"] = "raw"
    cell_of(solved, "text-1")["source"] = ""
    solved["cells"].append(code_cell("files = !ls", "unheard\u00e9"))
    selection = select(sample, without(solved, "Counter"))
    golden("mangled.txt", "\n".join([*selection.notes, "", *(f"[{c.id}]\n{c.source}" for c in selection.cells)]) + "\n")


def test_a_solution_put_into_the_released_notebook_comes_out_the_same(sample: Sample) -> None:
    solutions = {name: source for name, source in solution_sources(REFERENCE).items() if name in ("double", "Counter")}
    for language in (ENGLISH, KOREAN):
        selection = select(sample, fill(sample.released(language), solutions))
        assert {cell.id: cell.source for cell in selection.cells if cell.exercises} == solutions


bodies = st.text(st.characters(codec="utf-8", exclude_characters="%!?\r", exclude_categories=["Cs"]), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(double=bodies, counter=bodies, language=st.sampled_from([ENGLISH, KOREAN]))
def test_whatever_is_put_into_solution_cells_comes_out_the_same(
    sample: Sample, double: str, counter: str, language: Language
) -> None:
    selection = select(sample, fill(sample.released(language), {"double": double, "Counter": counter}))
    assert {cell.id: cell.source for cell in selection.cells if cell.exercises} == {
        "double": plain_python(double)[0],
        "Counter": plain_python(counter)[0],
    }
    assert {cell.ran: cell.source for cell in selection.shown if cell.ran in ("double", "Counter")} == {
        "double": double,
        "Counter": counter,
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(data=st.data())
def test_whatever_happens_to_the_cells_ids_are_unique_and_given_cells_run_once(sample: Sample, data: Any) -> None:
    notebook = sample.released()
    pool = [*notebook["cells"], code_cell("a = 1"), code_cell("b = 2", "odd"), code_cell(DOUBLE, "double")]
    picked = data.draw(st.lists(st.sampled_from(pool), max_size=14))
    selection = select(sample, notebook | {"cells": copy.deepcopy(picked)})
    assert len(set(ids(selection))) == len(selection.cells)
    assert ids(selection).count("code-1") == 1
    present = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in picked}
    assert selection.missing == {"double", "Counter", "why"} - present
    assert set(ids(selection)) >= {"double", "Counter"} & present


def manual(selection: Selection) -> ShownCell:
    return next(cell for cell in selection.shown if cell.grade_id == "why")


def test_every_word_and_picture_of_a_manual_answer_is_shown(sample: Sample, solved: Json) -> None:
    own = cell_of(solved, "why")
    own.update(source="FIRST ![p](attachment:p.png)", attachments={"p.png": {"image/png": "AAAA"}})
    for kind, source in (("markdown", "SECOND"), ("code", "THIRD = 1"), ("raw", "FOURTH ``` x")):
        solved["cells"].append(copy.deepcopy(own) | {"cell_type": kind, "source": source, "attachments": {}})
    solved["cells"].append({"cell_type": "raw", "metadata": {}, "source": "FIFTH"})
    selection = select(sample, solved)
    shown = manual(selection)
    assert shown.source == ("FIRST ![p](attachment:p.png)\n\nSECOND\n\n```\nTHIRD = 1\n```\n\n````\nFOURTH ``` x\n````")
    assert [picture.name for picture in shown.pictures] == ["p.png"]
    assert selection.shown[-1].source == "FIFTH"
    assert "THIRD = 1" not in [cell.source for cell in selection.cells]


def drawing(data: str = "AAAA", mime: str = "image/png") -> Json:
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "<Figure>", mime: data}}
    return code_cell("plt.plot([1, 2])") | {"outputs": [{"output_type": "stream", "text": "x"}, output]}


def test_a_picture_that_only_the_code_of_a_manual_answer_drew_is_shown(sample: Sample, solved: Json) -> None:
    own = cell_of(solved, "why")
    at = solved["cells"].index(own)
    solved["cells"].insert(0, drawing("FARAWAY"))
    solved["cells"][at + 1] = own | drawing() | {"metadata": own["metadata"], "id": own["id"]}
    solved["cells"][at + 2 : at + 2] = [drawing("BBBB", "image/svg+xml"), drawing("CCCC", "image/jpeg")]
    assert manual(select(sample, solved)).pictures == (
        Attachment(f"cell-{at + 2}-output-2", "image/png", "AAAA"),
        Attachment(f"cell-{at + 3}-output-2", "image/svg+xml", "BBBB"),
        Attachment(f"cell-{at + 4}-output-2", "image/jpeg", "CCCC"),
    )
    del solved["cells"][at + 1]  # then its words are gone, and the pictures are not
    assert [picture.data for picture in manual(select(sample, solved)).pictures] == ["BBBB", "CCCC"]


def test_a_picture_inside_the_text_of_an_answer_is_shown(sample: Sample, solved: Json) -> None:
    cell_of(solved, "why")["source"] = "see ![p](data:image/png;base64,iVBORw0=) there"
    shown = manual(select(sample, solved))
    assert shown.source == "see ![p](attachment:data-1) there"
    assert shown.pictures == (Attachment("data-1", "image/png", "iVBORw0="),)


def test_a_manual_answer_without_its_ids_is_known_by_its_question(sample: Sample, solved: Json) -> None:
    cell = cell_of(solved, "why")
    cell.update(metadata={}, id="x", source=cell["source"].replace("YOUR ANSWER HERE", "Because."))
    selection = select(sample, solved)
    assert manual(selection).source.endswith("Because.")
    assert "why" not in selection.missing | selection.untouched


STUB = 'def double(x):\n    """Twice x."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'


@pytest.mark.parametrize(
    ("above", "own", "below", "home"),
    [
        ("", DOUBLE, "double = 0.1", DOUBLE),
        ("", DOUBLE, "double = double(3)", DOUBLE),
        ("", DOUBLE, "double = np.vectorize(double)", "double = np.vectorize(double)"),
        ("", DOUBLE, "def double(x):\n    return x + x", "def double(x):\n    return x + x"),
        ("", DOUBLE, "def double(x):\n    pass", DOUBLE),
        (DOUBLE, STUB, "", DOUBLE),
        ("", STUB, DOUBLE, DOUBLE),
        ("", "# nothing here", DOUBLE, DOUBLE),
        ("", "def double(x:", DOUBLE, DOUBLE),
        ("", "double = lambda x: 2 * x", "x = double(2)", "double = lambda x: 2 * x"),
        (DOUBLE, "def doubled(x):\n    return 3", "", DOUBLE),
        ("", "if True:\n    def double(x):\n        return 1", "", "if True:\n    def double(x):\n        return 1"),
        ("", "def double(x):", "    return 2 * x", "def double(x):\n    return 2 * x"),
        ("@staticmethod", DOUBLE, "", f"@staticmethod\n{DOUBLE}"),
    ],
)
def test_what_the_checks_of_an_exercise_would_see_is_what_counts(
    sample: Sample, solved: Json, above: str, own: str, below: str, home: str
) -> None:
    cell = cell_of(solved, "double")
    at = solved["cells"].index(cell)
    cell["source"] = own
    solved["cells"][at + 1 : at + 1] = [code_cell(below)] if below else []
    solved["cells"][at:at] = [code_cell(above)] if above else []
    selection = select(sample, solved)
    assert [cell.source for cell in selection.cells if "double" in cell.exercises] == [home]
    assert len([note for note in selection.notes if note.startswith("repaired")]) <= 1


def test_a_function_cut_between_two_of_its_statements_is_one_again(sample: Sample, solved: Json) -> None:
    at = solved["cells"].index(cell_of(solved, "double"))
    solved["cells"][at]["source"] = "def double(x):\n    y = x + x"
    solved["cells"].insert(at + 1, code_cell("    z = y\n    return z"))
    counts = {cell.id: cell.source for cell in select(sample, solved).cells}
    assert counts["double"] == "def double(x):\n    y = x + x\n    z = y\n    return z"
    solved["cells"][at + 1]["source"] = "    helper = 3"  # which IPython runs as it is: a cell of its own
    assert {cell.id: cell.source for cell in select(sample, solved).cells}["double"] == "def double(x):\n    y = x + x"


def test_nothing_of_the_instructors_becomes_an_answer(sample: Sample, solved: Json) -> None:
    cell_of(solved, "double")["source"] = ""
    cell_of(solved, "test-double")["source"] = DOUBLE
    cell_of(solved, "code-1")["source"] = DOUBLE
    selection = select(sample, solved)
    assert DOUBLE not in [cell.source for cell in selection.cells]


def test_an_answer_written_below_its_untouched_cell_is_for_a_person_to_see(sample: Sample) -> None:
    notebook = sample.released(ENGLISH)
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "Because of the sum."})
    assert "why" not in select(sample, notebook).untouched


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("code", "# " + "double " * 60_000), ("code", "# " + "import double " * 30_000), ("markdown", "double " * 60_000),
        ("code", "'" * 400_000), ("code", "double, " * 40_000 + "= !ls"), ("markdown", "```\n" * 100_000),
    ],
    ids=["names", "imports", "words", "quotes", "targets", "fences"],
)  # fmt: skip
def test_a_long_line_is_read_once_and_costs_nobody_anything(sample: Sample, solved: Json, kind: str, line: str) -> None:
    """Read once for each word in it, each of these would take minutes."""
    before = select(sample, solved).cells
    solved["cells"].append({**code_cell(line), "cell_type": kind})
    assert select(sample, solved).cells[: len(before)] == before


def test_a_name_that_every_cell_defines_is_looked_for_in_each_cell_once(sample: Sample, solved: Json) -> None:
    cells = [code_cell(f"{DOUBLE}\n{COUNTER}\n" + "y = [1, 2, 3]\n" * 20) for _ in range(300)]
    solved["cells"] += cells
    selection = select(sample, solved)
    assert [cell.source for cell in selection.cells if cell.exercises] == [DOUBLE, COUNTER]
