# exercise: sigmoid_grad
# misconception: changes-argument
"""Multiplies y in place."""


def sigmoid_grad(y):
    rest = 1 - y
    y *= rest
    return y
