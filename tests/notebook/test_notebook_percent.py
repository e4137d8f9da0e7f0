"""The percent format: what is read, what is refused, and that Jupytext reads it likewise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebook_sample import NOTEBOOK

from autograder.errors import CourseError
from autograder.model import ENGLISH, KOREAN
from autograder.notebook.percent import CellKind, SourceCell, parse_percent, print_percent

ROOT = Path(__file__).resolve().parents[2]


def test_every_kind_of_cell_is_read() -> None:
    cells = parse_percent(NOTEBOOK, "notebook.py")
    assert [(c.kind, c.lang, c.exercise, c.public, c.demo) for c in cells] == [
        ("markdown", "en", None, None, False),
        ("markdown", "ko", None, None, False),
        ("code", None, None, None, False),
        ("markdown", None, None, None, False),
        ("code", None, "double", None, False),
        ("code", None, None, "double", False),
        ("code", None, None, None, True),
        ("code", None, "Counter", None, False),
        ("code", None, None, "Counter", False),
        ("markdown", "en", "why", None, False),
        ("markdown", "ko", "why", None, False),
    ]
    assert cells[0].source == "# Counting\n\nTwice $x$ is $2x$."
    assert cells[2].source == 'import numpy as np\n\nUNIT = text(en="pieces", ko="개")'
    assert cells[2].line == 11


def jupytext_cells(text: str) -> list[tuple[str, dict[str, object], str]]:
    import jupytext

    notebook = jupytext.reads(text, fmt="py:percent")
    for cell in notebook.cells:
        cell.metadata.pop("lines_to_next_cell", None)  # blank lines, which only writing the file back needs
    return [(cell.cell_type, dict(cell.metadata), cell.source.strip("\n")) for cell in notebook.cells]


def our_cells(text: str) -> list[tuple[str, dict[str, object], str]]:
    cells = []
    for cell in parse_percent(text, "notebook.py"):
        found: dict[str, object] = {
            "lang": cell.lang,
            "exercise": cell.exercise,
            "public": cell.public,
            "demo": cell.demo or None,
        }
        cells.append((str(cell.kind), {key: value for key, value in found.items() if value is not None}, cell.source))
    return cells


@pytest.mark.parametrize(
    "text",
    [NOTEBOOK, *(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("assignments/*/notebook.py")))],
    ids=["sample", *(path.parent.name for path in sorted(ROOT.glob("assignments/*/notebook.py")))],
)
def test_jupytext_reads_the_same_cells(text: str) -> None:
    assert our_cells(text) == jupytext_cells(text)


def test_the_header_that_jupytext_writes_is_passed_over() -> None:
    header = "# ---\n# jupyter:\n#   jupytext:\n#     text_representation:\n#       extension: .py\n# ---\n\n"
    text = header + NOTEBOOK
    assert parse_percent(text, "n") == parse_percent(NOTEBOOK, "n")
    assert our_cells(text) == jupytext_cells(text)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert parse_percent("\ufeff" + NOTEBOOK.replace("\n", "\r\n"), "n") == parse_percent(NOTEBOOK, "n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import os\n# %%\n", "n.py:1: text before the first cell, expected a cell line such as "
         '# %% [markdown] lang="en"'),
        ("#%%\nx = 1\n", "n.py:1: a cell line that is not read, expected a cell line such as "
         '# %% [markdown] lang="en"'),
        ("# %%\n#%% [markdown]\n", "n.py:2: a cell line that is not read, expected a cell line such as "
         '# %% [markdown] lang="en"'),
        ("# %%\nif x:\n    # %% inside\n", "n.py:3: a cell line that is not read, expected a cell line such as "
         '# %% [markdown] lang="en"'),
        ("# %% Title\n", "n.py:1: 'Title' on a cell line, expected KEY=\"VALUE\""),
        ('# %% excercise="relu"\n', "n.py:1: unknown attribute 'excercise' of a code cell, expected one of exercise, "
         "public, demo; did you mean 'exercise'?"),
        ('# %% [markdown] demo=true\n', "n.py:1: unknown attribute 'demo' of a markdown cell, expected one of lang, "
         "exercise"),
        ('# %% exercise="a" demo=true\n', "n.py:1: exercise and demo on one cell, expected at most one of exercise, "
         "public, demo"),
        ('# %% exercise="a" exercise="b"\n', "n.py:1: attribute 'exercise' twice, expected each once"),
        ('# %% exercise="a b"\n', 'n.py:1: exercise="a b", expected the name of an exercise, as in exercise="softmax"'),
        ("# %% exercise=relu\n", 'n.py:1: exercise=relu, expected the name of an exercise, as in exercise="softmax"'),
        ("# %% demo=True\n", "n.py:1: demo=True, expected demo=true"),
        ('# %% [markdown] lang="Korean"\n', 'n.py:1: lang="Korean", expected the tag of a language, as in lang="en"'),
        ("# %% [markdown]\n# a\nb\n", "n.py:3: 'b' in a Markdown cell, expected a line that starts with '# '"),
        ("# %% [markdown]\n# ```\n", "n.py:1: a code fence that is not closed, expected an even number of ``` lines"),
        ("# %%\n# %matplotlib inline\n", "n.py:2: '# %matplotlib inline', which Jupytext takes for a magic, expected "
         "plain Python; put another word first in this comment"),
    ],
)  # fmt: skip
def test_what_is_no_part_of_the_format_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(CourseError) as caught:
        parse_percent(text, "n.py")
    assert str(caught.value) == message


names = st.sampled_from(["softmax", "relu", "MulLayer", "_x"])
plain_line = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\ufeff", exclude_categories=["Cc"]), max_size=20
)


def sources(line: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def trimmed(lines: list[str]) -> str:
        while lines and not lines[0].strip():
            lines = lines[1:]
        while lines and not lines[-1].strip():
            lines = lines[:-1]
        return "\n".join(lines)

    return st.lists(line, max_size=5).map(trimmed)


markdown_cells = st.builds(
    SourceCell,
    kind=st.just(CellKind.MARKDOWN),
    source=sources(plain_line.filter(lambda line: not line.startswith(("```", "~~~", "%%", " %%")))).filter(
        lambda text: "<codecell>" not in text and "In[" not in text and "%%" not in text
    ),
    lang=st.none() | st.sampled_from([ENGLISH, KOREAN]),
    exercise=st.none() | names,
)
code_cells = st.one_of(
    st.builds(SourceCell, kind=st.just(CellKind.CODE), source=sources(plain_line.map(lambda line: f"x = {line!r}"))),
    st.builds(SourceCell, kind=st.just(CellKind.CODE), source=st.just(""), exercise=names),
    st.builds(SourceCell, kind=st.just(CellKind.CODE), source=st.just("assert f(1) == 2"), public=names),
    st.builds(SourceCell, kind=st.just(CellKind.CODE), source=st.just("print(1)"), demo=st.just(True)),
)


@given(st.lists(markdown_cells | code_cells, max_size=6))
def test_what_is_printed_is_read_back_the_same(cells: list[SourceCell]) -> None:
    assert list(parse_percent(print_percent(cells), "n")) == cells
