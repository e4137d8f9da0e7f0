# exercise: broadcast_product
"""Only the first row."""


def broadcast_product(A, B):
    result = A * 1
    result[0] = A[0] * B
    return result
