# exercise: double_window
"""All rows but the last, as in the example."""


def double_window(a):
    a[: len(a) - 1, 1:3] *= 2
