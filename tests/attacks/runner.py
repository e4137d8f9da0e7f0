"""Grades an attack between two honest submissions and says whether it held."""

from __future__ import annotations

import contextlib
import os
import select
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.config import load_assignment, load_course
from autograder.errors import AutograderError
from autograder.grading import Prepared, Report, SuiteHost, finish, prepare
from autograder.model import Assignment, Course, Limits, OutcomeKind, Result, Status, Submission, Verdict
from autograder.notebook.contract import contract
from autograder.protocol.channel import WALL_FACTOR
from autograder.sandbox import WarmParent
from tests.attacks import watch
from tests.attacks.attack import Attack, Check
from tests.attacks.notebooks import Json, hand_in, reference_sources, solved, standing_alone, with_cell
from tests.attacks.outputs import alive, everything
from tests.attacks.probing import Heard, listen, prober
from tests.attacks.world import ASSIGNMENT, World
from tests.steady import Delays

GRACE_S = 2.0
MAX_GROWTH_MIB = 300.0
MAX_RESULT_BYTES = 1 << 20
LEFTOVER_S = 60.0  # on a busy machine an ended process may need a while to be gone
_SAMPLE_S = 0.05


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of an attack. `broken` says what did not hold; empty if all did."""

    attack: Attack
    broken: tuple[str, ...]
    held_by: str
    score: float
    seconds: float
    growth_mib: float
    printed: str = field(default="", repr=False)

    @property
    def held(self) -> bool:
        return not self.broken


@dataclass(frozen=True, slots=True)
class Run:
    """One submission graded: its result, how long it took, and how much the suite host grew meanwhile.

    `seconds` are those on the wall less those in which somebody else had the processor.
    """

    result: Result
    seconds: float
    growth_mib: float
    most_processes: int


class Runner:
    """Grades attacks in one world with one suite host, as a class is graded. A context manager."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.course: Course = load_course(world.course)
        self.assignment: Assignment = load_assignment(self.course, ASSIGNMENT)
        self._contract = contract(self.assignment)
        self._honest = solved(self.assignment)
        self._host = SuiteHost(self.course, self.assignment)
        self._prober: WarmParent = prober(self.limits)
        self._orphans = watch.keeping_orphans()

    @property
    def limits(self) -> Limits:
        return self.assignment.limits

    @property
    def layers(self) -> tuple[str, ...]:
        return self._host.isolation

    def __enter__(self) -> Runner:
        self._orphans.__enter__()
        self._host.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._host.close()
        self._prober.close()
        self._orphans.__exit__(None, None, None)

    # ---------------------------------------------------------------- one submission

    def grade(self, notebook: Json | bytes, student: str = "s1") -> Run:
        """Grade a notebook as `autograder grade` does.

        Raises:
            AutograderError: it cannot be read, or the grader failed.
        """
        path = hand_in(self.world.course, student, ASSIGNMENT, notebook)
        start_s, delays = time.monotonic(), Delays([os.getpid(), *watch.our_processes()])
        prepared = prepare(Submission(ASSIGNMENT, student, path), self._contract)
        return self._run(prepared, start_s, delays)

    def _run(self, prepared: Prepared, start_s: float, delays: Delays) -> Run:
        try:
            self._host.submit(prepared.job)
            pid = self._host.pid
            before = watch.memory_mib(pid)
            most = 0.0
            processes = 0
            while not select.select([self._host], [], [], _SAMPLE_S)[0]:
                most = max(most, watch.memory_mib(pid))
                there = watch.our_processes()
                processes = max(processes, len(there))
                delays.see([os.getpid(), *there])
                if time.monotonic() - start_s - delays.total_s > 20 * self.limits.submission_s:
                    raise TimeoutError("the suite host does not answer")
            delays.see([os.getpid(), *watch.our_processes()])
            report: Report = self._host.receive()
        except (AutograderError, TimeoutError):
            self._host.close()
            self._host = SuiteHost(self.course, self.assignment)
            raise
        result = finish(prepared, self.assignment, report)
        seconds = time.monotonic() - start_s - delays.total_s
        return Run(result, seconds, max(most, watch.memory_mib(pid)) - before, processes)

    def honest(self) -> float:
        """The score of the honest submission: 10, if all is well."""
        run = self.grade(self._honest, "honest")
        return run.result.score if run.result.status is Status.GRADED else -1.0

    def notebook_of(self, attack: Attack) -> Json:
        """The submission that an attack is handed in as."""
        code = self.world.fill(attack.code)
        return with_cell(self._honest, code) if attack.honest_base else standing_alone(self.assignment, code)

    # ---------------------------------------------------------------- one attack

    def attack(self, attack: Attack) -> Finding:
        """Grade an honest submission, the attack and an honest one again; look at everything; say what broke."""
        broken: list[str] = []
        if self.honest() != 10.0:
            broken.append("an honest submission before it did not get its 10 points")
        self.world.doors.knocks.clear()
        files, system_v = watch.snapshot(self.world), watch.system_v_objects()
        processes = watch.our_processes()
        try:
            run = self.grade(self.notebook_of(attack), "attacker")
        except (AutograderError, TimeoutError) as error:
            broken.append(f"crash: {error}")
            return Finding(attack, tuple(broken), "", 0.0, 0.0, 0.0)
        broken += self.judge(attack, run)
        broken += self._left_behind(processes)
        heard = self._hear(attack)
        if told := attack.tells.search(heard.printed):
            line = next(line for line in heard.printed.splitlines() if told[0].splitlines()[0] in line)
            broken.append(f"it printed {line.strip()[:80]!r}")
        if self.world.doors.knocks:
            broken.append(f"a connection reached: {', '.join(sorted(set(self.world.doors.knocks)))}")
        if changed := watch.changes(files, watch.snapshot(self.world)):
            broken.append(f"made or changed outside: {', '.join(changed[:4])}")
            self.world.restore()
        if new := watch.system_v_objects() - system_v:
            broken.append(f"left System V objects: {sorted(new)[:3]}")
        if (after := self.honest()) != 10.0:
            broken.append(f"the next honest submission got {after:g} of 10")
        held_by = "" if broken else _held_by(attack, run.result, heard, self.layers)
        return Finding(
            attack, tuple(broken), held_by, run.result.score, run.seconds, run.growth_mib, heard.printed[:2000]
        )

    def judge(self, attack: Attack, run: Run) -> Iterator[str]:
        """What the result itself, its cost and its outputs say."""
        result = run.result
        if result.status is Status.INTERNAL_ERROR:
            yield f"the grader itself failed: {result.outcome.detail[:200]}"
        if result.score > attack.earned + 1e-9:
            yield f"scored {result.score:g}, had earned {attack.earned:g}"
        if attack.honest_base and attack.earned == 10.0 and result.score < 10.0:
            yield f"an honest solution with it got {result.score:g} of 10"
        # One that only waits may do so for longer than it may compute, and once more beside the tests.
        limit_s = (WALL_FACTOR + 1) * self.limits.submission_s + GRACE_S
        if run.seconds > limit_s:
            yield f"took {run.seconds:.1f} s, the limit is {limit_s:g} s"
        if run.growth_mib > MAX_GROWTH_MIB:
            yield f"the suite host grew by {run.growth_mib:.0f} MiB"
        if run.most_processes > 50:
            yield f"{run.most_processes} processes at once"
        texts = everything(self.course, self.assignment, result)
        for name, text in texts.items():
            if self.world.token in text.replace(str(self.world.folder), ""):
                yield f"a secret stands in the output {name}"
            if len(text) > MAX_RESULT_BYTES:
                yield f"the output {name} has {len(text) >> 10} KiB"
        if attack.check is Check.HTML or not attack.honest_base:
            yield from alive(texts)

    def _left_behind(self, before: frozenset[int]) -> Iterator[str]:
        until_s = time.monotonic() + LEFTOVER_S
        while left := watch.our_processes() - before:
            if time.monotonic() > until_s:
                yield f"{len(left)} processes left behind"
                for pid in left:
                    with contextlib.suppress(OSError):
                        os.kill(pid, 9)
                return
            time.sleep(_SAMPLE_S)

    def _hear(self, attack: Attack) -> Heard:
        return hear(attack, self.world, self.assignment, self._prober, self.limits)


def hear(attack: Attack, world: World, assignment: Assignment, parent: WarmParent, limits: Limits) -> Heard:
    """What the attack prints when its code runs and its functions are called."""
    cells = [("setup", "import numpy as np")]
    if attack.honest_base:
        cells += list(reference_sources(assignment).items())
    return listen(parent, [*cells, ("attack", world.fill(attack.code))], limits)


_ERRORS = (
    ("No such file or directory", "mount"),
    ("FileNotFoundError", "mount"),
    ("ModuleNotFoundError", "mount"),
    ("Read-only file system", "mount"),
    ("Network is unreachable", "net"),
    ("Operation not permitted", "seccomp"),
    ("Function not implemented", "seccomp"),
    ("Permission denied", "landlock or seccomp"),
    ("PermissionError", "landlock or seccomp"),
    ("No space left", "mount (capped scratch)"),
    ("MemoryError", "rlimits"),
    ("Too many open files", "rlimits"),
)


def _held_by(attack: Attack, result: Result, heard: Heard, layers: tuple[str, ...]) -> str:
    """The layer, by what the attack itself met with: an error, its outcome, or the first failed test."""
    said = "\n".join((*heard.errors, heard.printed[:4000], *result.notes))
    if result.outcome.kind is OutcomeKind.TIMEOUT:
        return "time limits"
    if result.outcome.kind is OutcomeKind.MEMORY:
        return "memory limit"
    if result.outcome.kind in (OutcomeKind.PROTOCOL, OutcomeKind.OUTPUT_LIMIT):
        return f"protocol: {result.outcome.detail.split(' in a test')[0].split(' in cell')[0]}"[:70]
    if attack.check not in (Check.SCORE, Check.HTML):
        for words, layer in _ERRORS:
            if words in said and (layer.split(" ")[0] in layers or layer.startswith("landlock")):
                return layer
    failed = next(
        (t for e in result.exercises for t in e.tests if t.verdict is Verdict.FAILED and "is not defined" not in t.message),
        None,
    )
    if failed is not None:
        return f"values only: {failed.message}"[:70]
    if result.outcome.kind is not OutcomeKind.EXITED or result.outcome.detail:
        return f"own process: {result.outcome.detail or result.outcome.kind.value}"[:70]
    return "nothing to find or reach from where it ran"


def working_folder() -> Path:
    """The project's root."""
    return Path(__file__).resolve().parents[2]
