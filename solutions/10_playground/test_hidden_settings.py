"""Hidden suite of 10_playground: when to stop, and what is a hyperparameter."""

import numpy as np

from autograder.suite import EXACT, Case, Misconception, check, check_unchanged, exercise, table

# ------------------------------------------------------------------------------------------------ early_stopping


def stopped(losses, patience, *, tie=False, tie_waits=True, compare="best", resets=True, margin=0, best_of="seen"):
    """(stop, best) with the rule that a misconception has."""
    best, waited, stop = 0, 0, len(losses) - 1
    for epoch in range(1, len(losses)):
        reference = losses[best] if compare == "best" else losses[epoch - 1]
        if losses[epoch] < losses[best] or (tie and losses[epoch] == losses[best]):
            best = epoch
        if losses[epoch] < reference or (tie and losses[epoch] == reference):
            waited = 0 if resets else waited
        elif tie_waits or losses[epoch] != reference:
            waited += 1
        if waited >= patience + margin:
            stop = epoch
            break
    if best_of == "all":
        best = losses.index(min(losses))
    return stop, best


STOPPING = [
    Misconception("tie-counts", model=lambda *args: stopped(*args, tie=True)),
    Misconception("tie-skipped", model=lambda *args: stopped(*args, tie_waits=False)),
    Misconception("compared-with-previous", model=lambda *args: stopped(*args, compare="previous")),
    Misconception("count-not-reset", model=lambda *args: stopped(*args, resets=False)),
    Misconception("off-by-one", model=lambda *args: stopped(*args, margin=1)),
    Misconception("off-by-one", model=lambda *args: stopped(*args, margin=-1)),
    Misconception("counts-from-one", model=lambda *args: tuple(n + 1 for n in stopped(*args))),
    Misconception("best-of-the-future", model=lambda *args: stopped(*args, best_of="all")),
    Misconception("exchanged", model=lambda *args: stopped(*args)[::-1]),
    Misconception("last-for-best", model=lambda *args: (stopped(*args)[0],) * 2),
    Misconception(
        "start-too-low",
        when=lambda got, losses, patience: got[0] == patience - 1 < len(losses) - 1,  # counted from epoch 0 on
    ),
    Misconception("length-for-last", when=lambda got, losses, patience: got[0] == len(losses)),
    Misconception(
        "never-stops", when=lambda got, losses, patience: got[0] == len(losses) - 1 > stopped(losses, patience)[0]
    ),
]


@exercise("early_stopping", weight=3)
@table(
    [
        Case("rises", [0.9, 0.7, 0.6, 0.65, 0.7, 0.8, 0.9], 2, expected=(4, 2)),
        Case("patience-one", [0.9, 0.5, 0.6, 0.7, 0.4, 0.3], 1, expected=(2, 1)),
        Case("new-minimum-in-time", [0.9, 0.8, 0.85, 0.7, 0.75, 0.72, 0.71, 0.6], 3, expected=(6, 3)),
        Case("better-later", [0.9, 0.5, 0.7, 0.65, 0.6, 0.1], 3, expected=(4, 1)),
        Case("worse-from-the-start", [0.2, 0.3, 0.4, 0.35, 0.5], 2, expected=(2, 0)),
        Case("up-and-down", [1.0, 0.5, 0.9, 0.8, 0.7, 0.6, 0.55], 4, expected=(5, 1)),
    ]
)
def test_stops(student, case):
    check(student.early_stopping(*case.args), case.expected, EXACT, STOPPING, args=case.args)


@exercise("early_stopping", weight=1, needs=test_stops)
@table(
    [
        Case("above-one", [5.1, 3.2, 2.4, 2.6, 2.5, 2.9, 1.8], 2, expected=(4, 2)),
        Case("huge", [8e12, 3e12, 3.5e12, 2e12, 2.1e12, 2.2e12, 1e12], 2, expected=(5, 3)),
        Case("below-zero", [-0.2, -1.5, -1.1, -2.3, -2.2, -2.1, -2.2, -4.0], 2, expected=(5, 3)),
    ]
)
def test_any_size(student, case):
    check(student.early_stopping(*case.args), case.expected, EXACT, STOPPING, args=case.args)


@exercise("early_stopping", weight=1, needs=test_stops)
@table(
    [
        Case("falls", [0.9, 0.8, 0.7, 0.6], 1, expected=(3, 3)),
        Case("not-long-enough", [0.9, 0.5, 0.6, 0.7], 3, expected=(3, 1)),
        Case("just-at-the-end", [0.9, 0.5, 0.6, 0.7], 2, expected=(3, 1)),
        Case("patient", [0.4, 0.5, 0.6], 10, expected=(2, 0)),
        Case("one-epoch", [0.7], 1, expected=(0, 0)),
        Case("slowly", [0.3 - 1e-8 * epoch for epoch in range(9)], 2, expected=(8, 8)),  # however small, a new minimum
    ]
)
def test_runs_to_the_end(student, case):
    check(student.early_stopping(*case.args), case.expected, EXACT, STOPPING, args=case.args)


@exercise("early_stopping", weight=1, needs=test_stops)
@table(
    [
        Case("level", [0.5, 0.5, 0.5, 0.5], 2, expected=(2, 0)),
        Case("tie-with-the-best", [0.8, 0.4, 0.6, 0.4, 0.3], 2, expected=(3, 1)),
    ]
)
def test_ties(student, case):
    check(student.early_stopping(*case.args), case.expected, EXACT, STOPPING, args=case.args)


@exercise("early_stopping", weight=1, needs=test_stops)
def test_many_trainings(student, rng):
    for patience in [*range(1, 13)] * 3:  # with a reason to stop and without a tie: those have tests of their own
        losses = [*rng.uniform(0.1, 6, rng.integers(1, 40)), *7 + np.arange(patience + 1.0)]
        args = np.round(losses, 6).tolist(), patience
        check(student.early_stopping(*args), stopped(*args), EXACT, STOPPING, args=args)


@exercise("early_stopping", weight=0.5, needs=test_stops)
def test_stopping_keeps_its_argument(student):
    check_unchanged(student.early_stopping.observe([0.9, 0.7, 0.8, 0.75, 0.6], 2))


# ------------------------------------------------------------------------------------------------ classify_setting


OTHER = {"parameter": "hyperparameter", "hyperparameter": "parameter"}
SPELLING = Misconception("other-words", when=lambda got: got not in OTHER)


@exercise("classify_setting")
@table(
    [
        Case("learning rate", expected="hyperparameter"),
        Case("weight", expected="parameter"),
        Case("batch size", expected="hyperparameter"),
        Case("epochs", expected="hyperparameter"),
        Case("hidden layers", expected="hyperparameter"),
        Case("units per layer", expected="hyperparameter"),
        Case("bias", expected="parameter"),
        Case("optimizer", expected="hyperparameter"),
        Case("activation", expected="hyperparameter"),
    ]
)
def test_settings(student, case):
    wrong_side = Misconception("wrong-side", model=OTHER[case.expected])
    check(student.classify_setting(case.name), case.expected, EXACT, [wrong_side, SPELLING])
