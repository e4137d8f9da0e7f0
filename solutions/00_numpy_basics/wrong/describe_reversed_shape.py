# exercise: describe
"""Columns before rows."""


def describe(a):
    return a.ndim, a.shape[::-1], a.size
