# exercise: descent_field
"""Writes into the caller's arrays."""


def descent_field(X, Y):
    X *= -2
    Y *= -2
    return X, Y
