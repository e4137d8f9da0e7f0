# exercise: numerical_diff
# misconception: backward-difference
"""A backward difference."""


def numerical_diff(f, x):
    h = 1e-4
    return (f(x) - f(x - h)) / h
