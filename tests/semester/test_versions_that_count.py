"""Which version counts is asked anew by `grade`, through the command as somebody types it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands import run_in

from .course import COURSE, make_course, write_submission

DUE = datetime(2026, 3, 27, 11, tzinfo=UTC)
BOTH, ONE = {"double": True, "square": True}, {"double": True}


def course(root: Path, counts: str) -> Path:
    make_course(root)
    text = COURSE.replace("[late]", f'[late]\ncounts = "{counts}"')
    (root / "course.toml").write_text(text, encoding="utf-8")
    (root / "roster.csv").write_text("id,name\ns001,Ada\ns002,Alan\n", encoding="utf-8")
    return root


def hand_in(root: Path, student: str, *, right: dict[str, bool], hours: float, remark: str) -> None:
    """Hand in, as a download that is collected."""
    download = root.parent / f"download-{student}-{remark}"
    write_submission(root, "made-up", "a1", right, None, remark)
    made = root / "submitted" / "made-up"
    at = f"{DUE + timedelta(hours=hours):%Y-%m-%d-%H-%M-%S}"
    download.mkdir()
    (download / f"{student}_{at}.ipynb").write_bytes((made / "a1" / "a1.ipynb").read_bytes())
    for path in sorted(made.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    made.rmdir()
    pattern = r"(?P<student>s\d+)_(?P<timestamp>[\d-]+)"
    done = run_in(root, "collect", "a1", str(download), "--pattern", pattern, "--time-zone", "UTC")
    assert done.returncode == 0, done.stderr + done.stdout


def finals(root: Path) -> dict[str, float]:
    rows = csv.DictReader(io.StringIO(run_in(root, "export", "a1").stdout))
    return {row["student"]: float(row["final_score"]) for row in rows if row["final_score"]}


def test_the_best_version_counts_though_it_is_not_the_one_in_submitted(tmp_path: Path) -> None:
    root = course(tmp_path / "course", "best")
    hand_in(root, "s001", right=BOTH, hours=-5, remark="better")
    hand_in(root, "s001", right=ONE, hours=-1, remark="worse")
    hand_in(root, "s002", right=ONE, hours=-5, remark="first")
    hand_in(root, "s002", right=BOTH, hours=30, remark="late and still better")
    done = run_in(root, "grade", "a1", "--jobs", "1", check=True)
    assert 'a1: another version counts now, by [late] counts = "best": s001\n' in done.stderr
    assert finals(root) == {"s001": 5.0, "s002": 4.0}
    again = run_in(root, "grade", "a1", "--jobs", "1", check=True)
    assert "another version" not in again.stderr
    listed = run_in(root, "history", "s001", "a1", check=True)
    assert [line[0] for line in listed.stdout.splitlines()[1:]] == ["*", " "]
    assert [line.split("  ")[-1] for line in listed.stdout.splitlines()[1:]] == ["5 of 5", "2 of 5"]
    assert '* counts (by [late] counts = "best")' in listed.stderr


def test_an_extension_given_after_collecting_lets_the_later_version_count(tmp_path: Path) -> None:
    root = course(tmp_path / "course", "last_on_time")
    hand_in(root, "s001", right=ONE, hours=-1, remark="on time")
    hand_in(root, "s001", right=BOTH, hours=5, remark="late")
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    assert finals(root)["s001"] == 2.0
    (root / "decisions.toml").write_text(
        '[[extension]]\nstudent = "s001"\nassignment = "a1"\nuntil = 2026-03-28T12:00:00\nwhy = "ill"\n', encoding="utf-8"
    )
    done = run_in(root, "grade", "a1", "--jobs", "1", check=True)
    assert 'another version counts now, by [late] counts = "last_on_time": s001' in done.stderr
    assert finals(root)["s001"] == 5.0


@pytest.fixture(scope="module")
def regraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course graded with right tests, some points given by hand, and then graded with wrong ones."""
    root = course(tmp_path_factory.mktemp("regrade") / "course", "last")
    write_submission(root, "s001", "a1", BOTH, DUE)
    write_submission(root, "s002", "a1", ONE, DUE)
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    (root / "decisions.toml").write_text(
        '[[override]]\nstudent = "s002"\nassignment = "a1"\nexercise = "square"\nscore = 1\nwhy = "nearly"\n',
        encoding="utf-8",
    )
    return root


def test_a_regrade_is_taken_back_and_what_people_gave_stays(regraded: Path) -> None:
    root, tests = regraded, regraded / "solutions" / "a1" / "test_hidden.py"
    none = run_in(root, "grade", "a1", "--take-back")
    assert none.returncode == 2
    assert none.stderr.startswith("autograder: a1: there is no regrade to take back, expected a run that replaced results")
    assert finals(root) == {"s001": 5.0, "s002": 3.0}
    good = tests.read_text(encoding="utf-8")
    tests.write_text(good.replace("reference.double(x)", "reference.double(x) + 1"), encoding="utf-8")
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    assert finals(root) == {"s001": 3.0, "s002": 1.0}
    run_in(root, "grade", "a1", "--jobs", "1", check=True)  # a run that replaces nothing is none that could be taken back
    pages = [root / "autograded" / student / "a1" / "a1.ipynb" for student in ("s001", "s002")]
    before = [page.read_bytes() for page in pages]
    back = run_in(root, "grade", "a1", "--take-back")
    assert back.returncode == 0, back.stderr
    assert back.stdout.splitlines() == [
        "s001: a1: 3 -> 5 (+2.00): double 0/2 -> 2/2",
        "s002: a1: 1 -> 3 (+2.00): double 0/2 -> 2/2",
    ]
    assert "a1: 2 results of before " in back.stderr
    assert "2 grades changed" in back.stderr
    assert finals(root) == {"s001": 5.0, "s002": 3.0}
    assert all(page.read_bytes() != old for page, old in zip(pages, before, strict=True))
    audit = run_in(root, "audit")
    assert (audit.returncode, audit.stdout) == (0, "")
    tests.write_text(good, encoding="utf-8")
    done = run_in(root, "grade", "a1", "--jobs", "1", check=True)
    assert "2 not changed" in done.stderr or "2 unchanged" in done.stderr, done.stderr


def test_work_handed_in_since_is_not_replaced_by_a_result_of_other_work(regraded: Path) -> None:
    root = regraded
    run_in(root, "grade", "a1", "--jobs", "1", "--force", check=True)
    write_submission(root, "s002", "a1", BOTH, DUE, remark="again")
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    back = run_in(root, "grade", "a1", "--take-back", check=True)
    assert "a1: s002: has handed in again since, and keeps what is there" in back.stderr
    assert back.stdout == ""
    assert run_in(root, "grade", "a1", "--take-back", "--force").returncode == 2


def test_a_forgotten_student_is_not_kept_among_what_was_replaced(regraded: Path) -> None:
    root = regraded
    run_in(root, "grade", "a1", "--jobs", "1", "--force", check=True)
    kept = root / ".autograder" / "results" / "a1" / "replaced"
    assert any("s001" in path.name for path in kept.glob("*/*"))
    run_in(root, "export", "a1", "--output", "grades.csv")
    noted = [root / ".autograder" / name for name in ("graded/a1.csv", "exports/last.json")]
    assert all("s001" in path.read_text(encoding="utf-8") for path in noted)
    run_in(root, "forget", "s001", "--yes", check=True)
    assert not any("s001" in path.read_text(encoding="utf-8") for path in noted)
    assert all("s002" in path.read_text(encoding="utf-8") for path in noted)
    assert not [path for path in root.rglob("*") if "s001" in path.name]


def test_who_handed_in_no_notebook_is_told_which_file_came_and_when_and_not_that_nothing_did(tmp_path: Path) -> None:
    root = course(tmp_path / "course", "last")
    write_submission(root, "s001", "a1", ONE, DUE)
    download = tmp_path / "download"
    download.mkdir()
    (download / "s002_2026-03-27-10-00-00.py").write_text("x = 1\n", encoding="utf-8")
    pattern = r"(?P<student>s\d+)_(?P<timestamp>[\d-]+)"
    collecting = ("collect", "a1", str(download), "--pattern", pattern, "--time-zone", "UTC")
    run_in(root, *collecting)
    run_in(root, *collecting)  # it is one file, though it was seen twice
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    file, came = "s002_2026-03-27-10-00-00.py", "2026-03-27 11:00"
    sentence = f"no notebook of this assignment was found in what was handed in: {file} (handed in {came})"
    explained = run_in(root, "explain", "s002", "a1", check=True).stdout
    assert f"  - {sentence}\n" in explained
    assert f"  handed in     {came}:00 CET (by: lms)  {file}: no notebook\n" in explained
    (line,) = run_in(root, "history", "s002", "a1", check=True).stdout.splitlines()[1:]
    assert [part for part in line.split("  ") if part.strip()] == [
        "-", f"{came}:00 CET", "--pattern", file, "no notebook: a script"
    ]  # fmt: skip
    (row,) = (row for row in csv.DictReader(io.StringIO(run_in(root, "export", "a1").stdout)) if row["student"] == "s002")
    assert (row["status"], row["reasons"]) == ("missing", sentence)
    for language, words, unsaid in (
        ("en", sentence, "Nothing handed in"),
        ("ko", f"제출한 것에서 이 과제의 노트북을 찾지 못함: {file} ({came} 제출)", "제출하지 않음"),
    ):
        run_in(root, "report", "a1", "--language", language, check=True)
        page = (root / "reports" / f"a1.{language}.html").read_text(encoding="utf-8")
        assert words in page
        assert unsaid not in page
    back = run_in(root, "history", "s002", "a1", "--bring-back", "1")
    assert back.stderr == f"autograder: s002: what was handed in for a1 holds no notebook: {file}\n"
    write_submission(root, "s002", "a1", BOTH, DUE)
    assert len(run_in(root, "history", "s002", "a1", check=True).stdout.splitlines()) == 3
    assert sentence not in run_in(root, "explain", "s002", "a1", check=True).stdout


def test_who_has_no_work_to_grade_but_is_told_something_has_a_page_too(tmp_path: Path) -> None:
    root = course(tmp_path / "course", "last")
    (root / "roster.csv").write_text("id,name\ns001,Ada\ns002,Alan\ns003,Kim\ns004,Lee\n", encoding="utf-8")
    write_submission(root, "s001", "a1", ONE, DUE)
    download = tmp_path / "download"
    (download / "s002").mkdir(parents=True)
    (download / "s002" / "work.py").write_text("x = 1\n", encoding="utf-8")
    run_in(root, "collect", "a1", str(download))
    decision = '[[override]]\nstudent = "s003"\nassignment = "a1"\nexercise = "double"\nscore = 1.5\nwhy = "on paper"\n'
    (root / "decisions.toml").write_text(decision, encoding="utf-8")
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    told = run_in(root, "feedback", "a1", check=True)
    assert "a1: feedback for 3 students in feedback/" in told.stderr
    for language, came, decided, nothing, report, none, why in (
        ("en", "no notebook of this assignment was found in what was handed in: work.py",
         "double: set to 1.5 by your instructor", "nothing was handed in", "Graded without a submission",
         "There is no notebook to grade", "How your score came about"),
        ("ko", "제출한 것에서 이 과제의 노트북을 찾지 못함: work.py",
         "double: 담당자가 1.5점으로 정함", "제출하지 않음", "제출 없이 채점함",
         "채점할 노트북이 없습니다", "점수가 정해진 이유"),
    ):  # fmt: skip
        pages = {
            student: (root / "feedback" / student / "a1" / f"a1.{language}.html").read_text(encoding="utf-8")
            for student in ("s002", "s003")
        }
        assert came in pages["s002"]
        assert [(none in page, why in page) for page in pages.values()] == [(True, False), (False, True)]
        assert 'class="ring"' not in pages["s002"]  # there is no grade
        assert all(words in pages["s003"] for words in (decided, nothing, "on paper", "1.5 / 5"))
        run_in(root, "report", "a1", "--language", language, check=True)
        page = (root / "reports" / f"a1.{language}.html").read_text(encoding="utf-8")
        assert page.count(report) == 1
        assert "1.5 / 5" in page
    assert not (root / "feedback" / "s004").exists()


def test_history_names_nobody_else_for_somebody_of_the_roster_who_handed_in_nothing(tmp_path: Path) -> None:
    root = course(tmp_path / "course", "last")
    write_submission(root, "s001", "a1", ONE, DUE)
    assert run_in(root, "history", "s002", "a1").stderr == "autograder: s002: has handed in nothing for a1\n"
    nobody = run_in(root, "history", "s0001", "a1").stderr
    assert nobody == "autograder: s0001: has handed in nothing for a1; did you mean 's001'?\n"


def test_of_one_notebook_handed_in_at_two_times_one_row_counts(tmp_path: Path) -> None:
    root = course(tmp_path / "course", "last")
    hand_in(root, "s001", right=BOTH, hours=-5, remark="same")
    hand_in(root, "s001", right=ONE, hours=-3, remark="other")
    download = tmp_path / "again"
    download.mkdir()
    first = (tmp_path / "download-s001-same").glob("*.ipynb")
    (download / "s001_2026-03-27-10-00-00.ipynb").write_bytes(next(first).read_bytes())
    pattern = r"(?P<student>s\d+)_(?P<timestamp>[\d-]+)"
    run_in(root, "collect", "a1", str(download), "--pattern", pattern, "--time-zone", "UTC", check=True)
    listed = run_in(root, "history", "s001", "a1", check=True).stdout.splitlines()
    assert [line[0] for line in listed[1:]] == [" ", " ", "*"]


def test_after_a_run_over_some_with_changed_tests_it_is_said_who_was_left_at_the_older_ones(tmp_path: Path) -> None:
    root = course(tmp_path / "course", "last")
    for student in ("s001", "s002"):
        write_submission(root, student, "a1", BOTH, DUE)
    assert "older tests" not in run_in(root, "grade", "a1", "--jobs", "1", "--student", "s001", check=True).stderr
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    tests = root / "solutions" / "a1" / "test_hidden.py"
    good = tests.read_text(encoding="utf-8")
    tests.write_text(good.replace("reference.double(x)", "reference.double(x) + 1"), encoding="utf-8")
    assert run_in(root, "audit").stdout == ""  # all are of the same tests still
    one = run_in(root, "grade", "a1", "--jobs", "1", "--student", "s001", check=True)
    line = "a1: 1 of 2 results still of older tests: s002 (`autograder grade a1` grades all by the same)"
    assert one.stderr.splitlines()[-1] == f"autograder: {line}"
    finding = "submitted / results: a1: 1 result of 2 is of older tests than the others (s002); run `autograder grade a1`"
    assert run_in(root, "audit").stdout == f"{finding}\n"
    exported = run_in(root, "export", "a1")
    assert (exported.returncode, exported.stderr.splitlines()[-1]) == (1, f"autograder: audit: {finding}")
    back = run_in(root, "grade", "a1", "--take-back", check=True)
    assert "older tests" not in back.stderr
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    half = run_in(root, "grade", "a1", "--take-back", "--student", "s001", check=True)
    assert half.stderr.splitlines()[-1] == f"autograder: {line.replace('s002', 's001')}"
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    assert "older tests" not in run_in(root, "audit").stdout
