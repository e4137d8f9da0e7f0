"""Submissions from zips and folders land where nbgrader looks for them, and every file is taken or named."""

from __future__ import annotations

import io
import os
import stat
import unicodedata
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.errors import CourseError
from autograder.intake import Ask, Fate, survey
from autograder.intake.archives import MOST_FILE_BYTES
from autograder.model import TimeSource
from tests.intake.world import NAME, NOW, OTHER, World, fates, whys

RELU = "def relu(x):\n    return x"
SOFTMAX = "def softmax(x):\n    return x"


def test_the_date_of_a_zip_is_no_time_of_submission(world: World) -> None:
    world.collect(world.zip({"ada/02_activations.ipynb": world.notebook(RELU)}))
    found = world.submission("ada")
    assert (found.submitted_at, found.time_source, found.late_by_unknown) == (None, TimeSource.UNKNOWN, False)
    assert not (world.root / f"submitted/ada/{NAME}/timestamp.txt").exists()


@pytest.mark.parametrize(
    ("member", "why"),
    [
        ("../ada.ipynb", "its path leads out of the archive"),
        ("/etc/ada.ipynb", "its path leads out of the archive"),
        ("a/../../ada.ipynb", "its path leads out of the archive"),
        ("..\\ada.ipynb", "its path leads out of the archive"),
        ("C:\\ada.ipynb", "its path leads out of the archive"),
        ("-rf/x.ipynb", "the student id begins with '-'"),
        ("a\x1b[31m/x.ipynb", "the student id has characters that cannot be printed"),
    ],
)
def test_a_path_that_leads_elsewhere_is_not_taken_and_is_named(world: World, member: str, why: str) -> None:
    collected = world.collect(world.zip({member: world.notebook(RELU)}))
    (row,) = collected.rows
    assert row.fate is Fate.NOT_UNDERSTOOD
    assert why in row.why
    assert row.file.isprintable()
    assert collected.must_look
    assert not (world.root / "submitted").exists()


def test_backslashes_are_separators_where_the_path_stays_inside(world: World) -> None:
    assert world.collect(world.zip({f"ada\\{NAME}.ipynb": world.notebook(RELU)})).students == ("ada",)


def test_a_bomb_a_link_a_pipe_and_a_locked_member_are_named(world: World) -> None:
    path = world.zip({"bomb/x.ipynb": b"0" * (MOST_FILE_BYTES + 1), "ada/x.ipynb": world.notebook(RELU)})
    with zipfile.ZipFile(path, "a") as archive:
        for name, kind in (("link", stat.S_IFLNK), ("pipe", stat.S_IFIFO)):
            info = zipfile.ZipInfo(f"{name}/x.ipynb")
            info.external_attr = (kind | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    data = bytearray(path.read_bytes())
    collected = world.collect(path)
    assert collected.students == ("ada",)
    assert whys(collected) == {
        "ada/x.ipynb": "",
        "bomb/x.ipynb": f"{MOST_FILE_BYTES + 1} bytes, more than {MOST_FILE_BYTES}",
        "link/x.ipynb": "it is a link",
        "pipe/x.ipynb": "it is no regular file",
    }
    for at in (data.find(b"PK\x01\x02") + 8, 6):  # the flags of the first member, twice
        data[at] |= 1
    path.write_bytes(data)
    assert whys(world.collect(path))["bomb/x.ipynb"] == "it is encrypted"


def test_a_size_in_the_directory_that_lies_is_found_out(world: World) -> None:
    path = world.zip({"eve/x.ipynb": b"0" * (MOST_FILE_BYTES + 10)})
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    collected = world.collect(path)
    assert collected.students == ()
    assert collected.must_look


def test_a_folder_is_taken_without_following_links(world: World) -> None:
    source = world.folder({"ada/x.ipynb": world.notebook(RELU), "eve/readme.txt": b"x"})
    (world.downloads / "secret").write_bytes(b"secret")
    os.symlink(world.downloads / "secret", source / "eve/x.ipynb")
    os.mkfifo(source / "eve/y.ipynb")
    collected = world.collect(source)
    assert collected.students == ("ada",)
    assert collected.without_notebook == ("eve",)
    assert whys(collected)["eve/x.ipynb"] == "it is a link"
    assert whys(collected)["eve/y.ipynb"] == "it is not a regular file"


def test_notebooks_are_known_by_what_they_are_and_other_files_by_their_name(world: World) -> None:
    book = world.notebook(RELU)
    members = {
        "a/WORK.IPYNB": book, "b/x.ipynb.txt": book, "c/x.ipynb.json": b"\xef\xbb\xbf" + book, "d/x": book,
        "e/x.pdf": b"%PDF-1.7", "f/x.html": b"<!DOCTYPE html>", "g/x.py": b"x = 1", "h/x.ipynb": b"<html></html>",
        "i/x.rar": b"Rar!", "j/x.ipynb": b"", "k/x.docx": b"PK\x03\x04", "l/x.hwp": b"hwp", "m/x.json": b"{}",
    }  # fmt: skip
    collected = world.collect(world.zip(members))
    assert collected.students == ("a", "b", "c", "d")
    assert collected.without_notebook == tuple("efghijklm")
    said = {file[0]: why for file, why in whys(collected).items() if why}
    assert said == {
        "e": "a PDF", "f": "a web page", "g": "a script", "h": "a web page", "i": "packed (RAR): unpack it", "j": "empty",
        "k": "a text document", "l": "a text document", "m": "JSON that is no notebook",
    }  # fmt: skip


def test_what_holds_no_notebook_is_noted_under_its_owners_name_for_it_and_nothing_else_of_the_download_is(
    world: World,
) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.zip", b"PK\x05\x06" + b"\0" * 18)
    members = {"a/x.py": b"x", "a/y.pdf": b"%PDF-1.7", "b/hw.zip": inner.getvalue(), "c/x.ipynb": world.notebook(RELU),
               "c/x.py": b"x", "d/none.zip": b"PK\x05\x06" + b"\0" * 18, "d/.DS_Store": b"x"}  # fmt: skip
    world.collect(world.zip(members), dry_run=True)
    assert dict(survey(world.course, world.assignment).without) == {}
    world.collect(world.zip(members))
    found = survey(world.course, world.assignment).without
    assert {student: said.files for student, said in found.items()} == {
        "a": ("x.py", "y.pdf"), "b": ("hw.zip/deep.zip",), "d": ("none.zip",)
    }  # fmt: skip


def test_a_folder_or_two_around_everything_are_stepped_over(world: World) -> None:
    for around in ("submissions/", "class A/week 2/", "submissions/submissions/"):
        members = {f"{around}s{number}/{NAME}.ipynb": world.notebook(RELU) for number in range(3)}
        assert world.collect(world.zip(members), dry_run=True).students == ("s0", "s1", "s2")
        flat = {f"{around}s{number}.ipynb": world.notebook(RELU) for number in range(3)}
        assert world.collect(world.zip(flat), dry_run=True).students == ("s0", "s1", "s2")


@pytest.mark.parametrize(
    "member", [f"ada/{NAME}.ipynb", f"ada/{NAME}/{NAME}.ipynb", f"{NAME}/ada/{NAME}.ipynb", f"ada/{NAME} (1).ipynb",
               f"submitted/ada/{NAME}/{NAME}.ipynb", "ada/work.ipynb", "ada.ipynb", f"{NAME}_ada.ipynb", "ada.ipynb.txt"]
)  # fmt: skip
def test_the_only_student_of_a_download_is_told_from_the_folders_around(world: World, member: str) -> None:
    assert world.collect(world.zip({member: world.notebook(RELU)})).students == ("ada",)


def test_two_spellings_of_one_name_are_one_student(world: World) -> None:
    book = world.notebook(RELU)
    names = [unicodedata.normalize(form, "김철수") for form in ("NFC", "NFD")]
    world.collect(world.zip({f"{names[0]}/{NAME}.ipynb": book, f"{names[1]}/{NAME}.ipynb": book}))
    assert list(world.placed()) == [names[0]]


def test_by_products_are_passed_over_and_still_listed(world: World) -> None:
    members = {
        "ada/.ipynb_checkpoints/x-checkpoint.ipynb": world.notebook(RELU), "__MACOSX/ada/._x.ipynb": b"x",
        "ada/.DS_Store": b"x", "ada/x.ipynb": world.notebook(RELU),
    }  # fmt: skip
    collected = world.collect(world.zip(members))
    assert [row.file for row in collected.of(Fate.PASSED_OVER)] == sorted(members)[:3]
    assert not collected.must_look


def test_the_notebook_with_work_in_it_counts(world: World) -> None:
    members = {f"ada/{NAME}.ipynb": world.notebook(), f"ada/{NAME}-Copy1.ipynb": world.notebook(RELU)}
    collected = world.collect(world.zip(members))
    assert world.placed() == {"ada": members[f"ada/{NAME}-Copy1.ipynb"]}
    assert not collected.must_look


def test_where_nothing_says_which_counts_the_released_name_does_and_somebody_looks(world: World) -> None:
    members = {f"ada/{NAME}.ipynb": world.notebook(RELU), f"ada/{NAME} (1).ipynb": world.notebook(RELU, SOFTMAX)}
    collected = world.collect(world.zip(members))
    assert world.placed() == {"ada": members[f"ada/{NAME}.ipynb"]}
    assert collected.must_look
    assert "nothing says which counts" in whys(collected)[f"ada/{NAME}.ipynb"]
    assert len(world.store.history("ada").versions) == 2


def test_of_copies_of_one_notebook_nobody_has_to_look(world: World) -> None:
    book = world.notebook(RELU)
    assert not world.collect(world.zip({f"ada/{NAME}.ipynb": book, f"ada/{NAME}(1).ipynb": book})).must_look


def test_a_notebook_of_another_assignment_is_recognised_by_its_cells(world: World) -> None:
    members = {
        f"ada/{NAME}.ipynb": world.notebook("def forward(x): return x", of=OTHER),
        "bob/x.ipynb": world.notebook(RELU),
    }
    collected = world.collect(world.zip(members))
    assert collected.students == ("bob",)
    assert whys(collected)[f"ada/{NAME}.ipynb"] == f"this looks like {OTHER}"
    assert collected.without_notebook == ("ada",)


def test_one_level_of_zips_in_a_zip_is_opened(world: World) -> None:
    inner = world.zip({f"work/{NAME}.ipynb": world.notebook(RELU), "notes.pdf": b"%PDF"}, "inner.zip").read_bytes()
    deep = world.zip({"inner.zip": inner}, "deep.zip").read_bytes()
    collected = world.collect(
        world.zip({"ada/all.zip": inner, "bob.zip": inner, "eve/deep.zip": deep, "kim/x.zip": b"PK\x03\x04"})
    )
    assert collected.students == ("ada", "bob")
    assert whys(collected)["eve/deep.zip/inner.zip"] == "a zip in a zip in the download"
    assert whys(collected)["kim/x.zip"].startswith("a zip that cannot be read")


def test_a_name_that_stands_twice_in_a_zip_is_two_files(world: World) -> None:
    path = world.zip({f"ada/{NAME}.ipynb": world.notebook(RELU)})
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(f"ada/{NAME}.ipynb", world.notebook(RELU, SOFTMAX))
    collected = world.collect(path)
    assert set(fates(collected).values()) == {Fate.TAKEN, Fate.ASIDE}
    assert collected.must_look


def test_an_older_download_never_replaces_a_newer_submission(world: World) -> None:
    newer, older = world.notebook(RELU, SOFTMAX), world.notebook(RELU)
    world.collect(world.zip({f"s1/{NAME}.ipynb": newer}, at=(2027, 3, 18, 0, 0, 0)))
    collected = world.collect(world.zip({f"s1/{NAME}.ipynb": older}, at=(2027, 3, 10, 0, 0, 0)))
    assert [row.fate for row in collected.rows] == [Fate.OLDER]
    assert world.placed() == {"s1": newer}
    assert len(world.store.history("s1").versions) == 2
    assert world.collect(world.zip({f"s1/{NAME}.ipynb": newer})).of(Fate.KNOWN)


def test_a_later_download_replaces_and_the_earlier_is_kept(world: World) -> None:
    first, second = world.notebook(RELU), world.notebook(RELU, SOFTMAX)
    world.collect(world.zip({f"s1/{NAME}.ipynb": first}, at=(2027, 3, 10, 0, 0, 0)))
    collected = world.collect(world.zip({f"s1/{NAME}.ipynb": second}, at=(2027, 3, 18, 0, 0, 0)))
    assert world.placed() == {"s1": second}
    assert (
        whys(collected)[f"s1/{NAME}.ipynb"]
        == "by the dates of the files it is later than the one before, which is kept"
    )
    store = world.store
    assert [store.notebook("s1", version.digest) for version in store.history("s1").versions] == [first, second]


def test_what_was_put_into_submitted_by_hand_is_kept_before_it_is_replaced(world: World) -> None:
    place = world.root / f"submitted/s1/{NAME}/{NAME}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_bytes(world.notebook(RELU))
    os.utime(place, (1_800_000_000, 1_800_000_000))
    world.collect(world.zip({f"s1/{NAME}.ipynb": world.notebook(RELU, SOFTMAX)}))
    assert [version.source for version in world.store.history("s1").versions] == ["by hand", "a folder"]


def test_a_time_stamp_among_the_files_is_a_claim_unless_the_folder_is_nbgraders_own(world: World) -> None:
    source = world.folder(
        {f"s1/{NAME}/{NAME}.ipynb": world.notebook(RELU), f"s1/{NAME}/timestamp.txt": b"2027-03-01 00:00:00 UTC"}
    )
    collected = world.collect(source)
    assert world.submission("s1").submitted_at is None
    assert whys(collected)[f"s1/{NAME}/timestamp.txt"] == "a claim of when, which counts for nothing"
    world.collect(source, Ask(stamped=True))
    found = world.submission("s1")
    assert (found.submitted_at, found.time_source) == (datetime(2027, 3, 1, tzinfo=UTC), TimeSource.EXCHANGE)


def test_a_time_stamp_of_nbgraders_own_is_passed_over_in_silence_where_it_told_a_time(world: World) -> None:
    source = world.folder({
        f"s1/{NAME}.ipynb": world.notebook(RELU), "s1/timestamp.txt": b"2027-03-01 00:00:00",
        f"s2/{NAME}.ipynb": world.notebook(RELU), "s2/timestamp.txt": b"yesterday",
    })  # fmt: skip
    collected = world.collect(source, Ask(stamped=True, zone=ZoneInfo("Asia/Seoul")))
    assert fates(collected)["s1/timestamp.txt"] is Fate.PASSED_OVER
    assert world.submission("s1").submitted_at == datetime(2027, 3, 1, tzinfo=UTC)  # as nbgrader reads it
    assert whys(collected)["s2/timestamp.txt"] == "a claim of when, which counts for nothing"


def test_a_dry_run_says_the_same_and_writes_nothing(world: World) -> None:
    members = {f"s1/{NAME}.ipynb": world.notebook(RELU), "s2/x.pdf": b"%PDF", f"{NAME}.ipynb": world.notebook()}
    source = world.zip(members)
    before = sorted(world.root.rglob("*"))
    planned = world.collect(source, dry_run=True)
    assert sorted(world.root.rglob("*")) == before
    assert planned == world.collect(source)


def test_a_pattern_of_ones_own_may_say_when_as_well(world: World) -> None:
    path = world.zip(
        {"group-7/s123.2027-03-19-10-00-00.ipynb": world.notebook(RELU), "x/y.ipynb": world.notebook(RELU)}
    )
    ask = Ask(pattern=r"/(?P<student_id>s\d+)\.(?P<timestamp>[\d-]+)")
    collected = world.collect(path, ask)
    assert collected.students == ("s123",)
    assert world.submission("s123").submitted_at == datetime(2027, 3, 19, 1, tzinfo=UTC)
    assert whys(collected)["x/y.ipynb"] == "--pattern does not fit its path"


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            Ask(pattern="("),
            r"--pattern: not a regular expression \(missing \), unterminated subpattern at position 0\)",
        ),
        (Ask(pattern="x"), r"--pattern: x, expected a group \(\?P<student>\.\.\.\)"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(world: World, ask: Ask, message: str) -> None:
    with pytest.raises(CourseError, match=f"^{message}$"):
        world.collect(world.zip({"x": b""}), ask)


def test_what_is_neither_zip_nor_folder_says_so(world: World, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("no zip")
    with pytest.raises(CourseError, match="not a readable zip .*expected a zip file or a folder"):
        world.collect(tmp_path / "x.zip")
    with pytest.raises(CourseError, match="not there, expected a zip file or a folder"):
        world.collect(tmp_path / "missing")


def test_who_of_the_roster_handed_in_nothing_is_named_and_is_no_reason_to_look(world: World) -> None:
    world.roster(
        people=(("s01", "Ada", ""), ("s02", "Bob", ""), ("s03", "Eve", "")), columns={"status": {"s03": "dropped"}}
    )
    collected = world.collect(world.zip({f"s01/{NAME}.ipynb": world.notebook(RELU)}))
    assert collected.missing == ("s02",)
    assert not collected.must_look


def test_whose_script_lies_in_submitted_has_not_handed_in_nothing(world: World) -> None:
    world.roster(people=(("s01", "Ada", ""), ("s02", "Bob", ""), ("s03", "Eve", "")))
    world.write(f"submitted/s02/{NAME}/work.py", "x = 1")
    assert world.collect(world.zip({f"s01/{NAME}.ipynb": world.notebook(RELU)})).missing == ("s03",)


def test_who_is_not_on_the_roster_is_taken_and_named(world: World) -> None:
    world.roster(people=(("s01", "Ada", ""),))
    collected = world.collect(
        world.zip({f"s01/{NAME}.ipynb": world.notebook(RELU), f"s99/{NAME}.ipynb": world.notebook(RELU)})
    )
    assert collected.students == ("s01", "s99")
    assert collected.look == ("s99 is not on the roster",)
    assert collected.must_look


def test_a_moment_without_a_zone_is_in_the_courses_or_in_the_one_that_is_said(world: World) -> None:
    from zoneinfo import ZoneInfo

    path = world.zip({"s1_2027-03-19-10-00-00.ipynb": world.notebook(RELU)})
    pattern = r"(?P<student>s\d)_(?P<timestamp>.*)\.ipynb"
    rows = world.collect(path, Ask(pattern=pattern, zone=ZoneInfo("Europe/Berlin")), dry_run=True).rows
    assert rows[0].submitted_at == datetime(2027, 3, 19, 9, tzinfo=UTC)
    assert world.collect(path, Ask(pattern=pattern), now=NOW).rows[0].submitted_at == datetime(
        2027, 3, 19, 1, tzinfo=UTC
    )
