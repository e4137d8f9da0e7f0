# exercise: tanh_grad
# misconception: tanh-grad-square
"""2 y for y squared."""


def tanh_grad(y):
    return 1 - 2 * y
