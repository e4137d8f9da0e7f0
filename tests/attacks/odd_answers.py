"""Answers of every odd kind, for every exercise of an assignment: none of them may be the grader's fault.

A suite that computes with an answer before it has looked at its type fails with an exception of its own, which is an
internal error: no points are won, but a person has to look, and a class of such answers would keep a batch from ending
well. `python -m tests.attacks.odd_answers [ASSIGNMENT...]` tries all of them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.config import assignment_names, load_assignment, load_course
from autograder.grading import Report, SuiteHost, prepare
from autograder.model import Assignment, Course, Submission, Verdict
from autograder.notebook.contract import contract
from autograder.notebook.filling import fill
from tests.attacks.notebooks import hand_in, released

_THING = """
import numpy as np

class Thing:
    def __init__(self, *args, **kwargs): pass
    def __call__(self, *args, **kwargs): return ODD
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return ODD
"""
_METHODS = """
class Methods:
    def __init__(self, *args, **kwargs): pass
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return lambda *args, **kwargs: ODD
"""
ODD: dict[str, str] = {
    "text": "'x'",
    "empty text": "''",
    "none": "None",
    "huge int": "10**400",
    "negative": "-1",
    "nan": "float('nan')",
    "complex": "1j",
    "bytes": "b'x'",
    "set": "{1, 2}",
    "slice": "slice(1)",
    "ellipsis": "...",
    "empty list": "[]",
    "empty dict": "{}",
    "dict of odd keys": "{None: 1, (1, 2): 'x', 1.5: []}",
    "ragged": "[[1.0], [1.0, 2.0], 'x']",
    "empty array": "np.empty((0, 3))",
    "scalar array": "np.array(3.0)",
    "array of text": "np.array(['a', 'b'])",
    "array of objects": "np.array([None, 'x'], object)",
    "many axes": "np.zeros((1,) * 20)",
    "bools": "np.array([True, False])",
    "infinities": "np.full(3, np.inf)",
    "matrix": "np.zeros((3, 3))",
    "function": "(lambda *args: 1)",
    "object": "object()",
    "class": "int",
    "generator": "(x for x in ())",
    "tuple of objects": "(object(), object())",
    "list of functions": "[print, len]",
    "nested": "{'a': [({'b': object()},)]}",
}


def odd_sources(assignment: Assignment, answer: str, form: str) -> dict[str, str]:
    """Each exercise as something that answers oddly: `function`, `object` or `methods`."""
    made = {}
    for exercise in assignment.exercises:
        if exercise.manual:
            continue
        match form:
            case "function":
                body = f"def {exercise.name}(*args, **kwargs):\n    return {answer}\n"
            case "object":
                body = _THING.replace("Thing", exercise.name).replace("ODD", answer)
            case _:
                body = _METHODS.replace("Methods", exercise.name).replace("ODD", answer)
        made[exercise.name] = f"import numpy as np\n{body}"
    return made


def faults(course: Course, assignment: Assignment, only: set[str] | None = None) -> Iterator[tuple[str, str, str]]:
    """What was the grader's fault: the odd answer, its form, and what the test says."""
    with SuiteHost(course, assignment) as host, tempfile.TemporaryDirectory() as folder:
        rules, empty = contract(assignment), released(assignment)
        for name, answer in ODD.items():
            for form in ("function", "object", "methods"):
                if only is not None and name not in only:
                    continue
                notebook = fill(empty, odd_sources(assignment, answer, form))
                path = hand_in(Path(folder), "s", assignment.name, notebook)
                job = prepare(Submission(assignment.name, "s", path), rules).job
                quick = replace(job, call_s=2.0)
                report: Report = host.grade(quick)
                if report.error and not report.tests:
                    yield name, form, report.error
                for test in report.tests:
                    if test.verdict is Verdict.INTERNAL_ERROR:
                        yield name, form, f"{test.name}: {test.message}"


def main(names: list[str]) -> int:
    course = load_course(Path(__file__).resolve().parents[2])
    count = 0
    for name in names or assignment_names(course):
        for answer, form, said in faults(course, load_assignment(course, name)):
            count += 1
            print(f"{name}: {answer} ({form}): {said}", flush=True)
    print(f"{count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
