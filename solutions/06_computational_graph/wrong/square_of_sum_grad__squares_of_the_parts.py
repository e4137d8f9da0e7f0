# exercise: square_of_sum_grad
# misconception: squares-of-the-parts
"""Differentiates x^2 + y^2."""


def square_of_sum_grad(x, y):
    return 2 * x, 2 * y
