"""From what tests found to points, and from points, decisions and times to the one final grade with its reasons.

Theory of operation
-------------------
A grade is computed in one place and shown in many: gradebook, formgrader, a student's page, the class report, every
export, `explain` and `audit`. This room is that place. It is pure: no file, no clock, no database; who calls it brings
the results of a submission, what people gave in nbgrader, what `decisions.toml` says, the times and `now`.

1. `scoring` turns a suite's verdicts into points of exercises: exact hundredths, rounded once.
2. Each exercise then has one source of its score, the first of: an override, credit decided for everybody, a person's
   score in nbgrader, the tests. What was passed over stays among the reasons. Extra credit that a person gave in
   formgrader is added to whichever it is.
3. `lateness` compares the time of submission with the due time, an extension and the cut-off. Its share is taken of
   everything that counts, but for overrides that say `late = false`. A time that is not known takes nothing off.
4. `versions` chooses which of several versions of a student's work counts.
5. `final` puts this together: a status, a number where there is one, and the reasons. An exercise that waits for a
   person, or that a fault of the grader left without a verdict, leaves the whole without a number: a part of a grade is
   never shown as a grade.
6. `totals` makes one percentage and a letter of several assignments.

Decisions are looked up, never applied one after another: the order in which they were written changes nothing. All sums
are of decimal fractions, so that 0.1 and 0.2 make 0.3.

    scoring    test results to points
    given      what people gave through nbgrader
    lateness   how late, and what share that costs
    final      the final grade of one student's assignment
    versions   which version counts
    totals     several assignments together
"""

from autograder.grades.final import ExerciseGrade, FinalGrade, GradedWork, GradeStatus, Source, final_grade
from autograder.grades.given import Given, GivenGrade
from autograder.grades.lateness import Lateness, lateness
from autograder.grades.totals import Total, total_of
from autograder.grades.versions import Version, choose_version

__all__ = [
    "ExerciseGrade",
    "FinalGrade",
    "Given",
    "GivenGrade",
    "GradeStatus",
    "GradedWork",
    "Lateness",
    "Source",
    "Total",
    "Version",
    "choose_version",
    "final_grade",
    "lateness",
    "total_of",
]
