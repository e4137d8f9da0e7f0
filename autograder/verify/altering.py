"""The reference with what a test gets of it altered; what an exercise calls of another stays right."""

from __future__ import annotations

import ast
from collections.abc import Collection, Container, Mapping

from autograder.grading import Cell
from autograder.verify.overlay import overlay
from autograder.verify.source import Block, definition

_COMMON = """import functools as _functools
import types as _types
import numpy as _np


class _Inside:
    depth = 0


def _altered(right, alter):
    @_functools.wraps(right)
    def call(*args, **kwargs):
        if _Inside.depth:
            return right(*args, **kwargs)
        _Inside.depth += 1
        try:
            return alter(right, args, kwargs)
        finally:
            _Inside.depth -= 1

    return call


_LEFT = ("__init__", "__new__", "__repr__", "__str__", "__hash__", "__eq__", "__getattr__", "__setattr__")


def _altered_class(right, alter):
    for name, item in list(vars(right).items()):
        if isinstance(item, _types.FunctionType) and name not in _LEFT:
            setattr(right, name, _altered(item, alter))
    return right


def _is_number(value):
    return isinstance(value, (int, float, _np.number)) and not isinstance(value, (bool, _np.bool_))


def _leaves(value, form):
    if _is_number(value) or isinstance(value, _np.ndarray):
        return form(value)
    if isinstance(value, (tuple, list)):
        return type(value)(_leaves(item, form) for item in value)
    if isinstance(value, dict):
        return {key: _leaves(item, form) for key, item in value.items()}
    return value


"""

_FUNCTION = "\n\n{name} = _altered({name}, _alter)\n"
_CLASS = "\n\n{name} = _altered_class({name}, _alter)\n"


def altered(blocks: Collection[Block], alter: str, only: Container[str] | None = None) -> tuple[Cell, ...]:
    """The reference's cells, every exercise altered.

    Args:
        blocks: the reference.
        alter: a definition of `_alter(right, args, kwargs)`, which gives what the test gets instead.
        only: these exercises are altered and no others.
    """
    replaced: Mapping[str, str] = {
        block.exercise: block.source
        + (_FUNCTION if isinstance(definition(block), ast.FunctionDef) else _CLASS).format(name=block.exercise)
        for block in blocks
        if block.exercise is not None and (only is None or block.exercise in only)
    }
    return (Cell("", _COMMON + alter), *overlay(blocks, replaced))
