"""The hostile corpus under `nbgrader autograde` and `otter run`, beside this grader.

    python -m benchmarks.attacks_on_peers [--home DIR] [--only REGEX] [--markdown FILE]

The peers are installed with pip into a virtual environment of their own under `--home`. They run a student's code with
the rights of whoever grades, so here they run as an unprivileged user in a throwaway folder, on loopback, with a
timeout; attacks that could harm the machine even so (filling disk or memory, starting processes, signals to everything)
and those on this grader's own wire format are left out.

Both get the same exercises, the same checks of them and the same points. An attack worked if it scored more than it had
earned, if a secret stands in what the grader keeps, if a file outside was made or changed, if a listener was reached,
or if grading did not end in time.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.peers import OTTER, environment
from tests.attacks import ordinary_user, watch
from tests.attacks.attack import Attack, parse_attack, read_corpus
from tests.attacks.notebooks import reference_sources
from tests.attacks.runner import Runner
from tests.attacks.world import World, new_world

PACKAGES = (OTTER, "nbgrader==0.9.6")
CORPUS = Path(__file__).resolve().parents[1] / "tests" / "attacks" / "corpus"
TIMEOUT_S = 60
USER = ordinary_user.USER + 1
NAME = "small_net"
UNFIT = re.compile(
    r"^(p_|x_|e_kill_others|e_double_fork|e_ignore|e_stop|c_system_v|c_read_only|c_shared|o_|r_debugger)"
)

CHECKS = {
    "relu": "for x in (np.array([[-1.5, 0.25], [2.0, -3.0]]), np.array([0.5, -0.5]), np.array([-2.0, 7.0, 1.0])):\n"
    "    assert np.allclose(relu(x.copy()), x * (x > 0))",
    "softmax": "x = np.array([[0.3, 2.9, 4.0], [900.0, 901.0, 0.0]])\nassert np.allclose(softmax(x), "
    "[[0.01821127, 0.24519181, 0.73659691], [0.26894142, 0.73105858, 0.0]])",
    "cross_entropy": "y = np.array([[0.1, 0.9], [0.6, 0.4]])\n"
    "assert np.isclose(cross_entropy(y, np.array([1, 0])), 0.30809294)",
    "numerical_gradient": "g = numerical_gradient(lambda v: float(np.sum(v**3)), np.array([1.0, 2.0]))\n"
    "assert np.allclose(g, [3.0, 12.0])",
    "TwoLayerNet": "n = TwoLayerNet(2, 3, 2)\nn.params['W1'] = np.ones((2, 3))\n"
    "n.params['W2'] = np.arange(6.0).reshape(3, 2)\n"
    "assert np.allclose(n.predict(np.array([[0.1, 0.2]])), [[0.28905050, 0.71094950]])",
}
HONEST = parse_attack(
    "# ATTACK: honest\n# GOAL: none\n# SUCCESS: none\n# CHECK: score\n# EARNED: 10\n# BASE: honest\nx = 1\n", "honest"
)


def _code(source: str, grade_id: str | None = None, **claims: Any) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if grade_id is not None:
        metadata = {"nbgrader": {"grade_id": grade_id, "schema_version": 3, "task": False, "grade": False,
                                 "solution": False, "locked": False, **claims}}  # fmt: skip
    cell: dict[str, Any] = {
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "execution_count": None,
        "outputs": [],
    }
    return {**cell, "id": grade_id.replace("_", "-") if grade_id else f"own{abs(hash(source)) % 10**8}"}


def _notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def submission(attack: Attack, world: World, sources: dict[str, str], *, graded: bool) -> dict[str, Any]:
    """The attack as a notebook; with nbgrader's grade cells if `graded`."""
    code = world.fill(attack.code)
    cells = [_code("import numpy as np", "setup", locked=True)]
    for number, name in enumerate(CHECKS):
        alone = code if number == 0 else "# see the first cell"
        cells.append(_code(sources[name] if attack.honest_base else alone, name, solution=True))
        if graded:
            cells.append(_code(f"# checks of {name}", f"test_{name}", grade=True, locked=True, points=2))
    return _notebook([*cells, *([_code(code)] if attack.honest_base else [])])


class Peer:
    """A grader in a folder of its own, which belongs to the unprivileged user."""

    def __init__(self, python: Path, folder: Path, world: World, sources: dict[str, str]) -> None:
        self.python, self.folder, self.world, self.sources = python, folder, world, sources
        folder.mkdir()

    def run(self, *arguments: str) -> tuple[str, bool]:
        """Run a program of the environment as the user: what it printed, and whether it ended in time."""
        for path in (self.folder, *self.folder.rglob("*")):
            os.chown(path, USER, USER)
        environment = {"PATH": f"{self.python.parent}:{os.defpath}", "HOME": str(self.folder), "LANG": "C.UTF-8"}
        environment["TMPDIR"] = str(self.folder)
        environment["ATTACKED_SECRET"] = f"CANARY-{self.world.token}-environment"
        program = ordinary_user.command(["/bin/sh", "-c", 'cd "$0" && exec "$@"', str(self.folder), *arguments], USER)
        process = subprocess.Popen(
            program,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            return process.communicate(timeout=TIMEOUT_S)[0], True
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            return "", False
        finally:
            _end_everything_of_the_user()


def _end_everything_of_the_user() -> None:
    """Kill what a peer has left running, kernels in sessions of their own above all; nobody else has this user id."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == USER:
                os.kill(int(folder.name), signal.SIGKILL)


class NbgraderPeer(Peer):
    """`nbgrader autograde` with the checks as hidden tests."""

    def prepare(self) -> None:
        cells = [_code("import numpy as np", "setup", locked=True)]
        for name, check in CHECKS.items():
            cells.append(_code(f"### BEGIN SOLUTION\n{self.sources[name]}\n### END SOLUTION", name, solution=True))
            mark = f"# CANARY-{self.world.token}-hidden"
            hidden = f"# checks of {name}\n### BEGIN HIDDEN TESTS\n{mark}\n{check}\n### END HIDDEN TESTS"
            cells.append(_code(hidden, f"test_{name}", grade=True, locked=True, points=2))
        source = self.folder / "source" / NAME
        source.mkdir(parents=True)
        (source / f"{NAME}.ipynb").write_text(json.dumps(_notebook(cells)))
        (self.folder / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id = 'x'\n"
            "c.Execute.timeout = 10\nc.Execute.startup_timeout = 40\n"
        )
        said, _ = self.run("nbgrader", "generate_assignment", NAME)
        if not (self.folder / "release" / NAME).is_dir():
            raise RuntimeError(f"nbgrader generate_assignment: {said[-500:]}")

    def grade(self, attack: Attack) -> tuple[float, str, bool]:
        student = attack.name.replace("_", "-")
        place = self.folder / "submitted" / student / NAME
        place.mkdir(parents=True)
        notebook = submission(attack, self.world, self.sources, graded=True)
        (place / f"{NAME}.ipynb").write_text(json.dumps(notebook))
        _, in_time = self.run("nbgrader", "autograde", NAME, "--student", student, "--create")
        graded = self.folder / "autograded" / student / NAME / f"{NAME}.ipynb"
        kept = ""
        if graded.is_file():
            # A failed hidden test shows itself in its own cell's output; what other cells show, the attack has read.
            cells = json.loads(graded.read_text())["cells"]
            kept = json.dumps(
                [c.get("outputs", []) for c in cells if not c["metadata"].get("nbgrader", {}).get("grade")]
            )
        return self._score(student), kept, in_time

    def _score(self, student: str) -> float:
        query = """SELECT SUM(COALESCE(g.auto_score, 0)) FROM grade g JOIN submitted_notebook n ON g.notebook_id = n.id
                   JOIN submitted_assignment a ON n.assignment_id = a.id WHERE a.student_id = ?"""
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(self.folder / "gradebook.db")) as db,
        ):
            return float(db.execute(query, (student,)).fetchone()[0] or 0)
        return 0.0


class OtterPeer(Peer):
    """`otter run` with the checks as hidden tests in its own format."""

    def prepare(self) -> None:
        tests = self.folder / "tests"
        tests.mkdir()
        for name, check in CHECKS.items():
            lines = check.split("\n")
            code = "\n".join(f"{'...' if line[0] == ' ' else '>>>'} {line}" for line in ["import numpy as np", *lines])
            case = {"code": code, "hidden": True, "locked": False}
            suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
            test = {"name": name, "points": 2, "suites": [suite]}
            text = f"OK_FORMAT = True\n# CANARY-{self.world.token}-hidden\ntest = {test!r}\n"
            (tests / f"{name}.py").write_text(text)
        said, _ = self.run(
            "otter",
            "generate",
            "-t",
            "tests",
            "-o",
            "grader.zip",
            "--no-environment",
            "--no-requirements",
            "--no-config",
        )
        if not (self.folder / "grader.zip").is_file():
            raise RuntimeError(f"otter generate: {said[-500:]}")

    def grade(self, attack: Attack) -> tuple[float, str, bool]:
        place = self.folder / attack.name
        place.mkdir()
        notebook = submission(attack, self.world, self.sources, graded=False)
        (place / "submission.ipynb").write_text(json.dumps(notebook))
        said, in_time = self.run(
            "otter", "run", "-v", "-a", "grader.zip", "-o", attack.name, f"{attack.name}/submission.ipynb"
        )
        results = place / "results.json"
        if not results.is_file():
            return 0.0, said, in_time
        found = json.loads(results.read_text())
        return sum(float(test.get("score") or 0) for test in found["tests"]), said + json.dumps(found), in_time


def judged(peer: NbgraderPeer | OtterPeer, attack: Attack, world: World) -> str:
    """`held`, or how the attack worked."""
    world.doors.knocks.clear()
    files = watch.snapshot(world)
    score, kept, in_time = peer.grade(attack)
    worked = []
    if score > attack.earned + 1e-9:
        worked.append(f"scored {score:g}, earned {attack.earned:g}")
    if f"CANARY-{world.token}" in kept:
        worked.append("read a secret")
    elif attack.tells.search(kept.replace(attack.code, "")) and "CANARY" not in attack.tells.search(kept)[0]:  # type: ignore[index]
        worked.append("did what it says it did")
    if world.doors.knocks:
        worked.append("reached the network")
    if watch.changes(files, watch.snapshot(world)):
        worked.append("wrote outside")
        world.restore()
    if not in_time:
        worked.append(f"not over after {TIMEOUT_S} s")
    return ", ".join(worked) or "held"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "attacked-peers")
    parser.add_argument("--only", default="")
    parser.add_argument("--markdown", type=Path)
    options = parser.parse_args()
    problem = ordinary_user.why_not()
    if problem:
        print(f"the peers run a student's code unconfined, so they need another user: {problem}", file=sys.stderr)
        return 2
    python = environment(options.home / "venv", *PACKAGES) / "python"
    attacks = [a for a in read_corpus(CORPUS) if not UNFIT.match(a.name) and re.search(options.only, a.name)]
    rows = ["| attack | nbgrader 0.9.6 | otter-grader 7.0.0 | this grader |", "| --- | --- | --- | --- |"]
    counts = [0, 0, 0]
    with new_world() as world, Runner(world) as runner:
        folder = Path(tempfile.mkdtemp(prefix="attacked-peers-", dir=options.home))
        folder.chmod(0o755)
        sources = reference_sources(runner.assignment)
        peers = (
            NbgraderPeer(python, folder / "nbgrader", world, sources),
            OtterPeer(python, folder / "otter", world, sources),
        )
        try:
            for peer in peers:
                peer.prepare()
                score = peer.grade(HONEST)[0]
                if score != 10.0:  # else a broken set-up would look like a grader that holds
                    raise RuntimeError(f"{type(peer).__name__}: the honest solution got {score:g} of 10")
            for attack in attacks:
                ours = runner.attack(attack)
                found = [judged(peer, attack, world) for peer in peers] + [
                    "held" if ours.held else "; ".join(ours.broken)
                ]
                counts = [count + (what == "held") for count, what in zip(counts, found, strict=True)]
                rows.append(f"| {attack.name} | {' | '.join(found)} |")
                print(rows[-1], flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    rows.append(f"| held | {' | '.join(f'{count} of {len(attacks)}' for count in counts)} |")
    print(rows[-1])
    if options.markdown:
        options.markdown.write_text("\n".join(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
