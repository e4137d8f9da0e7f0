# exercise: square_of_sum_grad
# misconception: inner-derivative-wrong
"""Takes x for the derivative of x + y by x."""


def square_of_sum_grad(x, y):
    return 2 * (x + y) * x, 2 * (x + y) * y
