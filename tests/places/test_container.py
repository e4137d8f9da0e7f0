"""The files from which others make containers: an ordinary user grades there, and nothing of a course is inside."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.places.small_world import ROOT

LINES = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
STEPS = [line for line in LINES if line and not line.startswith("#")]
COPIED = [word for line in STEPS if line.startswith("COPY ") for word in line.split()[1:-1]]


def test_what_runs_is_an_ordinary_user_and_everything_is_installed_before_by_hash() -> None:
    user = next(number for number, line in enumerate(STEPS) if line.startswith("USER "))
    assert STEPS[user] == "USER 10001:10001"
    installs = [number for number, line in enumerate(STEPS) if " pip install " in line]
    assert len(installs) == 2
    assert max(installs) < user
    assert "--require-hashes" in STEPS[installs[0]]
    assert "--no-deps" in STEPS[installs[1]]
    assert not any(line.startswith(("RUN", "COPY", "ADD")) for line in STEPS[user:])


def test_a_builder_sees_nothing_of_a_course_and_needs_no_more_than_it_sees(tmp_path: Path) -> None:
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = [rule[1:] for rule in rules if rule.startswith("!")]
    assert rules[1] == "*"
    assert sorted(allowed) == sorted(COPIED)
    assert not {"solutions", "assignments", "submitted", "."} & set(allowed)
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "dist")]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert len(list((tmp_path / "dist").glob("*.whl"))) == 1


def test_the_development_container_sets_up_as_everybody_does() -> None:
    found = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert found["postCreateCommand"] == "make setup"
    assert found["remoteUser"] != "root"
    assert re.search(r"python:\S*3\.1[1-9]", found["image"])
