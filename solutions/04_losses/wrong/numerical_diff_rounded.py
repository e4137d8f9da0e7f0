# exercise: numerical_diff
"""Rounds the answer."""


def numerical_diff(f, x):
    h = 1e-4
    return round((f(x + h) - f(x - h)) / (2 * h), 3)
