# exercise: weight_gradient
# misconception: transposed
"""Multiplies in the wrong order."""


def weight_gradient(out_prev, delta):
    return delta.T @ out_prev
