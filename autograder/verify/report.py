"""What verify found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from autograder.verify.mutants import Mutant

MUTATION_THRESHOLD = 0.95


class Rule(StrEnum):
    """The rules that a suite must keep."""

    FILES = "files"
    TESTS = "tests"
    RIGHT = "right answers earn everything"
    NOTHING = "no work earns nothing"
    WRONG = "wrong answers lose points and are told why"
    MUTANTS = "small mistakes are noticed"
    ODD = "odd answers are only wrong"
    NOTEBOOKS = "notebooks run, and tell no answer"


class Severity(StrEnum):
    """An error fails the assignment; a warning is advice."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: where, and what to do about it, in one line."""

    rule: Rule
    severity: Severity
    place: str
    message: str
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseReport:
    """How one exercise's tests did. `mutants` leaves out the equivalent ones."""

    name: str
    points: float
    tests: int
    wrong: int
    mutants: int
    killed: int
    equivalent: int
    survivors: tuple[Mutant, ...] = ()

    @property
    def mutation_score(self) -> float:
        """Killed share of the mutants that are mistakes, 0 to 1; 1 if there are none."""
        return self.killed / self.mutants if self.mutants else 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one assignment. `graded` and `reused` count candidates."""

    assignment: str
    exercises: tuple[ExerciseReport, ...]
    findings: tuple[Finding, ...]
    graded: int
    reused: int

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that fail the assignment."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def ok(self) -> bool:
        """Whether every rule holds."""
        return not self.errors

    @property
    def mutants(self) -> int:
        """Mutants graded, the equivalent ones left out."""
        return sum(item.mutants for item in self.exercises)

    @property
    def killed(self) -> int:
        """Mutants that cost points."""
        return sum(item.killed for item in self.exercises)

    @property
    def mutation_score(self) -> float:
        """Killed share of the assignment's mutants that are mistakes, 0 to 1; 1 if there are none."""
        return self.killed / self.mutants if self.mutants else 1.0
