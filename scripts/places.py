"""Runs the commands in odd places, as root and as an ordinary user, and prints a table: `make test-places`.

    .venv/bin/python scripts/places.py [WORD ...]      only rows that have one of these words

Each row is a place: how the package is installed, the locale, the home folder, the temporary one. In each a notebook is
checked by its visible checks outside of any course, then graded in a course by its hidden suite; where everything is
installed the assignment is released and the class of one graded, too. Paths have Korean letters and blanks in each.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from autograder.notebook.filling import fill, solution_sources  # noqa: E402
from tests.attacks import ordinary_user  # noqa: E402
from tests.places.installing import installed  # noqa: E402

_RUN = "from autograder.cli import main; main()"
_EVERYTHING = (sys.executable, "-c", _RUN)
_PATIENCE_S = 900.0
_NOEXEC = "mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs /tmp && exec \"$@\""
_ASSIGNMENT = "01_first_steps"


@dataclass(frozen=True)
class Row:
    """A place: what starts the command there, and what its environment has (None: has not)."""

    name: str
    command: Sequence[str] = _EVERYTHING
    environment: Mapping[str, str | None] = field(default_factory=dict)
    around: Sequence[str] = ()
    everything: bool = True


def rows(place: Path) -> list[Row]:
    """All rows; makes the installations and the locale that they need."""
    locales = place / "locales"
    locales.mkdir()
    euc_kr = {"LC_ALL": "ko_KR.EUC-KR", "LOCPATH": str(locales)}
    if shutil.which("localedef"):
        command = ["localedef", "-i", "ko_KR", "-f", "EUC-KR", str(locales / "ko_KR.EUC-KR")]
        subprocess.run(command, check=False, capture_output=True)
    korean = [Row("locale `ko_KR.EUC-KR`", environment=euc_kr)] if any(locales.iterdir()) else []
    light = [
        Row(f"installed {how}", words, environment, everything=False)
        for how, (words, environment) in installed(place / "installed").items()
    ]
    return [
        Row("`make setup`, UTF-8"),
        *light,
        *(Row(f"locale `{name}`", environment={"LC_ALL": name}) for name in ("C", "POSIX")),
        Row("a locale that is not installed", environment={"LC_ALL": "xx_XX.UTF-8", "LANG": "xx_XX.UTF-8"}),
        *korean,
        Row("`umask 077`", around=("sh", "-c", 'umask 077; exec "$@"', "sh")),
        Row("no HOME", environment={"HOME": None}),
        Row("a HOME that is not there", environment={"HOME": "/nonexistent/home"}),
        Row("a HOME that takes nothing", environment={"HOME": "/proc"}),
        Row("`/tmp` without exec", around=("unshare", "--mount", "sh", "-c", _NOEXEC, "sh")),
    ]


def main(words: Sequence[str]) -> int:
    """Print the table; 1 if something failed."""
    # Not below /tmp, which one of the rows covers.
    place = Path(tempfile.mkdtemp(prefix="autograder-places-", dir="/var/tmp"))
    place.chmod(0o755)
    root = os.getuid() == 0
    users = (("root", None), ("an ordinary user", ordinary_user.USER)) if root else (("an ordinary user", None),)
    why = ordinary_user.why_not() if root else ""
    failed = False
    try:
        course = make_course(place)
        print(f"| place | {' | '.join(name for name, _ in users)} |\n| --- |{' --- |' * len(users)}")
        for row in rows(place):
            if words and not any(word in row.name for word in words):
                continue
            cells = []
            for name, user in users:
                if user is not None and why:
                    cells.append(f"not tried: {why}")
                elif "unshare" in row.around and not root:
                    cells.append("not tried: this takes root")
                else:
                    cells.append(tried(row, course, place / f"{len(cells)}", user))
                    failed |= cells[-1] != "yes"
                    print(f"{row.name}, {name}: {cells[-1]}", file=sys.stderr, flush=True)
            print(f"| {row.name} | {' | '.join(cells)} |", flush=True)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return failed


def make_course(place: Path) -> Path:
    """A released course of one assignment that preloads matplotlib, and a right notebook beside it."""
    course = place / "course"
    run = subprocess.run
    run([*_EVERYTHING, "init", str(course), "--language", "ko"], check=True, capture_output=True)
    settings = course / "assignments" / _ASSIGNMENT / "assignment.toml"
    settings.write_text('preload = ["matplotlib.pyplot"]\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    run([*_EVERYTHING, "--course", str(course), "release"], check=True, capture_output=True)
    released = json.loads((course / "release" / _ASSIGNMENT / f"{_ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    reference = (course / "solutions" / _ASSIGNMENT / "reference.py").read_text(encoding="utf-8")
    filled = fill(released, solution_sources(reference))
    cell = next(cell for cell in filled["cells"] if "def " in "".join(cell["source"]))
    # An import of a worker that is confined already.
    cell["source"] = "import matplotlib.pyplot as plt\n" + "".join(cell["source"])
    own = course / "submitted" / "김민준" / _ASSIGNMENT
    own.mkdir(parents=True)
    (own / f"{_ASSIGNMENT}.ipynb").write_text(json.dumps(filled), encoding="utf-8")
    return course


def tried(row: Row, course: Path, place: Path, user: int | None) -> str:
    """`yes`, or what went wrong first."""
    shutil.rmtree(place, ignore_errors=True)
    own = place / "한글 과목"
    shutil.copytree(course, own / "내 과정")
    elsewhere = own / "다른 폴더"
    elsewhere.mkdir()
    notebook = elsewhere / "풀이 1.ipynb"
    shutil.copy(own / "내 과정" / "submitted" / "김민준" / _ASSIGNMENT / f"{_ASSIGNMENT}.ipynb", notebook)
    home = place / "home"
    home.mkdir()
    if user is not None:
        for path in (place, *place.rglob("*")):
            os.chown(path, user, user)
    commands = [(elsewhere, ("check", "--public", notebook.name)),
                (own / "내 과정", ("check", "--assignment", _ASSIGNMENT, str(notebook)))]  # fmt: skip
    if row.everything:
        commands += [(own / "내 과정", ("release",)), (own / "내 과정", ("grade", _ASSIGNMENT)),
                     (own / "내 과정", ("export", "--format", "csv", "--output", "점수.csv"))]  # fmt: skip
    usual = {"PATH": f"{os.defpath}:/usr/local/bin", "LANG": "C.UTF-8", "HOME": str(home)}
    environment = {key: value for key, value in {**usual, **row.environment}.items() if value is not None}
    before = sorted(elsewhere.rglob("*"))
    for folder, arguments in commands:
        words = [*row.around, "env", f"--chdir={folder}", *row.command, *arguments]
        if user is not None:
            words = _as_user(words, len(row.around), user)
        done = subprocess.run(
            words, env=environment, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, check=False,
            timeout=_PATIENCE_S,
        )  # fmt: skip
        if done.returncode:
            last = (done.stderr.strip() or b"it says nothing").rpartition(b"\n")[2].decode("utf-8", "replace")
            return f"no: `{arguments[0]}` exit code {done.returncode}: {last}"
    if row.everything:
        score = (own / "내 과정" / "점수.csv").read_text(encoding="utf-8").splitlines()[1:]
        if len(score) != 1 or ",graded,2,0,2," not in score[0]:
            return f"no: the grade is {score}"
    if sorted(elsewhere.rglob("*")) != before or any(path.name == "~" for path in place.rglob("*")):
        return "no: something was left behind"
    return "yes"


def _as_user(words: Sequence[str], around: int, user: int) -> list[str]:
    """The command as the user; what takes root, a mount, comes before."""
    if words[0] == "unshare":
        return [*words[:around], *ordinary_user.command(_found(words[around:]), user)]
    return ordinary_user.command(_found(words), user)


def _found(words: Sequence[str]) -> list[str]:
    return [shutil.which(words[0]) or words[0], *words[1:]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
