"""Keeps nbgrader's own Autograde off assignments that have a hidden suite: there it *is* this grader.

nbgrader's Autograde (the command, the bolt in formgrader, `NbGraderAPI.autograde`) runs a student's cells with all
rights of whoever started it, follows links in what was handed in, and replaces the scores of the hidden suite by those
of the visible checks. All three ways end in one method of one class, `Autograde.convert_notebooks`, before which
nothing was opened, copied or deleted. `converter` takes its place: for an assignment with `solutions/NAME` it runs
`autograder grade` in a process of its own and says what that says; another assignment is nbgrader's, with a warning
that its code runs unconfined.

Two doors lead here, so that one may be missing:

    hook       every Python of the environment that this package is installed in, through a line in a `.pth` file: it
               waits for nbgrader to be imported, whatever configuration is loaded from wherever
    install    the course's `nbgrader_config.py` calls it; where this package is not to be had, as with an nbgrader of
               another environment, that file puts a refusal there itself

The modules here are imported by every Python of the environment: they import nothing that costs time.
"""

from __future__ import annotations


def install() -> None:
    """Put the guard before nbgrader's Autograde, in this process. Imports nbgrader; a second time does nothing.

    Raises:
        ImportError: nbgrader is not what it was, and cannot be guarded.
    """
    from nbgrader.converters import autograde

    from autograder.guard.converter import guard

    guard(autograde.Autograde)
