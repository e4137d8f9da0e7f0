# exercise: slice_middle
# misconception: slice-reversed
"""A negative step."""


def slice_middle(s):
    return s[-2:-4:-1]
