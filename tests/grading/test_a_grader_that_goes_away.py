"""What a suite host does when whoever it works for is gone."""

from __future__ import annotations

import socket
import time

import pytest
from course_notebooks import project_assignment, project_course, reference_sources

from autograder.grades.scoring import ScoredTest
from autograder.grading import Cell, Job, SuiteHost
from autograder.grading.host import Host
from autograder.grading.jobs import job_to_json, send_json
from autograder.grading.trial import Trial
from autograder.grading.watchdog import Pulse
from autograder.sandbox import WarmParent

NAME = "04_losses"


@pytest.mark.parametrize("answers", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_it_ends_without_a_word(capfd: pytest.CaptureFixture[str], answers: int) -> None:
    assignment = project_assignment(NAME)
    cells = tuple(Cell(name, source, (name,)) for name, source in reference_sources(assignment).items())
    for delay_s in (0.0, 0.005, 0.02, 0.04, 0.08):
        with SuiteHost(project_course(), assignment) as host:
            for _ in range(answers):
                host.grade(Job("s1", cells))
            host.submit(Job("s1", cells))
            time.sleep(delay_s)
            host.hang_up()
    assert capfd.readouterr() == ("", "")


def test_it_ends_quietly_also_if_the_grader_goes_in_the_moment_in_which_it_answers() -> None:
    ours, theirs = socket.socketpair()
    page = Pulse.file()
    with theirs, WarmParent(entry="autograder.worker:serve") as parent:
        host = Host(theirs, project_assignment(NAME), parent, {}, Pulse(page))

        def run(_job: Job, _trial: Trial) -> tuple[ScoredTest, ...]:
            ours.close()
            return ()

        send_json(ours, job_to_json(Job("s1", ())))
        host._serve(run)  # a BrokenPipeError would come out here
        assert not host.busy
