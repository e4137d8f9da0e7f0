# exercise: slice_middle
# misconception: slice-inner-part
"""Everything before the last."""


def slice_middle(s):
    return s[:-1]
