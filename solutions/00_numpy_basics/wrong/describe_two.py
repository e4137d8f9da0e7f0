# exercise: describe
"""The size is missing."""


def describe(a):
    return a.ndim, a.shape
