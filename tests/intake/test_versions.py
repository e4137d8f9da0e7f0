"""Nothing that was handed in is lost, what counts is what the policy says, and groups hand in once for all."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.config import read_decisions, read_roster
from autograder.errors import ConfigError, CourseError
from autograder.intake import Ask, Fate, RunLock, keep_what_is_there, place, what_counts
from autograder.intake.groups import not_shared
from autograder.intake.placing import share_what_is_there
from autograder.model import Enrolment, TimeSource
from tests.intake.world import NAME, NOW, World

STAMPED = Ask(pattern=r"(?P<student>s\d+)_(?P<timestamp>[\d-]+)")
ON_TIME, LATE = "2027-03-19-10-00-00", "2027-03-20-10-00-00"


def hand_in(world: World, student: str, at: str, answer: str) -> None:
    world.collect(world.zip({f"{student}_{at}.ipynb": world.notebook(f"def relu(x):\n    return {answer!r}")}), STAMPED)


def counting(world: World) -> str:
    """The answer in what counts for s01."""
    text = world.placed()["s01"].decode()
    return next(answer for answer in ("first", "second", "third") if answer in text)


@pytest.mark.parametrize(("policy", "counts"), [("last", "second"), ("last_on_time", "first")])
def test_the_policy_says_which_version_counts(world: World, policy: str, counts: str) -> None:
    world.late(f'counts = "{policy}"')
    hand_in(world, "s01", ON_TIME, "first")
    hand_in(world, "s01", LATE, "second")
    assert counting(world) == counts


def test_an_extension_moves_what_is_on_time(world: World) -> None:
    world.late('counts = "last_on_time"')
    world.write(
        "decisions.toml",
        f'[[extension]]\nstudent = "s01"\nassignment = "{NAME}"\nuntil = 2027-03-21T00:00:00\nwhy = "ill"\n',
    )
    hand_in(world, "s01", ON_TIME, "first")
    hand_in(world, "s01", LATE, "second")
    assert counting(world) == "second"


def test_the_order_in_which_downloads_are_collected_changes_nothing(world: World) -> None:
    hand_in(world, "s01", LATE, "second")
    hand_in(world, "s01", ON_TIME, "first")
    assert counting(world) == "second"
    assert world.submission("s01").submitted_at == datetime(2027, 3, 20, 1, tzinfo=UTC)


def test_the_same_notebook_handed_in_again_late_counts_from_the_first_time(world: World) -> None:
    hand_in(world, "s01", ON_TIME, "first")
    hand_in(world, "s01", LATE, "first")
    assert world.submission("s01").submitted_at == datetime(2027, 3, 19, 1, tzinfo=UTC)


def test_what_a_person_brought_back_counts_until_something_new_comes(world: World) -> None:
    hand_in(world, "s01", ON_TIME, "first")
    hand_in(world, "s01", LATE, "second")
    first = world.store.history("s01").versions[0]
    world.store.choose("s01", first.digest)
    place(world.course, world.assignment, "s01", first, world.store)
    hand_in(world, "s01", LATE, "second")
    assert counting(world) == "first"
    hand_in(world, "s01", "2027-03-20-11-00-00", "third")
    assert counting(world) == "third"


def test_best_needs_results_and_counts_the_last_until_there_are_some(world: World) -> None:
    world.late('counts = "best"')
    hand_in(world, "s01", ON_TIME, "first")
    hand_in(world, "s01", LATE, "second")
    assert counting(world) == "second"


def test_a_version_that_was_changed_on_disk_is_not_put_back(world: World) -> None:
    hand_in(world, "s01", ON_TIME, "first")
    version = world.store.history("s01").versions[0]
    world.store.path("s01", version.digest).write_text("forged")
    with pytest.raises(CourseError, match="was changed since it was kept, expected the version that its name says$"):
        place(world.course, world.assignment, "s01", version, world.store)


def test_a_time_of_another_notebook_never_stands_beside_what_is_placed(world: World) -> None:
    hand_in(world, "s01", ON_TIME, "first")
    world.collect(world.zip({f"s01/{NAME}.ipynb": world.notebook("def relu(x):\n    return 'second'")}))
    assert counting(world) == "second"
    assert world.submission("s01").time_source is TimeSource.UNKNOWN
    assert not (world.root / f"submitted/s01/{NAME}/timestamp.txt").exists()


def grouped(world: World, *, asked: bool = True) -> None:
    if asked:
        path = world.root / "assignments" / NAME / "assignment.toml"
        path.write_text("groups = true\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    world.roster(
        people=(("s01", "Ada", ""), ("s02", "Bob", ""), ("s03", "Cid", "")),
        columns={"group": {"s01": "red", "s02": "red"}},
    )


def test_one_submission_of_a_group_counts_for_all_its_members(world: World) -> None:
    grouped(world)
    collected = world.collect(world.zip({f"s01/{NAME}.ipynb": world.notebook("def relu(x):\n    return 'first'")}))
    assert sorted(world.placed()) == ["s01", "s02"]
    assert collected.missing == ("s03",)
    assert not collected.must_look
    assert [version.owner for version in world.store.history("s02").versions] == ["s01"]


def test_a_column_of_groups_is_only_information_where_nobody_asks_for_sharing(world: World) -> None:
    grouped(world, asked=False)
    world.collect(world.zip({f"s01/{NAME}.ipynb": world.notebook("def relu(x):\n    return 'first'")}))
    assert sorted(world.placed()) == ["s01"]
    roster = read_roster(world.course)
    assert not_shared(world.assignment, roster, ()) == (
        f"roster.csv names 1 groups; in {NAME} everybody hands in alone: for work in groups set groups = true in its "
        "assignment.toml, or write groups.csv"
    )
    assert not not_shared(world.assignment, roster, (("s01", "s02"),))


def test_two_of_a_group_who_hand_in_are_named_and_the_later_counts_for_both(world: World) -> None:
    grouped(world)
    hand_in(world, "s01", ON_TIME, "first")
    found = world.zip({f"s02_{LATE}.ipynb": world.notebook("def relu(x):\n    return 'second'")})
    collected = world.collect(found, STAMPED)
    assert len(set(world.placed().values())) == 1
    assert counting(world) == "second"
    assert collected.look == ("s01 and s02 are one group and handed in each; the one that counts counts for all",)


def test_a_file_of_groups_counts_in_place_of_the_column(world: World) -> None:
    grouped(world)
    world.write("groups.csv", f"assignment,group,id\n{NAME},blue,s02\n{NAME},blue,s03\n")
    world.collect(world.zip({f"s03/{NAME}.ipynb": world.notebook("def relu(x):\n    return 'first'")}))
    assert sorted(world.placed()) == ["s02", "s03"]


def test_what_one_member_has_in_submitted_by_hand_counts_for_all_when_grading_begins(world: World) -> None:
    grouped(world)
    world.write(f"submitted/s02/{NAME}/{NAME}.ipynb", world.notebook("def relu(x):\n    return 'first'"))
    roster = read_roster(world.course)
    found = share_what_is_there(world.course, world.assignment, roster, read_decisions(world.course), NOW)
    assert [item.student for item in found.submissions] == ["s01", "s02"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("assignment,id\n", "groups.csv: header: assignment,id, expected assignment,group,id"),
        ("assignment,group,id\n02_activation,a,s01\n", f"groups.csv: line 2: assignment: '02_activation', expected one of this course; did you mean '{NAME}'?"),
        (f"assignment,group,id\n{NAME},a,s9\n", "groups.csv: line 2: id: 's9', expected an id of the roster"),
        (f"assignment,group,id\n{NAME},a,s01\n{NAME},b,s01\n", f"groups.csv: line 3: s01 twice in {NAME}, expected each once"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_of_groups_is_one_line(world: World, text: str, message: str) -> None:
    grouped(world)
    world.write("groups.csv", text)
    with pytest.raises(ConfigError) as caught:
        world.collect(world.zip({}))
    assert str(caught.value).startswith(message)


def test_collecting_waits_for_nobody_and_says_who_is_at_work(world: World) -> None:
    with (
        RunLock(world.course, world.assignment, "graded"),
        pytest.raises(
            CourseError, match=rf"^{NAME}: it is being graded already, by process \d+; wait for that run, or end it$"
        ),
        RunLock(world.course, world.assignment, "collected"),
    ):
        pass


def test_an_interrupted_placing_leaves_a_notebook_that_the_record_knows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(world, "s01", ON_TIME, "first")
    real = Path.replace

    def stop_at_the_notebook(self: Path, target: Path) -> Path:
        if target.name == f"{NAME}.ipynb":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", stop_at_the_notebook)
    with pytest.raises(CourseError, match="cannot be written: No space left on device; what was handed in is kept"):
        hand_in(world, "s01", LATE, "second")
    monkeypatch.undo()
    assert counting(world) == "first"
    assert world.submission("s01").submitted_at == datetime(2027, 3, 19, 1, tzinfo=UTC)
    hand_in(world, "s01", LATE, "second")
    assert counting(world) == "second"


def test_a_drop_out_is_no_longer_missing_and_keeps_what_was_handed_in(world: World) -> None:
    world.roster(people=(("s01", "Ada", ""), ("s02", "Bob", "")), columns={"status": {"s02": "dropped"}})
    assert read_roster(world.course).people[1].status is Enrolment.DROPPED
    hand_in(world, "s02", ON_TIME, "first")
    keep_what_is_there(world.course, world.assignment, NOW + timedelta(days=1))
    assert "s02" in world.placed()
    history = world.store.history("s02")
    assert what_counts(world.course, world.assignment, history, read_decisions(world.course)) is not None


def test_a_time_that_becomes_known_does_not_bring_another_version_back(world: World) -> None:
    world.collect(world.zip({f"s01/{NAME}.ipynb": world.notebook("def relu(x):\n    return 'first'")}))
    hand_in_without_time = world.zip(
        {"s01_x.ipynb": world.notebook("def relu(x):\n    return 'second'")}, at=(2027, 3, 25, 0, 0, 0)
    )
    world.collect(hand_in_without_time, Ask(pattern=r"(?P<student>s\d+)_"))
    assert counting(world) == "second"
    hand_in(world, "s01", "2027-03-18-10-00-00", "second")
    assert counting(world) == "second"
    assert world.submission("s01").submitted_at == datetime(2027, 3, 18, 1, tzinfo=UTC)


def test_that_what_is_here_is_newer_by_its_files_date_alone_is_said_and_looked_at(world: World) -> None:
    there = world.write(f"submitted/s01/{NAME}/{NAME}.ipynb", world.notebook("def relu(x):\n    return 1"))
    os.utime(there, (NOW.timestamp(), NOW.timestamp()))
    path = world.zip({"s01_2027-03-18-10-00-00.ipynb": world.notebook("def relu(x):\n    return 2")})
    collected = world.collect(path, STAMPED)
    (row,) = collected.rows
    assert (row.fate, row.look) == (Fate.OLDER, True)
    assert "one of the two has no time of submission" in row.why
    assert len(world.store.history("s01").versions) == 2
