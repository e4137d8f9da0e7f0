# exercise: describe
# misconception: shape-not-tuple
"""The shape as text."""


def describe(a):
    return a.ndim, str(a.shape), a.size
