# exercise: loss
# misconception: minimum-at-minus-three
"""Shifts the curve the wrong way."""


def loss(x):
    return (x + 3) ** 2 + 10
