"""The file of one result: what is written into it, how it is known to be whole, and where it is.

A file is written beside its place and then renamed, so that a reader sees the old one or the new one, whatever happens
to the writer. Its first line says what it is the result of, and has the length and the hash of the second, the result
itself: to know that a result is still good, nobody has to take it apart. A file that is not whole is damaged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.result_json import known_fields, result_from_json, result_to_json
from autograder.config import INPUTS_HEAD
from autograder.model import Result, Scheme, Status

_SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Basis:
    """What a result came from, so that parts of it can be used again.

    Attributes:
        run: the hash of what was run; empty if nothing was.
        tests: by exercise, the hash of the tests that were run.
        weights: by test, its share of its exercise's points.
        notes: what was noticed when the cells were run.
        notebook: the hash of the notebook's file; empty where it could not be read, or in what an older version kept.
        inputs: whose inputs it was tested with; None in what an older version kept, which knew but common ones.
    """

    run: str = ""
    tests: Mapping[str, str] | None = None
    weights: Mapping[str, float] | None = None
    notes: tuple[str, ...] = ()
    notebook: str = ""
    inputs: Scheme | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A result that was kept, and what it came from."""

    result: Result
    basis: Basis


def write_kept(result: Result, key: str, basis: Basis | None) -> tuple[dict[str, Any], bytes]:
    """A result as it lies on disk: what its first line says, and all of it."""
    body = _encoded({"result": result_to_json(result), "basis": _plain(basis or Basis())}) + b"\n"
    head = {
        "schema": _SCHEMA,
        "key": key,
        "status": result.status.value,
        "bytes": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "notebook": basis.notebook if basis else "",
    }
    if basis and basis.inputs:
        head[INPUTS_HEAD] = basis.inputs
    return head, _encoded(head) + b"\n" + body


def _plain(basis: Basis) -> dict[str, Any]:
    """What `dataclasses.asdict` gives, without a look at each of some hundred hashes and weights."""
    return {name: getattr(basis, name) for name in Basis.__slots__}


def read_head(data: bytes) -> dict[str, Any]:
    """What the first line says.

    Raises:
        KeyError, TypeError, ValueError: the result is not whole.
    """
    line, body = data.split(b"\n", 1)
    head = json.loads(line)
    if head["schema"] != _SCHEMA or not _whole(head, body):
        raise ValueError("not a whole result")
    return dict(head)


def head_of(place: Path) -> dict[str, Any]:
    """What the first line of a result's file says; nothing if the result is not whole."""
    try:
        return read_head(place.read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def status_of(place: Path, key: str) -> Status | None:
    """The status of the result in a file, if it was kept under this key."""
    head = head_of(place)
    try:
        return Status(head["status"]) if head.get("key") == key else None
    except (ValueError, KeyError):
        return None


def load_kept(place: Path) -> Kept | None:
    """What is in a file; None if it is not whole."""
    try:
        data = place.read_bytes()
        read_head(data)
        found = json.loads(data.split(b"\n", 1)[1])
        known = known_fields(Basis, found["basis"])
        inputs = Scheme(known["inputs"]) if known.get("inputs") else None
        basis = Basis(**{**known, "notes": tuple(found["basis"]["notes"]), "inputs": inputs})
        return Kept(result_from_json(found["result"]), basis)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def result_place(folder: Path, student: str) -> Path:
    """Where the newest result of a student is: a name on disk that cannot collide or escape, and can still be read."""
    safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in student)[:60]
    return folder / f"{safe}-{hashlib.sha256(student.encode()).hexdigest()[:12]}.json"


def trial_place(folder: Path, student: str) -> Path:
    """Where the result of a student is that a run has found which was to change nothing."""
    return result_place(folder / "trial", student)


def replaced_folder(folder: Path, run: str) -> Path:
    """Where the results are that a run has replaced: a folder for each student, a file for each version."""
    return folder / "replaced" / run


def _whole(head: Mapping[str, Any], body: bytes) -> bool:
    """Whether a body is what its head says. Heads of older versions have no hash: then it must at least be JSON."""
    if head["bytes"] != len(body):
        return False
    if "sha256" in head:
        return bool(head["sha256"] == hashlib.sha256(body).hexdigest())
    json.loads(body)
    return True


def _encoded(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
