"""Stubs are cut from the reference as nbgrader would cut them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebook_sample import REFERENCE

from autograder.errors import CourseError
from autograder.notebook.filling import solution_sources
from autograder.notebook.stubs import cleared, cut_exercise, definitions, solution_lines


def test_an_exercise_is_cut_with_the_comments_above_and_the_marker_at_its_end() -> None:
    source = cut_exercise(REFERENCE, "double", "reference.py")
    assert source.startswith("# Works on numbers and arrays.\ndef double(x):")
    assert source.endswith("    return doubled_value\n    ### END SOLUTION")


def test_the_stub_keeps_signature_and_docstring_and_nothing_of_the_solution() -> None:
    assert (
        cleared(cut_exercise(REFERENCE, "Counter", "r"), "r")
        == '''class Counter:
    """Counts."""

    def __init__(self):
        # YOUR CODE HERE
        raise NotImplementedError()

    def add(self):
        """One more."""
        # YOUR CODE HERE
        raise NotImplementedError()'''
    )


def test_decorators_belong_to_the_exercise() -> None:
    text = "import functools\n\n\n@functools.cache\n@other(1)\ndef f(n):\n    return n\n"
    assert definitions(text, "r")["f"] == "@functools.cache\n@other(1)\ndef f(n):\n    return n"


def test_a_comment_apart_from_the_exercise_does_not_belong_to_it() -> None:
    assert definitions("# apart\n\ndef f():\n    pass\n\n# next\ndef g():\n    pass", "r")["f"] == "def f():\n    pass"


def test_the_lines_of_a_solution_are_those_in_its_regions() -> None:
    source = cut_exercise(REFERENCE, "double", "r")
    assert solution_lines(source, "r") == ("doubled_value = np.add(x, x)  # 두 배", "return doubled_value")


def test_a_solved_cell_is_the_reference_without_markers() -> None:
    assert solution_sources(REFERENCE)["double"] == (
        '# Works on numbers and arrays.\ndef double(x):\n    """Twice x."""\n'
        "    doubled_value = np.add(x, x)  # 두 배\n    return doubled_value"
    )


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (REFERENCE, "Doubel", "r.py: no 'Doubel', expected a top-level def or class for every auto-graded exercise; "
         "did you mean 'double'?"),
        ("def f():\n    pass\n", "f", "r.py: f: no marked region, expected one in each function or method; mark it "
         "with ### BEGIN SOLUTION and ### END SOLUTION"),
        ("def f():\n    ### BEGIN SOLUTION\n    pass\n", "f", "r.py: f: a region does not end; mark it with ### BEGIN "
         "SOLUTION and ### END SOLUTION"),
        ("def f():\n    pass\n    ### END SOLUTION\n", "f", "r.py: f: a region ends that did not begin (line 3); mark "
         "it with ### BEGIN SOLUTION and ### END SOLUTION"),
        ("def f():\n    ### BEGIN SOLUTION\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION\n", "f",
         "r.py: f: a region begins inside another (line 3); mark it with ### BEGIN SOLUTION and ### END SOLUTION"),
        ("def f(x):\n### BEGIN SOLUTION\n    x += 1\n### END SOLUTION\n    return x\n", "f",
         "r.py: f: the stub is not Python: expected an indented block after function definition on line 1; mark it "
         "with ### BEGIN SOLUTION and ### END SOLUTION"),
        ("def f():\n    pass\ndef f():\n    pass\n", "f", "r.py:3: 'f' is defined twice, expected once"),
        ("def f(:\n", "f", "r.py:1: not Python: invalid syntax"),
    ],
)  # fmt: skip
def test_a_reference_that_gives_no_stub_is_refused(text: str, name: str, message: str) -> None:
    with pytest.raises(CourseError) as caught:
        cut_exercise(text, name, "r.py")
    assert str(caught.value) == message


lines = st.sampled_from(
    [
        "    x = 1",
        "",
        "  \t",
        "    ### BEGIN SOLUTION",
        "### BEGIN SOLUTION",
        "    ### END SOLUTION",
        "# END SOLUTION",
        "π",
    ]
)


@given(st.lists(lines, max_size=8))
def test_a_region_is_cleared_exactly_as_nbgrader_clears_it(written: list[str]) -> None:
    from nbformat.v4 import new_code_cell
    from nbgrader.preprocessors import ClearSolutions

    source = "\n".join(written)
    try:
        ours = cleared(source, "r")
    except CourseError:
        return  # stricter than nbgrader: an END without a BEGIN is refused here and dropped there
    clearing = ClearSolutions()
    cell = new_code_cell(source)
    clearing._replace_solution_region(cell, "python")
    assert cell.source == ours
