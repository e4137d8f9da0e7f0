# exercise: slice_middle
# misconception: slice-inner-part
"""All but the ends."""


def slice_middle(s):
    return s[1:-1]
