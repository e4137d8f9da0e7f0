"""The project's course copied to where a test may spoil it, and the installed command run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.steady import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
AUTOGRADER = Path(sys.executable).with_name("autograder")


def copy_course(target: Path, *names: str) -> Path:
    """The project's course with these assignments, and limits that hostile notebooks reach soon."""
    for folder in ("assignments", "solutions"):
        for name in names:
            shutil.copytree(ROOT / folder / name, target / folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "datasets").mkdir()
    policy = (ROOT / "course.toml").read_text(encoding="utf-8")
    (target / "course.toml").write_text(policy.replace("load_s = 5", "load_s = 2"), encoding="utf-8")
    return target


def run_in(course: Path, *arguments: str, check: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a course's folder, as somebody would type it."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "GITHUB"))}
    return subprocess.run(
        [str(AUTOGRADER), *arguments], cwd=course, env=environment, capture_output=True, text=True, check=check, timeout=PATIENCE_S
    )
