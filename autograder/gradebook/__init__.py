"""nbgrader's own places for grades: its database and its folder `autograded/`, written through its own models.

    configuration  nbgrader_config.py at the course root, and what nbgrader makes of it
    cells          what a release changes
    database       opens the gradebook, waits for a locked one
    rows           reads what nbgrader's tables say
    wanted         what they should say
    writer         one transaction per submission
    autograded     the notebook that formgrader shows
    shown          one cell of it, whole and harmless
    pages          where nbgrader's release_feedback takes pages from
    markdown       makes a student's text harmless in an instructor's browser
    comments       what stands beside an exercise

nbgrader takes a second and a half to import, so it is imported when a gradebook is opened and not before.
"""

from autograder.gradebook.autograded import write_autograded
from autograder.gradebook.cells import CellChanges, register_release
from autograder.gradebook.configuration import (
    GUARD_LINE,
    NbgraderState,
    ask_nbgrader,
    other_nbgrader,
    write_nbgrader_config,
)
from autograder.gradebook.database import check_encoding, database_url
from autograder.gradebook.pages import lay_out_for_exchange
from autograder.gradebook.rows import StudentRows, given_in, read_names, read_rows
from autograder.gradebook.shown import MANY, Picture, cells_that_ran
from autograder.gradebook.wanted import differences
from autograder.gradebook.writer import GradebookWriter

__all__ = [
    "GUARD_LINE",
    "MANY",
    "CellChanges",
    "GradebookWriter",
    "NbgraderState",
    "Picture",
    "StudentRows",
    "ask_nbgrader",
    "cells_that_ran",
    "check_encoding",
    "database_url",
    "differences",
    "given_in",
    "lay_out_for_exchange",
    "other_nbgrader",
    "read_names",
    "read_rows",
    "register_release",
    "write_autograded",
    "write_nbgrader_config",
]
