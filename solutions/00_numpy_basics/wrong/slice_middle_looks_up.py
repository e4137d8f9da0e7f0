# exercise: slice_middle
# misconception: slice-by-value
"""Looks up where the third-last character occurs first."""


def slice_middle(s):
    start = s.index(s[-3])
    return s[start : start + 2]
