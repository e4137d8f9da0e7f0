# exercise: AND
# misconception: one-input-ignored
"""A weight so large that one input decides."""


def AND(x1, x2):
    return 1 if 0.5 * x1 + 1.0 * x2 > 0.7 else 0
