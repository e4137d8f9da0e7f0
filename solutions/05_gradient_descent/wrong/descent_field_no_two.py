# exercise: descent_field
# misconception: two-lost
"""Forgets the factor 2."""


def descent_field(X, Y):
    return -X, -Y
