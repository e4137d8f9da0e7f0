"""Who needs a look after a run: named at its end, so that it does not scroll away with the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from autograder.cli.saying import counted, some_of
from autograder.model import Assignment, Result, Roster, Status

if TYPE_CHECKING:
    from autograder.batch import Graded
    from autograder.intake import Survey

_MOST_NAMES = 30


class Looks:
    """What one run over assignments leaves for people to look at."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._unreadable: dict[str, list[str]] = {}
        self.must_look = False
        """Whether something could not be graded."""

    def surveyed(self, assignment: Assignment, found: Survey, roster: Roster, students: Sequence[str]) -> None:
        """Note what is known before anything is graded; only about these students, if any are named."""

        def chosen(names: Iterable[str]) -> list[str]:
            return [name for name in names if not students or name in students]

        self._unreadable.setdefault(assignment.name, [])
        if not_taken := chosen(found.not_taken):
            self.must_look = True
            self._say(assignment, "not graded", not_taken, "nothing in submitted/ can be: see above")
        if unknown := chosen(found.without_time):
            self._say(assignment, "no time known", unknown, "no source says when, so nothing is taken off for lateness")
        if late := chosen(found.late_by_unknown):
            self._say(assignment, "late by an unknown amount", late, "[late] unknown says what that costs")
        if strangers := chosen(found.strangers(roster)):
            self._say(assignment, "not on the roster", strangers, "add them to roster.csv, or move their folders")

    def graded(self, item: Graded) -> None:
        """Note how a submission ended."""
        if item.status is Status.UNREADABLE:
            self.must_look = True
            self._unreadable.setdefault(item.submission.assignment, []).append(item.submission.student)

    def stood(self, assignment: Assignment, works: Iterable[Result], students: Sequence[str]) -> None:
        """Note who has handed in the notebook as it was released; only of these students, if any are named."""
        from autograder.notebook.selection import NOTHING_WRITTEN

        blank = [work.student for work in works if NOTHING_WRITTEN in work.notes]
        if blank := [student for student in blank if not students or student in students]:
            self._say(assignment, "nothing written", blank, "the notebook as it was released; another file was meant?")

    def of_older_tests(self, assignment: Assignment, students: Sequence[str], graded: int) -> None:
        """Note whose result is of older tests than that of others."""
        if students:
            what = f"{len(students)} of {counted(graded, 'result')} still of older tests"
            self._say(assignment, what, students, f"`autograder grade {assignment.name}` grades all by the same")

    def tell(self) -> None:
        """Say it, on stderr."""
        for assignment, students in self._unreadable.items():
            if students:
                click.echo(f"autograder: {assignment}: unreadable: {some_of(sorted(students), _MOST_NAMES)}", err=True)
        for line in self._lines:
            click.echo(f"autograder: {line}", err=True)

    def _say(self, assignment: Assignment, what: str, students: Sequence[str], why: str) -> None:
        self._lines.append(f"{assignment.name}: {what}: {some_of(students, _MOST_NAMES)} ({why})")
