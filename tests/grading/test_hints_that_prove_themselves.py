"""A hint that comes from a model is told only if the model answers as the student's code does on other numbers, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.grades.scoring import ScoredTest
from autograder.grading import Cell, Job, SuiteHost
from autograder.model import OutcomeKind, Verdict
from tests.one_assignment import host_of, write_course

REFERENCE = """
def around(width, height):
    ### BEGIN SOLUTION
    return 2 * (width + height)
    ### END SOLUTION


def both(width, height):
    ### BEGIN SOLUTION
    return width * height, width + height
    ### END SOLUTION


def rise(f, x):
    ### BEGIN SOLUTION
    return f(x + 1) - f(x)
    ### END SOLUTION
"""
SUITE = """
from autograder.suite import Misconception, Tolerance, check, exercise, expect_tuple

TOL = Tolerance(1e-9, 1e-9, "products of small numbers")
ONE_OF_EACH = Misconception("one-of-each", edit=("2 * (width + height)", "width + height"))
TWICE_THE_WIDTH = Misconception("twice-the-width", edit=("2 * (width + height)", "2 * width"))
CONSTANT = Misconception("constant", model=9.0)
POWER = Misconception("power", model=lambda width, height: width ** height)

@exercise("around")
def test_a_square(student):
    sides = (1.5, 1.5)
    known = [ONE_OF_EACH, TWICE_THE_WIDTH, CONSTANT]
    check(student.around(*sides), 6.0, TOL, known, args=sides)

@exercise("around")
def test_it_is_still_there(student):
    check(student.around(1.0, 2.0), 6.0, TOL)

@exercise("both")
def test_parts(student):
    area, _ = expect_tuple(student.both(2.0, 1.0), 2)
    check(area, 2.0, TOL)
    area, _ = expect_tuple(student.both(3.0, 2.0), 2)
    check(area, 6.0, TOL, [POWER], args=(3.0, 2.0))

OF_RISE = [  # the first two are the same wherever f(0) is 0
    Misconception("from-the-start", model=lambda f, x: f(x + 1) - f(0)),
    Misconception("height-for-rise", model=lambda f, x: f(x + 1)),
    Misconception("backwards", model=lambda f, x: f(x) - f(x + 1)),
    Misconception("nine-at-two", model=lambda f, x: 9.0 if x == 2 else f(x + 1) - f(x)),
    Misconception("halved", hint="half", model=lambda f, x: (f(x + 1) - f(x)) / 2),  # both are told alike
    Misconception("two-steps", hint="half", model=lambda f, x: (f(x + 1) - f(x)) / 2),
    Misconception("falls", when=lambda got, f, x: got < 0, broad=True),  # says less, and contradicts no other
]

@exercise("rise")
def test_rises(student):
    for f, x in ((lambda x: 2.0 * x, 3.0), (lambda x: x * x, 2.0)):
        check(student.rise(f, x), f(x + 1) - f(x), TOL, OF_RISE, args=(f, x))
"""
HINTS = """
[around]
one-of-each = "How many sides of each length are there?"
twice-the-width = "Where is the height?"
constant = "Does it look at its arguments?"
[both]
power = "Is that a power?"
[rise]
from-the-start = "From where does it rise?"
height-for-rise = "Is that a height?"
backwards = "Which of them comes first?"
nine-at-two = "Why nine?"
falls = "Does it fall?"
half = "Where is the other half?"
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SuiteHost]:
    points = "around = 1\nboth = 1\nrise = 1"
    root = write_course(
        tmp_path_factory.mktemp("proofs"), points, SUITE, limits="call_s = 1", reference=REFERENCE, hints=HINTS
    )
    with host_of(root) as running:
        yield running


def told(host: SuiteHost, exercise: str, source: str) -> ScoredTest:
    """What the exercise's first test says of this answer."""
    report = host.grade(Job("key", (Cell(exercise, source, (exercise,)),), frozenset({exercise})))
    assert not report.error
    assert report.outcome.kind is OutcomeKind.EXITED
    assert report.notes == ()
    return report.tests[0]


@pytest.mark.parametrize(
    ("answer", "misconception"),
    [("width + height", "one-of-each"), ("2 * width", "twice-the-width"), ("9.0", "constant"), ("width * 2 + 0.0 * height", "twice-the-width")],
)  # fmt: skip
def test_of_mistakes_that_look_alike_on_a_square_the_one_that_was_made_is_told(
    host: SuiteHost, answer: str, misconception: str
) -> None:
    found = told(host, "around", f"def around(width, height):\n    return {answer}\n")
    assert (found.verdict, found.misconception) == (Verdict.FAILED, misconception)


def test_where_no_model_follows_only_the_mismatch_is_told(host: SuiteHost) -> None:
    found = told(host, "around", "def around(width, height):\n    return 3 * width - height + 0.0\n")
    assert (found.verdict, found.misconception) == (Verdict.FAILED, "")
    assert found.hint["en"]
    assert "How many sides" not in found.hint["en"]


def test_a_part_of_an_answer_is_held_against_the_same_part(host: SuiteHost) -> None:
    found = told(host, "both", "def both(width, height):\n    return width ** height, 0\n")
    assert found.misconception == "power"
    found = told(host, "both", "def both(width, height):\n    return (9.0 if width == 3 else 2.0), 0\n")
    assert found.misconception == ""


@pytest.mark.parametrize("then", ["while True: pass", "raise ValueError('not that')", "import os; os._exit(0)"])
@pytest.mark.parametrize(
    ("answer", "misconception"),
    [("9.0", "constant"), ("width + height", "")],  # of a square twice the width is as much: nobody can tell
)
def test_code_that_does_not_answer_when_it_is_asked_again_costs_nothing_and_is_believed_if_one_model_fits(
    host: SuiteHost, then: str, answer: str, misconception: str
) -> None:
    source = f"def around(width, height):\n    if (width, height) not in ((1.5, 1.5), (1.0, 2.0)):\n        {then}\n    return {answer}\n"
    found = told(host, "around", source)
    assert (found.verdict, found.misconception) == (Verdict.FAILED, misconception)


@pytest.mark.parametrize(
    ("answer", "misconception"),
    [
        ("f(x) - f(x + 1)", "backwards"),
        ("-1.5", "falls"),
        ("(f(x + 1) - f(x)) / 2", "halved"),  # or the other one, of which the hint is as true
        ("f(x + 1)", ""),  # or f(0) was taken off: nobody can tell
        ("9.0 if x == 2 else f(x + 1) - f(x)", "nine-at-two"),  # the others would have been wrong before
        ("f(x + 1) - (0 if x == 2 else f(x)) + 0.5 * (x == 2)", ""),
    ],
)
def test_where_it_cannot_be_asked_again_a_model_is_told_if_it_is_alone_and_contradicts_no_right_answer(
    host: SuiteHost, answer: str, misconception: str
) -> None:
    found = told(host, "rise", f"def rise(f, x):\n    return {answer}\n")
    assert (found.verdict, found.misconception) == (Verdict.FAILED, misconception)


def test_whoever_writes_the_suite_reads_between_which_mistakes_an_answer_does_not_decide(host: SuiteHost) -> None:
    found = told(host, "rise", "def rise(f, x):\n    return f(x + 1)\n")
    assert found.message == "got 8, expected 2 ± 3e-09; it may be from-the-start or height-for-rise"
    assert "From where" not in found.hint["en"]
