# exercise: naive_diff
# misconception: central-for-forward
"""A central difference."""


def naive_diff(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)
