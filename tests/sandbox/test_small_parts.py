"""The parts that need no process: the filter's tables, the words for an end, the cleaning of output."""

from __future__ import annotations

import re
import signal
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import Limits, OutcomeKind
from autograder.sandbox import seccomp
from autograder.sandbox.outcome import judge
from autograder.sandbox.printed import clean
from autograder.sandbox.view import package_folders

HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
NEVER = {
    "fork", "vfork", "execve", "execveat", "socket", "socketpair", "connect", "bind", "sendmsg", "sendto", "kill",
    "tkill", "tgkill", "ptrace", "io_uring_setup", "memfd_create", "shmget", "shmat", "msgget", "semget", "mq_open", "mount",
    "unshare", "setns", "bpf", "userfaultfd", "process_vm_readv", "chmod", "fchmodat", "chown", "symlink", "symlinkat",
    "link", "linkat", "mkdir", "mkdirat", "mknod", "prctl", "seccomp", "setuid", "setpriority", "sched_setaffinity",
    "perf_event_open", "add_key", "keyctl", "openat2", "setxattr", "utimensat", "pidfd_open", "pidfd_send_signal",
    "setrlimit", "clone", "clone3", "ioctl", "fcntl", "prlimit64",
}  # fmt: skip


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("files", [True, False])
def test_nothing_dangerous_is_allowed_unconditionally(machine: str, *, files: bool) -> None:
    assert not NEVER & set(seccomp.allowed_calls(machine, files=files))


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_numbers_are_the_kernels(machine: str) -> None:
    if not HEADERS[machine].exists():
        pytest.skip("the kernel's headers are not installed")
    text = HEADERS[machine].read_text()
    numbers = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text))
    names = {"newfstatat": "fstatat", "fstat": "fstat"} if machine == "aarch64" else {}
    for name, number in seccomp.allowed_calls(machine, files=True).items():
        known = numbers.get(name, numbers.get(names.get(name, name)))
        assert known is not None, name
        assert int(known) == number, name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("files", [True, False])
def test_every_jump_of_the_filter_stays_inside_and_every_path_ends_with_an_answer(machine: str, *, files: bool) -> None:
    code = seccomp.build(files=files, machine=machine)
    lines = [struct.unpack_from("<HBBI", code, at) for at in range(0, len(code), 8)]
    for at, (operation, yes, no, _) in enumerate(lines):
        if operation != 0x06:
            assert at + 1 + max(yes, no) < len(lines)
    assert lines[-1][0] == 0x06


def verdict(machine: str, number: int, *arguments: int, arch: int | None = None, files: bool = True) -> int:
    """What the filter says of a call, by interpreting it as the kernel does."""
    code = seccomp.build(files=files, machine=machine)
    lines = [struct.unpack_from("<HBBI", code, at) for at in range(0, len(code), 8)]
    padded = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("<IIQ6Q", number, arch or seccomp.AUDIT_ARCH[machine], 0, *(a % (1 << 64) for a in padded))
    register, at = 0, 0
    while True:
        operation, yes, no, value = lines[at]
        at += 1
        match operation:
            case 0x20:
                (register,) = struct.unpack_from("<I", data, value)
            case 0x15:
                at += yes if register == value else no
            case 0x35:
                at += yes if register >= value else no
            case 0x45:
                at += yes if register & value else no
            case 0x06:
                return int(value)
            case _:
                raise AssertionError(operation)


ALLOW, KILL, EPERM, EAGAIN, ENOTTY, ENOSYS = 0x7FFF0000, 0x80000000, 0x50001, 0x5000B, 0x50019, 0x50026


@given(st.integers(0, 600), st.booleans())
def test_a_call_is_allowed_exactly_if_the_table_says_so(number: int, files: bool) -> None:
    allowed = set(seccomp.allowed_calls("x86_64", files=files).values())
    filtered = {56, 435, 16, 302, 72, *([83] if files else [])}
    if number not in filtered:
        assert verdict("x86_64", number, files=files) == (ALLOW if number in allowed else EPERM)


def test_calls_with_two_faces_are_decided_by_their_arguments() -> None:
    threads = 0x3D0F00
    assert verdict("x86_64", 56, threads) == ALLOW
    assert verdict("x86_64", 56, 17) == EAGAIN
    assert verdict("x86_64", 56, threads | 0x10000000) == EAGAIN
    assert verdict("x86_64", 435) == ENOSYS
    assert verdict("x86_64", 16, 1, 0x5401) == ENOTTY
    assert [verdict("x86_64", 72, 0, command) for command in (0, 1, 2, 3, 4, 1030)] == [ALLOW] * 6
    assert [verdict("x86_64", 72, 0, command) for command in (5, 8, 10, 1031, 1033, 1024)] == [EPERM] * 6
    assert verdict("x86_64", 302, 0, 7, 0) == ALLOW
    assert verdict("x86_64", 302, 0, 7, 1 << 32) == EPERM
    assert verdict("x86_64", 302, 0, 7, 4096) == EPERM
    assert verdict("x86_64", 302, 4242, 7, 0) == EPERM


def test_a_folder_is_made_only_if_its_owner_may_do_all_with_it_and_by_a_path_of_bounded_length() -> None:
    here, elsewhere = -100, 5
    for mode in (0o777, 0o700, 0o755):
        assert verdict("x86_64", 83, 0, mode) == ALLOW
        assert verdict("aarch64", 34, here, 0, mode) == ALLOW
        assert verdict("aarch64", 34, elsewhere, 0, mode) == EPERM
    for mode in (0, 0o077, 0o300, 0o500, 0o600):
        assert verdict("x86_64", 83, 0, mode) == EPERM
        assert verdict("aarch64", 34, here, 0, mode) == EPERM
    assert verdict("x86_64", 258, here, 0, 0o777) == EPERM
    assert verdict("x86_64", 83, 0, 0o777, files=False) == EPERM
    assert verdict("aarch64", 34, here, 0, 0o777, files=False) == EPERM


def test_foreign_architectures_and_x32_are_killed() -> None:
    assert verdict("x86_64", 0, arch=0x40000003) == KILL
    assert verdict("x86_64", 0x40000000) == KILL
    assert verdict("aarch64", 63, arch=0xC000003E) == KILL


def test_a_machine_without_a_table_gets_no_filter() -> None:
    with pytest.raises(OSError, match="no system call table for riscv64"):
        seccomp.build(machine="riscv64")


@given(st.text())
def test_cleaned_text_has_no_control_characters(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", clean(text))


def test_ordinary_text_in_any_language_stays_as_it_is() -> None:
    for text in ("loss = 0.25\n", "손실 함수\t0.1\n", "naïve café", ""):
        assert clean(text) == text
    assert clean("\x1b]0;title\x07x\x1b[2Jy\rz") == "xy\nz"


@given(st.integers(-64, 255), st.floats(0, 1000), st.booleans(), st.booleans())
def test_every_end_has_a_kind_and_only_ours_has_no_words(status: int, cpu_s: float, ours: bool, memory: bool) -> None:
    outcome = judge(status, cpu_s, Limits(cpu_s=10), ended_by_us=ours, out_of_memory=memory)
    if memory:
        assert outcome.kind is OutcomeKind.MEMORY
    elif ours:
        assert (outcome.kind, outcome.detail) == (OutcomeKind.EXITED, "")
    else:
        assert outcome.detail


def test_a_kill_after_all_processor_time_is_a_timeout_and_before_it_is_not() -> None:
    limits = Limits(cpu_s=10)
    late = judge(-signal.SIGKILL, 11.0, limits, ended_by_us=False, out_of_memory=False)
    early = judge(-signal.SIGKILL, 1.0, limits, ended_by_us=False, out_of_memory=False)
    assert (late.kind, early.kind) == (OutcomeKind.TIMEOUT, OutcomeKind.KILLED)
    assert early.detail == "the process crashed (SIGKILL)"


def test_only_folders_of_installed_packages_are_shown(tmp_path: Path) -> None:
    installed, project = tmp_path / "lib" / "site-packages", tmp_path / "project"
    installed.mkdir(parents=True)
    project.mkdir()
    assert package_folders(["", str(project), str(installed), "/nowhere/site-packages"]) == (str(installed),)
