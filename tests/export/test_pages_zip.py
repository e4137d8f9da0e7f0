"""The zip of pages that an LMS takes back: each page in the folder that the LMS named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.batch import store_of
from autograder.batch.result_files import Basis
from autograder.cli import feedback
from autograder.cli.feedback import folder_of
from autograder.config import load_course
from autograder.export.pages import pages_zip
from autograder.grades.scoring import assemble
from autograder.intake import Version, VersionStore
from autograder.intake.versions import digest_of
from autograder.model import Assignment, Text
from tests.intake.world import NAME, World

MOODLE = "Ada 이 Lovelace_1234567_assignsubmission_file_"


def test_each_page_is_in_its_folder_and_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    page = tmp_path / "01_small.en.html"
    page.write_text("<p>hello</p>", encoding="utf-8")
    data = pages_zip({MOODLE: [page], "bob": [page]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [f"{MOODLE}/{page.name}", f"bob/{page.name}"]
        assert archive.read(f"{MOODLE}/{page.name}") == page.read_bytes()
        assert archive.testzip() is None
    page.touch()
    assert pages_zip({"bob": [page], MOODLE: [page]}) == data


@pytest.mark.parametrize("flat", [False, True])
def test_what_came_from_moodle_goes_back_under_moodles_names(tmp_path: Path, flat: bool) -> None:
    """From the download to the zip of feedback: people of one name, a resubmission, somebody by hand, somebody missing."""
    world = World(tmp_path.resolve())
    world.roster()
    names = {"s01": "Ada Lovelace_1001", "s03": "김하나_1002", "s09": "Siobhán O'Neill_1003"}
    end, file = "_assignsubmission_file", "hw (1).ipynb"
    member = {student: f"{name}{end}{'_' if flat else '_/'}{file}" for student, name in names.items()}
    world.collect(world.zip({member[s]: world.notebook(f"def relu(x):\n    return {n}") for n, s in enumerate(names)}))
    later = world.notebook("def relu(x):\n    return 'later'")
    world.collect(world.zip({member["s01"]: later}, "later.zip", (2027, 3, 23, 9, 0, 0)))
    world.write(f"submitted/s02/{NAME}/{NAME}.ipynb", world.notebook("def relu(x):\n    return 9"))
    store = store_of(world.course, world.assignment)
    for student, data in world.placed().items():
        result = assemble(world.assignment, student=student, notebook="x.ipynb", tests=())
        store.put(result, "key", Basis(notebook=digest_of(data)))
    out = tmp_path / "back.zip"
    said = CliRunner().invoke(feedback.command, [NAME, "--zip", str(out)], obj=world.root, catch_exceptions=False)
    assert said.exit_code == 0, said.stderr
    with zipfile.ZipFile(out) as archive:
        found = {name.rpartition("/")[0] for name in archive.namelist()}
        assert all(name.endswith(".html") for name in archive.namelist())
    assert found == {*(f"{name}{end}_" for name in names.values()), "s02"}


def test_a_folder_is_named_as_the_lms_named_it_and_never_leads_out(tmp_path: Path) -> None:
    text = 'id = "small"\ntitle = { en = "Small" }\nlanguages = ["en"]\ntime_zone = "UTC"\n'
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    course = load_course(tmp_path)
    assignment = Assignment("01_small", Text(en="Small"), tmp_path, tmp_path, ())
    store = VersionStore(course, assignment)
    assert folder_of(course, assignment, "bob") == "bob"
    store.add("ada", Version(digest_of(b"{}"), submission=MOODLE), b"{}")
    assert folder_of(course, assignment, "ada") == MOODLE
    store.add("eve", Version(digest_of(b"{}"), submission="../../etc"), b"{}")
    assert folder_of(course, assignment, "eve") == "eve"
