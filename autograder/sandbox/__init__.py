"""Starts, confines and ends the processes that run student code. Knows nothing of grading.

Theory of operation
-------------------
Three kinds of process, and only the last one is not trusted:

- the *owner* (a suite host) holds hidden tests and expected values. It has a `WarmParent` for each slot.
- the *warm parent* is executed afresh with an empty environment and one socket, imports Python's and NumPy's modules
  and an entry module once, enters its namespaces, gives up root, and waits. It never sees a submission and holds
  nothing worth reading, since each worker begins as a copy of it.
- a *worker* is forked for one submission. It puts the remaining layers on itself, tells the warm parent that they are
  on, and only then calls the entry point, which runs what the owner sends. It ends with the submission and is never
  reused.

    owner ──── control socket: JSON and descriptors ────> warm parent ──fork──> worker
      ├─────── channel: a socket pair, bytes under deadlines ─────────────────────┤ 3
      └─────── output: a pipe, kept up to a cap ──────────────────────────────────┘ 1, 2

Channel and output are made by the owner for each worker and passed on; the warm parent keeps neither. Requests on the
control socket are "start" and "end", answered one by one, and each answer comes after the fact: a worker has been
confined when "start" is answered, and is reaped when "end" is.

Why it holds. Independent layers, each sufficient for the worst it is there for: `layers.HOLDS` has the list, and
`docs/threat-model.md` says what each defends. The order in which they must be put on is in `confine`. What a machine
allows is tried, not guessed (`ability`), in the warm parent itself, and afterwards a trial worker attacks (`canary`)
while the owner looks at it through the kernel's records (`trial`): if anything gets through, no worker is given out.

Why nothing is left. A worker cannot fork, so killing it is complete; with a pid namespace it would be even if it could.
The warm parent ends when the owner's end of the control socket closes, however the owner died, and its workers end with
it (they ask the kernel for it, and in a pid namespace the kernel does it anyway).
"""

from autograder.sandbox.clocks import cpu_s, delayed_s
from autograder.sandbox.launch import PACKAGE_ROOT
from autograder.sandbox.layers import IsolationMode, Layer, LayerName, Mode, Plan
from autograder.sandbox.machine import describe, probe
from autograder.sandbox.outcome import WorkerExit
from autograder.sandbox.parent import WarmParent
from autograder.sandbox.plain import PlainWorker
from autograder.sandbox.rlimits import allow_memory
from autograder.sandbox.system import die_with_parent, harden_trusted_process
from autograder.sandbox.view import package_folders
from autograder.sandbox.worker import Worker

__all__ = [
    "PACKAGE_ROOT",
    "IsolationMode",
    "Layer",
    "LayerName",
    "Mode",
    "PlainWorker",
    "Plan",
    "WarmParent",
    "Worker",
    "WorkerExit",
    "allow_memory",
    "cpu_s",
    "delayed_s",
    "describe",
    "die_with_parent",
    "harden_trusted_process",
    "package_folders",
    "probe",
]
