# exercise: descent_field
# misconception: axes-exchanged
"""U and V exchanged."""


def descent_field(X, Y):
    return -2 * Y, -2 * X
