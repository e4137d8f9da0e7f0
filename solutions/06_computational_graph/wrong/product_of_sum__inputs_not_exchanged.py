# exercise: product_of_sum
# misconception: inputs-not-exchanged
"""Does not exchange the factors."""


def product_of_sum(x, y, z):
    return (x + y) * z, x + y, x + y, z
