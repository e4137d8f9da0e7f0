"""Runs jobs, here or elsewhere, and knows nothing of grading.

A job goes to a runner, a runner answers with one report. `local` keeps several runner processes busy on this machine.
"""

from autograder.executors.local import LocalExecutor, Runner

__all__ = ["LocalExecutor", "Runner"]
