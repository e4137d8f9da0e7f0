# exercise: naive_diff
# misconception: difference-turned-around
"""Subtracts in the wrong order."""


def naive_diff(f, x, h):
    return (f(x) - f(x + h)) / h
