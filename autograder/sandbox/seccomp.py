"""A seccomp allow-list for "CPython and NumPy, computing, with one stream to talk over", assembled without libseccomp.

What is not listed fails with EPERM, so that a student sees PermissionError and not a dead process. A foreign
architecture, and x32, kill: their numbers mean other calls.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterable

from autograder.sandbox import system

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_X32_BIT = 0x40000000
_CLONE_THREAD = 0x00010000
_CLONE_NEW_NAMESPACES = 0x7E020000
_F_SETFL, _F_DUPFD_CLOEXEC = 4, 1030
_FROM_HERE = 0xFFFFFF9C  # AT_FDCWD
_OWNER_READS, _OWNER_WRITES, _OWNER_ENTERS = 0o400, 0o200, 0o100
_MODE_FILTER = 2
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_ARGUMENTS = 0, 4, 16

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_COLUMN = {"x86_64": 0, "aarch64": 1}

# call: (number on x86_64, number on aarch64); None where the architecture has no such call
_COMPUTING: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "poll": (7, None), "lseek": (8, 62),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "pread64": (17, 67), "pwrite64": (18, 68),
    "readv": (19, 65), "writev": (20, 66), "select": (23, None), "sched_yield": (24, 124), "mremap": (25, 216),
    "madvise": (28, 233), "dup": (32, 23), "dup2": (33, None), "nanosleep": (35, 101), "getpid": (39, 172),
    "exit": (60, 93), "uname": (63, 160), "getcwd": (79, 17), "gettimeofday": (96, 169), "getrusage": (98, 165),
    "sysinfo": (99, 179), "times": (100, 153), "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175),
    "getegid": (108, 177), "getppid": (110, 173), "sigaltstack": (131, 132), "gettid": (186, 178), "futex": (202, 98),
    "sched_getaffinity": (204, 123), "restart_syscall": (219, 128), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "exit_group": (231, 94), "pselect6": (270, 72),
    "ppoll": (271, 73), "set_robust_list": (273, 99), "get_robust_list": (274, 100), "dup3": (292, 24),
    "pipe2": (293, 59), "getrandom": (318, 278), "membarrier": (324, 283), "rseq": (334, 293),
}  # fmt: skip
# stat also serves fstat in newer C libraries, so it cannot be refused even where no file may be opened
_LOOKING: dict[str, tuple[int | None, int | None]] = {
    "stat": (4, None), "lstat": (6, None), "access": (21, None), "newfstatat": (262, 79), "faccessat": (269, 48),
    "statx": (332, 291), "faccessat2": (439, 439),
}  # fmt: skip
_FILES: dict[str, tuple[int | None, int | None]] = {
    "open": (2, None), "openat": (257, 56), "getdents64": (217, 61), "readlink": (89, None), "readlinkat": (267, 78),
    "msync": (26, 227), "sendfile": (40, 71), "fsync": (74, 82), "fdatasync": (75, 83), "ftruncate": (77, 46),
    "rename": (82, None), "unlink": (87, None), "unlinkat": (263, 35), "renameat": (264, 38), "fallocate": (285, 47),
    "renameat2": (316, 276), "copy_file_range": (326, 285), "rmdir": (84, None),
}  # fmt: skip
_FILTERED: dict[str, tuple[int | None, int | None]] = {
    "clone": (56, 220), "clone3": (435, 435), "ioctl": (16, 29), "prlimit64": (302, 261), "fcntl": (72, 25),
}  # fmt: skip
_FILTERED_FILES: dict[str, tuple[int | None, int | None]] = {"mkdir": (83, None), "mkdirat": (None, 34)}


class _Program:
    """A BPF program under construction; a jump names a label, which is resolved at the end."""

    def __init__(self) -> None:
        self._code: list[tuple[int, str, str, int]] = []
        self._labels: dict[str, int] = {}

    def add(self, code: int, value: int, yes: str = "", no: str = "") -> None:
        self._code.append((code, yes, no, value))

    def label(self, name: str) -> None:
        self._labels[name] = len(self._code)

    def load(self, offset: int) -> None:
        self.add(_LOAD, offset)

    def answer(self, action: int) -> None:
        self.add(_RETURN, action)

    def assemble(self) -> bytes:
        out = bytearray()
        for here, (code, yes, no, value) in enumerate(self._code):
            jumps = [self._labels[name] - here - 1 if name else 0 for name in (yes, no)]
            out += struct.pack("<HBBI", code, *jumps, value)
        return bytes(out)


def allowed_calls(machine: str, *, files: bool) -> dict[str, int]:
    """Name and number of every call that is allowed unconditionally."""
    return _numbers((_COMPUTING, _LOOKING, _FILES) if files else (_COMPUTING, _LOOKING), machine)


def _numbers(tables: Iterable[dict[str, tuple[int | None, int | None]]], machine: str) -> dict[str, int]:
    column = _COLUMN[machine]
    return {name: number for table in tables for name, pair in table.items() if (number := pair[column]) is not None}


def build(*, files: bool = True, machine: str = system.MACHINE) -> bytes:
    """Assemble the filter.

    Args:
        files: whether files may be opened at all; False where nothing else limits which.
        machine: what `uname -m` says.

    Raises:
        OSError: there is no table for this architecture.
    """
    if machine not in AUDIT_ARCH:
        raise OSError(errno.ENOSYS, f"no system call table for {machine}")
    tables = (_FILTERED, _FILTERED_FILES) if files else (_FILTERED,)
    special = _numbers(tables, machine)
    program = _Program()
    program.load(_OFFSET_ARCH)
    program.add(_EQUAL, AUDIT_ARCH[machine], "native", "kill")
    program.label("native")
    program.load(_OFFSET_NUMBER)
    if machine == "x86_64":
        program.add(_AT_LEAST, _X32_BIT, "kill", "")
    for name, number in special.items():
        program.add(_EQUAL, number, name, "")
    for number in sorted(allowed_calls(machine, files=files).values()):
        program.add(_EQUAL, number, "allow", "")
    program.label("refuse")
    program.answer(_ERRNO | errno.EPERM)

    program.label("clone")  # threads, but neither processes nor namespaces
    program.load(_argument(0))
    program.add(_ANY_BIT, _CLONE_THREAD, "", "again")
    program.add(_ANY_BIT, _CLONE_NEW_NAMESPACES, "again", "allow")
    program.label("again")
    program.answer(_ERRNO | errno.EAGAIN)

    program.label("clone3")  # its flags lie in memory, out of a filter's reach: glibc then falls back to clone
    program.answer(_ERRNO | errno.ENOSYS)

    program.label("ioctl")  # isatty() and its kin: not a terminal
    program.answer(_ERRNO | errno.ENOTTY)

    program.label("prlimit64")  # read the own limits; with a pid or a new limit it would reach other processes
    for part in (_argument(0), _argument(2), _argument(2) + 4):
        program.load(part)
        program.add(_EQUAL, 0, "", "refuse2")
    program.answer(_ALLOW)

    program.label("fcntl")  # F_SETOWN is a second kill(2), F_SETPIPE_SZ takes memory that no limit counts
    program.load(_argument(1))
    program.add(_EQUAL, _F_DUPFD_CLOEXEC, "allow", "")
    program.add(_AT_LEAST, _F_SETFL + 1, "refuse2", "allow")

    if "mkdirat" in special:  # from the working folder alone, which bounds how deep folders can lie
        program.label("mkdirat")
        program.load(_argument(0))
        program.add(_EQUAL, _FROM_HERE, "", "refuse2")
        program.load(_argument(2))
        program.add(_ANY_BIT, _OWNER_READS, "mode", "refuse2")
    if "mkdir" in special:
        program.label("mkdir")
        program.load(_argument(1))
        program.add(_ANY_BIT, _OWNER_READS, "mode", "refuse2")
    if files:
        program.label("mode")  # a folder that its owner may not look into is one that we cannot clean up
        program.add(_ANY_BIT, _OWNER_WRITES, "", "refuse2")
        program.add(_ANY_BIT, _OWNER_ENTERS, "allow", "refuse2")

    program.label("refuse2")
    program.answer(_ERRNO | errno.EPERM)
    program.label("kill")
    program.answer(_KILL)
    program.label("allow")
    program.answer(_ALLOW)
    return program.assemble()


def _argument(index: int) -> int:
    """Offset of the low word of an argument; both architectures are little-endian."""
    return _OFFSET_ARGUMENTS + 8 * index


class _FilterHeader(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install(program: bytes) -> None:
    """Put the filter on this thread, for ever. Must follow no_new_privs.

    Raises:
        OSError: the kernel refuses.
    """
    code = ctypes.create_string_buffer(program, len(program))
    header = _FilterHeader(len(program) // 8, ctypes.addressof(code))
    system.prctl(system.PR_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(header))
