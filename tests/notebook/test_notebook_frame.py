"""What is around an assignment's cells in a released notebook: its head, the cell that looks before handing in, its contract."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from notebook_sample import NOTEBOOK, REFERENCE, Json, Sample, cell_of, read

from autograder.errors import NotebookError, UserError
from autograder.model import ENGLISH, KOREAN, Language
from autograder.notebook.carried import KEY, contract_of
from autograder.notebook.docstrings import check_docstrings
from autograder.notebook.filling import fill, solution_sources
from autograder.notebook.frame import closing_source, head_source
from autograder.notebook.selection import NOTHING_WRITTEN, select_cells
from autograder.release import release

# ---------------------------------------------------------------- the head


def test_the_head_says_points_due_date_lateness_and_limits(sample: Sample) -> None:
    sample.write(
        "assignments/01_count/assignment.toml",
        (sample.root / "assignments/01_count/assignment.toml").read_text().replace(
            "[points]", "due = 2027-03-19T23:59:00\n[limits]\ncall_s = 5\n[points]", 1
        ),
    )
    with (sample.root / "course.toml").open("a") as file:
        file.write("[late]\ngrace_minutes = 10\nper_day = 0.1\nat_most = 0.5\n")
    english, korean = (head_source(sample.course, sample.assignment, language) for language in (ENGLISH, KOREAN))
    assert english == (
        "**7.5 points (4 of them graded by a person) · due 2027-03-19 23:59 (Asia/Seoul)**\n"
        "\n"
        "- **Handing in.** Save the notebook and hand in `01_count.ipynb` itself, under this name and with all its cells. "
        "The last cell says beforehand what would be lost.\n"
        "- **Late.** Each day begun after that takes 10 % off the score, 50 % at most; 10 minutes late cost nothing.\n"
        "- **When it is graded**, all cells together may use 20 s of processor time, one call of a function 5 s "
        "and the whole notebook 120 s; it may use 512 MiB of memory."
    )
    assert korean.startswith("**배점 7.5점 (이 중 4점은 사람이 채점) · 마감 2027-03-19 23:59 (Asia/Seoul)**\n")
    assert "하루가 시작될 때마다 점수의 10%가 감점" in korean


def test_without_a_due_date_nothing_is_said_about_being_late(sample: Sample) -> None:
    head = head_source(sample.course, sample.assignment, ENGLISH)
    assert head.startswith("**7.5 points (4 of them graded by a person)**\n")
    assert "Late" not in head


# ---------------------------------------------------------------- the last cell, as a student runs it


class Session:
    """A real IPython session that runs a notebook's cells from top to bottom, going on after errors."""

    def __init__(self, shell: object, capsys: pytest.CaptureFixture[str]) -> None:
        self.shell, self.capsys = shell, capsys

    def run_all(self, notebook: Json) -> str:
        """What the last cell printed."""
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                self.capsys.readouterr()
                self.shell.run_cell(cell["source"], store_history=True)  # type: ignore[attr-defined]
        return self.capsys.readouterr().out


@pytest.fixture
def session(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Session]:
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    shell = InteractiveShell()
    shell.history_manager.enabled = False
    yield Session(shell, capsys)
    shell.history_manager.end_session()


def saved(monkeypatch: pytest.MonkeyPatch, folder: Path, notebook: Json) -> Path:
    """Save the notebook where Jupyter tells its kernel."""
    path = folder / "01_count.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    return path


def without_time(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if line and not line.startswith("What follows was read from the file")]


def student_cell(source: str) -> Json:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def solved_notebook(sample: Sample) -> Json:
    notebook = fill(sample.framed(), {name: solution_sources(REFERENCE)[name] for name in ("double", "Counter")})
    cell_of(notebook, "why")["source"] += "\n\nBecause."
    return notebook


def test_a_solved_notebook_passes_and_nothing_would_be_lost(
    sample: Sample, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notebook = solved_notebook(sample)
    saved(monkeypatch, tmp_path, notebook)
    printed = session.run_all(notebook)
    assert "What follows was read from the file 01_count.ipynb as it was saved at " in printed
    assert without_time(printed) == [
        "2 of 2 pass: the exercises whose visible checks hold.",
        "Graded by a person: why",
        "Nothing would be lost.",
    ]


def test_an_unsolved_notebook_runs_to_its_end_and_says_what_is_open(
    sample: Sample, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notebook = fill(sample.framed(), {"double": solution_sources(REFERENCE)["double"]})
    saved(monkeypatch, tmp_path, notebook)
    assert without_time(session.run_all(notebook)) == [
        "1 of 2 pass: the exercises whose visible checks hold.",
        "Not yet: Counter",
        "Graded by a person: why",
        "- Not solved yet: Counter, why",
    ]


def test_everything_that_would_be_lost_is_named_with_its_cell(
    sample: Sample, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notebook = solved_notebook(sample)
    notebook["cells"].remove(cell_of(notebook, "test-double"))
    cell_of(notebook, "code-1")["source"] += "\nUNIT = 'mine'"
    own = [
        "for double in range(3):\n    pass",
        "from math import *\nfrom os import path as Counter",
        "import helper, json\nimport numpy.linalg",
        "name = 3 if False else 'x'\nif name == 'y':\n    input('?')",
        "def broken(:",
        "!echo hello",
        "import os\nos.system('pip install x')",
        "%time total = 1\n[double for double in range(3)]\ndef f(double):\n    double = 1",
    ]
    notebook["cells"][-2:-2] = [student_cell(source) for source in own]
    saved(monkeypatch, tmp_path, notebook)
    lines = without_time(session.run_all(notebook))
    assert lines[0] == "0 of 2 pass: the exercises whose visible checks hold."  # both names mean other things now
    assert lines[3:] == [
        "- The given cell 3 (`import numpy as np`) was changed; your change does not count.",
        "- The cell test-double is missing. Copy it from a fresh copy of the notebook.",
        "- double is the name of an exercise and is given another value in cell 10 (`for double in range(3):`). "
        "Take another name there.",
        "- Counter is the name of an exercise and is given another value in cell 11 (`from math import *`). "
        "Take another name there.",
        "- helper, which cell 12 (`import helper, json`) imports, is not there when the notebook is graded; there are "
        "Python's own modules and numpy.",
        "- input() in cell 13 (`name = 3 if False else 'x'`): nobody is there to type when the notebook is graded.",
        "- Python cannot read cell 14 (`def broken(:`); nothing in it counts.",
        "- A line of cell 15 (`!echo hello`) is for the shell; it does not run when the notebook is graded.",
        "- A line of cell 16 (`import os`) is for the shell; it does not run when the notebook is graded.",
    ]


@pytest.mark.parametrize("there", [True, False])
def test_a_module_that_a_cell_writes_is_there(
    there: bool, sample: Sample, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notebook = solved_notebook(sample)
    notebook["cells"][-2:-2] = [student_cell("%%writefile own_one.py\nx = 1"), student_cell("import own_one")]
    if there:
        saved(monkeypatch, tmp_path, notebook)
    monkeypatch.chdir(tmp_path)
    assert not [line for line in session.run_all(notebook) if "own_one" in line and line.startswith("- ")]


def test_where_no_file_is_known_it_looks_at_what_was_run_and_says_so(sample: Sample, session: Session) -> None:
    notebook = solved_notebook(sample)
    notebook["cells"][-2:-2] = [student_cell("import helper"), student_cell("double = 4")]
    lines = without_time(session.run_all(notebook))
    assert lines[0] == "1 of 2 pass: the exercises whose visible checks hold."
    assert lines[3].startswith("The saved file cannot be found from here, so what follows is about the cells that you have run")
    assert [line for line in lines if line.startswith("- ")] == [
        "- helper, which cell 7 (`import helper`) imports, is not there when the notebook is graded; there are Python's own "
        "modules and numpy.",
        "- double is the name of an exercise and is given another value in cell 8 (`double = 4`). Take another name there.",
    ]


def test_an_exercise_written_anew_counts_only_once_its_checks_were_run_again(sample: Sample, session: Session) -> None:
    notebook = solved_notebook(sample)
    session.run_all(notebook)
    session.run_all({"cells": [student_cell("def double(x):\n    return 0")]})
    assert "1 of 2 pass" in session.run_all({"cells": notebook["cells"][-1:]})


def test_it_does_nothing_when_graded(
    sample: Sample, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notebook = solved_notebook(sample)
    saved(monkeypatch, tmp_path, notebook)
    with monkeypatch.context() as graded:
        graded.setenv("NBGRADER_EXECUTION", "autograde")
        assert session.run_all(notebook) == ""
    exec(closing_source(sample.contract, ENGLISH), {})  # nor where there is no IPython at all
    assert select_cells(read(notebook), sample.contract).cells == select_cells(
        read(notebook | {"cells": notebook["cells"][:-2]}), sample.contract
    ).cells


@pytest.mark.parametrize("language", [ENGLISH, KOREAN])
@pytest.mark.parametrize("lost", [False, True])
def test_the_frame_is_no_answer(sample: Sample, language: Language, lost: bool) -> None:
    """A manual answer that was never touched waits for nobody; the platform's own cells are nothing to look through."""
    path = sample.root / "assignments/01_count/assignment.toml"
    path.write_text(path.read_text().replace("[points]", "due = 2027-03-19T23:59:00\n[late]\ncutoff = 2027-03-21T00:00:00\n[points]", 1))
    notebook = sample.framed(language)
    for cell in notebook["cells"]:
        if lost:
            cell.pop("id", None)
            cell["metadata"] = {}
    selection = select_cells(read(notebook), sample.contract)
    assert selection.untouched == {"double", "Counter", "why"}
    assert selection.notes == (NOTHING_WRITTEN,) or (lost and selection.notes[0] == NOTHING_WRITTEN)
    head = next(cell for cell in notebook["cells"] if "01_count.ipynb" in cell["source"] and cell["cell_type"] == "markdown")
    head["source"] = head["source"].replace(" s of processor time", " seconds of processor time")  # as it was once worded
    assert "why" in select_cells(read(notebook), sample.contract).untouched
    head["source"] += "\nWhy: because."
    assert "why" not in select_cells(read(notebook), sample.contract).untouched


def test_what_a_student_writes_into_the_last_cell_still_runs(sample: Sample) -> None:
    notebook = solved_notebook(sample)
    notebook["cells"][-1]["source"] += "\nextra = 1"
    assert select_cells(read(notebook), sample.contract).cells[-1].source.endswith("extra = 1")


# ---------------------------------------------------------------- the contract in the notebook


@pytest.mark.parametrize("language", [ENGLISH, KOREAN])
def test_the_contract_that_a_notebook_carries_selects_what_the_courses_own_does(sample: Sample, language: Language) -> None:
    notebook = sample.framed(language)
    alone = contract_of(notebook["metadata"], "n.ipynb")
    by_course, by_itself = (select_cells(read(notebook), plan) for plan in (sample.contract, alone))
    assert by_itself.cells == by_course.cells
    assert by_itself.public_cells == by_course.public_cells
    assert by_itself.untouched == by_course.untouched
    assert by_itself.notes == by_course.notes == (NOTHING_WRITTEN,)


def test_a_carried_contract_holds_no_points_dates_or_limits(sample: Sample) -> None:
    carried = sample.framed()["metadata"][KEY]
    assert set(carried) == {"schema", "assignment", "language", "cells"}
    assert {key for cell in carried["cells"] for key in cell} == {"id", "role", "exercise", "source"}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (None, "n.ipynb: a notebook that does not say which assignment it is of, expected a released one; start from"),
        ([], "n.ipynb: metadata: autograder: schema null, expected what a released notebook has (autograder/notebook/1)"),
        ({"schema": "autograder/notebook/9"}, 'n.ipynb: metadata: autograder: schema "autograder/notebook/9", expected'),
        ({"schema": "autograder/notebook/1", "assignment": 3}, "n.ipynb: metadata: autograder: no assignment, language or"),
        (
            {"schema": "autograder/notebook/1", "assignment": "a", "language": "en", "cells": []},
            "n.ipynb: metadata: autograder: 0 cells, expected",
        ),
        (
            {"schema": "autograder/notebook/1", "assignment": "a", "language": "en", "cells": [{"id": "x", "role": "boss"}]},
            "n.ipynb: metadata: autograder: a cell that is none, expected",
        ),
    ],
)
def test_a_contract_that_is_none_is_one_line(said: object, message: str) -> None:
    with pytest.raises(NotebookError) as caught:
        contract_of({} if said is None else {KEY: said}, "n.ipynb")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


# ---------------------------------------------------------------- docstrings in other languages


def test_a_korean_stub_has_korean_docstrings_and_the_same_code(sample: Sample) -> None:
    stub = cell_of(sample.released(KOREAN), "Counter")["source"]
    assert stub == (
        'class Counter:\n    """셉니다."""\n\n    def __init__(self):\n        # YOUR CODE HERE\n        raise NotImplementedError()'
        '\n\n    def add(self):\n        """하나 더합니다."""\n        # YOUR CODE HERE\n        raise NotImplementedError()'
    )


def test_a_docstring_may_have_many_lines_and_any_sign(sample: Sample) -> None:
    sample.write(
        "assignments/01_count/docstrings.ko.toml",
        "double = '''\n두 배 \\alpha.\n\nArgs:\n    x: \"수\"\n'''\nCounter = 'C:\\'\n\"Counter.add\" = '더하기 \"'\n",
    )
    sources = {name: cell_of(sample.released(KOREAN), name)["source"] for name in ("double", "Counter")}
    names: dict[str, type] = {}
    for source in sources.values():
        exec(source, names)
    assert inspect.getdoc(names["double"]) == '두 배 \\alpha.\n\nArgs:\n    x: "수"'
    assert str(names["Counter"].__doc__).strip() == "C:\\"
    assert str(names["Counter"].add.__doc__).strip() == '더하기 "'  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "assignments/01_count/docstrings.ko.toml: no such file, expected the docstrings of 3 stubs in ko"),
        ("double = 'x'\nCounter = 'y'\n", "assignments/01_count/docstrings.ko.toml: no 'Counter.add', expected its docstring in ko;"
         " translate that of solutions/01_count/reference.py"),
        ("double = 'x'\nCounter = 'y'\n'Counter.add' = 'z'\ndouble_ = 'x'\n",
         "assignments/01_count/docstrings.ko.toml: 'double_', expected a stub with a docstring; did you mean 'double'?"),
        ("double = ''\n", "assignments/01_count/docstrings.ko.toml: double: an empty text, expected a docstring"),
        ("double = 3\n", "assignments/01_count/docstrings.ko.toml: double: 3, expected a string"),
    ],
)  # fmt: skip
def test_a_missing_translation_stops_the_release_with_its_place(sample: Sample, text: str | None, message: str) -> None:
    path = sample.root / "assignments/01_count/docstrings.ko.toml"
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        release(sample.course, sample.assignment, KOREAN)
    assert str(caught.value) == message


def test_a_course_in_one_language_needs_no_file_of_docstrings(sample: Sample) -> None:
    (sample.root / "assignments/01_count/docstrings.ko.toml").unlink()
    check_docstrings(sample.assignment, ENGLISH, {}, "reference.py")
    english = NOTEBOOK.split("# %% [markdown] lang=\"ko\"")[0] + NOTEBOOK[NOTEBOOK.index("# %%\nimport numpy") :]
    sample.write("assignments/01_count/notebook.py", english.split("# %% [markdown] lang=\"ko\"")[0])
    assert sample.contract.languages == (ENGLISH,)
    assert 'Twice x.' in cell_of(sample.released(), "double")["source"]


def test_the_last_cell_of_another_version_is_nobodys_own_work_and_what_is_added_to_it_is(sample: Sample) -> None:
    for added, notes in (("", (NOTHING_WRITTEN,)), ("\nmine = 1", ())):
        notebook = sample.framed(ENGLISH)
        closing = notebook["cells"][-1]
        other = closing["source"].replace("    import ast\n", "    # another version\n").replace("Not yet", "Still to do")
        assert other != closing["source"]
        closing["source"] = other + added
        selection = select_cells(read(notebook), sample.contract)
        assert selection.notes == notes
        assert ("why" in selection.untouched) is not added
