# exercise: broadcast_product
# misconception: broadcast-other-operation
"""Adds."""


def broadcast_product(A, B):
    return A + B
