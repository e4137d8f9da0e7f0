# exercise: half_squared_error
"""Forgets the sum."""


def half_squared_error(y, t):
    return 0.5 * (y - t) ** 2
