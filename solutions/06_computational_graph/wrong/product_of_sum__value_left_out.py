# exercise: product_of_sum
# misconception: value-left-out
"""Returns the derivatives without the value."""


def product_of_sum(x, y, z):
    return z, z, x + y
