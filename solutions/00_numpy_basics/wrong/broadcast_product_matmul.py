# exercise: broadcast_product
# misconception: matrix-product
"""The matrix product."""


def broadcast_product(A, B):
    return A @ B
