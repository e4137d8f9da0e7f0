# exercise: broadcast_product
"""A list of rows."""


def broadcast_product(A, B):
    return [list(row) for row in A * B]
