"""IPython's extras are taken out of a cell, and Python is left as it is."""

from __future__ import annotations

import ast
import inspect
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import PromptStripper, TransformerManager

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
        ("%timeit -n 10 f(x)", "get_ipython().run_line_magic('timeit', '-n 10 f(x)')"),
        ("%timeit", "# %timeit"),
        ("t = %timeit -o f(x)", "t = get_ipython().run_line_magic('timeit', '-o f(x)')"),
        ("y = %time f(x)", "y = f(x)"),
        ("%prun -l 5 -s time y = f(x)", "y = f(x)"),
        ("for i in x:\n    %time f(i)", "for i in x:\n    f(i)"),
        ("here = %pwd", "here = get_ipython().run_line_magic('pwd', '')"),
        ("%reset -f\nx = 1", "# %reset -f\nx = 1"),
        ("?print", "# ?print"),
        ("np.exp??", "# np.exp??"),
        ("/print x y", "print(x, y)"),
        (",f a b", "f('a', 'b')"),
        (";f a b", "f('a b')"),
        ("%%time\ny = f(x)", "# %%time\ny = f(x)"),
        ("%%prun\ny = f(x)", "# %%prun\ny = f(x)"),
        ("%%prun -l 5 x = 1\ny = f(x)", "x = 1\ny = f(x)"),
        ("\n%%capture\ny = 1", "\n# %%capture\ny = 1"),
        ("\n%%capture out\ny = 1", "\nout = get_ipython().capture('')\ny = 1"),
        ("%%capture --no-stderr out\ny = 1", "out = get_ipython().capture('--no-stderr')\ny = 1"),
        ("%%time\n%%capture out\ny = 1", "# %%time\nout = get_ipython().capture('')\ny = 1"),
        ("    def f(x):\n        return x", "def f(x):\n    return x"),
        ("\n\n\tx = 1\n\ty = 2", "\n\nx = 1\ny = 2"),
        (">>> def f(x):\n...     return x\n>>> y = f(1)", "def f(x):\n    return x\ny = f(1)"),
        ("In [3]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
        ("In [3]: %time x = 1", "x = 1"),
        ("%%time\n%matplotlib inline\ny = 1", "# %%time\n# %matplotlib inline\ny = 1"),
        ("%%timeit\ny = f(x)", "get_ipython().run_cell_magic('timeit', '', 'y = f(x)')\n# y = f(x)"),
        ("%%html\n<b>bold</b>", "# %%html\n# <b>bold</b>"),
    ],
)
def test_a_harmless_magic_goes_without_a_note(source: str, plain: str) -> None:
    assert plain_python(source) == (plain, ())


@pytest.mark.parametrize(
    ("source", "plain", "notes"),
    [
        ("!rm -rf /\nx = 1", "# !rm -rf /\nx = 1", ("line 1: '!rm -rf /' is not run: no other program runs when graded",)),
        ("os.system('ls')", "os.system('ls')", ("line 1: \"os.system('ls')\" is not run: no other program runs when graded",)),
        ("!!ls", "# !!ls", ("line 1: '!!ls' is not run: no other program runs when graded",)),
        ("x = 1\nfiles = !ls", "x = 1\n# files = !ls", ("line 2: 'files = !ls' is not run: no other program runs when graded",)),
        ("d['k'], n = !ls", "# d['k'], n = !ls", ('line 1: "d[\'k\'], n = !ls" is not run: no other program runs when graded',)),
        ("for i in y:\n    !echo {i}", "for i in y:\n    pass  # !echo {i}", ("line 2: '!echo {i}' is not run: no other program runs when graded",)),
        ("!pip install \\\n  numpy\nx = 1",
         "# !pip install \\\n#   numpy\nx = 1", ("line 1: '!pip install \\\\' is not run: packages cannot be installed when graded",)),
        ("%run other.py", "# %run other.py", ("line 1: '%run other.py' is not run: no other files are there when graded: what is needed must stand in the notebook",)),
        ("%cd ..", "# %cd ..", ("line 1: '%cd ..' is not run: no other files are there when graded: what is needed must stand in the notebook",)),
        ("%sx ls", "# %sx ls", ("line 1: '%sx ls' is not run: no other program runs when graded",)),
        ("%pip install x", "# %pip install x", ("line 1: '%pip install x' is not run: packages cannot be installed when graded",)),
        ("%nonsense", "# %nonsense", ("line 1: '%nonsense' is not run: only Python runs when graded",)),
        ("%%bash\nls\nrm x", "# %%bash\n# ls\n# rm x", ("line 1: '%%bash' is not run, nor is the rest of its cell: no other program runs when graded",)),
        ("%%writefile a/b.py\nx = 1", "# %%writefile a/b.py\n# x = 1",
         ("line 1: '%%writefile a/b.py' is not run, nor is the rest of its cell: no files are kept when graded: put it into the notebook itself",)),
        ("%% odd", "# %% odd", ("line 1: '%% odd' is not run, nor is the rest of its cell: only Python runs when graded",)),
        ("x = 1\n%%time", "x = 1\n# %%time", ("line 2: '%%time' is not run: only Python runs when graded",)),
        ("!echo \x1b[2J", "# !echo \x1b[2J", (r"line 1: '!echo \\x1b[2J' is not run: no other program runs when graded",)),
    ],
)  # fmt: skip
def test_what_is_refused_is_noted_with_its_line(source: str, plain: str, notes: tuple[str, ...]) -> None:
    assert plain_python(source) == (plain, notes)


@pytest.mark.parametrize(
    "source",
    [
        'text = """\n%matplotlib inline\n!ls\n?help\n"""',
        "text = '''it's\n!ls\n'''",
        "text = '''\nos.system('ls')\n'''",
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


@settings(deadline=None)
@given(st.text(alphabet="%!?ab =\n'\"\\#()[] ", max_size=40))
def test_every_line_keeps_its_number(source: str) -> None:
    plain, _ = plain_python(source)
    assert plain.count("\n") == source.count("\n")


@settings(deadline=None)
@given(st.text(alphabet="%!?ab =\n'\"\\#()[] ", max_size=30))
def test_whatever_is_valid_python_is_left_as_it_is(source: str) -> None:
    try:
        ast.parse(source)
    except SyntaxError:
        return
    assert plain_python(source) == (source, ())


def test_a_hostile_cell_is_read_in_linear_time() -> None:
    for source in ("a" * 200_000 + "?x", "a=" * 100_000 + "!", "x[" * 100_000 + "% y", "?" * 100_000, "%" * 100_000,
                   "!" + "python" * 30_000, "\n" * 200_000 + "%x", " " * 100_000 + "x!", "    " + "'''" * 60_000 + "!",
                   ">>> " + "'''\n" * 50_000, "  x\n" * 50_000, "%timeit -n" + " -n" * 50_000, "%%timeit\n" * 300,
                   "%%time\n" * 50_000 + "x", "!\n" * 200_000, "x?\n" * 200_000, "x = '" + "\\'" * 100_000 + "\n!"):
        plain_python(source)


_WORDS = ("def f(x):", "    return x", "y = f(1)", "", "    ", ">>> ", "... ", "In [1]: ", "   ...: ", "%time ", "%%time", "#",
          "''''", "if y:", "    y = 2", "%matplotlib inline", "f?", "%%prun", "x = 'a'")  # fmt: skip

@pytest.mark.skipif(
    "doctest" not in inspect.signature(PromptStripper).parameters,
    reason="earlier versions of IPython take other lines for prompts and for set in",
)
@settings(deadline=None, max_examples=300)
@example([("%matplotlib inline", "''''"), ("In [1]: ", "y = f(1)")])  # a quote in a magic's line opens no string
@example([("", ">>> "), ("%%prun", ""), ("In [1]: ", "y = f(1)")])
@given(st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_WORDS)), min_size=1, max_size=6))
def test_what_ipython_runs_as_python_runs_here_too(parts: list[tuple[str, str]]) -> None:
    """Against IPython's own transformation of the whole cell: what is left of it, its calls of magics apart, is ours."""
    source = "\n".join(first if first[:2] == "%%" else first + second for first, second in parts if second != "f?")
    try:
        theirs = _without_magics(ast.parse(TransformerManager().transform_cell(source)))
    except (SyntaxError, ValueError):  # it fails there, too
        return
    ours, _ = plain_python(source)
    assert _without_magics(ast.parse(ours)) == theirs


def _without_magics(tree: ast.AST) -> list[str]:
    """The statements in order, those that IPython has its shell run as the Python that stands in them."""
    found = []
    for node in ast.walk(tree):
        for child in getattr(node, "body", []) if isinstance(getattr(node, "body", None), list) else []:
            match child:
                case ast.Expr(ast.Call(ast.Attribute(attr="run_line_magic"), [ast.Constant(name), ast.Constant(line)])):
                    if str(name).startswith("%"):
                        raise ValueError("a cell magic that begins no cell is an error in IPython")
                    if name == "time" and line:
                        found += [ast.dump(part) for part in ast.parse(line).body]
                case ast.Expr(ast.Call(ast.Attribute(attr="run_cell_magic"), [_, ast.Constant(line), ast.Constant(cell)])):
                    inner = TransformerManager().transform_cell(f"{line}\n{cell}")
                    found += _without_magics(ast.parse(inner))
                case ast.Pass():
                    pass
                case ast.FunctionDef() | ast.If():
                    found.append(type(child).__name__)
                case _:
                    found.append(ast.dump(child))
    return found
