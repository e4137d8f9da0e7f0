"""A few dozen mangled notebooks under nbgrader and here; `python -m tests.differential` does thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differential.comparing import compare
from tests.differential.mangling import KINDS
from tests.differential.small_assignment import make_course


@pytest.mark.slow
def test_whatever_earns_full_marks_under_nbgrader_does_so_here_and_wrong_answers_gain_nothing(tmp_path: Path) -> None:
    course, assignment = make_course(tmp_path / "course")
    outcome = compare(course, assignment, tmp_path, range(2 * len(KINDS)))
    assert outcome.problems == []
    assert set(outcome.kinds) == {kind.__name__ for kind in KINDS}
    assert outcome.full_there > 40, "nothing that mangled notebooks lose is looked for where nothing earns anything"
    assert outcome.full_here >= outcome.full_there
