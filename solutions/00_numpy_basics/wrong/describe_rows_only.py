# exercise: describe
# misconception: shape-not-tuple
"""Only the first length."""


def describe(a):
    return a.ndim, a.shape[0], a.size
