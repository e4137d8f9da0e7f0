"""Notebook files as weapons: what a student can do with the file itself, its cells' ids, text, outputs and metadata."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.model import Assignment
from tests.attacks.notebooks import Json, own_cell, reference_sources, released, solved

Make = Callable[[Assignment], Json | bytes]
EVIL = "<script>alert(1)</script>"


@dataclass(frozen=True, slots=True)
class HostileNotebook:
    """A notebook, what it is after, and the most that it has earned honestly; None: it must be refused as unreadable."""

    name: str
    goal: str
    earned: float | None
    make: Make


def _marked(cell: Json, grade_id: str, **claims: Any) -> Json:
    return {**cell, "metadata": {"nbgrader": {"grade_id": grade_id, "solution": True, "schema_version": 3, **claims}}}


def _bytes(assignment: Assignment, **top: Any) -> bytes:
    return json.dumps({**solved(assignment), **top}).encode()


def _cells(assignment: Assignment, *cells: Json) -> Json:
    notebook = solved(assignment)
    return {**notebook, "cells": [*notebook["cells"], *cells]}


def _first(assignment: Assignment, *cells: Json) -> Json:
    notebook = released(assignment)
    return {**notebook, "cells": [*cells, *notebook["cells"]]}


def _in_grade_cell(assignment: Assignment) -> Json:
    notebook = released(assignment)
    for cell in notebook["cells"]:
        claims = cell["metadata"].get("nbgrader", {})
        if claims.get("grade"):
            cell["source"] = "def relu(x): return np.maximum(x, 0)\n1 + 1"
            claims.update(points=1000, locked=False, grade=False, solution=True)
    return notebook


def _cut(assignment: Assignment) -> Json:
    """The cell of `relu`, followed by hundreds that each continue it."""
    notebook = solved(assignment)
    [at] = [number for number, cell in enumerate(notebook["cells"]) if cell["metadata"].get("nbgrader", {}).get("grade_id") == "relu"]
    more = [_marked(own_cell("    y = [\n" + "    1,\n" * 400 + "    ]"), "relu") for _ in range(300)]
    notebook["cells"][at : at + 1] = [_marked(own_cell("def relu(x):\n    y = 1"), "relu"), *more]
    return notebook


def _with_outputs(assignment: Assignment) -> Json:
    notebook = solved(assignment)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "display_data", "metadata": {}, "data": {"text/html": EVIL, "image/svg+xml": f"<svg>{EVIL}</svg>"}},
                {"output_type": "display_data", "metadata": {}, "data": {"application/javascript": "alert(1)"}},
            ]
        else:
            cell["attachments"] = {"x.svg": {"image/svg+xml": f"<svg>{EVIL}</svg>"}}
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    notebook["metadata"]["title"] = EVIL
    return notebook


_MARKDOWN = (
    f"{EVIL} <img src=x onerror=alert(1)> <iframe src='http://example.org'></iframe> <a href='javascript:alert(1)'>x</a>\n\n"
    "[x](javascript:alert(1)) ![i](http://example.org/beacon.png) [r]: javascript:alert(1)\n\n```mermaid\nclick x call()\n```\n\n"
    "$\\href{javascript:alert(1)}{x}$ <svg/onload=alert(1)> <style>body{display:none}</style> <meta http-equiv=refresh content=0>\n"
)


def _grades(assignment: Assignment) -> Json:
    """Locked cells, points and ids of the gradebook rewritten to one's own liking."""
    notebook = released(assignment)
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"]["nbgrader"] = {"grade_id": f"test-relu{number}", "grade": True, "points": 99, "schema_version": 3}
    return notebook


def _swapped(assignment: Assignment) -> Json:
    """Every exercise's cell under the id of relu, the right one among them."""
    sources = reference_sources(assignment)
    return _first(assignment, *(_marked(own_cell(source), "relu") for source in sources.values()))


NOTEBOOKS: tuple[HostileNotebook, ...] = (
    HostileNotebook("not-json", "no JSON at all", None, lambda a: b"\x00\xff{{{"),
    HostileNotebook("deep-json", "nested two hundred thousand deep", None, lambda a: b'{"a":' * 200_000 + b"1" + b"}" * 200_000),
    HostileNotebook("deep-in-a-string", "brackets in a string must not count", 10.0,
                    lambda a: _cells(a, own_cell("x = '" + "[" * 200_000 + "'"))),
    HostileNotebook("closing-brackets", "twenty megabytes of closing brackets", None, lambda a: b"{" + b"]" * (19 << 20)),
    HostileNotebook("million-numbers", "a million numbers in the metadata", 10.0,
                    lambda a: _bytes(a, metadata={"x": [0] * 10**6})),
    HostileNotebook("long-number", "a number of a million digits", None, lambda a: b'{"nbformat": ' + b"9" * 10**6 + b"}"),
    HostileNotebook("infinite-number", "1e999 and NaN in metadata", 0.0, lambda a: b'{"nbformat":4,"x":1e999,"y":NaN,"cells":[]}'),
    HostileNotebook("same-key-twice", "two lists of cells: one for the reader, one for the grader", None,
                    lambda a: _bytes(a)[:-1] + b',"cells":[]}'),
    HostileNotebook("half-surrogates", "half of a surrogate pair in a cell", 10.0,
                    lambda a: json.dumps(_cells(a, own_cell("x = '\ud800'"))).encode()),
    HostileNotebook("utf-16", "another encoding, in which others might read other cells", 10.0, lambda a: json.dumps(solved(a)).encode("utf-16")),
    HostileNotebook("version-3", "an old format, whose cells stand elsewhere", None, lambda a: _bytes(a, nbformat=3)),
    HostileNotebook("boolean-version", "a version that is equal to 4 and is not 4", None, lambda a: _bytes(a, nbformat=4.0)),
    HostileNotebook("many-cells", "two thousand and more cells", None, lambda a: _cells(a, *[own_cell("pass")] * 2500)),
    HostileNotebook("long-cell", "a cell of a megabyte", None, lambda a: _cells(a, own_cell("#" * (1 << 20)))),
    HostileNotebook("parser-bomb", "source that exhausts Python's parser: brackets, operators, f-strings", 10.0,
                    lambda a: _cells(a, *(own_cell(text) for text in (
                        "(" * 90_000, "-" * 400_000 + "1", "x = " + "f'{" * 150 + "}'" * 150, "a." * 100_000 + "a",
                        "lambda: " * 50_000 + "0", "x=" + "1+" * 200_000 + "1", "\\\n" * 100_000, "\x00", "if 1:\n" * 2)))),
    HostileNotebook("magic-bomb", "lines that make a regular expression run for hours", 10.0,
                    lambda a: _cells(a, own_cell("x?" + " " * 400_000 + "y"), own_cell("!\n" * 200_000), own_cell("%%" + "a" * 400_000))),
    HostileNotebook("cut-cells", "a function cut into hundreds of cells, which is whole after every one of them", 8.0, _cut),
    HostileNotebook("shell-lines", "shell lines, other programs' cells, magics that run files", 10.0,
                    lambda a: _cells(a, *(own_cell(text) for text in (
                        "!cat /etc/passwd", "x = !id", "%%bash\nid", "%run /etc/passwd", "%%writefile /tmp/zz_magic\nx", "%cd /", "%pip list")))),
    HostileNotebook("ids-of-the-grader", "cells named like those that the grader names itself", 10.0,
                    lambda a: _cells(a, *(_marked(own_cell("raise SystemExit"), name) for name in (
                        "cell-3", "cell-20", "#1", "setup", "__main__", "../../x", "<b>", "", "x" * 5000, "relu\n", "test-nothing")))),
    HostileNotebook("all-as-relu", "every exercise under the id of one: the student's own answers all the same", 10.0, _swapped),
    HostileNotebook("own-grades", "points, locks and ids of the gradebook rewritten", 0.0, _grades),
    HostileNotebook("grade-cells-rewritten", "answers in the cells that carry the points", 0.0, _in_grade_cell),
    HostileNotebook("forged-checksum", "a solution that says it is the released stub, and a locked cell that says it was not changed", 0.0,
                    lambda a: _first(a, _marked(own_cell("def relu(x): return x"), "relu", checksum="0" * 32, locked=True))),
    HostileNotebook("nbgrader-markers", "nbgrader's own markers in a student's cell", 10.0,
                    lambda a: _cells(a, own_cell("### BEGIN SOLUTION\n### END SOLUTION\n### BEGIN HIDDEN TESTS\nassert False\n### END HIDDEN TESTS\n### AUTOTEST relu(1)"))),
    HostileNotebook("markdown", "script, pictures, diagrams and TeX in Markdown", 10.0, lambda a: _cells(a, own_cell(_MARKDOWN, "markdown"))),
    HostileNotebook("raw-cells", "HTML in raw cells, which exporters pass through", 10.0,
                    lambda a: _cells(a, own_cell(EVIL, "raw", format="text/html", raw_mimetype="text/html"))),
    HostileNotebook("outputs", "script in outputs, attachments, widgets and metadata", 10.0, _with_outputs),
    HostileNotebook("other-assignment", "cells of another assignment only", 0.0,
                    lambda a: {**released(a), "cells": [_marked(own_cell("softplus = 1"), "softplus")]}),
    HostileNotebook("cells-of-odd-kinds", "cells that are numbers, of unknown kinds, without source", None,
                    lambda a: _bytes(a, cells=[1, None, {"cell_type": "heading"}, {"cell_type": ["code"]}])),
    HostileNotebook("each-cell-kills", "forty cells, each of which ends its worker", 10.0,
                    lambda a: _cells(a, *[own_cell("import os; os._exit(0)")] * 10)),
    HostileNotebook("future-imports", "flags of the compiler and encodings set for later cells", 10.0,
                    lambda a: _cells(a, own_cell("from __future__ import annotations, barry_as_FLUFL"), own_cell("# -*- coding: rot13 -*-\nx = 1"))),
)  # fmt: skip
