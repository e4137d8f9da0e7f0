# exercise: numerical_diff
# misconception: run-of-one-h
"""Divides by h instead of 2h."""


def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / h
