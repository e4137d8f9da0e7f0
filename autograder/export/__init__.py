"""Results as text that other programs read: pure functions, no files.

    document      the project's own JSON
    ci            JUnit XML, GitHub's job summary and annotations, a terminal
    gradescope    Gradescope's results.json
    tables        grades as CSV, for people, Canvas and Moodle

What a student typed goes through `wording.plain_text` and then through the escaping of the format. Formats that
students see take a `FeedbackPolicy`: it alone lets instructors' messages through.
"""

from autograder.export.ci import github_annotations, to_github, to_junit, to_text
from autograder.export.document import to_json
from autograder.export.gradescope import to_gradescope
from autograder.export.tables import canvas_csv, grades_csv, moodle_csv

__all__ = [
    "canvas_csv",
    "github_annotations",
    "grades_csv",
    "moodle_csv",
    "to_github",
    "to_gradescope",
    "to_json",
    "to_junit",
    "to_text",
]
