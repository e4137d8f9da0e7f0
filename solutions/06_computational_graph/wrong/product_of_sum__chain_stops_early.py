# exercise: product_of_sum
# misconception: chain-stops-early
"""Forgets to multiply by what comes from the product."""


def product_of_sum(x, y, z):
    return (x + y) * z, 1, 1, x + y
