"""Harvest and replay: what one student carries out of the hidden tests is worth nothing to another.

A student's function sends what it is called with through one channel. Whoever reads every page, report and file that
comes of it takes it apart again, and hands in a table: what was harvested gets the right answer, everything else none.
That a channel works at all is shown where everybody has the same inputs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import export
from autograder.batch.result_json import result_to_json
from autograder.config import load_assignment, load_course
from autograder.grades import GradedWork, final_grade
from autograder.grading import SuiteHost, finish, prepare
from autograder.model import Assignment, Course, Evidence, FeedbackPolicy, Result, Submission
from autograder.notebook.contract import contract
from autograder.notebook.filling import fill
from autograder.release import release
from autograder.report import write_class_report, write_feedback

NAME = "01_doubles"
OPEN = FeedbackPolicy(messages=True)
"""Students read the instructor's messages too: the widest that a course can open the door."""
FILES = {
    "course.toml": 'id = "small"\ntitle = "Small"\nlanguages = ["en"]\n[limits]\ncall_s = 1\n[feedback]\nmessages = true\n',
    f"assignments/{NAME}/assignment.toml": 'title = "Small"\npreload = ["matplotlib.pyplot"]\n[points]\ndouble = 4\n',
    f"assignments/{NAME}/notebook.py": '# %%\nimport numpy as np\n\n# %% exercise="double"\n\n# %% public="double"\n'
    "assert double(np.zeros(1))[0] == 0\n",
    f"solutions/{NAME}/reference.py": 'import numpy as np\n\n\ndef double(x):\n    """Twice x."""\n'
    "    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n",
    f"solutions/{NAME}/hints.en.toml": "[double]\n" + "".join(f'test_{number} = "test {number}"\n' for number in range(4)),
}
SUITE = """import numpy as np

from autograder.suite import Case, Tolerance, check, check_unchanged, exercise, load_reference, table

reference = load_reference(__file__)
TOL = Tolerance(rtol=1e-9, atol=1e-12, why="doubling is exact")
"""
DRAWN = """

@exercise("double")
def test_{number}(student, rng):
    x = rng.integers(0, 10, 6) * 1.0
    seen = student.double.observe(x)
    check(seen.value, reference.double(x), TOL, args=(x,))
    check_unchanged(seen)
"""
FIXED = """

@exercise("double"{test})
@table([Case("only", np.arange({number}.0, {number} + 6){row})])
def test_{number}(student, case):
    seen = student.double.observe(*case.args)
    check(seen.value, reference.double(*case.args), TOL, args=case.args)
    check_unchanged(seen)
"""
COURSES = {  # what the tests ask, and whose inputs they are
    "common": (DRAWN, "common", {}),
    "own": (DRAWN, "own", {}),
    "fixed": (FIXED, "own", {"test": "", "row": ""}),
    "secret test": (FIXED, "own", {"test": ", secret=True", "row": ""}),
    "secret case": (FIXED, "own", {"test": "", "row": ", secret=True"}),
}
SPY = """def double(x):
    text = "Q" + "".join(str(int(value)) for value in x) + "Q"
    {send}
"""
CHANNELS = {
    "the text of an exception": "raise ValueError(text)",
    "the repr of an exception": "raise type('E', (Exception,), {'__str__': lambda s: text, '__repr__': lambda s: text})()",
    "the name of an exception's type": "raise type(text, (ValueError,), {})('')",
    "a name that is not there": "raise NameError(f\"name '{text}' is not defined\", name=text)",
    "an attribute that is not there": "getattr(x, text)",
    "a key that is not there": "{}[text]",
    "what an exit says": "raise SystemExit(text)",
    "a module that is not there": "import importlib; importlib.import_module(text)",
    "the name of the answer's type": "return type(text, (), {})()",
    "an answer of text": "return text",
    "the keys of a dict": "return {text: 1}",
    "the shape of the answer": "return np.zeros(tuple(int(value) + 1 for value in x))",
    "a value of the answer": "return 0 * x + 7e9 + int(text[1:-1])",
    "the length of a list": "return [0] * (1 + int(text[1:-1]))",
    "the shapes in NumPy's own error": "return np.zeros(tuple(int(v) + 1 for v in x)) + np.zeros((77, 78))",
    "an argument that was changed": "x[:] = int(text[1:-1]); return x",
    "a figure": "import matplotlib.pyplot as plt; figure, axes = plt.subplots(); axes.plot(x, label=text); "
    "axes.set_title(text); return figure",
    "printed text": "print(text); return 0 * x",
    "a warning": "import warnings; warnings.warn(text); return 0 * x",
}
SILENT = {"an argument that was changed", "printed text", "a warning", "the length of a list", "a figure"}
"""Channels of which nothing is shown anywhere, even of common inputs."""


class Classroom:
    """A course with a suite host, and what comes of handing in."""

    def __init__(self, root: Path, suite: str, scheme: str) -> None:
        secret = f'seed = 918273645546372819\ninputs = "{scheme}"\n'
        extra = {f"solutions/{NAME}/test_hidden.py": suite, f"solutions/{NAME}/secret.toml": secret}
        for name, text in {**FILES, **extra}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        self.course: Course = load_course(root)
        self.assignment: Assignment = load_assignment(self.course, NAME)
        release(self.course, self.assignment, self.course.language)
        self._released = json.loads((root / "release" / NAME / f"{NAME}.ipynb").read_text())
        self._host = SuiteHost(self.course, self.assignment)
        self._host.start()

    def close(self) -> None:
        self._host.close()

    def grade(self, student: str, answer: str) -> Result:
        folder = self.course.root / "submitted" / student / NAME
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{NAME}.ipynb"
        path.write_text(json.dumps(fill(self._released, {"double": answer})))
        work = prepare(Submission(NAME, student, path), contract(self.assignment), inputs=self.assignment.inputs)
        return finish(work, self.assignment, self._host.grade(work.job))

    def shown(self, result: Result) -> str:
        """Every page, report and file that there is of a result, as open as a course can be."""
        grade = final_grade(self.assignment, zone="UTC", student=result.student, result=result)
        work, language = GradedWork(result, grade), self.course.language
        pages = (
            write_feedback(self.course, self.assignment, work, language=language),
            write_class_report(self.course, self.assignment, [work]),
        )
        return "\n".join(
            [
                json.dumps(result_to_json(result)),
                export.to_json(work, language),
                export.to_junit(result, language, OPEN),
                export.to_gradescope(result, grade, language, OPEN),
                export.to_github(result, grade, language, OPEN),
                export.github_annotations(result, {"double": 1}, language, OPEN),
                export.to_text(result, grade, language, OPEN),
                *(page.read_text(encoding="utf-8") for page in pages),
            ]
        )


@pytest.fixture(scope="module")
def classrooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Classroom]]:
    made = {}
    for name, (test, scheme, marks) in COURSES.items():
        suite = SUITE + "".join(test.format(number=number, **marks) for number in range(4))
        made[name] = Classroom(tmp_path_factory.mktemp("harvest"), suite, scheme)
    yield made
    for classroom in made.values():
        classroom.close()


def harvested(shown: str) -> set[str]:
    """The inputs that can be read out of all that, as six digits."""
    found = set(re.findall(r"Q(\d{6})Q", shown))
    found |= {"".join(str(int(size) - 1) for size in sizes) for sizes in re.findall(r"\((\d+)" + r", ?(\d+)" * 5 + r"\)", shown)}
    rows = re.findall(r"\[\s*(\d+)\.0" + r",\s*(\d+)\.0" * 5 + r"\s*\]", shown)  # a shape as a picture's part
    found |= {"".join(str(int(size) - 1) for size in row) for row in rows}
    return found | {f"{int(value) - int(value[0]) * 10**9:06}"[-6:] for value in re.findall(r"got (7\d{9})", shown)}


def replay(known: set[str]) -> str:
    key = '"".join(str(int(value)) for value in x)'
    return f"def double(x):\n    return 2 * x if {key} in {sorted(known)!r} else None\n"


def gain(classroom: Classroom, send: str) -> tuple[set[str], float]:
    """What a spy carries out through a channel, and what a second student earns with it."""
    known = harvested(classroom.shown(classroom.grade("mallory", SPY.format(send=send))))
    return known, classroom.grade("trudy", replay(known)).score


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_comes_out_through_a_channel_earns_a_second_student_nothing(
    classrooms: dict[str, Classroom], channel: str
) -> None:
    known, earned = gain(classrooms["common"], CHANNELS[channel])
    assert (earned > 0) is (channel not in SILENT), f"of common inputs: {known}"
    known, earned = gain(classrooms["own"], CHANNELS[channel])
    assert bool(known) is (channel not in SILENT)  # it does come out
    assert earned == 0


@pytest.mark.parametrize("channel", CHANNELS)
def test_of_a_fixed_input_that_is_marked_nothing_comes_out_through_a_channel(
    classrooms: dict[str, Classroom], channel: str
) -> None:
    known, earned = gain(classrooms["fixed"], CHANNELS[channel])
    assert (earned > 0) is (channel not in SILENT), f"without a mark: {known}"
    for marked in ("secret test", "secret case"):
        assert gain(classrooms[marked], CHANNELS[channel]) == (set(), 0), marked


def test_of_a_secret_case_the_kind_of_error_the_line_and_what_is_true_of_it_are_told(
    classrooms: dict[str, Classroom],
) -> None:
    answer = "def double(x):\n    both = np.zeros((2, 3)) + np.zeros((4, 5))\n    return both\n"
    result = classrooms["secret case"].grade("ada", answer)
    test = result.exercises[0].tests[0]
    assert test.hint["en"] == (
        "Your code stopped with ValueError\n"
        "That was in line 2 of the cell of `double`:\n"
        "    both = np.zeros((2, 3)) + np.zeros((4, 5))\n"
        "Element by element, shapes are compared from the last axis on: two sizes must be equal, or one of them 1. Which "
        "of the shapes is not what you expected?"
    )
    assert test.message == "case 'only', kept secret: raised ValueError (line 2 of cell 'double')"
    assert test.evidence == Evidence(line=2)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("[1]", "On an input that is kept secret, the answer has another form (type, shape or length) than is asked for."),
        ("x", "On an input that is kept secret, the answer is not right."),
    ],
)
def test_of_a_wrong_answer_to_a_secret_test_only_what_is_wrong_with_it_is_told(
    classrooms: dict[str, Classroom], answer: str, hint: str
) -> None:
    result = classrooms["secret test"].grade("ada", f"def double(x):\n    return {answer}\n")
    assert {test.hint["en"] for test in result.exercises[0].tests} == {hint}


def test_a_right_answer_passes_whether_or_not_a_test_is_secret(classrooms: dict[str, Classroom]) -> None:
    right = "def double(x):\n    return x + x\n"
    assert {name: room.grade("ada", right).score for name, room in classrooms.items()} == dict.fromkeys(COURSES, 4.0)
