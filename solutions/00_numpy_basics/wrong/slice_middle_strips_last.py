# exercise: slice_middle
# misconception: slice-by-value
"""Strips the last character by its value, and all that equal it."""


def slice_middle(s):
    return s[-3:].rstrip(s[-1])
