"""Verify on a small course: a suite that keeps the rules passes, and each breach is named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from autograder.errors import ConfigError, CourseError, InternalError
from autograder.model import Inputs, Text
from autograder.verify import Report, Rule, Severity, render_text, report_json, verify
from autograder.verify.equivalent import as_change
from autograder.verify.secrets import about_secrets


def run(small: Any, **options: Any) -> Report:
    return verify(small.assignment, small.grader, root=small.root, **options)


def told(report: Report, rule: Rule, severity: Severity = Severity.ERROR) -> list[str]:
    found = [item for item in report.findings if item.rule is rule and item.severity is severity]
    return [f"{item.place}: {item.message}" for item in found]


def test_a_suite_that_keeps_every_rule_passes(small: Any) -> None:
    report = run(small)
    assert report.findings == ()
    assert report.ok
    assert [(item.name, item.tests, item.wrong) for item in report.exercises] == [("mean_of", 1, 1), ("above", 2, 1)]
    assert report.mutants > 8
    assert report.mutation_score == 1.0
    assert len(set(small.grader.graded)) == len(small.grader.graded) == report.graded


def test_fixed_tests_without_a_mark_and_a_seed_that_can_be_found_are_advice(small: Any) -> None:
    text = (small.solutions / "test_hidden.py").read_text()
    small.write("test_hidden.py", text.replace(", secret=True", "", 1))
    small.assignment = replace(small.assignment, inputs=Inputs(2701))
    report = run(small)
    assert report.ok
    assert told(report, Rule.SECRETS, Severity.WARNING) == [
        "secret.toml: seed: is short: who knows some inputs can find it by trying; write a random number of 12 digits or more",
        "mean_of: a table of answers to its fixed inputs earns test_mean; mark a row or the test `secret=True`, or "
        "`secret=False` if everybody may know them",
    ]


def test_a_table_of_answers_earns_no_test_that_is_drawn_kept_secret_or_built_on_such_a_one(small: Any) -> None:
    suite = '''
ROWS = [Case("one", 1), Case("two", 2, secret=True)]

@exercise("open")
@table([Case("one", 1)])
def test_open(student, case): ...

@exercise("open", needs=test_open)
def test_more(student): ...

@exercise("row")
@table([*ROWS, Case("three", 3)])
def test_row(student, case): ...

@exercise("row", needs=[test_row])
def test_on_row(student): ...

@exercise("drawn")
def test_drawn(student, rng): ...

@exercise("some")
@table([Case(name, name, secret=name == "x") for name in "xy"])
def test_some(student, case): ...

@exercise("known", secret=False)
def test_known(student): ...

@exercise("asks_nothing")
def test_asks_nothing(student): ...
'''
    assignment = replace(small.assignment, inputs=Inputs(10**15))
    found = about_secrets(assignment, {"test_hidden.py": suite}, {"asks_nothing"})
    assert [(one.place, "test_open, test_more" in one.message) for one in found] == [("open", True)]


def test_a_right_solution_that_loses_points_is_named_with_the_test(small: Any) -> None:
    text = (small.solutions / "correct/loops.py").read_text()
    small.write("correct/loops.py", text.replace("x > limit", "x >= limit"))
    [finding] = told(run(small), Rule.RIGHT)
    assert finding == "correct/loops.py: above earns 1 of 2: test_at_the_limit: not equal"


def test_a_reference_that_loses_points_has_no_mutants_for_that_exercise(small: Any) -> None:
    small.write("reference.py", (small.solutions / "reference.py").read_text().replace("np.sum(a) /", "np.sum(a) *"))
    report = run(small)
    assert "reference: mean_of earns 0 of 1: test_mean: not equal" in told(report, Rule.RIGHT)
    assert [item.mutants > 0 for item in report.exercises] == [False, True]


def test_points_for_an_answer_without_work_are_named(small: Any) -> None:
    def accepts_zero(names: dict[str, Any]) -> None:
        assert names["mean_of"]([0.0, 0.0]) == 0

    small.grader.tests["mean_of"].insert(0, ("test_zero", accepts_zero))
    found = told(run(small), Rule.NOTHING)
    assert "answer zero: mean_of earns 0.5 of 1: test_zero passes" in found
    assert "answer zeros-shaped of mean_of: mean_of earns 0.5 of 1: test_zero passes" in found
    assert not [line for line in found if "stub" in line or "one" in line.split(":")[0]]


def test_a_stub_that_earns_points_is_named(small: Any) -> None:
    def raises(names: dict[str, Any]) -> None:
        try:
            names["above"](None, None)
        except Exception:
            return
        raise AssertionError

    small.grader.tests["above"].insert(0, ("test_raises", raises))
    assert "stub: above earns 0.67 of 2: test_raises passes" in told(run(small), Rule.NOTHING)


def test_a_wrong_solution_that_earns_everything_is_named(small: Any) -> None:
    small.write("wrong/fine.py", "# exercise: mean_of\ndef mean_of(a):\n    return sum(a) / len(a)\n")
    assert told(run(small), Rule.WRONG) == ["wrong/fine.py: earns all 1 points of mean_of: a test is missing"]


def test_a_wrong_solution_that_is_told_something_else_is_named(small: Any) -> None:
    text = "# exercise: above\n# misconception: not-strict\ndef above(a, limit):\n    return 0\n"
    small.write("wrong/above_equal.py", text)
    [finding] = told(run(small), Rule.WRONG)
    assert finding == "wrong/above_equal.py: is told no misconception, expected not-strict: test_count: not equal"


def test_a_wrong_solution_that_must_be_told_none_and_is_told_one_is_named(small: Any) -> None:
    small.write("wrong/above.toml", 'at-the-limit = { misconception = "none", edits = [["x > limit", "x >= limit"]] }\n')
    [finding] = told(run(small), Rule.WRONG)
    assert finding.startswith("wrong/above.toml: at-the-limit: is told not-strict, which it does not have")


def test_a_wrong_solution_that_is_charged_more_than_its_fault_costs_is_named(small: Any) -> None:
    edit = 'edits = [["x > limit", "x >= limit"]]'
    small.write("wrong/above.toml", f"at-the-limit = {{ keeps = 1, {edit} }}\nthere-too = {{ keeps = 2.5, {edit} }}\n")
    [finding] = told(run(small), Rule.WRONG)
    assert finding.startswith("wrong/above.toml: there-too: earns ")
    assert "expected 2.5: one fault costs once: test_at_the_limit" in finding


def test_a_misconception_without_a_hint_in_every_language_is_named(small: Any) -> None:
    small.grader.hint = Text(en="Think.", ko="")
    [finding] = told(run(small), Rule.WRONG)
    assert finding == "wrong/above_equal.py: test_at_the_limit names not-strict but lacks a hint in some language"


def test_surviving_mutants_are_named_and_fail_the_assignment(small: Any) -> None:
    del small.grader.tests["above"][1]
    small.write("wrong/above_equal.py", "# exercise: above\ndef above(a, limit):\n    return 0\n")
    report = run(small)
    [finding] = told(report, Rule.MUTANTS)
    survivors = [mutant for item in report.exercises for mutant in item.survivors]
    assert [mutant.description for mutant in survivors] == ["line 18: `x > limit` became `x >= limit`"]
    total = report.mutants
    assert finding.startswith(f"all exercises: {total - 1} of {total} mutants are killed (")
    assert finding.endswith(", expected 95%; each survivor is a missing test")


def test_an_equivalent_mutant_is_excused(small: Any) -> None:
    del small.grader.tests["above"][1]
    small.write("wrong/above_equal.py", "# exercise: above\ndef above(a, limit):\n    return 0\n")
    [survivor] = [mutant for item in run(small).exercises for mutant in item.survivors]
    row = "['return sum(1 for x in a if x > limit)', '`x > limit` became `x >= limit`']"
    assert as_change(survivor) == row
    small.write("equivalent.toml", excusing("above", row))
    report = run(small)
    assert report.ok
    assert [item.equivalent for item in report.exercises] == [0, 1]


def test_an_entry_holds_while_its_line_does_wherever_that_moves(small: Any) -> None:
    del small.grader.tests["above"][1]
    small.write("wrong/above_equal.py", "# exercise: above\ndef above(a, limit):\n    return 0\n")
    small.write("equivalent.toml", excusing("above", "['return sum(1 for x in a if x > limit)', '`x > limit` became `x >= limit`']"))
    text = (small.solutions / "reference.py").read_text()
    small.write("reference.py", text.replace("How many are above a limit.", "How many numbers\n\n    are above a limit."))
    assert run(small).ok
    small.write("reference.py", text.replace("if x > limit", "if limit < x"))
    finding = next(line for line in told(run(small), Rule.MUTANTS) if line.startswith("equivalent.toml"))
    assert finding.endswith("`x > limit` became `x >= limit`: is no mutant of the reference; remove it")


def test_an_entry_that_fits_several_mutants_is_asked_which(small: Any) -> None:
    text = (small.solutions / "reference.py").read_text()
    body = "    found = 0\n    for x in a:\n        found += x > limit\n    for x in a:\n        found += x > limit\n    return found / 2"
    small.write("reference.py", text.replace("    return sum(1 for x in a if x > limit)", body))
    change = "'found += x > limit', '`x > limit` became `x >= limit`'"
    small.write("equivalent.toml", excusing("above", f"[{change}]"))
    found = [line for line in told(run(small), Rule.MUTANTS) if "fits" in line]
    assert found == [
        "equivalent.toml: above: found += x > limit: `x > limit` became `x >= limit`: fits 2 mutants; say which, as a "
        "third item from 1 on"
    ]
    small.write("equivalent.toml", excusing("above", f"[{change}, 2]"))
    assert [item.equivalent for item in run(small).exercises] == [0, 1]


def excusing(function: str, *rows: str) -> str:
    return f'[[mutant]]\nin = "{function}"\nchanges = [{", ".join(rows)}]\nwhy = "because"\n'


def test_stale_entries_of_equivalent_toml_are_errors(small: Any) -> None:
    line = "return np.sum(a) / len(a)"
    change = "`np.sum(a) / len(a)` became `np.sum(a) * len(a)`"
    rows = (f"['{line}', '`x` became `y`']", f"['{line}', '{change}']")
    small.write("equivalent.toml", excusing("mean_of", *rows, rows[1]) + excusing("above", rows[1]))
    assert told(run(small), Rule.MUTANTS) == [
        f"equivalent.toml: mean_of: {line}: `x` became `y`: is no mutant of the reference; remove it",
        *2 * [f"equivalent.toml: mean_of: {line}: {change}: is listed twice; remove one"],
        f"equivalent.toml: above: {line}: {change}: is no mutant of the reference; remove it",
    ]
    small.write("equivalent.toml", excusing("mean_of", rows[1]))
    assert told(run(small), Rule.MUTANTS) == [
        f"equivalent.toml: mean_of: {line}: {change}: is killed, so it is not equivalent (line 11: {change}); remove it"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[mutant]]\nin = 'f'\nchanges = [['x', 'y']]\n", "mutant 1: no why, expected in, changes, why; add it"),
        ("[[mutant]]\nin = 'f'\nchanges = [['x', 'y']]\nwhy = ' '\n", "mutant 1: why is ' ', expected a sentence"),
        ("[[mutant]]\nwhat = 'f'\n", "mutant 1: unknown key 'what', expected one of in, changes, why"),
        (
            "[[mutant]]\nin = 'f'\nchanges = []\nwhy = 'w'\n",
            "mutant 1: changes is [], expected a list of [line, change], or [line, change, number] where several are alike",
        ),
        (
            "[[mutant]]\nin = 'f'\nchanges = [['x']]\nwhy = 'w'\n",
            "mutant 1: a change is ['x'], expected [line, change], or [line, change, number] where several are alike",
        ),
        ("[mutants]\n", "unknown key 'mutants', expected only [[mutant]] and [[cheater]] tables"),
    ],
)
def test_a_malformed_equivalent_toml_is_refused(small: Any, text: str, message: str) -> None:
    small.write("equivalent.toml", text)
    with pytest.raises(ConfigError) as error:
        run(small)
    assert str(error.value).endswith(f"equivalent.toml: {message}")


def test_a_suite_that_breaks_on_an_odd_answer_is_named(small: Any) -> None:
    small.grader.broken_on = "answer cyclic-list"
    assert told(run(small), Rule.ODD) == [
        "answer cyclic-list: the suite broke on mean_of: test_mean: TypeError: of the suite",
        "answer cyclic-list: the suite broke on above: test_count: TypeError: of the suite",
    ]


def test_a_suite_that_believes_an_object_equal_to_everything_is_named(small: Any) -> None:
    def trusting(names: dict[str, Any]) -> None:
        assert names["mean_of"]([1.0, 2.0, 6.0]) == 3.0

    small.grader.tests["mean_of"] = [("test_mean", trusting)]
    found = told(run(small), Rule.ODD)
    assert "answer float-subclass: mean_of is passed with 1 of 1, expected failed" in found


def test_an_exercise_without_tests_is_named(small: Any) -> None:
    del small.grader.tests["mean_of"]
    assert "mean_of: has no test" in told(run(small), Rule.TESTS)


def test_a_reference_on_which_the_suite_breaks_ends_verify_early(small: Any) -> None:
    small.grader.broken_on = "reference"
    report = run(small)
    assert "reference: the suite broke on above: test_count: TypeError: of the suite" in told(report, Rule.RIGHT)
    assert not report.ok


def test_files_that_are_missing_or_not_usable_are_named(small: Any) -> None:
    (small.solutions / "correct/terse.py").unlink()
    small.write("correct/loops.py", "def mean_of(a):\n    return sum(a) / len(a)\n")
    small.write("wrong/mean_sum.py", "def mean_of(a):\n    return 1\n")
    small.write("wrong/unknown.py", "# exercise: median\n")
    small.write("wrong/two.py", "# exercise: above\ndef above(a, limit):\n    pass\n\n\ndef mean_of(a):\n    pass\n")
    small.write("wrong/typo.py", "# exercise: above\n# misconception: not-stric\ndef above(a, limit):\n    return 0\n")
    report = run(small)
    assert told(report, Rule.FILES) == [
        "correct/loops.py: no top-level above, expected every auto-graded exercise; add it",
        "correct/: 0 whole solutions besides the reference, expected at least 2",
        "wrong/mean_sum.py: names no exercise, expected '# exercise: NAME' in its first line; add that line",
        "wrong/two.py: defines above, mean_of, expected above alone, at the top level; one exercise a file",
        "wrong/unknown.py: unknown exercise 'median', expected one of assignment.toml; mend '# exercise:'",
    ]
    assert told(report, Rule.FILES, Severity.WARNING) == ["wrong/: no wrong solution of mean_of"]
    assert told(report, Rule.WRONG) == [
        "wrong/typo.py: is told no misconception, expected not-stric: test_count: not equal"
    ]


def test_a_misconception_that_no_file_shows_is_a_warning(small: Any) -> None:
    (small.solutions / "wrong/above_equal.py").unlink()
    report = run(small)
    assert told(report, Rule.FILES, Severity.WARNING) == [
        "wrong/: misconception 'not-strict' is shown by no file",
        "wrong/: no wrong solution of above",
    ]
    assert report.ok


def test_an_exercise_without_a_marked_solution_is_named(small: Any) -> None:
    text = (small.solutions / "reference.py").read_text()
    start = text.index("    ### BEGIN")
    small.write("reference.py", text[:start] + text[start:].replace("    ### BEGIN SOLUTION\n", "", 1).replace(
        "    ### END SOLUTION\n", "", 1))  # fmt: skip
    found = told(run(small), Rule.FILES)
    assert found == ["reference.py: mean_of: has no marked solution: students would be given the answer"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("reference.py", "def mean_of(a:\n", "reference.py:1: is not Python: '(' was never closed; mend the line"),
        ("reference.py", "x = 1\n", "no top-level mean_of, expected every auto-graded exercise; add it"),
        ("reference.py", "mean_of = sum\n\n\ndef above(a):\n    pass\n", "mean_of: is no def or class, expected"),
        ("reference.py", "### BEGIN SOLUTION\n", "line 1: the solution begun here never ends, expected"),
        ("test_hidden.py", None, "no test_hidden.py, expected a hidden suite; write it"),
        ("reference.py", None, "No such file or directory, expected a Python file"),
    ],
)
def test_an_unusable_reference_or_suite_is_a_mistake_that_names_its_place(
    small: Any, name: str, text: str | None, message: str
) -> None:
    if text is None:
        (small.solutions / name).unlink()
    else:
        small.write(name, text)
    with pytest.raises(CourseError) as error:
        run(small)
    assert message in str(error.value)


def test_an_unchanged_course_is_not_graded_again(small: Any) -> None:
    first = run(small)
    small.grader.graded.clear()
    again = run(small)
    assert small.grader.graded == []
    assert (again.graded, again.reused) == (0, first.graded)
    assert again.findings == first.findings
    assert again.exercises == first.exercises
    assert run(small, fresh=True).graded == first.graded
    assert run(small, keep=False).graded == first.graded


def test_only_what_a_change_touches_is_graded_again(small: Any) -> None:
    run(small)
    small.grader.graded.clear()
    text = (small.solutions / "test_hidden.py").read_text()
    small.write("test_hidden.py", text.replace("LIMITS = [1.0, 2.0]", "LIMITS = [1.0, 2.5]"))
    run(small)
    assert "reference" in small.grader.graded  # whoever grades both exercises
    assert [key for key in small.grader.graded if key.startswith("mutant above")]
    assert not [key for key in small.grader.graded if key.startswith(("mutant mean_of", "wrong/mean"))]
    small.grader.graded.clear()
    small.write("test_hidden.py", f"# a comment changes nothing\n{(small.solutions / 'test_hidden.py').read_text()}")
    reference = (small.solutions / "reference.py").read_text()
    small.write("reference.py", reference.replace("How many are above", "How many there are\n    above"))
    run(small)
    assert small.grader.graded == []


def test_a_changed_candidate_is_graded_again_alone(small: Any) -> None:
    run(small)
    small.grader.graded.clear()
    small.write("wrong/mean_sum.py", "# exercise: mean_of\ndef mean_of(a):\n    return 7\n")
    run(small)
    assert small.grader.graded == ["wrong/mean_sum.py"]


def test_what_was_graded_before_an_interruption_is_kept(small: Any) -> None:
    class StopError(Exception):
        pass

    def stop(done: int, total: int, what: str) -> None:
        assert done <= total
        if done == 20:
            raise StopError

    with pytest.raises(StopError):
        run(small, progress=stop)
    done = len(small.grader.graded)
    small.grader.graded.clear()
    report = run(small)
    assert report.reused == 20
    assert report.graded == len(small.grader.graded)
    assert done == 20


def test_the_graders_own_fault_is_not_kept(small: Any) -> None:
    small.grader.broken_on = "answer cyclic-list"
    run(small)
    small.grader.graded.clear()
    small.grader.broken_on = ""
    assert run(small).ok
    assert small.grader.graded == ["answer cyclic-list"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": "autograder/verify/2", "results": {"a": {}}}', "null"])
def test_kept_results_that_make_no_sense_are_ignored(small: Any, content: str) -> None:
    path = small.root / ".autograder/verify/00_small.json"
    path.parent.mkdir(parents=True)
    path.write_text(content)
    assert run(small).reused == 0
    assert json.loads(path.read_text())["schema"] == "autograder/verify/2"


def test_progress_counts_every_candidate_once(small: Any) -> None:
    seen: list[tuple[int, int, str]] = []
    report = run(small, progress=lambda done, total, what: seen.append((done, total, what)))
    assert [done for done, _, _ in seen] == list(range(1, report.graded + 1))
    assert seen[-1][1] == report.graded
    assert {what for _, _, what in seen} == {
        "reference", "right solutions", "wrong solutions", "answers without work", "odd answers", "mutants", "probes",
        "cheaters",
    }  # fmt: skip


def test_a_sample_of_mutants_bounds_each_exercise(small: Any) -> None:
    report = run(small, mutants_per_exercise=3)
    assert [item.mutants for item in report.exercises] == [3, 3]


def test_a_grader_that_loses_a_job_is_an_internal_error(small: Any) -> None:
    def losing(jobs: Any) -> Any:
        return iter(list(small.grader(jobs))[1:])

    with pytest.raises(InternalError, match="the grader lost 1 jobs, the first 'reference'"):
        verify(small.assignment, losing, root=small.root)


def test_the_report_reads_well(small: Any, golden: Any) -> None:
    del small.grader.tests["above"][1]
    small.write("wrong/fine.py", "# exercise: mean_of\ndef mean_of(a):\n    return sum(a) / len(a)\n")
    report = run(small)
    golden("report.txt", render_text(report))
    data = json.loads(json.dumps(report_json(report)))
    assert data["schema"] == "autograder/verify-report/1"
    assert data["ok"] is False
    assert [item["name"] for item in data["exercises"]] == ["mean_of", "above"]
    assert data["exercises"][1]["survivors"][0]["change"] == "`x > limit` became `x >= limit`"
    assert {item["rule"] for item in data["findings"] if item["severity"] == "error"} == {"wrong", "mutants"}
