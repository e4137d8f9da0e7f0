"""nbgrader's own places for grades: its database and its folder `autograded/`, written through its own models.

    database     opens the gradebook, waits for a locked one
    writer       one transaction per submission
    autograded   the notebook that formgrader and nbgrader's feedback show
    markdown     makes a student's text harmless in an instructor's browser
    comments     what stands beside an exercise

nbgrader takes a second and a half to import, so it is imported when a gradebook is opened and not before.
"""

from autograder.gradebook.autograded import StudentCell, write_autograded
from autograder.gradebook.database import database_url
from autograder.gradebook.writer import GradebookWriter

__all__ = ["GradebookWriter", "StudentCell", "database_url", "write_autograded"]
