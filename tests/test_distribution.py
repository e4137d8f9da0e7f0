"""What is built to be installed elsewhere, opened: the package, its documents and the licence, and no secret."""

from __future__ import annotations

import email
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAME = "autograder-course"
SECRETS = ("solutions", "assignments", "test_hidden", "reference.py", "secret.toml")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both, built without a network and without an environment of their own."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--target", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def names_in(built: Path, pattern: str) -> list[str]:
    (path,) = built.glob(pattern)
    if path.suffix == ".whl":
        return zipfile.ZipFile(path).namelist()
    with tarfile.open(path) as archive:
        return [name.partition("/")[2] for name in archive.getnames()]


@pytest.mark.parametrize("pattern", ["*.whl", "*.tar.gz"])
def test_package_documents_and_licence_are_there_and_nothing_of_a_solution(built: Path, pattern: str) -> None:
    names = names_in(built, pattern)
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "autograder").rglob("*.py")}
    assert modules <= set(names)
    for ending in ("autograder/py.typed", "LICENSE", "architecture.md", "threat-model.md", "en.toml", "ko.toml"):
        assert any(name.endswith(ending) for name in names), ending
    parts = {part for name in names for part in name.split("/")}
    assert not [secret for secret in SECRETS if any(secret in part for part in parts)]
    assert not {"tests", "datasets", ".ci", ".git"} & {name.split("/")[0] for name in names}


def test_nothing_of_a_hidden_suite_is_in_either_under_another_name(built: Path) -> None:
    secrets = {
        str(tomllib.loads(path.read_text())["seed"]).encode() for path in (ROOT / "solutions").glob("*/secret.toml")
    }
    contents = []
    for path in built.iterdir():
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                contents += [archive.read(name) for name in archive.namelist()]
        else:
            with tarfile.open(path) as tar:
                contents += [file.read() for member in tar if (file := tar.extractfile(member)) is not None]
    for data in contents:
        assert not [seed for seed in secrets if b"seed = " + seed + b"\n" in data]


def test_its_name_is_its_own_its_command_stays_and_its_licence_is_named(built: Path) -> None:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        info = next(name.rpartition("/")[0] for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(archive.read(f"{info}/METADATA"))
        points = archive.read(f"{info}/entry_points.txt").decode()
        assert b"MIT License" in archive.read(f"{info}/licenses/LICENSE")
    assert metadata["Name"] == NAME
    assert metadata["License-Expression"] == "MIT"
    assert "click>=8.2" in (metadata.get_all("Requires-Dist") or [])
    assert "autograder = autograder.cli:main" in points


def test_no_document_installs_by_a_name_that_is_not_ours() -> None:
    files = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "docs" / "ci").iterdir(), ROOT / "scripts/setup"]
    for path in files:
        text = path.read_text(encoding="utf-8")
        text = text.replace("Never `pip install autograder`", "")
        assert not re.search(r"pip3? install (-\S+ )*['\"]?autograder(?!-course)\b", text), path
