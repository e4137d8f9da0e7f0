"""Cells leave behind what IPython leaves: magics that run their body, `await`, `_`, and `get_ipython()`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.notebook.magics import plain_python
from autograder.worker.cells import Notebook, place_of


@pytest.fixture(autouse=True)
def main_stays() -> Iterator[None]:
    """A notebook calls itself `__main__`; pytest's own comes back, and IPython's."""
    kept = {name: sys.modules.get(name) for name in ("__main__", "IPython.core.getipython")}
    yield
    for name, module in kept.items():
        if module is None:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = module


def after(*cells: str) -> dict[str, Any]:
    """The names after these cells, each read as a submission's are."""
    notebook = Notebook()
    for number, cell in enumerate(cells, 1):
        source, _ = plain_python(cell)
        notebook.load(f"cell-{number}", source)
    return notebook.module.__dict__


@pytest.mark.parametrize("magic", ["%%time", "%%prun", "%%prun -l 5 -s time", "%%capture", "%%capture out", "%%time\n%%prun"])
def test_a_cell_magic_that_runs_its_body_leaves_its_names(magic: str) -> None:
    assert after(f"{magic}\ndef f(x):\n    return x + 1\ny = f(1)\n")["y"] == 2


def test_timeit_runs_its_body_once_and_leaves_no_names() -> None:
    names = after("calls = []", "%%timeit -n 100 start = 5\ncalls.append(start)\nlocal = 1", "%timeit -n 10 calls.append(0)")
    assert names["calls"] == [5, 0]
    assert names.keys().isdisjoint({"local", "start"})


def test_an_error_under_timeit_names_its_line() -> None:
    notebook = Notebook()
    with pytest.raises(ZeroDivisionError) as raised:
        notebook.load("c", plain_python("\n%%timeit\nx = 1\n\n1 / 0\n")[0])
    assert place_of(raised.value) == ("c", 5)


def test_capture_leaves_what_was_printed() -> None:
    names = after("%%capture out\nprint('hello')\nimport sys\nprint('no', file=sys.stderr)", "print('later')\ntext = str(out)")
    assert (names["out"].stdout, names["out"].stderr, names["text"]) == ("hello\n", "no\n", "hello\n")
    assert after("%%capture --no-stderr out\nprint(1)")["out"].stdout == "1\n"


def test_printing_goes_on_after_a_captured_cell_that_raised() -> None:
    notebook = Notebook()
    before = sys.stdout
    with pytest.raises(ZeroDivisionError):
        notebook.load("c", plain_python("%%capture out\nprint(1)\n1 / 0")[0])
    assert sys.stdout is before
    assert notebook.module.__dict__["out"].stdout == "1\n"


def test_line_magics_run_their_statement_in_the_notebook() -> None:
    names = after("%time y = 3", "z = %time y + 1", "t = %timeit -o -n 5 y + 1", "%prun -l 3 w = 4")
    assert (names["y"], names["z"], names["w"], names["t"].loops) == (3, 4, 4, 1)


def test_the_value_at_the_end_of_a_cell_is_called_underscore() -> None:
    names = after("1 + 1", "x = _ + 1\nx", "y = (_, __)", "None", "z = _")
    assert (names["x"], names["y"], names["z"]) == (3, (3, 2), 3)


def test_a_notebook_that_uses_underscore_itself_keeps_it() -> None:
    assert after("for _ in range(3): pass", "5 + 5", "x = _")["x"] == 2


def test_await_at_the_top_of_a_cell_runs_what_does_not_wait() -> None:
    names = after(
        "import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x + 1",
        "y = await f(1)",
        "async def numbers():\n    yield 1\n    yield 2",
        "found = [n async for n in numbers()]\nasync for n in numbers():\n    last = n\nawait f(5)",
    )
    assert (names["y"], names["found"], names["last"], names["_"]) == (2, [1, 2], 2, 6)


def test_a_cell_that_really_waits_is_refused_with_a_sentence() -> None:
    class Waits:
        def __await__(self) -> Iterator[str]:
            yield "a promise"

    notebook = Notebook()
    notebook.module.__dict__["waits"] = Waits()
    with pytest.raises(RuntimeError, match="nothing comes from there when graded"):
        notebook.load("c", "await waits")


def test_giving_way_for_ever_ends() -> None:
    with pytest.raises(RuntimeError, match="when graded"):
        after("import asyncio\nwhile True:\n    await asyncio.sleep(0)")


@pytest.mark.parametrize(
    "line",
    [
        "get_ipython().run_line_magic('matplotlib', 'inline')",
        "get_ipython().magic('matplotlib inline')",
        "get_ipython().system('ls')",
        "get_ipython().run_cell_magic('bash', '', 'ls')",
        "assert 'google.colab' not in str(get_ipython())",
        "assert 'IPKernelApp' not in get_ipython().config",
        "get_ipython().events.register('post_execute', print)",
        "get_ipython().kernel.do_shutdown(True)",
        "assert get_ipython().getoutput('ls') == []",
        "get_ipython().push({'pushed': 1})\nassert pushed == 1",
        "get_ipython().run_cell('ran = 1')\nassert ran == 1",
        "assert get_ipython().user_ns is globals()",
        "from IPython.display import display, clear_output, HTML, Image",
    ],
)
def test_get_ipython_is_there_and_harmless(line: str) -> None:
    after(line)


def test_ipythons_own_get_ipython_gives_the_same() -> None:
    """In a process of its own: here IPython is loaded already."""
    code = (
        "from autograder.worker.cells import Notebook\n"
        "Notebook().run('c', 'from IPython import get_ipython as other\\nassert other() is get_ipython()')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


HELPER = "def double(x):\n    return 2 * x"


@pytest.mark.parametrize(
    "cells",
    [
        (f"%%writefile own_helper.py\n{HELPER}", "import own_helper\ny = own_helper.double(2)"),
        (f"%%time\n%%file './own_helper.py'\n{HELPER}", "from own_helper import *\ny = double(2)"),
        ("%%writefile own_helper.py\nz = 1", f"%%writefile -a own_helper.py\n{HELPER}", "import own_helper as o\ny = o.z + o.double(1) + 1"),
        ("%%writefile own_helper.py\nz = 1", "import own_helper as o", f"%%writefile own_helper.py\n{HELPER}",
         "import importlib\nimportlib.reload(o)\ny = o.double(2)"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("writable", [True, False])
def test_a_module_that_a_cell_writes_can_be_imported_also_where_no_file_can_be(
    cells: tuple[str, ...], writable: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    if not writable:
        (tmp_path / "own_helper.py").mkdir()
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.delitem(sys.modules, "own_helper", raising=False)
    assert after(*cells)["y"] == 4
    sys.modules.pop("own_helper", None)


def test_a_file_of_data_that_a_cell_writes_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    cells = ("%%writefile data.csv\n1,2\n3,4", "%%writefile -a data.csv\n5,6", "import csv\ny = len(list(csv.reader(open('data.csv'))))")
    assert after(*cells)["y"] == 3


def test_an_error_in_a_written_module_is_in_the_cell_that_wrote_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    notebook = Notebook()
    source, _ = plain_python("%%writefile broken_helper.py\ndef f(x):\n    return x + none_of_these")
    notebook.load("cell-4", source)
    with pytest.raises(NameError) as caught:
        notebook.load("cell-5", "import broken_helper\nbroken_helper.f(1)")
    assert place_of(caught.value) == ("cell-4", 3)
    sys.modules.pop("broken_helper", None)


def test_future_imports_hold_for_the_cells_after_them() -> None:
    assert after("from __future__ import annotations", "def f(x: undefined): pass\nf.__annotations__['x']")["_"] == "undefined"


@pytest.mark.parametrize("source", ["x = 1\nx", "x = 1", "def f():\n    return 1\n", "f = lambda: 1\n# end\n", "", "   ", "'''a\n\n'''"])
def test_every_cell_that_is_python_runs(source: str) -> None:
    after(source)


@pytest.mark.parametrize("last", ["return 3", "break", "yield 3", "def g(a, a): pass", "def g():\n    nonlocal x"])
def test_what_stands_above_a_statement_that_cannot_be_compiled_has_run_as_in_ipython(last: str) -> None:
    notebook = Notebook()
    with pytest.raises(SyntaxError) as caught:
        notebook.load("c", f"x = 1\n{last}\nx = 2")
    assert notebook.module.__dict__["x"] == 1
    assert place_of(caught.value)[0] == "c"
    assert after("x = 1\nglobal x\ny = x")["y"] == 1


def test_a_semicolon_of_its_own_is_nothing_as_in_ipython() -> None:
    assert after("x = 1\n;")["x"] == 1


def test_a_session_that_was_pasted_with_its_outputs_runs() -> None:
    pasted = "In [1]: def f(x):\n   ...:     return 2 * x\n\nOut[1]: 4\n\nIn [2]: y = f(2)"
    assert after(pasted)["y"] == 4


def test_a_module_finds_what_ipython_offers_everywhere() -> None:
    notebook = Notebook()
    notebook.run("a", "import types\nmine = types.ModuleType('mine')\nexec('shell = get_ipython()', mine.__dict__)")
    assert notebook.module.__dict__["mine"].shell is notebook.shell
