# exercise: square_of_sum_grad
# misconception: outer-derivative-without-2
"""Loses the factor 2."""


def square_of_sum_grad(x, y):
    return x + y, x + y
