# exercise: slice_middle
# misconception: slice-from-front
"""Right for five characters only."""


def slice_middle(s):
    return s[2:4]
