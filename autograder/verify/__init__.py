"""The suites tested: right answers earn everything, wrong ones lose, and small mistakes do not slip through."""

from autograder.verify.jobs import Cell, GradeMany, Job, Progress
from autograder.verify.mutants import Mutant, Operator, mutate
from autograder.verify.render import render_text, report_json
from autograder.verify.report import ExerciseReport, Finding, Report, Rule, Severity
from autograder.verify.run import verify

__all__ = [
    "Cell",
    "ExerciseReport",
    "Finding",
    "GradeMany",
    "Job",
    "Mutant",
    "Operator",
    "Progress",
    "Report",
    "Rule",
    "Severity",
    "mutate",
    "render_text",
    "report_json",
    "verify",
]
