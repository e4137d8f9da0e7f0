# exercise: slice_middle
# misconception: slice-includes-last
"""The last two."""


def slice_middle(s):
    return s[-2:]
