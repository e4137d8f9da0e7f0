# exercise: gradient
# misconception: constant-kept
"""Keeps the + 10."""


def gradient(x):
    return 2 * x - 6 + 10
