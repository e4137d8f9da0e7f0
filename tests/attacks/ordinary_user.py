"""Runs a program of ours as an ordinary user, although we are root.

The interpreter may lie in a folder that only root enters (a home), and the project may as well. Where that is so, the
run gets a mount namespace of its own in which each such closed folder is covered by an empty one that holds just the
interpreter and the project, under their usual names and read-only; nothing changes for anybody else. Where root may not
mount (an unprivileged container), interpreter and project have to be readable by others as they are.

What is started gives up root for good before it runs the first line of the program.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

USER = 1_234_567
"""Nobody's user id: a process or a file that has it is ours."""

_ROOT = Path(__file__).resolve().parents[2]
_NEWNS, _BIND, _REC, _PRIVATE, _RDONLY, _REMOUNT = 0x20000, 4096, 16384, 1 << 18, 1, 32


def why_not() -> str:
    """Why nothing can be run as an ordinary user here; empty if it can."""
    if sys.platform != "linux" or os.getuid() != 0:
        return "this takes root on Linux"
    probe = [sys.executable, "-c", "import numpy"]
    done = subprocess.run(command(probe), capture_output=True, text=True, timeout=600, cwd="/", check=False)
    return "" if done.returncode == 0 else f"an ordinary user cannot run Python here: {done.stderr.strip()[-200:]}"


def run(arguments: Sequence[str], folders: Sequence[Path] = ()) -> str:
    """Run `python ARGUMENTS` of this project; what it prints comes through; its JSON comes back.

    Args:
        arguments: for the interpreter; `--json FILE` and a `--corpus DIR` for each of `folders` are added.
        folders: attack files that the user must be able to read: copies are made.

    Raises:
        RuntimeError: it wrote no findings.
    """
    with tempfile.TemporaryDirectory(prefix="attacked-user-") as name:
        home = Path(name)
        added: list[str] = []
        for index, folder in enumerate(folders):
            shutil.copytree(folder, home / str(index), ignore=shutil.ignore_patterns("__pycache__"))
            added += ["--corpus", str(home / str(index))]
        for path in (home, *home.rglob("*")):
            os.chown(path, USER, USER)
            path.chmod(0o755 if path.is_dir() else 0o644)
        findings = home / "findings.json"
        program = [sys.executable, "-B", *arguments, *added, "--json", str(findings)]
        environment = {"PATH": os.defpath, "HOME": name, "LANG": "C.UTF-8", "TMPDIR": "/tmp"}
        done = subprocess.run(command(program), env=environment, cwd="/", check=False)
        if not findings.is_file():
            raise RuntimeError(f"the run as an ordinary user ended with status {done.returncode} and no findings")
        return findings.read_text()


def command(program: Sequence[str], user: int = USER) -> list[str]:
    """What starts `program` as the user: this module, as a program, which root's interpreter runs.

    In UTF-8, whatever the locale: in that of EUC-KR Python would not hand on each path that it was given.
    """
    return [sys.executable, "-B", "-X", "utf8", str(Path(__file__).resolve()), str(user), *program]


def _closed(path: Path) -> Path | None:
    """The outermost folder on the way to `path` that others may not enter."""
    for folder in reversed(path.parents):
        if not folder.stat().st_mode & 0o001:
            return folder
    return None


def _open_up(wanted: Sequence[Path]) -> None:
    """Give this process a view in which others can reach the wanted folders."""
    closed: dict[Path, list[Path]] = {}
    for path in wanted:
        folder = _closed(path)
        if folder is not None:
            closed.setdefault(folder, []).append(path)
    if not closed:
        return
    libc = ctypes.CDLL(None, use_errno=True)

    def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
        kind_bytes = None if kind is None else kind.encode()
        if libc.mount(source.encode(), target.encode(), kind_bytes, flags, options.encode()):
            raise OSError(ctypes.get_errno(), f"mount {target}")

    if libc.unshare(_NEWNS):
        raise OSError(ctypes.get_errno(), "a mount namespace of its own")
    mount("none", "/", None, _REC | _PRIVATE)
    for folder, inside in closed.items():
        held = [(path, os.open(path, os.O_PATH | os.O_DIRECTORY)) for path in inside]
        mount("none", str(folder), "tmpfs", 0, "mode=755,size=1m")
        for path, descriptor in held:
            path.mkdir(parents=True, exist_ok=True)
            mount(f"/proc/self/fd/{descriptor}", str(path), None, _BIND | _REC)
            mount("none", str(path), None, _BIND | _REMOUNT | _RDONLY)
            os.close(descriptor)


def _become_and_run(user: int, program: Sequence[str]) -> None:
    wanted = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), _ROOT}
    outermost = [path for path in sorted(wanted) if not any(other in path.parents for other in wanted)]
    _open_up(outermost)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    os.chdir(_ROOT)
    os.execv(program[0], list(program))


if __name__ == "__main__":
    _become_and_run(int(sys.argv[1]), sys.argv[2:])
