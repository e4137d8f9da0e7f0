# exercise: gradient
# misconception: constant-lost
"""Differentiates x^2 only."""


def gradient(x):
    return 2 * x
