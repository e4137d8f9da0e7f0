"""One submission from its file to its result: read, select, (a host tests it,) score."""

from __future__ import annotations

from dataclasses import dataclass, replace

from autograder.errors import NotebookError
from autograder.grades.scoring import assemble
from autograder.grading.jobs import Job, Report
from autograder.model import COMMON_KEY, Assignment, Inputs, Outcome, Result, Status, Submission, run_digest
from autograder.notebook.contract import NotebookContract
from autograder.notebook.reading import SubmittedNotebook, parse_submission, printable, submission_bytes
from autograder.notebook.selection import Selection, select_cells

_MOST_SOURCE = 20_000  # characters of a cell that are kept for its page


@dataclass(frozen=True, slots=True)
class Prepared:
    """A submission that was read: what to run, and what was noticed."""

    submission: Submission
    job: Job
    selection: Selection
    notebook: SubmittedNotebook


def prepare(
    submission: Submission,
    contract: NotebookContract,
    data: bytes | None = None,
    *,
    inputs: Inputs | None = None,
    public: bool = False,
) -> Prepared:
    """Read a submission and choose the cells to run; nothing of it is executed.

    Args:
        submission: where it is.
        contract: the cells that it must have.
        data: what its file holds, if the caller has read it (`submission_bytes`).
        inputs: what the hidden inputs are drawn from; only visible checks do without.
        public: run its visible checks, the instructor's version of them, instead of the hidden suite.

    Raises:
        NotebookError: it cannot be read.
    """
    if data is None:
        data = submission_bytes(submission.path)
    notebook = parse_submission(data, printable(submission.path.name))
    selection = select_cells(notebook, contract)
    checks = selection.public_cells if public else ()
    job = Job(
        key=submission.student, cells=selection.cells, checks=checks, missing=selection.missing,
        untouched=selection.untouched, pictures=True,
        inputs=COMMON_KEY if inputs is None else inputs.key_of(submission.student),
    )  # fmt: skip
    return Prepared(submission, job, selection, notebook)


def unreadable(submission: Submission, assignment: Assignment, error: NotebookError) -> Result:
    """The result of a submission that cannot be read: nothing is earned, and it says why."""
    result = assemble(
        assignment, student=submission.student, notebook=str(submission.path), tests=(), notes=(str(error),),
        status=Status.UNREADABLE,
    )  # fmt: skip
    return result


def finish(prepared: Prepared, assignment: Assignment, report: Report, *, carry_forward: bool = True) -> Result:
    """The result of a submission and what a host found.

    Args:
        prepared: the submission.
        assignment: the assignment.
        report: what the host found.
        carry_forward: whether tests earn their points that pass given right answers to other exercises.
    """
    notes = (*prepared.selection.notes, *report.notes)
    result = assemble(
        assignment,
        student=prepared.submission.student,
        notebook=str(prepared.submission.path),
        tests=report.tests,
        outcome=report.outcome if not report.error else Outcome(report.outcome.kind, report.error),
        isolation=report.isolation,
        notes=(*notes, f"internal error: {report.error}") if report.error else notes,
        duration_s=report.timings_s.get("total", 0.0),
        timings_s=report.timings_s,
        status=Status.INTERNAL_ERROR if report.error else Status.GRADED,
        carry_forward=carry_forward,
        untouched=prepared.selection.untouched,
    )
    sources = {name: cell.source for cell in prepared.job.cells for name in cell.exercises}
    exercises = tuple(
        replace(one, source=sources.get(one.name, "")[:_MOST_SOURCE], plot=report.plots.get(one.name))
        for one in result.exercises
    )
    ran = run_digest((cell.id, cell.source) for cell in prepared.job.cells)
    return replace(result, exercises=exercises, ran=ran)
