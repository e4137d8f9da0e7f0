"""IPython's extras are taken out of a cell, and Python is left as it is."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebook.magics import plain_python


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1"),
        ("%config InlineBackend.figure_format = 'retina'", "# %config InlineBackend.figure_format = 'retina'"),
        ("%load_ext autoreload\n%autoreload 2", "# %load_ext autoreload\n# %autoreload 2"),
        ("if x:\n    %matplotlib inline", "if x:\n    pass  # %matplotlib inline"),
        ("%time y = f(x)", "y = f(x)"),
        ("%time", "# %time"),
        ("%timeit -n 10 f(x)", "# %timeit -n 10 f(x)"),
        ("%%time\ny = f(x)", "# %%time\ny = f(x)"),
        ("\n%%capture out\ny = 1", "\n# %%capture out\ny = 1"),
        ("%%time\n%matplotlib inline\ny = 1", "# %%time\n# %matplotlib inline\ny = 1"),
        ("%%timeit\ny = f(x)", "# %%timeit\n# y = f(x)"),
        ("%%html\n<b>bold</b>", "# %%html\n# <b>bold</b>"),
    ],
)
def test_a_harmless_magic_goes_without_a_note(source: str, plain: str) -> None:
    assert plain_python(source) == (plain, ())


@pytest.mark.parametrize(
    ("source", "plain", "notes"),
    [
        ("!rm -rf /\nx = 1", "# !rm -rf /\nx = 1", ("line 1: '!rm -rf /' is not run",)),
        ("!!ls", "# !!ls", ("line 1: '!!ls' is not run",)),
        ("x = 1\nfiles = !ls", "x = 1\n# files = !ls", ("line 2: 'files = !ls' is not run",)),
        ("d['k'], n = !ls", "# d['k'], n = !ls", ('line 1: "d[\'k\'], n = !ls" is not run',)),
        ("t = %timeit -o f(x)", "# t = %timeit -o f(x)", ("line 1: 't = %timeit -o f(x)' is not run",)),
        ("for i in y:\n    !echo {i}", "for i in y:\n    pass  # !echo {i}", ("line 2: '!echo {i}' is not run",)),
        ("!pip install \\\n  numpy\nx = 1",
         "# !pip install \\\n#   numpy\nx = 1", ("line 1: '!pip install \\\\' is not run",)),
        ("%run other.py", "# %run other.py", ("line 1: '%run other.py' is not run",)),
        ("%cd ..", "# %cd ..", ("line 1: '%cd ..' is not run",)),
        ("%sx ls", "# %sx ls", ("line 1: '%sx ls' is not run",)),
        ("%pip install x", "# %pip install x", ("line 1: '%pip install x' is not run",)),
        ("%pylab inline", "# %pylab inline", ("line 1: '%pylab inline' is not run",)),
        ("%nonsense", "# %nonsense", ("line 1: '%nonsense' is not run",)),
        ("?print", "# ?print", ("line 1: '?print' is not run",)),
        ("np.exp??", "# np.exp??", ("line 1: 'np.exp??' is not run",)),
        ("%%bash\nls\nrm x", "# %%bash\n# ls\n# rm x", ("line 1: '%%bash' is not run, nor is the rest of its cell",)),
        ("%%writefile a.py\nx = 1", "# %%writefile a.py\n# x = 1",
         ("line 1: '%%writefile a.py' is not run, nor is the rest of its cell",)),
        ("%% odd", "# %% odd", ("line 1: '%% odd' is not run, nor is the rest of its cell",)),
        ("x = 1\n%%time", "x = 1\n# %%time", ("line 2: '%%time' is not run",)),
        ("!echo \x1b[2J", "# !echo \x1b[2J", (r"line 1: '!echo \\x1b[2J' is not run",)),
    ],
)  # fmt: skip
def test_what_is_refused_is_noted_with_its_line(source: str, plain: str, notes: tuple[str, ...]) -> None:
    assert plain_python(source) == (plain, notes)


@pytest.mark.parametrize(
    "source",
    [
        'text = """\n%matplotlib inline\n!ls\n?help\n"""',
        "text = '''it's\n!ls\n'''",
        "x = (a\n     % b)",
        "x = [a\n% b]",
        "x = a \\\n% b",
        "x = 'a\\\n!b'",
        "x != y",
        "a = b != c",
        "assert x != y, 'why?'",
        "print('%d' % 3)  # %d!",
        "# !ls\n# why?",
        "f'{x!r}'",
        'rx = r"\\\\"\ny = a % b',
        "x = {'%a': 1,\n     '!b': 2}",
        'd["%s" % k] = 5 if a != b else 6',
        "x: int = 5 % 2",
        'print("?", end="!")',
        "print('x=%d' % x)",
        "raise ValueError('k=!')",
        "assert k in '=!'",
    ],
)
def test_python_is_left_as_it_is(source: str) -> None:
    ast.parse(source)
    assert plain_python(source) == (source, ())


def test_no_file_of_the_standard_library_is_touched() -> None:
    paths = sorted(Path(subprocess.__file__).parent.glob("*.py"))
    assert len(paths) > 100
    for path in paths:
        source = path.read_text(encoding="utf-8", errors="replace")
        assert plain_python(source) == (source, ()), path


@given(st.text(alphabet="%!?ab =\n'\"\\#()[] ", max_size=40))
def test_every_line_keeps_its_number(source: str) -> None:
    plain, _ = plain_python(source)
    assert plain.count("\n") == source.count("\n")


@given(st.text(alphabet="%!?ab =\n'\"\\#()[] ", max_size=30))
def test_whatever_is_valid_python_is_left_as_it_is(source: str) -> None:
    try:
        ast.parse(source)
    except SyntaxError:
        return
    assert plain_python(source) == (source, ())


def test_a_hostile_cell_is_read_in_linear_time() -> None:
    for source in ("a" * 200_000 + "?x", "a=" * 100_000 + "!", "x[" * 100_000 + "% y", "?" * 100_000, "%" * 100_000):
        plain_python(source)
