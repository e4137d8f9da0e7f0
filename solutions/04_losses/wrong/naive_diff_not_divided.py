# exercise: naive_diff
# misconception: not-divided-by-h
"""Does not divide by h."""


def naive_diff(f, x, h):
    return f(x + h) - f(x)
