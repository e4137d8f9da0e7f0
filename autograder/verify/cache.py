"""Results kept from one run of verify to the next: plain JSON in `.autograder/verify/NAME.json`."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.model import OutcomeKind, Status, Verdict
from autograder.verify.jobs import ExerciseRecord, Record, TestRecord

SCHEMA = "autograder/verify/2"
_KEPT_RUNS = 8  # an entry that so many runs did not ask for is forgotten


class Cache:
    """Records by key. A file that is missing or not understood is an empty cache."""

    def __init__(self, path: Path | None) -> None:
        self._records: dict[str, Record] = {}
        self._unused: dict[str, int] = {}
        if path is not None:
            self._load(path)

    def get(self, key: str) -> Record | None:
        """The record under a key."""
        found = self._records.get(key)
        if found is not None:
            self._unused[key] = 0
        return found

    def put(self, key: str, record: Record) -> None:
        """Keep a record, unless it holds the grader's own fault, which may be gone the next time."""
        if record.internal_error or any(item.internal_error for item in record.exercises.values()):
            return
        self._records[key] = record
        self._unused[key] = 0

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        entries = {
            key: {"unused": self._unused[key], **_plain(record)}
            for key, record in self._records.items()
            if self._unused[key] < _KEPT_RUNS
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"schema": SCHEMA, "results": entries}, file, ensure_ascii=False, separators=(",", ":"))
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise

    def _load(self, path: Path) -> None:
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["schema"] != SCHEMA:
                return
            for key, entry in content["results"].items():
                self._records[key] = _record(entry)
                self._unused[key] = int(entry["unused"]) + 1
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._records.clear()  # a kept result is a saving, never a need
            self._unused.clear()


def _plain(record: Record) -> dict[str, Any]:
    return {
        "status": record.status.value,
        "outcome": record.outcome.value,
        "detail": record.detail,
        "duration_s": record.duration_s,
        "calls_s": dict(record.calls_s),
        "cells_s": record.cells_s,
        "exercises": {
            name: {
                "score": item.score,
                "points": item.points,
                "verdict": item.verdict.value,
                "tests": [
                    [test.name, test.verdict.value, test.points, test.misconception, test.hinted, test.message]
                    for test in item.tests
                ],
            }
            for name, item in record.exercises.items()
        },
    }


def _record(entry: Mapping[str, Any]) -> Record:
    return Record(
        status=Status(entry["status"]),
        outcome=OutcomeKind(entry["outcome"]),
        detail=str(entry["detail"]),
        duration_s=float(entry["duration_s"]),
        calls_s={str(test): float(passed_s) for test, passed_s in entry["calls_s"].items()},
        cells_s=float(entry["cells_s"]),
        exercises={
            str(name): ExerciseRecord(
                score=float(item["score"]),
                points=float(item["points"]),
                verdict=Verdict(item["verdict"]),
                tests=tuple(_test(test) for test in item["tests"]),
            )
            for name, item in entry["exercises"].items()
        },
    )


def _test(item: list[Any]) -> TestRecord:
    name, verdict, points, misconception, hinted, message = item
    return TestRecord(str(name), Verdict(verdict), float(points), str(misconception), bool(hinted), str(message))
