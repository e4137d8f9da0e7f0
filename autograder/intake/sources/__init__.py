"""Where submissions come from: a module for each source, each with one interface (`claim.Source`).

    canvas        a flat zip of named or anonymous files
    moodle        folders or a flat zip; and the grading worksheet
    blackboard    a flat zip with a list of each attempt
    brightspace   folders with the moment in their names
    google        files that students named, in a folder of Drive
    clones        a folder of git clones
    pattern       a regular expression of the instructor's
    plain         STUDENT/... or STUDENT.ipynb

nbgrader's exchange is `intake.exchange`: it is asked, not looked through.
"""

from autograder.intake.sources import blackboard, brightspace, canvas, clones, google, moodle, pattern, plain
from autograder.intake.sources.claim import Claim, Listing, Source, WorksheetRow

OF_LMS: tuple[Source, ...] = (clones.claims, moodle.claims, brightspace.claims, blackboard.claims, canvas.claims)
"""Sources that know their files by names that nobody else gives; the first that knows a file has it."""

__all__ = [
    "OF_LMS", "Claim", "Listing", "Source", "WorksheetRow", "blackboard", "brightspace", "canvas", "clones", "google",
    "moodle", "pattern", "plain",
]  # fmt: skip
