"""What hidden tests import. `docs/writing-an-assignment.md` explains every name.

A hidden test runs in a trusted process. `student` is a proxy to the confined process that holds the student's code: a
call goes over the wall and plain data comes back. A test that raises StudentFailure, a student's own exception and a
worker that ended are verdicts on the student; every other exception is the suite's own fault.
"""

from autograder.model import LayerKind
from autograder.protocol.values import Rng, Shared
from autograder.suite.answers import Answer
from autograder.suite.cases import Case, exercise, table
from autograder.suite.checks import (
    check,
    check_no_warning,
    check_raises,
    check_unchanged,
    expect_array,
    expect_dict,
    expect_figure,
    expect_function,
    expect_number,
    expect_object,
    expect_text,
    expect_truth,
    expect_tuple,
    holds,
    rule_out,
    text_of,
    unchecked,
)
from autograder.suite.comparison import EXACT, Tolerance
from autograder.suite.drawing import Picture
from autograder.suite.failures import fail, require
from autograder.suite.figures import Figure
from autograder.suite.hints import hint
from autograder.suite.misconceptions import Misconception
from autograder.suite.properties import (
    attempt,
    away_from_zero,
    check_kept,
    check_pure,
    either,
    listed,
    lone,
    passes,
    pure,
    slopes,
    solved_linearly,
)
from autograder.suite.proxy import Observation, Recorder, RemoteObject
from autograder.suite.showing import Shown, right_arrows, right_line
from autograder.suite.sources import dataset, load_reference

__all__ = [
    "EXACT",
    "Answer",
    "Case",
    "Figure",
    "LayerKind",
    "Misconception",
    "Observation",
    "Picture",
    "Recorder",
    "RemoteObject",
    "Rng",
    "Shared",
    "Shown",
    "Tolerance",
    "attempt",
    "away_from_zero",
    "check",
    "check_kept",
    "check_no_warning",
    "check_pure",
    "check_raises",
    "check_unchanged",
    "dataset",
    "either",
    "exercise",
    "expect_array",
    "expect_dict",
    "expect_figure",
    "expect_function",
    "expect_number",
    "expect_object",
    "expect_text",
    "expect_truth",
    "expect_tuple",
    "fail",
    "hint",
    "holds",
    "listed",
    "load_reference",
    "lone",
    "passes",
    "pure",
    "require",
    "right_arrows",
    "right_line",
    "rule_out",
    "slopes",
    "solved_linearly",
    "table",
    "text_of",
    "unchecked",
]
