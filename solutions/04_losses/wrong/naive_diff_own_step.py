# exercise: naive_diff
# misconception: given-h-ignored
"""Uses a step of its own."""


def naive_diff(f, x, h):
    h = 1e-4
    return (f(x + h) - f(x)) / h
