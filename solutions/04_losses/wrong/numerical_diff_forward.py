# exercise: numerical_diff
# misconception: forward-difference
"""A forward difference."""


def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x)) / h
