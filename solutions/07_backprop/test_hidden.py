"""Hidden suite of 07_backprop: one update of the lecture's network, worked out by hand."""

import math

import numpy as np

from autograder.suite import Misconception, Tolerance, check, exercise, expect_dict, lone, unchecked

HAND = Tolerance(rtol=0.0, atol=1.5e-6, why="six decimals, rounded or cut, also in between, as on the slides")

FACTORS = ("E", "dE_dout", "dout_dnet", "dnet_dw5", "dE_dw5")
OUTPUT_LAYER = ("w5", "w6", "b3")
HIDDEN_LAYER = ("w1", "w2", "w3", "w4", "b1", "b2")
AFTER = ("out_after", "E_after")

# Recomputed in float64; the slides print dE_dw5, b1 and b3 cut: 0.076775, 0.096352, 0.270750.
RIGHT = {
    "E": 0.2516122173,
    "dE_dout": 0.7093831367,
    "dout_dnet": 0.2061587021,
    "dnet_dw5": 0.5249791875,
    "dE_dw5": 0.0767758473,
    "w1": 0.1,
    "w2": 0.2,
    "w3": 0.3,
    "w4": 0.4,
    "w5": 0.4846448305,
    "w6": 0.5839178497,
    "b1": 0.0963529875,
    "b2": 0.1956562176,
    "b3": 0.2707508987,
    "out_after": 0.6995526400,
    "E_after": 0.2446869481,
}


def squash(net):
    return 1 / (1 + math.exp(-net))


SLOPES = {
    "right": lambda net, out: out * (1 - out),
    "of the net input": lambda net, out: net * (1 - net),
    "of the output, squashed again": lambda net, out: squash(out) * (1 - squash(out)),
    "left out": lambda net, out: 1.0,
}


def by_hand(
    *,
    sign=-1,
    error=1,
    rate=0.2,
    slope="right",
    hidden_slope=None,
    hidden_biases=True,
    new_weights=False,
    weights=True,
    biases=True,
):
    """The whole exercise with the step changed that a misconception changes."""
    w5, w6, b1, b2, b3 = 0.5, 0.6, 0.1, 0.2, 0.3
    f_prime, f_prime_hidden = SLOPES[slope], SLOPES[hidden_slope or slope]
    if not hidden_biases:
        b1 = b2 = 0.0
    a1, a2 = squash(b1), squash(b2)
    net = w5 * a1 + w6 * a2 + b3
    out = squash(net)
    delta = error * out * f_prime(net, out)
    new5, new6 = w5 + sign * rate * delta * a1, w6 + sign * rate * delta * a2
    back5, back6 = (new5, new6) if new_weights else (w5, w6) if weights else (1.0, 1.0)
    delta1 = back5 * delta * f_prime_hidden(b1, a1)
    delta2 = back6 * delta * f_prime_hidden(b2, a2)
    if biases:
        b1, b2, b3 = b1 + sign * rate * delta1, b2 + sign * rate * delta2, b3 + sign * rate * delta
    out_after = squash(new5 * squash(b1) + new6 * squash(b2) + b3)
    return {
        "E": out**2 / 2,
        "dE_dout": error * out,
        "dout_dnet": f_prime(net, out),
        "dnet_dw5": a1,
        "dE_dw5": delta * a1,
        "w1": 0.1,
        "w2": 0.2,
        "w3": 0.3,
        "w4": 0.4,
        "w5": new5,
        "w6": new6,
        "b1": b1,
        "b2": b2,
        "b3": b3,
        "out_after": out_after,
        "E_after": out_after**2 / 2,
    }


def misconceptions(keys, *, turned):
    """The wrong ways of computing, reduced to the keys that a test looks at.

    With `turned`, dE_dout has the wrong sign: then it is that, and no plus in the update, that moves everything uphill.
    """

    def known(name, hint, **changes):
        wrong = by_hand(**changes)
        return Misconception(name, hint=hint, model={key: wrong[key] for key in keys})

    return [
        known("derivative-of-net", "of-net", slope="of the net input"),
        known("sigmoid-twice", "twice", slope="of the output, squashed again"),
        known("slope-left-out", "no-slope", slope="left out"),
        known("target-minus-output", "", error=-1) if turned else known("plus-for-minus", "plus", sign=1),
        known("new-for-old-weights", "new-weights", new_weights=True),
        known("rate-forgotten", "no-rate", rate=1.0),
        known("biases-not-updated", "no-biases", biases=False),
        known("hidden-slope-left-out", "no-hidden-slope", hidden_slope="left out"),
        known("hidden-weight-left-out", "no-hidden-weight", weights=False),
    ]


def is_turned(value):
    value = unchecked(value)
    return isinstance(value, (int, float, np.floating)) and abs(value + RIGHT["dE_dout"]) < 1e-5


def numbers(got, keys):
    """Values of the answer; none of them where one is no number of a size that can be computed with."""
    values = [unchecked(got.get(key)) for key in keys]
    return values if all(isinstance(value, (int, float, np.floating)) and abs(value) < 10 for value in values) else []


def agree(got, wanted, keys):
    values = numbers(got, keys)
    return bool(values) and np.allclose(values, [wanted[key] for key in keys], rtol=0, atol=HAND.atol)


def as_it_follows(got, keys):
    """The right values, or those that follow from the student's own earlier ones: an error is charged where it is made.

    It may be the sign of dE_dout or a 2 in it, the slope of the sigmoid, hidden units without biases, the rate and the sign
    of the update, biases that b3 shows to stay, a 1/2 that E lacks, and, for what comes after the update, any parameters
    that have moved.
    """
    if keys == FACTORS:
        return RIGHT
    own = [
        {"error": error, "slope": slope, "hidden_biases": biases}
        for error in (1, -1, 2)
        for slope in SLOPES
        for biases in (True, False)
    ]
    ways = [way for way in own if agree(got, by_hand(**way), FACTORS[1:])] or [{}]
    if keys == HIDDEN_LAYER and (w5 := numbers(got, ["w5"])):
        rates = [way | {"rate": (0.5 - w5[0]) / by_hand(**way)["dE_dw5"]} for way in ways]
        rates += [way | {"biases": False} for way in rates]
        ways += [way for way in rates if 0.01 < abs(way["rate"]) < 10 and agree(got, by_hand(**way), OUTPUT_LAYER)]
    values = [by_hand(**way) for way in ways]
    start = {"b1": 0.1, "b2": 0.2} if agree(got, RIGHT, FACTORS[1:]) else {"b1": 0.0, "b2": 0.0}  # of biases left out
    moved = numbers(start | got, ("w5", "w6", "b1", "b2", "b3"))
    if keys == AFTER and moved and min(abs(moved[0] - 0.5), abs(moved[1] - 0.6)) > 1e-3:
        w5, w6, b1, b2, b3 = moved
        out = squash(w5 * squash(b1) + w6 * squash(b2) + b3)
        values.append({"out_after": out, "E_after": out**2 / 2})
    if keys == AFTER and agree(got, {"E": 2 * RIGHT["E"]}, ["E"]):
        values += [value | {"E_after": 2 * value["E_after"]} for value in values]
    return next((value for value in values if agree(got, value, keys)), RIGHT)


def compare(student, keys, *more):
    # a number that was left in an array of one entry, as matrices yield it, is as good as the number
    got = {key: lone(value) for key, value in expect_dict(student.hand_backprop(), keys).items()}
    known = misconceptions(keys, turned=is_turned(got.get("dE_dout")))
    expected = as_it_follows(got, keys)
    check({key: got[key] for key in keys}, {key: expected[key] for key in keys}, HAND, [*more, *known])


def factors_right(got):
    """Whether all factors of the chain rule are right; E is none."""
    return all(abs(got[key] - RIGHT[key]) < 1e-5 for key in FACTORS[1:])


@exercise("hand_backprop")
def test_hand_factors(student):
    compare(
        student,
        FACTORS,
        Misconception(
            "weight-for-its-input", when=lambda got: got["dnet_dw5"] == 0.5 and abs(got["E"] - RIGHT["E"]) < 1e-5
        ),
        Misconception("error-without-half", when=lambda got: abs(got["E"] - 2 * RIGHT["E"]) < 1e-5),
        Misconception("error-without-half", when=lambda got: abs(got["dE_dout"] - 2 * RIGHT["dE_dout"]) < 1e-5),
        Misconception(
            "whole-division", when=lambda got: type(got["E"]) is not int and got["E"] == 0 and factors_right(got)
        ),
    )


def at_another_rate(got):
    """Whether all steps are the same multiple of the right ones; of 5, the rate left out, that is told otherwise."""
    steps = [(got[name] - before) / (RIGHT[name] - before) for name, before in zip(OUTPUT_LAYER, START, strict=True)]
    return steps[0] > 0 and not np.isclose(steps[0], 5, 1e-4) and np.allclose(steps, steps[0], 1e-4)


START = (0.5, 0.6, 0.3)
ONE_INPUT_FOR_BOTH = Misconception(
    "one-input-for-both",
    model={name: RIGHT[name] for name in ("w5", "b3")} | {"w6": 0.6 + RIGHT["w5"] - 0.5},
)


@exercise("hand_backprop")
def test_hand_output_layer(student):
    compare(student, OUTPUT_LAYER, Misconception("other-rate", when=at_another_rate), ONE_INPUT_FOR_BOTH)


@exercise("hand_backprop")
def test_hand_hidden_layer(student):
    compare(student, HIDDEN_LAYER)


# the new w5, w6 and b3 with the old outputs of the hidden units
HALF_WAY = squash(RIGHT["w5"] * squash(0.1) + RIGHT["w6"] * squash(0.2) + RIGHT["b3"])


@exercise("hand_backprop")
def test_hand_after(student):
    before = {"out_after": RIGHT["dE_dout"], "E_after": RIGHT["E"]}

    compare(
        student,
        AFTER,
        Misconception("forward-not-repeated", model=before),
        Misconception("forward-not-repeated", model=before | {"E_after": RIGHT["E_after"]}),
        Misconception("hidden-not-repeated", model={"out_after": HALF_WAY, "E_after": HALF_WAY**2 / 2}),
        Misconception("error-without-half", when=lambda got: abs(got["E_after"] - 2 * RIGHT["E_after"]) < 1e-5),
    )
