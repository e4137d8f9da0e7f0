# exercise: naive_diff
# misconception: backward-difference
"""A backward difference."""


def naive_diff(f, x, h):
    return (f(x) - f(x - h)) / h
