"""A result as JSON data and back; what an older version kept is read, whatever it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.model import (
    ExerciseResult,
    Outcome,
    OutcomeKind,
    Result,
    Status,
    TestResult,
    Text,
    Verdict,
    evidence_from_plain,
    evidence_to_plain,
    plot_from_plain,
    plot_to_plain,
)


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


def known_fields(noun: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values that the noun has a field for: an older version kept others."""
    names = noun.__slots__  # type: ignore[attr-defined]
    return {name: value for name, value in data.items() if name in names}


def result_from_json(data: Mapping[str, Any]) -> Result:
    """The result that `result_to_json` took apart.

    Raises:
        KeyError, TypeError, ValueError: it is not one.
    """
    outcome = Outcome(OutcomeKind(data["outcome"]["kind"]), data["outcome"]["detail"])
    fields = {**known_fields(Result, data), "status": Status(data["status"]), "outcome": outcome}
    fields["exercises"] = tuple(_exercise(exercise) for exercise in data["exercises"])
    for name in ("isolation", "notes"):
        fields[name] = tuple(data[name])
    return Result(**fields)


def _exercise(data: Mapping[str, Any]) -> ExerciseResult:
    tests = tuple(_test(test) for test in data["tests"])
    plot = plot_from_plain(data["plot"]) if data.get("plot") else None
    fields = {**known_fields(ExerciseResult, data), "tests": tests, "plot": plot}
    return ExerciseResult(**{**fields, "verdict": Verdict(data["verdict"])})


def _test(data: Mapping[str, Any]) -> TestResult:
    texts = {"about": Text(data["about"]), "hint": Text(data["hint"])}
    fields = {**known_fields(TestResult, data), **texts, "carried": tuple(data.get("carried", ()))}
    fields["evidence"] = evidence_from_plain(data.get("evidence"))
    return TestResult(**{**fields, "verdict": Verdict(data["verdict"])})
