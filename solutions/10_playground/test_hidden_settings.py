"""Hidden suite of 10_playground: when to stop, and what is a hyperparameter."""

import numpy as np

from autograder.suite import EXACT, Case, Misconception, check, check_unchanged, exercise, table, text

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


TIE = text(
    en="Equal to the best so far counted as progress. Is a loss that has been seen before a new minimum?",
    ko="지금까지의 최솟값과 같은 손실을 나아진 것으로 보았습니다. 이미 나왔던 값도 새로운 최솟값인가요?",
)
TIE_SKIPPED = text(
    en="An epoch as good as the best so far was not counted. Has it brought a new minimum?",
    ko="지금까지의 최솟값과 손실이 같은 에포크를 세지 않았습니다. 그 에포크에서 새로운 최솟값이 나왔나요?",
)
PREVIOUS = text(
    en="Each loss was compared with the one before it. With what should it be compared?",
    ko="바로 앞 에포크의 손실과 비교했습니다. 무엇과 비교해야 하나요?",
)
NO_RESET = text(
    en="Epochs without progress were counted over the whole training. What happens to the count at a new minimum?",
    ko="나아지지 않은 에포크를 처음부터 모두 세었습니다. 새로운 최솟값이 나오면 세던 수는 어떻게 되나요?",
)
OFF_BY_ONE = text(
    en="Stopped one epoch too early or too late. Write down, for the example, how many epochs in a row have brought "
    "nothing.",
    ko="한 에포크 빨리 또는 늦게 멈췄습니다. 예제에서 새 최솟값이 없는 에포크가 몇 번 이어졌는지 적어 보세요.",
)
FROM_ONE = text(
    en="The epochs were counted from 1. What is the first one called?",
    ko="에포크를 1부터 세었습니다. 첫 에포크는 몇 번인가요?",
)
FUTURE = text(
    en="The best epoch lies after the stop: training never got that far. Which epochs has it seen?",
    ko="가장 좋은 에포크가 멈춘 뒤에 있습니다. 학습은 거기까지 가지 않았습니다. 실제로 본 에포크는 어디까지인가요?",
)
EXCHANGED = text(en="The two numbers have changed places.", ko="두 수의 자리가 바뀌었습니다.")
LAST_BEST = text(
    en="The weights to keep are not those of the last epoch. Which epoch had the lowest loss?",
    ko="남길 가중치는 마지막 에포크의 것이 아닙니다. 손실이 가장 낮았던 에포크는 언제인가요?",
)
PAST_THE_END = text(
    en="stop_epoch lies one past the last epoch. Counted from 0, what is the last one called?",
    ko="stop_epoch가 마지막 에포크보다 하나 큽니다. 0부터 세면 마지막 에포크는 몇 번인가요?",
)
START_TOO_LOW = text(
    en="Not even the first loss counted as a minimum. With what value does your minimum start, and what if every loss "
    "is larger?",
    ko="첫 번째 손실조차 최솟값으로 보지 않았습니다. 최솟값은 어떤 값에서 시작하나요? 모든 손실이 그 값보다 크면 "
    "어떻게 되나요?",
)
STOPPING = [
    Misconception("tie-counts", TIE, model=lambda *args: stopped(*args, tie=True)),
    Misconception("tie-skipped", TIE_SKIPPED, model=lambda *args: stopped(*args, tie_waits=False)),
    Misconception("compared-with-previous", PREVIOUS, model=lambda *args: stopped(*args, compare="previous")),
    Misconception("count-not-reset", NO_RESET, model=lambda *args: stopped(*args, resets=False)),
    Misconception("off-by-one", OFF_BY_ONE, model=lambda *args: stopped(*args, margin=1)),
    Misconception("off-by-one", OFF_BY_ONE, model=lambda *args: stopped(*args, margin=-1)),
    Misconception("counts-from-one", FROM_ONE, model=lambda *args: tuple(n + 1 for n in stopped(*args))),
    Misconception("best-of-the-future", FUTURE, model=lambda *args: stopped(*args, best_of="all")),
    Misconception("exchanged", EXCHANGED, model=lambda *args: stopped(*args)[::-1]),
    Misconception("last-for-best", LAST_BEST, model=lambda *args: (stopped(*args)[0],) * 2),
    Misconception(
        "start-too-low",
        START_TOO_LOW,
        when=lambda got, losses, patience: got[0] == patience - 1 < len(losses) - 1,  # counted from epoch 0 on
    ),
    Misconception("length-for-last", PAST_THE_END, when=lambda got, losses, patience: got[0] == len(losses)),
    Misconception(
        "never-stops",
        text(
            en="Training went on to the end. How long may it wait for a new minimum?",
            ko="끝까지 학습했습니다. 새로운 최솟값을 얼마나 기다릴 수 있나요?",
        ),
        when=lambda got, losses, patience: got[0] == len(losses) - 1 > stopped(losses, patience)[0],
    ),
]


@exercise(
    "early_stopping",
    weight=3,
    about=text(en="stops, and keeps the best epoch", ko="멈추고, 가장 좋은 에포크를 기억하는지"),
)
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


@exercise(
    "early_stopping",
    weight=1,
    needs=test_stops,
    about=text(en="losses of any size", ko="손실의 크기가 다를 때"),
)
@table(
    [
        Case("above-one", [5.1, 3.2, 2.4, 2.6, 2.5, 2.9, 1.8], 2, expected=(4, 2)),
        Case("huge", [8e12, 3e12, 3.5e12, 2e12, 2.1e12, 2.2e12, 1e12], 2, expected=(5, 3)),
        Case("below-zero", [-0.2, -1.5, -1.1, -2.3, -2.2, -2.1, -2.2, -4.0], 2, expected=(5, 3)),
    ]
)
def test_any_size(student, case):
    check(student.early_stopping(*case.args), case.expected, EXACT, STOPPING, args=case.args)


@exercise(
    "early_stopping",
    weight=1,
    needs=test_stops,
    about=text(en="without a reason to stop", ko="멈출 까닭이 없을 때"),
)
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


@exercise("early_stopping", weight=1, needs=test_stops, about=text(en="ties", ko="손실이 같을 때"))
@table(
    [
        Case("level", [0.5, 0.5, 0.5, 0.5], 2, expected=(2, 0)),
        Case("tie-with-the-best", [0.8, 0.4, 0.6, 0.4, 0.3], 2, expected=(3, 1)),
    ]
)
def test_ties(student, case):
    check(student.early_stopping(*case.args), case.expected, EXACT, STOPPING, args=case.args)


@exercise("early_stopping", weight=1, needs=test_stops, about=text(en="many trainings", ko="여러 가지 학습 과정"))
def test_many_trainings(student, rng):
    for patience in [*range(1, 13)] * 3:  # losses of one decimal, so that ties occur
        losses = (np.round(rng.uniform(0.1, 6, rng.integers(1, 40)) + rng.uniform(0, 4), 1)).tolist()
        check(
            student.early_stopping(losses, patience),
            stopped(losses, patience),
            EXACT,
            STOPPING,
            args=(losses, patience),
        )


@exercise(
    "early_stopping",
    weight=0.5,
    needs=test_stops,
    about=text(en="the list is not changed", ko="리스트가 바뀌지 않는지"),
)
def test_stopping_keeps_its_argument(student):
    check_unchanged(student.early_stopping.observe([0.9, 0.7, 0.8, 0.75, 0.6], 2))


# ------------------------------------------------------------------------------------------------ classify_setting

PARAMETER = text(
    en="One of the names went to the wrong side. Ask of each: does gradient descent change it, or does a person set it "
    "before training?",
    ko="잘못 나눈 이름이 있습니다. 하나씩 물어보세요. 경사하강법이 바꾸는 값인가요, 사람이 학습 전에 정하는 값인가요?",
)
OTHER = {"parameter": "hyperparameter", "hyperparameter": "parameter"}
SPELLING = Misconception(
    "other-words",
    text(
        en="Neither 'parameter' nor 'hyperparameter', letter by letter.",
        ko="'parameter'도 'hyperparameter'도 아닙니다. 한 글자씩 비교해 보세요.",
    ),
    when=lambda got: got not in OTHER,
)


@exercise("classify_setting", about=text(en="nine names", ko="이름 아홉 가지"))
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
    wrong_side = Misconception("wrong-side", PARAMETER, model=OTHER[case.expected])
    check(student.classify_setting(case.name), case.expected, EXACT, [wrong_side, SPELLING])
