# exercise: mean_squared_error
"""Squares in the caller's array."""


def mean_squared_error(y, t):
    y -= t
    y *= y
    return y.mean()
