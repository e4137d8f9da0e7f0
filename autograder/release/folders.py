"""Whose a folder in `source/` or `release/` is, and how a new one gets into its place.

A record of each release says what was written. Releases of version 0.1 have none: they are known by their notebook,
whose cells bear ids that only this grader gives. What is neither is somebody else's, and never touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.files import write_whole
from autograder.notebook.contract import released_cell_id

_SCHEMA = 1


class Record:
    """What a release wrote: by folder (`source`, `release`) and path below it, the digest of the content.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            data = json.loads(path.read_bytes())
            self._folders: dict[str, dict[str, str]] = data["folders"] if data["schema"] == _SCHEMA else {}
        except (OSError, ValueError, KeyError, TypeError):
            self._folders = {}

    def of(self, kind: str) -> Mapping[str, str] | None:
        """What was written into `source/NAME` or `release/NAME`; None if that is not known."""
        return self._folders.get(kind)

    def write(self, folders: Mapping[str, Mapping[str, str]]) -> None:
        """Replace the record.

        Raises:
            CourseError: the file cannot be written.
        """
        try:
            write_whole(self._path, json.dumps({"schema": _SCHEMA, "folders": folders}, sort_keys=True).encode("utf-8"))
        except OSError as error:
            raise CourseError(str(self._path), f"cannot be written: {error.strerror}") from error


class Folder:
    """`source/NAME` or `release/NAME`.

    Args:
        parent: `source` or `release` at the course root.
        name: of the assignment.
        recorded: what was written there, if that is known.

    Raises:
        CourseError: the folder is somebody else's.
    """

    def __init__(self, parent: Path, name: str, recorded: Mapping[str, str] | None) -> None:
        self.kind = parent.name
        self.place = parent / name
        self.notebook = self.place / f"{name}.ipynb"
        self._name = name
        self._recorded = recorded
        self._written: dict[str, str] = {}
        whose = f"{self.kind}/{name}"
        fix = f"move it away, then `autograder release {name}`"
        if self.place.is_symlink() or parent.is_symlink():
            raise CourseError(whose, "it is a link to somewhere else, and not touched", fix=fix)
        if os.path.lexists(self.place) and not self._is_ours():
            raise CourseError(whose, "it was not made by `autograder release`, and is not touched", fix=fix)

    def changed(self) -> list[str]:
        """Files that a person changed since they were written, by their path in the course."""
        recorded = self._recorded or {}
        return [
            f"{self.kind}/{self._name}/{name}"
            for name, digest in sorted(recorded.items())
            if (self.place / name).is_file() and content_digest(self.place / name) != digest
        ]

    def replace(self, new: Path, keep_in: Path) -> list[tuple[str, Path]]:
        """Move the files of `new` to their places, one by one, each in one step: there is always a whole notebook.

        What a person may have changed is copied to `keep_in` before.

        Returns:
            Each file that was changed, and its copy.

        Raises:
            OSError: a file cannot be written.
        """
        # The notebook last: who opens it finds its data.
        files = sorted((path for path in new.rglob("*") if path.is_file()), key=lambda path: path.suffix == ".ipynb")
        copies = []
        self._written = {}
        for path in files:
            name = path.relative_to(new).as_posix()
            target = self.place / name
            digest = content_digest(path)
            if target.is_file():
                before = content_digest(target)
                known = (self._recorded or {}).get(name)
                if before != digest and before != known and (known is not None or self._may_be_changed(target)):
                    copies.append((f"{self.kind}/{self._name}/{name}", self._kept(target, keep_in)))
            elif target.is_dir() and not target.is_symlink():
                raise IsADirectoryError(21, "a folder is where a file belongs", str(target))
            target.parent.mkdir(parents=True, exist_ok=True)
            path.chmod(0o644)
            path.replace(target)
            self._written[name] = digest
        for name in (self._recorded or {}).keys() - self._written.keys():  # of the release before, and of no other
            (self.place / name).unlink(missing_ok=True)
        return copies

    def strangers(self) -> list[str]:
        """Files there that no release has written."""
        return [
            f"{self.kind}/{self._name}/{name}"
            for path in sorted(self.place.rglob("*"))
            if not path.is_dir()
            and (name := path.relative_to(self.place).as_posix()) not in self._written
            and ".ipynb_checkpoints" not in path.parts
        ]

    def digests(self) -> Mapping[str, str]:
        """What `replace` has written."""
        return self._written

    def _is_ours(self) -> bool:
        if not self.place.is_dir():
            return False
        if self.notebook.is_file():
            return bool(self._recorded and self.notebook.name in self._recorded) or self._has_our_ids()
        rest = [path.relative_to(self.place).as_posix() for path in self.place.rglob("*") if not path.is_dir()]
        return set(rest) <= set(self._recorded or ())  # nothing at all, or what a release has written

    def _has_our_ids(self) -> bool:
        try:
            cells: list[dict[str, Any]] = json.loads(self.notebook.read_bytes())["cells"]
            ids = [(cell.get("id"), cell["metadata"]["nbgrader"]["grade_id"]) for cell in cells if _is_nbgraders(cell)]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return False
        return bool(ids) and all(found == released_cell_id(self._name, grade_id) for found, grade_id in ids)

    def _may_be_changed(self, target: Path) -> bool:
        """A source notebook of version 0.1 may have been edited; what was released and data files are copies."""
        return self.kind == "source" and target == self.notebook

    def _kept(self, target: Path, keep_in: Path) -> Path:
        folder = keep_in / self._name
        number = sum(1 for _ in folder.iterdir()) + 1 if folder.is_dir() else 1
        copy = folder / str(number) / self.kind / target.relative_to(self.place)
        copy.parent.mkdir(parents=True)
        shutil.copyfile(target, copy)
        return copy


def _is_nbgraders(cell: dict[str, Any]) -> bool:
    return "nbgrader" in cell.get("metadata", {})


def content_digest(path: Path) -> str:
    """Of a notebook what people write, kind and source of its cells: Jupyter adds to the rest by opening it."""
    data = path.read_bytes()
    if path.suffix == ".ipynb":
        try:
            cells = json.loads(data)["cells"]
            said = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
            data = json.dumps(said).encode()
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
    return hashlib.sha256(data).hexdigest()
