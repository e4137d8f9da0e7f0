# exercise: square_of_sum_grad
# misconception: value-for-derivative
"""Returns z."""


def square_of_sum_grad(x, y):
    return (x + y) ** 2, (x + y) ** 2
