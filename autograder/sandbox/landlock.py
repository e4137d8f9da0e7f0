"""Landlock: which files a process may open, whoever it is. Needs no privilege, only Linux 5.13 with the module on."""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Sequence

from autograder.sandbox import system

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_ALL_OF_ABI_1 = (1 << 13) - 1
_RULE_PATH_BENEATH = 1
_VERSION_QUERY = 1
_NET_ALL = 3
_SCOPE_ALL = 3

READ = _READ_FILE | _READ_DIR
WRITE = READ | _WRITE_FILE | _REMOVE_FILE | _MAKE_REG | _TRUNCATE | _MAKE_DIR | _REMOVE_DIR
"""In the scratch folder: regular files and folders come and go; no links, pipes, sockets or devices.

Nothing moves from one folder to another (`_REFER`), so that no folder lies deeper than a path can name.
"""
_ON_FILES = _READ_FILE | _WRITE_FILE | _TRUNCATE | _IOCTL_DEV


def abi() -> int:
    """The kernel's Landlock version, 0 where there is none."""
    try:
        return system.syscall("landlock", system.NR_LANDLOCK_CREATE, None, 0, _VERSION_QUERY)
    except OSError:
        return 0


def restrict(readable: Sequence[str], writable: Sequence[str]) -> None:
    """Let this process open only what lies under these paths; refuse TCP, abstract sockets, signals to others.

    Every right that the running kernel knows is handled, so what no rule grants is denied. Paths that do not exist are
    left out. Must follow no_new_privs, and cannot be undone.

    Raises:
        OSError: the kernel has no Landlock.
    """
    version = abi()
    handled = _ALL_OF_ABI_1
    handled |= _REFER if version >= 2 else 0
    handled |= _TRUNCATE if version >= 3 else 0
    handled |= _IOCTL_DEV if version >= 5 else 0
    size = 8 if version < 4 else 16 if version < 6 else 24
    attributes = struct.pack("<QQQ", handled, _NET_ALL, _SCOPE_ALL)[:size]
    ruleset = system.syscall("landlock_create_ruleset", system.NR_LANDLOCK_CREATE, attributes, size, 0)
    try:
        for paths, rights in ((readable, READ), (writable, WRITE)):
            for path in paths:
                _allow(ruleset, path, rights & handled)
        system.syscall("landlock_restrict_self", system.NR_LANDLOCK_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        target = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(target).st_mode):
            rights &= _ON_FILES
        rule = struct.pack("<Qi", rights, target)
        system.syscall("landlock_add_rule", system.NR_LANDLOCK_ADD, ruleset, _RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(target)
