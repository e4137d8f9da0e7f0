# exercise: describe
# misconception: describe-order
"""Another order."""


def describe(a):
    return a.shape, a.ndim, a.size
