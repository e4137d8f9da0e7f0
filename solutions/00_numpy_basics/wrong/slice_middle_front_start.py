# exercise: slice_middle
# misconception: slice-from-front
"""Counts the start from the front."""


def slice_middle(s):
    return s[2:-1]
