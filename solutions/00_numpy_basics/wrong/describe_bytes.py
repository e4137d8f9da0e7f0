# exercise: describe
# misconception: length-for-size
"""The size in memory."""


def describe(a):
    return a.ndim, a.shape, a.nbytes
