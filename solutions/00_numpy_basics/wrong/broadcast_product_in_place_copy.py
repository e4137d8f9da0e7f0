# exercise: broadcast_product
# misconception: changes-argument
"""Copies too late."""


def broadcast_product(A, B):
    A[...] = A * B
    return A.copy()
