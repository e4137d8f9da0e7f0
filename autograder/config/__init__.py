"""Files to model: `course.toml`, `assignments/NAME/assignment.toml` and `roster.csv`.

Every key is checked: an unknown one, a wrong type or an impossible value is a `ConfigError` that names the file and the
key. What may be left out has the default of the model's class.

    table        one table that is being read
    course       course.toml
    assignment   assignment.toml
    roster       roster.csv
"""

from autograder.config.assignment import ASSIGNMENT_FILE, assignment_names, load_assignment
from autograder.config.course import COURSE_FILE, load_course
from autograder.config.roster import ROSTER_FILE, read_roster, roster_text, write_roster
from autograder.config.table import did_you_mean

__all__ = [
    "ASSIGNMENT_FILE",
    "COURSE_FILE",
    "ROSTER_FILE",
    "assignment_names",
    "did_you_mean",
    "load_assignment",
    "load_course",
    "read_roster",
    "roster_text",
    "write_roster",
]
