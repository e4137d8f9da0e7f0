"""The zip of pages that an LMS takes back: each page in the folder that the LMS named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from autograder.cli.feedback import folder_of
from autograder.config import load_course
from autograder.export.pages import pages_zip
from autograder.intake import Version, VersionStore
from autograder.intake.versions import digest_of
from autograder.model import Assignment, Text

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
