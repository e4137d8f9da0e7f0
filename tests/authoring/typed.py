"""The commands of a document, typed as they stand there, one after the other."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

from tests.commands import run_in

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(section: str, document: str = "writing-an-assignment.md") -> list[str]:
    """The lines of the console blocks below a heading, until the next of its kind."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    _, _, below = text.partition(f"## {section}\n")
    return [line for block in _BLOCK.findall(below.partition("\n## ")[0]) for line in block.splitlines()]


class Shell:
    """A folder in which commands are typed; each must do what it is asked to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def type(self, line: str, *, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Type a line.

        Raises:
            AssertionError: it exits otherwise.
        """
        words = shlex.split(line)
        if words[0] == "cd":
            self.folder /= words[1]
            return subprocess.CompletedProcess(words, 0, "", "")
        if words[0] == "cp":
            shutil.copytree(self.folder, self.folder / words[3])
            return subprocess.CompletedProcess(words, 0, "", "")
        assert words[0] == "autograder", line
        done = run_in(self.folder, *words[1:])
        assert done.returncode == code, f"{line}\n{done.stdout}\n{done.stderr}"
        return done
