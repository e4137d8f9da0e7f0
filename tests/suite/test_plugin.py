"""What a hidden test may ask for: our fixtures, its parameters, and whatever else pytest has."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.steady import PATIENCE_S

SUITE = """
import pytest
from autograder.suite import exercise

seen = []

@pytest.fixture
def box():
    seen.append("made")
    yield [1]
    seen.append("torn down")

@pytest.fixture(scope="module")
def once():
    seen.append("module")
    return len(seen)

@exercise("f")
def test_alone():
    seen.append("alone")

@exercise("f")
def test_student_and_rng(student, rng):
    seen.append(float(rng.random()))

@exercise("f")
@pytest.mark.parametrize("x", [1, 2])
def test_parameters(student, x):
    seen.append(x)

@exercise("f")
def test_fixture(student, box):
    assert box == [1]

@exercise("f")
def test_module_fixture(once):
    assert once

@exercise("f")
@pytest.mark.parametrize("box", [5], indirect=True)
def test_indirect(box):
    assert box == [1]

@exercise("f")
def test_request(request, tmp_path_factory=None):
    seen.append(request.node.name)

class TestGroup:
    @exercise("f")
    def test_in_a_class(self, student):
        assert type(self).__name__ == "TestGroup"

@exercise("f")
def test_generators_of_a_generator(rng):
    seen.extend(float(child.random()) for child in (*rng.spawn(1), *rng.spawn(1)))

@exercise("f")
async def test_late(student):
    assert False

@exercise("f")
def test_that_fails(student):
    assert False, "the sentence"

@exercise("f")
def test_log():
    print_me = list(seen)
    seen.clear()
    raise AssertionError(repr(print_me))
"""

WITH_SETUP = """
from autograder.suite import exercise
calls = []

def setup_function(function):
    calls.append(function.__name__)

@exercise("f")
def test_has_its_set_up(student):
    assert calls == ["test_has_its_set_up"]
    calls.clear()
"""

ONCE = """
from autograder.suite import exercise
asked = []

def answer(student):
    return student.once("answer", lambda: asked.append("again") or len(asked))

@exercise("f")
def test_first(student):
    answer(student)
    raise AssertionError(f"{len(asked)}")

@exercise("f")
def test_second(student):
    answer(student)
    raise AssertionError(f"{len(asked)}")

@exercise("g")
def test_of_another_exercise(student):
    answer(student)
    raise AssertionError(f"{len(asked)}")
"""

OVERRIDDEN = """
import pytest
from autograder.suite import exercise

@pytest.fixture
def student():
    return "another"

@exercise("f")
def test_gets_the_suites_own(student):
    assert student == "another"
"""

PROGRAM = """
import json, sys
import pytest
from autograder.suite.plugin import SuitePlugin

class Subject:
    def keeps_nothing(self):
        return True

    def uses(self, exercise):
        return frozenset()

    def is_answered(self, exercise):
        return False

    def fresh(self, exercise, functions=None):
        return None

    def tell(self, note):
        pass

    def begin(self, exercise):
        return None

runs = []

def serve(suite):
    for _ in range(2):
        runs.append([[o.name, o.verdict.value, o.message] for o in suite.run(Subject())])

plugin = SuitePlugin(7, serve)
pytest.main(["-c", "/dev/null", "--import-mode=importlib", "-pno:terminal", "-pno:cacheprovider", sys.argv[1]],
            plugins=[plugin])
print(json.dumps({"failure": str(plugin.failure or ""), "runs": runs}))
"""


def run_twice(tmp_path: Path, suite: str) -> list[dict[str, tuple[str, str]]]:
    """What two submissions, one after the other, get: verdict and message by test."""
    file = tmp_path / "test_hidden.py"
    file.write_text(suite)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert not said["failure"]
    return [{name: (verdict, message) for name, verdict, message in run} for run in said["runs"]]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, tuple[str, str]]]:
    return run_twice(tmp_path_factory.mktemp("suite"), SUITE)


def test_every_kind_of_test_runs_and_all_submissions_get_the_same(runs: list[dict[str, tuple[str, str]]]) -> None:
    first, second = runs
    failed = {name for name, (verdict, _) in first.items() if verdict != "passed"}
    assert failed == {"test_that_fails", "test_log", "test_late"}
    assert "the sentence" in first["test_that_fails"][1]
    assert {name: verdict for name, (verdict, _) in first.items()} == {
        name: verdict for name, (verdict, _) in second.items()
    }


def test_fixtures_are_made_and_torn_down_for_each_submission_and_generators_begin_anew(
    runs: list[dict[str, tuple[str, str]]],
) -> None:
    import zlib

    import numpy as np

    drawn = float(np.random.default_rng([7, zlib.crc32(b"test_student_and_rng")]).random())
    parent = np.random.default_rng([7, zlib.crc32(b"test_generators_of_a_generator")])
    children = [float(child.random()) for child in parent.spawn(2)]
    logs = [ast.literal_eval(run["test_log"][1].partition("\n")[0]) for run in runs]
    fixtures = ["made", "torn down", "module", "made", "torn down"]
    expected = ["alone", drawn, 1, 2, *fixtures, "test_request", *children]
    assert logs == [expected, expected]


def test_a_set_up_function_is_called_before_every_test(tmp_path: Path) -> None:
    for run in run_twice(tmp_path, WITH_SETUP):
        assert run == {"test_has_its_set_up": ("passed", "")}


def test_a_fixture_that_a_suite_redefines_is_the_one_that_is_used(tmp_path: Path) -> None:
    for run in run_twice(tmp_path, OVERRIDDEN):
        assert run == {"test_gets_the_suites_own": ("passed", "")}


def test_what_is_asked_once_is_asked_once_for_each_exercise_of_each_submission(tmp_path: Path) -> None:
    first, second = ([int(message.split()[0]) for _, message in run.values()] for run in run_twice(tmp_path, ONCE))
    assert first == [1, 1, 2]
    assert second == [3, 3, 4]
