"""What of the file system a worker sees: the interpreter's library, its packages, the shared libraries behind them.

The same list of paths serves the mount view (nothing else exists) and Landlock (nothing else can be opened). The
project's own folder is never on it, even where the virtual environment lies inside: only library folders are.
"""

from __future__ import annotations

import os
import stat
import sys
import sysconfig
from collections.abc import Sequence

from autograder.sandbox import system
from autograder.sandbox.layers import MOST_FILES

SCRATCH = "/scratch"
_DEVICES = ("/dev/null", "/dev/urandom", "/dev/zero")
_LOADER_FILES = ("/etc/ld.so.cache",)
_LIBRARY_ROOTS = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")

_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REMOUNT = 1, 2, 4, 8, 32
_MS_BIND, _MS_REC, _MS_PRIVATE = 4096, 16384, 1 << 18
_MNT_DETACH = 2
_ST_NOEXEC = 8
_STAGE = "/tmp"


def package_folders(search_path: Sequence[str]) -> tuple[str, ...]:
    """The folders of installed packages on a search path, in order; never a project's, course's or test's own.

    These are those that Python itself calls so, and one into which NumPy was installed by name (`pip --target`).
    """
    return tuple(path for path in search_path if os.path.isabs(path) and _holds_packages(path))


def _holds_packages(path: str) -> bool:
    if os.path.basename(path.rstrip("/")) in ("site-packages", "dist-packages"):
        return os.path.isdir(path)
    # What is shown here, students' code can read.
    if any(os.path.lexists(os.path.join(path, name)) for name in ("course.toml", "solutions", "pyproject.toml")):
        return False
    try:
        names = os.listdir(path)
    except OSError:
        return False
    return any(name.startswith("numpy-") and name.endswith(".dist-info") for name in names)


def readable_paths(packages: Sequence[str]) -> tuple[str, ...]:
    """Everything that Python and NumPy still open after start-up: late imports, shared objects, the null device.

    Call it after the imports, when the shared libraries in use are known.
    """
    standard = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    zipped = {path for path in sys.path if path.endswith(".zip")}
    wanted = {*standard, *zipped, *packages, *_DEVICES, *_LOADER_FILES}
    covered = tuple(path + "/" for path in (*standard, *packages))
    for library in _mapped_libraries():
        if not library.startswith(covered):
            wanted.add(os.path.dirname(library) if library.startswith(_system_folders()) else library)
    return tuple(sorted(path for path in wanted if path and os.path.exists(path)))


def library_links() -> tuple[tuple[str, str], ...]:
    """Symbolic links at the top of a merged file system, such as /lib to usr/lib, through which libraries are named."""
    found = []
    for root in _LIBRARY_ROOTS:
        if os.path.islink(root):
            folder = os.path.dirname(root)
            target = os.path.join(folder, os.readlink(root))
            found.append((root, os.path.relpath(target, folder)))  # relative, so that it stays inside the new root
    return tuple(found)


def _system_folders() -> tuple[str, ...]:
    return tuple(root + "/" for root in _LIBRARY_ROOTS)


def _mapped_libraries() -> set[str]:
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as file:
            last_columns = {line.split(None, 5)[-1].strip() for line in file}
    except OSError:
        return set()
    return {path for path in last_columns if path.startswith("/") and ".so" in os.path.basename(path)}


def enter(paths: Sequence[str], links: Sequence[tuple[str, str]]) -> None:
    """Replace the root of this mount namespace by a small read-only one that holds only `paths`, under their names.

    Sources are opened before the new root covers the place where it is built, so they may lie anywhere. Needs /proc in
    the old root, and the right to mount.

    Raises:
        OSError: a mount was refused; the process must then end.
    """
    _mount("none", "/", None, _MS_REC | _MS_PRIVATE)
    sources = [(path, os.open(path, os.O_PATH | os.O_CLOEXEC)) for path in _outermost(paths)]
    _mount("tmpfs", _STAGE, "tmpfs", _MS_NOSUID | _MS_NODEV, "size=512k,mode=755,nr_inodes=2048")
    for path, link_target in links:
        os.makedirs(_STAGE + os.path.dirname(path), mode=0o755, exist_ok=True)
        os.symlink(link_target, _STAGE + path)
    for path, source in sources:
        _show(source, _STAGE + path)
        os.close(source)
    os.mkdir(_STAGE + SCRATCH, 0o755)
    os.mkdir(_STAGE + "/.old", 0o700)
    system.syscall("pivot_root", system.NR_PIVOT_ROOT, os.fsencode(_STAGE), os.fsencode(_STAGE + "/.old"))
    os.chdir("/")
    system.checked(system.libc.umount2(b"/.old", _MNT_DETACH), "umount")
    os.rmdir("/.old")
    _mount(None, "/", None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV)


def mount_scratch(size_mib: int, owner: int | None) -> None:
    """Give this mount namespace an empty, private folder at /scratch, capped in size and number of files."""
    options = f"size={size_mib}m,mode=700,nr_inodes={MOST_FILES}"
    if owner is not None:
        options += f",uid={owner},gid={owner}"
    _mount("tmpfs", SCRATCH, "tmpfs", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, options)


def _outermost(paths: Sequence[str]) -> list[str]:
    chosen: list[str] = []
    for path in sorted(set(paths)):
        if not any(path.startswith(above + "/") for above in chosen):
            chosen.append(path)
    return chosen


def _show(source: int, target: str) -> None:
    kind = os.fstat(source).st_mode
    os.makedirs(os.path.dirname(target), mode=0o755, exist_ok=True)
    if stat.S_ISDIR(kind):
        os.makedirs(target, mode=0o755, exist_ok=True)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    _mount(f"/proc/self/fd/{source}", target, None, _MS_BIND)
    # a user namespace may not take away flags that the outer mount has
    kept = _MS_NOEXEC if os.statvfs(target).f_flag & _ST_NOEXEC else 0
    kept |= 0 if stat.S_ISCHR(kind) else _MS_NODEV
    _mount(None, target, None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | kept)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    encoded = [None if text is None else os.fsencode(text) for text in (source, target, kind, options)]
    result = system.libc.mount(encoded[0], encoded[1], encoded[2], flags, encoded[3])
    system.checked(result, f"mount {target}")
