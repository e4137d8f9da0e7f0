# exercise: descent_field
"""The minus reaches U only."""


def descent_field(X, Y):
    return -2 * X, 2 * Y
