"""Results as text that other programs read: pure functions, no files.

    document      the project's own JSON
    ci            JUnit XML, GitHub's job summary and annotations, a terminal
    gradescope    Gradescope's results.json
    rows          what tables of grades are made of
    tables        grades and totals as CSV, for people
    lms           grades for Canvas, Moodle, Brightspace and Blackboard
    changes       what is another grade than in an earlier export

What a student typed goes through `wording.plain_text` and then through the escaping of the format. Formats that
students see take a `FeedbackPolicy`: it alone lets instructors' messages through.
"""

from autograder.export.changes import LAST_EXPORT, changes, read_grades_csv
from autograder.export.ci import github_annotations, to_github, to_junit, to_text
from autograder.export.document import to_json
from autograder.export.gradescope import to_gradescope
from autograder.export.lms import blackboard_csv, brightspace_csv, canvas_csv, moodle_csv
from autograder.export.rows import ExportRow, Table, reasons_text
from autograder.export.tables import grades_csv, totals_csv

__all__ = [
    "LAST_EXPORT",
    "ExportRow",
    "Table",
    "blackboard_csv",
    "brightspace_csv",
    "canvas_csv",
    "changes",
    "github_annotations",
    "grades_csv",
    "moodle_csv",
    "read_grades_csv",
    "reasons_text",
    "to_github",
    "to_gradescope",
    "to_json",
    "to_junit",
    "to_text",
    "totals_csv",
]
