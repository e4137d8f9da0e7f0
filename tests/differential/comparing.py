"""Makes mangled notebooks by chance, grades them twice and holds the two answers against each other."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.model import Assignment, Course
from tests.differential.graders import Here, Nbgrader
from tests.differential.mangling import KINDS, Mangle, grade_id, saved
from tests.differential.small_assignment import NAME, RIGHT, WRONG

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A notebook, how it came about, and the exercises that nobody solved in it."""

    seed: int
    notebook: Json
    kinds: tuple[str, ...]
    wrong: frozenset[str]


@dataclass(slots=True)
class Outcome:
    """What came of all cases."""

    notebooks: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    full_there: int = 0
    full_here: int = 0
    wrong: int = 0
    problems: list[str] = field(default_factory=list)

    def printed(self) -> str:
        """The counts, a line each."""
        lines = [
            f"{self.notebooks} notebooks; exercises with full marks: {self.full_there} under nbgrader, "
            f"{self.full_here} here; {self.wrong} wrong answers",
            *(f"{count:6} {kind}" for kind, count in sorted(self.kinds.items())),
            f"{len(self.problems)} problems",
            *self.problems,
        ]
        return "\n".join(lines)


def cases(released: Json, seeds: range) -> Iterator[Case]:
    """The case of each seed: every kind of mangling comes first in as many cases as any other."""
    for seed in seeds:
        chance = random.Random(seed)
        kinds: list[Mangle] = [KINDS[seed % len(KINDS)], *chance.choices(KINDS, k=chance.choice([0, 0, 1, 2]))]
        notebook, wrong = copy.deepcopy(released), set()
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            name = grade_id(cell)
            if name in RIGHT:
                answers = WRONG if chance.random() < 0.25 else RIGHT
                wrong |= {name} if answers is WRONG else set()
                cell["source"] = chance.choice(answers[name])
        for mangle in kinds:
            if notebook["cells"]:
                mangle(notebook["cells"], chance)
        yield Case(seed, saved(notebook), tuple(kind.__name__ for kind in kinds), frozenset(wrong))


def compare(
    course: Course, assignment: Assignment, folder: Path, seeds: range, tell: Callable[[str], None] = lambda _: None
) -> Outcome:
    """Grade the cases of these seeds under both. Ctrl-C ends it, and what was done until then counts.

    Args:
        course: with the assignment released.
        assignment: which.
        folder: for notebooks.
        seeds: one for each case.
        tell: is told how far it has come, and each problem at once.
    """
    released = json.loads((course.root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    outcome = Outcome()
    with Nbgrader(course) as nbgrader, Here(course, assignment, folder) as here, contextlib.suppress(KeyboardInterrupt):
        for case in cases(released, seeds):
            if outcome.notebooks % 100 == 0:
                tell(f"{outcome.notebooks} notebooks, {len(outcome.problems)} problems")
            there = nbgrader.full_marks(case.notebook)
            passed, said = here.full_marks(case.notebook)
            outcome.notebooks += 1
            outcome.kinds.update(set(case.kinds))
            outcome.full_there += len(there)
            outcome.full_here += len(passed)
            outcome.wrong += len(case.wrong)
            about = f"seed {case.seed} ({', '.join(case.kinds)})"
            if lost := there - passed:
                outcome.problems.append(f"{about}: {', '.join(sorted(lost))} full under nbgrader, not here: {said}")
                tell(outcome.problems[-1])
            if gained := (passed - there) & case.wrong:
                outcome.problems.append(f"{about}: {', '.join(sorted(gained))} wrong, full here: {said}")
                tell(outcome.problems[-1])
    return outcome
