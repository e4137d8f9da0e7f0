# exercise: OR
# misconception: sign-of-the-threshold
"""Threshold 0, and a sum of 0 counts as firing."""


def OR(x1, x2):
    return 1 if 0.6 * x1 + 0.6 * x2 >= 0 else 0
