"""What the kernel says that another process has used, and for how long it had to wait for its turn.

Time on the wall tells how busy a machine is as much as how slow a program is. Processor time tells the second alone.
"""

from __future__ import annotations

import time
from pathlib import Path

from autograder.sandbox import system

_CPU_CLOCK = 2  # CPUCLOCK_SCHED of linux/posix-timers.h: the whole process, its ended threads too
_NS = 1e-9


def cpu_s(pid: int) -> float | None:
    """Processor seconds that a process has used so far; None if it is gone, or nobody can tell here."""
    if not system.LINUX:
        return None
    try:
        return time.clock_gettime((~pid << 3) | _CPU_CLOCK)
    except OSError:
        return None


def delayed_s(pid: int) -> float | None:
    """Seconds that the threads of a process were ready to run and had to wait for a processor; None if nobody can tell.

    Source: the second number of /proc/PID/task/TID/schedstat (Documentation/scheduler/sched-stats.rst).
    """
    try:
        files = [folder / "schedstat" for folder in Path(f"/proc/{pid}/task").iterdir()]
        return sum(int(file.read_text(encoding="ascii").split()[1]) for file in files) * _NS
    except (OSError, ValueError, IndexError):
        return None
