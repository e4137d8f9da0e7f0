"""Probes: answers that are wrong in a way of their own, so that no mistake of value may be named for them.

The right values in a wrong form, nothing returned, values cut to integers, and exceptions that have nothing to do with
the exercise. A hint on a probe is true only where the same test says the very same of a wrong solution that has the
misconception: the message holds what came and what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from autograder.grading import Job
from autograder.verify.altering import altered
from autograder.verify.files import Files
from autograder.verify.jobs import ExerciseRecord, Record, TestRecord
from autograder.verify.overlay import WrongSolution

_LINE = re.compile(r" \(line \d+ of cell .*?\)$")  # where an exception came from is not what it says
_FORMS: Mapping[str, str] = {
    "list": "value.tolist() if isinstance(value, _np.ndarray) else [value]",
    "tuple": "tuple(value) if _np.ndim(value) else (value,)",
    "one-axis-more": "_np.asarray(value)[None]",
    "one-axis-more-at-the-end": "_np.asarray(value)[..., None]",
    "one-element": "_np.asarray(value) if _np.ndim(value) else _np.reshape(value, (1,))",
    "text": "str(value)",
    "float32": "_np.asarray(value).astype(_np.float32)[()]",
    "object": "_np.asarray(value).astype(object)",
    "generator": "(item for item in _np.ravel(value))",
    "integers": "_np.asarray(value).astype(int)[()] if _np.all(_np.isfinite(value)) else value",
}
_RAISING: Mapping[str, str] = {
    "ValueError": 'raise ValueError("of something else")',
    "unpacked": "first, second = (1, 2, 3)",
    "IndexError": "[][3]",
    "KeyError": "{}['something else']",
    "AttributeError": "(1.0).something_else",
    "TypeError": "None + 1",
    "NameError": "something_else",
    "ZeroDivisionError": "1 / 0",
    "shapes": "_np.zeros(3) + _np.zeros(4)",
}
_FORM = "def _alter(right, args, kwargs):\n    return _leaves(right(*args, **kwargs), lambda value: {form})\n"
_PRINTED = "def _alter(right, args, kwargs):\n    print(right(*args, **kwargs))\n"
_RAISED = "def _alter(right, args, kwargs):\n    right(*args, **kwargs)\n    {statement}\n"


@dataclass(frozen=True, slots=True)
class FalseHint:
    """A probe that was told a misconception which it does not have."""

    probe: str
    exercise: str
    test: str
    misconception: str
    message: str


@dataclass(frozen=True, slots=True)
class Probed:
    """`probes` counts pairs of a probe and an exercise in which it is wrong."""

    probes: int
    false_hints: tuple[FalseHint, ...]


def probe_jobs(files: Files) -> Iterator[Job]:
    """One candidate for each kind of probe, wrong in every exercise."""
    alters = {name: _FORM.format(form=form) for name, form in _FORMS.items()}
    alters["printed"] = _PRINTED
    alters |= {name: _RAISED.format(statement=statement) for name, statement in _RAISING.items()}
    for name, alter in alters.items():
        yield Job(f"probe {name}", altered(files.reference, alter))


def probed(
    jobs: Iterable[Job], wrong: Mapping[str, WrongSolution], names: Iterable[str], records: Mapping[str, Record]
) -> Probed:
    """What the probes were told.

    Args:
        jobs: those of `probe_jobs`.
        wrong: the wrong solutions by their jobs' keys.
        names: the exercises.
        records: by job key.
    """
    said = set(_said(wrong, records))
    count = 0
    found: list[FalseHint] = []
    for job in jobs:
        for name in names:
            exercise = records[job.key].exercises.get(name)
            if exercise is None or not exercise.failed:
                continue
            count += 1
            told = [item for item in exercise.failed if item.misconception]
            false = [item for item in told if _key(name, item) not in said]
            if false:
                test = false[0]
                found.append(FalseHint(job.key, name, test.name, test.misconception, test.message))
    return Probed(count, tuple(found))


def recognised(wrong: Mapping[str, WrongSolution], records: Mapping[str, Record]) -> int:
    """How many of the wrong solutions are told some misconception."""
    return sum(any(test.misconception for test in exercise.failed) for _, exercise in _wrong(wrong, records))


def _said(wrong: Mapping[str, WrongSolution], records: Mapping[str, Record]) -> Iterator[tuple[str, str, str, str]]:
    """What tests say of the wrong solutions that have a misconception: exercise, misconception, test, message."""
    for item, exercise in _wrong(wrong, records):
        for test in exercise.failed:
            if test.misconception and test.misconception == item.misconception:
                yield _key(item.exercise, test)


def _wrong(
    wrong: Mapping[str, WrongSolution], records: Mapping[str, Record]
) -> Iterator[tuple[WrongSolution, ExerciseRecord]]:
    for key, item in wrong.items():
        exercise = records[key].exercises.get(item.exercise)
        if exercise is not None:
            yield item, exercise


def _key(exercise: str, test: TestRecord) -> tuple[str, str, str, str]:
    return exercise, test.misconception, test.name, _LINE.sub("", test.message)
