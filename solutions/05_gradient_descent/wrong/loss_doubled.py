# exercise: loss
# misconception: times-two-for-squared
"""Doubles instead of squaring."""


def loss(x):
    return (x - 3) * 2 + 10
