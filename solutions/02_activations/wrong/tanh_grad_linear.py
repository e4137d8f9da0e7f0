# exercise: tanh_grad
# misconception: tanh-grad-square
"""Forgets the square."""


def tanh_grad(y):
    return 1 - y
