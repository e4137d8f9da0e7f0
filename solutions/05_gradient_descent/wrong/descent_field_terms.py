# exercise: descent_field
# misconception: not-differentiated
"""The terms of the function instead of their derivatives."""


def descent_field(X, Y):
    return -(X**2), -(Y**2)
