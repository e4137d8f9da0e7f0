"""Runs a warm parent on a machine that refuses some system calls, and prints what came of it as JSON.

    python on_platform.py NUMBER:ERRNO[,NUMBER:ERRNO...] [refuse-seccomp]

A seccomp filter plays the machine: a container's profile, a kernel without Landlock, a security module. It is inherited
by all that this process starts.
"""

import ctypes
import json
import struct
import sys
import time
from pathlib import Path

LOAD, EQUAL, RETURN, ALLOW, ERRNO = 0x20, 0x15, 0x06, 0x7FFF0000, 0x00050000
PRCTL, PR_SET_SECCOMP, EINVAL = {"x86_64": 157, "aarch64": 167}, 22, 22


def refuse(calls: dict[int, int], *, seccomp_too: bool, machine: str) -> None:
    program = [(LOAD, 0, 0, 0)]
    for number, error in calls.items():
        program += [(EQUAL, 0, 1, number), (RETURN, 0, 0, ERRNO | error)]
    if seccomp_too:
        program += [(EQUAL, 0, 3, PRCTL[machine]), (LOAD, 0, 0, 16)]
        program += [(EQUAL, 0, 1, PR_SET_SECCOMP), (RETURN, 0, 0, ERRNO | EINVAL)]
    program.append((RETURN, 0, 0, ALLOW))
    code = b"".join(struct.pack("<HBBI", *line) for line in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HxxxxxxQ", len(program), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(38, 1, 0, 0, 0) == 0
    assert libc.prctl(PR_SET_SECCOMP, 2, ctypes.create_string_buffer(header, len(header)), 0, 0) == 0


def main() -> None:
    import platform

    calls = {int(n): int(e) for n, e in (pair.split(":") for pair in sys.argv[1].split(",") if pair)}
    refuse(calls, seccomp_too="refuse-seccomp" in sys.argv, machine=platform.machine())
    from autograder.errors import IsolationError
    from autograder.sandbox import WarmParent, probe

    plan = probe()
    facts = {"mode": plan.mode, "willing": plan.willing, "needs": {layer.name: layer.needs for layer in plan.layers}}
    try:
        with WarmParent(entry="evaluator:serve", import_paths=(str(Path(__file__).parent),)) as parent:
            facts["layers"] = parent.layers
            with parent.start_worker() as worker:
                facts["answers"] = [ask(worker, text) for text in sys.stdin.read().split("\n\n") if text.strip()]
    except IsolationError as error:
        facts["refused"] = str(error)
    print(json.dumps(facts))


def ask(worker: object, text: str) -> str:
    until_s = time.monotonic() + 10
    data = text.strip().encode()
    worker.send([len(data).to_bytes(4, "big"), data], deadline_s=until_s)  # type: ignore[attr-defined]
    size = int.from_bytes(worker.receive(4, deadline_s=until_s), "big")  # type: ignore[attr-defined]
    return bytes(worker.receive(size, deadline_s=until_s)).decode()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
