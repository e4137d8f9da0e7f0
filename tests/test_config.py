"""TOML to model: what is read, and the one line that each mistake gets."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.config import assignment_names, did_you_mean, load_assignment, load_course, seed_warning
from autograder.errors import ConfigError, CourseError
from autograder.model import ENGLISH, KOREAN, Assignment, Counts, LatePolicy, Limits, Text

COURSE = """
id = "nn"
title = { en = "Networks", ko = "신경망" }
languages = ["en", "ko"]
time_zone = "Asia/Seoul"
[late]
grace_minutes = 10
per_day = 0.1
[limits]
call_s = 4
"""

ASSIGNMENT = """
title = { en = "Activations", ko = "활성화" }
due = 2027-03-19T23:59:00
seed = 7
preload = ["matplotlib.pyplot"]
data = ["mnist"]
[limits]
load_s = 2.5
[points]
step = 1
softmax = 3.5
[manual.derivation]
points = 4
[[manual.derivation.rubric]]
points = 4
text = { en = "The chain rule is used.", ko = "연쇄 법칙을 쓴다." }
"""


def course_in(root: Path, text: str = COURSE) -> Path:
    (root / "course.toml").write_text(text, encoding="utf-8")
    return root


def assignment_in(
    root: Path, text: str = ASSIGNMENT, *, course: str = COURSE, name: str = "02_acts", secret: str | None = None
) -> Assignment:
    folder = course_in(root, course) / "assignments" / name
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    solutions = root / "solutions" / name
    solutions.mkdir(parents=True)
    (solutions / "test_hidden.py").touch()
    if secret is not None:
        (solutions / "secret.toml").write_text(secret, encoding="utf-8")
    return load_assignment(load_course(root), name)


def test_a_course_is_read_with_defaults_for_what_is_left_out(tmp_path: Path) -> None:
    course = load_course(course_in(tmp_path))
    assert (course.course_id, course.title) == ("nn", Text(en="Networks", ko="신경망"))
    assert (course.language, course.languages) == (ENGLISH, (ENGLISH, KOREAN))
    assert (course.late.grace_minutes, course.late.per_day, course.late.at_most) == (10, 0.1, 1)
    assert course.limits == Limits(call_s=4)
    assert course.feedback.hints
    assert not course.feedback.messages
    assert course.database_url == f"sqlite:///{tmp_path.resolve()}/gradebook.db"


def test_the_first_language_of_a_course_is_its_default_and_the_only_one_that_it_needs(tmp_path: Path) -> None:
    course = load_course(course_in(tmp_path, 'id = "nn"\ntitle = { ko = "신경망" }\nlanguages = ["ko"]\n'))
    assert course.language == KOREAN
    assert course.title == Text(ko="신경망")


def test_a_course_may_be_in_any_language_and_one_in_a_single_language_writes_plain_strings(tmp_path: Path) -> None:
    course = load_course(course_in(tmp_path, 'id = "nn"\ntitle = "Neŭraj retoj"\nlanguages = ["eo"]\n'))
    assert course.languages == ("eo",)
    assert course.title == Text(eo="Neŭraj retoj")


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("postgresql://u@host/db", "postgresql://u@host/db"),
        ("sqlite:////var/grades.db", "sqlite:////var/grades.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite:///grades.db", "sqlite:///ROOT/grades.db"),
    ],
)
def test_a_database_file_is_taken_from_the_course_folder(tmp_path: Path, url: str, read: str) -> None:
    course = load_course(course_in(tmp_path, COURSE + f'[database]\nurl = "{url}"\n'))
    assert course.database_url == read.replace("ROOT", str(tmp_path.resolve()))


def test_an_assignment_is_read_with_the_courses_limits_below_its_own(tmp_path: Path) -> None:
    assignment = assignment_in(tmp_path)
    assert [(e.name, e.points, e.manual) for e in assignment.exercises] == [
        ("step", 1, False),
        ("softmax", 3.5, False),
        ("derivation", 4, True),
    ]
    assert assignment.exercises[2].rubric[0].text["ko"] == "연쇄 법칙을 쓴다."
    assert assignment.limits == Limits(call_s=4, load_s=2.5)
    assert (assignment.inputs.seed, assignment.preload, assignment.data) == (7, ("matplotlib.pyplot",), ("mnist",))
    assert assignment.folder == tmp_path.resolve() / "assignments" / "02_acts"
    assert assignment.solutions == tmp_path.resolve() / "solutions" / "02_acts"


def test_a_due_date_without_an_offset_is_in_the_courses_time_zone(tmp_path: Path) -> None:
    due = assignment_in(tmp_path).due
    assert due is not None
    assert due.astimezone(UTC) == datetime(2027, 3, 19, 14, 59, tzinfo=UTC)


def test_a_due_date_with_an_offset_keeps_it(tmp_path: Path) -> None:
    due = assignment_in(tmp_path, ASSIGNMENT.replace("23:59:00", "23:59:00Z")).due
    assert due == datetime(2027, 3, 19, 23, 59, tzinfo=UTC)


def test_the_assignments_are_the_folders_with_an_assignment_file_sorted(tmp_path: Path) -> None:
    for name in ("10_b", "02_a", "notes"):
        (tmp_path / "assignments" / name).mkdir(parents=True)
    for name in ("10_b", "02_a"):
        (tmp_path / "assignments" / name / "assignment.toml").touch()
    assert assignment_names(load_course(course_in(tmp_path))) == ("02_a", "10_b")


def test_a_course_without_assignments_has_no_names(tmp_path: Path) -> None:
    assert assignment_names(load_course(course_in(tmp_path))) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "grace_minutes",
            "grace_minuts",
            "course.toml: late.grace_minuts: unknown key, expected one of grace_minutes, per_day, at_most, unknown, counts; "
            "did you mean 'grace_minutes'?",
        ),
        ('id = "nn"', "", "course.toml: id: nothing, expected a string; add id = ..."),
        ('id = "nn"', "id = 5", "course.toml: id: 5, expected a string"),
        ('id = "nn"', 'id = "a/b"', "course.toml: id: 'a/b', expected letters, digits, '_', '-' and '.'"),
        ("per_day = 0.1", "per_day = 2", "course.toml: late.per_day: 2, expected a number of at least 0 and at most 1"),
        ("call_s = 4", "call_s = 0", "course.toml: limits.call_s: 0, expected a number above 0"),
        ("call_s = 4", "call_s = nan", "course.toml: limits.call_s: nan, expected a number above 0"),
        ("call_s = 4", "call_s = true", "course.toml: limits.call_s: true, expected a number above 0"),
        (
            "call_s = 4",
            "memory_mib = 1.5",
            "course.toml: limits.memory_mib: 1.5, expected a whole number of at least 1",
        ),
        (
            "Asia/Seoul",
            "Asia/Soul",
            "course.toml: time_zone: 'Asia/Soul', expected a zone such as 'Asia/Seoul'; did you mean 'Asia/Seoul'?",
        ),
        ("[limits]", "[grade]\ndrop_lowst = 1\n[limits]", "course.toml: grade.drop_lowst: unknown key, expected one of weights, letters, "
         "drop_lowest, carry_forward; did you mean 'drop_lowest'?"),
        ("[limits]", "[grade]\nletters = { A = 90, B = 90 }\n[limits]", "course.toml: grade.letters.A: 90, as for 'B', "
         "expected a percentage of its own"),
        ("[limits]", '[grade.weights]\na = "x"\n[limits]', "course.toml: grade.weights.a: 'x', expected a number of at "
         "least 0"),
        ("[limits]", "cutoff = 2027-03-18T23:59:00\n[limits]", "course.toml: late.cutoff: unknown key, expected one of "
         "grace_minutes, per_day, at_most, unknown, counts"),
        ('["en", "ko"]', '["en", "English"]',
         "course.toml: languages: 'English', expected tags of languages such as 'en', 'ko' or 'pt-BR'"),
        ('["en", "ko"]', '["en", "en"]', "course.toml: languages: 'en' twice, expected each once"),
        (', ko = "신경망"', "", "course.toml: title.ko: nothing, expected a sentence"),
        (
            'title = { en = "Networks", ko = "신경망" }',
            'title = "Networks"',
            'course.toml: title: \'Networks\', expected { en = "...", ko = "..." }',
        ),
        ("[late]", "late = 3\n[feedback]", "course.toml: late: 3, expected a table"),
        (
            "[late]",
            '[feedback]\nhints = "yes"\n[late]',
            "course.toml: feedback.hints: 'yes', expected true or false",
        ),
        (
            "[late]",
            '[database]\nurl = "grades.db"\n[late]',
            "course.toml: database.url: 'grades.db', "
            "expected a URL such as 'sqlite:///gradebook.db' or 'postgresql://...'",
        ),
    ],
)
def test_a_mistake_in_the_course_file_is_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in COURSE
    course_in(tmp_path, COURSE.replace(old, new, 1))
    with pytest.raises(ConfigError) as caught:
        load_course(tmp_path)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("softmax = 3.5", "softmax = -1", "points.softmax: -1, expected a number above 0"),
        ("softmax = 3.5", '"soft max" = 1', "points.soft max: this name, expected a Python name: that of the "
         "exercise's function or class"),
        ("softmax = 3.5", "derivation = 1", "manual.derivation: this exercise stands in [points] too, expected one of "
         "the two; remove it from one of them"),
        ("points = 4\ntext", "points = 3\ntext", "manual.derivation.rubric: its points add up to 3, expected 4, the "
         "exercise's points"),
        ("[[manual.derivation.rubric]]", "[manual.derivation.rubric]", "manual.derivation.rubric: "
         "{'points': 4, 'text': {'en': 'The chain rule is used.', '..., expected an array of tables; write "
         "[[manual.derivation.rubric]]"),
        ("text = {", "txt = {", "manual.derivation.rubric[0].text: nothing, expected "
         '{ en = "...", ko = "..." }'),
        ("2027-03-19T23:59:00", '"2027-03-19"', "due: '2027-03-19', expected a date and a time without quotes, such as "
         "2027-03-19T23:59:00"),
        ("2027-03-19T23:59:00", "2027-03-19", "due: 2027-03-19, expected a date and a time without quotes, such as "
         "2027-03-19T23:59:00"),
        ("seed = 7", "seed = -1", "seed: -1, expected a whole number of at least 0"),
        ("seed = 7", "sed = 7", "sed: unknown key, expected one of due, title, points, manual, extra_credit, limits, seed, "
         "preload, data, late, groups; did you mean 'seed'?"),
        ("[points]", 'extra_credit = ["softmx"]\n[points]', "limits.extra_credit: unknown key, expected one of call_s, "
         "load_s, submission_s, cpu_s, memory_mib, output_kib, scratch_mib, suite_mib"),
        ("[limits]", 'extra_credit = ["softmx"]\n[limits]', "extra_credit: no exercise 'softmx'; did you mean 'softmax'?"),
        ("[limits]", "[late]\ncutoff = 2027-03-18T23:59:00\n[limits]", "late.cutoff: 2027-03-18T23:59:00+09:00, before the "
         "due time, expected a moment after `due`"),
        ("[limits]", '[late]\ncounts = "first"\n[limits]', "late.counts: 'first', expected one of last, last_on_time, best"),
        ("[limits]", "[late]\ncutof = 3\n[limits]", "late.cutof: unknown key, expected one of grace_minutes, per_day, "
         "at_most, unknown, counts, cutoff; did you mean 'cutoff'?"),
        ('["matplotlib.pyplot"]', '["os; evil"]', "preload: 'os; evil', expected names of modules"),
        ('["mnist"]', '"mnist"', "data: 'mnist', expected a list of strings"),
        ("2027-03-19", "2027-02-30", "not TOML: Invalid date or datetime (at line 3, column 7)"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_assignment_file_is_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in ASSIGNMENT
    with pytest.raises(ConfigError) as caught:
        assignment_in(tmp_path, ASSIGNMENT.replace(old, new, 1))
    assert str(caught.value) == f"assignments/02_acts/assignment.toml: {message}"


def test_an_assignments_late_policy_replaces_the_courses_key_by_key(tmp_path: Path) -> None:
    text = ASSIGNMENT.replace("[limits]", '[late]\nper_day = 0.2\ncutoff = 2027-03-26T23:59:00\ncounts = "best"\n[limits]')
    late = assignment_in(tmp_path, text).late
    assert (late.grace_minutes, late.per_day, late.at_most, late.counts) == (10, 0.2, 1, Counts.BEST)
    assert late.cutoff == datetime(2027, 3, 26, 14, 59, tzinfo=UTC)


def test_an_assignment_without_a_late_policy_has_the_courses(tmp_path: Path) -> None:
    assignment = assignment_in(tmp_path)
    assert assignment.late == LatePolicy(grace_minutes=10, per_day=0.1)


def test_points_of_extra_credit_are_none_that_can_be_missed(tmp_path: Path) -> None:
    assignment = assignment_in(tmp_path, ASSIGNMENT.replace("[limits]", 'extra_credit = ["softmax"]\n[limits]'))
    assert [exercise.name for exercise in assignment.exercises if exercise.extra_credit] == ["softmax"]
    assert (assignment.points, assignment.auto_points) == (5, 1)


def test_the_policy_for_totals_is_read_letters_from_the_highest_down(tmp_path: Path) -> None:
    grade = load_course(
        course_in(tmp_path, COURSE + "[grade]\nweights = { a = 2, b = 1.5 }\ndrop_lowest = 1\nletters = { B = 80, A = 90 }\n")
    ).grade
    assert (grade.weights, grade.drop_lowest, grade.letters) == ({"a": 2, "b": 1.5}, 1, (("A", 90), ("B", 80)))


WITHOUT_SEED = ASSIGNMENT.replace("seed = 7\n", "")


def test_the_seed_is_read_where_students_never_see_it_and_no_print_of_an_assignment_shows_it(tmp_path: Path) -> None:
    assignment = assignment_in(tmp_path, WITHOUT_SEED, secret="seed = 65537\n")
    assert assignment.inputs.seed == 65537
    assert "65537" not in repr(assignment)
    assert seed_warning(load_course(tmp_path), "02_acts") == ""


def test_a_seed_that_students_may_see_still_counts_and_is_asked_to_be_moved(tmp_path: Path) -> None:
    assert assignment_in(tmp_path).inputs.seed == 7
    assert seed_warning(load_course(tmp_path), "02_acts") == (
        "assignments/02_acts/assignment.toml: the seed of the hidden inputs stands where students may see it; move the "
        "line `seed = ...` to solutions/02_acts/secret.toml (results that are kept stay good)"
    )


def test_an_assignment_without_a_seed_is_said_to_be_easy_to_guess(tmp_path: Path) -> None:
    assert assignment_in(tmp_path, WITHOUT_SEED).inputs.seed == 0
    assert seed_warning(load_course(tmp_path), "02_acts") == (
        "solutions/02_acts/secret.toml: not there, so that anybody can guess the hidden inputs; write `seed = NUMBER` "
        "into it"
    )


@pytest.mark.parametrize(
    ("text", "secret", "message"),
    [
        (ASSIGNMENT, "seed = 8", "assignments/02_acts/assignment.toml: seed: solutions/02_acts/secret.toml has a seed "
         "too, expected it there alone; delete this line"),
        (WITHOUT_SEED, "", "solutions/02_acts/secret.toml: seed: nothing, expected a whole number of at least 0; add "
         "seed = ..."),
        (WITHOUT_SEED, "seed = 'x'", "solutions/02_acts/secret.toml: seed: 'x', expected a whole number of at least 0"),
        (WITHOUT_SEED, "seed = 1\ninputs = 'comon'", "solutions/02_acts/secret.toml: inputs: 'comon', expected one of own, "
         "common; did you mean 'common'?"),
        (WITHOUT_SEED, "seed = 1\nsed = 2", "solutions/02_acts/secret.toml: sed: unknown key, expected one of seed, "
         "inputs; did you mean 'seed'?"),
    ],
)  # fmt: skip
def test_a_mistake_about_the_seed_is_one_line(tmp_path: Path, text: str, secret: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        assignment_in(tmp_path, text, secret=secret)
    assert str(caught.value) == message


def test_an_assignment_needs_an_exercise(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        assignment_in(tmp_path, 'title = { en = "A", ko = "B" }\n')
    assert str(caught.value) == (
        "assignments/02_acts/assignment.toml: points: no exercise, expected at least one, as in softmax = 3"
    )


def test_a_file_that_is_not_utf8_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_bytes(b'id = "\xff"')
    with pytest.raises(
        ConfigError, match=r"^course.toml: byte 6 is not UTF-8, expected UTF-8; save the file as UTF-8$"
    ):
        load_course(tmp_path)


def test_a_folder_without_a_course_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        load_course(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path.resolve()}: no course.toml here, expected the folder of a course; name it with --course DIR"
    )


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("02_act", "did you mean '02_acts'?"),
        ("zzz", "there is: 02_acts"),
        ("../assignments/02_acts", "there is: 02_acts"),
        ("", "there is: 02_acts"),
    ],
)
def test_an_unknown_assignment_is_one_line_with_the_nearest(tmp_path: Path, name: str, fix: str) -> None:
    assignment_in(tmp_path)
    with pytest.raises(CourseError) as caught:
        load_assignment(load_course(tmp_path), name)
    assert str(caught.value) == f"assignments: no assignment {name!r}; {fix}"


def test_an_assignment_folder_with_a_name_nbgrader_cannot_take_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        assignment_in(tmp_path, name="02 acts")
    assert str(caught.value) == (
        "assignments/02 acts: this name, expected letters, digits, '_', '-' and '.'; rename the folder"
    )


def test_nothing_near_means_no_suggestion() -> None:
    assert did_you_mean("zzz", ["softmax"]) == ""
    assert did_you_mean("Softmx", ["softmax", "relu"]) == "did you mean 'softmax'?"


def test_the_projects_own_course_and_assignments_load() -> None:
    course = load_course(Path(__file__).resolve().parents[1])
    for name in assignment_names(course):
        assert load_assignment(course, name).points > 0
