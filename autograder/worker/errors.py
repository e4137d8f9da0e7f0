"""An exception of the student's in words and numbers: its type, text and place, and which name was perhaps meant."""

from __future__ import annotations

import builtins
import contextlib
import difflib
import re
import sys
from collections.abc import Collection, Iterable
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.worker.cells import FILE_PREFIX, place_of

MAX_MESSAGE = 2000
_MOST_NAMES = 5000
_MOST_MODULES = 16
_USUAL = {"np": "import numpy as np", "plt": "import matplotlib.pyplot as plt"}
_COURSE_MODULES = ("numpy", "matplotlib")
_SHELLS = ("In", "Out")  # IPython's own, which nobody means
_THE_SAME_WORD = 0.9  # `sigmod` is `sigmoid`; `layer_1` is not `layer_2`
_LIKE_A_MODULE = 0.8  # few of Python's modules, or of NumPy's names, are what anybody means: `mnist` is not `nis`
_SINCE_THEN = {  # what older NumPy, and its generators of random numbers, called otherwise
    "in1d": "isin", "product": "prod", "cumproduct": "cumprod", "row_stack": "vstack", "trapz": "trapezoid",
    "rand": "random", "random_sample": "random", "randn": "standard_normal", "randint": "integers",
}  # fmt: skip


def describe_error(error: BaseException, names: dict[str, Any], exercises: Collection[str] = ()) -> list[Any]:
    """What is sent for an exception. Its own methods may raise, too.

    Args:
        error: the exception.
        names: those of the notebook, for a name that is perhaps meant.
        exercises: names that are asked for: nobody means one by another.

    Returns:
        The type's name; the built-in types it derives from; its text; the cell and the line; for an error of syntax the
        first column (from 1) and the one after the last, else 0 and 0; the name that is not there, and the one that is
        perhaps meant (with a dot where it is made inside another), or empty texts; the modules that the student's line
        called into and that raised.
    """
    text, cell, line, columns, name, meant = "", "", 0, (0, 0), "", ""
    through: list[str] = []
    with contextlib.suppress(BaseException):
        text = _text_of(error)[:MAX_MESSAGE]
    bases = [base.__name__ for base in type(error).__mro__ if base.__module__ == builtins.__name__]
    with contextlib.suppress(BaseException):
        cell, line = place_of(error)
    with contextlib.suppress(BaseException):
        columns = _columns(error)
    with contextlib.suppress(BaseException):
        through = _through(error)
    with contextlib.suppress(BaseException):
        name = _name_of(error)
        meant = _meant(error, name, names, exercises) if name else ""
    words = text if isinstance(text, str) else ""
    return [type(error).__name__, bases, words, cell, line, *columns, name, meant, through]


def _text_of(error: BaseException) -> str:
    """The exception's text; for an error of syntax without the place, which is told apart."""
    if isinstance(error, SyntaxError) and type(error.msg) is str:
        return error.msg
    if isinstance(error, KeyError) and len(error.args) == 1 and type(error.args[0]) is str:
        return repr(error.args[0])
    return str(error)


def _columns(error: BaseException) -> tuple[int, int]:
    if not isinstance(error, SyntaxError) or type(error.offset) is not int or error.offset < 1:
        return 0, 0
    end = error.end_offset
    same_line = type(end) is int and error.end_lineno in (None, error.lineno)
    return error.offset, end if same_line and type(end) is int and end > error.offset else error.offset + 1


def _through(error: BaseException) -> list[str]:
    found: dict[str, None] = {}
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(FILE_PREFIX):
            found.clear()
        elif type(name := trace.tb_frame.f_globals.get("__name__")) is str:
            found[name] = None
        trace = trace.tb_next
    return list(found)[:_MOST_MODULES]


def _name_of(error: BaseException) -> str:
    if isinstance(error, ImportError) and not isinstance(error, ModuleNotFoundError):
        match = re.match(r"cannot import name '(\w+)'", error.msg)
        return match[1] if match else ""
    if isinstance(error, (NameError, AttributeError, ImportError)):
        name = error.name
        return name if type(name) is str else ""
    return ""


def _meant(error: BaseException, name: str, names: dict[str, Any], exercises: Collection[str]) -> str:
    if isinstance(error, NameError):
        if not place_of(error)[0]:
            return _meant_answer(name, names, exercises)
        return _meant_name(error, name, names)
    if isinstance(error, AttributeError):
        return _meant_attribute(error.obj, name, names)
    if isinstance(error, ModuleNotFoundError):
        package, _, rest = name.rpartition(".")
        if package in sys.modules:
            inside = [known.rpartition(".")[2] for known in sys.modules if known.startswith(f"{package}.")]
            found = _closest(rest, inside)
            return f"{package}.{found}" if found else ""
        return _closest(name, _COURSE_MODULES) or _closest(name, sys.stdlib_module_names, _LIKE_A_MODULE)
    if isinstance(error, ImportError):
        module = sys.modules.get(error.name or "")
        return _closest(name, dir(module)) if module is not None else ""
    return ""


def _meant_attribute(of: Any, name: str, names: dict[str, Any]) -> str:
    if of is None:
        return ""
    known = dir(of)
    if (of is np or type(of) is np.random.Generator) and (then := _SINCE_THEN.get(name)) in known:
        return str(then)
    if type(of) is not ModuleType:
        return _closest(name, known)
    if _is_made_here(names.get(name)):  # `np.relu`, where the notebook has a `relu`
        return name
    return _closest(name, known, _LIKE_A_MODULE)


def _meant_answer(name: str, names: dict[str, Any], exercises: Collection[str]) -> str:
    """What the grader asked for: another spelling of it, or one that is made inside a function or class."""
    letters = name.replace("_", "").lower()
    some = dict(list(names.items())[:_MOST_NAMES])
    alike = next((item for item in some if item.replace("_", "").lower() == letters), "")
    if alike := alike or _closest(name, some, _THE_SAME_WORD):
        return alike
    made = {item: value for item, value in some.items() if item not in exercises and _is_made_here(value)}
    inside = (item for item, value in made.items() if _holds(value, name))
    return f"{outer}.{name}" if (outer := next(inside, "")) else _closest(name, made)


def _is_made_here(value: Any) -> bool:
    return isinstance(value, (FunctionType, type)) and value.__module__ == "__main__"


def _holds(value: Any, name: str) -> bool:
    """Whether a function or class of that name is made inside this one."""
    if isinstance(value, type):
        return isinstance(vars(value).get(name), (FunctionType, staticmethod, classmethod, type))
    return any(isinstance(one, CodeType) and one.co_name == name for one in value.__code__.co_consts)


def _meant_name(error: NameError, name: str, names: dict[str, Any]) -> str:
    if name in _USUAL:
        return _USUAL[name]
    if name in sys.stdlib_module_names or name in _COURSE_MODULES:
        return f"import {name}"
    for alias, module in list(names.items())[:_MOST_NAMES]:
        if type(module) is ModuleType and name in module.__dict__ and not name.startswith("_"):
            return f"{alias}.{name}"
    local: dict[str, Any] = {}
    trace = error.__traceback__
    while trace is not None:
        local, trace = trace.tb_frame.f_locals, trace.tb_next
    own = type(local.get("self")).__name__  # a method of Sigmoid that calls `sigmoid` means another's function
    never = {*_SHELLS, own} if own.lower() == name.lower() else _SHELLS
    return _closest(name, [item for item in (*local, *names, *_builtins_like(name)) if item not in never])


def _builtins_like(name: str) -> list[str]:
    """The built-in names that may be meant: an exception only by what begins with a capital letter as they do."""
    return [item for item in dir(builtins) if name[:1].isupper() or not item[:1].isupper()]


def _closest(name: str, known: Iterable[str], likeness: float = 0.7) -> str:
    shown = [item for item in list(known)[:_MOST_NAMES] if type(item) is str and not item.startswith("_")]
    by_case = [item for item in shown if item.lower() == name.lower() and item != name]
    return next(iter(by_case or difflib.get_close_matches(name, shown, 1, likeness)), "")
