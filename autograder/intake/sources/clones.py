"""A folder of git clones, as the tools of git hosts make it: `ASSIGNMENT-USERNAME/` with a `.git` in each.

The time is that of the last commit in which the notebook changed, and a claim: whoever commits sets the date. The date
of a cloned file is that of the cloning.

Nothing of a repository runs here: its configuration and its hooks could name programs. Git is given an empty repository
of our own that borrows the objects of the clone, and is asked about one commit.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from autograder.files import FileProblem, GuardedFileError, read_guarded
from autograder.intake.people import Clue
from autograder.intake.sources.claim import Claim, Listing
from autograder.model import TimeSource

NAME = "git"
_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REF = re.compile(r"ref: (refs/[A-Za-z0-9._/-]{1,200})")
_TIMEOUT_S = 30.0


def claims(listing: Listing) -> dict[PurePosixPath, Claim]:
    """What git says of the files in clones that lie beside each other."""
    tops = {path.parts[0] for path in listing.members if len(path.parts) > 1}
    folder = listing.folder
    clones = {top for top in tops if folder and (folder / top / ".git").is_dir() and ".." not in top}
    if not clones or folder is None:
        return _by_names(listing, tops)
    owners = _owners(listing, sorted(clones))
    directory = listing.directory
    of_host = any(directory.has_outside("github", owner) for owner in owners.values())
    ids = {} if of_host else _most(_endings({top: top for top in clones}, directory.has_id), clones)
    found: dict[PurePosixPath, Claim] = {}
    for top in sorted(clones):
        paths = [path for path in listing.members if path.parts[0] == top and len(path.parts) > 1]
        notebooks = [path for path in paths if ".ipynb" in path.name.casefold()]
        times = _times(folder / top, [PurePosixPath(*path.parts[1:]) for path in notebooks], listing)
        for path in paths:
            file = str(PurePosixPath(*path.parts[1:]))
            at = times.get(file)
            source = TimeSource.COMMIT if at else TimeSource.UNKNOWN
            # Folders of a host end in a user name; one that is called as somebody's id was named by the instructor.
            whole = top if directory.knows(top) else ""
            login = owners[top]
            owner = Clue(id=whole or ids.get(top, ""), outside=(("github", login),), name=login, group=login)
            found[path] = Claim(NAME, owner, file, at, source, submission=top)
    return found


def _by_names(listing: Listing, tops: set[str]) -> dict[PurePosixPath, Claim]:
    """Repositories without git in them, as a host's zip of each has them: `ASSIGNMENT-USERNAME-main`.

    Only a user name that the roster knows tells such a folder, or an id where most end in one, and only where what
    stands before it is the same in all.
    """
    if not listing.directory.has_roster:
        return {}
    bare = {top: re.sub(r"-(?:main|master)$", "", top) for top in tops}
    logins = _endings(bare, lambda ending: listing.directory.has_outside("github", ending))
    ids = {} if logins else _most(_endings(bare, listing.directory.has_id), tops)
    owners = {top: Clue(outside=(("github", login),)) for top, login in logins.items()}
    owners |= {top: Clue(id=own) for top, own in ids.items()}
    if len({bare[top].removesuffix(ending) for top, ending in {**logins, **ids}.items()}) != 1:
        return {}
    return {
        path: Claim(NAME, owners[path.parts[0]], "/".join(path.parts[1:]), submission=path.parts[0])
        for path in listing.members
        if len(path.parts) > 1 and path.parts[0] in owners
    }


def _endings(names: Mapping[str, str], known: Callable[[str], bool]) -> dict[str, str]:
    """By folder, what is known of all that its name may end in after a hyphen; the longest."""
    found = {}
    for top, name in names.items():
        pieces = name.split("-")
        if ending := next(filter(known, ("-".join(pieces[start:]) for start in range(1, len(pieces)))), ""):
            found[top] = ending
    return found


def _most(ids: dict[str, str], tops: Collection[str]) -> dict[str, str]:
    """The ids at the ends of folders' names, where the instructor called the folders so: `hw1-2027001`.

    A host's user name is chosen by whoever bears it, who may choose somebody else's id. So most folders must end in
    ids, two at the least.
    """
    return ids if len(ids) > 1 and len(tops) < 2 * len(ids) else {}


def _owners(listing: Listing, clones: list[str]) -> dict[str, str]:
    """The user name at the end of each folder's name: one that is known, else what follows the common beginning."""
    common = _common_beginning(clones) if len(clones) > 1 else ""
    owners = {}
    for clone in clones:
        pieces = clone.split("-")
        endings = ["-".join(pieces[start:]) for start in range(len(pieces))]
        known = (
            ending
            for ending in endings
            if (who := listing.directory.resolve(Clue(outside=(("github", ending),), group=ending))).student
            and not who.note
        )
        own = clone.removeprefix(common) or clone
        slug = re.sub(r"[^a-z0-9]+", "-", listing.assignment.casefold()) + "-"
        own = own[len(slug) :] if own.casefold().startswith(slug) and len(own) > len(slug) else own
        owners[clone] = next(known, own) if listing.directory.has_roster else own
    return owners


def _common_beginning(names: list[str]) -> str:
    """What all names begin with, up to a hyphen."""
    first, last = min(names), max(names)
    size = next((index for index, char in enumerate(first) if last[index : index + 1] != char), len(first))
    return first[: first.rfind("-", 0, size) + 1]


def _times(clone: Path, files: list[PurePosixPath], listing: Listing) -> dict[str, datetime]:
    """By file, when the commit was made that gave it the content it has."""
    head = _head(clone / ".git")
    if not head or not files or shutil.which("git") is None:
        return {}
    found = {}
    with _borrowing(clone / ".git" / "objects") as git:
        for file in files:
            blob = git("rev-parse", "--verify", "--quiet", f"{head}:{file}")
            try:
                data = listing.members[PurePosixPath(clone.name, file)].load()
            except (OSError, KeyError):
                continue
            if blob != _blob_name(data, len(blob)):
                continue  # changed since it was committed: nobody tells when
            said = git("log", "-1", "--format=%ct", head, "--", f":(literal){file}")
            if said.isdigit() and len(said) < 12:
                found[str(file)] = datetime.fromtimestamp(int(said), tz=UTC)
    return found


def _head(git: Path) -> str:
    """The commit that is checked out; empty if that cannot be read."""
    try:
        head = read_guarded(git / "HEAD", most_bytes=4096).decode("ascii", "replace").strip()
        match = _REF.fullmatch(head)
        if match is None:
            return head if _OBJECT.fullmatch(head) else ""
        if ".." in match[1]:
            return ""
        try:
            loose = read_guarded(git / match[1], most_bytes=4096).decode("ascii", "replace").strip()
            return loose if _OBJECT.fullmatch(loose) else ""
        except GuardedFileError as error:
            if error.problem is not FileProblem.MISSING:
                return ""
            packed = read_guarded(git / "packed-refs", most_bytes=4 << 20).decode("utf-8", "replace")
            lines = (line.split(" ", 1) for line in packed.splitlines())
            return next((line[0] for line in lines if line[1:] == [match[1]] and _OBJECT.fullmatch(line[0])), "")
    except GuardedFileError:
        return ""


@contextmanager
def _borrowing(objects: Path) -> Iterator[_Git]:
    with tempfile.TemporaryDirectory(prefix="autograder-git-") as folder:
        yield _Git(Path(folder), objects)


class _Git:
    """Git in an empty repository that sees the objects of another one and nothing else of it."""

    def __init__(self, folder: Path, objects: Path) -> None:
        self._environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(folder),
            "GIT_DIR": str(folder / "own.git"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects.resolve()),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "LC_ALL": "C",
        }
        self("init", "--quiet", "--bare")

    def __call__(self, *arguments: str) -> str:
        try:
            done = subprocess.run(
                [
                    "git",
                    "--no-pager",
                    "--literal-pathspecs" if arguments[0] != "log" else "--no-optional-locks",
                    *arguments,
                ],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_TIMEOUT_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""


def _blob_name(data: bytes, digits: int) -> str:
    """What git calls these bytes."""
    kind = hashlib.sha256 if digits == 64 else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data).hexdigest()
