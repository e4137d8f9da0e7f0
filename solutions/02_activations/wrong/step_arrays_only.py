# exercise: step
# misconception: step-arrays-only
"""The lecture's lab as it stands: a bool of Python has no astype."""


def step(x):
    result = x > 0.000001
    return result.astype(int)
