# exercise: tanh_grad
# misconception: tanh-grad-square
"""Squares the difference."""


def tanh_grad(y):
    return (1 - y) ** 2
