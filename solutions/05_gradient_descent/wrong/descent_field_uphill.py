# exercise: descent_field
# misconception: uphill
"""The gradient itself."""


def descent_field(X, Y):
    return 2 * X, 2 * Y
