"""Where a class stands in an assignment: the final grade of everybody, with what it comes from.

Everything is read anew: the roster, decisions.toml, what is in submitted/, the kept results, and what people gave in
nbgrader. Points that have changed since a submission was graded are applied to what its tests said then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from autograder.batch.fingerprint import Fingerprint, hash_of
from autograder.batch.grading import store_of
from autograder.batch.result_files import Kept
from autograder.batch.store import ResultStore
from autograder.config import read_decisions, read_roster
from autograder.errors import NotebookError, SuiteError
from autograder.gradebook import StudentRows, given_in, read_rows
from autograder.grades import FinalGrade, Given, final_grade
from autograder.grades.scoring import ScoredTest, assemble
from autograder.intake import survey
from autograder.model import (
    Assignment,
    Course,
    Decisions,
    Enrolment,
    Person,
    Result,
    Roster,
    Submission,
    WithoutNotebook,
)
from autograder.notebook.reading import submission_bytes

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Member:
    """One student's assignment.

    Attributes:
        student: the id.
        person: the row of the roster; None where there is none.
        grade: the final grade.
        result: what the grader says, at today's points; None if it says nothing.
        submission: what is in submitted/; None where there is nothing.
        given: what people gave in nbgrader.
        rows: nbgrader's rows; None where there are none.
        notebook: the hash of the notebook that `result` is of; empty where it is not known.
        without: what was handed in instead of a notebook; None where one was, and where nothing was.
    """

    student: str
    person: Person | None
    grade: FinalGrade
    result: Result | None = None
    submission: Submission | None = None
    given: Given = Given()  # noqa: RUF009 - frozen
    rows: StudentRows | None = None
    notebook: str = ""
    without: WithoutNotebook | None = None

    @property
    def stranger(self) -> bool:
        """Whether this is somebody with work who is not on the roster."""
        return self.person is None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everybody's, in the roster's order, then those who are not on it. Without a roster: everybody with work.

    `notes`: what could not be read, or was not taken; a line each. `of_older_tests`: whose result is of older tests
    than that of others, as after a run over some only; nobody where all are of the same tests.
    """

    assignment: Assignment
    members: tuple[Member, ...]
    notes: tuple[str, ...] = ()
    of_older_tests: tuple[str, ...] = ()

    @property
    def graded(self) -> tuple[Member, ...]:
        """Those with a result."""
        return tuple(member for member in self.members if member.result is not None)

    @property
    def grades(self) -> tuple[FinalGrade, ...]:
        """Everybody's final grade."""
        return tuple(member.grade for member in self.members)


class FinalGrading:
    """Computes final grades of one assignment; what they depend on besides the work is read once, here.

    Args:
        course: the course.
        assignment: the assignment.
        now: tells what is missing from what is not due yet.
        roster: who is in the course; None: read it.
        decisions: what was decided; None: read it.

    Raises:
        ConfigError: the roster or the decisions cannot be read.
        InternalError: nbgrader's tables cannot be read.
    """

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        *,
        now: datetime | None = None,
        roster: Roster | None = None,
        decisions: Decisions | None = None,
    ) -> None:
        self._course, self._assignment, self._now = course, assignment, now
        self.roster = read_roster(course) if roster is None else roster
        self.decisions = read_decisions(course, self.roster) if decisions is None else decisions
        self.rows: Mapping[str, StudentRows] = read_rows(course, assignment)
        self._people = {person.id: person for person in self.roster.people}

    def person(self, student: str) -> Person | None:
        """The student's row of the roster."""
        return self._people.get(student)

    def given(self, student: str) -> Given:
        """What people gave the student in nbgrader."""
        return given_in(self.rows.get(student), self._assignment)

    def grade(
        self, student: str, result: Result | None, submission: Submission | None, *, stale: bool = False,
        without: WithoutNotebook | None = None,
    ) -> FinalGrade:
        """The final grade of one student."""
        person = self.person(student)
        return final_grade(
            self._assignment,
            zone=self._course.time_zone,
            student=student,
            result=result,
            submission=submission,
            given=self.given(student),
            decisions=self.decisions,
            now=self._now,
            enrolment=person.status if person else Enrolment.ACTIVE,
            stale=stale,
            without=without,
        )


def standing(
    course: Course,
    assignment: Assignment,
    *,
    now: datetime | None = None,
    roster: Roster | None = None,
    decisions: Decisions | None = None,
) -> Standing:
    """Where the class stands in one assignment; nothing is written and nothing is run.

    Args:
        now: tells what is missing from what is not due yet.
        roster: who is in the course; None: read it.
        decisions: what was decided; None: read it.

    Raises:
        UserError: a file of the course cannot be read.
        InternalError: the gradebook cannot be read.
    """
    grading = FinalGrading(course, assignment, now=now, roster=roster, decisions=decisions)
    store = store_of(course, assignment)
    found = survey(course, assignment)
    submissions = {one.student: one for one in found.submissions}
    kept = store.all_kept()
    notes = list(found.notes)
    students = [person.id for person in grading.roster.people]
    students += sorted((submissions.keys() | _with_work(course, assignment, kept)) - set(students))
    members = []
    for student in students:
        submission, known = submissions.get(student), kept.get(student)
        if known is None and (damaged := store.damaged(student)):
            again = f"`autograder grade {assignment.name}` grades it again"
            notes.append(f"{student}: the kept result {damaged.name} is damaged; {again}")
        result = None if known is None else rescored(known, assignment)
        rows = grading.rows.get(student)
        if submission is None and result is not None:
            notes.append(f"{student}: graded, but there is no submission in submitted/ any more")
            submission = _as_recorded(course, assignment, student, rows)
        without = found.without.get(student)
        stale = _is_stale(known, submissions.get(student))
        members.append(
            Member(
                student=student,
                person=grading.person(student),
                grade=grading.grade(student, result, submission, stale=stale, without=without),
                result=result,
                submission=submissions.get(student),
                given=grading.given(student),
                rows=rows,
                notebook=known.basis.notebook if known else "",
                without=without,
            )
        )
    there = {student: one for student, one in kept.items() if student in submissions}
    return Standing(assignment, tuple(members), tuple(notes), _of_older_tests(course, assignment, there, store))


def rescored(kept: Kept, assignment: Assignment) -> Result:
    """A kept result at today's points: each test keeps its verdict and its share. Nothing is run.

    An exercise that the assignment has no more is left out; one that is new has no tests, and is missing in the result.
    """
    result, weights = kept.result, kept.basis.weights or {}
    points = {exercise.name: exercise.points for exercise in assignment.exercises}
    same = all(points.get(one.name) == one.points for one in result.exercises) and len(points) == len(result.exercises)
    if same and result.points == assignment.points:
        return result
    known = {one.name: one for one in result.exercises}
    tests = [
        ScoredTest(
            test.name, name, weights.get(test.name) or test.points or 1.0, test.verdict, test.about, test.message,
            test.hint, test.misconception, test.carried, test.evidence,
        )
        for name, exercise in known.items()
        if name in points and not assignment.exercise(name).manual
        for test in exercise.tests
    ]  # fmt: skip
    try:
        made = assemble(
            assignment, student=result.student, notebook=result.notebook, tests=tests, outcome=result.outcome,
            isolation=result.isolation, notes=result.notes, duration_s=result.duration_s, status=result.status,
            timings_s=result.timings_s,
        )  # fmt: skip
    except SuiteError:  # weights that are none: then what was kept stands
        return result
    exercises = tuple(
        replace(
            one,
            verdict=one.verdict if one.tests else known[one.name].verdict,
            source=known[one.name].source,
            plot=known[one.name].plot,
        )
        for one in made.exercises
        if one.name in known
    )
    return replace(made, exercises=exercises)


def _of_older_tests(
    course: Course, assignment: Assignment, kept: Mapping[str, Kept], store: ResultStore
) -> tuple[str, ...]:
    """Whose result is of other tests than the newest of these results."""
    tests = {student: sorted(one.basis.tests.items()) for student, one in kept.items() if one.basis.tests}
    if all(one == other for one, other in pairwise(tests.values())):
        return ()
    newest = sorted(Fingerprint(course, assignment, "").tests.items())
    if newest not in tests.values():  # they have changed once more since
        newest = tests[max(tests, key=lambda student: (store.written_at(student) or _LONG_AGO, student))]
    return tuple(sorted(student for student, mine in tests.items() if mine != newest))


def _with_work(course: Course, assignment: Assignment, kept: Mapping[str, Kept]) -> set[str]:
    """Those whose result is kept and whose folder is still there."""
    submitted = course.root / "submitted"
    return {student for student in kept if (submitted / student / assignment.name).is_dir()}


def _is_stale(kept: Kept | None, submission: Submission | None) -> bool:
    """Whether what is in submitted/ is another notebook than the one that was graded."""
    if kept is None or submission is None or not kept.basis.notebook:
        return False
    try:
        return hash_of(submission_bytes(submission.path)) != kept.basis.notebook
    except NotebookError:  # it was readable when it was graded
        return True


def _as_recorded(
    course: Course, assignment: Assignment, student: str, rows: StudentRows | None
) -> Submission:
    """A submission that is gone, with the time that nbgrader's tables have for it."""
    path = Path(course.root) / "submitted" / student / assignment.name / f"{assignment.name}.ipynb"
    return Submission(assignment.name, student, path, rows.timestamp if rows else None)
