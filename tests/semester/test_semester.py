"""A semester as it happens, and at its end every grade is that of an oracle which knows the scenario's table only."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from tests.commands import run_in

from . import oracle
from .course import NAMES, make_course, write_submission
from .scenario import Row, table

TABLE = table()


@pytest.fixture(scope="module")
def semester(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course after everything has happened."""
    root = tmp_path_factory.mktemp("semester") / "course"
    make_course(root, *NAMES)
    _write_roster(root)
    _hand_in((row for row in TABLE if row["first"]), root, "first")
    _killed_while_grading(root)
    run_in(root, "grade", *NAMES, check=True)
    _hand_in((row for row in TABLE if row["second"] and not row["after"]), root, "second")
    run_in(root, "grade", *NAMES, check=True)
    _grade_by_hand(root)
    backup = root.parent / "gradebook.backup"
    shutil.copy(root / "gradebook.db", backup)
    _hand_in((row for row in TABLE if row["after"]), root, "second")
    run_in(root, "grade", "a3", check=True)
    shutil.copy(backup, root / "gradebook.db")
    rules = root / "assignments" / "a1" / "assignment.toml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("square = 3", "square = 4"), encoding="utf-8")
    run_in(root, "release", "a1", "--yes", check=True)
    run_in(root, "grade", *NAMES, check=True)
    _decide(root)
    moved = root.with_name("moved here")
    root.rename(moved)
    return moved


@pytest.fixture(scope="module")
def exported(semester: Path) -> dict[tuple[str, str], dict[str, str]]:
    done = run_in(semester, "export", *NAMES)
    return {(row["student"], row["assignment"]): row for row in csv.DictReader(io.StringIO(done.stdout))}


def _write_roster(root: Path) -> None:
    lines = ["id,name,email,section,group,status,canvas_id,moodle_username"]
    for row in TABLE:
        if row["assignment"] == NAMES[0]:
            number = int(row["student"][1:])
            section = "AB"[number % 2]
            lines.append(
                f"{row['student']},Name {number},{row['student']}@example.org,{section},{row['group']},{row['status']},"
                f"{1000 + number},m{number}"
            )
    (root / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _hand_in(rows: Iterable[Row], root: Path, which: str) -> None:
    for row in (one for one in rows if not one["by"]):
        at = datetime.fromisoformat(row[f"{which}_at"]) if row[f"{which}_at"] else None
        right = dict.fromkeys(row[which].split(), True)
        write_submission(root, row["student"], row["assignment"], right, at, remark=which)


def _killed_while_grading(root: Path) -> None:
    """The machine goes down in the middle of the first run."""
    command = [str(Path(sys.executable).with_name("autograder")), "grade", "a1"]
    run = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    results = root / ".autograder" / "results" / "a1"
    while run.poll() is None and len(list(results.glob("*.json"))) < 10:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    run.wait()


def _grade_by_hand(root: Path) -> None:
    """Two teaching assistants type into formgrader, which writes these columns."""
    where = """WHERE cell_id IN (SELECT b.id FROM base_cell b JOIN notebook k ON k.id = b.notebook_id
        WHERE b.name = ? AND k.name = ?) AND notebook_id IN (SELECT n.id FROM submitted_notebook n
        JOIN submitted_assignment s ON s.id = n.assignment_id WHERE s.student_id = ?)"""
    with closing(sqlite3.connect(root / "gradebook.db")) as db, db:
        for row in TABLE:
            student, name = row["student"], row["assignment"]
            for exercise, cell in (("why", "why"), ("double", "test-double")):
                if score := row[f"manual_{exercise}"]:
                    db.execute(f"UPDATE grade SET manual_score = ?, needs_manual_grade = 0 {where}",
                               (float(score), cell, name, student))  # fmt: skip
            if row["extra"]:
                db.execute(
                    f"UPDATE grade SET extra_credit = ? {where}", (float(row["extra"]), "test-square", name, student)
                )
            if row["nb_extension"]:
                db.execute(
                    "UPDATE submitted_assignment SET extension = ? WHERE student_id = ? AND assignment_id IN "
                    "(SELECT id FROM assignment WHERE name = ?)",
                    (f"1970-01-{1 + row['nb_extension']:02} 00:00:00.000000", student, name),
                )


def _decide(root: Path) -> None:
    made = ['[[free]]\nassignment = "a2"\nexercise = "double"\ncredit = "full"\nwhy = "misleading"\n']
    for row in TABLE:
        whose = f'student = "{row["student"]}"\nassignment = "{row["assignment"]}"\nwhy = "because"\n'
        made += [f"[[{kind}]]\n{whose}" for kind in ("excused", "waived") if row[kind]]
        if row["extension"]:
            due = oracle.DUE[row["assignment"]]
            until = due.replace(day=due.day + row["extension"]) if due.day < 28 else due
            made.append(f"[[extension]]\n{whose}until = {until:%Y-%m-%dT%H:%M:%S}\n")
        if row["override"]:
            late = str(row["override_late"]).lower()
            made.append(f'[[override]]\n{whose}exercise = "square"\nscore = {row["override"]}\nlate = {late}\n')
    (root / "decisions.toml").write_text("\n".join(made), encoding="utf-8")


def disagreements(exported: dict[tuple[str, str], dict[str, str]]) -> list[str]:
    """Where the export and the oracle part ways."""
    lines = []
    for row in TABLE:
        status, final = oracle.grade(row)
        found = exported[row["student"], row["assignment"]]
        if (found["status"], found["final_score"]) != (status, final):
            said = f"{found['status']} {found['final_score']} ({found['reasons']})"
            lines.append(f"{row['student']} {row['assignment']}: {said}, not {status} {final}")
    return lines


def test_every_grade_at_the_end_is_the_oracles(exported: dict[tuple[str, str], dict[str, str]]) -> None:
    assert len(exported) == len(TABLE) == 180
    assert not disagreements(exported)


def test_everything_happens_to_somebody(exported: dict[tuple[str, str], dict[str, str]]) -> None:
    statuses = {row["status"] for row in exported.values()}
    assert statuses == {"graded", "pending", "missing", "excused", "dropped"}
    reasons = " ".join(row["reasons"] for row in exported.values())
    for said in (
        "given by a person", "extra credit", "by an extension [", "by an extension given in nbgrader", "set to",
        "no late penalty on it", "given to everybody", "the largest share", "nothing was accepted any more",
        "nothing says when", "waits for a person", "before this was handed in", "late: no late penalty",
    ):  # fmt: skip
        assert said in reasons, said


RULES = [
    ("GRACE = timedelta(minutes=10)", "GRACE = timedelta(minutes=0)"),
    ('Decimal("0.1") * days', 'Decimal("0.2") * days'),
    ('Decimal("0.5"))', 'Decimal("0.9"))'),
    ('if at and not row["waived"]', "if at"),
    ("spared += 0 if", "spared += earned if"),
    ('FREE = {"a2": "double"}', "FREE = {}"),
    ('"square": 4}', '"square": 3}'),
    ('Decimal(row["extra"] or 0)', "Decimal(0)"),
    ('row["extension"] or row["nb_extension"])', 'row["extension"])'),
    ("share = Decimal(1)", "share = share"),
    ('or row["after"]):', "):"),
    ("(due + timedelta(days=days)).astimezone(UTC)", "due.astimezone(UTC) + timedelta(days=days)"),
]


@pytest.mark.parametrize(("rule", "wrong"), RULES, ids=[rule for rule, _ in RULES])
def test_a_wrong_rule_is_found(
    exported: dict[tuple[str, str], dict[str, str]], monkeypatch: pytest.MonkeyPatch, rule: str, wrong: str
) -> None:
    """Either side may be the wrong one: what is compared is whether they agree."""
    source = Path(oracle.__file__).read_text(encoding="utf-8")
    assert rule in source
    changed: dict[str, object] = {}
    exec(compile(source.replace(rule, wrong), "a wrong oracle", "exec"), changed)
    monkeypatch.setattr(oracle, "grade", changed["grade"])
    assert disagreements(exported)


def test_the_oracle_imports_nothing_of_the_package_and_fits_a_page() -> None:
    source = Path(oracle.__file__).read_text(encoding="utf-8")
    assert "autograder" not in source
    assert len(source.splitlines()) <= 75


def test_canvas_and_moodle_get_the_same_numbers(
    semester: Path, exported: dict[tuple[str, str], dict[str, str]]
) -> None:
    for form, key, known in (("canvas", "ID", lambda n: str(1000 + n)), ("moodle", "username", lambda n: f"m{n}")):
        text = run_in(semester, "export", *NAMES, "--format", form).stdout
        rows = {row[key]: row for row in csv.DictReader(io.StringIO(text))}
        for (student, name), row in exported.items():
            mine = rows.get(known(int(student[1:])))
            if row["status"] == "dropped":
                assert mine is None
                continue
            assert mine is not None
            expected = "EX" if row["status"] == "excused" and form == "canvas" else row["final_score"]
            if form == "moodle" and expected:
                expected = min(expected, row["points"], key=float)
            assert mine[name] == expected, (student, name)


def test_nbgraders_own_tables_add_up_to_the_same_grades(
    semester: Path, exported: dict[tuple[str, str], dict[str, str]]
) -> None:
    query = """SELECT s.student_id, a.name, n.late_submission_penalty,
        SUM(COALESCE(g.manual_score, g.auto_score, 0) + COALESCE(g.extra_credit, 0))
        FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
        JOIN submitted_notebook n ON n.assignment_id = s.id JOIN grade g ON g.notebook_id = n.id GROUP BY 1, 2"""
    with closing(sqlite3.connect(semester / "gradebook.db")) as db:
        totals = {(student, name): total - (penalty or 0) for student, name, penalty, total in db.execute(query)}
    for key, row in exported.items():
        if row["status"] == "graded":
            assert totals[key] == pytest.approx(float(row["final_score"]), abs=0.005), (key, row["reasons"])


def test_pages_reports_and_exports_show_the_number_and_the_reasons_of_the_export(
    semester: Path, exported: dict[tuple[str, str], dict[str, str]]
) -> None:
    """Also of a student who has late work, points given by a person, extra credit and a decision at once."""
    rows = {student: row for (student, name), row in exported.items() if name == "a3" and row["status"] == "graded"}
    whole = run_in(semester, "export", "a3", "--format", "json").stdout
    listed = {one["student"]: one["grade"] for one in json.loads(whole)["results"] if one["student"] in rows}
    brightspace = run_in(semester, "export", "a3", "--format", "brightspace", "--identity", "OrgDefinedId").stdout
    blackboard = run_in(semester, "export", "a3", "--format", "blackboard").stdout
    files = [{row[0]: row[1] for row in csv.reader(io.StringIO(text))} for text in (brightspace, blackboard)]
    assert run_in(semester, "report", "a3").returncode == 0
    assert run_in(semester, "feedback", "a3").returncode == 0
    report = (semester / "reports" / "a3.en.html").read_text(encoding="utf-8")
    totals = dict(re.findall(r">(s\d+)(?:</a>)?(?:<small>[^<]*</small>)?</th>\s*<td[^>]*>([\d.]+)", report))
    for student, row in rows.items():
        number = row["final_score"]
        page = (semester / "feedback" / student / "a3" / "a3.en.html").read_text(encoding="utf-8")
        assert f'aria-label="Score: {number} / {row["points"]}"' in page
        words = re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", page)))
        for reason in listed[student]["reasons"]:
            if reason["kind"] not in ("automatic", "manual", "unanswered"):  # these stand at the exercise itself
                assert re.sub(r"\s+", "", reason["text"]) in words, (student, reason)
        assert float(listed[student]["final_score"]) == float(number)
        assert totals[student] == number
        assert {file[student] for file in files} == {number}
    most = max(rows, key=lambda student: rows[student]["reasons"].count(";"))
    assert all(word in rows[most]["reasons"] for word in ("late", "extra credit", "given by a person"))
    told = run_in(semester, "explain", most, "a3", check=True).stdout
    assert f": {rows[most]['final_score']} of {rows[most]['points']}, graded" in told
    notebook = f"submitted/{most}/a3/a3.ipynb"
    checked = json.loads(run_in(semester, "check", notebook, "--assignment", "a3", "--format", "json").stdout)
    automatic = sum(one["score"] for one in checked["exercises"])
    late = next(one["text"] for one in listed[most]["reasons"] if one["kind"] == "late")
    share = float(re.findall(r"(\d+)%", late)[0]) / 100
    assert (checked["score"], checked["late_penalty"]) == (automatic, pytest.approx(automatic * share))
