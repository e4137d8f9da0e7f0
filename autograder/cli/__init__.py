"""The command line: one file per verb. Only here are argv, environment, clock, printing and exit codes.

Data goes to stdout, everything for people to stderr. A mistake of the user's is one line and exit code 2, a fault of
the grader's is one line and exit code 3; a traceback is a bug.
"""

from autograder.cli.main import main

__all__ = ["main"]
