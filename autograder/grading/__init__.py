"""Grades one submission: read, confine, test, score.

Theory of operation
-------------------
Three processes take part. The grader (this process) reads the notebook under limits, chooses the cells to run and
scores what the tests found; it never runs anything of the notebook. A suite host (`host`, one per core and assignment)
holds the hidden tests, the reference and the expected values, and runs the suite for one submission after another. The
host owns a warm parent (`autograder.sandbox`), from which every submission gets a fresh confined worker that holds the
student's code and nothing else.

- `jobs`: what grader and host say to each other, JSON over a socket pair.
- `client`: the grader's side: start a host, submit a job, receive its report.
- `watchdog`: starts hosts, and ends one that does not come back from a test; the result names that test.
- `host`: the host's side: pytest and the loop.
- `trial`: one submission under test; a worker that student code ends is replaced for the next exercise.
- `checks`: a notebook's visible checks, run as its tests.
- `unconfined`: the same where no process can be forked; for somebody's own notebook.
- `submission`: from a file to a job, and from a report to a result.
- `pictures`: those that were pasted into a notebook, decoded in a worker.
- `shown`: what the teacher is shown, held against what ran.

Whatever a test cannot hold against the student is the grader's own fault: the result says internal error, and no score.
"""

from autograder.grading.client import SuiteHost
from autograder.grading.jobs import Job, Report
from autograder.grading.shown import page_problem, shown_again
from autograder.grading.submission import Prepared, finish, prepare, unreadable
from autograder.grading.unconfined import check_unconfined
from autograder.model import Cell
from autograder.sandbox import IsolationMode

__all__ = [
    "Cell",
    "IsolationMode",
    "Job",
    "Prepared",
    "Report",
    "SuiteHost",
    "check_unconfined",
    "finish",
    "page_problem",
    "prepare",
    "shown_again",
    "unreadable",
]
