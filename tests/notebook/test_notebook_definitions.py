"""An answer that has lost everything else is known by what its cell makes of its name."""

from __future__ import annotations

import pytest

from autograder.notebook.definitions import Definition, definitions
from autograder.notebook.magics import plain_python

MAKES_A_FUNCTION = (
    "def f(x):\n    return x",
    "async def f(x):\n    return x",
    "f = lambda x: x",
    "f = other",
    "f = helpers.f",
    "from helpers import f",
    "f = np.vectorize(g)",
    "g, f = 3, lambda x: x",
    "(f := lambda x: x)",
    "globals()['f'] = lambda x: x",
    "exec('def f(x):\\n    return x')",
    "get_ipython().run_cell('f = lambda x: x')",
    "%%writefile mine.py\ndef f(x):\n    return x",
    "def make():\n    global f\n    def f(x):\n        return x\nmake()",
    "def make():\n    return lambda x: x\nf = make()",
    "def make():\n    def inner(x):\n        return x\n    return inner\nf = make()",
    "async def make():\n    return lambda x: x\nf = await make()",
    "class F:\n    def __call__(self, x):\n        return x\nf = F()",
    "f = (lambda g: lambda x: g(x))(abs)",
    "f = type('f', (), {'g': g})",
    "@made\ndef f(x):\n    pass",
    "match 1:\n    case 1:\n        def f(x):\n            return x",
)
GIVES_A_VALUE = (
    "f = 0.1",
    "f = f(5.0)",
    "f = model.loss(x)",
    "g, f = 3, 4",
    "f, g = pair()",
    "for f in losses: pass",
    "def compute(x):\n    return x + 1\nf = compute(3)",
    "def g():\n    global f\n    f = 3",
    "exec('f = 3')",
    "f = type(x)",
    "globals()['g'] = lambda x: x",
    "x = f",
)


@pytest.mark.parametrize("source", MAKES_A_FUNCTION)
def test_whatever_makes_a_function_of_a_name_defines_it(source: str) -> None:
    assert definitions(["f"], plain_python(source)[0]).of("f") is Definition.WHOLE


@pytest.mark.parametrize("source", GIVES_A_VALUE)
def test_what_gives_a_value_to_a_name_defines_nothing(source: str) -> None:
    assert definitions(["f"], plain_python(source)[0]).of("f") is Definition.NONE
