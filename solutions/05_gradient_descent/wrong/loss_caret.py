# exercise: loss
# misconception: caret-for-power
"""Writes the power with a caret."""


def loss(x):
    return (x - 3) ^ 2 + 10
