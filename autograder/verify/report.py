"""What verify found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from autograder.verify.mutants import Mutant
from autograder.verify.written import Written

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
    HINTS = "no hint is false"
    CHEATERS = "cheaters lose points"
    LIMITS = "limits are generous, and no more"
    SECRETS = "what one student knows helps no other"


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
class Told:
    """How true hints are, and what cheaters earn.

    Args:
        probes: wrong answers that have no misconception: pairs of a probe and an exercise.
        false_hints: how many of them were told one.
        wrong: wrong solutions.
        recognised: how many of them are told some misconception.
        cheaters: pairs of a cheater and an exercise whose answers it changes.
        cheated: how many of them earn everything.
        harmless: which may, and why.
    """

    probes: int = 0
    false_hints: int = 0
    wrong: int = 0
    recognised: int = 0
    cheaters: int = 0
    cheated: int = 0
    harmless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one assignment.

    `graded` and `reused` count candidates; `needs` are the processor seconds of the slowest right solution, for a call
    and for all cells; under so many `seeds` was graded what must not depend on luck.
    """

    assignment: str
    exercises: tuple[ExerciseReport, ...]
    findings: tuple[Finding, ...]
    graded: int
    reused: int
    told: Told
    written: Written
    needs: tuple[float, float] = (0.0, 0.0)
    seeds: int = 1

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
