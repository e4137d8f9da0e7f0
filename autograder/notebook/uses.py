"""Which names a piece of a notebook uses: its own, and those that the functions it uses use in turn."""

from __future__ import annotations

import symtable
from collections.abc import Iterable, Sequence
from functools import lru_cache

from autograder.model import Cell


def used_for(exercise: str, cells: Sequence[Cell]) -> frozenset[str]:
    """The names that an exercise's own cells use, directly or through functions and classes of other cells."""
    return names_used((cell.source for cell in cells if exercise in cell.exercises), (cell.source for cell in cells))


def names_used(own: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    """The notebook's names in some cells, and in the functions and classes of other cells that they reach.

    A parameter or a local variable that is called as something of the notebook is none of its names.

    Args:
        own: sources of the cells in question; one that is not Python uses nothing.
        others: sources of cells that define what those use.
    """
    defined: dict[str, set[str]] = {}
    for source in others:
        for name, names in _used_in(source):
            if name:
                defined.setdefault(name, set()).update(names)
    found: set[str] = set()
    pending = {name for source in own for _, names in _used_in(source) for name in names}
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending |= defined.get(name, set()) - found
    return frozenset(found)


@lru_cache(maxsize=64)  # each exercise of a notebook asks about the same cells
def _used_in(source: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The names that a cell uses: of its statements, under no name, and of each function and class in it."""
    try:
        cell = symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    read = frozenset(symbol.get_name() for symbol in cell.get_symbols() if symbol.is_referenced())
    return ("", read), *((scope.get_name(), frozenset(_global_names(scope))) for scope in cell.get_children())


def _global_names(scope: symtable.SymbolTable) -> set[str]:
    """The names that a function or class, and all in it, takes from the notebook."""
    found: set[str] = set()
    pending = [scope]
    while pending:
        inner = pending.pop()
        found |= {symbol.get_name() for symbol in inner.get_symbols() if symbol.is_global()}
        pending += inner.get_children()
    return found
