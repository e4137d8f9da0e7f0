"""Notebooks from outside: what is taken from them, and a corpus of hostile files that each end in one line."""

from __future__ import annotations

import json
import os
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebook_sample import Sample, code_cell

from autograder.errors import NotebookError
from autograder.notebook.percent import CellKind
from autograder.notebook.reading import ReadLimits, SubmittedCell, parse_submission, printable, read_submission
from autograder.notebook.weave import notebook_text

AGAIN = "open it in JupyterLab, save it and submit again"
SMALLER = "clear the outputs, save and submit again"
SMALL = ReadLimits(
    file_bytes=100_000, depth=20, nodes=1_000, strings=1_000, cells=10, cell_source_bytes=100, source_bytes=300
)


def notebook(*cells: object, **other: Any) -> bytes:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | other).encode()


def test_cells_are_read_with_kind_source_and_grade_id(sample: Sample) -> None:
    read = parse_submission(notebook_text(sample.released()).encode(), "n.ipynb")
    assert [(cell.kind, cell.grade_id) for cell in read.cells][:4] == [
        (CellKind.MARKDOWN, "text-1"),
        (CellKind.CODE, "code-1"),
        (CellKind.MARKDOWN, "text-2"),
        (CellKind.CODE, "double"),
    ]
    assert [cell.position for cell in read.cells] == list(range(1, 10))


def test_a_source_may_be_a_list_of_lines() -> None:
    cell = code_cell("") | {"source": ["a = 1\n", "b = 2"]}
    assert parse_submission(notebook(cell), "n").cells == (SubmittedCell(1, CellKind.CODE, "a = 1\nb = 2"),)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert len(parse_submission(b"\xef\xbb\xbf" + notebook(code_cell("x")), "n").cells) == 1


def test_outputs_attachments_and_other_metadata_are_dropped() -> None:
    cell = code_cell("x") | {"outputs": [{"data": "<script>"}], "attachments": {"a": "b"}}
    cell["metadata"] = {"nbgrader": {"grade_id": "f", "points": 1e9, "locked": False}, "tags": ["x"]}
    assert parse_submission(notebook(cell), "n").cells == (SubmittedCell(1, CellKind.CODE, "x", "f"),)


@pytest.mark.parametrize("claim", [5, ["f"], {"f": 1}, "", "a\u202eb", "a\nb", "x" * 129, None, True])
def test_a_grade_id_that_cannot_be_one_is_as_good_as_none(claim: object) -> None:
    cell = code_cell("x") | {"metadata": {"nbgrader": {"grade_id": claim}}}
    assert parse_submission(notebook(cell), "n").cells[0].grade_id is None


@pytest.mark.parametrize("nbgrader", [5, [], "x", None])
def test_nbgrader_metadata_of_another_kind_is_as_good_as_none(nbgrader: object) -> None:
    cell = code_cell("x") | {"metadata": {"nbgrader": nbgrader}}
    assert parse_submission(notebook(cell), "n").cells[0].grade_id is None


def test_a_doubled_grade_id_is_read_as_it_stands() -> None:
    read = parse_submission(notebook(code_cell("a", "f"), code_cell("b", "f")), "n")
    assert [cell.grade_id for cell in read.cells] == ["f", "f"]


HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", f"n.ipynb: not JSON: Expecting value (line 1, column 1), expected a notebook; {AGAIN}"),
    "no-json": (b"PK\x03\x04", f"n.ipynb: not JSON: Expecting value (line 1, column 1), expected a notebook; {AGAIN}"),
    "cut-off": (b'{"cells": [',
                "n.ipynb: not JSON: Expecting value (line 1, column 12), expected a notebook; " + AGAIN),
    "bad-utf8": (b'{"cells": "\xff"}', f"n.ipynb: byte 11 is not UTF-8, expected UTF-8; {AGAIN}"),
    "utf16": (notebook().decode().encode("utf-16"), f"n.ipynb: byte 0 is not UTF-8, expected UTF-8; {AGAIN}"),
    "an-array": (b"[]", f"n.ipynb: JSON array, expected a notebook: a JSON object with cells; {AGAIN}"),
    "a-number": (b"7", f"n.ipynb: JSON number, expected a notebook: a JSON object with cells; {AGAIN}"),
    "giant": (b" " * 100_001, f"n.ipynb: 0.1 MiB, expected at most 0.0953674 MiB; {SMALLER}"),
    "deep-arrays": (b"[" * 500, f"n.ipynb: JSON nested 500 deep, expected at most 20; {SMALLER}"),
    "deep-objects": (b'{"a":' * 500, f"n.ipynb: JSON nested 500 deep, expected at most 20; {SMALLER}"),
    "deep-after-a-quoted-backslash": (b'["\\\\",' + b"[" * 500, "n.ipynb: JSON nested 501 deep, expected at most 20; "
                                      + SMALLER),
    "many-values": (b"[" + b"{}," * 5000 + b"{}]", f"n.ipynb: 10002 JSON values, expected at most 1000; {SMALLER}"),
    "many-strings": (b'["' + b'" "' * 5000 + b'"]', f"n.ipynb: 5001 strings, expected at most 1000; {SMALLER}"),
    "many-cells": (notebook(*[{}] * 11), "n.ipynb: 11 cells, expected at most 10; delete cells and submit again"),
    "huge-integer": (notebook(x=1).replace(b'"x": 1', b'"x": ' + b"9" * 5000),
                     f"n.ipynb: a number of 5000 characters, expected JSON as Jupyter writes it; {AGAIN}"),
    "infinite-float": (notebook(x=1).replace(b'"x": 1', b'"x": 1e999'),
                       f"n.ipynb: the number 1e999, expected JSON as Jupyter writes it; {AGAIN}"),
    "nan": (notebook(x=float("nan")), f"n.ipynb: the constant NaN, expected JSON as Jupyter writes it; {AGAIN}"),
    "infinity": (notebook(x=float("-inf")),
                 f"n.ipynb: the constant -Infinity, expected JSON as Jupyter writes it; {AGAIN}"),
    "doubled-key": (b'{"cells": [], "cells": []}',
                    f"n.ipynb: the key 'cells' twice in one object, expected JSON as Jupyter writes it; {AGAIN}"),
    "control-character": (b'{"a": "\x01"}', "n.ipynb: not JSON: Invalid control character at (line 1, column 8), "
                          f"expected a notebook; {AGAIN}"),
    "no-version": (b'{"cells": []}', f"n.ipynb: no nbformat, expected nbformat 4; {AGAIN}"),
    "version-3": (notebook(nbformat=3), f"n.ipynb: nbformat 3, expected nbformat 4; {AGAIN}"),
    "version-5": (notebook(nbformat=5),
                  "n.ipynb: nbformat 5, expected nbformat 4; save it as nbformat 4 and submit again"),
    "version-true": (notebook(nbformat=True), f"n.ipynb: nbformat is a JSON boolean, expected nbformat 4; {AGAIN}"),
    "version-text": (notebook(nbformat="4"), f"n.ipynb: nbformat is a JSON string, expected nbformat 4; {AGAIN}"),
    "no-cells": (b'{"nbformat": 4}', f"n.ipynb: no cells, expected an array of cells; {AGAIN}"),
    "cells-an-object": (notebook(cells={}), f"n.ipynb: cells is a JSON object, expected an array of cells; {AGAIN}"),
    "a-cell-a-number": (notebook(3), f"n.ipynb: cell 1: a JSON number, expected an object; {AGAIN}"),
    "cell-type-unknown": (notebook({"cell_type": "evil\x1b[2J"}),
                          f"n.ipynb: cell 1: cell_type 'evil\\\\x1b[2J', expected code, markdown or raw; {AGAIN}"),
    "cell-type-a-list": (notebook({"cell_type": []}),
                         f"n.ipynb: cell 1: cell_type is a JSON array, expected code, markdown or raw; {AGAIN}"),
    "metadata-a-list": (notebook(code_cell("x") | {"metadata": []}),
                        f"n.ipynb: cell 1: metadata is a JSON array, expected an object; {AGAIN}"),
    "no-source": (notebook({"cell_type": "code"}),
                  f"n.ipynb: cell 1: no source, expected a string or an array of strings; {AGAIN}"),
    "source-a-number": (notebook(code_cell("x") | {"source": 5}),
                        f"n.ipynb: cell 1: source is a JSON number, expected a string or an array of strings; {AGAIN}"),
    "source-with-a-number": (notebook(code_cell("x") | {"source": ["a", 5]}),
                             f"n.ipynb: cell 1: a line of source is a JSON number, expected strings; {AGAIN}"),
    "half-a-pair": (notebook(code_cell("ab\ud800")), "n.ipynb: cell 1: source character 2 is half of a surrogate pair, "
                    "expected whole characters; delete that character and submit again"),
    "long-cell": (notebook(code_cell("x" * 200)), "n.ipynb: cell 1: 0 KiB of source, expected at most 0.0976562 KiB; "
                  "shorten the cell and submit again"),
    "long-cells": (notebook(*[code_cell("x" * 90)] * 4), "n.ipynb: 0 KiB of source, expected at most 0.292969 KiB; "
                   "shorten the cells and submit again"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_notebook_ends_in_one_line(name: str, tmp_path: Path) -> None:
    data, message = HOSTILE[name]
    path = tmp_path / "n.ipynb"
    path.write_bytes(data)
    with pytest.raises(NotebookError) as caught:
        read_submission(path, SMALL)
    assert str(caught.value) == message
    assert str(caught.value).isprintable()


def test_depth_and_commas_inside_strings_do_not_count() -> None:
    source = "[" * 30 + '"\\' + "{,},\n" * 10
    assert parse_submission(notebook(code_cell(source)), "n", SMALL).cells[0].source == source


def test_the_real_limits_hold_against_a_file_of_millions_of_values_quickly_and_in_bounded_memory() -> None:
    data = b'{"nbformat": 4, "cells": [' + b"{}," * 3_000_000 + b"{}]}"
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(NotebookError, match="JSON values, expected at most 500000"):
        parse_submission(data, "n")
    seconds, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 5
    assert peak < 6 * len(data)


def test_a_string_of_millions_of_escapes_is_read_in_bounded_memory() -> None:
    data = b'{"nbformat": 4, "cells": [], "x": "' + b'\\"\\\\' * 2_000_000 + b'"}'
    assert parse_submission(data, "n").cells == ()


def test_an_extreme_depth_with_the_caps_off_is_still_one_line() -> None:
    limits = ReadLimits(depth=10**9, nodes=10**9)
    with pytest.raises(NotebookError, match="not JSON that can be read"):
        parse_submission(b"[" * 1_000_000, "n", limits)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r"^n\.ipynb: no such file, expected a notebook$"):
        read_submission(tmp_path / "n.ipynb")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "n.ipynb").mkdir()
    with pytest.raises(
        NotebookError, match=r"^n\.ipynb: (not a regular file|cannot be read: Is a directory), expected"
    ):
        read_submission(tmp_path / "n.ipynb")


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "n.ipynb")
    with pytest.raises(
        NotebookError, match=r"^n\.ipynb: not a regular file, expected a notebook file; submit the note"
    ):
        read_submission(tmp_path / "n.ipynb")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(notebook())
    (tmp_path / "in").mkdir()
    (tmp_path / "in/n.ipynb").symlink_to(tmp_path / "secret")
    with pytest.raises(
        NotebookError, match=r"^n\.ipynb: a link to another folder, expected a file; submit the notebook"
    ):
        read_submission(tmp_path / "in/n.ipynb")


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.ipynb").write_bytes(notebook(code_cell("x")))
    (tmp_path / "n.ipynb").symlink_to("real.ipynb")
    assert len(read_submission(tmp_path / "n.ipynb").cells) == 1


def test_a_link_to_itself_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "n.ipynb").symlink_to("n.ipynb")
    with pytest.raises(NotebookError, match=r"^n\.ipynb: cannot be read: .*, expected a file$"):
        read_submission(tmp_path / "n.ipynb")


def test_a_nul_in_the_name_is_one_printable_line(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match=r"^n\\x00\.ipynb: cannot be read: embedded null byte, expected a file$"):
        read_submission(tmp_path / "n\0.ipynb")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[31mb", "a\\x1b[31mb"), ("한글", "한글"), ("a\u202eb", "a\\u202eb"), ("x" * 90, "x" * 77 + "...")],
)
def test_what_is_shown_has_no_control_characters(text: str, shown: str) -> None:
    assert printable(text) == shown


def message_for(data: bytes) -> str:
    """What is said of a notebook; nothing if it is read."""
    try:
        parse_submission(data, "n", SMALL)
    except NotebookError as error:
        return str(error)
    return ""


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.binary(max_size=60) | json_values.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_bytes_the_end_is_cells_or_one_line(data: bytes) -> None:
    assert message_for(data).isprintable()


cells = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", 3]) | json_values},
    optional={"metadata": json_values, "source": json_values, "outputs": json_values},
)


@given(st.lists(cells | json_values, max_size=5))
def test_whatever_the_cells_the_end_is_cells_or_one_line(cells: list[object]) -> None:
    assert message_for(notebook(*cells)).isprintable()
