"""Runs the steps of a job as a CI service does, in a repository."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.steady import PATIENCE_S


def git(repository: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=CI", "-c", "user.email=ci@localhost", *arguments]
    return subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout.strip()


def run_steps(repository: Path, shell: list[str], steps: Iterable[tuple[str, dict[str, str]]]) -> tuple[int, str]:
    """Run steps until one fails, as a runner does: a script file each, in a clean environment."""
    home = repository.parent / "home"
    home.mkdir(exist_ok=True)
    base = {"PATH": os.defpath + ":/usr/bin:/usr/local/bin", "HOME": str(home), "LANG": "C.UTF-8", "CI": "true"}
    log = ""
    for number, (script, environment) in enumerate(steps):
        file = repository.parent / f"step-{number}.sh"
        file.write_text(script, encoding="utf-8")
        done = subprocess.run(
            [*shell, str(file)], cwd=repository, env={**base, **environment},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE_S,
        )  # fmt: skip
        log += done.stdout
        if done.returncode:
            return done.returncode, log
    return 0, log
