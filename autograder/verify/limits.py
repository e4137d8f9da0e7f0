"""What the slowest right solution needs, and the limits that follow: generously above, and no more.

Whoever waits for an endless loop waits for the limit, so a limit that is far above what anybody needs costs the class.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from autograder.model import Limits
from autograder.verify.jobs import Record
from autograder.verify.report import Finding, Rule, Severity

_GENEROUS = 5.0  # other machines are slower, and other right solutions too
_TIGHT = 3.0
_STEPS_S = (1, 2, 3, 5, 8, 12, 20, 30, 45, 60, 90, 120, 180, 300)


@dataclass(frozen=True, slots=True)
class Needs:
    """What the slowest right solution takes, in processor seconds.

    Attributes:
        call_s: the longest call of a test that has no limit of its own.
        cells_s: all cells.
        by_test: the longest call of each test that has one.
    """

    call_s: float = 0.0
    cells_s: float = 0.0
    by_test: Mapping[str, float] | None = None

    @property
    def proposed(self) -> tuple[int, int]:
        """Limits for one call and for all cells, in whole seconds."""
        return proposed_s(self.call_s), proposed_s(self.cells_s)


def proposed_s(needed_s: float) -> int:
    """A limit for what takes so long, in whole seconds."""
    return next((step for step in _STEPS_S if step >= _GENEROUS * needed_s), _STEPS_S[-1])


def needs_of(records: Iterable[Record], own: Iterable[str]) -> Needs:
    """What right solutions need.

    Args:
        records: theirs.
        own: the tests that have a limit of their own.
    """
    found = list(records)
    names = frozenset(own)
    calls: dict[str, float] = {}
    for record in found:
        for test, passed_s in record.calls_s.items():
            calls[test] = max(calls.get(test, 0.0), passed_s)
    return Needs(
        max((passed_s for test, passed_s in calls.items() if test not in names), default=0.0),
        max((record.cells_s for record in found), default=0.0),
        {test: calls[test] for test in sorted(names & calls.keys())},
    )


def own_limits(tests: Mapping[str, str]) -> dict[str, float]:
    """By test, the limit for one call that its declaration gives, as far as it is a number or a name of its file.

    Args:
        tests: the suite's files by name, parsed without error before.
    """
    found: dict[str, float] = {}
    for text in tests.values():
        body = ast.parse(text).body
        named = {
            target.id: node.value.value
            for node in body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in body:
            if not isinstance(node, ast.FunctionDef):
                continue
            given = [item for call in node.decorator_list if isinstance(call, ast.Call) for item in call.keywords]
            for item in given:
                value = item.value
                limit = value.value if isinstance(value, ast.Constant) else None
                if isinstance(value, ast.Name):
                    limit = named.get(value.id)
                if item.arg == "call_s" and isinstance(limit, (int, float)):
                    found[node.name] = float(limit)
    return found


def about_limits(limits: Limits, needs: Needs, own_s: Mapping[str, float]) -> Iterator[Finding]:
    """Advice on limits that are tight for a right solution, or keep a class waiting for a loop.

    Args:
        limits: of the assignment.
        needs: of its right solutions.
        own_s: by test, the limit that it gives itself.
    """
    yield from _about("limits.call_s", limits.call_s, needs.call_s)
    yield from _about("limits.load_s", limits.load_s, needs.cells_s)
    for test, needed_s in (needs.by_test or {}).items():  # that a longer one is needed at all, its author knows
        yield from _about(f"{test}: call_s", own_s[test], needed_s, promised=True)


def _about(place: str, limit_s: float, needed_s: float, *, promised: bool = False) -> Iterator[Finding]:
    """`promised`: a limit of one test alone, which the text promises, or which slower ways that are right may need."""
    if not needed_s:  # nobody measured
        return
    proposed = proposed_s(needed_s)
    if limit_s < _TIGHT * needed_s:
        text = f"{limit_s:g} s is tight: the slowest right solution needs {needed_s:.2g} s; write {proposed}"
    elif limit_s > 2 * proposed and not promised:
        text = f"a loop costs {limit_s:g} s, and the slowest right solution needs {needed_s:.2g} s; write {proposed}"
    else:
        return
    yield Finding(Rule.LIMITS, Severity.WARNING, place, text)
