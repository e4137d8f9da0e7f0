"""The audit is tested as suites are: for every pair of its sources something is planted, and found; nothing before."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from autograder.audit import PAIRS, Facts, audit
from autograder.batch import standing, store_of
from autograder.batch.result_files import Basis
from autograder.cli.audit import facts_of
from autograder.config import load_assignment, load_course, read_decisions, read_roster
from autograder.gradebook import NbgraderState
from autograder.intake import VersionStore
from autograder.model import Assignment, Course, TimeSource
from tests.commands import run_in

from .course import EXERCISES, NAMES, make_course, write_submission

NAME = NAMES[0]
ROSTER = "id,name,status\ns001,Ada,active\ns002,Alan,active\ns003,Grace,active\ns004,Kim,active\n"
DECISIONS = f"""
[[override]]
student = "s002"
assignment = "{NAME}"
exercise = "{EXERCISES[0]}"
score = 1
why = "a typing error"
"""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course where three have handed in, one at a time that nobody knows, and one has not; graded and exported."""
    root = tmp_path_factory.mktemp("audit") / "course"
    make_course(root)
    (root / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (root / "decisions.toml").write_text(DECISIONS, encoding="utf-8")
    due = datetime(2026, 3, 27, 11, tzinfo=UTC)
    for student, at in (("s001", due - timedelta(hours=1)), ("s002", due + timedelta(hours=5)), ("s003", None)):
        write_submission(root, student, NAME, dict.fromkeys(EXERCISES, True), at)
    run_in(root, "grade", NAME, check=True)
    exported = run_in(root, "export", NAME, "--output", "grades.csv")
    assert exported.returncode == 0, exported.stderr
    return root


@dataclass
class World:
    """A copy of the clean course, and what nbgrader would say of it."""

    root: Path
    nbgrader: NbgraderState
    now: datetime | None = None
    change: Callable[[Facts], Facts] = lambda facts: facts

    @property
    def course(self) -> Course:
        return load_course(self.root)

    @property
    def assignment(self) -> Assignment:
        return load_assignment(self.course, NAME)

    def pairs(self) -> set[tuple[str, str]]:
        course, assignment = self.course, self.assignment
        found = standing(course, assignment, now=datetime.now(UTC))
        roster = read_roster(course)
        facts = facts_of(course, found, roster, read_decisions(course, roster), self.nbgrader)
        return {(str(one.pair[0]), str(one.pair[1])) for one in audit(self.change(facts))}

    def roster(self, old: str, new: str) -> None:
        self._edit("roster.csv", old, new)

    def decide(self, table: str, **values: object) -> None:
        lines = [f"{key} = {value if isinstance(value, int) else json.dumps(value)}" for key, value in values.items()]
        text = f'\n[[{table}]]\nassignment = "{NAME}"\nwhy = "because"\n' + "\n".join(lines) + "\n"
        with (self.root / "decisions.toml").open("a", encoding="utf-8") as file:
            file.write(text.replace('"2026-04-25T23:59:00Z"', "2026-04-25T23:59:00Z"))

    def sql(self, statement: str) -> None:
        with closing(sqlite3.connect(self.root / "gradebook.db")) as db, db:
            db.execute(statement)

    def exported(self, student: str, **values: object) -> None:
        path = self.root / ".autograder" / "exports" / "last.json"
        record = json.loads(path.read_text())
        record["assignments"][NAME][student].update(values)
        path.write_text(json.dumps(record))

    def drop_folder(self, student: str) -> None:
        shutil.rmtree(self.root / "submitted" / student)

    def drop_result(self, student: str) -> None:
        for path in (self.root / ".autograder" / "results" / NAME).glob(f"{student}-*"):
            path.unlink()

    def drop_versions(self, student: str) -> None:
        for path in (self.root / ".autograder" / "intake" / NAME).glob(f"{student}-*"):
            shutil.rmtree(path)

    def submissions(self, student: str, **values: object) -> None:
        def change(facts: Facts) -> Facts:
            changed = replace(facts.submissions[student], **values)  # type: ignore[arg-type]
            return replace(facts, submissions=MappingProxyType({**facts.submissions, student: changed}))

        self.change = change

    def _edit(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def world(clean: Path, tmp_path: Path) -> World:
    root = tmp_path / "course"
    shutil.copytree(clean, root, symlinks=True)
    return World(
        root,
        NbgraderState(
            Path("nbgrader"), root, root, guarded=True, same_database=True, course_id="semester",
            submitted_directory="submitted",
        ),
    )  # fmt: skip


SCORE = f"""cell_id IN (SELECT id FROM base_cell WHERE name = 'test-{EXERCISES[0]}') AND notebook_id IN (SELECT n.id FROM
submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id WHERE s.student_id = '{{0}}')"""
Plant = Callable[[World], object]


def state(**values: object) -> Plant:
    def plant(world: World) -> None:
        world.nbgrader = replace(world.nbgrader, **values)  # type: ignore[arg-type]

    return plant


def both(*plants: Plant) -> Plant:
    def plant(world: World) -> None:
        for one in plants:
            one(world)

    return plant


def without_row(world: World) -> None:
    world.roster("s001,Ada,active\n", "")


def another_result(world: World) -> None:
    store = store_of(world.course, world.assignment)
    store.put(store.load("s001").result, "key", Basis(notebook="0" * 64))


def brought_back(world: World) -> None:
    versions = VersionStore(world.course, world.assignment)
    versions.choose("s001", versions.history("s001").versions[0].digest)


def long_ago(world: World) -> None:
    for path in (world.root / ".autograder" / "results" / NAME).glob("s001-*"):
        os.utime(path, (1, 1))


def another_notebook(world: World) -> None:
    path = world.root / "submitted" / "s001" / NAME / f"{NAME}.ipynb"
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")


def no_roster(world: World) -> None:
    (world.root / "roster.csv").unlink()
    world.decide("excused", student="nobody")


PLANTS: dict[tuple[str, str], Plant] = {
    ("roster", "submitted"): without_row,
    ("roster", "versions"): both(without_row, lambda w: w.drop_folder("s001"), lambda w: w.drop_result("s001")),
    ("roster", "results"): both(without_row, lambda w: w.drop_folder("s001"), lambda w: w.drop_versions("s001")),
    ("roster", "gradebook"): without_row,
    ("roster", "decisions"): lambda w: w.roster("Alan,active", "Alan,dropped"),
    ("roster", "times"): both(
        lambda w: (w.root / "roster.csv").write_text("id,canvas_id\ns001,\ns002,12\ns003,\ns004,\n"),
        lambda w: w.submissions("s001", time_source=TimeSource.LMS),
    ),
    ("roster", "configuration"): state(student_id_exclude="x,s00*"),
    ("roster", "export"): lambda w: w.roster("s004,", "s005,New,active\ns004,"),
    ("submitted", "versions"): another_notebook,
    ("submitted", "results"): another_notebook,
    ("submitted", "gradebook"): lambda w: w.drop_folder("s002"),
    ("submitted", "decisions"): no_roster,
    ("submitted", "times"): lambda w: w.submissions("s001", submitted_at=datetime(2099, 1, 1, tzinfo=UTC)),
    ("submitted", "configuration"): state(submitted_directory="handed_in"),
    ("submitted", "export"): lambda w: w.exported("s001", status="missing"),
    ("versions", "results"): another_result,
    ("versions", "gradebook"): lambda w: w.sql("UPDATE submitted_assignment SET timestamp = '2020-01-01 00:00:00.000000'"),
    ("versions", "decisions"): both(brought_back, lambda w: w.decide("excused", student="s001")),
    ("versions", "times"): lambda w: w.submissions("s001", submitted_at=datetime(2026, 3, 1, tzinfo=UTC)),
    ("versions", "configuration"): state(course_id="another"),
    ("versions", "export"): both(lambda w: w.drop_folder("s001"), lambda w: w.exported("s001", status="missing")),
    ("results", "gradebook"): lambda w: w.sql(f"UPDATE grade SET auto_score = 0.5 WHERE {SCORE.format('s001')}"),
    ("results", "decisions"): lambda w: w.decide(
        "override", student="s001", exercise=EXERCISES[0], test="test_gone", score=1
    ),
    ("results", "times"): long_ago,
    ("results", "configuration"): state(guarded=False),
    ("results", "export"): lambda w: w.exported("s001", final=0.25),
    ("gradebook", "decisions"): lambda w: w.sql(f"UPDATE grade SET manual_score = 2 WHERE {SCORE.format('s002')}"),
    ("gradebook", "times"): lambda w: w.sql("UPDATE submitted_assignment SET timestamp = '2020-01-01 00:00:00.000000'"),
    ("gradebook", "configuration"): state(same_database=False),
    ("gradebook", "export"): lambda w: w.sql(f"UPDATE grade SET manual_score = 0 WHERE {SCORE.format('s001')}"),
    ("decisions", "times"): lambda w: w.decide("extension", student="s003", until="2026-04-25T23:59:00Z"),
    ("decisions", "configuration"): both(
        state(late_penalty="zero"), lambda w: w.decide("waived", student="s002")
    ),
    ("decisions", "export"): lambda w: w.decide("excused", student="s004"),
    ("times", "configuration"): state(timestamp_format="%Y-%m-%d"),
    ("times", "export"): lambda w: w.exported("s004", status="not_due"),
    ("configuration", "export"): state(course_id="another"),
}  # fmt: skip


def test_something_is_planted_for_every_pair(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(PLANTS) == {(str(one), str(other)) for one, other in PAIRS}
    for one, other in PAIRS:
        print(f"{one} / {other}")
    assert len(capsys.readouterr().out.splitlines()) == 36


def test_there_is_nothing_to_find_in_the_clean_course(world: World) -> None:
    assert world.pairs() == set()


@pytest.mark.parametrize("pair", list(PLANTS), ids="-".join)
def test_what_is_planted_is_found(world: World, pair: tuple[str, str]) -> None:
    PLANTS[pair](world)
    assert pair in world.pairs()


def test_other_code_in_formgrader_than_was_graded_is_found(world: World) -> None:
    page = world.root / "autograded" / "s001" / NAME / f"{NAME}.ipynb"
    text = page.read_text(encoding="utf-8")
    assert text.count("2 * x") == 1
    page.write_text(text.replace("2 * x", "3 * x"), encoding="utf-8")
    (world.root / "autograded" / "s002" / NAME / f"{NAME}.ipynb").unlink()
    again = f"run `autograder grade {NAME} --force`"
    shown = "results / gradebook: {0}: {1}: autograded/{1}/{0}/{0}.ipynb: "
    assert run_in(world.root, "audit").stdout.splitlines() == [
        f"{shown.format(NAME, 's001')}shows other code than was graded; {again}",
        f"{shown.format(NAME, 's002')}no such file; {again}",
    ]


def test_one_thing_in_several_assignments_is_said_once_and_somebody_unknown_has_a_total_of_all(world: World) -> None:
    other = NAMES[1]
    make_course(world.root, NAME, other)
    course = world.root / "course.toml"
    course.write_text(course.read_text(encoding="utf-8").replace("drop_lowest = 1", "drop_lowest = 0"), encoding="utf-8")
    world.roster("s003,Grace,active\n", "")
    totals = run_in(world.root, "export", NAME, other, "--format", "totals").stdout.splitlines()
    grades = {line.split(",")[0]: line.split(",")[4:8] for line in totals}
    assert grades["s003"] == ["5", "missing", "50", "C"]
    write_submission(world.root, "s003", other, dict.fromkeys(EXERCISES, True), None)
    done = run_in(world.root, "audit")
    said = f"roster / submitted: {NAME}, {other}: s003: handed in, and is not in roster.csv; "
    assert [line for line in done.stdout.splitlines() if "not in roster.csv" in line and "submitted:" in line] == [
        f"{said}add the row, or move submitted/s003 away"
    ]


def test_an_export_does_not_ask_for_what_it_does_itself(world: World) -> None:
    world.decide("excused", student="s004")
    assert ("decisions", "export") in world.pairs()
    done = run_in(world.root, "export")
    assert (done.returncode, "export again" in done.stderr) == (0, False), done.stderr
    assert ("decisions", "export") not in world.pairs()


def test_the_command_names_each_disagreement_with_what_to_do_and_changes_nothing(world: World) -> None:
    clean = run_in(world.root, "audit")
    assert (clean.returncode, clean.stdout) == (0, ""), clean.stdout
    assert clean.stderr.splitlines()[-1] == "0 disagreements in 1 assignment, 36 pairs of sources compared"
    world.decide("excused", student="s004")
    world.sql(f"UPDATE grade SET auto_score = 0.5 WHERE {SCORE.format('s001')}")
    before = (world.root / "gradebook.db").read_bytes()
    found = run_in(world.root, "audit")
    assert found.returncode == 1
    excused, auto = "excused by decisions.toml, missing in the last export", f"{EXERCISES[0]} has 0.5 in the gradebook"
    assert f"decisions / export: {NAME}: s004: {excused}; export again" in found.stdout.splitlines()
    assert f"results / gradebook: {NAME}: s001: {auto}, not 2; any verb that shows grades brings it up to date" in (
        found.stdout.splitlines()
    )
    assert (world.root / "gradebook.db").read_bytes() == before
