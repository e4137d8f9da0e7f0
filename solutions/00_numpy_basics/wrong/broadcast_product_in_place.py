# exercise: broadcast_product
# misconception: changes-argument
"""Multiplies into A."""


def broadcast_product(A, B):
    A *= B
    return A
