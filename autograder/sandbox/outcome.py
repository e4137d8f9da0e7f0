"""What became of a worker, in the words of the model."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from autograder.model import Limits, Outcome, OutcomeKind
from autograder.sandbox.layers import EXIT_OUT_OF_MEMORY


@dataclass(frozen=True, slots=True)
class WorkerExit:
    """How a worker ended and what it had used.

    `exit_code` is negative for a signal, and None where the worker was still running and the grader ended it.
    """

    outcome: Outcome
    exit_code: int | None
    cpu_s: float
    peak_memory_kib: int


def judge(status: int, cpu_s: float, limits: Limits, *, ended_by_us: bool, out_of_memory: bool) -> Outcome:
    """Say how a worker ended from its wait status and the limits it lived under."""
    if out_of_memory:
        return Outcome(OutcomeKind.MEMORY, f"it needed more than {limits.memory_mib} MiB of memory")
    if ended_by_us:
        return Outcome()
    if status == EXIT_OUT_OF_MEMORY:
        return Outcome(OutcomeKind.MEMORY, f"it needed more than {limits.memory_mib} MiB of memory")
    cpu_spent = status == -signal.SIGKILL and cpu_s >= limits.cpu_s
    if status == -signal.SIGXCPU or cpu_spent:
        return Outcome(OutcomeKind.TIMEOUT, f"it used more than {limits.cpu_s} s of processor time")
    if status < 0:
        return Outcome(OutcomeKind.KILLED, f"the process crashed ({signal_name(-status)})")
    return Outcome(OutcomeKind.EXITED, f"the code ended the process (exit code {status})")


def signal_name(number: int) -> str:
    """SIGSEGV rather than 11."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
