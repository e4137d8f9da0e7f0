# exercise: slice_middle
# misconception: slice-by-value
"""Strips blanks."""


def slice_middle(s):
    return s[-3:-1].strip()
