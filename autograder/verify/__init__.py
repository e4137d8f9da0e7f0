"""The suites tested: right answers earn everything, wrong ones lose, and small mistakes do not slip through."""

from autograder.verify.jobs import GradeMany, Progress
from autograder.verify.mutants import Mutant, Operator, mutate
from autograder.verify.pool import SuiteHosts, notebook_runner
from autograder.verify.render import render_text, report_json
from autograder.verify.report import ExerciseReport, Finding, Report, Rule, Severity
from autograder.verify.run import verify

__all__ = [
    "ExerciseReport",
    "Finding",
    "GradeMany",
    "Mutant",
    "Operator",
    "Progress",
    "Report",
    "Rule",
    "Severity",
    "SuiteHosts",
    "mutate",
    "notebook_runner",
    "render_text",
    "report_json",
    "verify",
]
