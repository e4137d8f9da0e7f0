"""Files to model: `course.toml`, `assignments/NAME/assignment.toml`, `roster.csv` and
`decisions.toml`.

Every key is checked: an unknown one, a wrong type or an impossible value is a `ConfigError` that names the file and the
key. What may be left out has the default of the model's class.

    table        one table that is being read
    course       course.toml
    assignment   assignment.toml
    roster       roster.csv
    decisions    decisions.toml
    secret       solutions/NAME/secret.toml
"""

from autograder.config.assignment import ASSIGNMENT_FILE, assignment_names, load_assignment
from autograder.config.course import COURSE_FILE, load_course
from autograder.config.decisions import DECISIONS_FILE, read_decisions
from autograder.config.hints import HINTS_FILES, hints_file, read_hints
from autograder.config.roster import ROSTER_FILE, parse_roster, read_roster, roster_text, write_roster
from autograder.config.secret import INPUTS_HEAD, SECRET_FILE, results_folder, seed_warning
from autograder.config.table import did_you_mean

__all__ = [
    "ASSIGNMENT_FILE",
    "COURSE_FILE",
    "DECISIONS_FILE",
    "HINTS_FILES",
    "INPUTS_HEAD",
    "ROSTER_FILE",
    "SECRET_FILE",
    "assignment_names",
    "did_you_mean",
    "hints_file",
    "load_assignment",
    "load_course",
    "parse_roster",
    "read_decisions",
    "read_hints",
    "read_roster",
    "results_folder",
    "roster_text",
    "seed_warning",
    "write_roster",
]
