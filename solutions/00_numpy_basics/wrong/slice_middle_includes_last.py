# exercise: slice_middle
# misconception: slice-includes-last
"""Up to the end."""


def slice_middle(s):
    return s[-3:]
