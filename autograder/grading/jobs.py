"""What the grader asks of a suite host, and what the host answers: plain JSON between two trusted processes."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import InternalError
from autograder.grades.scoring import ScoredTest
from autograder.model import (
    COMMON_KEY,
    Cell,
    Outcome,
    OutcomeKind,
    Plot,
    Text,
    Verdict,
    evidence_from_plain,
    evidence_to_plain,
    plot_from_plain,
    plot_to_plain,
)

_LENGTH = struct.Struct("<I")
MAX_MESSAGE_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """One submission, or one candidate of `verify`, as cells to run.

    Args:
        key: names the job in the answer.
        cells: in the order in which they run.
        exercises: only their tests are run; None: all.
        call_s: no call may take longer, whatever the suite allows; None: no such cap.
        load_s: all cells together may take so long; None: what the assignment allows.
        checks: visible checks by exercise; if given, these are run and not the hidden suite.
        missing: exercises whose solution cell is gone: their tests fail, whatever other cells define.
        untouched: exercises whose cell is still the released stub: it defines nothing that counts.
        pictures: whether wrong answers are asked for what pictures of them are made of.
        about_models: whether the messages of failed tests say which models and predicates raised.
        tests: only these tests, as if all that they need beside these had passed; None: all.
        inputs: the key of the hidden inputs, as `Inputs` gives it; left out, those that are common to all.
        also: keys of other inputs, for code that keeps nothing: the tests run again on each of them in the same worker,
            and their names end in `#1`, `#2`, ...
    """

    key: str
    cells: tuple[Cell, ...]
    exercises: frozenset[str] | None = None
    call_s: float | None = None
    load_s: float | None = None
    checks: tuple[Cell, ...] = ()
    missing: frozenset[str] = frozenset()
    untouched: frozenset[str] = frozenset()
    pictures: bool = False
    about_models: bool = False
    tests: frozenset[str] | None = None
    inputs: str = field(default=COMMON_KEY, repr=False)  # as secret as the inputs
    also: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """What a host found for one job.

    `error` is set if the host itself failed; `plots` is what exercises drew; `calls_s` has by test the processor
    seconds of its longest call.
    """

    key: str
    tests: tuple[ScoredTest, ...] = ()
    outcome: Outcome = field(default_factory=Outcome)
    isolation: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    timings_s: Mapping[str, float] = field(default_factory=dict)
    error: str = ""
    plots: Mapping[str, Plot] = field(default_factory=dict)
    calls_s: Mapping[str, float] = field(default_factory=dict)


def job_to_json(job: Job) -> dict[str, Any]:
    """A job as JSON data."""
    return {
        "key": job.key,
        "cells": [_cell_to_json(cell) for cell in job.cells],
        "exercises": None if job.exercises is None else sorted(job.exercises),
        "tests": None if job.tests is None else sorted(job.tests),
        "call_s": job.call_s,
        "load_s": job.load_s,
        "checks": [_cell_to_json(cell) for cell in job.checks],
        "missing": sorted(job.missing),
        "untouched": sorted(job.untouched),
        "pictures": job.pictures,
        "about_models": job.about_models,
        "inputs": job.inputs,
        "also": list(job.also),
    }


def job_from_json(data: Mapping[str, Any]) -> Job:
    """The job that `job_to_json` wrote."""
    exercises, tests = data["exercises"], data["tests"]
    return Job(
        key=data["key"],
        cells=tuple(_cell_from_json(cell) for cell in data["cells"]),
        exercises=None if exercises is None else frozenset(exercises),
        tests=None if tests is None else frozenset(tests),
        call_s=data["call_s"],
        load_s=data["load_s"],
        checks=tuple(_cell_from_json(cell) for cell in data["checks"]),
        missing=frozenset(data["missing"]),
        untouched=frozenset(data["untouched"]),
        pictures=data["pictures"],
        about_models=data["about_models"],
        inputs=data["inputs"],
        also=tuple(data["also"]),
    )


def report_to_json(report: Report) -> dict[str, Any]:
    """A report as JSON data."""
    outcome = report.outcome
    return {
        "key": report.key,
        "tests": [_test_to_json(test) for test in report.tests],
        "outcome": {"kind": outcome.kind, "detail": outcome.detail},
        "isolation": report.isolation,
        "notes": report.notes,
        "timings_s": dict(report.timings_s),
        "error": report.error,
        "plots": {exercise: plot_to_plain(plot) for exercise, plot in report.plots.items()},
        "calls_s": dict(report.calls_s),
    }


def report_from_json(data: Mapping[str, Any]) -> Report:
    """The report that `report_to_json` wrote."""
    tests = tuple(
        ScoredTest(
            **{
                **test,
                "verdict": Verdict(test["verdict"]),
                "about": Text(test["about"]),
                "hint": Text(test["hint"]),
                "carried": tuple(test["carried"]),
                "evidence": evidence_from_plain(test["evidence"]),
            }
        )
        for test in data["tests"]
    )
    outcome = Outcome(OutcomeKind(data["outcome"]["kind"]), data["outcome"]["detail"])
    plots = {exercise: plot_from_plain(plot) for exercise, plot in data["plots"].items()}
    return Report(
        data["key"], tests, outcome, tuple(data["isolation"]), tuple(data["notes"]), data["timings_s"], data["error"],
        plots, data["calls_s"],
    )  # fmt: skip


def _cell_to_json(cell: Cell) -> dict[str, Any]:
    return {"id": cell.id, "source": cell.source, "exercises": cell.exercises}


def _cell_from_json(data: Mapping[str, Any]) -> Cell:
    return Cell(data["id"], data["source"], tuple(data["exercises"]))


def _test_to_json(test: ScoredTest) -> dict[str, Any]:
    return {
        "name": test.name,
        "exercise": test.exercise,
        "weight": test.weight,
        "verdict": test.verdict,
        "about": dict(test.about),
        "message": test.message,
        "hint": dict(test.hint),
        "misconception": test.misconception,
        "carried": test.carried,
        "evidence": evidence_to_plain(test.evidence),
    }


# ---------------------------------------------------------------- the pipe between grader and host


def send_json(pipe: socket.socket, data: Any) -> None:
    """Send one message.

    Raises:
        OSError: the other side is gone.
    """
    body = json.dumps(data, separators=(",", ":")).encode()
    pipe.sendall(_LENGTH.pack(len(body)) + body)


def receive_json(pipe: socket.socket) -> Any:
    """Receive one message; None when the other side has closed.

    Raises:
        InternalError: the message is larger than any should be.
    """
    head = _exactly(pipe, _LENGTH.size)
    if head is None:
        return None
    (size,) = _LENGTH.unpack(head)
    if size > MAX_MESSAGE_BYTES:
        raise InternalError(f"a message of {size} bytes between grader and suite host")
    body = _exactly(pipe, size)
    return None if body is None else json.loads(body)


def _exactly(pipe: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        try:
            part = pipe.recv(min(size - len(data), 1 << 20))
        except ConnectionResetError:
            return None
        if not part:
            return None
        data += part
    return bytes(data)
