"""A question for every pair of sources, and a finding for every row that answers it twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from itertools import combinations

from autograder.audit.facts import Facts, Source
from autograder.grades import GradeStatus
from autograder.model import Enrolment, ReasonKind, TimeSource
from autograder.wording import one_line, points_text

_MOMENT = timedelta(seconds=1)
"""Times that differ by less are the same: sources keep fractions of a second differently."""

_MOST_NAMES = 5

Said = Iterator[tuple[str, str, str]]
"""The student (empty: the assignment as a whole), what the two say, what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Two answers to one question."""

    pair: tuple[Source, Source]
    assignment: str
    student: str
    what: str
    fix: str

    @property
    def ends_with_an_export(self) -> bool:
        """Whether exporting is all that there is to do."""
        return self.pair[1] == "export" and self.fix.split(";")[0] == "export again"

    def __str__(self) -> str:
        whose = f"{one_line(self.student)}: " if self.student else ""
        return f"{self.pair[0]} / {self.pair[1]}: {self.assignment}: {whose}{one_line(self.what)}; {self.fix}"


def audit(facts: Facts) -> tuple[Finding, ...]:
    """Everything that two sources say differently, by pair and then by student."""
    found = []
    for pair in PAIRS:
        lines = sorted(_CHECKS[pair](facts))
        found += [Finding(pair, facts.assignment.name, student, what, fix) for student, what, fix in lines]
    return tuple(found)


# ---------------------------------------------------------------- the roster and others


def _roster_submitted(f: Facts) -> Said:
    for student in f.submissions.keys() - f.on_roster if f.roster else ():
        yield student, "handed in, and is not in roster.csv", f"add the row, or move submitted/{student} away"


def _roster_versions(f: Facts) -> Said:
    for student in f.histories.keys() - f.on_roster - f.submissions.keys() if f.roster else ():
        yield student, "a version is kept, and roster.csv has nobody of this id", "add the row, or forget the student"


def _roster_results(f: Facts) -> Said:
    for student in f.kept.keys() - f.on_roster - f.submissions.keys() if f.roster else ():
        yield student, "a result is kept, and roster.csv has nobody of this id", "add the row, or forget the student"


def _roster_gradebook(f: Facts) -> Said:
    for student in f.rows.keys() - f.on_roster if f.roster else ():
        yield student, "has a row in the gradebook, and none in roster.csv", "add the row, or remove it from nbgrader"
    for person in f.roster.people:
        name, email = f.names.get(person.id, ("", ""))
        if email and person.email and email != person.email:
            yield person.id, f"{email} in the gradebook, {person.email} in roster.csv", "run `autograder grade`"
        elif name and person.name and sorted(name.split()) != sorted(person.name.replace(",", " ").split()):
            yield person.id, f"{name!r} in the gradebook, {person.name!r} in roster.csv", "run `autograder grade`"


def _roster_decisions(f: Facts) -> Said:
    for student in f.decided_about:
        person = f.person(student)
        if person is not None and person.status is Enrolment.DROPPED:
            yield student, "a decision is about somebody who has dropped the course", "remove it, or mend the status"


def _roster_times(f: Facts) -> Said:
    """A time from an LMS belongs to somebody whom that LMS knows, where the roster says whom it knows."""
    lms = ("canvas_id", "canvas_login", "moodle_id", "moodle_username", "brightspace", "blackboard")
    known = {person.id for person in f.roster.people if any(person.ids.get(column) for column in lms)}
    for student, submission in f.submissions.items():
        if known and submission.time_source is TimeSource.LMS and student in f.on_roster - known:
            yield student, "its time comes from an LMS, which has no name for them in roster.csv", "fill in the id"


def _roster_configuration(f: Facts) -> Said:
    excluded = f.nbgrader.student_id_exclude.split(",") if f.nbgrader else []
    for person in f.roster.people:
        for pattern in excluded:
            if pattern and fnmatchcase(person.id, pattern):
                yield person.id, f"nbgrader passes over students like {pattern!r}", "change student_id_exclude"


def _roster_export(f: Facts) -> Said:
    if f.exported is None or not f.roster:
        return
    for person in f.roster.people:
        row = f.exported.get(person.id)
        if row is None:
            yield person.id, "is on the roster, and was not in the last export", "export again"
        elif (row.status == GradeStatus.DROPPED) != (person.status is Enrolment.DROPPED):
            yield person.id, f"{person.status} in roster.csv, {row.status} in the last export", "export again"
    for student in f.exported.keys() - f.on_roster - f.submissions.keys():
        yield student, "was in the last export, and is not on the roster any more", "export again, tell the LMS"


# ---------------------------------------------------------------- what was handed in, and others


def _submitted_versions(f: Facts) -> Said:
    for student, found in f.hashes.items():
        history = f.histories.get(student)
        if history is not None and history.of(found) is None:
            yield (
                student,
                "what lies in submitted/ is no version that was collected",
                "run `autograder grade`: it is kept",
            )
        elif student in f.counts and f.counts[student] != found:
            yield student, "what lies in submitted/ is not the version that counts", "run `autograder grade`"


def _submitted_results(f: Facts) -> Said:
    again = f"run `autograder grade {f.assignment.name}`"
    if older := f.of_older_tests:
        some = ", ".join(older[:_MOST_NAMES]) + (", ..." if len(older) > _MOST_NAMES else "")
        number = f"1 result of {len(f.kept)} is" if len(older) == 1 else f"{len(older)} results of {len(f.kept)} are"
        yield "", f"{number} of older tests than the others ({some})", again
    for student in f.submissions.keys() - f.kept.keys():
        yield student, "handed in, and not graded", again
    for student, kept in f.kept.items():
        if student in f.hashes and kept.notebook and kept.notebook != f.hashes[student]:
            yield student, "another notebook lies in submitted/ than was graded", again
        elif student not in f.submissions and (student in f.on_roster or student in f.anybody):
            yield student, "graded, and submitted/ has nothing", "bring the version back, or forget the result"


def _submitted_gradebook(f: Facts) -> Said:
    for student in f.rows.keys() - f.submissions.keys():
        yield student, "has rows in the gradebook, and nothing in submitted/", "bring the version back"


def _submitted_decisions(f: Facts) -> Said:
    if not f.roster:  # with a roster a name that nobody has is refused when the file is read
        for student in f.decided_about - f.anybody:
            yield student, "a decision is about somebody who never handed in anything", "is the id right?"


def _submitted_times(f: Facts) -> Said:
    for student, submission in f.submissions.items():
        at = submission.submitted_at
        if at is not None and _utc(at) > f.now + timedelta(days=1):
            yield student, f"handed in on {at:%Y-%m-%d}, which is still to come", "mend its time"


def _submitted_configuration(f: Facts) -> Said:
    state = f.nbgrader
    if state is None or state.problem:
        return
    if state.root is not None and state.root.resolve() != f.course.root.resolve():
        yield "", f"nbgrader looks for submissions below {state.root}", "start it in the course's folder"
    elif state.submitted_directory not in ("", "submitted"):
        yield (
            "",
            f"nbgrader looks for submissions in {state.submitted_directory}/",
            "set submitted_directory to 'submitted'",
        )


def _submitted_export(f: Facts) -> Said:
    for student, row in (f.exported or {}).items():
        if student in f.submissions and row.status in (GradeStatus.MISSING, GradeStatus.NOT_DUE):
            yield student, f"{row.status} in the last export, and there is a submission", "export again"


# ---------------------------------------------------------------- versions, and others


def _versions_results(f: Facts) -> Said:
    for student, kept in f.kept.items():
        history = f.histories.get(student)
        if history is not None and kept.notebook and history.of(kept.notebook) is None:
            yield (
                student,
                "the result is of a notebook that is no version",
                f"run `autograder grade {f.assignment.name}`",
            )


def _versions_gradebook(f: Facts) -> Said:
    for student, rows in f.rows.items():
        times = [version.submitted_at for version in f.histories[student].versions] if student in f.histories else []
        known = [_utc(at) for at in times if at is not None]
        if rows.timestamp is not None and known and all(abs(_utc(rows.timestamp) - at) > _MOMENT for at in known):
            yield student, "the gradebook has a time at which no version was handed in", "run `autograder grade`"


def _versions_decisions(f: Facts) -> Said:
    for one in f.decisions.excused:
        history = f.histories.get(one.student)
        if one.assignment == f.assignment.name and history is not None and history.chosen:
            yield one.student, "a version was brought back for somebody who is excused", "decide for one of the two"


def _versions_times(f: Facts) -> Said:
    for student, submission in f.submissions.items():
        history = f.histories.get(student)
        version = history.of(f.hashes.get(student, "")) if history else None
        if version is None:
            continue
        mine, other = submission.submitted_at, version.submitted_at
        if (mine is None) != (other is None) or (mine and other and abs(_utc(mine) - _utc(other)) > _MOMENT):
            yield student, "submitted/ has another time than the record of this version", "collect it again"


def _versions_configuration(f: Facts) -> Said:
    state = f.nbgrader
    if state is None or not state.course_id or state.course_id == f.course.course_id:
        return
    for student, history in f.histories.items():
        if any(version.time_source is TimeSource.EXCHANGE for version in history.versions):
            yield (
                student,
                f"came through the exchange, which nbgrader has for {state.course_id!r}",
                "mend the course_id",
            )


def _versions_export(f: Facts) -> Said:
    for student, row in (f.exported or {}).items():
        history = f.histories.get(student)
        handed_in = history is not None and any(not version.aside for version in history.versions)
        if handed_in and student not in f.submissions and row.status == GradeStatus.MISSING:
            yield student, "missing in the last export, and a version is kept", "bring it back: `autograder history`"


# ---------------------------------------------------------------- results, and others


def _results_gradebook(f: Facts) -> Said:
    for student, what in f.differences.items():
        yield student, what, "any verb that shows grades brings it up to date"
    for student, (what, fix) in f.pages.items():
        yield student, what, fix


def _results_decisions(f: Facts) -> Said:
    for student, grade in f.grades.items():
        for reason in grade.reasons:
            if reason.kind is ReasonKind.UNKNOWN_TEST:
                what = (
                    f"an override names the test {reason.test!r} of {reason.exercise}, which the result does not have"
                )
                yield student, what, "correct its name in decisions.toml"


def _results_times(f: Facts) -> Said:
    for student, kept in f.kept.items():
        at = f.submissions[student].submitted_at if student in f.submissions else None
        same = kept.notebook == f.hashes.get(student)
        if same and at is not None and kept.graded_at is not None and kept.graded_at + _MOMENT < _utc(at):
            yield student, "graded before it was handed in, by its time", "mend its time, or is the clock wrong?"


def _results_configuration(f: Facts) -> Said:
    state = f.nbgrader
    if state is not None and not state.problem and not state.guarded and f.kept:
        yield "", "nbgrader's own Autograde would replace these results", "`autograder doctor` says how to guard it"


def _results_export(f: Facts) -> Said:
    for student, row in (f.exported or {}).items():
        grade = f.grades.get(student)
        if grade is None or student not in f.kept or grade.final is None or row.final is None:
            continue
        if abs(grade.final - row.final) > 0.005:
            now, then = points_text(grade.final), points_text(row.final)
            yield student, f"{now} now, {then} in the last export", "export again; --diff says why"


# ---------------------------------------------------------------- the gradebook, and others


def _gradebook_decisions(f: Facts) -> Said:
    for student, grade in f.grades.items():
        rows = f.rows.get(student)
        about = f.decisions.about(student, f.assignment.name)
        for exercise in grade.exercises:
            row = rows.grades.get(f.assignment.exercise(exercise.name).grade_id) if rows else None
            if row is None or row.manual_score is None:
                continue
            names = {one.exercise for one in about.overrides} | {one.exercise for one in about.free}
            spoken = exercise.name in names
            if spoken and exercise.score != row.manual_score:
                mine = "nothing" if exercise.score is None else points_text(exercise.score)
                what = f"{exercise.name}: {points_text(row.manual_score)} in formgrader, {mine} by decisions.toml"
                yield student, what, "the file counts; remove one of the two"
        for reason in grade.reasons:
            if reason.kind is ReasonKind.EXTENSION_SET_ASIDE:
                yield student, "nbgrader and decisions.toml extend to different times", "the file counts; remove one"


def _gradebook_times(f: Facts) -> Said:
    for student, rows in f.rows.items():
        submission = f.submissions.get(student)
        if submission is None or submission.submitted_at is None:
            continue
        if rows.timestamp is None or abs(_utc(rows.timestamp) - _utc(submission.submitted_at)) > _MOMENT:
            yield student, "the gradebook has another time of submission", "any verb that shows grades mends it"


def _gradebook_configuration(f: Facts) -> Said:
    state = f.nbgrader
    if state is not None and not state.problem and not state.same_database:
        yield "", "nbgrader and formgrader use another database than course.toml names", "mend nbgrader_config.py"


def _gradebook_export(f: Facts) -> Said:
    for student, row in (f.exported or {}).items():
        rows = f.rows.get(student)
        if rows is None or row.final is None or row.status != GradeStatus.GRADED:
            continue
        total = sum(one.score for one in rows.grades.values()) - (rows.penalty or 0.0)
        if abs(total - row.final) > 0.005:
            what = f"{points_text(total)} in the gradebook, {points_text(row.final)} in the last export"
            yield student, what, "export again; --diff says why"


# ---------------------------------------------------------------- decisions, times, configuration, export


def _decisions_times(f: Facts) -> Said:
    for one in f.lateness_decided:
        submission = f.submissions.get(one.student)
        if submission is not None and submission.submitted_at is None:
            what = "a decision about lateness, and when it was handed in is not known"
            yield one.student, what, "say when: collect it with its time"


def _decisions_configuration(f: Facts) -> Said:
    state = f.nbgrader
    if state is None or state.late_penalty in ("", "none"):
        return
    for one in f.lateness_decided:
        what = f"nbgrader's own late penalty {state.late_penalty!r} knows nothing of this decision"
        yield one.student, what, "set LateSubmissionPlugin.penalty_method to 'none'"


def _decisions_export(f: Facts) -> Said:
    excused = {one.student for one in f.decisions.excused if one.assignment == f.assignment.name}
    for student, row in (f.exported or {}).items():
        if (student in excused) != (row.status == GradeStatus.EXCUSED) and row.status != GradeStatus.DROPPED:
            said = "excused by decisions.toml" if student in excused else "not excused any more"
            yield student, f"{said}, {row.status} in the last export", "export again"


def _times_configuration(f: Facts) -> Said:
    state = f.nbgrader
    if state is not None and state.timestamp_format and "%z" not in state.timestamp_format.lower():
        yield "", f"nbgrader writes times without a zone: {state.timestamp_format!r}", "add %Z to timestamp_format"


def _times_export(f: Facts) -> Said:
    for student, row in (f.exported or {}).items():
        grade = f.grades.get(student)
        if grade is None:
            continue
        if row.status == GradeStatus.NOT_DUE and grade.status is GradeStatus.MISSING:
            yield student, "not due in the last export, and due since", "export again"
        elif row.late_penalty is not None and grade.late_penalty is not None:
            late = grade.lateness.share > 0
            if late != (row.late_penalty > 0) and grade.score:
                said = "late" if late else "on time"
                yield student, f"{said} now, and the last export says otherwise", "export again; --diff says why"


def _configuration_export(f: Facts) -> Said:
    state = f.nbgrader
    if state is not None and f.exported and state.course_id and f.exported_course not in ("", state.course_id):
        yield "", f"exported as {f.exported_course!r}, nbgrader has {state.course_id!r}", "mend the course_id"


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


PAIRS: tuple[tuple[Source, Source], ...] = tuple(combinations(Source, 2))
"""Every pair of sources, each once."""

_CHECKS: dict[tuple[Source, Source], Callable[[Facts], Said]] = {
    (one, other): globals()[f"_{one}_{other}"] for one, other in PAIRS
}
