"""Runs the quick tests with every Python from 3.11 on that is here, and prints a table: `make test-pythons`.

    python3 scripts/pythons.py [PYTEST ARGUMENT ...]

Each runs in an environment and a copy of its own outside of the checkout. A row is printed as soon as it is known, and
one that is interrupted says how far it came. TEST_PYTHONS names interpreters; without it pyenv and PATH are asked.
PACKAGES says which versions of the dependencies: those that are pinned (the default), the `lowest` that pyproject.toml
allows, with the oldest Python here, or the `newest` there are, with the newest Python; both take a network. WORKERS:
processes at a time.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("Python", "packages", "passed", "failed", "skipped", "the first failure", "minutes")
_CHOICES = ("pinned", "lowest", "newest")
_OLDEST = (3, 11)
_NEWEST = (3, 15)
_STUCK_S = 900  # a test that takes so long has its stacks written into the log
_NAMED = ("numpy", "matplotlib", "pytest", "ipython")  # what has most say in what a test finds
_ABOUT = "import json, platform, sys; print(json.dumps([list(sys.version_info[:2]), platform.python_version()]))"
_VERSIONS = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
# `[gw0] [ 12%] FAILED tests/a/test_b.py::test_c[d e]`, as processes say it that share the tests.
_TEST = re.compile(r"\[gw\d+\] \[ *(\d+)%\] (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS) (tests/.*?) *$")


@dataclass(frozen=True)
class Found:
    """What the log of a run says, also of one that broke off."""

    passed: int
    failed: int
    skipped: int
    first: str
    percent: int

    @classmethod
    def of(cls, log: str) -> Found:
        """Count the tests of a log of `pytest -vv -n N`."""
        told = [match.groups() for match in map(_TEST.match, log.splitlines()) if match]
        count = Counter(word for _, word, _ in told)
        first = next((test for _, word, test in told if word in ("FAILED", "ERROR")), "")
        percent = max((int(share) for share, _, _ in told), default=0)
        failed = count["FAILED"] + count["ERROR"]
        return cls(count.total() - failed - count["SKIPPED"], failed, count["SKIPPED"], first, percent)


def row(python: str, packages: str, found: Found, minutes: int, *, ended: int) -> str:
    """A line of the table.

    Args:
        ended: what pytest ended with; 0 and 1 say that all tests ran.
    """
    first = f"`{found.first.replace('|', '&#124;')}`" if found.first else ""
    if ended not in (0, 1):
        how = f"broke off at {found.percent} %" if found.percent else "did not start"
        first = ", ".join(filter(None, (first, how)))
    return f"| {python} | {packages} | {found.passed} | {found.failed} | {found.skipped} | {first} | {minutes} |"


def interpreters() -> list[tuple[str, str]]:
    """Those that are here, the oldest first: the path, and the version in full; one of each minor version."""
    named = os.environ.get("TEST_PYTHONS", "").split()
    here: dict[tuple[int, int], tuple[str, str]] = {}
    for path in named or _likely():
        said = subprocess.run([path, "-c", _ABOUT], check=False, capture_output=True, text=True)
        if said.returncode == 0:
            (major, minor), version = json.loads(said.stdout)
            if named or _OLDEST <= (major, minor) <= _NEWEST:
                here.setdefault((major, minor), (path, version))
        elif named:
            sys.exit(f"test-pythons: TEST_PYTHONS: {path} does not run")
    return [here[key] for key in sorted(here)]


def _likely() -> Iterable[str]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for minor in range(_OLDEST[1], _NEWEST[1] + 1):
        yield from map(str, sorted(pyenv.glob(f"versions/3.{minor}.*/bin/python3")))
        if at := shutil.which(f"python3.{minor}"):
            yield at


def set_up(python: str, packages: str, checkout: Path) -> list[list[str]]:
    """The commands that make `.venv` in a checkout."""
    if packages == "pinned":
        return [["bash", "scripts/setup", python]]
    way = "lowest-direct" if packages == "lowest" else "highest"
    uv = [".uv/bin/uv", "pip", "install", "--quiet", "--python", ".venv/bin/python"]
    return [
        [python, "-m", "venv", ".venv"],
        [python, "-m", "venv", ".uv"],
        [".uv/bin/python", "-m", "pip", "install", "--quiet", "uv"],
        # Sources are not built: a floor for which there is no wheel is none that anybody meets.
        [*uv, "--resolution", way, "--no-build", "--all-extras", "-r", "pyproject.toml"],
        [*uv, "--no-deps", "--no-build-isolation", "--editable", "."],
        [*uv, "pip"],
    ]


def run(python: str, packages: str, folder: Path, arguments: Sequence[str]) -> tuple[int, Path]:
    """Run the quick tests in a fresh copy; returns what they ended with, and the log."""
    checkout, log = folder / "checkout", folder / "log"
    shutil.rmtree(checkout, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(checkout)], check=True)
    ask = ["make", "-s", "--no-print-directory", "print-quick"]
    quick = subprocess.run(ask, cwd=ROOT, check=True, capture_output=True, text=True)
    tests = [
        ".venv/bin/python", "-m", "pytest", *quick.stdout.split(), "-m", "not slow", "-vv", "-n",
        os.environ.get("WORKERS", "2"), "--no-loadscope-reorder", "-o", f"faulthandler_timeout={_STUCK_S}", *arguments,
    ]  # fmt: skip
    with log.open("wb") as said:
        for command in [*set_up(python, packages, checkout), tests]:
            process = subprocess.Popen(command, cwd=checkout, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            try:
                code = process.wait()
            except KeyboardInterrupt:
                _end(process)
                return 130, log
            if code and command is not tests:
                return -1, log
    return code, log


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let it say what it has; whoever interrupts again does not wait."""
    try:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        process.kill()
        process.wait()


def main(arguments: Sequence[str]) -> int:
    """Print the table; 1 if something failed."""
    packages = os.environ.get("PACKAGES") or _CHOICES[0]
    if packages not in _CHOICES:
        sys.exit(f"test-pythons: PACKAGES is {packages!r}, expected {', '.join(_CHOICES[:-1])} or {_CHOICES[-1]}")
    here = interpreters()
    if not here:
        sys.exit("test-pythons: no Python from 3.11 on here; name some in TEST_PYTHONS")
    chosen = {"pinned": here, "lowest": here[:1], "newest": here[-1:]}[packages]
    # A service that ends us, or a shell that runs us in the background, is heard like Ctrl-C: what is known is printed.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    place = Path(tempfile.gettempdir()) / f"autograder-pythons-{os.getuid()}" / packages
    failed = False
    print(f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}", flush=True)
    for python, version in chosen:
        start_s = time.monotonic()
        ended, log = run(python, packages, place / version, arguments)
        minutes = round((time.monotonic() - start_s) / 60)
        found = Found.of(log.read_text(encoding="utf-8", errors="replace"))
        print(row(version, _versions(packages, log), found, minutes, ended=ended), flush=True)
        if ended:
            failed = True
            print(f"test-pythons: {log}", file=sys.stderr, flush=True)
        if ended == 130:
            break
    return failed


def _versions(packages: str, log: Path) -> str:
    python = log.parent / "checkout/.venv/bin/python"
    try:
        said = subprocess.run([python, "-c", _VERSIONS, *_NAMED], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return packages
    return f"{packages}: " + ", ".join(map(" ".join, zip(_NAMED, said.stdout.split(), strict=True)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
