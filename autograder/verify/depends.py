"""What a candidate's result depends on, as one hash: the key under which a result is kept.

A change to one exercise's tests must not cost the regrading of all the others. So a key covers the tests of the
exercises that a job grades and everything those tests mention by name, in the suite, the reference and the candidate.
Names are matched as words anywhere in the text, strings included: too much is kept rather than too little. A job's
`call_s` is left out, since it only cuts short what would fail later.
"""

from __future__ import annotations

import ast
import hashlib
import json
import platform
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import autograder
from autograder.config import read_hints
from autograder.grading import Job
from autograder.model import EVERY, Assignment
from autograder.suite.dependencies import code_of, statements, used_by
from autograder.verify.source import Block

_WORD = re.compile(r"\w+")
_ROOMS_WITHOUT_EFFECT = frozenset({"cli", "report", "export", "gradebook", "verify"})


class Fingerprints:
    """Makes the keys of one assignment's jobs.

    Args:
        assignment: the assignment.
        reference: the reference's blocks.
        tests: the suite's files by name, parsed without error before.
        root: the course's root, for its data sets.
    """

    def __init__(
        self, assignment: Assignment, reference: Collection[Block], tests: Mapping[str, str], root: Path
    ) -> None:
        self._context = _context(assignment, root)
        self._exercises = frozenset(item.name for item in assignment.exercises)
        self._reference = {block.exercise: block.source for block in reference if block.exercise is not None}
        self._shared = [block.source for block in reference if block.exercise is None]
        self._tests = [item for name, text in sorted(tests.items()) for item in statements(name, text)]
        self._suites: dict[frozenset[str], str] = {}
        folder = assignment.solutions
        # Which keys are there in which languages is looked at, not what the sentences say.
        self._told = {
            exercise: {key: sorted(text) for key, text in table.items()}
            for exercise, table in read_hints(folder, root, assignment.languages).by_exercise.items()
        }

    def key(self, job: Job) -> str:
        """The hash of everything that can change the job's result."""
        graded = job.exercises if job.exercises is not None else self._exercises
        suite = self._suite(graded)
        own = {exercise: cell.source for cell in job.cells for exercise in cell.exercises}
        free = [cell.source for cell in job.cells if not cell.exercises]
        cells = _closure(own, [suite, *free], graded)
        return _digest(
            {
                "context": self._context,
                "exercises": sorted(graded),
                "tests": None if job.tests is None else sorted(job.tests),
                "suite": suite,
                "told": [self._told.get(exercise) for exercise in (EVERY, *sorted(graded))],
                "free": [_code(text) for text in free],
                "inputs": [job.inputs, *job.also],
                "cells": {name: _code(own[name]) for name in sorted(cells)},
            }
        )

    def _suite(self, graded: frozenset[str]) -> str:
        """The tests of some exercises, with all that they may use of the suite and of the reference."""
        if graded not in self._suites:
            kept = [f"# {item.file}\n{item.text}" for item in used_by(self._tests, graded)]
            names = _closure(self._reference, [*kept, *self._shared], frozenset())
            parts = [*kept, *map(_code, self._shared), *(_code(self._reference[name]) for name in sorted(names))]
            self._suites[graded] = "\n".join(parts)
        return self._suites[graded]


@lru_cache(maxsize=10_000)
def _code(text: str) -> str:
    """A text without what no result depends on: docstrings, comments, layout."""
    try:
        return code_of(ast.parse(text))
    except (SyntaxError, ValueError, RecursionError):
        return text


def _closure(texts: Mapping[str, str], mentioned_in: Iterable[str], start: frozenset[str]) -> set[str]:
    """The names that some texts mention, directly or through one another's text."""
    found = {name for name in start if name in texts}
    words = {word for text in mentioned_in for word in _WORD.findall(text)}
    pending = found | (words & texts.keys())
    done: set[str] = set()
    while pending:
        name = pending.pop()
        done.add(name)
        pending |= (set(_WORD.findall(texts[name])) & texts.keys()) - done
    return done


def _context(assignment: Assignment, root: Path) -> str:
    """Everything beside the suite and the candidate: the grader, its limits, its libraries, the data."""
    data = root / "datasets"
    files = sorted(path for path in data.rglob("*") if path.is_file()) if assignment.data and data.is_dir() else []
    return _digest(
        {
            "package": _package_hash(),
            "python": platform.python_version(),
            "libraries": {name: _version(name) for name in ("numpy", "matplotlib", "pytest")},
            "name": assignment.name,
            "points": {item.name: item.points for item in assignment.exercises if not item.manual},
            "limits": repr(assignment.limits),
            "seed": assignment.inputs.seed,
            "preload": assignment.preload,
            "languages": assignment.languages,
            "data": [*assignment.data, *([str(path.relative_to(data)), path.stat().st_mtime_ns] for path in files)],
        }
    )


def _package_hash() -> str:
    folder = Path(autograder.__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*folder.rglob("*.py"), *folder.glob("wording/*.toml")]):
        relative = path.relative_to(folder)
        if relative.parts[0].removesuffix(".py") not in _ROOMS_WITHOUT_EFFECT:
            digest.update(f"{relative.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
