# exercise: describe
# misconception: describe-order
"""Another order."""


def describe(a):
    return a.size, a.shape, a.ndim
