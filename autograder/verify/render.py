"""A report for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from autograder.verify.equivalent import as_change
from autograder.verify.report import ExerciseReport, Finding, Report, Rule, Severity

SCHEMA = "autograder/verify-report/1"
_HEADINGS = {Severity.ERROR: "rule broken", Severity.WARNING: "advice"}
_COLUMNS = ("exercise", "points", "tests", "wrong", "mutants killed", "equivalent")


def render_text(report: Report) -> str:
    """The report as lines of text: a table, the survivors, the findings, a verdict."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    rows = [_COLUMNS, *(_row(item) for item in report.exercises)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    yield report.assignment
    if report.exercises:
        for row in rows:
            first, *others = (cell.ljust(width) if not index else cell.rjust(width)
                              for index, (cell, width) in enumerate(zip(row, widths, strict=True)))
            yield f"  {first}  {'  '.join(others)}".rstrip()
    survivors = [mutant for item in report.exercises for mutant in item.survivors]
    if survivors:
        yield ""
        yield "  mutants that no test noticed, as equivalent.toml takes those that are no mistakes"
        for mutant in survivors:
            yield f"    line {mutant.line}, in {mutant.function}: {as_change(mutant)}"
    for severity in Severity:
        for rule in Rule:
            found = [item for item in report.findings if item.severity is severity and item.rule is rule]
            if found:
                yield ""
                yield f"  {_HEADINGS[severity]}: {rule}"
                yield from (f"    {item.place}: {item.message}" for item in found)
    yield ""
    yield from (f"  {line}" for line in _about_mistakes(report))
    yield f"  {_verdict(report)}"


def _row(item: ExerciseReport) -> tuple[str, ...]:
    mutants = f"{item.killed} of {item.mutants}" if item.mutants else "none"
    return (item.name, f"{item.points:g}", str(item.tests), str(item.wrong), mutants, str(item.equivalent or ""))


def _about_mistakes(report: Report) -> Iterator[str]:
    written, told = report.written, report.told
    if written.mistakes:
        size = f"{written.lines} lines of at most {written.columns} columns"
        yield f"{written.mistakes} mistakes, {written.edits} of them edits, in {size}"
    if told.probes:
        known = f"{told.recognised} of {told.wrong} wrong solutions are recognised"
        yield f"{known}; {told.false_hints} of {told.probes} probes are told a mistake that they do not have"
    if told.cheaters:
        yield f"{told.cheated} of {told.cheaters} cheaters earn everything"
        yield from told.harmless
    if any(report.needs):
        call_s, cells_s = report.needs
        yield f"the slowest right solution needs {call_s:.2g} s for a call and {cells_s:.2g} s for all cells"
    if report.seeds > 1:
        yield f"graded under {report.seeds} seeds: right solutions, mistakes, cheaters and answers without work"


def _verdict(report: Report) -> str:
    verdict = "ok" if report.ok else f"not ok, {len(report.errors)} {'error' if len(report.errors) == 1 else 'errors'}"
    share = f"{report.mutation_score:.1%} of {report.mutants} mutants killed" if report.mutants else "no mutants"
    return f"{verdict}: {share}; {report.graded} candidates graded, {report.reused} unchanged"


def report_json(report: Report) -> dict[str, Any]:
    """The report as plain data for JSON."""
    return {
        "schema": SCHEMA,
        "assignment": report.assignment,
        "ok": report.ok,
        "mutation_score": round(report.mutation_score, 4),
        "mutants": report.mutants,
        "killed": report.killed,
        "graded": report.graded,
        "reused": report.reused,
        "seeds": report.seeds,
        "needs_s": {"call": report.needs[0], "cells": report.needs[1]},
        "mistakes": asdict(report.written),
        "hints": asdict(report.told),
        "exercises": [_exercise(item) for item in report.exercises],
        "findings": [_finding(item) for item in report.findings],
    }


def _exercise(item: ExerciseReport) -> dict[str, Any]:
    return {
        "name": item.name,
        "points": item.points,
        "tests": item.tests,
        "wrong": item.wrong,
        "mutants": item.mutants,
        "killed": item.killed,
        "equivalent": item.equivalent,
        "mutation_score": round(item.mutation_score, 4),
        "survivors": [
            {"id": mutant.id, "line": mutant.line, "change": mutant.change, "source": mutant.source}
            for mutant in item.survivors
        ],
    }


def _finding(item: Finding) -> dict[str, Any]:
    return {
        "rule": item.rule.name.lower(),
        "severity": item.severity.value,
        "place": item.place,
        "exercise": item.exercise,
        "message": item.message,
    }
