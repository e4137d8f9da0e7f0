"""Results on disk, one file a submission, under the key of everything that can change them.

A file is written beside its place and then renamed, so that a reader sees the old one or the new one, whatever happens
to the writer. Its first line says what it is the result of, and has the length and the hash of the second, the result
itself: to know that a result is still good, nobody has to take it apart. A file that is not whole is damaged: whoever
asks is told, and the next run grades that submission again. What an older version wrote is read, whatever it lacks.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.config import INPUTS_HEAD
from autograder.errors import CourseError, InternalError
from autograder.model import (
    ExerciseResult,
    Outcome,
    OutcomeKind,
    Result,
    Scheme,
    Status,
    TestResult,
    Text,
    Verdict,
    evidence_from_plain,
    evidence_to_plain,
    plot_from_plain,
    plot_to_plain,
)

AGAIN = "run this again: what was graded is kept"
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


class ResultStore:
    """The kept results of one assignment.

    Args:
        folder: where they are; made when first written.
        run: the name of the run that writes. What it replaces by another result of the same version is kept under that
            name, so that it can be put back; without a name it is not.
    """

    def __init__(self, folder: Path, run: str = "") -> None:
        self._folder, self._run = folder, run

    @property
    def folder(self) -> Path:
        """Where they are."""
        return self._folder

    def recall(self, student: str, key: str, notebook: str) -> Status | None:
        """The status of the result of an earlier version, if it was kept under this key; then it is the newest again.

        Args:
            student: whose.
            key: of the result.
            notebook: the hash of the notebook's file.

        Raises:
            CourseError: as `put`.
        """
        for name in (notebook, f"key-{key}"):
            earlier = self._earlier(student) / f"{name}.json"
            status = _status(earlier, key)
            if status is None:
                continue
            try:
                data = earlier.read_bytes()
                self._set_aside(student, notebook)
                replace_file(self._place(student), data)
            except OSError as error:
                raise _cannot_write(self._place(student), error) from error
            return status
        return None

    def of_version(self, student: str, notebook: str) -> Result | None:
        """The newest result of one version of a student's notebook.

        Args:
            student: whose.
            notebook: the hash of the notebook's file.
        """
        for place in (self._place(student), self._earlier(student) / f"{notebook}.json"):
            kept = self._load(place)
            if kept is not None and kept.basis.notebook == notebook:
                return kept.result
        return None

    def status(self, student: str, key: str) -> Status | None:
        """The status of the result kept for this student, if its key is this one. Does not read the result."""
        return _status(self._place(student), key)

    def get(self, student: str, key: str) -> Result | None:
        """The result kept for this student, if its key is this one."""
        return self.load(student).result if self.status(student, key) else None

    def load(self, student: str) -> Kept:
        """What is kept for this student, whatever its key.

        Raises:
            InternalError: there is nothing, or it cannot be read.
        """
        place = self._place(student)
        kept = self._load(place)
        if kept is None:
            raise InternalError(f"{place}: the kept result of {student} cannot be read; delete the file")
        return kept

    def latest(self, student: str) -> Kept | None:
        """The newest that is kept for this student, whatever its key."""
        return self._load(self._place(student))

    def all(self) -> tuple[Result, ...]:
        """The newest result of every student, by student."""
        return tuple(kept.result for _, kept in sorted(self.all_kept().items()))

    def all_kept(self) -> dict[str, Kept]:
        """What is kept for every student; without what cannot be read (`damaged`)."""
        found = [self._load(path) for path in sorted(self._folder.glob("*.json"))]
        return {kept.result.student: kept for kept in found if kept is not None}

    def written_at(self, student: str) -> datetime | None:
        """When this student's result was written; None where there is none."""
        try:
            return datetime.fromtimestamp(self._place(student).stat().st_mtime, UTC)
        except OSError:
            return None

    def damaged(self, student: str) -> Path | None:
        """The file with this student's result, if there is one and it cannot be read."""
        place = self._place(student)
        return place if place.is_file() and self._load(place) is None else None

    def put(self, result: Result, key: str, basis: Basis | None = None) -> None:
        """Keep a result. That of another version of the notebook is set aside, not lost.

        Raises:
            CourseError: the disk is full or not writable; what was there stays.
        """
        place = self._place(result.student)
        body = _encoded({"result": result_to_json(result), "basis": asdict(basis or Basis())}) + b"\n"
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
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._keep_replaced(result.student, head)
            self._set_aside(result.student, basis.notebook if basis else "")
            replace_file(place, _encoded(head) + b"\n" + body)
        except OSError as error:
            raise _cannot_write(place, error) from error

    def put_back(self, student: str, data: bytes) -> tuple[str, Status]:
        """Make a result that was kept the newest again; its key and status. That of another version is set aside.

        Raises:
            CourseError: it is damaged, or cannot be written.
        """
        place = self._place(student)
        try:
            line, body = data.split(b"\n", 1)
            head = json.loads(line)
            if head["schema"] != _SCHEMA or not _whole(head, body):
                raise ValueError
            found, notebook = (str(head["key"]), Status(head["status"])), str(head["notebook"])
        except (ValueError, KeyError, TypeError):
            raise CourseError(str(place), "the result that was replaced is damaged and cannot be put back") from None
        try:
            self._set_aside(student, notebook)
            replace_file(place, data)
        except OSError as error:
            raise _cannot_write(place, error) from error
        return found

    def set_aside(self, student: str, notebook: str) -> bytes | None:
        """The kept result of a version that is not the newest, as it lies on disk; None if there is none."""
        try:
            return (self._earlier(student) / f"{notebook}.json").read_bytes()
        except FileNotFoundError:
            return None

    # ---------------------------------------------------------------- private

    def _place(self, student: str) -> Path:
        return result_place(self._folder, student)

    def _earlier(self, student: str) -> Path:
        return self._folder / "versions" / self._place(student).stem

    def _set_aside(self, student: str, notebook: str) -> None:
        """Keep the newest result beside those of earlier versions, if it is another version's than this.

        Results from before notebooks were noted have none in their head: they go by their key.

        Raises:
            OSError: it cannot be written.
        """
        place = self._place(student)
        head = _head(place)
        if not head or (notebook and head.get("notebook") == notebook):
            return
        name = head.get("notebook") or f"key-{head.get('key', '')}"
        earlier = self._earlier(student) / f"{name}.json"
        earlier.parent.mkdir(parents=True, exist_ok=True)
        replace_file(earlier, place.read_bytes())

    def _keep_replaced(self, student: str, new: Mapping[str, Any]) -> None:
        """Keep the result of this version that the new one replaces, the first time that this run replaces it.

        Raises:
            OSError: it cannot be written.
        """
        notebook = new["notebook"]
        if not self._run or not notebook:
            return
        for old in (self._place(student), self._earlier(student) / f"{notebook}.json"):
            head = _head(old)
            if head.get("notebook") != notebook:
                continue
            if head.get("sha256") != new["sha256"] and head.get("status") != Status.INTERNAL_ERROR:
                kept = replaced_folder(self._folder, self._run) / self._place(student).stem / f"{notebook}.json"
                if not kept.exists():
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    replace_file(kept, old.read_bytes())
            return

    def _load(self, path: Path) -> Kept | None:
        try:
            head_line, body = path.read_bytes().split(b"\n", 1)
            head = json.loads(head_line)
            if head["schema"] != _SCHEMA or not _whole(head, body):
                return None
            data = json.loads(body)
            known = _known(Basis, data["basis"])
            inputs = Scheme(known["inputs"]) if known.get("inputs") else None
            basis = Basis(**{**known, "notes": tuple(data["basis"]["notes"]), "inputs": inputs})
            return Kept(result_from_json(data["result"]), basis)
        except (OSError, ValueError, KeyError, TypeError):
            return None


def result_place(folder: Path, student: str) -> Path:
    """Where the newest result of a student is: a name on disk that cannot collide or escape, and can still be read."""
    safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in student)[:60]
    return folder / f"{safe}-{hashlib.sha256(student.encode()).hexdigest()[:12]}.json"


def replaced_folder(folder: Path, run: str) -> Path:
    """Where the results are that a run has replaced: a folder for each student, a file for each version."""
    return folder / "replaced" / run


def _head(place: Path) -> dict[str, Any]:
    """What the first line of a result says; nothing if the result is not whole."""
    try:
        line, body = place.read_bytes().split(b"\n", 1)
        head = json.loads(line)
        return dict(head) if head["schema"] == _SCHEMA and _whole(head, body) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _status(place: Path, key: str) -> Status | None:
    head = _head(place)
    try:
        return Status(head["status"]) if head.get("key") == key else None
    except (ValueError, KeyError):
        return None


def _cannot_write(place: Path, error: OSError) -> CourseError:
    return CourseError(str(place), f"cannot be written: {error.strerror}", fix=f"make room, then {AGAIN}")


class TrialStore(ResultStore):
    """The kept results of an assignment, and in memory those of a run that keeps nothing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._made: dict[str, tuple[str, Kept]] = {}

    def status(self, student: str, key: str) -> Status | None:
        """As of a store; what this run made comes first."""
        if student in self._made:
            made, kept = self._made[student]
            return kept.result.status if made == key else None
        return super().status(student, key)

    def recall(self, student: str, key: str, notebook: str) -> Status | None:
        """Nothing is brought back: that would be kept."""
        return None

    def load(self, student: str) -> Kept:
        """As of a store; what this run made comes first."""
        return self._made[student][1] if student in self._made else super().load(student)

    def latest(self, student: str) -> Kept | None:
        """As of a store; what this run made comes first."""
        return self._made[student][1] if student in self._made else super().latest(student)

    def put(self, result: Result, key: str, basis: Basis | None = None) -> None:
        """Remember a result until the run ends."""
        self._made[result.student] = key, Kept(result, basis or Basis())


def _whole(head: Mapping[str, Any], body: bytes) -> bool:
    """Whether a body is what its head says. Heads of older versions have no hash: then it must at least be JSON."""
    if head["bytes"] != len(body):
        return False
    if "sha256" in head:
        return bool(head["sha256"] == hashlib.sha256(body).hexdigest())
    json.loads(body)
    return True


def replace_file(place: Path, content: bytes) -> None:
    """Write a file in one step: whoever reads it sees the old content or the new, and a full disk leaves the old.

    Raises:
        OSError: it cannot be written.
    """
    draft = place.with_name(f".{place.name}.{os.getpid()}.draft")
    try:
        draft.write_bytes(content)
        draft.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def result_to_json(result: Result) -> dict[str, Any]:
    """A result as JSON data: what `dataclasses.asdict` gives, in a fifth of the time."""
    data: dict[str, Any] = _fields(result)
    data["outcome"] = _fields(result.outcome)
    data["timings_s"] = dict(result.timings_s)
    data["exercises"] = []
    for exercise in result.exercises:
        tests = [
            _fields(test)
            | {"about": dict(test.about), "hint": dict(test.hint), "evidence": evidence_to_plain(test.evidence)}
            for test in exercise.tests
        ]
        plot = exercise.plot and plot_to_plain(exercise.plot)
        data["exercises"].append(_fields(exercise) | {"tests": tests, "plot": plot})
    return data


def _fields(noun: Any) -> dict[str, Any]:
    """The fields of a frozen noun by name, as they are."""
    return {name: getattr(noun, name) for name in noun.__slots__}


def _known(noun: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that the noun has a field for: an older version kept others."""
    names = noun.__slots__  # type: ignore[attr-defined]
    return {name: value for name, value in data.items() if name in names}


def result_from_json(data: Mapping[str, Any]) -> Result:
    """The result that `result_to_json` took apart.

    Raises:
        KeyError, TypeError, ValueError: it is not one.
    """
    outcome = Outcome(OutcomeKind(data["outcome"]["kind"]), data["outcome"]["detail"])
    fields = {**_known(Result, data), "status": Status(data["status"]), "outcome": outcome}
    fields["exercises"] = tuple(_exercise(exercise) for exercise in data["exercises"])
    for name in ("isolation", "notes"):
        fields[name] = tuple(data[name])
    return Result(**fields)


def _exercise(data: Mapping[str, Any]) -> ExerciseResult:
    tests = tuple(_test(test) for test in data["tests"])
    plot = plot_from_plain(data["plot"]) if data.get("plot") else None
    fields = {**_known(ExerciseResult, data), "tests": tests, "plot": plot}
    return ExerciseResult(**{**fields, "verdict": Verdict(data["verdict"])})


def _test(data: Mapping[str, Any]) -> TestResult:
    texts = {"about": Text(data["about"]), "hint": Text(data["hint"])}
    fields = {**_known(TestResult, data), **texts, "carried": tuple(data.get("carried", ()))}
    fields["evidence"] = evidence_from_plain(data.get("evidence"))
    return TestResult(**{**fields, "verdict": Verdict(data["verdict"])})


def _encoded(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
