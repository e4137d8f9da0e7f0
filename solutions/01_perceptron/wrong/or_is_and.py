# exercise: OR
# misconception: another-gate
"""The weights do not reach the threshold alone."""


def OR(x1, x2):
    return 1 if 0.6 * x1 + 0.6 * x2 - 0.7 > 0 else 0
