# exercise: numerical_diff
# misconception: times-h
"""Parentheses around 2 * h forgotten."""


def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / 2 * h
