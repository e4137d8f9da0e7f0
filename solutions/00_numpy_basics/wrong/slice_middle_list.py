# exercise: slice_middle
"""A list of characters."""


def slice_middle(s):
    return list(s[-3:-1])
