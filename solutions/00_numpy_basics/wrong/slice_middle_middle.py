# exercise: slice_middle
"""The middle of the text."""


def slice_middle(s):
    return s[len(s) // 2 : len(s) // 2 + 2]
