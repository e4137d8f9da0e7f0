"""Every error that the package raises on purpose.

    AutograderError                 exit code 3
    ├── UserError                   exit code 2: somebody can mend it; always one line
    │   ├── ConfigError             a file of the course's policy says something it may not say
    │   ├── CourseError             the course's folders are not as they must be
    │   │   └── ConsentNeededError  going on would lose what a person made; `--yes` goes on
    │   ├── NotebookError           a notebook cannot be read
    │   └── DataError               a data set is missing or is not what it should be
    ├── IsolationError              exit code 3: student code cannot be confined here
    ├── SuiteError                  exit code 3: a hidden suite is broken
    └── InternalError               exit code 3: the grader itself failed
        └── OverdueError            a suite host did not come back in its time

A message is one line: the place, what was there, what was expected, how to mend it.
"""

from __future__ import annotations

from typing import ClassVar


class AutograderError(Exception):
    """Base of all errors here. `exit_code` is what the command line exits with."""

    exit_code: ClassVar[int] = 3


class UserError(AutograderError):
    """A mistake that the reader of the message can mend.

    Args:
        place: the file, key or option at fault.
        got: what was found there.
        expected: what would have been right; may be empty.
        fix: what to do now; may be empty.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, place: str, got: str, expected: str = "", fix: str = "") -> None:
        self.place, self.got, self.expected, self.fix = place, got, expected, fix
        parts = [f"{place}: {got}"]
        if expected:
            parts.append(f"expected {expected}")
        line = ", ".join(parts)
        super().__init__(f"{line}; {fix}" if fix else line)


class ConfigError(UserError):
    """A TOML file or the roster has an unknown key, a wrong type or an impossible value."""


class CourseError(UserError):
    """A folder or file of the course is missing or contradicts another."""


class ConsentNeededError(CourseError):
    """Going on would take away what a person made or entered; it is asked first."""


class NotebookError(UserError):
    """A notebook cannot be read: not JSON, too large, too deep, the wrong version."""


class DataError(UserError):
    """A data set is missing, or its checksum is not the recorded one."""


class IsolationError(AutograderError):
    """Student code cannot be confined on this machine as the course demands.

    Args:
        missing: the layers that are missing, each with what it would need.
    """

    def __init__(self, missing: str, fix: str) -> None:
        self.missing, self.fix = missing, fix
        super().__init__(f"isolation: {missing}; {fix}")


class SuiteError(AutograderError):
    """A hidden suite cannot be collected, or it breaks a rule that all suites keep."""

    def __init__(self, place: str, problem: str, fix: str = "") -> None:
        self.place, self.problem, self.fix = place, problem, fix
        super().__init__(f"{place}: {problem}" + (f"; {fix}" if fix else ""))


class InternalError(AutograderError):
    """The grader itself failed. It never becomes a student's score."""


class OverdueError(InternalError):
    """A suite host did not come back from a test in its time, and was ended. Trying again would take as long."""
