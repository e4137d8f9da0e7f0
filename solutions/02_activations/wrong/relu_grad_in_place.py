# exercise: relu_grad
# misconception: changes-argument
"""Writes the slope into x."""


def relu_grad(x):
    x[x <= 0] = 0
    x[x > 0] = 1
    return x
