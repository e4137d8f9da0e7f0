# exercise: tanh_grad
# misconception: changes-argument
"""Squares y in place."""


def tanh_grad(y):
    y **= 2
    return 1 - y
