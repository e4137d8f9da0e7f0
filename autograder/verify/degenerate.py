"""Answers that nobody worked for, and answers that no test may choke on.

`NOTHING` are answers that must earn nothing. `ODD` are values of every wrong kind: a suite must call them failed, and
neither break on them nor believe them. `SHAPED` are the reference's own answers with every number replaced: zeros of
just the right shape.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from autograder.verify.source import Block, Definition, definition

FIRST = "{first}"  # stands for the first argument's name

NOTHING: Mapping[str, str] = {
    "none": "return None",
    "zero": "return 0.0",
    "zero-int": "return 0",
    "one": "return 1",
    "half": "return 0.5",
    "minus-one": "return -1",
    "empty-text": "return ''",
    "true": "return True",
    "false": "return False",
    "empty-list": "return []",
    "empty-dict": "return {}",
    "empty-tuple": "return ()",
    "two-zeros": "return 0.0, 0.0",
    "zeros-1": "return _np.zeros(1)",
    "zeros-3": "return _np.zeros(3)",
    "zeros-2x2": "return _np.zeros((2, 2))",
    "first-argument": f"return {FIRST}",
    "zeros-like-argument": f"return _np.zeros_like({FIRST})",
    "ones-like-argument": f"return _np.ones_like({FIRST})",
}

ODD: Mapping[str, str] = {
    "text": "return 'seven'",
    "bytes": "return b'seven'",
    "ragged-list": "return [[1.0, 2.0], [3.0]]",
    "nested-list": "return [[[1.0]], [[2.0]]]",
    "deep-list": "value = 1.0\nfor _ in range(500):\n    value = [value]\nreturn value",
    "cyclic-list": "value = []\nvalue.append(value)\nreturn value",
    "nan": "return float('nan')",
    "nan-array": "return _np.full(3, _np.nan)",
    "nan-tuple": "return (float('nan'),) * 2",
    "inf": "return float('inf')",
    "inf-array": "return _np.full((2, 2), -_np.inf)",
    "huge": "return 1e308",
    "huge-array": "return _np.full(3, 1e308)",
    "huge-int": "return 10 ** 400",
    "int-minimum": "return _np.int64(-2 ** 63)",
    "int-array-minimum": "return _np.full(3, -2 ** 63, dtype=_np.int64)",
    "unsigned": "return _np.zeros(3, dtype=_np.uint64) - _np.uint64(1)",
    "empty-array": "return _np.zeros(0)",
    "empty-axis": "return _np.zeros((0, 3))",
    "many-axes": "return _np.zeros((1, 2, 1, 2, 1))",
    "zero-axes": "return _np.array(7.0)",
    "large-array": "return _np.ones((1000, 200))",
    "object-array": "return _np.array([None, object()], dtype=object)",
    "text-array": "return _np.array(['a', 'b'])",
    "bool-array": "return _np.array([True, False])",
    "date-array": "return _np.array(['2027-01-01'], dtype='datetime64[D]')",
    "structured-array": "return _np.zeros(2, dtype=[('a', float), ('b', int)])",
    "masked-array": "return _np.ma.masked_array([1.0, 2.0], mask=[True, False])",
    "complex": "return 1j",
    "complex-array": "return _np.full(3, 1j)",
    "float16": "return _np.full(3, 1.5, dtype=_np.float16)",
    "other-keys": "return {'other': 1.0}",
    "number-keys": "return {1: 2.0, (3, 4): 5.0}",
    "text-values": "return {'W1': 'seven', 'add': None}",
    "set": "return {1.0, 2.0}",
    "generator": "return (number for number in range(3))",
    "function": "return lambda *args, **kwargs: 'seven'",
    "raising-function": "def inner(*args, **kwargs):\n    raise KeyError('odd')\nreturn inner",
    "instance": "return type('Odd', (), {})()",
    "class": "return type('Odd', (), {})",
    "module": "return _np",
    "ellipsis": "return ...",
    "not-implemented": "return NotImplemented",
    "exception": "return ValueError('odd')",
    "one-tuple": "return (1.0,)",
    "nones": "return None, None, None",
    "long-tuple": "return tuple(range(100))",
    "text-subclass": "return type('Text', (str,), {'__eq__': lambda *_: True, '__hash__': str.__hash__})('seven')",
    "float-subclass": "return type('Number', (float,), {'__eq__': lambda *_: True, '__float__': lambda _: 1.0})(7.0)",
    "array-subclass": "return _np.full(3, 7.5).view(type('Array', (_np.ndarray,), {}))",
    "raises": "raise ValueError('odd')",
    "raises-own-type": "raise type('Odd', (Exception,), {})('odd')",
    "recursion": "def inner():\n    return inner()\nreturn inner()",
}  # fmt: skip

SHAPED: Mapping[str, str] = {"zeros-shaped": "0", "ones-shaped": "1"}
ODD_SHAPED: Mapping[str, str] = {"nan-shaped": "float('nan')", "inf-shaped": "float('inf')"}

WHOLE: Mapping[str, str] = {  # the name itself bound to something else
    "missing": "",
    "number-by-that-name": "{name} = 3\n",
    "no-arguments": "def {name}():\n    return 1.5\n",
    "many-arguments": "def {name}(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10):\n    return 1.5\n",
    "class-by-that-name": "class {name}:\n    def __init__(self, *args, **kwargs):\n        pass\n",
    "function-by-that-name": "def {name}(*args, **kwargs):\n    return 1.5\n",
    "does-not-compile": "def {name}(:\n",
    "raises-in-the-cell": "raise RuntimeError('odd')\n",
}

_IMPORTS = "import numpy as _np\n\n\n"

_FILL = '''import copy as _copy
import numpy as _np


def _filled(value, fill):
    if isinstance(value, (bool, _np.bool_)):
        return bool(fill)
    if isinstance(value, (int, float, _np.number)):
        return fill if fill != fill or fill > 1 else type(value)(fill)
    if isinstance(value, _np.ndarray):
        return _np.full(value.shape, fill, dtype=float if fill != fill or fill > 1 else value.dtype)
    if isinstance(value, str):
        return ""
    if isinstance(value, dict):
        return {key: _filled(item, fill) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_filled(item, fill) for item in value)
    if isinstance(value, list):
        return [_filled(item, fill) for item in value]
    if callable(value):
        return lambda *args, **kwargs: _called(value, args, kwargs, fill)
    return None


def _called(function, args, kwargs, fill):
    args = [_copied(item) for item in args]
    kwargs = {key: _copied(item) for key, item in kwargs.items()}
    return _filled(function(*args, **kwargs), fill)


def _copied(value):
    try:
        return _copy.deepcopy(value)
    except Exception:
        return value


'''

_SHAPED_FUNCTION = """

_right_{name} = {name}


def {name}(*args, **kwargs):
    return _called(_right_{name}, args, kwargs, {fill})
"""

_SHAPED_CLASS = """

_Right_{name} = {name}


class {name}:
    def __init__(self, *args, **kwargs):
        self.__dict__["_right"] = _Right_{name}(*map(_copied, args), **kwargs)

    def __getattr__(self, name):
        return _filled(getattr(self.__dict__["_right"], name), {fill})

    def __call__(self, *args, **kwargs):
        return _called(self.__dict__["_right"], args, kwargs, {fill})
"""


def answering(block: Block, body: str) -> str | None:
    """The exercise with its own signature and another body; a class with that body in every method.

    Returns:
        None where the body needs an argument and there is none.
    """
    node = definition(block)
    text = _function(node, body) if isinstance(node, ast.FunctionDef) else _class(node, body)
    return None if text is None else _IMPORTS + text


def shaped(block: Block, fill: str) -> str:
    """The exercise's right answers with every number replaced; its arguments stay as they are."""
    node = definition(block)
    template = _SHAPED_FUNCTION if isinstance(node, ast.FunctionDef) else _SHAPED_CLASS
    return _FILL + block.source + template.format(name=node.name, fill=fill)


def bound(block: Block, template: str) -> str:
    """Something else by the exercise's name."""
    return template.format(name=block.exercise)


def _function(node: ast.FunctionDef, body: str, skip: int = 0) -> str | None:
    names = [item.arg for item in (*node.args.posonlyargs, *node.args.args)][skip:]
    if FIRST in body:
        if not names:
            return None
        body = body.replace(FIRST, names[0])
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    decorators = "".join(f"@{ast.unparse(item)}\n" for item in node.decorator_list)
    return f"{decorators}def {node.name}({ast.unparse(_bare(node.args))}):\n{lines}"


def _class(node: Definition, body: str) -> str | None:
    methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
    texts: list[str] = []
    for method in methods:
        text = _function(method, "pass" if method.name == "__init__" else body, skip=1)
        if text is None:  # the body needs an argument that this method does not have
            text = _function(method, "return None")
        texts.append("".join(f"    {line}\n" for line in (text or "").splitlines()))
    return f"class {node.name}:\n" + ("\n".join(texts) or "    pass\n")


def _bare(arguments: ast.arguments) -> ast.arguments:
    """A signature without annotations, which could name what is not there."""

    def plain(items: list[ast.arg]) -> list[ast.arg]:
        return [ast.arg(item.arg) for item in items]

    return ast.arguments(
        posonlyargs=plain(arguments.posonlyargs),
        args=plain(arguments.args),
        vararg=ast.arg(arguments.vararg.arg) if arguments.vararg else None,
        kwonlyargs=plain(arguments.kwonlyargs),
        kw_defaults=arguments.kw_defaults,
        kwarg=ast.arg(arguments.kwarg.arg) if arguments.kwarg else None,
        defaults=arguments.defaults,
    )
