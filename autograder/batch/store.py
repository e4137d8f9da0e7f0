"""Results on disk, one file a submission, under the key of everything that can change them.

A file is written beside its place and then renamed, so that a reader sees the old one or the new one, whatever happens
to the writer. A file that cannot be read counts as absent.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.model import ExerciseResult, Outcome, OutcomeKind, Result, Status, TestResult, Text, Verdict

_SCHEMA = 1


class ResultStore:
    """The kept results of one assignment.

    Args:
        folder: where they are; made when first written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, student: str, key: str) -> Result | None:
        """The result kept for this student, if its key is this one."""
        kept = self._read(student)
        return None if kept is None or kept[0] != key else kept[1]

    def latest(self, student: str) -> Result | None:
        """The newest result kept for this student, whatever its key."""
        kept = self._read(student)
        return None if kept is None else kept[1]

    def all(self) -> tuple[Result, ...]:
        """The newest result of every student, by student."""
        found = [self._load(path) for path in sorted(self._folder.glob("*.json"))]
        return tuple(sorted((kept[1] for kept in found if kept is not None), key=lambda result: result.student))

    def put(self, result: Result, key: str) -> None:
        """Keep a result.

        Raises:
            OSError: the disk is full or not writable; what was there stays.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        place = self._place(result.student)
        draft = place.with_suffix(f".{os.getpid()}.draft")
        body = json.dumps({"schema": _SCHEMA, "key": key, "result": asdict(result)}, ensure_ascii=False)
        try:
            draft.write_text(body, encoding="utf-8")
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)

    # ---------------------------------------------------------------- private

    def _place(self, student: str) -> Path:
        # A name on disk that cannot collide or escape, and can still be read.
        safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in student)[:60]
        return self._folder / f"{safe}-{hashlib.sha256(student.encode()).hexdigest()[:12]}.json"

    def _read(self, student: str) -> tuple[str, Result] | None:
        return self._load(self._place(student))

    def _load(self, path: Path) -> tuple[str, Result] | None:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["schema"] != _SCHEMA:
                return None
            return str(data["key"]), result_from_json(data["result"])
        except (OSError, ValueError, KeyError, TypeError):
            return None


def result_from_json(data: Mapping[str, Any]) -> Result:
    """The result that `dataclasses.asdict` took apart.

    Raises:
        KeyError, TypeError, ValueError: it is not one.
    """
    outcome = Outcome(OutcomeKind(data["outcome"]["kind"]), data["outcome"]["detail"])
    fields = {**data, "status": Status(data["status"]), "outcome": outcome}
    fields["exercises"] = tuple(_exercise(exercise) for exercise in data["exercises"])
    for name in ("isolation", "notes"):
        fields[name] = tuple(data[name])
    return Result(**fields)


def _exercise(data: Mapping[str, Any]) -> ExerciseResult:
    tests = tuple(_test(test) for test in data["tests"])
    return ExerciseResult(**{**data, "verdict": Verdict(data["verdict"]), "tests": tests})


def _test(data: Mapping[str, Any]) -> TestResult:
    texts = {"about": Text(**data["about"]), "hint": Text(**data["hint"])}
    return TestResult(**{**data, **texts, "verdict": Verdict(data["verdict"])})
