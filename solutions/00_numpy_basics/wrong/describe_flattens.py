# exercise: describe
# misconception: changes-argument
"""Flattens the array it was given."""


def describe(a):
    ndim, shape = a.ndim, a.shape
    a.shape = (-1,) if a.size else (0,)
    return ndim, shape, len(a)
