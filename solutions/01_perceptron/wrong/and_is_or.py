# exercise: AND
# misconception: another-gate
"""The threshold is so low that one input is enough."""


def AND(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 > 0.2 else 0
