# exercise: slice_middle
# misconception: slice-inner-part
"""One character too few."""


def slice_middle(s):
    return s[-3:-2]
