# exercise: OR
# misconception: sum-returned
"""Returns the weighted sum."""


def OR(x1, x2):
    return 0.6 * x1 + 0.6 * x2 - 0.5
