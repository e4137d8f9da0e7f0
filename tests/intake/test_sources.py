"""Each LMS's download is understood, made here from the rule that the LMS documents and not by our own reader.

Canvas: lib/content_zipper.rb of instructure/canvas-lms. Moodle: mod/assign/classes/downloader.php of moodle/moodle.
Blackboard, Brightspace and Google Classroom: the forms that are described where each module says.
"""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.errors import CourseError
from autograder.intake import Ask, Fate
from autograder.intake.people import is_anonymous
from autograder.intake.sources.moodle import read_worksheet
from autograder.intake.tables import read_cells
from autograder.model import TimeSource
from tests.intake.world import NAME, PEOPLE, World, whys

IDS = [person[0] for person in PEOPLE]
BASE = datetime(2027, 3, 18, 10, 0, tzinfo=UTC)


def answer(world: World, student: str) -> bytes:
    """A notebook that tells whose it is."""
    return world.notebook(f"def relu(x):\n    return {student!r}")


def everybody_has_their_own(world: World) -> bool:
    return world.placed() == {student: answer(world, student) for student in IDS}


# ---------------------------------------------------------------- Canvas


def canvas_name(name: str) -> str:
    """`sortable_name` as `sanitize_user_name` and `sanitize_file_name` leave it."""
    if "," not in name and " " in name:
        first, _, last = name.rpartition(" ")
        name = f"{last}, {first}"
    return re.sub(r"[^\w]", "", re.sub(r"_(\d+)_", r"\1", name.lower()))


def canvas_zip(world: World, *, late: frozenset[str] = frozenset(), anonymous: bool = False) -> Path:
    members = {}
    for index, (student, name, _) in enumerate(PEOPLE):
        user = f"anon_x{index:04d}" if anonymous else str(4700 + index)
        parts = [None if anonymous else canvas_name(name), "LATE" if student in late else None, user]
        prefix = "_".join(part for part in parts if part)
        members[f"{prefix}_{9000 + index}_{NAME}{'-1' if index % 3 == 0 else ''}.ipynb"] = answer(world, student)
    return world.zip(members)


CANVAS_IDS = {"canvas_id": {student: str(4700 + index) for index, student in enumerate(IDS)}}


def test_canvas_by_its_numbers(world: World) -> None:
    world.roster(CANVAS_IDS)
    collected = world.collect(canvas_zip(world, late=frozenset({"s02", "s03"})))
    assert everybody_has_their_own(world)
    assert not collected.must_look
    assert {row.student for row in collected.rows if row.late_by_unknown} == {"s02", "s03"}
    assert world.submission("s02").late_by_unknown
    assert world.submission("s02").submitted_at is None
    assert world.store.history("s01").versions[0].submission == "lovelaceada_4700_9000"


def test_canvas_by_names_where_the_roster_has_no_numbers(world: World) -> None:
    world.roster()
    assert not world.collect(canvas_zip(world)).must_look
    assert everybody_has_their_own(world)


def test_canvas_without_a_roster_goes_by_its_numbers(world: World) -> None:
    world.collect(canvas_zip(world))
    assert sorted(world.placed()) == [str(4700 + index) for index in range(len(PEOPLE))]


def test_canvas_anonymous_ids_are_taken_as_they_are_until_somebody_says_whose_they_are(world: World) -> None:
    world.roster(CANVAS_IDS)
    path = canvas_zip(world, late=frozenset({"s04"}), anonymous=True)
    collected = world.collect(path, dry_run=True)
    assert collected.students == tuple(f"anon_x{index:04d}" for index in range(len(PEOPLE)))
    lines = "".join(f"{NAME},anon_x{index:04d},{student}\n" for index, student in enumerate(IDS))
    world.write("anonymous.csv", f"assignment,anonymous,id\n{lines}")
    world.collect(path)
    assert everybody_has_their_own(world)
    assert world.submission("s04").late_by_unknown


def test_a_text_or_a_link_in_canvas_is_called_by_its_name(world: World) -> None:
    world.roster(CANVAS_IDS)
    collected = world.collect(
        world.zip({"lovelaceada_4700_text.html": b"<p>", "turingalan_LATE_4701_link.html": b"<p>"})
    )
    assert list(whys(collected).values()) == ["a text typed into Canvas", "a link handed in to Canvas"]
    assert collected.without_notebook == ("s01", "s02")


def test_a_name_in_canvas_that_ends_in_somebody_elses_number_is_nobodys(world: World) -> None:
    world.roster(CANVAS_IDS)
    # Grace (4705) calls herself "x_4700".
    collected = world.collect(world.zip({f"x_4700_4705_9000_{NAME}.ipynb": answer(world, "s06")}))
    assert world.placed() == {}
    assert "could be s01's or s06's" in collected.rows[0].why


def test_two_names_with_one_canvas_number_are_not_one_person(world: World) -> None:
    book = answer(world, "a")
    collected = world.collect(
        world.zip({f"ada_101_1_{NAME}.ipynb": book, f"x_101_105_{NAME}.ipynb": answer(world, "b")})
    )
    assert world.placed() == {}
    assert len(collected.not_understood) == 2


def test_a_file_that_a_student_names_after_somebody_is_still_the_students(world: World) -> None:
    world.roster(CANVAS_IDS)
    world.collect(world.zip({f"turingalan_4701_9001_lovelaceada_4700_9000_{NAME}.ipynb": answer(world, "s02")}))
    assert list(world.placed()) == ["s02"]


# ---------------------------------------------------------------- Moodle


def moodle_members(world: World, *, flat: bool = False, old: bool = False, start: int = 200) -> dict[str, bytes]:
    members = {}
    for index, (student, name, _) in enumerate(PEOPLE):
        full = name if "," not in name else " ".join(reversed(name.split(", ")))
        prefix = f"{full.replace('_', ' ')}_{start + index}_assignsubmission_file"
        between = "_" if flat else "_/" if old else "/"
        members[f"{prefix}{between}{NAME}.ipynb"] = answer(world, student)
    return members


def moodle_worksheet(path: Path, *, encoding: str = "utf-8-sig", korean: bool = False, start: int = 200) -> Path:
    header = "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Last modified (submission),Last modified (grade),Feedback comments"
    if korean:
        header = "식별자,성명,ID 번호,이메일 주소,상태,성적,최고 성적,최종 수정됨 (제출),최종 수정됨 (성적),피드백 댓글"
    lines = [header]
    for index, (_, name, email) in enumerate(PEOPLE):
        at = (BASE + timedelta(hours=index)).astimezone().astimezone(UTC) + timedelta(hours=9)
        half = "PM" if at.hour >= 12 else "AM"
        clock = f"{at.hour % 12 or 12}:{at.minute:02d} {half}"
        said = f"{at:%A}, {at.day} {at:%B} {at.year}, {clock}"
        if korean:
            day = "월화수목금토일"[at.weekday()]
            said = f"{at.year}년 {at.month}월 {at.day}일({day}) {'오후' if half == 'PM' else '오전'} {at.hour % 12 or 12}:{at.minute:02d}"
        who = "참가자" if korean else "Participant"
        full = name if "," not in name else " ".join(reversed(name.split(", ")))
        lines.append(
            f'{who} {start + index},"{full}",,{email},Submitted,,18,"{said}","Friday, 26 March 2027, 9:00 AM",'
        )
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


@pytest.mark.parametrize("form", ["folders", "old folders", "flat", "a folder around", "unpacked"])
def test_moodle_by_names(world: World, form: str) -> None:
    world.roster()
    members = moodle_members(world, flat=form == "flat", old=form == "old folders")
    if form == "a folder around":
        members = {f"Course-Assignment-12/{path}": data for path, data in members.items()}
    collected = world.collect(world.folder(members) if form == "unpacked" else world.zip(members))
    assert everybody_has_their_own(world)
    assert not collected.must_look
    assert world.submission("s01").submitted_at is None


@pytest.mark.parametrize(("encoding", "korean"), [("utf-8-sig", False), ("utf-8", True), ("utf-16", True)])
def test_moodles_worksheet_says_who_and_when(world: World, encoding: str, korean: bool) -> None:
    world.roster()
    sheet = moodle_worksheet(world.downloads / "grades.csv", encoding=encoding, korean=korean)
    rows = read_worksheet(read_cells(sheet, ["en", "ko"]), ZoneInfo("Asia/Seoul"), "grades.csv")
    world.collect(world.zip(moodle_members(world)), Ask(worksheet=rows))
    assert everybody_has_their_own(world)
    times = [world.submission(student) for student in IDS]
    assert [item.submitted_at for item in times] == [BASE + timedelta(hours=index) for index in range(len(IDS))]
    assert {item.time_source for item in times} == {TimeSource.LMS}


def test_a_worksheet_that_comes_later_tells_the_times_of_what_is_here(world: World) -> None:
    world.roster()
    path = world.zip(moodle_members(world))
    world.collect(path)
    sheet = moodle_worksheet(world.downloads / "grades.csv")
    rows = read_worksheet(read_cells(sheet), ZoneInfo("Asia/Seoul"), "grades.csv")
    collected = world.collect(path, Ask(worksheet=rows))
    assert {row.fate for row in collected.rows} == {Fate.KNOWN}
    assert world.submission("s02").submitted_at == BASE + timedelta(hours=1)
    assert len(world.store.history("s02").versions) == 1


def test_moodles_number_is_no_id_and_another_one_in_each_assignment(world: World) -> None:
    world.collect(world.zip(moodle_members(world)))
    world.collect(world.zip(moodle_members(world, start=900)))
    assert len(world.placed()) == len(PEOPLE)
    assert "김하나" in world.placed()
    assert "Alan_Turing" in world.placed()


def test_two_people_of_one_name_in_moodle_are_named_and_not_one(world: World) -> None:
    members = {
        f"김민준_204_assignsubmission_file/{NAME}.ipynb": answer(world, "a"),
        f"김민준_211_assignsubmission_file/{NAME}.ipynb": answer(world, "b"),
    }
    collected = world.collect(world.zip(members))
    assert world.placed() == {}
    assert len(collected.not_understood) == 2
    world.roster(people=(("s1", "김민준", ""), ("s2", "김민준", "")))
    assert "김민준 could be s1 or s2" in world.collect(world.zip(members)).rows[0].why


def test_what_is_typed_into_moodle_is_told(world: World) -> None:
    world.roster()
    members = moodle_members(world)
    members["김하나_202_assignsubmission_onlinetext/onlinetext.html"] = b"<p>hello</p>"
    collected = world.collect(world.zip(members))
    assert whys(collected)["김하나_202_assignsubmission_onlinetext/onlinetext.html"] == "a text typed into Moodle"
    assert collected.without_notebook == ()


def test_a_blind_moodle_is_anonymous(world: World) -> None:
    collected = world.collect(world.zip({f"Participant_12_assignsubmission_file_/{NAME}.ipynb": answer(world, "a")}))
    assert collected.students == ("Participant_12",)


def test_a_worksheet_that_is_none_is_one_line(world: World) -> None:
    with pytest.raises(CourseError, match=r"^x.csv: the first column is 'a', expected Moodle's grading worksheet"):
        read_worksheet([["a", "b"], ["1", "2"]], UTC, "x.csv")


# ---------------------------------------------------------------- Blackboard


def blackboard_members(world: World) -> dict[str, bytes]:
    members = {}
    for index, (student, name, _) in enumerate(PEOPLE):
        user = f"user_{index:02d}"
        at = BASE + timedelta(hours=index + 9)
        prefix = f"gradebook_NN_2027_Assignment 2_{user}_attempt_{at:%Y-%m-%d-%H-%M-%S}"
        members[f"{prefix}_my work.ipynb"] = answer(world, student)
        said = f"Name: {name} ({user})\nAssignment: Assignment 2\nDate Submitted: {at:%A, %B %d, %Y %I:%M:%S %p} KST\n"
        members[f"{prefix}.txt"] = (said + "Current Grade: Needs Grading\n\nComments:\nName: Eve (user_00)\n").encode()
    return members


def test_blackboard(world: World) -> None:
    world.roster({"blackboard": {student: f"user_{index:02d}" for index, student in enumerate(IDS)}})
    collected = world.collect(world.zip(blackboard_members(world)))
    assert everybody_has_their_own(world)
    assert not collected.must_look
    assert world.submission("s03").submitted_at == BASE + timedelta(hours=2)
    assert len(collected.of(Fate.PASSED_OVER)) == len(PEOPLE)


def test_blackboard_of_two_attempts_the_later_counts(world: World) -> None:
    members = {
        f"gradebook_X_ada_attempt_2027-03-18-10-00-00_{NAME}.ipynb": answer(world, "late"),
        f"gradebook_X_ada_attempt_2027-03-17-10-00-00_{NAME}.ipynb": answer(world, "early"),
    }
    assert not world.collect(world.zip(members)).must_look
    assert world.placed() == {"ada": answer(world, "late")}


def test_who_typed_a_text_only_into_blackboard_is_without_a_notebook(world: World) -> None:
    said = b"Name: Ada Lovelace (ada)\nSubmission Field:\nhere is my work"
    collected = world.collect(world.zip({"gradebook_X_ada_attempt_2027-03-18-10-00-00.txt": said}))
    assert collected.without_notebook == ("ada",)


# ---------------------------------------------------------------- Brightspace


def brightspace_members(world: World, *, form: str, flat: bool = False) -> dict[str, bytes]:
    members: dict[str, bytes] = {"index.html": b"<html>"}
    for index, (student, name, _) in enumerate(PEOPLE):
        at = BASE + timedelta(hours=index + 9)
        half = f"{at.hour % 12 or 12}{at.minute:02d} {'AM' if at.hour < 12 else 'PM'}"
        moment = {"us": f"{at:%b} {at.day}, {at.year} {half}", "day first": f"{at.day:02d} {at:%B} {at.year} {half}"}[
            form
        ]
        full = name if "," not in name else " ".join(reversed(name.split(", ")))
        user = f"login{index:02d} " if form == "day first" else ""
        members[f"{27000 + index}-46025 - {user}{full} - {moment}{' - ' if flat else '/'}work.ipynb"] = answer(
            world, student
        )
    return members


@pytest.mark.parametrize(("form", "flat"), [("us", False), ("day first", False), ("us", True)])
def test_brightspace(world: World, form: str, flat: bool) -> None:
    world.roster()
    collected = world.collect(world.zip(brightspace_members(world, form=form, flat=flat)))
    assert everybody_has_their_own(world)
    assert not collected.must_look
    assert [world.submission(student).submitted_at for student in IDS] == [
        BASE + timedelta(hours=index) for index in range(len(IDS))
    ]


def test_brightspace_of_two_folders_the_later_counts(world: World) -> None:
    world.roster()
    members = {
        "27001-46025 - Alan Turing - Mar 19, 2027 1150 PM/x.ipynb": answer(world, "late"),
        "27001-46025 - Alan Turing - Mar 18, 2027 1150 PM/x.ipynb": answer(world, "early"),
    }
    assert not world.collect(world.zip(members)).must_look
    assert world.placed() == {"s02": answer(world, "late")}


# ---------------------------------------------------------------- Google Classroom


def test_google_classroom_by_the_names_in_files(world: World) -> None:
    world.roster()
    forms = ("{name} - 02_activations.ipynb", "02_activations_{name}.ipynb", "02_activations ({name}).ipynb")
    members = {}
    for index, (student, name, _) in enumerate(PEOPLE):
        full = name if "," not in name else " ".join(reversed(name.split(", ")))
        members[forms[index % 3].format(name=full)] = answer(world, student)
    members["02_activations (3).ipynb"] = answer(world, "who?")
    collected = world.collect(world.zip(members))
    assert everybody_has_their_own(world)
    assert collected.not_understood == ("02_activations (3).ipynb",)


def test_google_classrooms_own_copies_without_a_roster(world: World) -> None:
    members = {f"{name} - {NAME}.ipynb": answer(world, student) for student, name, _ in PEOPLE if "," not in name}
    collected = world.collect(world.zip(members))
    assert len(collected.students) == len(members)
    assert "김하나" in collected.students


# ---------------------------------------------------------------- git


def git(folder: Path, *arguments: str, at: datetime | None = None) -> None:
    environment = {
        **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@example.edu", "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.edu",
    }  # fmt: skip
    if at is not None:
        environment |= {"GIT_AUTHOR_DATE": at.isoformat(), "GIT_COMMITTER_DATE": at.isoformat()}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def clones(world: World, people: Mapping[str, str], slug: str = "activations-") -> Path:
    root = world.downloads / "clones"
    for index, (student, login) in enumerate(people.items()):
        folder = root / f"{slug}{login}"
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_bytes(answer(world, student))
        (folder / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC")
        git(folder, "init", "-q")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "work", at=BASE + timedelta(minutes=index))
        (folder / "README.md").write_text("later")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "readme", at=BASE + timedelta(days=9))
    return root


def test_a_folder_of_clones_has_the_commits_time_as_a_claim(world: World) -> None:
    logins = {student: f"git-{index}" for index, student in enumerate(IDS[:20])}
    world.roster({"github": logins})
    collected = world.collect(clones(world, logins))
    assert sorted(world.placed()) == IDS[:20]
    found = world.submission("s03")
    assert (found.submitted_at, found.time_source) == (BASE + timedelta(minutes=2), TimeSource.COMMIT)
    assert not collected.must_look


def test_a_clone_that_the_instructor_called_by_an_id_or_a_group_is_theirs(world: World) -> None:
    world.roster()
    world.collect(clones(world, {"s01": "s01", "s02": "s02"}, slug=""))
    assert world.placed() == {student: answer(world, student) for student in ("s01", "s02")}
    world.write("groups.csv", f"assignment,group,id\n{NAME},Team 7,s03\n{NAME},Team 7,s04\n")
    world.collect(clones(world, {"s03": "team-7"}))
    assert world.placed()["s04"] == answer(world, "s03")


@pytest.mark.parametrize("slug", ["hw1-", "perceptron-week-2-"])
def test_clones_that_end_in_ids_are_theirs_where_most_do(world: World, slug: str) -> None:
    world.roster()
    collected = world.collect(clones(world, {"s01": "s01", "s02": "S02", "s03": "zed"}, slug=slug))
    assert set(world.placed()) == {"s01", "s02"}
    (row,) = [row for row in collected.rows if row.file.endswith("ipynb") and not row.student]
    assert row.why == "nobody of the roster is zed / github zed; its column github would say whose it is"


def test_a_user_name_that_is_somebodys_id_is_not_taken_for_that_person(world: World) -> None:
    """A host's user name is chosen by whoever bears it."""
    world.roster()
    for people in ({"s03": "s01"}, {"s03": "s01", "s04": "kim", "s05": "lee"}):
        assert world.collect(clones(world, people, slug=f"hw{len(people)}-")).must_look
        assert not world.placed()
    world.roster({"github": {"s03": "hana"}})
    world.collect(clones(world, {"s03": "hana", "s04": "s01", "s05": "s02"}))
    assert set(world.placed()) == {"s03"}


def test_a_notebook_that_is_not_what_was_committed_has_no_time(world: World) -> None:
    root = clones(world, {"s01": "ada", "s02": "alan"})
    (root / "activations-ada" / f"{NAME}.ipynb").write_bytes(answer(world, "changed"))
    world.collect(root)
    assert world.submission("ada").time_source is TimeSource.UNKNOWN
    assert world.submission("alan").time_source is TimeSource.COMMIT


def test_nothing_of_a_repository_runs(world: World, tmp_path: Path) -> None:
    root = clones(world, {"s01": "ada", "s02": "alan"})
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    settings = f"[core]\n\tfsmonitor = {trap}\n\tpager = {trap}\n\tsshCommand = {trap}\n[diff]\n\texternal = {trap}\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {trap}\n"
    with (root / "activations-ada/.git/config").open("a") as file:
        file.write(settings)
    world.collect(root)
    assert world.submission("ada").time_source is TimeSource.COMMIT
    assert not (tmp_path / "sprung").exists()


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
@pytest.mark.parametrize("with_roster", [True, False])
def test_names_without_the_utf8_flag_are_read_as_whoever_made_the_zip_wrote_them(
    world: World, encoding: str, with_roster: bool
) -> None:
    if with_roster:
        world.roster()
    korean = [person for person in PEOPLE if not person[1].isascii() and "가" <= person[1][0] <= "힣"]
    path = world.downloads / "windows.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, (student, _, _) in enumerate(korean):
            archive.writestr(f"N{number:05d}/x.ipynb", answer(world, student))
    data = path.read_bytes()
    for number, (_, name, _) in enumerate(korean):
        raw = name.encode(encoding)
        made = raw[:6].ljust(6, b"_") if len(raw) <= 6 else raw
        if len(made) != 6:
            made = name[:2].encode(encoding)[:6].ljust(6, b"_")
        data = data.replace(f"N{number:05d}".encode(), made)
    path.write_bytes(data)
    collected = world.collect(path, dry_run=True)
    files = [row.file for row in collected.rows]
    assert any("김" in file for file in files), files
    assert all("\ufffd" not in file for file in files)


def test_an_encoding_that_does_not_fit_is_one_line(world: World) -> None:
    path = world.downloads / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("NNNN/x.ipynb", b"{}")
    path.write_bytes(path.read_bytes().replace(b"NNNN", "김하".encode("cp949")))
    with pytest.raises(
        CourseError, match=r"^--encoding: ascii, expected one in which the names in the zip can be read$"
    ):
        world.collect(path, Ask(encoding="ascii"))
    assert "김하" in world.collect(path, Ask(encoding="cp949"), dry_run=True).rows[0].file


@pytest.mark.parametrize(
    ("student", "anonymous"),
    [("anon_x1y2z", True), ("Participant_12", True), ("anonymous", False), ("s01", False), ("Participant_x", False)],
)
def test_anonymous_ids_are_known_as_such_so_that_no_export_goes_out_with_them(student: str, anonymous: bool) -> None:
    assert is_anonymous(student) is anonymous
