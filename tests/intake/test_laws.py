"""What holds for every download, whatever its names, encodings, depths and dates."""

from __future__ import annotations

import re
import struct
import unicodedata
import warnings
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.intake import Fate
from tests.intake.world import NAME, NOW, World

STUDENTS = ("ada", "s01", "김하나", "이두리", "José", "4711")
PIECES = st.sampled_from(
    (*STUDENTS, "work", "..", ".", "", "submissions", NAME, "03_forward_pass", "__MACOSX", "C:", "a b")
)
FILES = st.sampled_from(
    (f"{NAME}.ipynb", f"{NAME} (1).ipynb", f"{NAME}-Copy1.ipynb", "x.IPYNB", "y.ipynb.txt", "z.pdf", "timestamp.txt", ".DS_Store",
     "ada_LATE_101_9_x.ipynb", "x_101_102_9_y.ipynb", "Ada Bee_204_assignsubmission_file_x.ipynb", "s01.ipynb", "all.zip", "index.html",
     "gradebook_x_ada_attempt_2027-03-18-10-00-00_x.ipynb", "이두리.ipynb")
)  # fmt: skip
OF_AN_INNER_ZIP = re.compile(r"\.zip(?: \(\d+\))?/")
"""In the name of a row: a file of a zip in the zip, which two zips of one name tell apart by a number."""
SEPARATORS = st.sampled_from(("/", "\\"))
BODIES = st.integers(0, 5)
DATES = st.tuples(
    st.integers(1980, 2030), st.integers(1, 12), st.integers(1, 28), st.integers(0, 23), st.just(0), st.just(0)
)
FORMS = st.sampled_from(("NFC", "NFD"))
ENCODINGS = st.sampled_from(("utf-8", "cp949", "flag"))


@st.composite
def members(draw: st.DrawFn) -> list[tuple[str, int, tuple[int, ...], str]]:
    made = []
    for _ in range(draw(st.integers(1, 7))):
        folders = draw(st.lists(PIECES, max_size=3))
        path = draw(SEPARATORS).join([*folders, draw(FILES)])
        made.append((unicodedata.normalize(draw(FORMS), path), draw(BODIES), draw(DATES), draw(ENCODINGS)))
    return made


def written(world: World, path: Path, entries: list[tuple[str, int, tuple[int, ...], str]], depth: int = 0) -> Path:
    """A zip as tools write it: with or without the UTF-8 flag, with what separators they like."""
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, body, date, encoding in entries:
            info = zipfile.ZipInfo("x", date)  # type: ignore[arg-type]
            info.filename = info.orig_filename = name
            if encoding != "flag":
                try:
                    info.filename = name.encode(encoding).decode("cp437")
                    # zipfile sets the flag for what is not ASCII: it is taken off below.
                except UnicodeEncodeError:
                    info.filename = name
            data = world.notebook(f"def relu(x):\n    return {body}")
            if name.endswith(".zip") and not depth:
                inner = written(world, path.with_name("inner.zip"), [(f"w/{NAME}.ipynb", body, date, "flag")], 1)
                data = inner.read_bytes()
            archive.writestr(info, data)
    return path


@given(st.lists(members(), min_size=1, max_size=2), st.booleans())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_no_file_disappears_no_two_people_become_one_and_nothing_newer_is_replaced(
    tmp_path_factory: pytest.TempPathFactory,
    downloads: list[list[tuple[str, int, tuple[int, ...], str]]],
    with_roster: bool,
) -> None:
    world = World(tmp_path_factory.mktemp("laws").resolve())
    if with_roster:
        world.roster(people=tuple((name, f"{name} name", "") for name in STUDENTS))
    for index, entries in enumerate(downloads):
        source = written(world, world.downloads / f"{index}.zip", entries)
        with zipfile.ZipFile(source) as archive:
            files = [info for info in archive.infolist() if not info.is_dir()]
        before = {student: world.store.history(student) for student in world.placed()}
        old = {student: world.submission(student) for student in before}
        collected = world.collect(source, now=NOW + timedelta(hours=index))

        # Every file has a row, and one that is not taken has a reason.
        outer = [row for row in collected.rows if not OF_AN_INNER_ZIP.search(row.file)]
        assert len(outer) == len(files)
        assert all(row.why for row in collected.rows if row.fate in (Fate.LEFT, Fate.NOT_UNDERSTOOD, Fate.PASSED_OVER))
        assert all(row.file.isprintable() and row.student.isprintable() for row in collected.rows)

        # What lies in submitted/ of a student came under that student's name, and is kept.
        for student, data in world.placed().items():
            versions = world.store.history(student).versions
            assert any(world.store.notebook(student, version.digest) == data for version in versions)
            assert {version.owner for version in versions} == {student}
            assert student == unicodedata.normalize("NFC", student)

        # Every version of before is still there, and none that is older by all that is known counts instead.
        for student, history in before.items():
            now = world.store.history(student)
            assert {version.digest for version in history.versions} <= {version.digest for version in now.versions}
            new = world.submission(student)
            if old[student].submitted_at is not None and new.submitted_at is not None:
                assert new.submitted_at >= old[student].submitted_at

        # Asking again changes nothing.
        placed = world.placed()
        world.collect(source, now=NOW + timedelta(hours=index))
        assert world.placed() == placed


def test_the_flag_of_a_zip_is_what_this_module_thinks(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("가.txt", b"")
    assert struct.unpack("<H", path.read_bytes()[6:8])[0] & 0x800
