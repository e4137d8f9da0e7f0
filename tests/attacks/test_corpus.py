"""The corpus holds: the attacks that are over quickly. `make attacks` runs all, also as an ordinary user."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.batch.grading import grade_many
from autograder.intake import find_submissions
from autograder.model import Status
from tests.attacks import ordinary_user
from tests.attacks.attack import Attack, Check, parse_attack, read_corpus
from tests.attacks.notebooks import hand_in, solved, standing_alone
from tests.attacks.records import findings_from_json
from tests.attacks.runner import Runner
from tests.attacks.world import ASSIGNMENT

OWN = read_corpus(Path(__file__).parent / "corpus")
# Groups whose attacks wait for no limit, by the first letter of their names; of the others only those named.
QUICK = [
    attack
    for attack in OWN
    if attack.name[0] in "rnchqo"
    or attack.name in {
        "p_answer_twice", "p_malformed_bodies", "p_lying_arrays", "p_forged_handles", "p_pickles", "p_patched_worker",
        "p_callback_arguments", "p_callback_forged", "p_callback_with_objects", "p_error_types", "t_hide_the_change",
        "t_agreeable_module", "t_subclasses", "t_trace_and_frames", "e_exit_zero", "e_double_fork", "x_processes",
        "x_folders",
    }
]  # fmt: skip


@pytest.mark.parametrize("attack", QUICK, ids=lambda attack: attack.name)
def test_an_attack_of_the_corpus_holds(runner: Runner, attack: Attack) -> None:
    assert runner.attack(attack).broken == ()


def test_the_shared_attacks_hold_too(runner: Runner, shared_dir: Path) -> None:
    attacks = [attack for attack in read_corpus(shared_dir / "attacks") if attack.name[0] in "nrq"]
    findings = [runner.attack(attack) for attack in attacks]
    assert {finding.attack.name: finding.broken for finding in findings if not finding.held} == {}


def test_the_corpus_is_as_large_as_it_says_and_every_attack_has_a_name_of_its_own() -> None:
    assert len(OWN) >= 120
    assert len({attack.name for attack in OWN}) == len(OWN)
    assert {attack.check for attack in OWN} == set(Check)


def test_the_runner_sees_an_attack_that_works(runner: Runner) -> None:
    """A corpus that cannot fail shows nothing: here are three that succeed by their own measure."""
    head = "# ATTACK: x\n# GOAL: g\n# SUCCESS: s\n# CHECK: score\n# EARNED: 0\n# BASE: none\n"
    right = "import numpy as np\ndef relu(x): return np.maximum(x, 0.0)\n"
    assert runner.attack(parse_attack(head + right, "x")).broken == ("scored 2, had earned 0",)
    told = parse_attack(head + "print('META(')\n", "x")
    assert runner.attack(told).broken == ("it printed 'META('",)
    honest = parse_attack(head.replace("EARNED: 0", "EARNED: 10").replace("BASE: none", "BASE: honest"), "x")
    run = runner.grade(solved(runner.assignment, relu="def relu(x): return x"))
    assert list(runner.judge(honest, run)) == ["an honest solution with it got 8 of 10"]


def test_an_attack_file_without_a_proper_header_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="x.py: no GOAL, SUCCESS, CHECK in the header"):
        parse_attack("# ATTACK: a\nimport os\n", "x.py")
    with pytest.raises(ValueError, match="x.py: CHECK 'luck', expected one of score, canary"):
        parse_attack("# ATTACK: a\n# GOAL: g\n# SUCCESS: s\n# CHECK: luck\n", "x.py")


def test_a_class_with_hostile_students_in_it_is_graded_and_the_others_get_their_points(runner: Runner) -> None:
    root = runner.course.root
    names = ("e_exit_zero", "e_crash_in_c", "x_loop_at_import", "p_giant_sizes", "p_malformed_bodies", "x_memory_slowly")
    for attack in OWN:
        if attack.name in names:
            hand_in(root, f"h-{attack.name}", ASSIGNMENT, standing_alone(runner.assignment, runner.world.fill(attack.code)))
    for number in range(4):
        hand_in(root, f"g-{number}", ASSIGNMENT, solved(runner.assignment))
    wanted = [item for item in find_submissions(runner.course, runner.assignment) if item.student[:2] in ("h-", "g-")]
    results = {item.result.student: item.result for item in grade_many(runner.course, runner.assignment, wanted, jobs=2)}
    assert {result.status for result in results.values()} == {Status.GRADED}
    assert [results[f"g-{number}"].score for number in range(4)] == [10.0] * 4
    assert [results[f"h-{name}"].score for name in names] == [0.0] * len(names)


@pytest.mark.skipif(os.getuid() != 0, reason="this test is for root, who can become somebody else")
def test_attacks_hold_for_an_ordinary_user_as_well() -> None:
    problem = ordinary_user.why_not()
    if problem:
        pytest.skip(problem)
    wanted = "^(r_open_paths|n_tcp|n_unix_abstract|c_notes_to_the_next|e_double_fork|r_debugger|e_kill_others)$"
    folder = Path(__file__).parent / "corpus"
    text = ordinary_user.run(["-m", "tests.attacks", "--as", "here", "--only", wanted], [folder])
    findings = findings_from_json(text, OWN)
    assert len(findings) == 7
    assert {finding.attack.name: finding.broken for finding in findings if not finding.held} == {}
