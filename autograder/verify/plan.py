"""Which candidates are graded, each as a job."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.grading import Job
from autograder.verify.degenerate import NOTHING, ODD, ODD_SHAPED, SHAPED, WHOLE, answering, bound, shaped
from autograder.verify.files import Files
from autograder.verify.mutants import Mutant, mutate, sample
from autograder.verify.overlay import WrongSolution, overlay, stub_cells
from autograder.verify.source import Block

REFERENCE = "reference"
REFERENCE_AGAIN = "reference, again"

_SHORTEST_CALL_S = 2.0
_SLOWER_THAN_REFERENCE = 3.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs by what they are for. `all_mutants` is what `mutants` was sampled from."""

    right: tuple[Job, ...]
    nothing: tuple[Job, ...]
    odd: tuple[Job, ...]
    wrong: Mapping[str, WrongSolution]
    wrong_jobs: tuple[Job, ...]
    all_mutants: tuple[Mutant, ...]
    mutants: tuple[Mutant, ...]

    @property
    def size(self) -> int:
        """How many candidates there are."""
        return sum(map(len, (self.right, self.nothing, self.odd, self.wrong_jobs, self.mutants)))

    def only(self, names: Collection[str]) -> Plan:
        """The same for the tests of some exercises; the plan must be of files that hold nothing about others."""
        return replace(
            self,
            right=only(self.right, names),
            nothing=only(self.nothing, names),
            odd=only(self.odd, names),
        )


def only(jobs: Iterable[Job], names: Collection[str]) -> tuple[Job, ...]:
    """The jobs that concern one of these exercises, for their tests alone."""
    concerned = ((job, frozenset(names).intersection(job.exercises or names)) for job in jobs)
    return tuple(replace(job, exercises=exercises) for job, exercises in concerned if exercises)


def make_plan(files: Files, mutants_per_exercise: int | None) -> Plan:
    """Plan the jobs for an assignment; the first of `right` is the reference."""
    whole = overlay(files.reference, {})
    wrong = {item.key: item for item in files.wrong}
    all_mutants = mutate(files.reference_text, files.names)
    return Plan(
        right=(
            Job(REFERENCE, whole),
            Job(REFERENCE_AGAIN, whole),
            *(Job(key, overlay(blocks, {})) for key, blocks in files.correct.items()),
            *(
                Job(f"{key}: {exercise}", overlay(files.reference, {exercise: source}), frozenset({exercise}))
                for key, exercise, source in files.bases
            ),
        ),
        nothing=tuple(_nothing(files)),
        odd=tuple(_odd(files)),
        wrong=wrong,
        wrong_jobs=tuple(
            Job(
                key,
                overlay(files.reference, {item.exercise: item.source}),
                frozenset({item.exercise}),
                about_models=True,
            )
            for key, item in wrong.items()
        ),
        all_mutants=all_mutants,
        mutants=sample(all_mutants, mutants_per_exercise),
    )


def mutant_jobs(files: Files, mutants: Sequence[Mutant], reference_s: float, longest_s: float) -> tuple[Job, ...]:
    """The mutants' jobs: endless loops are cut off early, by the time that the whole reference took.

    Args:
        files: the assignment's files.
        mutants: those to grade.
        reference_s: what grading the reference took.
        longest_s: the longest limit for a call that the assignment or one of its tests has.
    """
    limit_s = min(longest_s, max(_SHORTEST_CALL_S, _SLOWER_THAN_REFERENCE * reference_s))
    return tuple(
        Job(
            f"mutant {mutant.id}",
            overlay(files.reference, {mutant.exercise: mutant.source}),
            frozenset({mutant.exercise}),
            limit_s,
        )
        for mutant in mutants
    )


def _nothing(files: Files) -> Iterator[Job]:
    yield Job("stub", stub_cells(files.reference))
    for name, body in NOTHING.items():
        yield Job(f"answer {name}", overlay(files.reference, _answers(files, body)))
    yield from _shaped(files, SHAPED)


def _odd(files: Files) -> Iterator[Job]:
    for name, body in ODD.items():
        yield Job(f"answer {name}", overlay(files.reference, _answers(files, body)))
    for name, template in WHOLE.items():
        bodies = {block.exercise: bound(block, template) for block in _exercises(files)}
        yield Job(f"answer {name}", overlay(files.reference, {key: body for key, body in bodies.items() if key}))
    yield from _shaped(files, ODD_SHAPED)


def _exercises(files: Files) -> Iterator[Block]:
    return (block for block in files.reference if block.exercise is not None)


def _answers(files: Files, body: str) -> dict[str, str]:
    """Every exercise answered alike; one without arguments answers None where the first argument is meant."""
    return {
        block.exercise or "": answering(block, body) or answering(block, "return None") or ""
        for block in _exercises(files)
    }


def _shaped(files: Files, fills: Mapping[str, str]) -> Iterator[Job]:
    for name, fill in fills.items():
        for block in _exercises(files):
            if block.exercise is not None:
                cells = overlay(files.reference, {block.exercise: shaped(block, fill)})
                yield Job(f"answer {name} of {block.exercise}", cells, frozenset({block.exercise}))
