"""Errors that a beginner can act on: the place, the line, what was perhaps meant, and what holds of every such error."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.protocol.codec import clean_text
from autograder.protocol.values import StudentRaised
from autograder.suite.errors import code_of, in_words, kind_of, of_a_check
from autograder.suite.failures import raised_failure
from autograder.wording import section
from autograder.worker.cells import Notebook
from autograder.worker.errors import describe_error


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


def raised_by(source: str, exercise: str = "f") -> StudentRaised:
    """What arrives of the error that a cell raises, with what the trial adds."""
    notebook = Notebook()
    notebook.run("setup", "import numpy as np\nimport math")
    try:
        notebook.run(exercise, source)
    except BaseException as error:
        kind, bases, text, cell, line, start, end, name, meant, through = describe_error(error, notebook.module.__dict__)
        found = StudentRaised(
            kind, tuple(bases), text, cell, line,
            columns=(start, end), name=name, meant=meant, through=tuple(through),
        )  # fmt: skip
        lines = source.split("\n")
        found.source = lines[line - 1] if 0 < line <= len(lines) else ""
        found.exercises = (exercise,)
        return found
    raise AssertionError("nothing was raised")


A = "a = np.ones((2, 3))\nb = np.ones((4, 3))\n"
CAUSES = [
    ("truth", "if np.array([1, 2]) > 1: pass"),
    ("truth", "max(np.array([1, 2]), np.array([0, 3]))"),
    ("truth", "np.array([1, 2]) > 0 and True"),
    ("broadcast", A + "a + b"),
    ("broadcast", "np.ones((2, 3))[[0, 1], [0, 1, 2]]"),
    ("broadcast_into", "a = np.zeros(3)\na[:] = np.ones(2)"),
    ("truth_empty", "if np.array([]): pass"),
    ("size_negative", "np.zeros(2 - 3)"),
    ("unhashable", "{[1, 2]: 3}"),
    ("unhashable", "{np.ones(2)}"),
    ("real_number", "math.sin([1, 2])"),
    ("real_number", "float([1])"),
    ("real_number", "math.sqrt('a')"),
    ("argument_missing", "np.maximum(np.ones(3))"),
    ("argument_missing", "np.exp()"),
    ("argument_many", "np.exp(1, 2, 3, 4)"),
    ("plot_lengths", "import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt\nplt.subplots()[1].scatter([1], [1, 2])"),
    ("argument_name", "import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt\nplt.subplots()[1].plot([1], [1], colour='r')"),
    ("broadcast_into", "a = np.zeros(3)\na += np.ones((2, 3))"),
    ("broadcast_into", "a = np.zeros(3)\na[[0, 1]] = np.ones(3)"),
    ("matmul", A + "a @ b"),
    ("matmul", A + "np.dot(a, b)"),
    ("matmul", A + "np.matmul(np.ones(2), b)"),
    ("matmul_dimensions", "np.ones(2) @ np.float64(3)"),
    ("reshape", "np.ones(6).reshape(4, 2)"),
    ("inhomogeneous", "np.array([[1, 2], [3]])"),
    ("sequence_element", "a = np.zeros(3)\na[0] = [1, 2]"),
    ("read_only", "a = np.ones(3)\na.flags.writeable = False\na[0] = 1"),
    ("read_only", "a = np.ones(3)\na.flags.writeable = False\na += 1"),
    ("axis", "np.ones(3).sum(axis=1)"),
    ("axis", "np.max(np.ones((2, 2)), axis=2)"),
    ("unpack_many", "x, y = np.ones(3)"),
    ("unpack_many", "x, y = 1, 2, 3"),
    ("unpack_few", "x, y, z = np.ones((2, 3))"),
    ("join_shapes", A + "np.concatenate([a, np.ones((2, 2))])"),
    ("join_shapes", "np.stack([np.ones(2), np.ones(3)])"),
    ("join_shapes", "np.concatenate([])"),
    ("plot_lengths", "import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt\nplt.subplots()[1].plot([1, 2], [1])"),
    ("floating", "with np.errstate(all='raise'): np.exp(np.array([-1e4]))"),
    ("floating", "with np.errstate(all='raise'): np.float64(1) / np.float64(0)"),
    ("empty_reduction", "np.max(np.array([]))"),
    ("empty_reduction", "max([])"),
    ("empty_reduction", "np.argmax(np.array([]))"),
    ("int_text", "int('3.5')"),
    ("int_text", "float('three')"),
    ("int_text", "np.array(['a']).astype(float)"),
    ("math_domain", "math.sqrt(-1)"),
    ("math_domain", "math.log(0)"),
    ("not_in_list", "[1].index(2)"),
    ("not_in_list", "[1].remove(2)"),
    ("too_deep", "np.interp(0.5, np.ones((2, 2)), [1, 2])"),
    ("index_axes", "np.ones(3)[0, 1]"),
    ("index_type", "np.ones(3)[1 / 1]"),
    ("index_type", "np.ones(3)[np.array([0.0, 1.0])]"),
    ("index_scalar", "np.float64(3)[0]"),
    ("index_mask", "np.ones(3)[np.array([True, False])]"),
    ("index", "[1, 2][2]"),
    ("index", "np.ones(3)[3]"),
    ("index", "(1, 2)[5]"),
    ("index", "'ab'[2]"),
    ("key", "{'W1': 1}['w1']"),
    ("none", "None + 1"),
    ("none", "np.ones(2) * None"),
    ("none", "def f(): print(3)\nx, y = f()"),
    ("none", "[1].append(2)[0]"),
    ("none", "for x in [2, 1].sort(): pass"),
    ("none_attribute", "None.shape"),
    ("power", "2.0 ^ 2"),
    ("power", "np.ones(2) ^ 2"),
    ("bits", "1.5 & 2.0"),
    ("bits", "np.ones(2) & np.ones(2)"),
    ("text_number", "'a' + 1"),
    ("text_number", "1 + 'a'"),
    ("text_number", "'3' - 1"),
    ("text_number", "np.ones(2) + 'a'"),
    ("list_number", "[1, 2] - [1, 1]"),
    ("list_number", "[1, 2] + 1"),
    ("list_number", "[1, 2] * 1.5"),
    ("list_number", "[1, 2] / 2"),
    ("list_number", "-[1]"),
    ("list_number", "(1, 2) + [3]"),
    ("function_number", "np.sum + 1"),
    ("function_number", "print * 2"),
    ("compare", "1 < 'a'"),
    ("compare", "[1] < 2"),
    ("call_array", "np.ones(3)(0)"),
    ("call_array", "x = 2.0\nx(3 + 1)"),
    ("call_array", "sum = 3\nsum([1])"),
    ("argument_missing", "def f(x, y): pass\nf(1)"),
    ("argument_missing", "class A:\n    def __init__(self, W): pass\nA()"),
    ("argument_missing", "def f():\n    def g(x): pass\n    g()\nf()"),
    ("argument_missing_self", "class A:\n    def g(self): pass\nA.g()"),
    ("argument_missing", "class A:\n    def g(self, x): pass\nA().g()"),
    ("argument_many_method", "class A:\n    def g(x): pass\nA().g(1)"),
    ("argument_many", "def f():\n    def g(x): pass\n    g(1, 2)\nf()"),
    ("argument_class", "class A: pass\nA(3)"),
    ("argument_class", "class A:\n    def _init_(self, W): pass\nA(3)"),
    ("argument_most", "{}.clear(1)"),
    ("argument_most", "int('1', 2, 3)"),
    ("argument_many", "def f(*, x): pass\nf(1)"),
    ("argument_many", "def f(x, y=1): pass\nf(1, 2, 3)"),
    ("argument_name", "np.sum(np.ones(2), axes=0)"),
    ("argument_name", "def f(x): pass\nf(y=1)"),
    ("argument_twice", "def f(x, y): pass\nf(1, x=2)"),
    ("dtype", "np.zeros(2, 3)"),
    ("one_number", "math.exp(np.ones(3))"),
    ("one_number", "float(np.ones(3))"),
    ("zero_d", "for x in np.array(3): pass"),
    ("zero_d", "len(np.array(3))"),
    ("iterate_number", "for x in 3: pass"),
    ("iterate_number", "x, y = 3.0"),
    ("iterate_number", "len(3)"),
    ("iterate_number", "sum(np.float64(3))"),
    ("integer_needed", "range(2.0)"),
    ("integer_needed", "np.zeros(3.0)"),
    ("integer_needed", "[1, 2][1.0]"),
    ("integer_needed", "[[1], [2]][0, 0]"),
    ("integer_needed", "[1, 2][:1.0]"),
    ("integer_needed", "np.max([[1, 2], [3, 4]][np.ones(2)], 0)"),
    ("integer_needed", "x = [1, 2][np.max(np.ones(2), axis=0)]"),
    ("axis_needed", "np.max(0, np.ones(2))"),
    ("axis_needed", "np.max(np.zeros(2), np.ones(2))"),
    ("axis_needed", "np.min(0, 2.5)"),
    ("axis_needed", "np.concatenate(np.ones(2), np.ones(2))"),
    ("subscript", "np.sum[0]"),
    ("subscript", "(3)[0]"),
    ("subscript", "print['a']"),
    ("item_assignment", "(1, 2)[0] = 3"),
    ("item_assignment", "x = 'ab'\nx[0] = 'c'"),
    ("item_assignment", "x = 3.0\nx[0] = 1"),
    ("cast_in_place", "a = np.array([1, 2])\na += 0.5"),
    ("cast_in_place", "a = np.array([1, 2])\na /= 2"),
    ("ufunc_type", "np.exp(np.array(['a']))"),
    ("ufunc_type", "np.exp(np.array([[1, 2], [3]], dtype=object))"),
    ("out_argument", "np.maximum(1, 2, 3)"),
    ("numpy_removed", "np.int(3)"),
    ("numpy_removed", "np.float(3)"),
    ("numpy_removed", "np.float_(3)"),
    ("module_attribute", "np.exponential(3)"),
    ("module_attribute", "math.expp(3)"),
    ("list_attribute", "[1, 2].shape"),
    ("list_attribute", "[1, 2].dot([1])"),
    ("array_append", "np.ones(2).append(1)"),
    ("attribute", "class A: pass\nA().W"),
    ("attribute", "(3).foo"),
    ("zero_division", "1 / 0"),
    ("zero_division", "1 % 0"),
    ("zero_division", "1.0 // 0"),
    ("integer_bounds", "np.uint8(300)"),
    ("infinity_integer", "int(float('inf'))"),
    ("infinity_integer", "int(float('nan'))"),
    ("overflow", "math.exp(1000)"),
    ("overflow", "2.0 ** 5000"),
    ("singular", "np.linalg.inv(np.zeros((2, 2)))"),
    ("square", "np.linalg.inv(np.zeros((2, 3)))"),
    ("abstract", "import abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def f(self): pass\nA()"),
    ("unbound_local", "x = 1\ndef f():\n    x += 1\nf()"),
    ("unbound_local", "def f():\n    if False:\n        y = 1\n    return y\nf()"),
    ("name_self", "def f(x):\n    return self.x\nf(1)"),
    ("name", "undefined + 1"),
    ("module", "import google.colab"),
    ("module", "import my_helpers"),
    ("import_name", "from numpy import exponential"),
    ("input", "import io, sys\nsys.stdin = io.StringIO()\ninput()"),
    ("exit", "raise SystemExit"),
    ("exit", "import sys\nsys.exit(1)"),
    ("files", "open('data.csv')"),
    ("files", "np.loadtxt('data.csv')"),
    ("forbidden", "raise PermissionError(1, 'Operation not permitted')"),
    ("processes", "from multiprocessing import shared_memory\nshared_memory.SharedMemory('none-of-this-name')"),
    ("programs", "import subprocess\nsubprocess.run(['/no/such/program'])"),
    ("network", "import socket\nsocket.create_connection(('127.0.0.1', 1), timeout=1)"),
    ("network", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:1', timeout=1)"),
    ("files", "import subprocess\nopen('no such file')"),
    ("threads", "import threading\nbefore = threading.stack_size(1 << 46)\ntry:\n    threading.Thread(target=print).start()\n"
     "finally:\n    threading.stack_size(before)"),
    ("loop", "import asyncio\nawait asyncio.sleep(1)"),
    ("recursion", "def f(n): return f(n - 1)\nf(3)"),
    ("memory", "np.ones(1 << 60)"),
    ("memory", "raise MemoryError"),
    ("memory", "np.ones(1 << 50)"),
    ("syntax_colon", "def f(x)\n    return x"),
    ("syntax_colon", "if True\n    x = 1"),
    ("syntax_block", "def f(x):\nreturn x"),
    ("syntax_block", "for i in range(3):\n"),
    ("syntax_indent", "x = 1\n  y = 2"),
    ("syntax_tabs", "if True:\n        x = 1\n\ty = 2"),
    ("syntax_dedent", "if True:\n    x = 1\n  y = 2"),
    ("syntax_closed", "x = (1 + 2\ny = 3"),
    ("syntax_bracket", "x = 1)"),
    ("syntax_bracket", "x = (1]"),
    ("syntax_string", "x = 'abc"),
    ("syntax_string", "x = '''abc"),
    ("syntax_equal", "if x = 3: pass"),
    ("syntax_equal", "f(x) = 3"),
    ("syntax_equal", "print(a.b=3)"),
    ("syntax_print", "print 'x'"),
    ("syntax_return", "return 3"),
    ("syntax_loop", "break"),
    ("syntax_character", "x = “a”"),
    ("syntax_character", "x =\u00a03"),
    ("syntax_number", "x = 2y"),
    ("syntax_number", "x = 012"),
    ("syntax_arguments", "np.argmax(axis=0, 2)"),
    ("syntax_arguments", "def f(x=1, y): pass"),
    ("negative_power", "np.array([2, 10]) ** -1"),
    ("negative_power", "np.power(2, -1)"),
    ("one_number", "np.ones(3).item()"),
    ("format_value", "f'{[1]:.2f}'"),
    ("format_value", "'{:.3f}'.format(np.ones(2))"),
    ("format_value", "f'{2.5:d}'"),
    ("format_value", "f'{\"a\":.2f}'"),
    ("key", "{1, 2}.remove(3)"),
    ("list_number", "'ab' * 1.5"),
    ("syntax_await", "def f():\n    await g()"),
    ("syntax_version", "f'{x!}'"),
    ("syntax_invalid", "x = = 3"),
    ("syntax_invalid", "Here is the code:\nx = 3"),
    ("syntax_conflict", "<<<<<<< HEAD\nx = 3\n=======\nx = 4\n>>>>>>> main"),
    ("syntax_conflict", "x = 3\n=======\nx = 4"),
    ("syntax_fence", "```python\nx = 3\n```"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "source"), CAUSES)
def test_the_commonest_errors_are_explained(kind: str, source: str) -> None:
    error = raised_by(source)
    assert kind_of(error) == kind, error


@pytest.mark.parametrize(
    "line",
    ["raise ValueError", "raise KeyError(name)", "if x < 0: raise IndexError('out of range')", "raise TypeError('NoneType')",
     "raise ZeroDivisionError", "raise ValueError('operands could not be broadcast together')"],
)  # fmt: skip
def test_what_a_student_raises_means_what_the_student_says(line: str) -> None:
    error = raised_by(f"name, x = 'relu', -1\n{line}")
    assert kind_of(error) == ""


def test_a_bare_raise_of_what_was_caught_is_still_explained() -> None:
    assert kind_of(raised_by("try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise")) == "zero_division"
    assert raised_by("import mnist").meant == ""


def test_every_explanation_is_reached_by_a_real_error() -> None:
    assert {kind for kind, _ in CAUSES} == set(section("explained"))


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("unpack_many", StudentRaised("ValueError", (), "too many values to unpack (expected 2, got 3)", "f", 1)),
        ("argument_name", StudentRaised("TypeError", (), "f() got an unexpected keyword argument 'axs'. Did you mean 'axis'?", "f", 1)),
        ("math_domain", StudentRaised("ValueError", (), "expected a positive input", "f", 1)),
        ("math_domain", StudentRaised("ValueError", (), "expected a nonnegative input, got -1.0", "f", 1)),
        ("one_number", StudentRaised("TypeError", (), "only 0-dimensional arrays can be converted to Python scalars", "f", 1)),
        ("one_number", StudentRaised("TypeError", (), "only length-1 arrays can be converted to Python scalars", "f", 1)),
        ("index_mask", StudentRaised("IndexError", (), "boolean index did not match indexed array along dimension 0; dimension is 3 but corresponding boolean dimension is 2", "f", 1)),
        ("syntax_version", StudentRaised("SyntaxError", (), "f-string: expecting '}'", "f", 1)),
        ("syntax_version", StudentRaised("SyntaxError", (), "multiple exception types must be parenthesized", "f", 1)),
        ("zero_division", StudentRaised("ZeroDivisionError", (), "float division by zero", "f", 1)),
        ("zero_division", StudentRaised("ZeroDivisionError", (), "division by zero", "f", 1)),
        ("iterate_number", StudentRaised("TypeError", (), "cannot unpack non-iterable numpy.float64 object", "f", 1)),
        ("", StudentRaised("ValueError", (), "shapes (3,2) and (3,4) not aligned: 2 (dim 1) != 4 (dim 1)", "f", 1)),
        ("", StudentRaised("ValueError", (), "my own words", "f", 1)),
        ("", StudentRaised("AssertionError", (), "", "f", 1)),
        ("", StudentRaised("TypeError", (), "len() takes exactly one argument (0 given)", "f", 1)),
    ],
)  # fmt: skip
def test_the_words_of_other_pythons_and_numpys_are_known_and_other_words_are_not_explained(
    kind: str, error: StudentRaised
) -> None:
    assert kind_of(error) == kind


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("def sigmoid(x): return x\nsigmod(1)", "sigmoid"),
        ("def f(weights):\n    return wieghts\nf(1)", "weights"),
        ("pritn(3)", "print"),
        ("exp(3)", "np.exp"),
        ("NP.exp(3)", "np"),
        ("del np\nnp.exp(3)", "import numpy as np"),
        ("plt.plot([1])", "import matplotlib.pyplot as plt"),
        ("random.random()", "import random"),
        ("itertools.count()", "import itertools"),
        ("np.maxmum(1, 2)", "maximum"),
        ("np.Exp(1)", "exp"),
        ("def relu(x): return x\nnp.relu(1)", "relu"),
        ("np.relu(1)", ""),  # `real` is as near as many another name
        ("np.random.default_rng(0).randn(3)", "standard_normal"),
        ("np.random.default_rng(0).randint(3)", "integers"),
        ("class A:\n    def __init__(self):\n        self.weights = 1\nA().weigths", "weights"),
        ("import nunpy", "numpy"),
        ("import matplotlib.pyplot\nimport matplotlib.pyplt", "matplotlib.pyplot"),
        ("from numpy import arrange", "arange"),
        ("class Sigmoid:\n    def forward(self, x):\n        return sigmoid(x)\nSigmoid().forward(1)", ""),
        ("class Tree:\n    def add(self):\n        return Treee()\nTree().add()", "Tree"),
        ("completely_other_name", ""),
        ("def f():\n    err = 1\n    return error\nf()", "err"),  # and not KeyError
        ("raise Valueerror('mine')", "ValueError"),
        ("out + 1", ""),
        ("np.completely_other_name", ""),
        ("import completely_other_module", ""),
        ("raise NameError('mine')", ""),
    ],
)
def test_what_was_perhaps_meant_is_asked(source: str, meant: str) -> None:
    assert raised_by(source).meant == meant


def test_an_error_says_what_came_where_the_line_and_what_was_meant() -> None:
    error = raised_by("def sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n\ndef tanh(x):\n    return 2 * sigmod(2 * x) - 1\ntanh(1)")
    said = in_words(error)
    assert said["en"] == (
        "Your code stopped with NameError: name 'sigmod' is not defined\n"
        "That was in line 5 of the cell of `f`:\n"
        "    return 2 * sigmod(2 * x) - 1\n"
        "Did you mean `sigmoid`? "
        "No cell that ran before this gives the name a value. "
        "Names made inside a function exist only there, and those of another notebook only in that one."
    )
    assert said["ko"].startswith("코드가 다음 오류로 멈췄습니다. NameError: name 'sigmod' is not defined\n위치: `f` 셀의 5번째 줄\n    return 2")


def test_an_error_of_syntax_has_a_caret() -> None:
    assert code_of(raised_by("def f(x):\n    return (x + 1\n")) == "    return (x + 1\n           ^"
    assert code_of(raised_by("x = “a”")) == "    x = “a”\n        ^"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("if 1:\n\u00a0\u00a0x = 1", "    ⟦U+00A0⟧⟦U+00A0⟧x = 1\n    ^^^^^^^^"),
        ("x = [1,\u200b 2]", "    x = [1,⟦U+200B⟧ 2]\n           ^^^^^^^^"),
        ("def f（z）:", "    def f（z）:\n         ^^"),
        ("'가' x", "    '가' x\n         ^"),
        ("if 1: #\t가\n\tx =\t= 1", "    x =    = 1\n           ^"),
    ],
)
def test_a_caret_stands_where_the_mistake_is_seen(source: str, shown: str) -> None:
    said = code_of(raised_by(source))
    assert said.rstrip("^") == shown.rstrip("^")
    assert said.endswith("^")


def test_a_caret_in_a_very_long_line_is_shown_with_what_stands_around_it() -> None:
    shown = code_of(raised_by("x = [" + "1, " * 5000 + "2 3]"))
    line, marks = shown.split("\n")
    assert len(line) < 250
    assert line[marks.index("^") : marks.index("^") + 3] == "2 3"


def test_a_message_is_whole_and_keeps_its_lines() -> None:
    said = in_words(raised_by("raise ValueError('first line\\nsecond line' + ' more' * 100)"))
    assert "first line\nsecond line more" in said["en"]
    assert said["en"].count(" more") == 101  # and once in the line itself


def test_a_path_of_the_machine_that_grades_is_not_told() -> None:
    assert "/" not in in_words(raised_by("from numpy import exponential"))["en"]


def test_a_students_own_cell_is_known_by_its_number() -> None:
    error = StudentRaised("ValueError", (), "x", "cell-12", 3)
    assert "line 3 of cell 12 of the notebook" in in_words(error)["en"]
    assert "12번째 셀의 3번째 줄" in in_words(error)["ko"]


def test_an_unsolved_exercise_is_called_unsolved() -> None:
    assert raised_failure(StudentRaised("NotImplementedError", (), "", "f", 1)).hint["en"] == "This exercise is not solved yet."


def test_a_visible_check_that_stops_tells_the_cause_and_not_its_own_line() -> None:
    said = of_a_check(StudentRaised("TypeError", (), "'NoneType' object is not subscriptable", "test-f", 7))["en"]
    assert said.startswith("A visible check of the notebook stopped with TypeError: 'NoneType' object is not subscriptable\nThere is a None")
    assert "line 7" not in said


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=300), st.text(max_size=300), st.integers(0, 400), st.integers(0, 400), st.text(max_size=20))
def test_whatever_a_hostile_worker_says_comes_to_a_bounded_text(
    message: str, source: str, start: int, end: int, meant: str
) -> None:
    for kind in ("SyntaxError", "TypeError", "ValueError", "NameError"):
        error = StudentRaised(kind, ("Exception",), message, "f", 1, columns=(start, end), meant=meant)
        error.source = source
        for sentence in in_words(error).values():
            assert len(sentence) < len(message) + len(meant) + 1500


HOSTILE = {
    "text that raises": "class E(Exception):\n    def __str__(self): raise SystemExit\nraise E",
    "text that is no text": "class E(Exception):\n    def __str__(self): return 3\nraise E",
    "a huge text": "raise ValueError('x' * 10_000_000)",
    "a faked place": "e = SyntaxError('x')\ne.filename, e.lineno, e.offset = 'cell other', 10**30, -5\nraise e",
    "a text of its own kind": "class S(str): pass\nraise ValueError(S('x'))",
    "a name that is no text": "e = NameError('x')\ne.name = [1]\nraise e",
    "dir that raises": "class A:\n    def __dir__(self): raise SystemExit\nA().x",
    "dir without end": "class A:\n    def __dir__(self): return [str(i) for i in range(10**5)]\nA().x",
    "a class name with control characters": "raise type('E\\x1b[2J\\n', (Exception,), {})('x')",
    "its own traceback": "try:\n    1 / 0\nexcept Exception as e:\n    raise e.with_traceback(None)",
    "a message that looks like ours": "raise ValueError('x (line 3 of cell `relu`)')",
    "globals gone": "import numpy\nglobals().clear()\nundefined",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_exception_is_described_within_bounds(source: str) -> None:
    error = raised_by(source)
    assert len(error.message) <= 2000
    with contextlib.suppress(KeyError):
        assert len(in_words(error)["en"]) < 4000


def test_control_characters_do_not_cross() -> None:
    assert clean_text("a\x1b[2Jb\u202ec\nd\re", 100) == "a?[2Jb?c\nd\ne"
