# exercise: weight_gradient
# misconception: elementwise-product
"""Multiplies element by element."""


def weight_gradient(out_prev, delta):
    return out_prev * delta
