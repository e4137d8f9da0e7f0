"""A mistake is an edit of a right solution: the hint's model and the wrong solution are made from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.errors import CourseError, SuiteError
from autograder.suite.edits import apply_edits
from autograder.verify.files import read_files
from autograder.verify.mistakes import misconceptions_as_mistakes
from autograder.verify.source import split

TWO = """class Pair:
    def first(self, x):
        return x + 1

    def second(self, x):
        return x + 1


def other(x):
    return x + 2
"""


def test_an_edit_is_made_where_it_stands_and_nowhere_else() -> None:
    changed = apply_edits(TWO, [["x + 1", "x - 1"]], "Pair.second", "here")
    assert changed == TWO.replace("second(self, x):\n        return x + 1", "second(self, x):\n        return x - 1")
    assert apply_edits(TWO, [["x + 1", "x", "all"]], "Pair", "here").count("return x\n") == 2


@pytest.mark.parametrize(
    ("edits", "within", "message"),
    [
        ([["x + 1", "x"]], "Pair", "here: 'x + 1' occurs 2 times in Pair; take more of the line in, or add \"all\""),
        ([["x + 3", "x"]], "other", "here: 'x + 3' does not occur in other; copy it from the right solution"),
        ([["x + 2", "x"]], "third", "here: there is no third, expected name a function"),
        ([["x", "x"]], "other", "here: the edit of 'x' changes nothing"),
        ([["x + 2", "("], ["a", "b"]], "other", "here: what is left after an edit is not Python"),
    ],
)
def test_an_edit_that_does_not_fit_is_an_error_that_says_why(edits: Any, within: str, message: str) -> None:
    with pytest.raises(SuiteError) as caught:
        apply_edits(TWO, edits, within, "here")
    assert str(caught.value).startswith(message.split(", expected")[0])


def test_mistakes_in_a_toml_file_become_wrong_solutions_of_any_right_one(small: Any) -> None:
    small.write(
        "wrong/above.toml",
        '[at-the-limit]\nmisconception = "not-strict"\nedits = [["x > limit", "x >= limit"]]\n\n'
        '[in-a-loop]\nbase = "correct/loops.py"\nedits = [["found += x > limit", "found += x < limit"]]\n',
    )
    found = {item.key: item for item in read_files(small.assignment).wrong}
    mistake = found["wrong/above.toml: at-the-limit"]
    assert (mistake.exercise, mistake.misconception) == ("above", "not-strict")
    assert "if x >= limit" in mistake.source
    assert "found += x < limit" in found["wrong/above.toml: in-a-loop"].source
    assert "def mean_of" not in found["wrong/above.toml: in-a-loop"].source


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("above", '[m]\nedits = [["y > limit", "y"]]\n', "'y > limit' does not occur in above"),
        (
            "above",
            '[m]\nedits = "x"\n',
            'wrong/above.toml: m: edits: not a list of pairs, expected edits = [["before", "after"]]',
        ),
        (
            "above",
            '[m]\nbase = "correct/none.py"\nedits = [["x", "y"]]\n',
            "'correct/none.py', expected one of reference.py",
        ),
        ("abvoe", '[m]\nedits = [["x", "y"]]\n', "is of no exercise, expected one of mean_of, above"),
    ],
)
def test_a_file_of_mistakes_that_cannot_be_used_is_named(small: Any, name: str, text: str, message: str) -> None:
    small.write(f"wrong/{name}.toml", text)
    problems = [f"{item.place}: {item.message}" for item in read_files(small.assignment).problems]
    assert any(message in problem for problem in problems), problems


def test_a_base_in_a_style_of_its_own_stands_beside_the_mistakes(small: Any) -> None:
    small.write("wrong/bases/above_map.py", "def above(a, limit):\n    return len([x for x in a if limit < x])\n")
    small.write("wrong/above.toml", '[m]\nbase = "wrong/bases/above_map.py"\nedits = [["limit < x", "limit <= x"]]\n')
    (found,) = [item for item in read_files(small.assignment).wrong if item.key == "wrong/above.toml: m"]
    assert "limit <= x" in found.source


REFERENCE = """def softmax(a):
    shifted = a - a.max()
    return shifted


def relu(x):
    return x
"""
SUITE = """from autograder.suite import Misconception, exercise

NO_SHIFT = Misconception("no-max-shift", edit=("a - a.max()", "a"))
LOST = Misconception("lost", edit=("not there", "x"))


@exercise("softmax")
def test_values(student):
    student.softmax(NO_SHIFT)


@exercise("relu")
def test_relu(student):
    student.relu(LOST)
"""


def test_a_misconception_that_is_an_edit_is_its_own_wrong_solution() -> None:
    blocks = split(REFERENCE, {"softmax", "relu"})
    wrong, error = misconceptions_as_mistakes({"test_hidden.py": SUITE}, blocks)
    assert (wrong.key, wrong.exercise, wrong.misconception) == (
        "test_hidden.py: no-max-shift of softmax", "softmax", "no-max-shift"
    )  # fmt: skip
    assert "shifted = a\n" in wrong.source
    assert str(error) == "test_hidden.py:4: lost: 'not there' does not occur in relu; copy it from the right solution"


def test_a_hint_is_recognised_by_what_the_edited_reference_answers(tmp_path: Path) -> None:
    import numpy as np

    from autograder.suite import Misconception, Tolerance, check
    from autograder.suite.edits import standing
    from autograder.suite.failures import StudentFailure

    (tmp_path / "reference.py").write_text(REFERENCE)
    standing.reference, standing.exercise = tmp_path / "reference.py", "softmax"
    a, tol = np.array([1.0, 2.0]), Tolerance(1e-9, 0, "one subtraction")
    unshifted = Misconception("no-max-shift", edit=("a - a.max()", "a"))
    with pytest.raises(StudentFailure) as caught:
        check(a, a - 2.0, tol, [unshifted], args=(a,))
    assert caught.value.misconception == "no-max-shift"
    with pytest.raises(StudentFailure) as caught:
        check(a + 7, a - 2.0, tol, [unshifted], args=(a,))
    assert caught.value.misconception == ""


def test_no_edit_fits_a_base_that_does_not_exist() -> None:
    with pytest.raises((CourseError, SuiteError)):
        apply_edits("", [["a", "b"]], "softmax", "here")
