"""Error carried forward: an exercise that calls another one which is wrong is tried again where that one is ours.

Theory of operation
-------------------
A person who grades by hand does not take off points twice for one mistake: `backward` is right, given a right
`output_delta`. So the failed tests of an exercise are run again where the wrong exercises that it
calls are functions and classes of the suite's reference, called back across the wall; the reference itself stays here.

- Only names that the reference's own solution of the exercise calls, its tests say that it builds on, or the student's
  own code of it uses, directly or through others, are put in place. None is carried by one that it has carried: of
  two thin calls of each other nothing would be the student's own.
- They answer what an honest solution has to ask, and no more (`ours`). In the place of a class stands one that keeps a
  number for each object. The objects are here.
- Objects of a class that is the student's own mean nothing to ours. Where one was passed to them, the exercise is tried
  once more with all classes that it calls ours, the right ones, too.
- Which of them were asked, and whether one was asked for what it does not answer, is written down: it decides what is
  told (`forward`). Nothing ever gets worse.

Whoever writes an exercise as a thin call of another one gains what an honest mistake there would have left: the points
of the exercise that calls, never those of the one that is called.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from autograder.suite.ours import Ours
from autograder.suite.second_try import Another


class Giving(Another, Protocol):
    """Another worker, in which names may stand for what is ours."""

    def give(self, ours: Ours) -> bool:
        """Have names stand for functions and classes of ours; False if it cannot be had."""


class Carrier(Protocol):
    """What a submission under test offers for this."""

    def is_answered(self, exercise: str) -> bool:
        """Whether the student has written something for this exercise, and it can be run."""

    def is_written(self, exercise: str) -> bool:
        """Whether the student has written something for this exercise."""

    def uses(self, exercise: str) -> frozenset[str]:
        """The names that the student's own code of the exercise uses."""

    def untested(self, exercise: str) -> Another | None:
        """Another worker, at an exercise, in which no test has run: it has never seen a hidden input."""

    def with_ours(self, exercise: str) -> Giving | None:
        """A worker at an exercise in which names of the notebook may stand for functions and classes of ours."""


def calls_of(reference: str, exercises: Collection[str]) -> dict[str, tuple[str, ...]]:
    """By exercise, the other exercises that its solution in the reference names, where both are written out there.

    Args:
        reference: the reference's text.
        exercises: the names of all exercises.

    Raises:
        SyntaxError: it is not Python.
    """
    found: dict[str, tuple[str, ...]] = {}
    for node in ast.parse(reference).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in exercises:
            names = {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}
            found[node.name] = tuple(name for name in exercises if name in names and name != node.name)
    return found


def called_by(exercise: str, calls: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The others that an exercise's solution calls, those that these call, and so on; the nearest first."""
    found = dict.fromkeys(calls.get(exercise, ()))
    for name in (queue := list(found)):
        new = [other for other in calls.get(name, ()) if other not in found]
        found.update(dict.fromkeys(new))
        queue += new
    return tuple(name for name in found if name != exercise)
