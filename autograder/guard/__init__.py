"""Keeps nbgrader's own Autograde off assignments that have a hidden suite: there it *is* this grader.

nbgrader's Autograde (the command, the bolt in formgrader, `NbGraderAPI.autograde`) runs a student's cells with all
rights of whoever started it, follows links in what was handed in, and replaces the scores of the hidden suite by those
of the visible checks. All three ways end in one method of one class, `Autograde.convert_notebooks`, before which
nothing was opened, copied or deleted. `converter` takes its place: for an assignment with `solutions/NAME` it runs
`autograder grade` in a process of its own and says what that says; another assignment is nbgrader's, with a warning
that its code runs unconfined.

So it is with nbgrader's generate_feedback, which would make a page of its own of autograded/ and delete the student's
pages: it *is* `autograder feedback`. And its release_feedback, which ends at the first student who did not come through
its exchange, names those and goes on.

Two doors lead here, so that one may be missing:

    hook       every Python of the environment that this package is installed in, through a line in a `.pth` file: it
               waits for nbgrader to be imported, whatever configuration is loaded from wherever
    install    the course's `nbgrader_config.py` calls it; where this package is not to be had, as with an nbgrader of
               another environment, that file puts a refusal there itself

The modules here are imported by every Python of the environment: they import nothing that costs time.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import takes longer than all else here
if TYPE_CHECKING:
    from types import ModuleType


def install() -> None:
    """Put the guards into nbgrader, in this process. Imports nbgrader; a second time does nothing.

    Raises:
        ImportError: nbgrader is not what it was, and cannot be guarded.
    """
    from nbgrader.converters import autograde, generate_feedback
    from nbgrader.exchange.default import release_feedback

    for module in (autograde, generate_feedback, release_feedback):
        guard(module)


def guard(module: ModuleType) -> None:
    """Put the guard into one of nbgrader's modules that have one.

    Raises:
        ImportError: the module is not what it was.
    """
    if module.__name__ == "nbgrader.exchange.default.release_feedback":
        from autograder.guard.exchange import guard_release

        guard_release(module.ExchangeReleaseFeedback)
        return
    from autograder.guard.converter import AUTOGRADE, FEEDBACK, guard_converter

    if module.__name__ == "nbgrader.converters.autograde":
        guard_converter(module.Autograde, AUTOGRADE)
    else:
        guard_converter(module.GenerateFeedback, FEEDBACK)
