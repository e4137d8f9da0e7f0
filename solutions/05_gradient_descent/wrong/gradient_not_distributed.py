# exercise: gradient
# misconception: two-not-distributed
"""Multiplies only the x by 2."""


def gradient(x):
    return 2 * x - 3
