# exercise: slice_middle
# misconception: slice-inner-part
"""Starts one too early."""


def slice_middle(s):
    return s[-4:-1]
