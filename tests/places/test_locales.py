"""Korean paths and names under every locale, also one of another encoding, and one that is not installed."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest

from autograder.cli.main import _have_a_home
from tests.commands import AUTOGRADER
from tests.places.small_world import NAME, notebook
from tests.steady import PATIENCE_S


@pytest.fixture(scope="module")
def euc_kr(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a Korean locale that is not UTF-8."""
    if shutil.which("localedef") is None:
        pytest.skip("localedef is not here, so that no locale can be made")
    folder = tmp_path_factory.mktemp("locales")
    made = subprocess.run(["localedef", "-i", "ko_KR", "-f", "EUC-KR", str(folder / "ko_KR.EUC-KR")], capture_output=True)
    if not (folder / "ko_KR.EUC-KR").is_dir():
        pytest.skip(f"this locale cannot be made here: {made.stderr.decode(errors='replace').strip()[-100:]}")
    return {"LC_ALL": "ko_KR.EUC-KR", "LOCPATH": str(folder)}


@pytest.fixture
def elsewhere(graded: Path, tmp_path: Path) -> Path:
    """A folder with Korean letters and a blank, with a right notebook in it."""
    folder = tmp_path / "한글 과목"
    folder.mkdir()
    (folder / "풀이 1.ipynb").write_text(json.dumps(notebook(graded)), encoding="utf-8")
    return folder


def checked(elsewhere: Path, environment: dict[str, str], *more: str) -> subprocess.CompletedProcess[bytes]:
    base = {"PATH": os.defpath, "HOME": str(elsewhere)}
    return subprocess.run(
        [AUTOGRADER, "check", "풀이 1.ipynb".encode(), "--public", *more], cwd=elsewhere, env=base | environment,
        capture_output=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "xx_XX.UTF-8"])
def test_a_notebook_with_a_korean_name_is_checked(elsewhere: Path, locale: str) -> None:
    done = checked(elsewhere, {"LC_ALL": locale}, "--language", "ko")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "통과" in done.stdout.decode("utf-8")


def test_under_another_encoding_too_and_files_and_pipes_get_utf_8(elsewhere: Path, euc_kr: dict[str, str]) -> None:
    done = checked(elsewhere, euc_kr, "--language", "ko", "--output", "결과.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "통과" in (elsewhere / "결과.txt").read_text(encoding="utf-8")
    assert "통과" in checked(elsewhere, euc_kr, "--language", "ko").stdout.decode("utf-8")


def test_a_terminal_keeps_its_encoding(elsewhere: Path, euc_kr: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [AUTOGRADER, "check", "풀이 1.ipynb".encode(), "--public", "--language", "ko"], cwd=elsewhere,
        env={"PATH": os.defpath, "HOME": str(elsewhere), "TERM": "dumb", **euc_kr}, stdout=theirs, stderr=theirs,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while chunk := _read(ours):
        said += chunk
    assert child.wait(PATIENCE_S) == 0
    assert "통과".encode("euc_kr") in said


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # the other end is closed
        return b""


def test_a_course_of_korean_names_is_graded_there(course: Path, euc_kr: dict[str, str], tmp_path: Path) -> None:
    here = course.rename(tmp_path / "내 과정")
    shutil.copytree(here / "submitted" / "demo-ada", here / "submitted" / "김민준")
    environment = {"PATH": os.defpath, "HOME": str(tmp_path), **euc_kr}
    for arguments in (("grade", NAME), ("export", "--format", "csv", "--output", "grades.csv")):
        done = subprocess.run([AUTOGRADER, *arguments], cwd=here, env=environment, capture_output=True, timeout=PATIENCE_S)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
    rows = (here / "grades.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[5] for row in rows if row.startswith("김민준,")] == ["graded"]


def test_a_user_whom_the_system_does_not_know_gets_a_home_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader asks for a home when it is imported; who has one keeps it."""
    monkeypatch.setenv("HOME", "/home/ada")
    _have_a_home()
    assert os.environ["HOME"] == "/home/ada"
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as without HOME and without an entry in passwd
    _have_a_home()
    assert os.environ["HOME"] == "/nonexistent"
