# exercise: describe
# misconception: length-for-size
"""len counts the first axis."""


def describe(a):
    return a.ndim, a.shape, len(a)
