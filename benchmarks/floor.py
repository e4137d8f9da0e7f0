"""What the students' code alone takes: the same cells and calls in a forked process, without a wall and without a suite.

The messages that a suite sends to a submission's first worker are recorded. Then `benchmarks.playing`, a process that has
imported what workers share, forks a child for each submission, which reads them from the file, does them, and has its
answers thrown away.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from autograder.config import load_assignment, load_course
from autograder.grading import host, prepare
from autograder.grading.jobs import Job, job_to_json, receive_json, send_json
from autograder.grading.watchdog import Pulse
from autograder.intake import find_submissions
from autograder.notebook.contract import contract
from autograder.protocol.endpoint import Endpoint
from benchmarks.classes import NAME, PROJECT
from benchmarks.measuring import Cost, run


def floor(root: Path, repeats: int) -> list[Cost]:
    """For one submission of the class: what its cells and calls take, `repeats` times."""
    course = load_course(root)
    assignment = load_assignment(course, NAME)
    contract_of = contract(assignment)
    jobs = [
        prepare(found, contract_of, inputs=assignment.inputs).job for found in find_submissions(course, assignment)
    ]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        recorded = Path(folder)
        _record(root, jobs, recorded)
        command = [sys.executable, "-m", "benchmarks.playing", folder, str(repeats), *assignment.preload]
        played = json.loads(run(command, PROJECT))
    return [Cost(*seconds).per(len(jobs)) for seconds in played]


def _record(root: Path, jobs: Sequence[Job], folder: Path) -> None:
    """A file for each job with all that is sent to its first worker."""
    ours, theirs = socket.socketpair()
    page = Pulse.file()
    child = os.fork()
    if not child:
        ours.close()
        Endpoint._frame = _recording(Endpoint._frame, folder)  # type: ignore[method-assign]
        host.main(theirs.detach(), page)
        os._exit(0)
    theirs.close()
    send_json(ours, {"course": str(root), "assignment": NAME, "isolation": "auto", "public": False})
    ready = receive_json(ours)
    assert ready is not None
    assert ready["ready"], ready
    for job in jobs:
        before = set(folder.iterdir())
        send_json(ours, job_to_json(job))
        receive_json(ours)
        _, *later = sorted(set(folder.iterdir()) - before)
        for path in later:  # of fresh workers, in which a failed call is tried again
            path.unlink()
    ours.close()
    os.waitpid(child, 0)


def _recording(frame: Callable[..., list[bytes]], folder: Path) -> Callable[..., list[bytes]]:
    known: dict[Endpoint, Path] = {}

    def recording(self: Endpoint, kind: Any, body: Any, number: int) -> list[bytes]:
        path = known.setdefault(self, folder / f"{len(known):06}")
        parts = frame(self, kind, body, number)
        with path.open("ab") as file:
            file.writelines(parts)
        return parts

    return recording
