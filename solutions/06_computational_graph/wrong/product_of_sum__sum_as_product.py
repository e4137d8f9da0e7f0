# exercise: product_of_sum
# misconception: sum-as-product
"""Differentiates x y z instead of (x + y) z."""


def product_of_sum(x, y, z):
    return (x + y) * z, y * z, x * z, x + y
