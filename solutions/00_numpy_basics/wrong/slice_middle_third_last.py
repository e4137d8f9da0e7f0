# exercise: slice_middle
# misconception: slice-inner-part
"""An index instead of a slice."""


def slice_middle(s):
    return s[-3]
