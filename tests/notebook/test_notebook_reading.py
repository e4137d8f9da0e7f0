"""Notebooks from outside: what is taken from them, and a corpus of hostile files that each end in one line."""

from __future__ import annotations

import json
import os
import tracemalloc
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebook_sample import Sample, code_cell

from autograder.errors import NotebookError
from autograder.model import Attachment
from autograder.notebook.outputs import output_pictures
from autograder.notebook.percent import CellKind
from autograder.notebook.reading import (
    ReadLimits,
    SubmittedCell,
    parse_submission,
    printable,
    read_submission,
)
from autograder.notebook.weave import notebook_text

AGAIN = "open it in JupyterLab, save it and submit again"
LOST = (
    "submit it again if your own copy opens in JupyterLab, or else an earlier one from .ipynb_checkpoints or the released "
    "notebook with your answers in it"
)
CUT = (
    "submit it again if your own copy opens in JupyterLab, or else copy your cells in a text editor into the released "
    "notebook and submit that"
)
BROKEN = (
    "submit an earlier copy from .ipynb_checkpoints, or copy your cells in a text editor into the released notebook and "
    "submit that"
)
SMALLER = "clear the outputs, save and submit again"
SMALL = ReadLimits(file_bytes=100_000, depth=20, nodes=1_000, cells=10, cell_source_bytes=100, source_bytes=300)


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


KOREAN = code_cell("def f():\n    return 1  # 한글 주석", "f")


@pytest.mark.parametrize(
    ("encoding", "mark", "said"),
    [
        ("utf-16", b"", "UTF-16"), ("utf-16-be", b"\xfe\xff", "UTF-16"), ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"), ("utf-32", b"", "UTF-32"), ("utf-32-be", b"", "UTF-32"), ("cp949", b"", "CP949"),
    ],
)  # fmt: skip
def test_a_notebook_that_an_editor_saved_in_another_encoding_is_read(encoding: str, mark: bytes, said: str) -> None:
    """PowerShell's `>` writes UTF-16, the editor of Korean Windows CP949: no letter of an answer is lost by that."""
    text = json.dumps(json.loads(notebook(KOREAN)), ensure_ascii=False)
    read = parse_submission(mark + text.encode(encoding), "n")
    assert read.cells[0].source == KOREAN["source"]
    assert read.notes == (f"the file is in {said}, not in UTF-8",)


def test_code_beside_letters_of_no_known_encoding_is_read() -> None:
    read = parse_submission(notebook(code_cell("f = 1  # caf~ ol~")).replace(b"~", b"\xff"), "n")
    assert read.cells[0].source == "f = 1  # caf\ufffd ol\ufffd"
    assert read.notes == ("the file is in an unknown encoding, not in UTF-8",)


@pytest.mark.parametrize("wrapped", [b"\xef\xbb\xbf\xef\xbb\xbf%b", b"%b\0\0\0\0", b"%b\r\n\0"])
def test_what_editors_and_disks_put_around_a_notebook_is_passed_over(wrapped: bytes) -> None:
    assert parse_submission(wrapped % notebook(KOREAN), "n").notes == ()


def test_a_cell_of_a_kind_that_notebooks_do_not_have_is_text() -> None:
    read = parse_submission(notebook({"cell_type": "sql\x1b[2J", "source": "select 1"}, KOREAN), "n")
    assert [cell.kind for cell in read.cells] == [CellKind.RAW, CellKind.CODE]
    assert read.notes == ("cell 1 is of the kind 'sql\\\\x1b[2J', which notebooks do not have: it does not run",)


def test_outputs_and_other_metadata_are_dropped() -> None:
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
    "empty": (b"", f"n.ipynb: an empty file, expected a notebook; {LOST}"),
    "no-json": (b"oops",
                f"n.ipynb: not JSON: a value is missing (line 1, column 1), expected a notebook; {BROKEN}"),
    "cut-off": (b'{"cells": [',
                f"n.ipynb: it breaks off before its end, expected a whole notebook; {CUT}"),
    "cut-off-string": (b'{"cells": [\n{"source": "abc',
                       f"n.ipynb: it breaks off before its end, expected a whole notebook; {CUT}"),
    "string-over-lines": (b'{"cells": [\n{"source": "abc\n}]}',
                          f"n.ipynb: not JSON: a string does not end (line 2, column 12), expected a notebook; {BROKEN}"),
    "cut-off-outputs": (b'{"cells": [{"outputs": [[1, 2], [',
                        f"n.ipynb: it breaks off before its end, expected a whole notebook; {CUT}"),
    "zeros": (bytes(9000), "n.ipynb: a file of zeros, as a disk or a sync program leaves it that was interrupted, "
              f"expected a notebook; {LOST}"),
    "a-merge": (b'{\n "cells": [\n<<<<<<< HEAD\n  {}\n=======\n  {}\n>>>>>>> theirs\n ]}', "n.ipynb: git's marks of a merge "
                "that was not finished, expected a notebook; settle the merge, look at the notebook in JupyterLab, save "
                "it and submit again"),
    "a-script": (b"import numpy as np\n\ndef relu(x):\n    return x\n", "n.ipynb: a Python script, expected a notebook; "
                 "save the notebook itself, a file that ends in .ipynb, and submit that"),
    "a-letter": ("교수님, 안녕하세요. 과제입니다.".encode(), "n.ipynb: text, expected a notebook; "
                 "save the notebook itself, a file that ends in .ipynb, and submit that"),
    "wrong-bracket": (b'{"x": [[1], {"a": [2]]]}', "n.ipynb: not JSON: ] closes what it did not open "
                      f"(line 1, column 22), expected a notebook; {BROKEN}"),
    "two-notebooks": (notebook() + notebook(), "n.ipynb: not JSON: something follows the end (line 1, column 66), "
                      f"expected a notebook; {BROKEN}"),
    "an-array": (b"[]", f"n.ipynb: JSON array, expected a notebook: a JSON object with cells; {LOST}"),
    "a-number": (b"7", f"n.ipynb: JSON number, expected a notebook: a JSON object with cells; {LOST}"),
    "giant": (b" " * 100_001, f"n.ipynb: 0.1 MiB, expected at most 0.0953674 MiB; {SMALLER}"),
    "deep-source": (b'{"cells": [{"source": ' + b"[" * 500 + b"]" * 500 + b"}]}",
                    f"n.ipynb: JSON nested 500 deep; {SMALLER}"),
    "many-values": (b'{"cells": [{"source": [' + b"1," * 5000 + b"1]}]}",
                    f"n.ipynb: 5001 JSON values where a cell has a few; {SMALLER}"),
    "many-cells": (notebook(*[code_cell("")] * 11),
                   "n.ipynb: more than 10 cells, expected at most 10; delete cells and submit again"),
    "doubled-key": (b'{"cells": [], "cells": []}', "n.ipynb: not JSON: the key 'cells' twice in one object "
                    f"(line 1, column 15), expected a notebook; {BROKEN}"),
    "doubled-source": (b'{"cells": [{"source": "a", "source": "b"}]}', "n.ipynb: not JSON: the key 'source' twice in "
                       f"one object (line 1, column 28), expected a notebook; {BROKEN}"),
    "doubled-grade-id": (b'{"cells": [{"metadata": {"nbgrader": {"grade_id": "a", "grade_id": "b"}}}]}',
                         "n.ipynb: not JSON: the key 'grade_id' twice in one object (line 1, column 38), expected a "
                         f"notebook; {BROKEN}"),
    "no-version": (b'{"cells": []}', f"n.ipynb: no nbformat, expected nbformat 4; {LOST}"),
    "version-2": (notebook(nbformat=2), f"n.ipynb: nbformat 2, expected nbformat 4; {AGAIN}"),
    "version-3-without-worksheets": (notebook(nbformat=3),
                                     f"n.ipynb: no worksheets, expected an array of cells; {LOST}"),
    "version-5": (notebook(nbformat=5),
                  "n.ipynb: nbformat 5, expected nbformat 4; save it as nbformat 4 and submit again"),
    "both": (notebook(worksheets=[]), f"n.ipynb: cells and worksheets, expected one of them; {BROKEN}"),
    "version-true": (notebook(nbformat=True), f"n.ipynb: nbformat is a JSON boolean, expected nbformat 4; {LOST}"),
    "version-text": (notebook(nbformat="4"), f"n.ipynb: nbformat is a JSON string, expected nbformat 4; {LOST}"),
    "version-huge": (b'{"cells": [], "nbformat": ' + b"9" * 5000 + b"}",
                     "n.ipynb: not JSON: a number of 5000 characters (line 1, column 27), expected a notebook; "
                     + BROKEN),
    "no-cells": (b'{"nbformat": 4}', f"n.ipynb: no cells, expected an array of cells; {LOST}"),
    "cells-an-object": (notebook(cells={}), f"n.ipynb: cells is a JSON object, expected an array of cells; {LOST}"),
    "a-cell-a-number": (notebook(3), f"n.ipynb: cell 1: a JSON number, expected an object; {BROKEN}"),
    "cell-type-a-list": (notebook({"cell_type": []}),
                         f"n.ipynb: cell 1: cell_type [], expected code, markdown or raw; {BROKEN}"),
    "source-a-number": (notebook(code_cell("x") | {"source": 5}), "n.ipynb: cell 1: its source is no text, expected "
                        f"a string or an array of strings; {BROKEN}"),
    "source-with-a-number": (notebook(code_cell("x") | {"source": ["a", 5]}), "n.ipynb: cell 1: its source is no text,"
                             f" expected a string or an array of strings; {BROKEN}"),
    "long-cell": (notebook(code_cell("x" * 200)), "n.ipynb: cell 1: 0 KiB of source, expected at most 0.0976562 KiB; "
                  "shorten the cell and submit again"),
    "long-cells": (notebook(*[code_cell("x" * 90)] * 4), "n.ipynb: more than 0.292969 KiB of source, expected less; "
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


OUTPUTS: dict[str, bytes] = {
    "a NaN": b'[{"data": {"application/vnd.plotly.v1+json": {"y": [NaN, -Infinity, 1e999]}}}]',
    "a number of 5000 digits": b'[{"data": ' + b"9" * 5000 + b"}]",
    "half a million numbers": b"[[" + b"0.125," * 500_000 + b"1]]",
    "half a million points": b"[[" + b"[0.1, 0.2]," * 500_000 + b"[1]]]",
    "a picture of 30 MiB": b'[{"data": {"image/png": "' + b"iVBO" * (30 << 18) + b'"}}]',
    "ten MiB of escapes": b'["' + rb"\"\\\n" * (10 << 17) + b'"]',
    "brackets in text": rb"""["[[[[", "\\", "}\"]", "{"]""",
    "no UTF-8": b'["\xff\xfe"]',
    "nested 5000 deep": b"[" * 5000 + b"]" * 5000,
    "no list at all": b"7",
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_nothing_in_an_output_decides(name: str) -> None:
    output = OUTPUTS[name]
    cell = b'{"cell_type": "code", "outputs": %s, "source": "x = 1", "metadata": {"a": %s}}' % (output, output)
    data = b'{"cells": [%s], "metadata": %s, "nbformat": 4}' % (cell, output)
    assert parse_submission(data, "n").cells == (SubmittedCell(1, CellKind.CODE, "x = 1"),)


def test_stepping_over_an_output_takes_no_memory() -> None:
    data = (
        b'{"cells": [{"cell_type": "code", "outputs": ['
        + b"[1,2]," * 2_000_000
        + b'0], "source": "x"}], "nbformat": 4}'
    )
    tracemalloc.start()
    assert len(parse_submission(data, "n").cells) == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * len(data)


@pytest.mark.slow
def test_brackets_by_the_million_are_given_up_on() -> None:
    data = b'{"x": ' + b"[[0]," * 6_000_000
    with pytest.raises(NotebookError, match=r"^n: more than 5000000 nested JSON values; clear the outputs, save and"):
        parse_submission(data, "n")


def test_a_notebook_of_format_3_is_read() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["Softmax"]},
        {"cell_type": "code", "input": ["x = 1\n", "y = 2"], "language": "python", "outputs": [], "prompt_number": 3},
        {"cell_type": "code", "input": "z = 3", "metadata": {"nbgrader": {"grade_id": "f"}}},
        {"cell_type": "html", "source": "<b>"},
        {"cell_type": "raw", "source": "r"},
    ]
    data = {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": cells[:3]}, {"cells": cells[3:]}],
    }
    assert parse_submission(json.dumps(data).encode(), "n").cells == (
        SubmittedCell(1, CellKind.MARKDOWN, "## Softmax"),
        SubmittedCell(2, CellKind.CODE, "x = 1\ny = 2"),
        SubmittedCell(3, CellKind.CODE, "z = 3", "f"),
        SubmittedCell(4, CellKind.MARKDOWN, "<b>"),
        SubmittedCell(5, CellKind.RAW, "r"),
    )


@pytest.mark.parametrize("minor", [0, 1, 2, 3, 4, 5])
def test_the_formats_4_0_to_4_5_are_read(minor: int) -> None:
    cell = code_cell("x") | ({"id": "abc"} if minor > 4 else {})
    assert parse_submission(notebook(cell, nbformat_minor=minor), "n").cells[0].cell_id == (
        "abc" if minor > 4 else None
    )


def test_colab_keeps_the_id_of_a_cell_in_its_metadata() -> None:
    cell = code_cell("x") | {"metadata": {"id": "abc", "colab": {"base_uri": "https://localhost"}}}
    assert parse_submission(notebook(cell), "n").cells[0].cell_id == "abc"


def test_pictures_that_were_pasted_are_kept_with_their_names() -> None:
    cell = {
        "cell_type": "markdown",
        "metadata": {},
        "source": "![a](attachment:a.png)",
        "attachments": {"a.png": {"image/png": "AAAA"}, "b": {"image/jpeg": ["BB", "BB"]}, "c": 5, "d": {"x": 5}},
    }
    read = parse_submission(notebook(cell), "n").cells[0]
    assert read.pictures == (Attachment("a.png", "image/png", "AAAA"), Attachment("b", "image/jpeg", "BBBB"))


def test_of_pictures_beyond_the_limit_the_name_is_kept() -> None:
    cell = {
        "cell_type": "markdown",
        "source": "",
        "attachments": {"a": {"image/png": "A" * 60_000}, "b": {"image/png": "A" * 6}},
    }
    read = parse_submission(notebook(cell), "n", ReadLimits(picture_bytes=1000)).cells[0]
    assert [(picture.name, picture.data) for picture in read.pictures] == [("a", ""), ("b", "")]


def test_pictures_by_the_thousand_are_not_all_kept() -> None:
    many = {f"p{number}": {"image/png": "A"} for number in range(1500)}
    cell = {"cell_type": "markdown", "source": "", "attachments": many}
    read = parse_submission(notebook(cell, cell), "n")
    assert [len(cell.pictures) for cell in read.cells] == [1000, 0]
    assert read.notes == ("more than 1000 pictures are in the notebook: the rest is left out",)


@pytest.mark.parametrize(
    ("output", "found"),
    [
        ({"data": {"image/png": "AA\nBB"}}, [("image/png", "AA\nBB")]),
        ({"data": {"image/png": ["AA", "BB", 3]}}, [("image/png", "AABB")]),
        ({"data": {"image/svg+xml": "<svg>", "image/png": "AA"}}, [("image/png", "AA")]),
        ({"data": {"image/svg+xml": "<svg>"}}, [("image/svg+xml", "<svg>")]),
        ({"data": {"video/mp4": "AA", "text/plain": "x"}}, [("video/mp4", "AA")]),
        ({"output_type": "display_data", "png": "AA"}, [("image/png", "AA")]),
        ({"data": {"image/png": float("nan"), "image/jpeg": {"a": 1}}}, []),
        ({"data": "image/png"}, []),
        ("image/png", []),
        ({"text": ["image/png"], "name": "stdout"}, []),
    ],
)
def test_pictures_in_outputs_are_there_for_whoever_asks(output: object, found: list[tuple[str, str]]) -> None:
    cell = parse_submission(notebook(code_cell("x") | {"outputs": [0, output]}), "n").cells[0]
    assert output_pictures(cell.outputs, 1) == tuple(Attachment("cell-1-output-2", mime, data) for mime, data in found)


def test_of_outputs_beyond_the_limit_it_is_known_that_there_was_a_picture() -> None:
    large = code_cell("x") | {"outputs": [{"data": {"image/png": "A" * 2000}}]}
    cells = parse_submission(notebook(large, large), "n", ReadLimits(picture_bytes=3000)).cells
    assert [len(picture.data) for cell in cells for picture in output_pictures(cell.outputs, 1)] == [2000, 0]


@pytest.mark.parametrize(
    "outputs", [b'[{"data": {"image/png": "A"}]', b'{"image/png": 1}', b'"image/png"', b'[[[["image/png"]]]]']
)
def test_outputs_that_are_none_hold_no_picture(outputs: bytes) -> None:
    assert output_pictures(outputs, 1) == ()


@pytest.mark.parametrize(("written", "read"), [
    ("a\r\nb\rc\n", "a\nb\nc\n"),
    ("half \ud83d", "half \ufffd"),
    ("\udc80", "\ufffd"),
    ("\ud83d\ude00", "\U0001f600"),
    ("한글\x1b[0m\x00", "한글\x1b[0m\x00"),
])  # fmt: skip
def test_a_source_is_made_of_lines_and_whole_characters(written: str, read: str) -> None:
    assert parse_submission(notebook(code_cell(written)), "n").cells[0].source == read


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
    with pytest.raises(NotebookError, match=r"^n\\x00\.ipynb: cannot be read: (lstat: )?embedded null .*, expected a file$"):
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
    optional={
        "metadata": json_values | st.dictionaries(st.sampled_from(["id", "nbgrader", "name"]), json_values),
        "source": json_values,
        "outputs": json_values,
        "attachments": json_values,
    },
)


@given(st.lists(cells | json_values, max_size=5))
def test_whatever_the_cells_the_end_is_cells_or_one_line_and_a_small_cell_is_read_as_a_large_one(
    cells: list[object],
) -> None:
    def read() -> object:
        try:
            return parse_submission(notebook(*cells), "n", SMALL)
        except NotebookError as error:
            return str(error)

    assert message_for(notebook(*cells)).isprintable()
    in_one = read()
    with mock.patch("autograder.notebook.skim._SMALL_BYTES", 0):
        assert read() == in_one


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\n<!DOCTYPE html>\n<html><body>Sign in</body></html>", "a web page"),
        (b"\xef\xbb\xbf<html lang='ko'>", "a web page"),
        (b"<?xml version='1.0'?><html>", "a web page"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a zip"),
        (b"\x89PNG\r\n\x1a\n\x00", "a picture"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "a pointer of Git LFS, without the file itself"),
    ],
)
def test_a_file_handed_in_by_mistake_is_called_what_it_is(data: bytes, what: str) -> None:
    with pytest.raises(NotebookError) as caught:
        parse_submission(data, "n.ipynb")
    fix = "save the notebook itself, a file that ends in .ipynb, and submit that"
    assert str(caught.value) == f"n.ipynb: {what}, expected a notebook; {fix}"
