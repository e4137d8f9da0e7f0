"""`decisions.toml`: what it may say, and the one line that each mistake gets."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.config import load_course, read_decisions
from autograder.errors import ConfigError
from autograder.model import Credit, Decisions, Excused, Extension, Free, Override, Waived

COURSE = 'id = "nn"\ntitle = { en = "N", ko = "신" }\ntime_zone = "Asia/Seoul"\n'
ASSIGNMENT = """
title = { en = "A", ko = "가" }
due = 2027-03-19T23:59:00
[points]
relu = 1
softmax = 3
[manual.why]
points = 2
"""
ROSTER = "id,name\ns001,Ada\ns002,Alan\nkim-민수,Kim\n"

EVERYTHING = """
[[extension]]
student = "s001"
assignment = "02_acts"
until = 2027-03-26T23:59:00
why = "was ill"

[[excused]]
student = "s002"
assignment = "02_acts"
why = "came late into the course"

[[waived]]
student = "kim-민수"
assignment = "02_acts"
why = "the server was down"

[[override]]
student = "s001"
assignment = "02_acts"
exercise = "softmax"
score = 2.5
why = "right but for a typing error"

[[override]]
student = "s001"
assignment = "02_acts"
exercise = "softmax"
test = "test_values"
score = 1
late = false
why = "the test was too strict"

[[free]]
assignment = "02_acts"
exercise = "relu"
credit = "full"
why = "the text was misleading"
"""


def course_in(root: Path, decisions: str | None = EVERYTHING, roster: str | None = ROSTER) -> Path:
    (root / "course.toml").write_text(COURSE, encoding="utf-8")
    folder = root / "assignments" / "02_acts"
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    if roster is not None:
        (root / "roster.csv").write_text(roster, encoding="utf-8")
    if decisions is not None:
        (root / "decisions.toml").write_text(decisions, encoding="utf-8")
    return root


def read(root: Path) -> Decisions:
    return read_decisions(load_course(root))


def test_every_kind_of_decision_is_read_with_its_reason(tmp_path: Path) -> None:
    found = read(course_in(tmp_path))
    assert found.extensions[0].until == datetime(2027, 3, 26, 14, 59, tzinfo=UTC)
    assert found == Decisions(
        extensions=(Extension("s001", "02_acts", found.extensions[0].until, "was ill"),),
        excused=(Excused("s002", "02_acts", "came late into the course"),),
        waived=(Waived("kim-민수", "02_acts", "the server was down"),),
        overrides=(
            Override("s001", "02_acts", "softmax", 2.5, "right but for a typing error"),
            Override("s001", "02_acts", "softmax", 1, "the test was too strict", "test_values", late=False),
        ),
        free=(Free("02_acts", "relu", Credit.FULL, "the text was misleading"),),
    )


def test_what_was_decided_about_a_student_is_found_and_what_holds_for_everybody_with_it(tmp_path: Path) -> None:
    found = read(course_in(tmp_path))
    about = found.about("s001", "02_acts")
    assert (len(about.extensions), len(about.overrides), len(about.free)) == (1, 2, 1)
    assert not about.excused
    assert not about.waived
    assert found.about("s009", "02_acts") == Decisions(free=found.free)
    assert not found.about("s001", "03_other")


def test_a_course_without_the_file_has_decided_nothing(tmp_path: Path) -> None:
    assert not read(course_in(tmp_path, None))


def test_a_file_that_windows_saved_says_the_same(tmp_path: Path) -> None:
    root = course_in(tmp_path)
    plain = read(root)
    (root / "decisions.toml").write_bytes(("\ufeff" + EVERYTHING.replace("\n", "\r\n")).encode())
    assert read(root) == plain


def test_without_a_roster_every_student_can_be_named(tmp_path: Path) -> None:
    assert read(course_in(tmp_path, roster=None)).excused[0].student == "s002"


def test_a_name_typed_on_a_mac_is_the_rosters(tmp_path: Path) -> None:
    decomposed = "\u1106\u1175\u11ab\u1109\u116e"  # the NFD form of 민수
    assert read(course_in(tmp_path, EVERYTHING.replace("민수", decomposed))).waived[0].student == "kim-민수"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[excused]]", "[[excuse]]", "excuse: unknown key, expected one of extension, excused, waived, override, free; "
         "did you mean 'excused'?"),
        ('until = 2027-03-26T23:59:00\n', "", "extension[0].until: nothing, expected a date and a time without quotes, "
         "such as 2027-03-26T23:59:00; add until = ..."),
        ("until =", "untill =", "extension[0].untill: unknown key; did you mean 'until'?"),
        ("2027-03-26T", "2027-03-16T", "extension[0].until: 2027-03-16T23:59:00+09:00, before the due time "
         "2027-03-19T23:59:00+09:00, expected a later one"),
        ("2027-03-26T23:59:00", '"next week"', "extension[0].until: 'next week', expected a date and a time without quotes, "
         "such as 2027-03-19T23:59:00"),
        ('student = "s002"', 'student = "s003"', "excused[0].student: no 's003' in roster.csv; did you mean 's002'?"),
        ('student = "s002"', 'student = "nobody"', "excused[0].student: no 'nobody' in roster.csv; add the student to "
         "roster.csv"),
        ('student = "s002"', "student = 2", "excused[0].student: 2, expected a string"),
        ('student = "s002"\nassignment = "02_acts"', 'student = "s002"\nassignment = "02_act"',
         "excused[0].assignment: no assignment '02_act'; did you mean '02_acts'?"),
        ("came late into the course", " ", "excused[0].why: nothing, expected the reason, in a sentence that the student "
         "may read"),
        ('why = "came late into the course"', "", "excused[0].why: nothing, expected a string; add why = ..."),
        ('exercise = "softmax"\nscore', 'exercise = "softmx"\nscore', "override[0].exercise: no exercise 'softmx' in "
         "02_acts; did you mean 'softmax'?"),
        ("score = 2.5", "score = 4", "override[0].score: 4, expected a number of at least 0 and at most 3"),
        ("score = 2.5", "score = 2.555", "override[0].score: 2.555, expected at most two decimals"),
        ("late = false", "late = 0", "override[1].late: 0, expected true or false"),
        ('test = "test_values"', "", "override[1].score: another decision says something else of the same, expected one; "
         "remove one of the two"),
        ('exercise = "softmax"\ntest', 'exercise = "why"\ntest', "override[1].test: why is graded by a person and has no "
         "tests; leave `test` out"),
        ('credit = "full"', 'credit = "ful"', "free[0].credit: 'ful', expected one of full, none; did you mean 'full'?"),
        ("[[free]]", '[[free]]\nassignment = "02_acts"\nexercise = "relu"\ncredit = "none"\nwhy = "x"\n[[free]]',
         "free[1].credit: another decision says something else of the same, expected one; remove one of the two"),
        ("[[free]]", "[free]", "free: {'assignment': '02_acts', 'exercise': 'relu', 'credit': '..., expected an array of "
         "tables; write [[free]]"),
        ('credit = "full"', 'credit = "full"\nscore = 2', "free[0].score: unknown key, expected one of assignment, "
         "exercise, credit, why"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_decisions_is_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in EVERYTHING
    root = course_in(tmp_path, EVERYTHING.replace(old, new, 1))
    with pytest.raises(ConfigError) as caught:
        read(root)
    assert str(caught.value) == f"decisions.toml: {message}"


def test_an_extension_needs_a_due_time_to_go_beyond(tmp_path: Path) -> None:
    root = course_in(tmp_path)
    file = root / "assignments" / "02_acts" / "assignment.toml"
    file.write_text(ASSIGNMENT.replace("due = 2027-03-19T23:59:00", ""), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read(root)
    assert str(caught.value) == (
        "decisions.toml: extension[0].until: 02_acts has no due time; give it one: due = ... in assignment.toml"
    )


def test_the_same_decision_twice_is_no_contradiction(tmp_path: Path) -> None:
    twice = EVERYTHING + '\n[[free]]\nassignment = "02_acts"\nexercise = "relu"\ncredit = "full"\nwhy = "again"\n'
    assert len(read(course_in(tmp_path, twice)).free) == 2
