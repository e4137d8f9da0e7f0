"""Downloads as they come in a term: odd names, several uploads, groups, copies, a roster that lacks somebody."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.intake import Ask, Collected, Fate
from autograder.intake.sources.moodle import read_worksheet
from autograder.intake.tables import read_cells
from autograder.notebook.selection import NOTHING_WRITTEN
from tests.intake.world import NAME, OTHER, PEOPLE, ZIPPED, World, whys

CANVAS = {"canvas_id": {person[0]: str(4700 + index) for index, person in enumerate(PEOPLE)}}
BLACKBOARD = {"blackboard": {person[0]: f"user_{index:02d}" for index, person in enumerate(PEOPLE)}}
LATE_ON_THE_18TH = datetime(2027, 3, 18, 14, 50, tzinfo=UTC)


def work(world: World, number: int = 1) -> bytes:
    return world.notebook(f"def relu(x):\n    return {number}")


def zip_in(encoding: str, world: World, members: Mapping[str, bytes]) -> Path:
    """A zip whose names are in an encoding that nothing in it tells."""
    path = world.downloads / "windows.zip"
    names = {f"N{number:04d}".ljust(len(name.encode(encoding)), "x"): name for number, name in enumerate(members)}
    with zipfile.ZipFile(path, "w") as archive:
        for stand_in, name in names.items():
            archive.writestr(zipfile.ZipInfo(stand_in, ZIPPED), members[name])  # type: ignore[arg-type]
    data = path.read_bytes()
    for stand_in, name in names.items():
        data = data.replace(stand_in.encode(), name.encode(encoding))
    path.write_bytes(data)
    return path


# ---------------------------------------------------------------- another file was meant


def test_a_notebook_as_it_was_released_is_taken_and_called_that(world: World) -> None:
    world.roster()
    collected = world.collect(world.zip({"s01/x.ipynb": world.notebook(), "s02/x.ipynb": work(world)}))
    assert set(world.placed()) == {"s01", "s02"}
    assert whys(collected) == {"s01/x.ipynb": NOTHING_WRITTEN, "s02/x.ipynb": ""}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
def test_a_notebook_in_another_encoding_is_one_whatever_its_name_ends_in(world: World, encoding: str) -> None:
    world.roster()
    data = work(world).decode().encode(encoding)
    collected = world.collect(world.zip({"s01/x.ipynb.txt": data, "s02/x.json": data, "s03/X.IPYNB": data}))
    assert world.placed() == dict.fromkeys(("s01", "s02", "s03"), data)
    assert not collected.must_look


# ---------------------------------------------------------------- what stands around people


def zipped(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize("form", ["{}/{}/x.ipynb", "course/{}/{}.ipynb", "all/{}/{}/deep/x.ipynb"])
def test_people_in_folders_of_sections_are_found(world: World, form: str) -> None:
    world.roster()
    places = (("A분반", "s01"), ("A분반", "s03"), ("B분반", "박세찬"))
    collected = world.collect(world.zip({form.format(*place): work(world, n) for n, place in enumerate(places)}))
    assert world.placed() == {"s01": work(world, 0), "s03": work(world, 1), "s05": work(world, 2)}
    assert not collected.must_look


@pytest.mark.parametrize("form", ["{}/{}/x.ipynb", "{}/{}.ipynb", "all/{}/{}/02_activations/x.ipynb"])
def test_without_a_roster_sections_are_known_by_their_names(world: World, form: str) -> None:
    places = (("A분반", "kim"), ("A분반", "park"), ("B분반", "lee"))
    collected = world.collect(world.zip({form.format(*place): work(world, n) for n, place in enumerate(places)}))
    assert world.placed() == {"kim": work(world, 0), "park": work(world, 1), "lee": work(world, 2)}
    assert not collected.must_look


@pytest.mark.parametrize("inside", ["src", "kim"])
def test_two_sections_with_one_name_in_both_are_looked_at(world: World, inside: str) -> None:
    members = {f"Section {n}/{inside}/x.ipynb": work(world, n) for n in (1, 2)}
    assert "Section 1 and Section 2 look like sections" in world.collect(world.zip(members)).look[0]


@pytest.mark.parametrize("roster", [True, False])
def test_a_download_of_canvas_in_another_zip_is_the_class(world: World, roster: bool) -> None:
    if roster:
        world.roster(CANVAS)
    inside = {"lovelaceada_4700_9000_x.ipynb": work(world, 1), "turingalan_LATE_4701_9001_x.ipynb": work(world, 2)}
    collected = world.collect(world.zip({"submissions.zip": zipped(inside)}))
    assert [row.late_by_unknown for row in collected.of(Fate.TAKEN)] == [False, True]
    assert not collected.must_look


@pytest.mark.parametrize("name", ["Jose Garcia Nunez", "Juergen Mueller", "jurgen_muller", "Siobhan O'Neill", "Nguyen Van An"])
def test_somebody_whose_accents_a_system_leaves_out_is_found(world: World, name: str) -> None:
    world.roster()
    assert not world.collect(world.zip({f"{name}/x.ipynb": work(world)})).must_look
    assert len(world.placed()) == 1


def test_two_people_who_differ_in_an_accent_stay_two(world: World) -> None:
    world.roster(people=(("s1", "José Lima", ""), ("s2", "Jose Lima", ""), ("s3", "Jósé Lima", "")))
    collected = world.collect(world.zip({"José Lima/x.ipynb": work(world, 1), "Jose Lima/x.ipynb": work(world, 2)}))
    assert world.placed() == {"s1": work(world, 1), "s2": work(world, 2)}
    assert not collected.must_look


def test_a_copy_in_google_drive_is_not_called_copy(world: World) -> None:
    names = ("Copy of 02_activations.ipynb", "Copy of Copy of 02_activations.ipynb", "02_activations.ipynb의 사본")
    owned = ("Ada Lovelace - Copy of 02_activations.ipynb", "김하나 - 02_activations.ipynb의 사본")
    members = {f"Class/{name}": work(world, n) for n, name in enumerate((*names, *owned))}
    collected = world.collect(world.zip(members))
    assert set(world.placed()) == {"Ada_Lovelace", "김하나"}
    assert len(collected.not_understood) == len(names)


@pytest.mark.parametrize("name", ["submissions.zip", "download/02_activations.zip"])
@pytest.mark.parametrize("roster", [True, False])
def test_a_download_that_is_one_zip_in_another_is_the_class(world: World, name: str, roster: bool) -> None:
    if roster:
        world.roster()
    inside = {"all/s01/x.ipynb": work(world, 1), "all/s03/x.ipynb": work(world, 2)}
    collected = world.collect(world.zip({name: zipped(inside)}))
    assert world.placed() == {"s01": work(world, 1), "s03": work(world, 2)}
    assert not collected.must_look


def test_one_zip_of_one_student_is_the_students(world: World) -> None:
    inside = {"src/a.ipynb": work(world, 1), "old/a.ipynb": work(world, 2)}
    assert world.collect(world.zip({"ada.zip": zipped(inside)})).must_look
    assert set(world.placed()) == {"ada"}


def test_repositories_without_git_are_known_by_the_user_names_at_their_ends(world: World) -> None:
    """As GitHub's "Download ZIP" of each, or a folder of clones that was packed, has them."""
    world.roster({"github": {"s01": "ada-l", "s03": "hana"}})
    world.collect(world.zip({"hw-2-ada-l-main/x.ipynb": work(world, 1), "hw-2-hana-main/x.ipynb": work(world, 2)}))
    assert world.placed() == {"s01": work(world, 1), "s03": work(world, 2)}


def test_repositories_without_git_are_known_by_the_ids_at_their_ends_where_most_have_one(world: World) -> None:
    world.roster()
    members = {f"hw1-{name}-main/x.ipynb": work(world, index) for index, name in enumerate(("s01", "s03", "zed"))}
    collected = world.collect(world.zip(members))
    assert world.placed().keys() - {"hw1-zed-main"} == {"s01", "s03"}
    assert collected.must_look


@pytest.mark.parametrize(
    ("folder", "near"),
    [("s101", ""), ("hw1-s02", "; did you mean 's02'?"), ("s002", "; did you mean 's02'?"), ("zed", "")],
)
def test_who_is_not_on_the_roster_is_named_with_the_one_who_may_be_meant(world: World, folder: str, near: str) -> None:
    world.roster()
    collected = world.collect(world.zip({f"{folder}/x.ipynb": work(world), "s05/x.ipynb": work(world, 2)}))
    assert collected.look == (f"{folder} is not on the roster{near}",)


def test_what_came_in_at_nbgraders_exchange_is_told_by_its_folders(world: World) -> None:
    stamp = "2027-03-18 12:00:00.000000 UTC"
    members = {
        f"s01+{NAME}+{stamp}+x1/{NAME}.ipynb": work(world, 1), f"s01+{NAME}+{stamp}+x1/timestamp.txt": stamp.encode(),
        f"s03+{OTHER}+{stamp}/{OTHER}.ipynb": work(world, 2),
    }  # fmt: skip
    collected = world.collect(world.folder(members), Ask(stamped=True))
    assert world.placed() == {"s01": work(world, 1)}
    assert world.submission("s01").submitted_at == datetime(2027, 3, 18, 12, tzinfo=UTC)
    assert collected.without_notebook == ("s03",)


@pytest.mark.parametrize(
    ("member", "student"),
    [
        ("Group A-Ada Lovelace_17_assignsubmission_file_/x.ipynb", "s01"), ("A조-김하나_18_assignsubmission_file_/x.ipynb", "s03"),
        ("2-1-van der Berg, Anna-Lena_19_assignsubmission_file_/x.ipynb", "s10"), ("s01 Ada/x.ipynb", "s01"), (" s03 /x.ipynb", "s03"),
    ],
)  # fmt: skip
def test_a_group_or_blanks_around_a_name_hide_nobody(world: World, member: str, student: str) -> None:
    world.roster()
    assert not world.collect(world.zip({member: work(world), "s20/x.ipynb": work(world, 2)})).must_look
    assert set(world.placed()) == {student, "s20"}


def test_a_word_before_a_hyphen_may_be_a_part_of_somebody_elses_name(world: World) -> None:
    world.roster()
    assert world.collect(world.zip({"Kim-Ada Lovelace_17_assignsubmission_file_/x.ipynb": work(world)})).must_look
    assert world.placed() == {}


# ---------------------------------------------------------------- several uploads


@pytest.mark.parametrize("late", ["", "LATE_"])
def test_of_one_file_uploaded_again_to_canvas_the_last_upload_counts(world: World, late: str) -> None:
    world.roster(CANVAS)
    members = {
        f"lovelaceada_{late}4700_9080_{NAME}-2.ipynb": work(world, 3),
        f"lovelaceada_{late}4700_9000_{NAME}.ipynb": work(world, 1),
        f"lovelaceada_{late}4700_9050_{NAME}-1.ipynb": work(world, 2),
    }
    collected = world.collect(world.zip(members))
    assert world.placed() == {"s01": work(world, 3)}
    assert not collected.must_look
    assert len(collected.of(Fate.ASIDE)) == 2
    assert len(world.store.history("s01").versions) == 3


def test_of_two_files_with_names_of_their_own_in_canvas_nothing_says_which_counts(world: World) -> None:
    world.roster(CANVAS)
    members = {f"a_4700_9000_{NAME}.ipynb": work(world, 1), "a_4700_9001_other.ipynb": work(world, 2)}
    assert world.collect(world.zip(members)).must_look
    assert world.placed() == {"s01": work(world, 1)}


def test_an_upload_without_work_in_it_does_not_count_however_late(world: World) -> None:
    world.roster(BLACKBOARD)
    members = {
        "HW_user_02_attempt_2027-03-18-10-00-00_x.ipynb": work(world),
        "HW_user_02_attempt_2027-03-19-10-00-00_x.ipynb": world.notebook(),
    }
    world.collect(world.zip(members))
    assert world.placed() == {"s03": work(world)}


def test_of_a_file_and_its_copy_the_file_is_taken_and_somebody_looks(world: World) -> None:
    world.roster()
    members = {"김하나_과제.ipynb": work(world, 1), "김하나_과제 (1).ipynb": work(world, 2)}
    assert world.collect(world.zip(members)).must_look
    assert world.placed() == {"s03": work(world, 1)}


# ---------------------------------------------------------------- groups


@pytest.mark.parametrize(
    "member",
    [
        "팀1_LATE_4799_9000_x.ipynb",
        "팀 1_55_assignsubmission_file/x.ipynb",
        "팀 1_55_assignsubmission_file_x.ipynb",
        "gradebook_NN_HW 2_팀 1_attempt_2027-03-18-23-50-00_x.ipynb",
        "27001-46025 - 팀 1 - Mar 18, 2027 1150 PM/x.ipynb",
        "팀 1/x.ipynb",
    ],
)
def test_what_a_group_of_groups_csv_hands_in_counts_for_its_members(world: World, member: str) -> None:
    world.roster()
    world.write("groups.csv", f"assignment,group,id\n{NAME},팀 1,s02\n{NAME},팀 1,s05\n{OTHER},팀 1,s06\n")
    assert not world.collect(world.zip({member: work(world)})).must_look
    assert sorted(world.placed()) == ["s02", "s05"]


# ---------------------------------------------------------------- who


@pytest.mark.parametrize(
    ("member", "student"),
    [
        ("gradebook_NN_2027_과제 2_user_02_attempt_2027-03-18-23-50-00_과제 답.ipynb", "s03"),
        ("HW_USER_02_attempt_2027-03-18-23-50-00_x.IPYNB", "s03"),
        ("27002-46025 - login9 김하나 - Mar 18, 2027 1150 PM/x.ipynb", "s03"),
        ("27002-46025 - 김하나 - 3월 18, 2027 1150 오후/x.ipynb", "s03"),
        ("27002-46025 - 김하나 - 18 3월, 2027 2350/x.ipynb", "s03"),
        ("27002-46025 - Ada - Lovelace - Mar 18, 2027 1150 PM/x.ipynb", "s01"),
        ("s01 Ada Lovelace_17_assignsubmission_file/x.ipynb", "s01"),
        ("Ada Lovelace_17_assignsubmission_github/x.ipynb", "s01"),
        ("이두리(20271234)/x.ipynb", "s04"),
        ("20271234 이두리/x.ipynb", "s04"),
        ("s05_박세찬/x.ipynb", "s05"),
        ("alan_turing/x.ipynb", "s02"),
        ("S06/x.ipynb", "s06"),
        ("과제2이두리.ipynb", "s04"),
        ("강하늘의 02_activations 사본.ipynb", "s14"),
        ("Copy of 02_activations.ipynb - Katherine Johnson.ipynb", "s13"),
    ],
)
def test_somebody_of_the_roster_is_found_by_whatever_a_site_or_a_person_writes(
    world: World, member: str, student: str
) -> None:
    world.roster(BLACKBOARD)
    collected = world.collect(world.zip({member: work(world)}))
    assert list(world.placed()) == [student]
    assert not collected.must_look
    if "- " in member and "/" in member:
        assert world.submission(student).submitted_at == LATE_ON_THE_18TH


@pytest.mark.parametrize(
    "member",
    [
        "김하나래 - 02_activations.ipynb",
        "김하나래/x.ipynb",
        "김하나래_9_assignsubmission_file/x.ipynb",
        "Ada Lovelace King/x.ipynb",
        "s05_김하나/x.ipynb",
        "s01-2/x.ipynb",
        "27005-46025 - Nobody Turing - Mar 18, 2027 1150 PM/x.ipynb",
    ],
)
def test_who_is_not_on_the_roster_is_nobody_else_of_it(world: World, member: str) -> None:
    world.roster()
    collected = world.collect(world.zip({member: work(world)}))
    assert not set(world.placed()) & {person[0] for person in PEOPLE}
    assert collected.must_look


def test_a_user_name_that_is_an_id_of_the_course_is_that_persons(world: World) -> None:
    world.roster(people=(("bitdiddle", "", ""), ("17", "", "")))
    members = {
        "ps1_bitdiddle_attempt_2027-01-30-15-30-10_problem1.ipynb": work(world),
        "ps1_17_attempt_2027-01-30-15-30-10_problem1.ipynb": work(world),  # a number may be another list's
    }
    collected = world.collect(world.zip(members))
    assert list(world.placed()) == ["bitdiddle"]
    assert len(collected.not_understood) == 1


def test_what_programs_and_people_call_any_homework_is_no_student(world: World) -> None:
    world.roster()
    names = ("Untitled3.ipynb", "제목 없음.ipynb", "과제2.ipynb", "hw_2.ipynb", f"{NAME} (1).ipynb")
    collected = world.collect(world.zip({name: work(world) for name in names} | {"s01.ipynb": work(world)}))
    assert list(world.placed()) == ["s01"]
    assert set(collected.not_understood) == set(names)


# ---------------------------------------------------------------- around


@pytest.mark.parametrize(
    "member",
    [
        "NN-HW2-1234/김하나_4_assignsubmission_file/x.ipynb",
        "gradebook_NN/HW_user_02_attempt_2027-03-18-23-50-00_x.ipynb",
        "HW2 Download/27002-46025 - 김하나 - Mar 18, 2027 1150 PM/x.ipynb",
        "hw2-submissions/김하나_4702_9000_x.ipynb",
    ],
)
def test_the_only_submission_of_a_download_is_found_below_the_folder_around_it(world: World, member: str) -> None:
    world.roster(BLACKBOARD | CANVAS)
    assert not world.collect(world.folder({member: work(world)})).must_look
    assert list(world.placed()) == ["s03"]


@pytest.mark.parametrize(
    ("place", "start"), [("downloaded/02_activations", "downloaded"), ("02_activations", "02_activations")]
)
def test_what_nbgraders_zip_collect_keeps_is_looked_through(world: World, place: str, start: str) -> None:
    world.roster(CANVAS)
    names = ("lovelaceada_LATE_4700_9000_x.ipynb", "turingalan_4701_9001_x.ipynb")
    zipped = world.zip(dict.fromkeys(names, work(world))).read_bytes()
    source = world.folder(
        {
            f"{place}/archive/notebooks.zip": zipped,
            f"{place}/archive/hoppergrace_4705_9002_x.ipynb": work(world),
            f"{place}/extracted/{names[0]}": work(world),
        }
    )
    collected = world.collect(source if start == "downloaded" else source / start)
    assert sorted(world.placed()) == ["s01", "s02", "s06"]
    assert world.submission("s01").late_by_unknown
    assert not collected.must_look
    assert [row.file.rpartition("/")[2] for row in collected.of(Fate.ASIDE)] == [names[0]]


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize("with_roster", [True, False])
@pytest.mark.parametrize(
    "names",
    [
        ("김하나_201_assignsubmission_file/과제 제출.ipynb", "이두리_202_assignsubmission_file_/답안.IPYNB"),
        ("27002-46025 - 김하나 - Mar 18, 2027 1150 PM/과제.ipynb", "27003-46025 - 이두리 - Mar 18, 2027 1150 PM/과제.ipynb"),
        ("학생\\김하나\\과제.ipynb", "학생\\이두리\\과제.ipynb"),
        ("김하나_02_activations.ipynb", "02_activations_이두리.ipynb"),
    ],
)  # fmt: skip
def test_korean_windows_names_are_read_in_every_sources_form(
    world: World, names: Sequence[str], with_roster: bool
) -> None:
    if with_roster:
        world.roster()
    collected = world.collect(zip_in("cp949", world, {name: work(world, at) for at, name in enumerate(names)}))
    assert len(world.placed()) == 2
    assert {row.file for row in collected.of(Fate.TAKEN)} == {name.replace("\\", "/") for name in names}
    if with_roster:
        assert sorted(world.placed()) == ["s03", "s04"]


def test_a_zip_in_the_zip_from_a_mac_is_opened_and_its_by_products_are_no_work(world: World) -> None:
    world.roster()

    def apart(name: str) -> str:
        return unicodedata.normalize("NFD", name)

    inner = world.zip(
        {
            apart("과제/내 답 (최종).IPYNB"): work(world),
            apart("__MACOSX/과제/._내 답 (최종).IPYNB"): b"\0\5\x16\7",
            apart("과제/보고서.pdf"): b"%PDF-1.7",
        },
        "inner.zip",
    ).read_bytes()
    collected = world.collect(world.zip({apart("김하나_4_assignsubmission_file/과제.zip"): inner}))
    assert list(world.placed()) == ["s03"]
    assert not collected.must_look
    assert sorted(why for why in whys(collected).values() if why) == [
        "a PDF", "a program made it by itself", "a zip that was opened",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("José García Núñez", "cp1252"), ("José García Núñez", "cp850"), ("山田花子", "cp932"), ("李娜", "gb18030"),
     ("陳大文", "big5"), ("Иван Петров", "cp866"), ("Иван Петров", "cp1251"), ("김하나", "cp949")],
)  # fmt: skip
def test_the_roster_tells_in_which_encoding_names_are(world: World, name: str, encoding: str) -> None:
    world.roster(people=(("s1", name, ""), ("s2", "Ada Lovelace", "")))
    collected = world.collect(zip_in(encoding, world, {f"{name}/x.ipynb": work(world)}))
    assert set(world.placed()) == {"s1"}
    assert not collected.must_look


def test_without_a_roster_what_western_names_could_be_is_said(world: World) -> None:
    collected = world.collect(zip_in("cp1252", world, {"José/x.ipynb": work(world)}))
    assert "could be cp1252 (José/x.ipynb): --encoding decides" in collected.notes[0]


# ---------------------------------------------------------------- worksheets that do not fit

SHEET = "Identifier,Full name,Email address,Status,Grade,Last modified (submission),Last modified (grade)\n"


def with_worksheet(world: World, name: str, lines: str) -> Collected:
    """Collect what `name` handed in under the number 12, with a worksheet of these lines."""
    sheet = world.downloads / "sheet.csv"
    sheet.write_text(SHEET + lines, encoding="utf-8")
    rows = read_worksheet(read_cells(sheet), UTC, "sheet.csv")
    return world.collect(world.zip({f"{name}_12_assignsubmission_file/x.ipynb": work(world)}), Ask(worksheet=rows))


def test_the_numbers_of_another_assignments_worksheet_make_nobody_somebody_else(world: World) -> None:
    world.roster()
    collected = with_worksheet(world, "Ada Lovelace", "Participant 12,김하나,hana@example.ac.kr,x,,-,-\n")
    assert world.placed() == {}
    assert "the worksheet has 김하나 / hana@example.ac.kr under number 12" in collected.rows[0].why
    assert collected.must_look


def test_a_worksheet_with_nobody_of_the_download_in_it_is_looked_at(world: World) -> None:
    world.roster()
    collected = with_worksheet(world, "Ada Lovelace", "Participant 9,Ada Lovelace,ada@example.edu,x,,-,-\n")
    assert set(world.placed()) == {"s01"}
    assert collected.look == ("nobody of the download is in the worksheet: is it this assignment's?",)


def test_the_number_of_a_group_is_no_participants(world: World) -> None:
    world.roster()
    world.write("groups.csv", f"assignment,group,id\n{NAME},Team 1,s03\n{NAME},Team 1,s04\n")
    line = 'Participant 12,Ada Lovelace,ada@example.edu,x,,"18 March 2027, 11:50 PM",-\n'
    assert not with_worksheet(world, "Team 1", line).must_look
    assert set(world.placed()) == {"s03", "s04"}
    assert world.submission("s03").submitted_at is None


def test_a_time_in_a_worksheet_that_could_be_two_is_looked_at(world: World) -> None:
    world.roster()
    collected = with_worksheet(world, "s01 Ada Lovelace", "Participant 12,Ada Lovelace,ada@example.edu,x,,3/4/2027 23:50,-\n")
    assert set(world.placed()) == {"s01"}
    assert collected.look == ("not known, since not certain: the worksheet's '3/4/2027 23:50'",)


@pytest.mark.parametrize("name", ["Ada Lovelace", "Ada L. Nobody"])
def test_a_first_name_that_is_somebodys_user_name_is_a_first_name(world: World, name: str) -> None:
    world.roster({"brightspace": {"s06": "ada"}})
    world.collect(world.zip({f"27001-46025 - {name} - Mar 18, 2027 1150 PM/x.ipynb": work(world)}))
    assert set(world.placed()) == ({"s01"} if name == "Ada Lovelace" else set())
    world.collect(world.zip({"27001-46025 - ada G. Hopper - Mar 18, 2027 1150 PM/x.ipynb": work(world, 2)}))
    assert world.placed()["s06"] == work(world, 2)


def test_a_number_of_one_with_the_name_of_another_is_looked_at(world: World) -> None:
    world.roster(CANVAS)
    collected = world.collect(world.zip({"turingalan_4700_9001_x.ipynb": work(world)}))
    assert set(world.placed()) == {"s01"}
    assert collected.look == ("s01: turingalan / canvas_id 4700 bears the name of s02",)


def test_the_copy_that_jupyter_made_is_taken_where_a_student_gave_nothing_else(world: World) -> None:
    world.roster()
    copy = f".ipynb_checkpoints/{NAME}-checkpoint.ipynb"
    members = {f"s01/{copy}": work(world, 1), f"s02/{copy}": work(world, 2), f"s02/{NAME}.ipynb": work(world, 3)}
    collected = world.collect(world.zip(members))
    assert world.placed() == {"s01": work(world, 1), "s02": work(world, 3)}
    assert [row.student for row in collected.rows if row.look] == ["s01"]


@pytest.mark.parametrize("name", [".virtual_documents/x.ipynb", ".~x.ipynb", "x.ipynb~", "node_modules/y/x.ipynb", "~$x.ipynb"])
def test_what_editors_leave_beside_a_notebook_is_no_second_one(world: World, name: str) -> None:
    world.roster()
    collected = world.collect(world.zip({"s01/x.ipynb": work(world, 1), f"s01/{name}": work(world, 2)}))
    assert world.placed() == {"s01": work(world, 1)}
    assert not collected.must_look


def test_who_has_dropped_the_course_and_hands_in_is_named(world: World) -> None:
    world.write("roster.csv", "id,name,status\ns01,Ada,dropped\n")
    collected = world.collect(world.zip({"s01/x.ipynb": work(world)}))
    assert collected.notes == ("s01 has handed in, and is marked as dropped in roster.csv",)
