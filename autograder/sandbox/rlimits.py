"""Resource limits of a worker."""

from __future__ import annotations

import os
import sys

from autograder.model import Limits

if sys.platform != "win32":
    import resource  # here and not where it is used: that is in a process that is half confined

MIB = 1 << 20
OPEN_FILES = 64
STACK_BYTES = 8 * MIB


def address_space_bytes() -> int:
    """Virtual size of this process now, which a worker forked from it begins with; 0 where /proc is missing."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0


def allow_memory(more_mib: int) -> None:
    """Let the calling process map so much more than it does now, and no more; where /proc is missing, anything."""
    if base_bytes := address_space_bytes():
        most = base_bytes + more_mib * MIB
        ceiling = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(resource.RLIMIT_AS, (most, ceiling))


def apply(limits: Limits, base_bytes: int) -> None:
    """Set soft and hard limits of the calling process. `base_bytes` is what it already maps."""
    wanted = {
        resource.RLIMIT_CPU: (limits.cpu_s, limits.cpu_s + 1),
        resource.RLIMIT_FSIZE: (limits.scratch_mib * MIB,) * 2,
        resource.RLIMIT_NOFILE: (OPEN_FILES,) * 2,
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_STACK: (STACK_BYTES,) * 2,
        resource.RLIMIT_MEMLOCK: (0, 0),
    }
    if base_bytes:  # elsewhere (macOS) the kernel does not enforce it, and a guess could forbid all work
        wanted[resource.RLIMIT_AS] = (base_bytes + limits.memory_mib * MIB,) * 2
    if sys.platform == "linux":
        wanted[resource.RLIMIT_MSGQUEUE] = (0, 0)
        wanted[resource.RLIMIT_NICE] = (0, 0)
        wanted[resource.RLIMIT_RTPRIO] = (0, 0)
    for which, (soft, hard) in wanted.items():
        ceiling = resource.getrlimit(which)[1]
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.setrlimit(which, (soft, hard))
